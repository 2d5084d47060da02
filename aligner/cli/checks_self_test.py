"""``aligner checks --self-test``: the tables that say what each check is worth."""

import os
from collections.abc import Sequence
from pathlib import Path

from aligner.checks.finding import Check
from aligner.checks.measure import Penalty, Rate
from aligner.checks.registry import OFF
from aligner.checks.selftest import detect, measure, sample
from aligner.cli.progress import bar
from aligner.execution.local import Local
from aligner.registry.store import shipped_root
from aligner.signature import run_signature


def run_self_test(data: Path | None, checks: tuple[Check, ...], jobs: int = 1) -> None:
    """Measure on evaluation data if there is any, else on the sample corpora, and print."""
    given = data or (Path(os.environ["ALIGNER_DATA"]) if os.environ.get("ALIGNER_DATA") else None)
    if given is not None:
        _print_measured(given, checks, jobs)
    else:
        _print_sampled(shipped_root() / "corpora", checks)
    print(run_signature())


def _print_measured(data: Path, checks: tuple[Check, ...], jobs: int) -> None:
    with bar("Measuring") as progress:
        rows = measure(data, checks, Local(jobs), progress)
    header = (
        "check", "on", "on references", "on systems", "MQM cells", "flagged", "others",
        "same segment", "± 95 %",
    )  # fmt: skip
    body = [
        (row.check, _state(row.check), _rate(row.references), _rate(row.systems),
         *_penalty(row.penalty))
        for row in rows
    ]  # fmt: skip
    print_table(header, body)
    print(
        "\nReferences are human translations: what is flagged there is a false alarm or an error of"
        "\nthe reference. MQM is the mean penalty (higher is worse) of outputs a check flags and of"
        "\nall others; 'same segment' is the difference to unflagged outputs of the same segment."
    )


def _print_sampled(corpora: Path, checks: tuple[Check, ...]) -> None:
    header = ("check", "on", "on news gold", "on right items", "on wrong items")
    body = [
        (row.check, _state(row.check), _rate(row.gold), _rate(row.right), _rate(row.wrong))
        for row in sample(corpora, checks)
    ]
    print_table(header, body)
    default = tuple(check for check in checks if check.name not in OFF)
    print("\nChallenge items flagged by any check that is on:")
    lines = [
        (row.phenomenon, _rate(row.right), _rate(row.wrong)) for row in detect(corpora, default)
    ]
    print_table(("phenomenon", "right", "wrong"), lines)
    print("\nFor MQM penalties give evaluation data by --data DIR or ALIGNER_DATA.")


def _state(name: str) -> str:
    return "off" if name in OFF else "on"


def _rate(rate: Rate) -> str:
    return f"{rate.flagged} ({rate.percent:.2f} %)" if rate.total else ""


def _penalty(penalty: Penalty | None) -> tuple[str, ...]:
    if penalty is None:
        return ("0", "", "", "", "")
    means = (f"{penalty.flagged:.2f}", f"{penalty.unflagged:.2f}")
    if not penalty.within_cells:
        return (str(penalty.cells), *means, "", "")
    width = f"{penalty.half_width:.2f}" if penalty.within_cells > 1 else ""
    return (str(penalty.cells), *means, f"{penalty.within:+.2f}", width)


def print_table(header: Sequence[str], body: Sequence[Sequence[str]]) -> None:
    """Print columns: the first to the left, the others to the right."""
    rows = [header, *body]
    widths = [max(len(row[k]) for row in rows) for k in range(len(header))]
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        print("  ".join(cells).rstrip())
