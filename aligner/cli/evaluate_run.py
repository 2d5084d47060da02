"""What ``aligner evaluate`` does once its options are parsed."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from aligner.atomic import check_no_input, check_writable, writing
from aligner.checks.registry import select_checks
from aligner.cli.dash import not_stdout
from aligner.cli.evaluate import SHIPPED
from aligner.cli.messages import complain
from aligner.cli.progress import bar
from aligner.errors import UsageError
from aligner.registry.store import resolve_model
from aligner.scoring.challenge import (
    ChallengeSet,
    read_challenge,
    shipped_challenge,
)
from aligner.scoring.evaluation import Evaluation, Run, Task, evaluate_run, run_models, task_line
from aligner.scoring.evaluation_text import evaluation_blocks, evaluation_page
from aligner.scoring.guards import inspect, inspect_reference
from aligner.scoring.run_journal import journal_of
from aligner.scoring.runs import check_run_folder, results, write_run
from aligner.scoring.segments import SegmentFile, System
from aligner.scoring.sets import read_test_set
from aligner.scoring.tables import Block, markdown_blocks, text_blocks
from aligner.translation.options import TranslateOptions


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options of ``aligner evaluate``, as given."""

    models: tuple[str, ...]
    test_set: Path | None
    challenge: str | None
    output: Path | None
    force: bool
    format: str
    limit: int | None
    options: TranslateOptions
    samples: int
    checks: tuple[str, ...]
    html: Path | None
    resume: bool
    quiet: bool


def run(wanted: Wanted) -> None:
    """Read everything, then translate, score, keep and print."""
    if wanted.test_set is None and wanted.challenge is None:
        raise UsageError("nothing to evaluate on: --set DIR|TSV, or --challenge")
    if wanted.resume and wanted.output is None:
        raise UsageError("--resume goes on with an interrupted run: name its folder with -o")
    if wanted.limit is not None and wanted.test_set is None:
        raise UsageError("--limit shortens the test set; the challenge is scored whole")
    if wanted.html is not None:
        files = [path for path in (wanted.test_set, wanted.challenge) if path is not None]
        check_page(wanted.html, wanted.test_set, map(Path, files), force=wanted.force)
    checks = select_checks(wanted.checks)
    not_stdout("-o", wanted.output, "folder")
    if wanted.output is not None:
        check_run_folder(wanted.output, force=wanted.force)
    task = Task(
        read_test_set(wanted.test_set, wanted.limit) if wanted.test_set else None,
        _challenge(wanted.challenge),
        wanted.options,
    )
    folders = [resolve_model(name) for name in wanted.models or (None,)]
    doing = task_line(folders, task)
    drawing = partial(bar, quiet=wanted.quiet)
    with journal_of(wanted.output, doing, resume=wanted.resume) as journal:
        found = run_models(folders, task, drawing, journal)
        if not wanted.quiet:
            print_notices(found)
        evaluation = evaluate_run(found, checks, wanted.samples, drawing)
        if wanted.output is not None:
            write_run(wanted.output, evaluation, force=wanted.force)
    write_page(wanted.html, partial(evaluation_page, evaluation), force=wanted.force)
    sys.stdout.write(_printed(evaluation, wanted.format))


def check_page(path: Path, test_set: object, inputs: Iterable[Path], *, force: bool) -> None:
    """Raise before the work if a page is wanted that cannot be written or has nothing to show.

    Nor may it take the place of one of the ``inputs``, or of a file in one that is a folder.
    """
    not_stdout("--html", path)
    files = [file for given in inputs for file in (given, *given.rglob("*"))]
    check_no_input((path,), files, "choose another name with --html")
    if test_set is None:
        raise UsageError("--html shows the segments of a test set; the challenge has none")
    check_writable(path, force=force)


def write_page(path: Path | None, make: Callable[[], str | None], *, force: bool) -> None:
    """Make the page, with all segments, and write it if one is wanted."""
    page = None if path is None else make()
    if path is not None and page is not None:
        with writing(path, force=force) as stream:
            stream.write(page)


def _challenge(given: str | None) -> ChallengeSet | None:
    if given is None:
        return None
    return read_challenge(shipped_challenge() if given == SHIPPED else Path(given))


def print_notices(found: Run) -> None:
    """Say on stderr what looks wrong with references and hypotheses."""
    if found.test_set is None:
        return
    systems = [System(model.name, model.hyps) for model in found.models]
    references = found.test_set.segments.references
    warn(systems, [(f"reference {k}", ref) for k, ref in enumerate(references, 1)])


def warn(systems: Iterable[System], references: Sequence[tuple[str, tuple[str, ...]]]) -> None:
    """Print the notices about references (name, segments) and about each system."""
    files = [SegmentFile(name, lines) for name, lines in references]
    notices = [notice for file in files for notice in inspect_reference(file, 1)]
    for system in systems:
        notices += inspect(SegmentFile(system.name, system.hyps), files[0], None)
    for notice in notices:
        complain(notice)


def _printed(evaluation: Evaluation, format: str) -> str:
    if format != "json":
        return as_text(evaluation_blocks(evaluation), format)
    return json.dumps(results(evaluation), ensure_ascii=False, indent=1) + "\n"


def as_text(blocks: Sequence[Block], format: str) -> str:
    """Return the blocks as ``text`` or ``md``."""
    return markdown_blocks(blocks) if format == "md" else text_blocks(blocks)
