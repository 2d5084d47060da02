"""How much of what Chinese news is full of each system keeps: accuracy by phenomenon, with tests.

The things themselves (numbers, dates, names...) are found by ``aligner.checks.phenomena``; one
counts if the first reference keeps it too. The interval of an accuracy is Wilson's, corrected for
things that stand in one segment. Two systems are compared by the exact test that exchanges their
segments; p-values are Holm's over all pairs of systems and all phenomena, so that a phenomenon may
be picked from the table. All things together have a row and tests of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from aligner.checks.phenomena import ALL, PHENOMENA, kept
from aligner.progress import Progress, Silent
from aligner.scoring.binomial import clustered_interval, exchange_test
from aligner.scoring.segments import System, TestSet
from aligner.scoring.significance import ALPHA, holm, significance_letters

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Counts = npt.NDArray[np.int64]

NAMES = (*(phenomenon.name for phenomenon in PHENOMENA), ALL)

Pairs = dict[tuple[int, int], float]
"""A number for each two systems, the first below the second."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """What one system keeps of a phenomenon, in percent, with its 95 % interval.

    ``p_value`` compares with the first system, ``adjusted`` is Holm's; both ``None`` for that one.
    Systems that share a letter do not differ.
    """

    value: float
    low: float
    high: float
    p_value: float | None
    adjusted: float | None
    letters: str


@dataclass(frozen=True, slots=True)
class Phenomenon:
    """One phenomenon: how many things count, and an accuracy a system."""

    name: str
    items: int
    systems: tuple[Accuracy, ...]


@dataclass(frozen=True, slots=True)
class PhenomenaTable:
    """The phenomena that the test set has, and all their things together."""

    phenomena: tuple[Phenomenon, ...]
    everything: Phenomenon

    @property
    def rows(self) -> tuple[Phenomenon, ...]:
        """What a table shows: each phenomenon, then all together; nothing where nothing counts."""
        return (*self.phenomena, self.everything) if self.phenomena else ()

    def find(self, name: str) -> Phenomenon | None:
        """Return a phenomenon by its name."""
        return next((one for one in self.phenomena if one.name == name), None)


def measure_phenomena(
    systems: Sequence[System], test_set: TestSet, progress: Progress | None = None
) -> PhenomenaTable:
    """Count what each system keeps, and test every pair. The test set must have its source."""
    right, total = count(systems, test_set, progress or Silent())
    tests = {p: _tests(right[:, :, p]) for p in range(len(NAMES)) if total[:, p].any()}
    last = NAMES.index(ALL)
    families = [{p: pairs for p, pairs in tests.items() if p != last}]
    families.append({p: pairs for p, pairs in tests.items() if p == last})
    adjusted = {p: pairs for family in families for p, pairs in _adjusted(family).items()}
    found = {
        p: _accuracies(right[:, :, p], total[:, p], pairs, adjusted[p])
        for p, pairs in tests.items()
    }
    rows = [Phenomenon(NAMES[p], int(total[:, p].sum()), row) for p, row in found.items()]
    everything = [one for one in rows if one.name == ALL] or [Phenomenon(ALL, 0, ())]
    return PhenomenaTable(tuple(one for one in rows if one.name != ALL), everything[0])


def count(
    systems: Sequence[System], test_set: TestSet, progress: Progress
) -> tuple[Counts, Counts]:
    """Return kept things ``(systems, segments, phenomena)``, and all ``(segments, phenomena)``."""
    import numpy as np

    sources = test_set.src or ()
    right = np.zeros((len(systems), len(sources), len(NAMES)), dtype=np.int64)
    total = np.zeros((len(sources), len(NAMES)), dtype=np.int64)
    for i, (src, ref) in enumerate(zip(sources, test_set.references[0], strict=True)):
        for s, system in enumerate(systems):
            for p, name in enumerate(NAMES):
                found = kept(name, src, ref, system.hyps[i])
                right[s, i, p], total[i, p] = found.kept, found.total
        progress.advance(i + 1, len(sources))
    return right, total


def _tests(right: Counts) -> Pairs:
    """Return the p-value of each pair of systems; ``right`` is ``(systems, segments)``."""
    return {
        (a, b): exchange_test((right[b] - right[a]).tolist())
        for a, b in combinations(range(len(right)), 2)
    }


def _adjusted(tests: dict[int, Pairs]) -> dict[int, Pairs]:
    keys = [(p, pair) for p, pairs in tests.items() for pair in pairs]
    adjusted: dict[int, Pairs] = {p: {} for p in tests}
    for (p, pair), value in zip(keys, holm([tests[p][pair] for p, pair in keys]), strict=True):
        adjusted[p][pair] = value
    return adjusted


def _accuracies(
    right: Counts, total: Counts, tests: Pairs, adjusted: Pairs
) -> tuple[Accuracy, ...]:
    systems = len(right)
    differ = [
        [adjusted.get((min(a, b), max(a, b)), 1.0) < ALPHA for b in range(systems)]
        for a in range(systems)
    ]
    letters = significance_letters(differ)
    result = []
    for s in range(systems):
        low, high = clustered_interval(right[s].tolist(), total.tolist())
        share = float(right[s].sum() / total.sum())
        p_value, holms = tests.get((0, s)), adjusted.get((0, s))
        result.append(Accuracy(100 * share, 100 * low, 100 * high, p_value, holms, letters[s]))
    return tuple(result)
