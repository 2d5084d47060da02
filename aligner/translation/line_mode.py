"""Line mode: read lines, translate them, write them in a format that holds lines or pairs.

The windows of all files go through the translator in one stream, so that many small files keep
several workers as busy as one large file does.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby

from aligner.bitext import SegmentPair
from aligner.errors import AlignerError, PartialError, UsageError
from aligner.execution.executor import Failed
from aligner.formats.base import WriteOptions, write_bitext
from aligner.formats.streams import writing_text
from aligner.paths import as_text
from aligner.progress import Progress
from aligner.signature import file_digest
from aligner.translation.batching import iter_windows
from aligner.translation.document_mode import Recorder
from aligner.translation.fleet import WindowTranslator
from aligner.translation.hypotheses import Translation
from aligner.translation.jobs import Job
from aligner.translation.lines import LineSource, count_lines, open_lines
from aligner.translation.record import Place, record_line
from aligner.translation.ticks import Share

LINE_FORMATS = ("txt", "jsonl", "tsv", "tmx")


@dataclass(frozen=True, slots=True)
class Lines:
    """A window of lines of a job, or why the rest of the job cannot be had."""

    job: Job
    made_from: str = ""
    source: LineSource | None = None
    texts: tuple[str, ...] = ()
    translations: tuple[Translation, ...] = ()
    error: AlignerError | None = None


def translate_files(
    translator: WindowTranslator,
    jobs: Sequence[Job],
    format: str,
    recorder: Recorder,
    progress: Progress,
) -> None:
    """Translate the lines of every job to its output: as many, in order, empty ones empty.

    Failures of one job go to ``recorder``. ``progress`` counts lines.
    """
    if format not in LINE_FORMATS:
        raise UsageError(
            f"--format {format}: not a format for lines; one of {', '.join(LINE_FORMATS)}"
        )
    counts = [count_lines(job.source) for job in jobs]
    total = None if None in counts else sum(count or 0 for count in counts)
    windows = _windows(jobs, recorder, translator.options.batches.window)
    stream = _Translated(translator, windows, progress, total)
    run = str(translator.signature())
    for job, group in groupby(stream, key=lambda lines: lines.job):
        windows = iter(group)
        first = next(windows)
        translations = _translations(chain((first,), windows), recorder)
        try:
            _write(job, first.source, translations, format, run)
        except AlignerError as error:
            if stream.broken:
                raise
            recorder.failed(job, error)
        else:
            recorder.written(job, first.made_from)


def _windows(jobs: Sequence[Job], recorder: Recorder, size: int) -> Iterator[Lines]:
    """Read the jobs window by window; a job has one window at least."""
    for job in jobs:
        try:
            source = job.source
            made_from = file_digest(source) if source is not None and source.is_file() else ""
            if recorder.may_skip(job, made_from):
                continue
            with open_lines(source) as opened:
                lines = Lines(job, made_from, opened)
                sized = ((line, max(1, len(line))) for line in opened)
                empty = True
                for texts in iter_windows(sized, size):
                    yield replace(lines, texts=tuple(texts))
                    empty = False
                if empty:
                    yield lines
        except AlignerError as error:
            yield Lines(job, error=error)


@dataclass
class _Translated:
    """The windows with their translations in order; ``broken`` when the translator itself fails."""

    translator: WindowTranslator
    windows: Iterator[Lines]
    progress: Progress
    total: int | None
    broken: bool = False
    held: deque[Lines] = field(default_factory=deque)

    def __iter__(self) -> Iterator[Lines]:
        try:
            for found in self.translator.translate_windows(self._tasks()):
                yield from self._errors()
                lines = self.held.popleft()
                if isinstance(found, Failed):
                    error = PartialError(f"{lines.job.name}: a window of lines: {found.reason}")
                    yield replace(lines, error=error)
                else:
                    yield replace(lines, translations=tuple(found[0]))
        except AlignerError:
            self.broken = True
            raise
        yield from self._errors()

    def _tasks(self) -> Iterator[tuple[list[tuple[str, ...]], Progress]]:
        before = 0
        for lines in self.windows:
            self.held.append(lines)
            if lines.error is None:
                share = Share(self.progress, before, len(lines.texts), self.total)
                before += len(lines.texts)
                yield [lines.texts], share

    def _errors(self) -> Iterator[Lines]:
        while self.held and self.held[0].error is not None:
            yield self.held.popleft()


def _translations(windows: Iterator[Lines], recorder: Recorder) -> Iterator[Translation]:
    for lines in windows:
        if lines.error is not None:
            raise lines.error
        for found in lines.translations:
            recorder.watch(found)
            yield found


def _write(
    job: Job,
    source: LineSource | None,
    translations: Iterator[Translation],
    format: str,
    run: str,
) -> None:
    doc = "stdin" if job.source is None else as_text(job.source.name)
    if source is None:
        next(translations, None)  # raises why the source could not even be opened
    elif format == "txt":
        _write_text(translations, source, job)
    elif format == "jsonl":
        _write_records(translations, doc, job, run)
    else:
        pairs = (
            SegmentPair(found.source, found.text, found.score, doc, (index,), (index,))
            for index, found in enumerate(translations)
            if format == "tsv" or found.source.strip()
        )
        write_bitext(job.output, pairs, force=True, format=format, options=WriteOptions(run=run))


def _write_text(translations: Iterator[Translation], source: LineSource, job: Job) -> None:
    with writing_text(job.output, force=True) as stream:
        for found in translations:
            stream.write(found.text + source.newline)


def _write_records(translations: Iterator[Translation], doc: str, job: Job, run: str) -> None:
    with writing_text(job.output, force=True) as stream:
        for number, found in enumerate(translations, 1):
            place = Place(doc, number, 1, "line")
            stream.write(record_line(place, found, run) + "\n")
