"""Score systems: statistics once, then everything that is asked for from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from aligner.errors import InputError
from aligner.progress import Progress, Silent
from aligner.scoring.buckets import Group
from aligner.scoring.metrics import Interval, Metric, MetricScore
from aligner.scoring.plugin import MeanMetric, Plugin, check_plugin_names, run_plugin
from aligner.scoring.segments import System, TestSet, check_test_set
from aligner.scoring.significance import (
    FEWEST_TESTED,
    SEED,
    Kind,
    PairedTests,
    Resamples,
    bootstrap_tests,
    randomisation_tests,
    resampled,
)

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from aligner.scoring.phenomena import PhenomenaTable

    Array = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Measured:
    """Every system's segment statistics: ``stats[m]`` is ``(systems, segments, k)``."""

    systems: tuple[System, ...]
    test_set: TestSet
    metrics: tuple[Metric, ...]
    stats: tuple[Array, ...]


@dataclass(frozen=True, slots=True)
class TestOptions:
    """``confidence`` and ``samples`` are numbers of resamples; 0 and ``None``: not wanted."""

    confidence: int = 0
    paired: Kind | None = None
    samples: int = 1000
    seed: int | None = SEED
    short: bool = False

    __test__ = False

    @property
    def resamples(self) -> int:
        """Return how often groups are resampled: randomisation wants more trials than they need."""
        return 1000 if self.paired == "ar" else self.samples


@dataclass(frozen=True, slots=True)
class MetricTable:
    """One metric: the score of each system, and the tests if there were any."""

    name: str
    higher_is_better: bool
    scores: tuple[MetricScore, ...]
    tests: PairedTests | None = None


@dataclass(frozen=True, slots=True)
class BucketScore:
    """One metric of one system in a group; ``p_value`` (two-sided) is against the first system.

    It is ``None`` for that one, and for all in a group too small to be tested. ``interval`` is
    ``None`` for a single segment, which says nothing of how much others would differ.
    """

    metric: str
    value: float
    interval: Interval | None
    p_value: float | None


@dataclass(frozen=True, slots=True)
class Bucket:
    """A group of segments and its scores, ``scores[system][metric]``."""

    name: str
    size: int
    scores: tuple[tuple[BucketScore, ...], ...]


@dataclass(frozen=True, slots=True)
class BucketTable:
    """The groups of one kind: ``length``, ``docid``...

    ``kept`` is there for phenomena: how much of each the systems keep.
    """

    kind: str
    buckets: tuple[Bucket, ...]
    kept: PhenomenaTable | None = None


@dataclass(frozen=True, slots=True)
class ScoreReport:
    """What was measured; ``baseline`` is the first system when there are paired tests."""

    systems: tuple[str, ...]
    baseline: str | None
    segments: int
    metrics: tuple[MetricTable, ...]
    buckets: tuple[BucketTable, ...] = ()
    samples: int = 0


def measure(
    systems: Sequence[System],
    test_set: TestSet,
    metrics: Sequence[Metric],
    *,
    plugins: Sequence[Plugin] = (),
    progress: Progress | None = None,
) -> Measured:
    """Take the statistics of every segment by every metric.

    Raises ``InputError`` if there is no system, or one has more or fewer segments than the
    references, ``UsageError`` if a plug-in goes by the name of another or of a metric.
    """
    import numpy as np

    if not systems:
        raise InputError("no system to score")

    progress = progress or Silent()
    check_plugin_names(plugins, [metric.name for metric in metrics])
    for system in systems:
        check_test_set(test_set.references, len(system.hyps))
        if len(system.hyps) != len(test_set):
            raise InputError(
                f"{system.name} has {len(system.hyps)} segments, the reference {len(test_set)}"
            )
    done, total = 0, len(systems) * (len(metrics) + len(plugins))
    rows: list[list[Array]] = [[] for _ in range(len(metrics) + len(plugins))]
    means = [
        MeanMetric(p.name, f"plugin:{p.name}|nrefs:{len(test_set.references)}") for p in plugins
    ]
    for system in systems:
        for m, metric in enumerate(metrics):
            rows[m].append(metric.statistics(system.hyps))
            done += 1
            progress.advance(done, total)
        for p, plugin in enumerate(plugins):
            numbers = run_plugin(plugin, system.hyps, test_set)
            rows[len(metrics) + p].append(means[p].rows(numbers))
            done += 1
            progress.advance(done, total)
    stats = tuple(np.stack(of_metric) for of_metric in rows)
    return Measured(tuple(systems), test_set, (*metrics, *means), stats)


