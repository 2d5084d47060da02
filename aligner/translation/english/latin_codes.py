"""Codes of a source in its translation as they stand: 00700.HK, CVE-2026-12345, Qwen2.5-72B, D8672.

A model that puts commas into numbers and spaces behind marks does it in these too: *0,070.HK*,
*D8,672*, *Qwen2.5-72 B*. Only what has both letters and figures, or a mark inside; words are
translated, and 25mm and US$5 may be written in other ways.
"""

import re
from collections.abc import Iterator

from aligner.document import Span
from aligner.text.script import HAN
from aligner.translation.english.joining import is_small_word
from aligner.translation.english.verbatim import Likeness, became

_TOKEN = re.compile(
    r"(?<![\d.])10\.\d{4,9}/[A-Za-z\d._;()/:-]*[A-Za-z\d]"
    r"|(?<![A-Za-z\d._+=/&#@$%-])[A-Za-z\d](?:[A-Za-z\d._+=/&#-]*[A-Za-z\d+])(?![A-Za-z\d@])(?!\.\w)"
)
_FIGURE, _LETTER = re.compile(r"\d"), re.compile("[A-Za-z]")
_KNOWN = re.compile(r"\d{4,6}\.[A-Z]{1,3}|10\.\d{4,9}/.+")
"""Stocks and DOIs."""
_MEASURE = re.compile(r"\d|(?:US|HK|NT|RMB|USD|HKD|EUR|CNY|JPY|GBP|SGD|AUD|CAD|KRW)\d")
"""How an amount begins."""
_CAPITAL_INSIDE = re.compile(r"(?<![A-Za-z\d])[A-Za-z]*[a-z][A-Z][A-Za-z]*(?![A-Za-z\d])")
_LONGEST_WORD = 12
"""Letters of a word with a capital inside; what is longer may be two that were run together."""
_SHORTEST, _SURE = 4, 6
_NEARLY = Likeness(0.85, 4, _FIGURE)
_BROKEN_UP = Likeness(0.5, 6)


def with_codes(source: str, text: str) -> str:
    """Return the translation with the codes of its source.

    >>> with_codes("腾讯（00700.HK）", "Tencent (0,070.HK)")
    'Tencent (00700.HK)'
    >>> with_codes("乘坐D8672次列车", "Take train D8,672.")
    'Take train D8672.'
    >>> with_codes("诺斯联（NordLink）", "Nord Link will cut jobs.")
    'NordLink will cut jobs.'
    >>> with_codes("美团（3690）跌3.3%", "Meituan (3,690) fell 3.3%")
    'Meituan (3690) fell 3.3%'
    """
    wanted = list(_codes(source))
    for code in wanted:
        if not _places(code, text) and (place := _garbled(code, text, wanted)):
            text = f"{text[: place.start]}{code}{text[place.end :]}"
    return _with_tickers(source, _apart(source, _unspaced(source, text)))


_TICKER = re.compile(rf"(?<=[{HAN}A-Za-z”]) ?[（(](\d{{4,6}})[）)](?=[{HAN}，。；、])")


def _with_tickers(source: str, text: str) -> str:
    """Return the text with the numbers of shares, 美团（3690）, as they stand: (3,690), (700)."""
    for code in dict.fromkeys(_TICKER.findall(source)):
        grouped = f"(?:{code[:-3]},{code[-3:]}|{int(code):,})"
        text = re.sub(rf", {grouped}(?=,? [a-z])(?! (?:shares|people|yuan))", f" ({code})", text)
        text = re.sub(rf"\({grouped}\)", f"({code})", text)
    return text


_WORD = re.compile(r"(?<![A-Za-z\d.@/&_-])[A-Za-z]{2,12}(?![A-Za-z\d.@/&_-])")


def _apart(source: str, text: str) -> str:
    """Return the text with a Latin word of the source apart from the word that it is glued to."""
    for match in _WORD.finditer(source):
        word = match[0]
        if not re.search(rf"\b{word}\b", text):
            glued = re.search(rf"\b([A-Za-z][a-z]{{2,}}){word}(?!\w)", text)
            if glued and is_small_word(glued[1]):
                text = f"{text[: glued.end(1)]} {text[glued.end(1) :]}"
    return text


def _unspaced(source: str, text: str) -> str:
    """Return the text with the words of the source that have a capital inside in one: NordLink."""
    for match in _CAPITAL_INSIDE.finditer(source):
        word = match[0]
        if word not in text and len(word) <= _LONGEST_WORD:
            spaced = rf"(?<![A-Za-z\d])(?! ){' ?'.join(word)}(?![A-Za-z\d])"
            text = re.sub(spaced, word, text)
    return text


def _codes(source: str) -> Iterator[str]:
    for match in _TOKEN.finditer(source):
        code = match[0]
        marked = len(_squeezed(code)) < len(code)
        mixed = _FIGURE.search(code) and _LETTER.search(code)
        if len(code) < _SHORTEST or (_MEASURE.match(code) and not _KNOWN.fullmatch(code)):
            continue
        if mixed or marked:
            yield code


def _places(code: str, text: str) -> list[Span]:
    found = re.finditer(rf"(?<![A-Za-z\d]){re.escape(code)}(?![A-Z\d])", text)
    return [Span(*match.span()) for match in found]


def _garbled(code: str, text: str, wanted: list[str]) -> Span | None:
    """Return where the same letters and figures stand in pieces, or nearly the same figures."""
    taken = [span for other in wanted for span in _places(other, text)]
    place = became(code, text, taken, _BROKEN_UP)
    if place and _squeezed(text[place.start : place.end]) == _squeezed(code):
        return place
    sure = _FIGURE.search(code) and _LETTER.search(code) and len(code) >= _SURE
    return became(code, text, taken, _NEARLY) if sure else None


def _squeezed(text: str) -> str:
    return re.sub(r"[^A-Za-z\d]", "", text).lower()
