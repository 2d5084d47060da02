"""What belongs to the page and not to the article: 责任编辑, 延伸阅读, "- 中新网".

A finding says that the segment is boilerplate, so that it can be dropped; not that its English is
wrong.
"""

import re
from dataclasses import dataclass

from aligner.bitext import SegmentPair
from aligner.checks.finding import Finding, Severity
from aligner.document import Span
from aligner.text.news_zh import ZH

_DASH = re.compile(r"[-–—_|｜丨]")
"""What stands before the name of a site."""


def boilerplate(src: str) -> Span | None:
    """Return the part of a segment that is boilerplate: all of it, or the site after a headline."""
    start = len(src) - len(src.lstrip())
    text = src[start:]
    if ZH.notice.match(text) or ZH.list_head.match(text):
        return Span(start, len(src.rstrip()))
    match = ZH.site_suffix.search(src) if _DASH.search(src) else None
    return Span(*match.span()) if match and match.start() > start else None


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """The segment, or its end, is page furniture."""

    name: str = "boilerplate"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return a finding with the part that is no article text."""
        span = boilerplate(pair.src)
        if span is None:
            return ()
        message = f"not part of the article: {pair.src[span.start : span.end].strip()[:60]}"
        return (Finding(self.name, "non-conformance", Severity.MINOR, message, (span,)),)
