"""What ``aligner corpus filter --autotune`` does: thresholds for the filters, as a recipe."""

import sys
from pathlib import Path

from aligner.atomic import check_no_input
from aligner.cli.corpus_run import FilterRequest, wanted
from aligner.cli.corpus_streams import in_files, out_path, read_pairs
from aligner.cli.progress import bar
from aligner.corpus.filters import NAMES, FilterSet, check_name
from aligner.corpus.tune import Tuning, tune
from aligner.errors import UsageError
from aligner.execution.executor import Executor
from aligner.formats.streams import writing_text
from aligner.progress import counted
from aligner.settings import settings_toml

RATE = 0.02
"""Share of the sample that may be rejected, unless another is asked for."""


def run_tune(
    sample: Path, given: float | None, request: FilterRequest, executor: Executor | None
) -> None:
    """Print thresholds that reject ``given`` of the sample at most, as TOML for ``--recipe``."""
    rate = RATE if given is None else given
    if not 0 < rate <= 0.5:
        raise UsageError(f"--rate {rate}: give the share of good pairs to lose, up to 0.5")
    if request.source != "-":
        raise UsageError(f"{request.source}: --autotune reads its sample only; filter afterwards")
    _check_unused(request, executor)
    target = out_path(request.output)
    check_no_input([] if target is None else [target], in_files(str(sample)))
    filters, clean = wanted(request)
    for name in (*request.only, *clean.skip):
        check_name(name)
    names = [
        name
        for name in NAMES
        if name not in clean.skip and (not request.only or name in request.only)
    ]
    if not names:
        raise UsageError("no filter is left; take a --skip away")
    with bar("Scoring", quiet=request.quiet, unit="pairs") as progress:
        found = tune(counted(read_pairs(str(sample)), progress), filters, names, rate)
    text = _recipe(found.filters, sample, rate, found)
    with writing_text(target, force=request.force) as stream:
        stream.write(text)
    if not request.quiet:
        _report(found)


def _check_unused(request: FilterRequest, executor: Executor | None) -> None:
    unused = (
        ("--rejects", request.rejects is not None),
        ("--explain", request.explain),
        ("--exclude", bool(request.exclude)),
        ("--model", request.model is not None),
        ("--model-least", request.model_least is not None),
        ("--jobs or --executor", executor is not None),
    )
    for option, given in unused:
        if given:
            raise UsageError(f"--autotune filters nothing and does not use {option}; leave it out")


def _recipe(filters: FilterSet, sample: Path, rate: float, found: Tuning) -> str:
    head = f"# Thresholds that reject {found.rejected:.2%} of {found.pairs} pairs of {sample.name}"
    lines = [f"{head}, asked for {rate:.2%} at most."]
    for one in found.tuned:
        lines += ["", f"[filters.{one.name}]"]
        lines += settings_toml(getattr(filters, one.name)).splitlines()
    return "\n".join(lines) + "\n"


def _report(found: Tuning) -> None:
    for one in found.tuned:
        print(
            f"{one.name:12} {one.before:>8g} -> {one.after:<8g} rejects {one.rejected:.2%} alone",
            file=sys.stderr,
        )
    print(f"all together reject {found.rejected:.2%} of {found.pairs} pairs", file=sys.stderr)
