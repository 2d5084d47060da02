"""Filters that look at what the two sides say: words by the lexical table, numbers, names.

The lexical evidence of a pair is computed once and remembered for the filters that follow.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from aligner.bitext import SegmentPair
from aligner.checks.dates import Date, Time
from aligner.checks.length import words_per_han
from aligner.checks.names import addresses, codes, cut, gloss_kept, glosses, holds, latin_words
from aligner.checks.numbers import compare
from aligner.checks.quantities import (
    agree,
    printed_numbers,
    source_quantities,
    surface,
    target_quantities,
)
from aligner.corpus.evidence import Evidence, evidence
from aligner.text.quantity import Quantity

_remembered: dict[tuple[str, str], Evidence] = {}
_REMEMBERED = 4096


def _evidence(pairs: Sequence[SegmentPair]) -> list[Evidence]:
    new = [pair for pair in pairs if (pair.src, pair.tgt) not in _remembered]
    if len(_remembered) + len(new) > _REMEMBERED:
        _remembered.clear()
        new = list(pairs)
    for pair, found in zip(new, evidence(new), strict=True):
        _remembered[pair.src, pair.tgt] = found
    return [_remembered[pair.src, pair.tgt] for pair in pairs]


@dataclass(frozen=True, slots=True)
class Lexical:
    """Share of the information of both sides that the other explains, by the lexical table.

    The mean of both directions; half of all true news pairs have 0.67 or more, unrelated ones
    0.1. Catches shifted alignments. Caveat: sides of names and rare terms alone have little the
    table knows; very free translation scores low.
    """

    least: float = 0.35
    name: str = field(default="lexical", init=False)

    def score(self, pair: SegmentPair) -> float:
        """Return the score of one pair."""
        return self.scores([pair])[0]

    def scores(self, pairs: Sequence[SegmentPair]) -> list[float]:
        """Return the score of each pair."""
        return [(found.src + found.tgt) / 2 for found in _evidence(pairs)]

    def accept(self, score: float) -> bool:
        """Accept from ``least`` on."""
        return score >= self.least


@dataclass(frozen=True, slots=True)
class English:
    """Share of the words of the English side that the table knows as English.

    Catches other languages in Latin letters. A side of fewer than four words is 1. Caveat: lists
    of foreign names are rejected; a sentence half English passes.
    """

    least: float = 0.5
    name: str = field(default="english", init=False)

    def score(self, pair: SegmentPair) -> float:
        """Return the score of one pair."""
        return self.scores([pair])[0]

    def scores(self, pairs: Sequence[SegmentPair]) -> list[float]:
        """Return the score of each pair."""
        return [
            1.0 if len(pair.tgt.split()) < 4 else found.known
            for pair, found in zip(pairs, _evidence(pairs), strict=True)
        ]

    def accept(self, score: float) -> bool:
        """Accept from ``least`` on."""
        return score >= self.least


@dataclass(frozen=True, slots=True)
class Complete:
    """How likely neither side is cut short.

    A logistic model of the explained share of each side, the largest unexplained stretch and the
    ratio of lengths, learned from news pairs whole and cut (``benchmarks/corpus.py``). Caveat:
    summaries and headlines that leave much out are rejected, which is what it is for.
    """

    least: float = 0.35
    name: str = field(default="complete", init=False)

    def score(self, pair: SegmentPair) -> float:
        """Return the score of one pair."""
        return self.scores([pair])[0]

    def scores(self, pairs: Sequence[SegmentPair]) -> list[float]:
        """Return the score of each pair."""
        return [
            _whole(completeness(pair, found))
            for pair, found in zip(pairs, _evidence(pairs), strict=True)
        ]

    def accept(self, score: float) -> bool:
        """Accept from ``least`` on."""
        return score >= self.least


def completeness(pair: SegmentPair, found: Evidence) -> tuple[float, ...]:
    """Return what ``Complete`` judges by: shares, gap, length ratio and their squares.

    Differences between the sides of short pairs prove less, and are shrunk.
    """
    han, words = words_per_han(pair)
    sure = (han + words) / (han + words + SHORT)
    ratio = math.log((words + 3) / (0.73 * han + 3)) * sure
    plain = (found.src, found.tgt, (found.src - found.tgt) * sure, math.log1p(found.gap), ratio)
    return (*plain, *(value * value for value in plain))


SHORT = 15.0
"""Characters and words at which a difference counts half."""
BIAS = -0.2918
WEIGHTS = (
    16.6905, -14.577, -53.8804, -0.4543, -5.555, 3.809, 1.0397, -92.0753, -0.1701, -29.333,
)  # fmt: skip
"""Learned from 4000 news pairs, whole and cut; at 0.35 whole ones pass 98 %, cut ones 6 %."""


def _whole(features: tuple[float, ...]) -> float:
    total = BIAS + sum(w * x for w, x in zip(WEIGHTS, features, strict=True))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers, percentages, money, dates and times by value: 1 all agree, 0 one is another.

    0.5 where an amount of one side has nothing on the other. Caveat: an aligned summary that
    rounds (一千一百多 as "over a thousand") may be rejected; ordinals and counts below eleven in
    words are not looked at.
    """

    least: float = 0.6
    name: str = field(default="numbers", init=False)

    def score(self, pair: SegmentPair) -> float:
        """Return 0, 0.5 or 1."""
        lost, added = _unmatched(pair)
        if (lost and added) or Date()(pair) or any(f.its_type == "numbers" for f in Time()(pair)):
            return 0.0
        return 0.5 if lost or added else 1.0

    def accept(self, score: float) -> bool:
        """Accept from ``least`` on."""
        return score >= self.least


def _unmatched(pair: SegmentPair) -> tuple[bool, bool]:
    """Say whether amounts of the source have no partner, and whether those of the target have."""
    ours, theirs = source_quantities(pair.src), target_quantities(pair.tgt)
    found = compare(pair.src, pair.tgt)
    lost = bool(found.lost) or any(
        _in_figures(pair.src, q, pair.tgt) and not any(agree(pair.src, q, t) for t in theirs)
        for q in ours
    )
    added = bool(found.added) or any(
        _in_figures(pair.tgt, q, pair.src) and not any(agree(pair.src, s, q) for s in ours)
        for q in theirs
    )
    return lost, added


def _in_figures(text: str, quantity: Quantity, other: str) -> bool:
    """Tell whether an amount, however small, is in figures that the other side does not print."""
    figures = printed_numbers(surface(text, quantity))
    plain = quantity.kind in ("number", "percent", "money") and quantity.scale == 1
    return plain and bool(figures) and not figures & printed_numbers(other)


@dataclass(frozen=True, slots=True)
class Names:
    """Share of the Latin names, codes and addresses of the Chinese side that the English has.

    1 where there are none. Caveat: names the Chinese side gives in another spelling count as lost.
    """

    least: float = 0.5
    name: str = field(default="names", init=False)

    def score(self, pair: SegmentPair) -> float:
        """Return the share that is kept."""
        exact = [cut(pair.src, span) for span in (*addresses(pair.src), *codes(pair.src))]
        loose = [cut(pair.src, span) for span in (*glosses(pair.src), *latin_words(pair.src))]
        if not exact and not loose:
            return 1.0
        kept = sum(holds(pair.tgt, words) for words in exact)
        kept += sum(gloss_kept(pair.tgt, words) for words in loose)
        return kept / (len(exact) + len(loose))

    def accept(self, score: float) -> bool:
        """Accept from ``least`` on."""
        return score >= self.least
