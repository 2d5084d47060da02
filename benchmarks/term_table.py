"""Make the table of dictionary words that the translator's candidates are judged by.

    python benchmarks/term_table.py OUT BITEXT.tsv...

Reads the CC-CEDICT rows of ``$ALIGNER_DATA/train/terms.tsv.zst`` (Chinese, a gloss, source); needs
``pip install zstandard``. A word of three characters or more is kept if bitext is of one mind with
the dictionary: of the pairs that have it, ``LEAST`` or more have one of its glosses, singular or
plural (one hit and one miss added). What hardly any pair has is kept from four characters on, with
short glosses. Glosses come in the order of their counts; what other tables have is left out.
Writes ``OUT/dictionary.tsv``.
"""

import argparse
import io
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from aligner.registry.store import shipped_root
from aligner.text.script import to_simplified
from aligner.translation.names.name_table import DICTIONARY, ORDER, NameTable, plain

HEAD = """\
# Words of CC-CEDICT (CC BY-SA 4.0) that bitext translates as it does, the commonest gloss first,
# with | between them. Made by benchmarks/term_table.py. CC BY-SA 4.0.
"""
CHINESE = re.compile("[\u4e00-\u9fff]{2,8}")
NO_TERM = re.compile(
    r"(?:lit|fig|abbr|old|variant|see|also|to|be|the act|CL|surname)\b|.*[^A-Za-z0-9 '-]"
)
SHORT = 3
"""Characters of the shortest words; longer ones are seldom two words that stand side by side."""
LEAST, LEAST_LONG = 0.6, 0.5
"""Share of the pairs of a word that must have one of its glosses."""
FEWEST, FEWEST_LONG = 4, 2
"""Pairs that it takes to tell; of longer words that have fewer the dictionary is believed."""
ENOUGH = 250
"""Pairs with a word that are looked at."""
LONGEST = 5
LONGEST_UNSEEN, MOST_UNSEEN = 3, 4
"""Words a gloss may have, one that no pair confirms, and how many of those a word may have."""
RARE = 0.03
"""Share of its hits that a gloss must have."""

Glosses = dict[str, list[str]]


def glosses(data: Path) -> Iterator[tuple[str, str]]:
    """Yield the words of the dictionary, simplified, each with one cleaned gloss or nothing."""
    import zstandard

    with (data / "train" / "terms.tsv.zst").open("rb") as raw:
        stream = zstandard.ZstdDecompressor(max_window_size=2**31).stream_reader(raw)
        for line in io.TextIOWrapper(stream, "utf-8", newline="\n"):
            zh, en, source = line.rstrip("\n").split("\t")[:3]
            word = to_simplified(zh)
            if source == "cedict" and CHINESE.fullmatch(word):
                gloss = re.sub(r"\s*[(（].*?[)）]", "", en).strip()
                good = gloss and len(gloss.split()) <= LONGEST and not NO_TERM.match(gloss)
                yield word, gloss if good else ""


def forms(gloss: str) -> list[str]:
    """Return a gloss in singular and plural as it stands in plain, small text with edges."""
    *first, last = plain(gloss).lower().split() or [""]
    plurals = {last, f"{last}s", f"{last}es", f"{last[:-1]}ies" if last[-1:] == "y" else last}
    return [f" {' '.join([*first, form])} " for form in plurals if last]


def count(
    table: Glosses, words: Iterable[str], files: Iterable[Path]
) -> tuple[Counter[str], Counter[str], Counter[tuple[str, str]]]:
    """Count the pairs of each word, those that have one of its glosses, and those of each gloss.

    The longest of all words counts at a place.
    """
    reader = NameTable(dict.fromkeys(words, "x"))
    known = {word: [(gloss, forms(gloss)) for gloss in own] for word, own in table.items()}
    pairs, hits, each = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
    for file in files:
        with file.open(encoding="utf-8") as stream:
            for line in stream:
                zh, _, en = line.rstrip("\n").partition("\t")
                found = {zh[name.span.start : name.span.end] for name in reader.listed(zh)}
                here = [word for word in found if word in known and pairs[word] < ENOUGH]
                text = f" {plain(en).lower()} " if here else ""
                for word in here:
                    got = [g for g, spelt in known[word] if any(form in text for form in spelt)]
                    pairs[word] += 1
                    hits[word] += bool(got)
                    each.update((word, gloss) for gloss in got)
    return pairs, hits, each


def chosen(
    word: str, own: list[str], pairs: int, hits: int, each: Counter[tuple[str, str]]
) -> list[str]:
    """Return the glosses of a word, the commonest first; none if bitext is of another mind."""
    long = len(word) > SHORT
    if long and pairs < FEWEST_LONG:
        return [gloss for gloss in own if len(gloss.split()) <= LONGEST_UNSEEN][:MOST_UNSEEN]
    least, fewest = (LEAST_LONG, FEWEST_LONG) if long else (LEAST, FEWEST)
    if len(word) < SHORT or pairs < fewest or (hits + 1) / (pairs + 2) < least:
        return []
    ranked = sorted(own, key=lambda gloss: -each[word, gloss])
    return [gloss for gloss in ranked if each[word, gloss] > RARE * hits]


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("out", type=Path)
    parser.add_argument("bitext", type=Path, nargs="+")
    options = parser.parse_args()
    table: Glosses = {}
    words = set()
    for word, gloss in glosses(Path(os.environ["ALIGNER_DATA"])):
        words.add(word)
        if gloss and gloss not in table.setdefault(word, []):
            table[word].append(gloss)
    folder = shipped_root() / "models" / "lexicon"
    others = [folder / file for file in ORDER if file != DICTIONARY]
    known = {line.partition("\t")[0] for path in others for line in path.open(encoding="utf-8")}
    pairs, hits, each = count(table, words, options.bitext)
    lines = []
    for word, own in sorted(table.items()):
        kept = chosen(word, own, pairs[word], hits[word], each)
        if kept and word not in known:
            lines.append(f"{word}\t{'|'.join(kept)}\n")
    (options.out / DICTIONARY).write_text(HEAD + "".join(lines), encoding="utf-8")
    print(f"{DICTIONARY}: {len(lines):,} words")


if __name__ == "__main__":
    main()
