"""List what stands before the kinds of companies and places in Chinese and is seldom a name.

    python benchmarks/before_kinds.py OUT.tsv BITEXT.tsv...

Two characters before a word of ``kinds.tsv`` are none if less than .3 of the pairs that have them
there have their pinyin; and words of CC-CEDICT (``$ALIGNER_DATA/train/terms.tsv.zst``) that occur
in the pairs are seldom one. What other tables know, or the characters tell, is left out. Needs
``pip install zstandard``.
"""

import io
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from aligner.alignment.lexicon import load_lexicon, shipped_lexicon
from aligner.translation.names.kinds import KINDS, PART
from aligner.translation.names.name_table import NameTable
from aligner.translation.names.pinyin import place
from aligner.translation.tables import shipped_table

HEAD = """\
# Two characters that are a word, or that bitext has before a kind of kinds.tsv and hardly ever in
# pinyin: what stands there is seldom a name. The first of them, tab, all that may be the second.
# Made by benchmarks/before_kinds.py from CC-CEDICT and the training text of the default model, a
# few by hand. CC BY-SA 4.0.
"""
BY_HAND = (
    "军工 资管 中铁 国资 央企 国企 车企 房企 药企 省属 "
    "市属 县属 涉事 涉案 三甲 公募 私募 民办 公办 线上"
)
MOST = 0.3
"""Share of pairs with the pinyin that what is no name has at most."""


def words() -> set[str]:
    """Return the words of two characters of the dictionary that are no names."""
    import zstandard

    found = set()
    with (Path(os.environ["ALIGNER_DATA"]) / "train" / "terms.tsv.zst").open("rb") as raw:
        stream = zstandard.ZstdDecompressor(max_window_size=2**31).stream_reader(raw)
        for line in io.TextIOWrapper(stream, "utf-8", newline="\n"):
            chinese, english, kind, *_ = line.rstrip("\n").split("\t")
            word = kind == "cedict" and re.fullmatch("[\u4e00-\u9fff]{2}", chinese)
            if word and not english[:1].isupper():
                found.add(chinese)
    return found


def pairs(paths: list[str]) -> Iterator[tuple[str, str]]:
    """Yield Chinese and English."""
    for path in paths:
        with Path(path).open(encoding="utf-8", newline="\n") as lines:
            for line in lines:
                chinese, english, *_ = line.rstrip("\n").split("\t")
                yield chinese, english


def main(out: str, *paths: str) -> None:
    """Write the table."""
    kinds = sorted(shipped_table(KINDS, "kinds"), key=len, reverse=True)
    before = re.compile(f"(?=(?P<core>[\u4e00-\u9fff]{{2}})(?:{'|'.join(kinds)}))")
    dictionary, seen = words(), set[str]()
    times: Counter[str] = Counter()
    spelt: Counter[str] = Counter()
    for chinese, english in pairs(list(paths)):
        seen |= dictionary.intersection(map("".join, pairwise(chinese)))
        letters = re.sub("[^a-z]", "", english.lower())
        for core in {match["core"] for match in before.finditer(chinese)}:
            times[core] += 1
            spelt[core] += re.sub("[^a-z]", "", place(core).lower()) in letters
    rows = {core for core in times if spelt[core] < MOST * times[core]} | seen
    known = load_lexicon(shipped_lexicon()).words
    table = NameTable.shipped()
    kept = {row for row in rows if PART.fullmatch(row) and row not in known and row not in table}
    seconds: dict[str, str] = {}
    for first, second in sorted(kept.union(BY_HAND.split())):
        seconds[first] = seconds.get(first, "") + second
    lines = [f"{first}\t{own}\n" for first, own in seconds.items()]
    Path(out).write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
