"""Web and mail addresses of a source, as they stand, in its translation.

A model writes them piece by piece and goes astray: *https: / / /wwww.example.com/ news*. Nothing of
an address may change, so what became of it is found by its letters and replaced by the address
itself; one that is lost is put at the end, before the full stop. What stands as in the source is
not touched.
"""

import re
from collections.abc import Iterator, Sequence

from aligner.checks.names import addresses
from aligner.document import Span
from aligner.translation.english.verbatim import Likeness, became, put

_LIKE = Likeness(0.6, 12, re.compile(r"[./@:]|https?|www"))


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
    return put(address, text, became(address, text, taken, _LIKE))
