"""Learn what the characters of transliterated names are spelt with.

    python benchmarks/transliterations.py OUT.tsv

Takes the names of ``names.tsv`` and ``cities.tsv`` that have nothing but characters of
transliterations and one word of English. Which letters each character stands for is found by
expectation maximisation on some of them (all monotone ways to cut the word in pieces of up to five
letters), and the likeliest way of each name is counted. Of 1,500 names left out, ``spell`` gets
14 % right to the letter, as the candidates' best guess at one that no table has.
"""

import math
import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from aligner.registry.store import shipped_root
from aligner.translation.names.dotted_names import TRANSLITERATING
from aligner.translation.names.name_table import CITIES, TABLE
from aligner.translation.names.sounds import unmarked
from aligner.translation.tables import read_table

HEAD = """\
# What characters of transliterated names are spelt with, and how often: the character, or the
# letter before it and the character (^: nothing is before it), tab, letters and counts, - being no
# letters. Made by benchmarks/transliterations.py from names.tsv and cities.tsv. ODbL 1.0.
"""
LEFT_OUT = 1500
SAMPLE = 16_000
"""Names that the ways of cutting are learnt from; more hardly change them."""
ROUNDS = 4
LONGEST = 5
LEAST = 3
"""Fewest names that have letters for a character."""
CONTEXTS = {1: 5, 2: 8}
"""Fewest names that have a character, and a character after a letter."""
MOST = 12

Table = dict[str, dict[str, float]]
Counts = defaultdict[str, Counter[str]]


def names() -> list[tuple[str, str]]:
    """Return the names with their spelling in small letters, shuffled."""
    folder = shipped_root() / "models" / "lexicon"
    letters = TRANSLITERATING - {"·"}
    found: dict[str, str] = {}
    for file in (CITIES, TABLE):
        for chinese, spellings in read_table(folder / file, "names").items():
            word = unmarked(spellings.split("|")[0])
            fits = 2 <= len(chinese) <= 8 and len(chinese) - 1 <= len(word) <= 4 * len(chinese)
            if fits and letters.issuperset(chinese) and re.fullmatch("[a-z]+", word):
                found[chinese] = word
    rows = sorted(found.items())
    random.Random(1).shuffle(rows)
    return rows


def learn(rows: list[tuple[str, str]]) -> Table:
    """Return the probability of letters for each character."""
    table: Table = {}
    for _ in range(ROUNDS):
        counts: Counts = defaultdict(Counter)
        for chinese, word in rows:
            _expect(chinese, word, table, counts)
        table = {
            character: {
                letters: times / own.total()
                for letters, times in own.items()
                if times > 0.05 and times / own.total() > 1e-5
            }
            for character, own in counts.items()
        }
    return table


def _expect(chinese: str, word: str, table: Table, counts: Counts) -> None:
    """Add how often each character is expected to stand for which letters of a name."""
    size, end = len(chinese), len(word)
    share = end / size

    def odds(character: str, letters: str) -> float:
        if not table:
            return math.exp(-1.5 * abs(len(letters) - share))
        return table.get(character, {}).get(letters, 1e-8)

    ways = [(i, j) for i in range(end + 1) for j in range(i, min(end, i + LONGEST) + 1)]
    forward = [[1.0] + [0.0] * end]
    for at in range(size):
        forward.append([0.0] * (end + 1))
        for start, stop in ways:
            forward[-1][stop] += forward[at][start] * odds(chinese[at], word[start:stop])
    total = forward[size][end]
    backward = [0.0] * end + [1.0]
    for at in reversed(range(size)):
        behind, backward = backward, [0.0] * (end + 1)
        for start, stop in ways if total > 0 else ():
            way = odds(chinese[at], word[start:stop]) * behind[stop]
            backward[start] += way
            counts[chinese[at]][word[start:stop]] += forward[at][start] * way / total


def cut(chinese: str, word: str, table: Table) -> tuple[str, ...]:
    """Return the likeliest way to cut a word in letters of each character; empty if none."""
    best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    for character in chinese:
        following: dict[int, tuple[float, tuple[str, ...]]] = {}
        for start, (sum_, path) in best.items():
            for stop in range(start, min(len(word), start + LONGEST) + 1):
                odds = table.get(character, {}).get(word[start:stop])
                if odds:
                    way = (sum_ + math.log(odds), (*path, word[start:stop]))
                    following[stop] = max(way, following.get(stop, way))
        best = following
    return best.get(len(word), (0.0, ()))[1]


def main(out: str) -> None:
    """Write the table."""
    rows = names()[LEFT_OUT:]
    table = learn(rows[:SAMPLE])
    counts: Counts = defaultdict(Counter)
    for chinese, word in rows:
        before = "^"
        for character, letters in zip(chinese, cut(chinese, word, table), strict=False):
            counts[character][letters] += 1
            counts[before + character][letters] += 1
            before = letters[-1:] or before
    lines = []
    for key in sorted(counts, key=lambda key: (len(key), key)):
        own = [(t, n) for t, n in counts[key].most_common(MOST) if n >= LEAST]
        if own and counts[key].total() >= CONTEXTS[len(key)]:
            lines.append(f"{key}\t" + " ".join(f"{letters or '-'} {n}" for letters, n in own))
    Path(out).write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
