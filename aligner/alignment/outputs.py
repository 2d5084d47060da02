"""Aligned documents to files: several formats from one run, each a stream over the journal.

Formats of text (TSV, JSONL, TMX, XLIFF, Moses) get the beads that were asked for; a ladder and the
review page always get all, because they are about the alignment itself.
"""

import os.path
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from aligner.atomic import check_no_input, check_writable
from aligner.bitext import Alignment, SegmentPair
from aligner.errors import UsageError
from aligner.formats.base import BitextFormat, WriteOptions, format_of
from aligner.formats.html import rows_of, write_review
from aligner.formats.moses import bitext_files
from aligner.formats.streams import required
from aligner.text.script import detect_script

Alignments = Callable[[], Iterator[Alignment]]
"""Gives the aligned documents in order, as often as it is called."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which beads become pairs: from a confidence on, and with a null side or not."""

    min_confidence: float = 0.0
    keep_nulls: bool = False

    def accepts(self, pair: SegmentPair) -> bool:
        """Return whether a pair is written."""
        if not (pair.src and pair.tgt):
            return self.keep_nulls
        return pair.score is None or pair.score >= self.min_confidence


@dataclass(frozen=True, slots=True)
class Output:
    """A file to write and its format; no path is standard output."""

    path: Path | None
    format: BitextFormat


@dataclass(frozen=True, slots=True)
class Tally:
    """What a run found: documents, beads by kind, pairs accepted.

    ``strangers``: documents whose two sides seem to be no translations of each other.
    """

    documents: int
    kinds: tuple[tuple[str, int], ...]
    accepted: int
    strangers: tuple[str, ...] = ()


def plan_outputs(
    names: Iterable[str],
    stdout_format: str,
    *,
    beside: Path | None = None,
    inputs: Iterable[Path] = (),
    force: bool,
) -> tuple[Output, ...]:
    """Return what ``-o`` names, ``-`` being standard output.

    ``beside`` is a further file that the run writes, ``inputs`` are bitexts and files that it
    reads and must not overwrite. Raises before any work is done: ``UsageError`` for an unknown
    suffix, the same file twice or an input, and for a format that cannot go to standard output;
    ``RefusedError`` and ``OutputError`` as ``atomic.check_writable``.
    """
    outputs = []
    for name in names:
        path = None if name == "-" else Path(name)
        outputs.append(Output(path, format_of(stdout_format if path is None else name)))
    files = output_files(outputs, beside)
    places = Counter(map(os.path.realpath, files))
    twice = [file for file in files if places[os.path.realpath(file)] > 1]
    if twice or sum(output.path is None for output in outputs) > 1:
        raise UsageError(f"{twice[0] if twice else '-'}: named twice as an output")
    check_no_input(files, [file for name in inputs for file in bitext_files(name)])
    for file in files:
        check_writable(file, force=force)
    return tuple(outputs)


def output_files(outputs: Iterable[Output], beside: Path | None = None) -> list[Path]:
    """Return every file that a run writes."""
    files = [file for output in outputs for file in _files(output)]
    return files if beside is None else [*files, beside]


def write_outputs(
    outputs: Iterable[Output], alignments: Alignments, choice: Choice, options: WriteOptions
) -> Iterator[Path]:
    """Write each output, whole or not at all; yield its files as soon as they are written."""
    tagged = replace(options, src_lang=_src_lang(alignments()))
    for output in outputs:
        if output.format.name == "html":
            rows = (row for alignment in alignments() for row in rows_of(alignment))
            write_review(rows, output.path, tagged)
        else:
            whole = output.format.name == "ladder"
            pairs = (
                pair
                for alignment in alignments()
                for pair in alignment.pairs()
                if whole or choice.accepts(pair)
            )
            output.format.write(pairs, output.path, tagged)
        yield from _files(output)


def tally(alignments: Iterable[Alignment], choice: Choice) -> Tally:
    """Count what the documents hold."""
    documents, accepted = 0, 0
    kinds: Counter[str] = Counter()
    strangers = []
    for alignment in alignments:
        documents += 1
        if _are_strangers(alignment):
            strangers.append(alignment.src.id)
        kinds.update(bead.kind for bead in alignment.beads)
        accepted += sum(map(choice.accepts, alignment.pairs()))
    return Tally(documents, tuple(kinds.most_common()), accepted, tuple(strangers))


RELATED = 0.3
"""Share of the shorter side that has a counterpart, weighed by confidence, in translations. Of
documents that lack every second sentence none had less than .5, of strangers none more than .15."""
JUDGED = 3
"""Sentences of the shorter side below which nothing is said."""


def _are_strangers(alignment: Alignment) -> bool:
    """Tell whether two documents seem to be no translations of each other."""
    sizes = len(alignment.src.sentences), len(alignment.tgt.sentences)
    paired = [bead for bead in alignment.beads if bead.src and bead.tgt]
    short = min(sizes)
    found = sum(
        bead.confidence * len(bead.src if short == sizes[0] else bead.tgt) for bead in paired
    )
    return short >= JUDGED and found < RELATED * short


def _files(output: Output) -> tuple[Path, ...]:
    if output.format.name == "moses":
        required(output.path, "Moses")
    return () if output.path is None else bitext_files(output.path, output.format.name)


def _src_lang(alignments: Iterable[Alignment]) -> str:
    """Return the tag that holds for all sources: zh-Hans, zh-Hant, or zh for a mixture."""
    scripts = {detect_script(alignment.src.text) for alignment in alignments}
    return f"zh-{scripts.pop()}" if len(scripts) == 1 else "zh"
