"""Document mode: read articles, translate them together in windows, write each with its structure.

Small articles share batches, which is where the speed comes from. An article that cannot be read
or written is reported and the others go on.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from aligner.bitext import SegmentPair
from aligner.document import Role
from aligner.errors import AlignerError, PartialError
from aligner.execution.executor import Failed
from aligner.formats.base import WriteOptions, write_bitext
from aligner.formats.streams import writing_text
from aligner.progress import Progress
from aligner.signature import file_digest
from aligner.text.readers.article import read_document
from aligner.text.readers.layout import Document
from aligner.translation.english.headlines import without_stops
from aligner.translation.english.inline_code import with_code
from aligner.translation.english.joining import begun
from aligner.translation.fleet import WindowTranslator
from aligner.translation.hypotheses import Translation
from aligner.translation.jobs import Job
from aligner.translation.record import Place, record_line
from aligner.translation.render.render import RenderOptions, render
from aligner.translation.ticks import Share

RECORD_FORMATS = ("jsonl", "tsv", "tmx")


@dataclass(frozen=True, slots=True)
class DocumentOptions:
    """How documents are written: as ``records`` (jsonl, tsv, tmx), or else rendered."""

    records: str | None = None
    render: RenderOptions = field(default_factory=RenderOptions)

    @property
    def drops(self) -> bool:
        """Whether boilerplate is left out."""
        return self.render.boilerplate == "drop"


class Recorder(Protocol):
    """Told what becomes of each job; says which is finished already."""

    def may_leave_out(self, job: Job, made_from: str) -> bool:
        """Return whether the job is finished and need not be read."""

    def may_skip(self, job: Job, made_from: str) -> bool:
        """Return whether the output is there, made from this very input."""

    def written(self, job: Job, made_from: str) -> None:
        """Take note of a finished job."""

    def failed(self, job: Job, error: AlignerError) -> None:
        """Take note of a job that failed; raises if the run cannot go on without it."""

    def watch(self, translation: Translation) -> None:
        """Look at each translation."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document that was read, with the digest of its file."""

    job: Job
    document: Document
    made_from: str

    @property
    def size(self) -> int:
        """Its length in characters."""
        return len(self.document.article.text)


def translate_documents(
    translator: WindowTranslator,
    jobs: Sequence[Job],
    options: DocumentOptions,
    recorder: Recorder,
    progress: Progress,
) -> None:
    """Translate and write every job; failures go to ``recorder``. ``progress`` counts bytes."""
    total = max(1, sum(_bytes(job) for job in jobs))
    under_way: deque[list[Reading]] = deque()

    def windows() -> Iterator[tuple[list[list[str]], Progress]]:
        done = 0
        for window in _windows(jobs, recorder, translator.options.batches.window):
            size = sum(_bytes(reading.job) for reading in window)
            under_way.append(window)
            yield (
                [_wanted(reading.document, options) for reading in window],
                Share(progress, done, size, total),
            )
            done += size

    for found in translator.translate_windows(windows()):
        window = under_way.popleft()
        if isinstance(found, Failed):
            for reading in window:
                recorder.failed(reading.job, PartialError(f"{reading.job.name}: {found.reason}"))
            continue
        for reading, translations in zip(window, found, strict=True):
            _finish(translator, reading, translations, options, recorder)


def _windows(jobs: Sequence[Job], recorder: Recorder, size: int) -> Iterator[list[Reading]]:
    window: list[Reading] = []
    filled = 0
    for job in jobs:
        reading = _read(job, recorder)
        if reading is None:
            continue
        window.append(reading)
        filled += reading.size
        if filled >= size:
            yield window
            window, filled = [], 0
    if window:
        yield window


def _read(job: Job, recorder: Recorder) -> Reading | None:
    try:
        document = read_document(job.source, "zh")
        made_from = file_digest(job.source) if job.source is not None else ""
        if recorder.may_leave_out(job, made_from):
            return None
        return Reading(job, document, made_from)
    except AlignerError as error:
        recorder.failed(job, error)
    return None


def _wanted(document: Document, options: DocumentOptions) -> list[str]:
    """Return the sentences to translate, ``""`` for those that are dropped."""
    return [
        "" if options.drops and paragraph.role is Role.BOILERPLATE else sentence.text
        for paragraph in document.article.paragraphs
        for sentence in paragraph.sentences
    ]


def _finish(
    translator: WindowTranslator,
    reading: Reading,
    found: Sequence[Translation],
    options: DocumentOptions,
    recorder: Recorder,
) -> None:
    found = _with_capitals(reading.document, found)
    found = with_code(reading.document, without_stops(reading.document.article, found))
    for translation in found:
        recorder.watch(translation)
    try:
        if recorder.may_skip(reading.job, reading.made_from):
            return
        _write(translator, reading, found, options)
    except AlignerError as error:
        recorder.failed(reading.job, error)
        return
    recorder.written(reading.job, reading.made_from)


def _with_capitals(document: Document, found: Sequence[Translation]) -> list[Translation]:
    """Return the translations with a capital where a paragraph, heading or cell begins."""
    firsts = {id(paragraph.sentences[0]) for paragraph in document.article.paragraphs}
    return [
        replace(
            translation,
            nbest=tuple(
                replace(each, text=begun(translation.source, each.text, block=True))
                for each in translation.nbest
            ),
        )
        if id(sentence) in firsts
        else translation
        for sentence, translation in zip(document.article.sentences, found, strict=True)
    ]


def _write(
    translator: WindowTranslator,
    reading: Reading,
    found: Sequence[Translation],
    options: DocumentOptions,
) -> None:
    output, run = reading.job.output, str(translator.signature())
    doc = reading.document.article.id
    if options.records == "jsonl":
        with writing_text(output, force=True) as stream:
            for place, translation in _placed(reading.document, found, options):
                stream.write(record_line(place, translation, run) + "\n")
    elif options.records is not None:
        pairs = (
            SegmentPair(t.source, t.text, t.score, doc, (index,), (index,))
            for index, (_, t) in enumerate(_placed(reading.document, found, options))
        )
        write_bitext(
            output, pairs, force=True, format=options.records, options=WriteOptions(run=run)
        )
    else:
        with writing_text(output, force=True) as stream:
            stream.write(_rendered(reading.document, found, options, run))


def _rendered(
    document: Document, found: Sequence[Translation], options: DocumentOptions, run: str
) -> str:
    # What came out empty is a hole for the reader to see, not a sentence of no words.
    targets = [translation.text or None for translation in found]
    findings = tuple(translation.findings for translation in found)
    return render(document, targets, replace(options.render, findings=findings, run=run))


def _placed(
    document: Document, found: Sequence[Translation], options: DocumentOptions
) -> Iterator[tuple[Place, Translation]]:
    """Yield each sentence's translation and place; without what was dropped."""
    translations = iter(found)
    for par, paragraph in enumerate(document.article.paragraphs, 1):
        kind = paragraph.role.value
        for seg, _ in enumerate(paragraph.sentences, 1):
            translation = next(translations)
            if not (options.drops and paragraph.role is Role.BOILERPLATE):
                yield Place(document.article.id, par, seg, kind), translation


def _bytes(job: Job) -> int:
    path: Path | None = job.source
    return path.stat().st_size if path is not None and path.is_file() else 1
