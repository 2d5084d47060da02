"""From cut positions to spans: what both sentence splitters and the clause splitter share."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from aligner.document import Span

LINE_END = re.compile(r"(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])")
_INVISIBLE = "\u200b\u200e\u200f\u2060\ufeff"
"""What web pages have in between and no reader sees: it is nothing by itself."""
_SPACE = re.compile(rf"[\s{_INVISIBLE}]*")
_CONTENT = re.compile(r"\w")


def iter_lines(text: str) -> Iterator[Span]:
    """Yield the lines of ``text`` without their line ends; blank lines too."""
    start = 0
    for match in LINE_END.finditer(text):
        yield Span(start, match.start())
        start = match.end()
    yield Span(start, len(text))


def skip_space(text: str, position: int) -> int:
    """Return the first position at or after ``position`` that is not white space."""
    match = _SPACE.match(text, position)
    return match.end() if match else position


def spans_between(text: str, cuts: Iterable[int]) -> list[Span]:
    """Return spans without gaps from ascending ``cuts``; white space goes to the span before it.

    White space at the very start goes to the first span. The spans join back to ``text``.
    """
    spans: list[Span] = []
    start, first = 0, skip_space(text, 0)
    for cut in [*cuts, len(text)]:
        end = skip_space(text, cut)
        if end > start and (cut > first or end == len(text)):
            spans.append(Span(start, end))
            start = end
    return spans


def drop_bare(line: str, cuts: list[int]) -> list[int]:
    """Return ``cuts`` without those before or after which nothing but marks would stand."""
    kept: list[int] = []
    position, content = 0, False
    for cut, limit in pairwise([*cuts, len(line)]):
        content = content or _CONTENT.search(line, position, cut) is not None
        position = cut
        if content and _CONTENT.search(line, cut, limit):
            kept.append(cut)
            content = False
    return kept


def trim(text: str, span: Span) -> Span:
    """Return ``span`` without the white space on either side; empty if there is nothing else."""
    piece = text[span.start : span.end]
    start = skip_space(piece, 0)
    end = len(stripped(piece))
    return Span(span.start + start, span.start + max(start, end))


def stripped(text: str) -> str:
    """Return ``text`` without white space at its end, also of the kind that nobody sees."""
    end = len(text)
    while end and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE):
        end -= 1
    return text[:end]
