"""What is in a corpus, in figures; memory grows with the number of documents only."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Generic, TypeVar

from aligner.bitext import SegmentPair
from aligner.checks.length import words_per_han
from aligner.text.script import detect_script

Item = TypeVar("Item")

BINS = 400
"""Lengths and hundredths of ratios counted one by one; beyond, they count as the last."""
WIDTHS = {"han": 10, "words": 10, "ratio": 5, "score": 5}
"""Lengths in a bin of a histogram; for ratios and scores, hundredths."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Quantiles of a measure; all 0 where nothing was measured."""

    low: float
    quarter: float
    median: float
    three_quarters: float
    high: float


@dataclass(frozen=True, slots=True)
class Stats:
    """Figures of a corpus.

    Lengths are Chinese characters and English words; ``ratio`` words a character; spreads give the
    quantiles 0.01, 0.25, 0.5, 0.75 and 0.99. ``histograms`` count lengths by tens, ratios and
    scores by twentieths, for plots.
    """

    pairs: int
    documents: int
    without_document: int
    empty_sides: int
    han: int
    words: int
    scripts: tuple[tuple[str, int], ...]
    han_spread: Spread
    words_spread: Spread
    ratio: Spread
    scores: Spread
    histograms: tuple[tuple[str, tuple[int, ...]], ...]


class Tally:
    """Counts pairs as they pass."""

    def __init__(self) -> None:
        self._pairs = self._without = self._empty = self._han = self._words = 0
        self._documents: set[str] = set()
        self._scripts: Counter[str] = Counter()
        self._counts = {name: Counter[int]() for name in ("han", "words", "ratio", "score")}

    def add(self, pair: SegmentPair) -> None:
        """Count one pair."""
        self._pairs += 1
        if pair.doc_id:
            self._documents.add(pair.doc_id)
        else:
            self._without += 1
        self._empty += not (pair.src.strip() and pair.tgt.strip())
        han, words = words_per_han(pair)
        self._han += han
        self._words += words
        self._scripts[detect_script(pair.src)] += 1
        self._counts["han"][min(BINS, han)] += 1
        self._counts["words"][min(BINS, words)] += 1
        if han:
            self._counts["ratio"][min(BINS, round(100 * words / han))] += 1
        if pair.score is not None and 0 <= pair.score <= 1:
            self._counts["score"][round(100 * pair.score)] += 1

    @property
    def stats(self) -> Stats:
        """The figures so far."""
        counts = self._counts
        return Stats(
            self._pairs,
            len(self._documents),
            self._without,
            self._empty,
            self._han,
            self._words,
            tuple(self._scripts.most_common()),
            _spread(counts["han"], 1),
            _spread(counts["words"], 1),
            _spread(counts["ratio"], 100),
            _spread(counts["score"], 100),
            tuple((name, _histogram(found, name)) for name, found in counts.items()),
        )


def measure(pairs: Iterable[SegmentPair]) -> Stats:
    """Return the figures of a bitext."""
    tally = Tally()
    for pair in pairs:
        tally.add(pair)
    return tally.stats


class Sample(Generic[Item]):
    """A few of many items, each with the same chance (reservoir sampling), the same every time."""

    def __init__(self, size: int) -> None:
        self._size, self._seen = size, 0
        self._random = Random(1)
        self.items: list[Item] = []

    def add(self, item: Item) -> None:
        """Offer one item."""
        self._seen += 1
        if len(self.items) < self._size:
            self.items.append(item)
        elif (at := self._random.randrange(self._seen)) < self._size:
            self.items[at] = item


def _spread(counts: Counter[int], scale: int) -> Spread:
    wanted = [share * counts.total() for share in (0.01, 0.25, 0.5, 0.75, 0.99)]
    found = [0.0] * len(wanted)
    at, passed = 0, 0
    for value in sorted(counts):
        passed += counts[value]
        while at < len(wanted) and passed >= wanted[at]:
            found[at] = value / scale
            at += 1
    return Spread(*found)


def last_bin(name: str) -> int:
    """Return the number of the last bin, from 0: what is longer is in it, and a score of 1."""
    return BINS // WIDTHS[name] if name != "score" else 100 // WIDTHS[name] - 1


def _histogram(counts: Counter[int], name: str) -> tuple[int, ...]:
    last = last_bin(name)
    bins = [0] * (last + 1)
    for value, count in counts.items():
        bins[min(last, value // WIDTHS[name])] += count
    while bins and not bins[-1]:
        bins.pop()
    return tuple(bins)
