"""External scorers: any program that reads segments on stdin and writes one number a line.

Each input line is source, hypothesis and references, separated by tabs. A learned metric costs a
few lines of wrapper this way, and lands in the same tables and tests as BLEU. The program is run
once a system, without a shell, in the user's name: only name programs you trust.
"""

from __future__ import annotations

import math
import re
import shlex
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.errors import InputError, UsageError
from aligner.scoring.segments import TestSet

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.floating[Any]]

_BREAKS = re.compile(r"[\t\r]")  # a lone CR ends a line for many readers


@dataclass(frozen=True, slots=True)
class Plugin:
    """A command and the name its numbers go by; ``--plugin`` takes ``NAME=CMD`` or ``CMD``."""

    name: str
    words: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> Plugin:
        """Read the value of ``--plugin``. Raises ``UsageError`` for one that names no program."""
        name, equals, command = text.partition("=")
        if not equals or not name.replace("-", "").replace("_", "").isalnum():
            name, command = "", text
        try:
            words = tuple(shlex.split(command))
        except ValueError as error:
            raise UsageError(f"--plugin {text!r}: {error}") from error
        if not words:
            raise UsageError(f"--plugin {text!r} names no command")
        name = name or Path(words[-1] if len(words) > 1 else words[0]).stem
        return cls(name.replace(":", "-").replace("|", "-"), words)  # it stands in signatures


def check_plugin_names(plugins: Sequence[Plugin], metrics: Sequence[str]) -> None:
    """Raise ``UsageError`` for a name that stands for something else in tables and gates.

    ``metrics`` are the names of what is measured besides. chrF2++ goes by chrf too.
    """
    taken = {"system"}
    for name in metrics:
        taken |= {name.lower(), name.lower().rstrip("+0123456789")}
    for plugin in plugins:
        if plugin.name.lower() in taken:
            raise UsageError(
                f"--plugin {plugin.name}: this name is taken; write NAME=CMD with another"
            )
        taken.add(plugin.name.lower())


def run_plugin(plugin: Plugin, hyps: Sequence[str], test_set: TestSet) -> list[float]:
    """Return the numbers of one system, one a segment. Raises ``InputError`` saying what failed."""
    src = test_set.src or ("",) * len(hyps)
    lines = (
        "\t".join(_BREAKS.sub(" ", text) for text in row)
        for row in zip(src, hyps, *test_set.references, strict=True)
    )
    try:
        done = subprocess.run(
            plugin.words,
            input="".join(f"{line}\n" for line in lines),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    except OSError as error:
        raise UsageError(f"--plugin {plugin.words[0]}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"--plugin {plugin.name}: its output is not UTF-8") from error
    if done.returncode:
        said = done.stderr.strip().rpartition("\n")[2]
        raise InputError(
            f"--plugin {plugin.name}: exit status {done.returncode}" + (f": {said}" if said else "")
        )
    return _numbers(plugin, done.stdout.splitlines(), len(hyps))


def _numbers(plugin: Plugin, lines: Sequence[str], wanted: int) -> list[float]:
    if len(lines) != wanted:
        raise InputError(
            f"--plugin {plugin.name}: wrote {len(lines)} lines for {wanted} segments; it must "
            "write one number a line and nothing else"
        )
    numbers = []
    for row, line in enumerate(lines, start=1):
        try:
            number = float(line)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise InputError(f"--plugin {plugin.name}: line {row} is not a number: {line[:40]!r}")
        numbers.append(number)
    return numbers


class MeanMetric:
    """The mean of one number a segment, as a metric.

    Statistics: the number and 1, or 0 and 0 where the segment does not count.
    """

    higher_is_better = True

    def __init__(self, name: str, signature: str) -> None:
        self.name = name
        self._signature = signature

    def rows(self, numbers: Sequence[float | None]) -> Array:
        """Return the statistics of one number a segment (``None``: not counted)."""
        import numpy as np

        return np.array([(0.0, 0.0) if x is None else (x, 1.0) for x in numbers])

    def statistics(self, hyps: Sequence[str]) -> Array:
        """Raise: the numbers come from elsewhere; see ``rows``."""
        raise NotImplementedError(f"{self.name} of {len(hyps)} segments comes from outside")

    def values(self, sums: Array) -> Array:
        """Return the means; 0 where nothing counts."""
        import numpy as np

        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(sums[..., 1] > 0, sums[..., 0] / sums[..., 1], 0.0)

    def segment_values(self, rows: Array) -> Array:
        """Return the numbers as they came."""
        return self.values(rows)

    def detail(self, stats: Array) -> str:  # noqa: ARG002 (the protocol's)
        """Return nothing: a mean says all."""
        return ""

    def signature(self, *, short: bool = False, **extra: object) -> str:  # noqa: ARG002
        """Return the signature given, with the fields of ``extra``."""
        return "|".join([self._signature, *(f"{key}:{value}" for key, value in extra.items())])
