"""Words of English for the Chinese characters they translate: too many or too few.

On news references the ratio is 0.51 to 1.04 for nine segments in ten. Bounds apply from a number
of characters on, since names and headlines vary more. ``checks.degenerate`` has wider bounds that
mean the output is no translation at all.
"""

import re
from dataclasses import dataclass

from aligner.bitext import SegmentPair
from aligner.checks.finding import Finding, Severity
from aligner.checks.sizes import given_words, han_count, word_count

_SENTENCE = re.compile(r"[。！？!?…][”」』）)]*\s*$")


def words_per_han(pair: SegmentPair) -> tuple[int, int]:
    """Return Chinese characters, and English words without those the source has in Latin."""
    return han_count(pair.src), max(0, word_count(pair.tgt) - given_words(pair.src))


@dataclass(frozen=True, slots=True)
class Long:
    """More English than the Chinese explains: over 1.3 words a character (``most``)."""

    most: float = 1.3
    least_han: int = 15
    name: str = "long"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return a finding if the English is longer than the source explains."""
        han, words = words_per_han(pair)
        if han < self.least_han or words <= self.most * han:
            return ()
        message = f"{words} words for {han} Chinese characters: longer than usual"
        return (Finding(self.name, "addition", Severity.MINOR, message),)


@dataclass(frozen=True, slots=True)
class Short:
    """Less English than a full sentence asks for: under 0.42 words a character (``least``)."""

    least: float = 0.42
    least_han: int = 15
    name: str = "short"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return a finding if the English is shorter than the source asks for."""
        han, words = words_per_han(pair)
        if han < self.least_han or not words or words >= self.least * han:
            return ()
        if not _SENTENCE.search(pair.src):
            return ()
        message = f"{words} words for {han} Chinese characters: something may be missing"
        return (Finding(self.name, "omission", Severity.MAJOR, message),)
