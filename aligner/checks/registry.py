"""Every check, which of them are on by default, and the choice of some by name.

A check is on by default when both its false alarms on human references and the MQM penalty of
the segments it flags are measured and speak for it; the figures are in ``docs/checks.md``.
"""

from collections.abc import Iterable

from aligner.bitext import SegmentPair
from aligner.checks.boilerplate import Boilerplate
from aligner.checks.bounds import Bound
from aligner.checks.change import Change
from aligner.checks.counts import Count
from aligner.checks.dateline import DatelineLost
from aligner.checks.dates import Date, DateLost, Weekday
from aligner.checks.degenerate import DEGENERATE_CHECKS
from aligner.checks.finding import Check, Finding, Severity
from aligner.checks.length import Long, Short
from aligner.checks.names import Gloss, LatinName, Surname, Verbatim
from aligner.checks.negation import Negation
from aligner.checks.numbers import Currency, Number, NumberAdded, NumberLost, Scale, Share
from aligner.checks.opposite import Opposite
from aligner.checks.periods import Period
from aligner.checks.punctuation import ChineseMarks, EndMark, Entity, Spacing
from aligner.checks.quotes import (
    QuotesAdded,
    QuotesFewer,
    QuotesLost,
    QuotesUnbalanced,
    WordQuotesLost,
)
from aligner.checks.times import Time
from aligner.checks.titles import TitleLost, TitleMarks
from aligner.checks.units import Unit
from aligner.errors import UsageError

_CHECKS: tuple[Check, ...] = (
    *DEGENERATE_CHECKS,
    Scale(),
    Number(),
    NumberLost(),
    NumberAdded(),
    Share(),
    Count(),
    Change(),
    Opposite(),
    Bound(),
    Currency(),
    Unit(),
    Date(),
    Weekday(),
    Period(),
    DateLost(),
    Time(),
    Gloss(),
    Verbatim(),
    LatinName(),
    Surname(),
    QuotesLost(),
    WordQuotesLost(),
    QuotesFewer(),
    QuotesAdded(),
    QuotesUnbalanced(),
    TitleLost(),
    TitleMarks(),
    DatelineLost(),
    Long(),
    Short(),
    Negation(),
    ChineseMarks(),
    Entity(),
    Spacing(),
    EndMark(),
    Boilerplate(),
)

OFF = frozenset(
    {
        "word-quotes-lost",
        "quotes-fewer",
        "quotes-added",
        "latin-name",
        "end-mark",
        "boilerplate",
        "short",
        "long",
    }
)
"""Checks that are off by default: too many false alarms, or no gap, or too few cases to know."""


def all_checks() -> tuple[Check, ...]:
    """Return every check, those of broken outputs first."""
    return _CHECKS


def default_checks() -> tuple[Check, ...]:
    """Return the checks that are on by default."""
    return tuple(check for check in _CHECKS if check.name not in OFF)


def select_checks(names: Iterable[str] = (), skip: Iterable[str] = ()) -> tuple[Check, ...]:
    """Return the named checks (none: the default ones, ``all``: all) without the skipped ones.

    Raises ``UsageError`` for a name that no check has, and when no check is left.
    """
    wanted, unwanted = frozenset(names), frozenset(skip)
    _check_known((wanted - {"all"}) | unwanted)
    if "all" in wanted:
        chosen = _CHECKS
    elif wanted:
        chosen = tuple(check for check in _CHECKS if check.name in wanted)
    else:
        chosen = default_checks()
    left = tuple(check for check in chosen if check.name not in unwanted)
    if not left:
        # A gate without checks would let everything through.
        raise UsageError("no check is left; take a --skip away")
    return left


def _check_known(names: Iterable[str]) -> None:
    known = sorted(check.name for check in _CHECKS)
    for name in sorted(names):
        if name not in known:
            raise UsageError(f"{name}: no check has this name; known are {', '.join(known)}")


_ORDER = (Severity.CRITICAL, Severity.MAJOR, Severity.MINOR)


def run_checks(pair: SegmentPair, checks: Iterable[Check]) -> tuple[Finding, ...]:
    """Return what the checks find in a pair, worst first."""
    findings = [finding for check in checks for finding in check(pair)]
    if len(findings) < 2:
        return tuple(findings)
    return tuple(sorted(findings, key=lambda finding: _ORDER.index(finding.severity)))


def summary(check: Check) -> str:
    """Return the one sentence that says what a check finds."""
    return (type(check).__doc__ or "").strip().split("\n")[0].replace("``", "")
