"""Confidence intervals and paired tests by adding segment statistics again in another choice.

The same tests as sacrebleu 2, for the same seed on the same draws: paired bootstrap (Koehn 2004)
and approximate randomisation (Riezler and Maxwell 2005). sacrebleu gathers the rows of every
resample and scores the resamples one by one; here a resample is a row of counts, how often each
segment was drawn, and one matrix product a metric adds up all resamples of all systems.

Beyond sacrebleu: every pair of systems and not only those with the baseline, p-values adjusted for
the number of comparisons (Holm 1979), letters (systems that share one do not differ; Piepho 2004),
and the smallest difference that this test set would show.

These do not rest on sacrebleu's p-values of the bootstrap. It asks how often |d*| - mean|d*| passes
|d|, d* being the difference in a resample: that is nearly a one-sided test, and finds two equal
systems different, p < 0.05, in one test set of eight. Ours asks how often d*, less its mean, is as
far from zero as d, in either direction (Efron & Tibshirani 1993, 16.4): one in twenty.

Does not say that a difference matters to readers: it only says that it is not chance.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from aligner.scoring.metrics import Interval, Metric
from aligner.scoring.student import two_sided_tail

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.floating[Any]]

SEED = 12345
"""sacrebleu's default."""

ALPHA = 0.05
FEWEST_TESTED = 10
"""Fewer segments are not tested: resamples of so few show no spread, so anything would differ."""

_DETECT = 1.959964 + 0.841621  # two-sided 5 %, seen in four of five test sets of this size
_HELD = 1 << 24
"""Counts of draws, or exchanges, that are held at once."""
_CHUNK = 1024
_WORD = 32
_DRAWN = 50
_EXACT = 2.0**24
"""Whole numbers below this are exact in float32, and so is every sum on the way."""

Kind = Literal["bs", "ar"]


@dataclass(frozen=True, slots=True)
class Resamples:
    """Scores of every system on the same resamples: ``scores[system, resample]``."""

    scores: Array

    def interval(self, system: int, *, tested: bool = True) -> Interval:
        """Return the interval between the 2.5th and the 97.5th percentile, as sacrebleu does.

        It takes the mean in the type of the scores where systems are ``tested`` against each
        other, and otherwise without an error of rounding.
        """
        import numpy as np

        scores = np.sort(self.scores[system])
        cut = len(scores) // 40
        half = 0.5 * (scores[-cut - 1] - scores[cut])
        centre = scores.mean() if tested else statistics.mean(list(scores))
        return Interval(float(centre), float(half))


@dataclass(frozen=True, slots=True)
class PairedTests:
    """The tests of one metric: ``p_values[i][j]`` of systems i and j are sacrebleu's.

    ``two_sided`` are those that hold what they say: of the centred bootstrap, and 1 where nothing
    differs in any segment or there are too few; of randomisation otherwise sacrebleu's. What
    follows is made of them: ``adjusted`` are Holm's p-values over all pairs (where no resample went
    as far, of Student's distribution: ``_tail``), ``letters`` say which pairs differ, and
    ``detectable`` is the difference that the test would find in four of five test sets like this
    one, in points; ``None`` when not estimated.
    """

    p_values: tuple[tuple[float, ...], ...]
    two_sided: tuple[tuple[float, ...], ...]
    adjusted: tuple[tuple[float, ...], ...]
    letters: tuple[str, ...]
    detectable: float | None = None


def draw_counts(n_segments: int, samples: int, seed: int | None = SEED) -> Array:
    """Return how often each resample draws each segment: ``(samples, n_segments)``, float32.

    The draws are those of sacrebleu for the same seed. ``None`` takes the seed from the system.
    """
    import numpy as np

    return _draw(np.random.default_rng(seed), n_segments, samples)


def _draw(random: np.random.Generator, n_segments: int, samples: int) -> Array:
    import numpy as np

    counts = np.empty((samples, n_segments), dtype=np.float32)
    for begin in range(0, samples, _DRAWN):  # a few at a time: what is drawn stays in the cache
        part = counts[begin : begin + _DRAWN]
        drawn = random.choice(n_segments, size=part.shape)
        drawn += np.arange(len(part))[:, None] * n_segments
        part[:] = np.bincount(drawn.ravel(), minlength=part.size).reshape(part.shape)
    return counts


