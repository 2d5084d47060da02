"""Make the tables of names that the translator's candidates are judged by.

    python benchmarks/name_table.py OUT BITEXT.tsv... [--least .45]

Reads ``$ALIGNER_DATA/names.tsv.zst`` (Chinese, English, type, source, licence) and the CC-CEDICT
rows of ``$ALIGNER_DATA/train/terms.tsv.zst``; needs ``pip install zstandard``. A name is kept if
the English of the pairs that have it has one of its spellings in ``--least`` of them (one hit and
one miss added), or if no pair has it and it is of a kind that is seldom part of another word.
Spellings are ordered by how often they stand there. Writes ``OUT/names.tsv`` and, for what only
sources under the ODbL name, ``OUT/cities.tsv``. Words that hold a name and are none stand in the
first without a spelling.
"""

import argparse
import io
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from aligner.text.script import to_simplified
from aligner.translation.names.dotted_names import TRANSLITERATING
from aligner.translation.names.name_table import CITIES, TABLE, NameTable, is_pinyin, plain

CEDICT = "cedict"
ODBL = "ODbL-1.0"
UNLICENSED = re.compile("unknown|no licence|none stated", re.I)
NO_NAMES = {"script", "currency", "language", "country/region", "modern chinese"}
CHINESE = re.compile("[\u4e00-\u9fff·]{2,12}")
HEADS = {
    TABLE: """\
# Names and their spellings in English news, the commonest first, with | between them; a word that
# has none is no name. Made by benchmarks/name_table.py; README.md says from what. CC BY-SA 4.0.
""",
    CITIES: """\
# Cities and states that names.tsv has not. Made by benchmarks/name_table.py from
# https://github.com/dr5hn/countries-states-cities-database and what README.md says. ODbL 1.0.
""",
}
OTHERS = {"大学", "国务院", "马来"}
"""What has another name as well: 国务院 is the State Council, and the State Department."""
UNSEEN = {"person-name-part": 3, "transliteration": 4, "city": 3}
"""Fewest characters of a name that no pair has; of other kinds 3."""
PEOPLE = {CEDICT, "person", "wikipedia-title"}
ENOUGH = 300
"""Pairs with a name that are looked at."""
FULLER = 1.3
"""How much more often a foreign name must stand alone to come before the name with another."""
RARE = 0.02
"""Share of its hits that a spelling must have."""

Row = tuple[str, str, str, str]


@dataclass(slots=True)
class Entry:
    """A Chinese name: its spellings with their kinds, and how many pairs had it and one of them."""

    spellings: dict[str, str]
    open_database: bool
    pairs: int = 0
    hits: int = 0


def rows(data: Path) -> Iterator[Row]:
    """Yield (Chinese, English, kind, licence) of all rows that may be shipped."""
    import zstandard

    for file in ("names.tsv.zst", "train/terms.tsv.zst"):
        with (data / file).open("rb") as raw:
            stream = zstandard.ZstdDecompressor(max_window_size=2**31).stream_reader(raw)
            for line in io.TextIOWrapper(stream, "utf-8", newline="\n"):
                zh, en, kind, *rest = line.rstrip("\n").split("\t")
                if rest and not UNLICENSED.search(rest[-1]):
                    yield zh, en, kind, rest[-1]
                elif kind == CEDICT:
                    yield zh, en, kind, "CC BY-SA 4.0"


def spelling(en: str) -> str:
    """Return the name in an English cell, without explanations and titles; empty if it is none."""
    name = re.sub(r"\s*[（(,;].*", "", en).strip()
    name = re.sub(r"^(?:Sir|City of|Municipio de|Provincia(?: de)?) | (?:Shi|City)$", "", name)
    words = name.split()
    capitals = sum(word[0].isupper() for word in words)
    good = 2 < len(name) <= 50 and name[0].isupper() and 2 * capitals >= len(words)
    return name if good and "|" not in name else ""


def surname(zh: str, en: str) -> str:
    """Return the surname if these are the names of a person with two words; empty otherwise."""
    first, _, last = en.partition(" ")
    if not last or " " in last or "·" in zh or not last[0].isupper():
        return ""
    if is_pinyin(zh[0], first):
        return first
    return last if set(zh) <= TRANSLITERATING else ""


