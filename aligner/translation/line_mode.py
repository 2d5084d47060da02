"""Line mode: read lines, translate them, write them in a format that holds lines or pairs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from aligner.bitext import SegmentPair
from aligner.errors import UsageError
from aligner.formats.base import WriteOptions, write_bitext
from aligner.formats.streams import writing_text
from aligner.progress import Progress
from aligner.translation.hypotheses import Translation
from aligner.translation.jobs import Job
from aligner.translation.lines import LineSource, count_lines, open_lines
from aligner.translation.record import Place, record_line
from aligner.translation.translator import Translator

LINE_FORMATS = ("txt", "jsonl", "tsv", "tmx")


@dataclass(frozen=True, slots=True)
class LineOptions:
    """How lines are written; ``watch`` is shown each translation as it is made."""

    format: str = "txt"
    watch: Callable[[Translation], None] = lambda _: None


def translate_lines(
    translator: Translator, job: Job, options: LineOptions, progress: Progress
) -> None:
    """Translate the lines of a job's source to its output: as many, in order, empty ones empty."""
    if options.format not in LINE_FORMATS:
        raise UsageError(
            f"--format {options.format}: not a format for lines; one of {', '.join(LINE_FORMATS)}"
        )
    with open_lines(job.source) as source:
        total = count_lines(job.source)
        translations = _watched(translator.translate_stream(source, progress, total), options)
        doc = "stdin" if job.source is None else job.source.name
        if options.format == "txt":
            _write_text(translations, source, job)
        elif options.format == "jsonl":
            _write_records(translations, doc, job, str(translator.signature()))
        else:
            pairs = (
                SegmentPair(found.source, found.text, found.score, doc, (index,), (index,))
                for index, found in enumerate(translations)
                if options.format == "tsv" or found.source.strip()
            )
            written = WriteOptions(run=str(translator.signature()))
            write_bitext(job.output, pairs, force=True, format=options.format, options=written)


def _watched(translations: Iterator[Translation], options: LineOptions) -> Iterator[Translation]:
    for found in translations:
        options.watch(found)
        yield found


def _write_text(translations: Iterator[Translation], source: LineSource, job: Job) -> None:
    with writing_text(job.output, force=True) as stream:
        for found in translations:
            stream.write(found.text + source.newline)


def _write_records(translations: Iterator[Translation], doc: str, job: Job, run: str) -> None:
    with writing_text(job.output, force=True) as stream:
        for number, found in enumerate(translations, 1):
            place = Place(doc, number, 1, "line")
            stream.write(record_line(place, found, run) + "\n")
