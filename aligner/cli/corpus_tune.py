"""What ``aligner corpus filter --autotune`` does: thresholds for the filters, as a recipe."""

import sys
from pathlib import Path

from aligner.atomic import check_no_input
from aligner.cli.corpus_run import FilterRequest, wanted
from aligner.cli.corpus_streams import counted, in_files, out_path, read_pairs
from aligner.cli.progress import bar
from aligner.corpus.filters import NAMES, FilterSet, check_name
from aligner.corpus.tune import Tuning, tune
from aligner.errors import UsageError
from aligner.formats.streams import writing_text
from aligner.settings import settings_toml


def run_tune(sample: Path, rate: float, request: FilterRequest) -> None:
    """Print thresholds that reject ``rate`` of the sample at most, as TOML for ``--recipe``."""
    if not 0 < rate <= 0.5:
        raise UsageError(f"--rate {rate}: give the share of good pairs to lose, up to 0.5")
    if request.source != "-":
        raise UsageError(f"{request.source}: --autotune reads its sample only; filter afterwards")
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
    with bar("Scoring", quiet=request.quiet) as progress:
        found = tune(counted(read_pairs(str(sample)), progress), filters, names, rate)
    text = _recipe(found.filters, sample, rate, found)
    with writing_text(target, force=request.force) as stream:
        stream.write(text)
    if not request.quiet:
        _report(found)


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