def entries(found: Iterable[Row]) -> dict[str, Entry]:
    """Return the names by their Chinese; for one that others have too, no spelling of the ODbL."""
    table: dict[str, Entry] = {}
    for zh, en, kind, licence in sorted(found, key=lambda row: row[3] == ODBL):
        chinese = to_simplified(re.sub("[・‧•]", "·", zh.strip()))
        name = spelling(en)
        if not name or kind in NO_NAMES or chinese in OTHERS or not CHINESE.fullmatch(chinese):
            continue
        entry = table.setdefault(chinese, Entry({}, licence == ODBL))
        if licence == ODBL and not entry.open_database:
            continue
        entry.spellings.setdefault(name, kind)
        if kind in PEOPLE and (family := surname(chinese, name)):
            entry.spellings.setdefault(family, kind)
    return table


def count(table: dict[str, Entry], files: Iterable[Path]) -> Counter[tuple[str, str]]:
    """Count pairs and hits of the entries; return how many pairs had each spelling."""
    names = NameTable({zh: "|".join(entry.spellings) for zh, entry in table.items()})
    plains = {zh: [(en, f" {plain(en)} ") for en in e.spellings] for zh, e in table.items()}
    seen: Counter[tuple[str, str]] = Counter()
    for file in files:
        with file.open(encoding="utf-8") as stream:
            for line in stream:
                zh, _, en = line.rstrip("\n").partition("\t")
                words = {zh[n.span.start : n.span.end] for n in names.listed(zh)}
                here = [word for word in words if table[word].pairs < ENOUGH]
                text = f" {plain(en)} " if here else ""
                for word in here:
                    hits = [spelt for spelt, form in plains[word] if form in text]
                    seen.update((word, spelt) for spelt in hits)
                    table[word].pairs += 1
                    table[word].hits += bool(hits)
    return seen


def chosen(zh: str, entry: Entry, seen: Counter[tuple[str, str]], least: float) -> list[str]:
    """Return the spellings of a name, the commonest first; none if it is not safely one."""
    forms = list(entry.spellings)
    if entry.pairs == 0:
        kinds = set(entry.spellings.values())
        enough = min(UNSEEN.get(kind, 3) for kind in kinds)
        safe = len(zh) >= enough or (kinds == {"city"} and is_pinyin(zh, forms[0]))
        return forms if safe else []
    if (entry.hits + 1) / (entry.pairs + 2) < least:
        return []
    times = {form: seen[zh, form] for form in forms}
    if max(times.values()) == 0:
        return forms
    # Donald Trump is Trump too; 习近平 is the full name, whatever English makes of it.
    better = FULLER if set(zh) <= TRANSLITERATING else 1 / RARE
    full = {form for form in forms if surname(zh, form)}
    ranked = sorted(forms, key=lambda form: -times[form] * (better if form in full else 1))
    return [form for form in ranked if times[form] > RARE * entry.hits][:8]


def not_names(kept: Iterable[str], words: Iterable[str]) -> set[str]:
    """Return the words that are not kept but hold what is: 比利 does not stand in 比利时."""
    names = set(kept)
    lengths = range(2, 8)
    return {
        word
        for word in words
        if 3 <= len(word) <= 8
        and word not in names
        and any(word[i : i + n] in names for n in lengths for i in range(len(word) - n + 1))
    }


def main() -> None:
    """Write the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("out", type=Path)
    parser.add_argument("bitext", type=Path, nargs="+")
    parser.add_argument("--least", type=float, default=0.45)
    options = parser.parse_args()
    found = list(rows(Path(os.environ["ALIGNER_DATA"])))
    table = entries(found)
    seen = count(table, options.bitext)
    kept = {zh: chosen(zh, entry, seen, options.least) for zh, entry in table.items()}
    kept = {zh: forms for zh, forms in kept.items() if forms}
    shadows = not_names(kept, {to_simplified(row[0]) for row in found if row[3] != ODBL})
    lines: dict[str, list[str]] = defaultdict(list)
    for zh, forms in kept.items():
        file = CITIES if table[zh].open_database else TABLE
        lines[file].append(f"{zh}\t{'|'.join(forms)}")
    lines[TABLE] += shadows
    for file, texts in lines.items():
        text = "".join(f"{line}\n" for line in sorted(texts))
        (options.out / file).write_text(HEADS[file] + text, encoding="utf-8")
        print(f"{file}: {len(texts):,} lines")


if __name__ == "__main__":
    main()
