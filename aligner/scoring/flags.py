"""Which checks flag which segments, for one system and between two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from aligner.bitext import SegmentPair
from aligner.checks.finding import Check
from aligner.checks.registry import run_checks
from aligner.scoring.binomial import sign_test

Flags = tuple[frozenset[str], ...]
"""The names of the checks that find something, for each segment."""


@dataclass(frozen=True, slots=True)
class FlagChange:
    """One check on two systems: segments flagged, and those that only one has flagged.

    ``gained`` only the second has, ``lost`` only the first; ``p_value`` is that of a sign test.
    """

    check: str
    first: int
    second: int
    gained: int
    lost: int

    @property
    def p_value(self) -> float:
        """How likely so unequal a change is by chance."""
        return sign_test(self.gained, self.lost)


def flag(src: Iterable[str], hyps: Sequence[str], checks: Sequence[Check]) -> Flags:
    """Return the checks that find something in each pair of lines."""
    pairs = (SegmentPair(*texts) for texts in zip(src, hyps, strict=True))
    return tuple(frozenset(f.check for f in run_checks(pair, checks)) for pair in pairs)


def flag_counts(flags: Flags) -> dict[str, int]:
    """Return how many segments each check flags, most first."""
    return dict(Counter(name for names in flags for name in sorted(names)).most_common())


def flag_changes(first: Flags, second: Flags) -> tuple[FlagChange, ...]:
    """Return a row for segments with any flag (``any``), then one a check, most changed first."""
    rows = sorted(_changes(first, second), key=lambda row: (-row.gained - row.lost, row.check))
    pairs = [(bool(a), bool(b)) for a, b in zip(first, second, strict=True)]
    return (_change("any", pairs), *rows)


def _changes(first: Flags, second: Flags) -> Iterator[FlagChange]:
    for name in sorted({name for names in (*first, *second) for name in names}):
        yield _change(name, [(name in a, name in b) for a, b in zip(first, second, strict=True)])


def _change(name: str, pairs: Sequence[tuple[bool, bool]]) -> FlagChange:
    return FlagChange(
        name,
        sum(a for a, _ in pairs),
        sum(b for _, b in pairs),
        sum(b and not a for a, b in pairs),
        sum(a and not b for a, b in pairs),
    )
