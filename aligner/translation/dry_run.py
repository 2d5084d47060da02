"""What a run would do, counted without doing it, and how long it would take on this machine."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aligner.errors import AlignerError
from aligner.registry.store import resolve_model
from aligner.text.readers.article import read_document
from aligner.text.script import han_count
from aligner.text.split import sentences
from aligner.translation.jobs import Job, check_outputs, plan_jobs
from aligner.translation.lines import open_lines
from aligner.translation.run import RunRequest, check_request, naming
from aligner.translation.translator import Translator

_SAMPLE = 16
"""So many sentences are translated to estimate the time."""


@dataclass
class DryReport:
    """Counts of what would be translated; ``seconds`` is the estimate, ``None`` without Chinese.

    ``han`` counts Chinese characters. ``outputs`` pairs each input with its output, ``None`` being
    standard output.
    """

    files: int = 0
    segments: int = 0
    sentences: int = 0
    characters: int = 0
    han: int = 0
    seconds: float | None = None
    outputs: list[tuple[str, Path | None]] = field(default_factory=list)
    failures: list[AlignerError] = field(default_factory=list)


def dry_run(request: RunRequest) -> DryReport:
    """Plan, read and count everything; load the model and time a sample of the sentences.

    Raises what ``run`` would raise before its work starts. Standard input is read to its end.
    """
    check_request(request)
    plan = plan_jobs(request.inputs, request.output, naming(request))
    overwrite = request.force or request.resume
    check_outputs(plan.jobs, glossary=request.glossary, force=overwrite)
    report = DryReport(failures=list(plan.failures))
    sample: list[str] = []
    for job in plan.jobs:
        try:
            for segment in _segments(job, lines=request.line_mode):
                _count(segment, report, sample)
        except AlignerError as error:
            if not plan.many:
                raise
            report.failures.append(error)
            continue
        report.files += 1
        report.outputs.append((job.name, job.output))
    translator = Translator.load(resolve_model(request.model), request.options)
    report.seconds = _estimate(translator, sample, report.han)
    return report


def _segments(job: Job, *, lines: bool) -> Iterator[str]:
    if lines:
        with open_lines(job.source) as source:
            yield from source
    else:
        for sentence in read_document(job.source, "zh").article.sentences:
            yield sentence.text


def _count(segment: str, report: DryReport, sample: list[str]) -> None:
    report.segments += 1
    report.characters += len(segment)
    report.han += han_count(segment)
    for span in sentences(segment, "zh"):
        report.sentences += 1
        # Sentence 1, 2, 3... of the sample stand at positions 1, 3, 7, 15...: from all over.
        if report.sentences & (report.sentences + 1) == 0 or len(sample) < _SAMPLE:
            sample.append(segment[span.start : span.end])


def _estimate(translator: Translator, sample: Sequence[str], han: int) -> float | None:
    measured = sum(han_count(text) for text in sample)
    if not measured:
        return None
    start = time.perf_counter()
    translator.translate_texts(sample)
    return (time.perf_counter() - start) * han / measured
