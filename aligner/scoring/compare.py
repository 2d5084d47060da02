"""Two systems side by side: scores, segments, findings and challenge items gained and lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aligner.checks.finding import Check
from aligner.errors import InputError
from aligner.scoring.binomial import paired_sign_test
from aligner.scoring.challenge import PhenomenonRow, by_phenomenon
from aligner.scoring.evaluation import (
    Bar,
    ModelRun,
    Run,
    flag_all,
    measure_systems,
    report_by_phenomenon,
)
from aligner.scoring.flags import FlagChange, Flags, flag_changes
from aligner.scoring.score import Measured, ScoreReport
from aligner.scoring.segments import System, TestSet

EQUAL = 1e-6
"""Two segment scores closer than this are the same."""


@dataclass(frozen=True, slots=True)
class SegmentChange:
    """One segment: chrF++ of both systems, and the checks only one of them was flagged by."""

    index: int
    first: float
    second: float
    gained: tuple[str, ...]
    lost: tuple[str, ...]

    @property
    def change(self) -> float:
        """Points of chrF++ that the second system is better."""
        return self.second - self.first


@dataclass(frozen=True, slots=True)
class ChallengeChange:
    """The challenge by phenomenon, with the p-value of a sign test on each row's items."""

    rows: tuple[PhenomenonRow, ...]
    p_values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two systems on one test set (``None``: the challenge alone); ``models`` if they are known."""

    systems: tuple[System, System]
    test_set: TestSet | None
    models: tuple[ModelRun, ModelRun] | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs; ``flags`` is empty without a source, ``segments`` are in order."""

    pair: Pair
    report: ScoreReport | None
    segments: tuple[SegmentChange, ...]
    flags: tuple[FlagChange, ...]
    challenge: ChallengeChange | None
    measured: Measured | None = None

    def wins(self, count: int) -> list[SegmentChange]:
        """Return the segments that the second system does best at, compared with the first."""
        ordered = sorted(self.segments, key=lambda one: (-one.change, one.index))
        return [one for one in ordered[:count] if one.change > EQUAL]

    def losses(self, count: int) -> list[SegmentChange]:
        """Return the segments that the second system does worst at."""
        ordered = sorted(self.segments, key=lambda one: (one.change, one.index))
        return [one for one in ordered[:count] if one.change < -EQUAL]

    def tally(self) -> tuple[int, int, int]:
        """Return how many segments the second system does better, worse and equally well."""
        better = sum(one.change > EQUAL for one in self.segments)
        worse = sum(one.change < -EQUAL for one in self.segments)
        return better, worse, len(self.segments) - better - worse


def pair_of_runs(first: tuple[Run, ModelRun], second: tuple[Run, ModelRun]) -> Pair:
    """Return two models of runs as a pair.

    Raises ``InputError`` for different test sets, and for different challenges where these would be
    all there is to compare.
    """
    sets = [run.test_set for run, _ in (first, second)]
    one, other = sets
    if one and other and one.digest != other.digest:
        raise InputError(
            f"the runs are of different test sets: {one.identity} and {other.identity}; "
            "evaluate both models on the same one"
        )
    shared = one if one and other else None
    if shared is None and not (first[0].challenge and second[0].challenge):
        raise InputError("the runs have nothing in common: one has a test set, one a challenge")
    if shared is None and challenges_differ(first[0], second[0]):
        raise InputError(
            f"the runs are of different challenges: {_challenge(first[0])} and "
            f"{_challenge(second[0])}; evaluate both models on the same one"
        )
    names = [model.name for _, model in (first, second)]
    if names[0] == names[1]:
        names = [f"{name} ({k})" for k, name in enumerate(names, 1)]
    systems = [System(n, m.hyps) for n, (_, m) in zip(names, (first, second), strict=True)]
    return Pair(
        (systems[0], systems[1]), shared.segments if shared else None, (first[1], second[1])
    )


def challenges_differ(first: Run, second: Run) -> bool:
    """Tell whether both runs have a challenge, and not the same items."""
    one, other = first.challenge, second.challenge
    return one is not None and other is not None and one.digest != other.digest


def _challenge(run: Run) -> str:
    return f"{run.challenge.name}@{run.challenge.digest}" if run.challenge else "none"


def compare(pair: Pair, checks: Sequence[Check], samples: int, bar: Bar) -> Comparison:
    """Score, test and check both systems of a pair on its test set."""
    if pair.test_set is None:
        return Comparison(pair, None, (), (), None)
    with bar("Scoring") as progress:
        measured = measure_systems(pair.systems, pair.test_set, progress)
    with bar("Phenomena") as progress:
        scores = report_by_phenomenon(measured, samples, progress)
    flags: tuple[Flags, ...] = ((), ())
    changes: tuple[FlagChange, ...] = ()
    if pair.test_set.src is not None:
        with bar("Checking") as progress:
            flags = flag_all(pair.systems, pair.test_set.src, checks, progress)
        changes = flag_changes(flags[0], flags[1])
    return Comparison(pair, scores, tuple(_segments(measured, flags)), changes, None, measured)


def _segments(measured: Measured, flags: Sequence[Flags]) -> Iterator[SegmentChange]:
    which = next(k for k, m in enumerate(measured.metrics) if m.name.startswith("chrF"))
    rows = measured.stats[which]
    first, second = (measured.metrics[which].values(rows[s]).tolist() for s in (0, 1))
    for index, values in enumerate(zip(first, second, strict=True)):
        before = flags[0][index] if flags[0] else frozenset()
        after = flags[1][index] if flags[1] else frozenset()
        gained, lost = tuple(sorted(after - before)), tuple(sorted(before - after))
        yield SegmentChange(index, *values, gained, lost)


def compare_challenge(
    first: tuple[Run, ModelRun], second: tuple[Run, ModelRun]
) -> ChallengeChange | None:
    """Compare two models on the items of their runs; ``None`` if these differ or are missing."""
    one, other = first[0].challenge, second[0].challenge
    if not one or not other or one.digest != other.digest:
        return None
    answers = (first[1].answers, second[1].answers)
    rows = by_phenomenon(one.items, answers)
    p_values = []
    for row in rows:
        inside = [k for k, item in enumerate(one.items) if row.name in ("all", item.phenomenon)]
        p_values.append(paired_sign_test(*([of_one[k] for k in inside] for of_one in answers)))
    return ChallengeChange(rows, tuple(p_values))
