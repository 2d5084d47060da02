"""What a check reports, and what a check is.

Types follow the W3C Internationalization Tag Set 2.0, localization quality issue types
(https://www.w3.org/TR/its20/#lqissue-typevalues), so findings travel in XLIFF to other tools.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from aligner.bitext import SegmentPair
from aligner.document import Span


class Severity(StrEnum):
    """How bad a finding is, as in MQM."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"


@dataclass(frozen=True, slots=True)
class Finding:
    """One suspected error of a segment pair.

    ``check`` is the name of the check, ``its_type`` the ITS 2.0 type (``numbers``, ``omission``,
    ``duplication``, ``untranslated``...); spans are offsets into the pair's two texts.
    """

    check: str
    its_type: str
    severity: Severity
    message: str
    src: tuple[Span, ...] = ()
    tgt: tuple[Span, ...] = ()


class Check(Protocol):
    """Looks at one Chinese-English segment pair."""

    @property
    def name(self) -> str:
        """The name used on the command line and in ``Finding.check``."""

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return what looks wrong, or nothing."""
