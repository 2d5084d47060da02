"""One run of ``aligner translate``: plan, check, load, translate every input, report.

Everything that can be refused is refused before the model is loaded; one input's failure does not
stop the others. Prints nothing: the report goes to the caller.
"""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from aligner.atomic import remove_torn
from aligner.checks.finding import Severity
from aligner.errors import AlignerError, RefusedError, UsageError
from aligner.execution.executor import Executor
from aligner.paths import is_file
from aligner.progress import Progress, Silent
from aligner.registry.store import resolve_model
from aligner.translation.counts import RunCounts
from aligner.translation.document_mode import RECORD_FORMATS, DocumentOptions, translate_documents
from aligner.translation.fleet import Fleet
from aligner.translation.glossary import Glossary
from aligner.translation.hypotheses import Translation
from aligner.translation.jobs import Job, Naming, Plan, check_outputs, plan_jobs
from aligner.translation.journal import SUFFIX, Journal, JournalledEngine
from aligner.translation.line_mode import LINE_FORMATS, translate_files
from aligner.translation.options import TranslateOptions
from aligner.translation.render.choices import Bilingual, BoilerplateChoice, Order
from aligner.translation.render.options import RenderOptions
from aligner.translation.translator import Translator

_LINE_SUFFIXES = {"jsonl": ".jsonl", "tsv": ".tsv", "tmx": ".tmx", "html": ".html", "md": ".md"}


@dataclass(frozen=True, slots=True)
class RunRequest:
    """What the user asked for.

    ``lines`` ``None`` means: lines for stdin, documents for files. ``executor`` is who translates,
    ``None`` this process.
    """

    inputs: tuple[str, ...]
    output: str | None = None
    lines: bool | None = None
    format: str | None = None
    bilingual: Bilingual = "none"
    order: Order = "src-first"
    boilerplate: BoilerplateChoice = "keep"
    model: str | None = None
    glossary: Path | None = None
    options: TranslateOptions = field(default_factory=TranslateOptions)
    executor: Executor | None = None
    resume: bool = False
    force: bool = False

    @property
    def line_mode(self) -> bool:
        """Whether lines are translated, not documents."""
        if self.lines is not None:
            return self.lines
        stdin = not self.inputs or self.inputs == ("-",)
        return stdin and self.bilingual == "none" and self.format in {None, *LINE_FORMATS}


@dataclass
class RunReport:
    """What a run did: counts, outputs written and found finished, failures, findings that stay."""

    counts: RunCounts
    written: list[Path] = field(default_factory=list)
    skipped: list[Path] = field(default_factory=list)
    failures: list[AlignerError] = field(default_factory=list)
    severities: Counter[Severity] = field(default_factory=Counter)
    reused: int = 0
    signature: str = ""

    def worst_at_least(self, floor: Severity) -> int:
        """Return how many findings are as bad as ``floor`` or worse."""
        order = list(Severity)
        return sum(self.severities[severity] for severity in order[: order.index(floor) + 1])


def run(request: RunRequest, progress: Progress | None = None) -> RunReport:
    """Translate everything the request names.

    Raises the error that stops the whole run; the failure of one input among several is in the
    report.
    """
    check_request(request)
    plan = plan_jobs(request.inputs, request.output, naming(request))
    overwrite = request.force or request.resume
    check_outputs(plan.jobs, glossary=request.glossary, force=overwrite)
    _check_resumable(request, plan)
    glossary = Glossary.read(request.glossary) if request.glossary else None
    translator = _translator(request, glossary)
    report = RunReport(translator.counts, failures=list(plan.failures))
    report.signature = str(translator.signature())
    with _Recording(request, plan, translator, report) as recording:
        progress = progress or Silent()
        if request.line_mode:
            format = request.format or "txt"
            translate_files(translator, plan.jobs, format, recording, progress)
        else:
            translate_documents(
                translator, plan.jobs, _document_options(request), recording, progress
            )
    return report


def _translator(request: RunRequest, glossary: Glossary | None) -> Translator | Fleet:
    model = resolve_model(request.model)
    if request.executor is None:
        return Translator.load(model, request.options, glossary=glossary)
    return Fleet(request.executor, model, request.options, glossary)


def check_request(request: RunRequest) -> None:
    """Raise ``UsageError`` for options that do not go together."""
    if request.options.decoding.nbest > 1 and request.format != "jsonl":
        raise UsageError("--nbest needs --format jsonl: other formats hold one translation")
    if request.line_mode:
        _check_lines(request)
    if request.bilingual == "none" and request.order != "src-first":
        raise UsageError(f"--order {request.order}: is for --bilingual")
    if request.bilingual != "none" and request.format in {"jsonl", "tsv", "tmx"}:
        raise UsageError(
            f"--bilingual and --format {request.format} do not go together: "
            f"{request.format} holds both languages anyway"
        )
    if request.bilingual == "columns" and request.format not in {None, "html"}:
        raise UsageError(
            f"--bilingual columns is a web page; leave out --format {request.format}, or take "
            "--bilingual interleave"
        )


