"""How a transliterated name may have been spelt: 卡瓦尼奥 Cavanio.

A table, learnt from 70,000 names with their spellings, says which letters each character stands
for, and how often after which letter. The spelling is a guess, not knowledge: it has the right
sound, and it is the same wherever it is asked for.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import lru_cache

from aligner.translation.names.sounds import unmarked
from aligner.translation.tables import shipped_table

TABLE = "transliterations.tsv"

_START = "^"
_NOTHING = "-"
_TRUST = 2.0
"""How many times a character after any letter counts beside those after this letter."""
_UNSEEN = 1e-4
"""Probability of letters that no name in the table has for a character."""
_LONGEST = 5
_BEAM = 12

Counts = Mapping[str, int]


class Transliterations:
    """The table, asked about one name at a time."""

    def __init__(self, counts: Mapping[str, Counts]) -> None:
        self._counts = counts

    @classmethod
    def shipped(cls) -> Transliterations:
        """Return the table that ships, read once. Raises ``ModelError`` if it is missing."""
        return _shipped()

    def spell(self, name: str) -> str:
        """Return the likeliest spelling; empty if a character is not in the table.

        >>> Transliterations.shipped().spell("林德奎斯特")
        'Lindquist'
        """
        found = {"": 0.0}
        for character in name:
            following: dict[str, float] = {}
            for text, cost in found.items():
                for letters in self._counts.get(character, {}):
                    longer = text + letters
                    total = cost + self._cost(text, character, letters)
                    following[longer] = min(total, following.get(longer, math.inf))
            found = dict(sorted(following.items(), key=lambda item: (item[1], item[0]))[:_BEAM])
        return min(found, key=lambda text: (found[text], text), default="").capitalize()

    def cost(self, name: str, spelling: str) -> float:
        """Return how unlikely a spelling is, a character: the negative logarithm; 0 is certain."""
        letters = "".join(c for c in unmarked(spelling) if c.isalpha())
        best = {0: 0.0}
        for character in name:
            following: dict[int, float] = {}
            for start, cost in best.items():
                for end in range(start, min(len(letters), start + _LONGEST) + 1):
                    total = cost + self._cost(letters[:start], character, letters[start:end])
                    following[end] = min(total, following.get(end, math.inf))
            best = following
        return best.get(len(letters), math.inf) / max(1, len(name))

    def _cost(self, before: str, character: str, letters: str) -> float:
        anywhere, here = (
            self._counts.get(character, {}),
            self._counts.get((before[-1:] or _START) + character, {}),
        )
        usual = anywhere.get(letters, 0) / max(1, sum(anywhere.values())) or _UNSEEN
        share = (here.get(letters, 0) + _TRUST * usual) / (sum(here.values()) + _TRUST)
        return -math.log(share)


@lru_cache(1)
def _shipped() -> Transliterations:
    table = shipped_table(TABLE, "transliterations")
    return Transliterations({key: dict(_pairs(value.split())) for key, value in table.items()})


def _pairs(words: list[str]) -> Iterator[tuple[str, int]]:
    for letters, times in zip(words[::2], words[1::2], strict=True):
        yield letters.replace(_NOTHING, ""), int(times)