def resampled(
    metrics: Sequence[Metric], stats: Sequence[Array], samples: int, seed: int | None = SEED
) -> list[Resamples]:
    """Draw resamples as ``draw_counts`` does and score them: all at once, or some at a time.

    The counts of a thousand resamples of a million segments would take 4 GB.
    """
    import numpy as np

    random, segments = np.random.default_rng(seed), stats[0].shape[1]
    step = max(1, _HELD // max(1, segments))
    parts = [
        bootstrap(metrics, stats, _draw(random, segments, min(step, samples - begin)))
        for begin in range(0, samples, step)
    ]
    return [
        Resamples(np.concatenate([part.scores for part in of_metric], axis=1))
        for of_metric in zip(*parts, strict=True)
    ]


def bootstrap(metrics: Sequence[Metric], stats: Sequence[Array], counts: Array) -> list[Resamples]:
    """Score all resamples: ``stats[m]`` is ``(systems, segments, k)`` of ``metrics[m]``."""
    import numpy as np

    resamples = []
    for metric, rows in zip(metrics, stats, strict=True):
        sums = _added_up(counts, _side_by_side(rows)).astype(np.float32)  # sacrebleu's type
        parts = sums.reshape(len(counts), len(rows), -1).transpose(1, 0, 2)
        resamples.append(Resamples(metric.values(parts)))
    return resamples


def _added_up(counts: Array, wide: Array) -> Array:
    """Return ``counts @ wide``, exactly: in float32, twice as fast, where nothing is rounded."""
    import numpy as np

    largest = float(np.abs(wide).max(initial=0)) * max(1, counts.shape[1])
    whole = largest < _EXACT and bool((wide == np.rint(wide)).all())
    kind = np.float32 if whole else np.float64
    return np.asarray(counts.astype(kind, copy=False) @ wide.astype(kind, copy=False))


def _side_by_side(rows: Array) -> Array:
    """Turn ``(systems, segments, k)`` into ``(segments, systems * k)``."""
    systems, segments, k = rows.shape
    return rows.transpose(1, 0, 2).reshape(segments, systems * k)


def bootstrap_tests(metric: Metric, rows: Array, resamples: Resamples) -> PairedTests:
    """Test every pair of systems on the same resamples; ``rows`` is ``(systems, segments, k)``."""
    import numpy as np

    actual = metric.values(rows.sum(axis=1))
    systems = len(actual)
    p_values, two_sided, tails = np.ones((3, systems, systems))
    spreads = []
    for i in range(systems):
        for j in range(i):
            differences = resamples.scores[i] - resamples.scores[j]
            sizes, real = np.abs(differences), abs(actual[i] - actual[j])
            p_values[i, j] = p_values[j, i] = _share(sizes - sizes.mean() > real)
            two_sided[i, j] = two_sided[j, i] = _share(
                np.abs(differences - differences.mean()) >= real
            )
            spreads.append(float(differences.std()))
            tail = _tail(two_sided[i, j], len(differences), real, spreads[-1], rows.shape[1])
            tails[i, j] = tails[j, i] = tail
    detectable = _DETECT * float(np.median(spreads)) if spreads else None
    return _tests(p_values, two_sided, detectable, rows, tails)


def _tail(p_value: float, samples: int, real: float, spread: float, segments: int) -> float:
    """Return the p-value, or what it would be if no resample reached as far as the real difference.

    That is 1 / (samples + 1) for a difference of 4 points as for one of 14. Times the 66 pairs of
    twelve systems it is 0.066, and none could differ. So Student's distribution, which the
    differences of resamples come close to, tells how far out it is.
    """
    if p_value > 1 / (samples + 1) or segments < FEWEST_TESTED:
        return p_value
    t = real / spread if spread > 0 else math.inf
    return min(p_value, two_sided_tail(t, segments - 1))


def _share(beyond: npt.NDArray[np.bool_]) -> float:
    """Return the p-value of as many trials, the real outcome counted as one more."""
    return (int(beyond.sum()) + 1) / (len(beyond) + 1)


def randomisation_tests(
    metrics: Sequence[Metric], stats: Sequence[Array], trials: int, seed: int | None = SEED
) -> list[PairedTests]:
    """Test every pair of systems by exchanging their outputs segment by segment at random.

    ``stats[m]`` is ``(systems, segments, k)``. The exchanges are those of sacrebleu for the seed,
    the same for each pair.
    """
    import numpy as np

    systems, segments, _ = stats[0].shape
    totals = [rows.sum(axis=1) for rows in stats]
    beyond = np.zeros((len(stats), systems, systems), dtype=np.int64)
    for part in _exchanges(trials, segments, seed):
        for m, rows in enumerate(stats):
            # What each system gives away, once: the 1,225 pairs of fifty systems only subtract.
            given = _added_up(part, _side_by_side(rows)).astype(np.float64)
            given = given.reshape(len(part), systems, -1).transpose(1, 0, 2)
            for i in range(1, systems):
                moved = given[:i] - given[i]
                beyond[m, i, :i] += _beyond(metrics[m], moved, totals[m][:i], totals[m][i : i + 1])
    tests = []
    for counts, rows in zip(beyond, stats, strict=True):
        p_values = (counts + counts.T + 1) / (trials + 1)
        np.fill_diagonal(p_values, 1.0)
        tests.append(_tests(p_values, p_values, None, rows, p_values))
    return tests


def _exchanges(trials: int, segments: int, seed: int | None) -> Iterator[Array]:
    """Yield for some trials at a time which segments are exchanged in each, 1 or 0."""
    import numpy as np

    random = np.random.default_rng(seed)
    # A draw takes its bits from whole words, and what is left of the last one is lost: so many
    # trials at a time draw what all of them at once would.
    step = min(_CHUNK, max(_WORD, _HELD // segments // _WORD * _WORD))
    for begin in range(0, trials, step):
        size = (min(step, trials - begin), segments)
        yield random.integers(2, size=size, dtype=bool).astype(np.float32)


def _beyond(metric: Metric, exchanged: Array, first: Array, second: Array) -> npt.NDArray[np.int64]:
    """Count for each pair the trials with a larger difference than the real one.

    ``exchanged`` is ``(pairs, trials, k)``, what a trial moves from the second to the first.
    """
    import numpy as np

    real = np.abs(metric.values(first) - metric.values(second))
    one = metric.values(second[:, None] + exchanged)
    other = metric.values(first[:, None] - exchanged)
    return np.asarray((np.abs(one - other) > real[:, None]).sum(axis=1), dtype=np.int64)


def _tests(
    p_values: Array, two_sided: Array, detectable: float | None, rows: Array, tails: Array
) -> PairedTests:
    """Adjust and interpret; systems with the same statistics everywhere do not differ.

    sacrebleu gives those the smallest p-value, as no resample exceeds a difference of nothing. Nor
    do systems on a handful of segments.
    """
    import numpy as np

    systems = len(p_values)
    upper = np.triu_indices(systems, 1)
    same = np.array([[bool((one == other).all()) for other in rows] for one in rows])
    few = rows.shape[1] < FEWEST_TESTED
    two_sided, tails = (np.where(same | few, 1.0, values) for values in (two_sided, tails))
    adjusted = np.ones_like(two_sided)
    adjusted[upper] = holm(tails[upper].tolist())
    # The tails only decide what Holm multiplies: no resampling shows less than its own step.
    adjusted = np.maximum(np.minimum(adjusted, adjusted.T), two_sided)
    differ = adjusted < ALPHA
    return PairedTests(
        tuple(tuple(row) for row in p_values.tolist()),
        tuple(tuple(row) for row in two_sided.tolist()),
        tuple(tuple(row) for row in adjusted.tolist()),
        significance_letters([[bool(x) for x in row] for row in differ.tolist()]),
        None if few else detectable,
    )


def holm(p_values: Sequence[float]) -> list[float]:
    """Return Holm's adjusted p-values: valid whatever the tests have in common."""
    order = sorted(range(len(p_values)), key=lambda k: p_values[k])
    adjusted = [1.0] * len(p_values)
    highest = 0.0
    for rank, k in enumerate(order):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[k]))
        adjusted[k] = highest
    return adjusted


def significance_letters(differ: Sequence[Sequence[bool]]) -> tuple[str, ...]:
    """Return letters such that two systems share one exactly if they do not differ.

    Piepho's insert and absorb: start with one letter for all, split it at each pair that differs,
    drop what another letter contains. Systems are best given best first: they get ``a``.
    """
    n = len(differ)
    columns = [frozenset(range(n))]
    for i in range(n):
        for j in range(i):
            if differ[i][j]:
                columns = _absorbed(
                    [
                        part
                        for column in columns
                        for part in (
                            (column - {i}, column - {j}) if {i, j} <= column else (column,)
                        )
                    ]
                )
    columns.sort(key=sorted)
    return tuple(
        "".join(_letter(k) for k, column in enumerate(columns) if i in column) for i in range(n)
    )


def _absorbed(columns: Sequence[frozenset[int]]) -> list[frozenset[int]]:
    kept: list[frozenset[int]] = []
    for column in sorted(columns, key=len, reverse=True):
        if not any(column <= other for other in kept):
            kept.append(column)
    return kept


def _letter(k: int) -> str:
    return chr(ord("a") + k) if k < 26 else f"({k + 1})"
