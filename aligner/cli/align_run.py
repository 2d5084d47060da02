"""What ``aligner align`` does with the documents it has found: align, write, report."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from aligner.alignment.journal import Journal, in_order, journal_path
from aligner.alignment.lexicon import LEXICON, find_lexicon, load_lexicon
from aligner.alignment.outputs import (
    Alignments,
    Choice,
    Output,
    output_files,
    tally,
    write_outputs,
)
from aligner.alignment.run import AlignSettings, Outcome, align_all
from aligner.alignment.weights import WEIGHTS
from aligner.atomic import remove_torn
from aligner.cli.align_pairing import Found, report_pairing, why_none
from aligner.cli.messages import complain, inform
from aligner.cli.progress import bar
from aligner.errors import InputError, PartialError, RefusedError, UsageError
from aligner.formats.base import WriteOptions
from aligner.paths import exists, is_file
from aligner.signature import run_signature

NAMED = 10
"""Documents without counterparts that are named; of more, only the number is said."""


@dataclass(frozen=True, slots=True)
class Request:
    """One run of the command."""

    found: Found
    settings: AlignSettings
    outputs: tuple[Output, ...]
    choice: Choice
    words: Path | None
    gold: Path | None
    jobs: int
    resume: bool
    force: bool
    quiet: bool


def run(request: Request) -> None:
    """Align, write all outputs, report on stderr; ``PartialError`` when documents failed."""
    pairing = request.found.pairing
    _check_files(request)
    single = len(pairing.pairs) == 1 and not request.found.left
    report_pairing(request.found, quiet=request.quiet)
    with _journal(request) as journal:
        with bar("Aligning", quiet=request.quiet) as progress:
            outcome = align_all(pairing.pairs, request.settings, journal, progress, request.jobs)
        for failure in outcome.failures:
            if single:
                raise failure.error
            complain(f"{failure.pair.doc_id}: {failure.error}")
        if not outcome.keys:
            raise InputError("no document could be aligned" + why_none(request.found))
        alignments = partial(in_order, journal, outcome.keys)
        for file in _write(request, alignments):
            journal.add_output(file)
        _report(request, alignments, outcome)
        if outcome.failures:
            raise PartialError(
                f"{len(outcome.failures)} of {len(pairing.pairs)} documents failed, the others "
                "are written; mend them and run again with --resume"
            )
    if request.found.unreadable:
        raise PartialError(
            f"{len(request.found.unreadable)} files or folders could not be read, what could be "
            "is written"
        )


def _check_files(request: Request) -> None:
    for file in (request.gold, request.settings.anchors, request.settings.reviewed):
        if file is not None and not exists(file):
            raise InputError(f"{file}: no such file")
    tables = request.settings.tables
    if tables is not None and not any(exists(tables / name) for name in (LEXICON, WEIGHTS)):
        raise InputError(f"{tables}: holds neither {LEXICON} nor {WEIGHTS}; see train-aligner")


def _write(request: Request, alignments: Alignments) -> Iterator[Path]:
    """Write every output; yield each file that is finished."""
    overwrite = request.force or request.resume  # what is not ours was refused
    run_line = run_signature(
        bead=request.settings.max_bead,
        model=request.settings.model.name if request.settings.model else "none",
    )
    options = WriteOptions(force=overwrite, run=str(run_line))
    yield from write_outputs(request.outputs, alignments, request.choice, options)
    if request.words is not None:
        from aligner.alignment.wordlinks import write_word_links

        pairs = (
            pair
            for alignment in alignments()
            for pair in alignment.pairs()
            if request.choice.accepts(pair)
        )
        lexicon = load_lexicon(find_lexicon(request.settings.tables))
        write_word_links(pairs, lexicon, request.words, force=overwrite)
        yield request.words


def _report(request: Request, alignments: Alignments, outcome: Outcome) -> None:
    if request.gold is not None:
        from aligner.cli.align_gold import print_gold

        print_gold(request.gold, alignments)
    if request.quiet:
        return
    counts = tally(alignments(), request.choice)
    kinds = ", ".join(f"{count} {kind}" for kind, count in counts.kinds)
    files = ", ".join(str(output.path) for output in request.outputs if output.path is not None)
    documents = "1 document" if counts.documents == 1 else f"{counts.documents} documents"
    inform(
        f"{documents}: {counts.accepted} pairs from beads {kinds}"
        + (f"; {len(outcome.failures)} failed" if outcome.failures else "")
        + (f"; written to {files}" if files else "")
    )
    for doc_id in counts.strangers[:NAMED]:
        complain(
            f"{doc_id}: hardly a sentence has a counterpart; are these translations of each other?"
        )
    if len(counts.strangers) > NAMED:
        complain(f"{len(counts.strangers) - NAMED} more such documents")


@contextmanager
def _journal(request: Request) -> Iterator[Journal]:
    """Open the journal of a run; it stays when the run is cut short or a document failed."""
    named = [output.path for output in request.outputs if output.path is not None]
    if request.resume and not named:
        raise UsageError("--resume goes on with an output file: name it with -o")
    lasting = journal_path(named[0]) if named and len(request.found.pairing.pairs) > 1 else None
    journal = Journal(lasting, resume=request.resume)
    try:
        if request.resume:
            _take_over(journal, output_files(request.outputs, request.words), force=request.force)
        yield journal
    except BaseException:
        journal.close(keep=True)
        raise
    journal.close(keep=False)


def _take_over(journal: Journal, files: Sequence[Path], *, force: bool) -> None:
    """See that the outputs that exist are those of the run gone on with; clean up after it."""
    for file in files:
        if is_file(file) and not force and not journal.wrote(file):
            raise RefusedError(
                f"{file}: exists already and is not what an interrupted run wrote; "
                "--force overwrites it"
            )
    remove_torn(files)
