"""How much of what Chinese news is full of each system keeps: accuracy by phenomenon, with tests.

The things themselves (numbers, dates, names...) are found by ``aligner.checks.phenomena``; one
counts if the first reference keeps it too. The interval of an accuracy is Wilson's, corrected for
things that stand in one segment. Two systems are compared by the exact test that exchanges their
segments; p-values are Holm's over all pairs of systems and all phenomena, so that a phenomenon may
be picked from the table. The mean of the phenomena, each weighing the same, is resampled instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from aligner.checks.phenomena import PHENOMENA, has_own_items, kept
from aligner.progress import Progress, Silent
from aligner.scoring.binomial import clustered_interval, exchange_test
from aligner.scoring.segments import System, TestSet
from aligner.scoring.significance import (
    ALPHA,
    SEED,
    bootstrap,
    bootstrap_tests,
    draw_counts,
    holm,
    significance_letters,
)

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.floating[Any]]
    Counts = npt.NDArray[np.int64]

NAMES = tuple(phenomenon.name for phenomenon in PHENOMENA)
_OWN = tuple(has_own_items(name) for name in NAMES)

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
    """The phenomena that the test set has, and the mean of those that are things."""

    phenomena: tuple[Phenomenon, ...]
    mean: Phenomenon

    def find(self, name: str) -> Phenomenon | None:
        """Return a phenomenon by its name."""
        return next((one for one in self.phenomena if one.name == name), None)


class _MeanAccuracy:
    """Scores added counts, ``(..., 2 k)``: kept and all things of ``k`` phenomena in turn."""

    def values(self, sums: Array) -> Array:
        """Return the mean accuracy in percent of the phenomena that are there."""
        import numpy as np

        kept_, total = sums[..., 0::2], sums[..., 1::2]
        with np.errstate(divide="ignore", invalid="ignore"):
            shares = np.where(total > 0, kept_ / total, 0.0)
            there = (total > 0).sum(axis=-1)
            return np.where(there > 0, 100 * shares.sum(axis=-1) / there, 0.0)


def measure_phenomena(
    systems: Sequence[System],
    test_set: TestSet,
    *,
    samples: int = 1000,
    seed: int | None = SEED,
    progress: Progress | None = None,
) -> PhenomenaTable:
    """Count what each system keeps, and test every pair. The test set must have its source."""
    right, total = count(systems, test_set, progress or Silent())
    names = [p for p in range(len(NAMES)) if total[:, p].any()]
    tests = {p: _tests(right[:, :, p]) for p in names}
    adjusted = _adjusted(tests)
    phenomena = tuple(
        Phenomenon(
            NAMES[p],
            int(total[:, p].sum()),
            _accuracies(right[:, :, p], total[:, p], tests[p], adjusted[p]),
        )
        for p in names
    )
    return PhenomenaTable(phenomena, _mean(right, total, samples, seed))


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


def _mean(right: Counts, total: Counts, samples: int, seed: int | None) -> Phenomenon:
    """Resample the segments, as is done for BLEU."""
    import numpy as np

    own = np.array(_OWN)
    every = np.broadcast_to(total, right.shape)
    pairs = np.stack([right[:, :, own], every[:, :, own]], axis=-1)
    rows = pairs.reshape(*right.shape[:2], -1).astype(np.float64)
    scorer = _MeanAccuracy()
    drawn = bootstrap([scorer], [rows], draw_counts(rows.shape[1], samples, seed))[0]
    tests = bootstrap_tests(scorer, rows, drawn)
    accuracies = []
    for s, value in enumerate(scorer.values(rows.sum(axis=1)).tolist()):
        low, high = np.percentile(drawn.scores[s], [2.5, 97.5]).tolist()
        p_value, adjusted = tests.p_values[s][0], tests.adjusted[s][0]
        first = s == 0
        accuracies.append(
            Accuracy(
                value,
                low,
                high,
                None if first else p_value,
                None if first else adjusted,
                tests.letters[s],
            )
        )
    return Phenomenon("mean", int(total[:, own].sum()), tuple(accuracies))
