"""Web and mail addresses of a source, as they stand, in its translation.

A model writes them piece by piece and goes astray: *https: / / /wwww.example.com/ news*. Nothing of
an address may change, so what became of it is found by its letters and replaced by the address
itself; one that is lost is put at the end, before the full stop. What stands as in the source is
not touched.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from aligner.checks.names import addresses
from aligner.document import Span

_TOKEN = re.compile(r"\S+")
_LEAST = 0.6
"""How like an address words must be, as a ratio of equal letters, to be what became of it."""
_LONGEST = 12
"""Words into which an address may have fallen apart."""
_LIKE = re.compile(r"[./@:]|https?|www")
_END = re.compile(r"[.!?,;:)\]\"'”’]*\Z")
_BEGIN = re.compile(r"[(\[\"'“‘]*")


def with_addresses(source: str, text: str) -> str:
    """Return the translation with the addresses of its source.

    >>> with_addresses("详见https://a.cn/n?id=5。", "See https: / /a.cn/ n?id 5.")
    'See https://a.cn/n?id=5.'
    >>> with_addresses("请写信给li@a.cn。", "Please write.")
    'Please write (li@a.cn).'
    """
    wanted = [source[span.start : span.end].rstrip(".") for span in addresses(source)]
    for address in wanted:
        if not list(_places(address, text)):
            text = _restored(address, text, wanted)
    return text


def _places(address: str, text: str) -> Iterator[Span]:
    """Yield where an address stands as a whole: not li@a.cn in wili@a.cn."""
    for match in re.finditer(rf"(?<![\w.@/+-]){re.escape(address)}(?![\w/@])", text):
        yield Span(*match.span())


def _restored(address: str, text: str, wanted: Sequence[str]) -> str:
    """Return the text with an address that it lacks; ``wanted`` ones that it has stay."""
    taken = [span for other in wanted for span in _places(other, text)]
    glued = re.search(rf"(?<=[a-z]{{2}}){re.escape(address)}", text)  # tonews@a.cn
    if glued and not any(span.start < glued.start() < span.end for span in taken):
        return f"{text[: glued.start()]} {text[glued.start() :]}"
    best, place = _LEAST, Span(0, 0)
    for span in _runs(text, taken):
        words = text[span.start : span.end]
        ratio = SequenceMatcher(None, words.replace(" ", ""), address, autojunk=False).ratio()
        if ratio > best:
            best, place = ratio, span
    if place.end:
        return f"{text[: place.start]}{address}{text[place.end :]}"
    ends = _END.search(text)
    at = ends.start() if ends else len(text)
    return f"{text[:at]} ({address}){text[at:]}"


def _runs(text: str, taken: Sequence[Span]) -> Iterator[Span]:
    """Yield the runs of words that may be what became of an address, without marks around."""
    tokens = list(_TOKEN.finditer(text))
    for first in range(len(tokens)):
        for last in range(first, min(len(tokens), first + _LONGEST)):
            start, end = tokens[first].start(), tokens[last].end()
            words = text[start:end]
            if _LIKE.search(words) is None or any(s.start < end and start < s.end for s in taken):
                continue
            opens, ends = _BEGIN.match(words), _END.search(words)
            yield Span(start + (opens.end() if opens else 0), start + (ends.start() if ends else 0))
