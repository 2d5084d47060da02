"""What ``aligner compare`` does once its options are parsed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from aligner.checks.registry import select_checks
from aligner.cli.dash import not_stdin
from aligner.cli.evaluate_run import as_text, check_page, warn, write_page
from aligner.cli.messages import complain
from aligner.cli.progress import bar
from aligner.errors import InputError, UsageError
from aligner.paths import exists, is_file, is_folder
from aligner.scoring.compare import (
    Comparison,
    Pair,
    challenges_differ,
    compare,
    compare_challenge,
    pair_of_runs,
)
from aligner.scoring.evaluation import ModelRun, Run
from aligner.scoring.evaluation_text import (
    comparison_blocks,
    comparison_json,
    comparison_page,
)
from aligner.scoring.guards import check_lengths
from aligner.scoring.runs import read_run
from aligner.scoring.segments import System, TestSet, read_segments


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options of ``aligner compare``, as given."""

    systems: tuple[str, ...]
    refs: tuple[Path, ...]
    src: Path | None
    count: int
    samples: int
    checks: tuple[str, ...]
    format: str
    html: Path | None
    force: bool
    quiet: bool


def run(wanted: Wanted) -> None:
    """Read both systems, compare, print."""
    checks = select_checks(wanted.checks)
    models = () if wanted.refs else _pair_of_models(wanted)
    pair = pair_of_runs(*models) if models else _pair_of_files(wanted)
    if wanted.html is not None:
        files = [*map(Path, wanted.systems), *wanted.refs, *([wanted.src] if wanted.src else [])]
        check_page(wanted.html, pair.test_set, files, force=wanted.force)
    result = compare(pair, checks, wanted.samples, partial(bar, quiet=wanted.quiet))
    if models:
        result = replace(result, challenge=compare_challenge(*models))
    write_page(wanted.html, partial(comparison_page, result), force=wanted.force)
    if not wanted.quiet:
        _warn(pair)
        if models and challenges_differ(models[0][0], models[1][0]):
            complain("the challenges of the runs differ; they are left out")
    sys.stdout.write(_printed(result, wanted))


def _warn(pair: Pair) -> None:
    if pair.test_set is not None:
        names = (f"reference {k}" for k in range(1, len(pair.test_set.references) + 1))
        warn(pair.systems, list(zip(names, pair.test_set.references, strict=True)))


def _pair_of_files(wanted: Wanted) -> Pair:
    _check_two(wanted.systems)
    folder = next((name for name in wanted.systems if is_folder(Path(name))), None)
    if folder is not None:
        raise UsageError(f"{folder}: --ref is for files; a run folder has its references inside")
    if wanted.checks and wanted.src is None:
        raise UsageError("--checks compares findings, which need the source: add --src FILE")
    not_stdin("--ref", *wanted.refs)
    not_stdin("--src", wanted.src)
    not_stdin("FILE", *wanted.systems)
    references = [read_segments(path) for path in wanted.refs]
    if not references[0].lines:
        raise InputError(f"{references[0].name}: is empty")
    files = [read_segments(Path(name)) for name in wanted.systems]
    source = [] if wanted.src is None else [read_segments(wanted.src)]
    for file in (*references[1:], *files):
        check_lengths(file, references[0])
    for file in source:
        if len(file.lines) != len(references[0].lines):
            raise InputError(
                f"{file.name} has {len(file.lines)} lines, {references[0].name} has "
                f"{len(references[0].lines)}; they must go line by line"
            )
    test_set = TestSet(
        tuple(reference.lines for reference in references), source[0].lines if source else None
    )
    first, second = (System(file.name, file.lines) for file in files)
    return Pair((first, second), test_set)


def _check_two(names: tuple[str, ...]) -> None:
    if len(names) != 2:
        raise UsageError("compare takes two files of translations: the baseline and the other")
    if Path(names[0]) == Path(names[1]):
        raise UsageError(f"compare names {names[0]} twice; a file is compared with another")


def _pair_of_models(wanted: Wanted) -> tuple[tuple[Run, ModelRun], tuple[Run, ModelRun]]:
    if wanted.src is not None:
        raise UsageError("--src goes with --ref and two files; a run folder has its source inside")
    loose = next((name for name in wanted.systems if is_file(Path(name))), None)
    if loose is not None:
        raise UsageError(f"{loose}: a file of translations needs references: --ref FILE")
    if len(wanted.systems) == 1:
        found = list(_models(wanted.systems[0]))
        if len(found) != 2:
            raise UsageError(
                f"{wanted.systems[0]}: has {len(found)} model(s) of {_names(found)}; name two "
                "systems: RUN:MODEL RUN:MODEL, or another run"
            )
    else:
        found = [_one_model(name) for name in wanted.systems]
    if len(found) != 2:
        raise UsageError(f"compare takes two systems, not {len(found)}")
    return found[0], found[1]


def _one_model(given: str) -> tuple[Run, ModelRun]:
    found = list(_models(given))
    if len(found) > 1:
        raise UsageError(f"{given}: has the models {_names(found)}; choose one with {given}:MODEL")
    return found[0]


def _models(given: str) -> Iterator[tuple[Run, ModelRun]]:
    """Yield the models of ``RUN`` or the one of ``RUN:MODEL``."""
    path, name = given, ""
    if not exists(Path(given)) and ":" in given:
        path, _, name = given.rpartition(":")
    found = read_run(Path(path))
    models = [model for model in found.models if name in ("", model.name)]
    if not models:
        known = ", ".join(model.name for model in found.models)
        raise InputError(f"{path}: no model {name!r} in this run; it has {known}")
    for model in models:
        yield found, model


def _names(found: list[tuple[Run, ModelRun]]) -> str:
    return ", ".join(model.name for _, model in found)


def _printed(result: Comparison, wanted: Wanted) -> str:
    if wanted.format == "json":
        return json.dumps(comparison_json(result), ensure_ascii=False, indent=1) + "\n"
    return as_text(comparison_blocks(result, wanted.count), wanted.format)
