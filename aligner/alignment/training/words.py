"""Find Chinese words in plain text: runs of characters that stand together more than by chance.

The measure is pointwise mutual information (Church & Hanks 1990) of the weakest cut of the run.
Longer runs are only counted where all their parts are frequent, so that memory stays small.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from aligner.alignment.units import LONGEST

LEAST = 20
"""Times a word must be seen."""
BOUND = {2: 3.2, 3: 4.0, 4: 5.0}
"""Mutual information, in natural logarithms, from which a run of that many characters is a word."""
PART = 0.6
"""Share of its occurrences in one longer word from which a run is not a word itself."""

_RUN = re.compile("[\u3400-\u9fff]+")


def find_words(texts: Sequence[str], least: int = LEAST) -> frozenset[str]:
    """Return the words of two to four characters that the texts are made of."""
    counts: dict[str, int] = dict(Counter(c for run in _runs(texts) for c in run))
    total = sum(counts.values())
    words: dict[str, int] = {}
    for size in range(2, LONGEST + 1):
        fresh = Counter(
            run[at : at + size]
            for run in _runs(texts)
            for at in range(len(run) - size + 1)
            if size == 2
            or (run[at : at + size - 1] in counts and run[at + 1 : at + size] in counts)
        )
        counts.update((run, count) for run, count in fresh.items() if count >= least)
        for run, count in fresh.items():
            if count >= least and _bound(run, counts, total) >= BOUND[size]:
                words[run] = count
    parts = {
        part
        for word, count in words.items()
        for part in _parts(word)
        if count >= PART * words.get(part, math.inf)
    }
    return frozenset(words.keys() - parts)


def _runs(texts: Iterable[str]) -> Iterable[str]:
    return (run for text in texts for run in _RUN.findall(text))


def _bound(run: str, counts: dict[str, int], total: int) -> float:
    """Return how strongly the two parts of the weakest cut of a run attract each other."""
    whole = counts[run] * total
    return min(math.log(whole / (counts[run[:at]] * counts[run[at:]])) for at in range(1, len(run)))


def _parts(word: str) -> Iterable[str]:
    return (
        word[start:stop]
        for start in range(len(word))
        for stop in range(start + 2, len(word) + 1)
        if stop - start < len(word)
    )
