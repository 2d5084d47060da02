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


_GENERIC = re.compile(
    r"[《〈]\s?(?:[该本]?(?:[报報]告|[规規]定|[决決]定|条例|條例|意见稿?|意見稿?|通知|公告|[办辦]法|[协協][议議定]"
    r"|公[约約]|宣言|方案|[规規][划劃]|[纲綱]要|白皮书|白皮書|[说說]明|章程|草案|指南|[规規]程|[声聲]明|通告|[细細][则則]"
    r"|合同|公[报報]|法案))\s?[》〉]"
)
"""What stands for a title given before: the report, the regulations."""


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
        spans = tuple(
            span
            for span in titles(pair.src)
            if not _GENERIC.fullmatch(pair.src, span.start, span.end)
        )
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