def _check_lines(request: RunRequest) -> None:
    """Raise ``UsageError`` for what only documents have."""
    if request.bilingual != "none":
        raise UsageError(
            "--bilingual needs documents; for pairs of lines use --format tsv, jsonl or tmx"
        )
    if request.format not in {None, *LINE_FORMATS}:
        raise UsageError(
            f"--format {request.format}: not for --lines; one of {', '.join(LINE_FORMATS)}"
        )
    if request.boilerplate != "keep":
        raise UsageError(
            f"--boilerplate {request.boilerplate}: lines have no roles; it needs --document"
        )


def naming(request: RunRequest) -> Naming:
    """Return how outputs are called."""
    pairs = request.bilingual != "none" or request.format in {"jsonl", "tsv", "tmx"}
    suffix = ".html" if request.bilingual == "columns" else ""
    if request.format == "txt":
        suffix = ".txt"
    return Naming(
        "zh-en" if pairs else "en", suffix or _LINE_SUFFIXES.get(request.format or "", "")
    )


def _document_options(request: RunRequest) -> DocumentOptions:
    records = request.format if request.format in RECORD_FORMATS else None
    render = RenderOptions(
        None if records else request.format,
        request.bilingual,
        order=request.order,
        boilerplate=request.boilerplate,
    )
    return DocumentOptions(records, render)


def _check_resumable(request: RunRequest, plan: Plan) -> None:
    if request.resume and plan.root is None:
        raise UsageError(
            "--resume needs -o and a file: a run to standard output, a device or a pipe leaves "
            "nothing to go on with"
        )


class _Recording:
    """The journal of a run that writes files; for standard output it does nothing."""

    def __init__(
        self, request: RunRequest, plan: Plan, translator: Translator | Fleet, report: RunReport
    ) -> None:
        self._report = report
        self._force = request.force
        self._resume = request.resume
        self._many = plan.many
        self._journal: Journal | None = None
        self._engine: JournalledEngine | Fleet | None = None
        if plan.root is not None:
            path = _journal_path(plan)
            kind = "lines" if request.line_mode else "documents"
            run_id = "|".join(
                (
                    report.signature,
                    kind,
                    str(request.format),
                    request.bilingual,
                    request.order,
                    request.boilerplate,
                )
            )
            self._journal = Journal(path, run_id, resume=request.resume)
            if request.resume:
                self._refuse_foreign(plan)
                remove_torn(job.output for job in plan.jobs if job.output is not None)
            self._engine = translator.use_journal(self._journal)

    def _refuse_foreign(self, plan: Plan) -> None:
        """Refuse before the work starts what would be refused after it: no journal was here."""
        journal = self._journal
        if journal is None or not journal.empty or self._force:
            return
        for job in plan.jobs:
            if job.lasts and job.output is not None and job.output.exists():
                journal.close(finished=True)
                raise RefusedError(
                    f"{job.output}: exists already, and there is no journal of a run that was "
                    "interrupted; --force overwrites it"
                )

    def __enter__(self) -> "_Recording":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._engine is not None:
            self._report.reused = self._engine.reused
        if self._journal is not None:
            finished = kind is None and not self._report.failures
            self._journal.close(finished=finished, keep=self._many)

    def may_leave_out(self, job: Job, made_from: str) -> bool:
        """Return whether a finished job need not even take part.

        After an interruption it must: the batches have to be those of the interrupted run.
        """
        return (
            job.output is not None
            and self._journal is not None
            and not self._journal.interrupted
            and self._is_finished(self._journal, job.output, made_from)
        )

    def may_skip(self, job: Job, made_from: str) -> bool:
        """Return whether the output is finished; ``RefusedError`` if it is somebody else's."""
        if job.output is None or self._journal is None or not is_file(job.output):
            return False
        if self._is_finished(self._journal, job.output, made_from):
            return True
        ours = self._resume and self._journal.is_ours(job.output)
        if not (ours or self._force):
            raise RefusedError(
                f"{job.output}: exists already and is not what an earlier run wrote; "
                "--force overwrites it"
            )
        return False

    def _is_finished(self, journal: Journal, output: Path, made_from: str) -> bool:
        if not (self._resume and made_from and journal.is_written(output, made_from)):
            return False
        self._report.skipped.append(output)
        return True

    def written(self, job: Job, made_from: str) -> None:
        """Record a finished output."""
        if job.output is not None and self._journal is not None and job.lasts:
            self._journal.add_output(job.output, made_from)
            self._report.written.append(job.output)

    def failed(self, job: Job, error: AlignerError) -> None:  # noqa: ARG002 (part of Recorder)
        """Record an input that failed; alone it fails the run."""
        if not self._many:
            raise error
        self._report.failures.append(error)

    def watch(self, translation: Translation) -> None:
        """Count the findings of a translation."""
        self._report.severities.update(finding.severity for finding in translation.findings)


def _journal_path(plan: Plan) -> Path:
    first = plan.jobs[0].output
    if len(plan.jobs) == 1 and first is not None:
        return first.with_name(f".{first.name}{SUFFIX}")
    return (plan.root or Path()) / SUFFIX
