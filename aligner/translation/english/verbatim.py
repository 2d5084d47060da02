"""Words of a source that must stand in its translation as they are, and what became of them there.

A model writes what it does not know piece by piece and goes astray: *https: / /wwww.a.com/ n*, *pip
install numpy 2.0.0*. What became of such words is found by its letters.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from aligner.document import Span

_TOKEN = re.compile(r"\S+")
_END = re.compile(r"[.!?,;:)\]\"'”’]*\Z")
_BEGIN = re.compile(r"[(\[\"'“‘]*")


class Likeness(NamedTuple):
    """What may have become of words: ``least`` equal letters as a ratio, ``longest`` in words.

    ``sign``: what must be in it.
    """

    least: float
    longest: int
    sign: re.Pattern[str] = re.compile("")


def became(words: str, text: str, taken: Sequence[Span], likeness: Likeness) -> Span | None:
    """Return where in a translation stands what became of the words; ``taken`` is something else.

    >>> at = became("np.float64", "use the np. float 64 instead", (), Likeness(0.6, 4))
    >>> "use the np. float 64 instead"[at.start : at.end]
    'np. float 64'
    """
    best, place = likeness.least, None
    wanted = words.replace(" ", "")
    for span in _runs(text, taken, likeness):
        run = text[span.start : span.end].replace(" ", "")
        ratio = SequenceMatcher(None, run, wanted, autojunk=False).ratio()
        if ratio > best:
            best, place = ratio, span
    return place


def put(words: str, text: str, place: Span | None) -> str:
    """Return the text with the words in that place, or in brackets before its full stop."""
    if place is not None:
        return f"{text[: place.start]}{words}{text[place.end :]}"
    ends = _END.search(text)
    at = ends.start() if ends else len(text)
    return f"{text[:at]} ({words}){text[at:]}"


def _runs(text: str, taken: Sequence[Span], likeness: Likeness) -> Iterator[Span]:
    """Yield the runs of words that may be what became of others, without marks around."""
    tokens = list(_TOKEN.finditer(text))
    for first in range(len(tokens)):
        for last in range(first, min(len(tokens), first + likeness.longest)):
            start, end = tokens[first].start(), tokens[last].end()
            words = text[start:end]
            if any(span.start < end and start < span.end for span in taken):
                continue
            if likeness.sign.search(words):
                opens, ends = _BEGIN.match(words), _END.search(words)
                start += opens.end() if opens else 0
                yield Span(start, tokens[first].start() + (ends.start() if ends else len(words)))
