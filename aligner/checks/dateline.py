"""Datelines and bylines at the start of a segment: 中新网2月11日电, （柏林27日电）, 【…记者…】.

The grammar of datelines is ``aligner.text.news_zh``. The English keeps one if it names the
agency, the place's day or a reporter near its start; what exactly, other checks look at.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from aligner.bitext import SegmentPair
from aligner.checks.finding import Finding, Severity
from aligner.document import Span
from aligner.text.news_zh import ZH

_AGENCY_WORDS = re.compile(
    r"\b(?:Xinhua|China News|CNS|News Service|Agency|News|report(?:er|ers|ed|ing|s)?|"
    r"correspondents?|Reuters|AFP|AP|Kyodo|Yonhap|Times|Daily|Post|Network|Press|Journal|dispatch|"
    r"Bloomberg|TASS|Sputnik|newspaper|Chinanews\w*|journalists?|wire|telegraph\w*|news|Reporter)\b"
    r"|[–—]|-{1,2} |\.com|\.CN|^\W*\(|^By |^[A-Z]{3}[A-Z ./'’-]*, "
)
_HEAD = 160


@lru_cache(maxsize=256)
def dateline(src: str) -> Span | None:
    """Return the dateline a Chinese segment starts with, if any."""
    lead = len(src) - len(src.lstrip())
    match = ZH.dateline.match(src[lead : lead + 120])
    if match is None or match.end() < 4:
        return None
    return Span(lead, lead + len(match[0].rstrip(" \t　，,：:")))


def dateline_kept(tgt: str) -> bool:
    """Tell whether an English segment starts with anything like a dateline or its source."""
    return _AGENCY_WORDS.search(tgt[:_HEAD]) is not None


@dataclass(frozen=True, slots=True)
class DatelineLost:
    """The dateline or byline of the source is not in the English."""

    name: str = "dateline-lost"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return a finding if the head of the English names no agency or reporter."""
        span = dateline(pair.src)
        if span is None or dateline_kept(pair.tgt) or not pair.tgt.strip():
            return ()
        message = f"dateline lost: {pair.src[span.start : span.end]}"
        return (Finding(self.name, "omission", Severity.MAJOR, message, (span,)),)
