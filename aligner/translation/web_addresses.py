"""Web and mail addresses of a source, as they stand, in its translation.

A model writes them piece by piece and goes astray: *https: / / /wwww.example.com/ news*. Nothing of
an address may change, so what became of it is found by its letters and replaced by the address
itself; one that is lost is put at the end, before the full stop.
"""

import re
from difflib import SequenceMatcher

from aligner.checks.names import addresses

_TOKEN = re.compile(r"\S+")
_LEAST = 0.6
"""How like an address words must be, as a ratio of equal letters, to be what became of it."""
_LONGEST = 12
"""Words into which an address may have fallen apart."""
_GLUED = re.compile(r"(?<=[A-Za-vx-z])(?=https?:|www\.)")
"""Where an address is written to the end of a word."""
_LIKE = re.compile(r"[./@:]|https?|www")
_END = re.compile(r"[.!?,;:)\]\"']*\Z")


def with_addresses(source: str, text: str) -> str:
    """Return the translation with the addresses of its source.

    >>> with_addresses("详见https://a.cn/n?id=5。", "See https: / /a.cn/ n?id 5.")
    'See https://a.cn/n?id=5.'
    >>> with_addresses("请写信给li@a.cn。", "Please write.")
    'Please write (li@a.cn).'
    """
    for span in addresses(source):
        address = source[span.start : span.end].rstrip(".")
        text = re.sub(rf"(?<=[a-z]{{2}})(?={re.escape(address)})", " ", text)
        if not re.search(rf"(?<![\w.]){re.escape(address)}(?![\w/])", text):
            text = _restored(address, _GLUED.sub(" ", text))
    return text


def _restored(address: str, text: str) -> str:
    tokens = list(_TOKEN.finditer(text))
    best, place = _LEAST, (0, 0)
    for first in range(len(tokens)):
        for last in range(first, min(len(tokens), first + _LONGEST)):
            words = text[tokens[first].start() : tokens[last].end()]
            if _LIKE.search(words) is None:
                continue
            ratio = SequenceMatcher(None, _bare(words), address, autojunk=False).ratio()
            if ratio > best:
                best, place = ratio, (tokens[first].start(), tokens[last].end())
    ends = _END.search(text, *place) if place[1] else _END.search(text)
    if ends is None:
        return text
    if place[1]:
        return f"{text[: place[0]]}{address}{text[ends.start() :]}"
    return f"{text[: ends.start()]} ({address}){text[ends.start() :]}"


def _bare(words: str) -> str:
    return _END.sub("", words.replace(" ", ""))
