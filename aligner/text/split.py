"""Sentences and clauses of a text in either language, as trimmed spans."""

import re
from itertools import pairwise

from aligner.document import Span
from aligner.lang import Lang
from aligner.text.brackets import match_pairs
from aligner.text.spans import trim
from aligner.text.split_en import EnOptions, split_en
from aligner.text.split_zh import ZhOptions, split_zh

_MARKS = {
    "zh": re.compile(r"[，；：、,;:](?![0-9])|——|—"),
    "en": re.compile(r"[;:,](?=\s)|\s[–—-]\s|—"),
}
_INSEPARABLE = 24
"""Brackets and titles of at most so many characters are not cut in."""


def sentences(text: str, lang: Lang, *, wrapped: bool = False) -> list[Span]:
    """Return the sentences of ``text`` without the white space around them, none empty.

    ``wrapped`` says that lines are broken at a fixed width; otherwise a line end ends a sentence.
    """
    if lang == "zh":
        spans = split_zh(text, ZhOptions(wrapped=wrapped))
    else:
        spans = split_en(text, EnOptions(wrapped=wrapped))
    trimmed = (trim(text, span) for span in spans)
    return [span for span in trimmed if span.end > span.start]


def clauses(text: str, lang: Lang) -> list[Span]:
    """Return one sentence cut after its clause marks (，；：、), as spans that join back to it.

    Never cuts inside a number or a short bracket or title. For sentences that are too long to be
    translated whole: the caller joins clauses up to its limit.
    """
    closed = [
        (start, end)
        for start, end in match_pairs(text).items()
        if end - start <= _INSEPARABLE and text[start] in "《〈（(【〔［[「『“‘"
    ]
    cuts = [
        match.end()
        for match in _MARKS[lang].finditer(text)
        if not any(start < match.start() < end for start, end in closed)
    ]
    edges = [0, *_after_closers(text, cuts), len(text)]
    return [Span(a, b) for a, b in pairwise(edges) if b > a]


_AFTER_MARK = re.compile(r"[”’」』）)]*\s*")


def _after_closers(text: str, cuts: list[int]) -> list[int]:
    """Move each cut behind the closing marks and white space that follow it."""
    moved = []
    for cut in cuts:
        match = _AFTER_MARK.match(text, cut)
        moved.append(match.end() if match else cut)
    return moved
