"""Titles in 《》: English marks them by quotes, italics, capitals or the article of a newspaper."""

import re
from dataclasses import dataclass
from functools import lru_cache

from aligner.bitext import SegmentPair
from aligner.checks.finding import Finding, Severity
from aligner.checks.quotes import has_quotes
from aligner.document import Span

_TITLE = re.compile(r"《[^《》]{1,60}》|〈[^〈〉]{1,60}〉")
_LEFTOVER = re.compile(r"[《》〈〉]")
_CAPITALS = re.compile(
    r"\b[A-Z][\w'’-]*(?:\s+(?:of|the|and|on|for|in|to|a|an|de|&|with|by|at|from)\b)*"
    r"\s+[A-Z0-9][\w'’-]*"
)
_CAPITAL_INSIDE = re.compile(r"(?<=[\w,;:] )(?:the |The )?[A-Z][\w'’-]+")
_MARKED = re.compile(r"[*_<]\w|['‘]\w")


@lru_cache(maxsize=256)
def titles(src: str) -> tuple[Span, ...]:
    """Return the 《》 titles of a Chinese text, marks included."""
    if "《" not in src and "〈" not in src:
        return ()
    return tuple(Span(*match.span()) for match in _TITLE.finditer(src))


def titles_kept(tgt: str) -> bool:
    """Tell whether the English marks anything as a title."""
    patterns = (_CAPITALS, _CAPITAL_INSIDE, _MARKED)
    return has_quotes(tgt) or any(pattern.search(tgt) for pattern in patterns)


@dataclass(frozen=True, slots=True)
class TitleLost:
    """The source has a 《》 title, the English marks none by quotes, italics or capitals."""

    name: str = "title-lost"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return a finding if nothing in the English looks like a title."""
        spans = titles(pair.src)
        if not spans or titles_kept(pair.tgt) or not pair.tgt.strip():
            return ()
        words = ", ".join(pair.src[span.start : span.end] for span in spans)
        message = f"nothing in the English is marked as a title: {words}"
        return (Finding(self.name, "typographical", Severity.MINOR, message, spans),)


@dataclass(frozen=True, slots=True)
class TitleMarks:
    """《》 left in the English."""

    name: str = "title-marks"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return one finding with all marks."""
        if pair.tgt.isascii():
            return ()
        spans = tuple(Span(*match.span()) for match in _LEFTOVER.finditer(pair.tgt))
        if not spans:
            return ()
        message = "Chinese title marks in the English"
        return (Finding(self.name, "typographical", Severity.MINOR, message, (), spans),)
