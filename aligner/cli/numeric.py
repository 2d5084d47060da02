"""Numbers on the command line: ``nan`` and ``inf`` pass many checks of a range, mean nothing."""

import math

import typer


def finite(value: float | None) -> float | None:
    """Return the value of an option; one that is no finite number is a usage error."""
    if value is not None and not math.isfinite(value):
        raise typer.BadParameter(f"{value} is not a finite number")
    return value