def report(measured: Measured, options: TestOptions) -> ScoreReport:
    """Return scores, intervals and tests of the whole test set."""
    tables = []
    resamples = _resamples(measured, options)
    tests = _tests(measured, options, resamples)
    extra = _signature_fields(options)
    for m, metric in enumerate(measured.metrics):
        signature = metric.signature(short=options.short, **extra)
        scores = []
        for s in range(len(measured.systems)):
            rows = measured.stats[m][s]
            interval = None
            if resamples:
                interval = resamples[m].interval(s, tested=options.paired is not None)
            value = float(metric.values(rows.sum(axis=0)))
            scores.append(MetricScore(metric.name, value, signature, interval, metric.detail(rows)))
        tables.append(
            MetricTable(
                metric.name, metric.higher_is_better, tuple(scores), tests[m] if tests else None
            )
        )
    names = tuple(system.name for system in measured.systems)
    return ScoreReport(
        names,
        names[0] if options.paired else None,
        len(measured.test_set),
        tuple(tables),
        samples=options.samples if options.paired else options.confidence,
    )


def _signature_fields(options: TestOptions) -> dict[str, object]:
    seed = str(options.seed).lower()
    if options.paired:
        return {"seed": seed, options.paired: options.samples}
    return {"seed": seed, "bs": options.confidence} if options.confidence else {}


def _resamples(measured: Measured, options: TestOptions) -> list[Resamples]:
    samples = options.samples if options.paired == "bs" else options.confidence
    if not samples:
        return []
    return resampled(measured.metrics, measured.stats, samples, options.seed)


def _tests(
    measured: Measured, options: TestOptions, resamples: list[Resamples]
) -> list[PairedTests]:
    if options.paired == "ar":
        return randomisation_tests(measured.metrics, measured.stats, options.samples, options.seed)
    if options.paired == "bs":
        triples = zip(measured.metrics, measured.stats, resamples, strict=True)
        return [bootstrap_tests(*triple) for triple in triples]
    return []


def with_buckets(
    whole: ScoreReport, measured: Measured, groups: dict[str, list[Group]], options: TestOptions
) -> ScoreReport:
    """Return the report with the scores of each group, tested by paired bootstrap within it."""
    samples = options.resamples
    tables = tuple(
        BucketTable(
            kind, tuple(_bucket(group, measured, samples, options.seed) for group in of_kind)
        )
        for kind, of_kind in groups.items()
    )
    return replace(whole, buckets=tables)


def with_phenomena(whole: ScoreReport, kept: PhenomenaTable) -> ScoreReport:
    """Return the report with the accuracies beside the scores of each phenomenon's segments."""
    tables = (
        replace(table, kept=kept) if table.kind == "phenomenon" else table
        for table in whole.buckets
    )
    return replace(whole, buckets=tuple(tables))


def _bucket(group: Group, measured: Measured, samples: int, seed: int | None) -> Bucket:
    stats = [rows[:, list(group.segments)] for rows in measured.stats]
    resamples = resampled(measured.metrics, stats, samples, seed)
    by_metric = []
    for metric, rows, drawn in zip(measured.metrics, stats, resamples, strict=True):
        tests = bootstrap_tests(metric, rows, drawn)
        values = metric.values(rows.sum(axis=1))
        by_metric.append(
            [
                BucketScore(
                    metric.name,
                    float(values[s]),
                    drawn.interval(s) if rows.shape[1] > 1 else None,
                    tests.two_sided[s][0] if s and rows.shape[1] >= FEWEST_TESTED else None,
                )
                for s in range(len(measured.systems))
            ]
        )
    return Bucket(group.name, len(group.segments), tuple(zip(*by_metric, strict=True)))
