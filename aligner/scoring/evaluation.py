"""Evaluate models: translate a test set with each, score, test, check, and answer the challenge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from aligner.checks.finding import Check
from aligner.checks.phenomena import labels
from aligner.errors import UsageError
from aligner.progress import Progress, counted
from aligner.scoring.buckets import group_segments
from aligner.scoring.challenge import ChallengeSet, solved
from aligner.scoring.flags import Flags, flag
from aligner.scoring.metrics import ChrfOptions, MetricOptions, make_metrics
from aligner.scoring.model_job import Cost, ModelJob, run_job
from aligner.scoring.phenomena import measure_phenomena
from aligner.scoring.run_journal import RunJournal
from aligner.scoring.score import (
    Measured,
    ScoreReport,
    TestOptions,
    measure,
    report,
    with_buckets,
    with_phenomena,
)
from aligner.scoring.segments import System, TestSet
from aligner.scoring.sets import NamedSet, one_line
from aligner.translation.options import TranslateOptions

METRICS = ("bleu", "chrf", "ter")

Bar = Callable[[str], AbstractContextManager[Progress]]
"""Makes the progress bar of a step from its title."""


@dataclass(frozen=True, slots=True)
class Task:
    """What all models of a run have to do; at least one of set and challenge is there."""

    test_set: NamedSet | None
    challenge: ChallengeSet | None
    options: TranslateOptions


@dataclass(frozen=True, slots=True)
class ModelRun:
    """What one model did: ``hyps`` a segment, ``answers`` a challenge item.

    ``signature`` tells all that can change the hypotheses: versions, model, decoding, test set.
    """

    name: str
    folder: str
    signature: str
    hyps: tuple[str, ...]
    answers: tuple[bool, ...]
    cost: Cost


@dataclass(frozen=True, slots=True)
class Run:
    """All models on one task: what a run folder holds."""

    test_set: NamedSet | None
    challenge: ChallengeSet | None
    models: tuple[ModelRun, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A run with everything that follows from it; no scores or flags without a test set.

    ``measured`` has the segments' statistics, which only the page shows.
    """

    run: Run
    report: ScoreReport | None
    flags: tuple[Flags, ...]
    measured: Measured | None = None


def name_models(folders: Sequence[Path]) -> tuple[str, ...]:
    """Return the names of the folders, their paths where two have the same name.

    Raises ``UsageError`` if a folder is given twice.
    """
    whole = [folder.resolve() for folder in folders]
    for folder in folders:
        if whole.count(folder.resolve()) > 1:
            raise UsageError(f"--model names {folder} twice; a model is compared with others")
    short = [folder.absolute().name for folder in folders]
    return tuple(
        name if short.count(name) == 1 else str(folder)
        for name, folder in zip(short, folders, strict=True)
    )


def run_models(
    folders: Sequence[Path], task: Task, bar: Bar, journal: RunJournal | None = None
) -> Run:
    """Let each model translate and score in a process of its own, one after another.

    With a journal what is done is kept, and what an interrupted run did is not done again.
    """
    runs = []
    for number, (name, folder) in enumerate(zip(name_models(folders), folders, strict=True)):
        lines = task.test_set.src if task.test_set else ()
        pairs = tuple(task.challenge.pairs()) if task.challenge else ()
        part = journal.part(number) if journal else None
        job = ModelJob(folder, lines, pairs, task.options, part.before() if part else None)
        with bar(f"Translating with {name}") as progress:
            result = run_job(job, progress, part)
        if part and job.before and job.before.result is None:
            part.finished(result)
        items = task.challenge.items if task.challenge else ()
        runs.append(
            ModelRun(
                name,
                str(folder),
                _signature(result.signature, task),
                tuple(one_line(hyp) for hyp in result.hyps),
                solved(items, result.scores),
                result.cost,
            )
        )
    return Run(task.test_set, task.challenge, tuple(runs))


def task_line(folders: Sequence[Path], task: Task) -> str:
    """Return what a run does in a line: which models, on what."""
    return f"{', '.join(name_models(folders))} on {' and '.join(_material(task))}"


def _signature(of_translator: str, task: Task) -> str:
    return "|".join((of_translator, *_material(task)))


def _material(task: Task) -> list[str]:
    fields = []
    if task.test_set:
        fields.append(f"set:{task.test_set.identity}")
    if task.challenge:
        fields.append(f"challenge:{task.challenge.name}@{task.challenge.digest}")
    return fields


def evaluate_run(run: Run, checks: Sequence[Check], samples: int, bar: Bar) -> Evaluation:
    """Score and check what the models wrote; several are tested against the first."""
    if run.test_set is None:
        return Evaluation(run, None, ())
    systems = [System(model.name, model.hyps) for model in run.models]
    with bar("Scoring") as progress:
        measured = measure_systems(systems, run.test_set.segments, progress)
    with bar("Phenomena") as progress:
        scores = report_by_phenomenon(measured, samples, progress)
    with bar("Checking") as progress:
        flags = flag_all(systems, run.test_set.src, checks, progress)
    return Evaluation(run, scores, flags, measured)


def flag_all(
    systems: Sequence[System], src: Sequence[str], checks: Sequence[Check], progress: Progress
) -> tuple[Flags, ...]:
    """Return which checks flag which segments of each system; ``progress`` counts segments."""
    total = len(systems) * len(src)
    return tuple(
        flag(counted(src, progress, number * len(src), total), system.hyps, checks)
        for number, system in enumerate(systems)
    )


def measure_systems(systems: Sequence[System], test_set: TestSet, progress: Progress) -> Measured:
    """Take the statistics of BLEU, chrF++ and TER."""
    options = MetricOptions(chrf=ChrfOptions(word_order=2))
    metrics = make_metrics(METRICS, test_set.references, options)
    return measure(systems, test_set, metrics, progress=progress)


def report_by_phenomenon(measured: Measured, samples: int, progress: Progress) -> ScoreReport:
    """Return scores and tests, with groups by length and, where there is a source, by phenomenon.

    What each system keeps of the phenomena is counted too.
    """
    tests = tests_of(len(measured.systems), samples)
    kinds = ("length", "phenomenon") if measured.test_set.src else ("length",)
    groups = {kind: group_segments(kind, measured.test_set, labels) for kind in kinds}
    whole = with_buckets(report(measured, tests), measured, groups, tests)
    if not measured.test_set.src:
        return whole
    return with_phenomena(whole, measure_phenomena(measured.systems, measured.test_set, progress))


def tests_of(systems: int, samples: int) -> TestOptions:
    """Return paired bootstrap for several systems, a confidence interval for one."""
    if systems > 1:
        return TestOptions(paired="bs", samples=samples)
    return TestOptions(confidence=samples)
