"""Numbers, dates, percentages, money of a Chinese or English text, as values with spans.

One grammar for each language; both give the same value for the same thing, so that source and
translation can be compared: 1.2万亿 and ``1.2 trillion``, 三成 and ``30 percent``.
"""

import re
from dataclasses import replace
from itertools import pairwise

from aligner.document import Span
from aligner.lang import Lang
from aligner.text.numbers_en import find_quantities_en
from aligner.text.numbers_zh import find_quantities_zh
from aligner.text.quantity import Quantity

_JOINS = {
    "zh": re.compile(r"\s?(?:至|到|~|～|—|–|－|-|―)+\s?\Z"),
    "en": re.compile(r"(?:\s+to\s+(?:about\s+)?|\s?[-–—~]\s?)\Z"),
}
_BETWEEN = re.compile(r"\bbetween\s+\Z", re.I)
_JOINED = frozenset({"number", "percent", "points", "money", "multiple"})


def find_quantities(text: str, lang: Lang) -> tuple[Quantity, ...]:
    """Return the quantities of ``text`` from left to right; spans never overlap.

    Two ends of a range (1200万至1400万, 12 to 14 million) are one quantity with ``high`` set; the
    first takes unit and scale of the second where it has none.
    """
    found = find_quantities_zh(text) if lang == "zh" else _with_scales(text)
    joined: list[Quantity] = []
    for quantity in found:
        merged = _join(text, lang, joined[-1], quantity) if joined else None
        if merged is None:
            joined.append(quantity)
        else:
            joined[-1] = merged
    return tuple(joined)


_OF_THE = re.compile(r"\sof\s(?:the|those|these|its|their|all|some)\s\Z")


def _with_scales(text: str) -> list[Quantity]:
    """Return the quantities of an English text; 40 of the 45 million are 40 million."""
    found = find_quantities_en(text)
    for place, (part, whole) in enumerate(pairwise(found)):
        if whole.scale < 1e6 or not _OF_THE.match(text, part.span.end, whole.span.start):
            continue
        plain = part.kind == "number" and _FIGURES.fullmatch(text[part.span.start : part.span.end])
        if plain and 1 < part.value < whole.value / whole.scale:
            value = part.value * whole.scale
            found[place] = replace(part, value=value, scale=whole.scale)
    return found


def _join(text: str, lang: Lang, low: Quantity, high: Quantity) -> Quantity | None:
    between = text[low.span.end : high.span.start]
    connected = _JOINS[lang].match(between) is not None
    if lang == "en" and between.strip() == "and":
        connected = _BETWEEN.search(text[: low.span.start]) is not None
    if not connected or high.kind not in _JOINED or low.high is not None:
        return None
    if lang == "en" and _is_change(text, low, high):
        return None
    ends = _ends(text, low, high)
    if ends is None:
        return None
    value, high = ends
    return replace(
        high,
        value=value,
        high=high.value,
        span=Span(low.span.start, high.span.end),
        approximate=low.approximate or high.approximate,
    )


_CHANGED = re.compile(
    r"\b(?:rose|rises?|risen|rising|fell|falls?|fallen|falling|gr(?:ew|ows?|own|owing)|jump\w*|climb\w*"
    r"|gain\w*|los[tes]\w*|dropp\w*|drops?|declin\w+|slipp?\w*|slid\w*|s[ou]ar\w*|surg\w+|plung\w+"
    r"|plummet\w*|tumbl\w+|s[ai]nk\w*|edg\w+|inch\w+|advanc\w+|increas\w+|decreas\w+|rais\w+|cut"
    r"|cuts|cutting|lower\w*|reduc\w+|narrow\w*|widen\w*|shr[aiu]nk\w*|eas\w+|up|down|higher|by)"
    r"\s(?:by\s|about\s|around\s|nearly\s|almost\s|some\s|another\s|more than\s|over\s)*\Z",
    re.I,
)
"""What a first figure follows that tells the change, and the second what came of it."""


def _is_change(text: str, low: Quantity, high: Quantity) -> bool:
    """Tell ``rose 0.3 percent to 5.1 percent`` and ``from 9 percent to 3 percent`` from a range."""
    if "to" not in text[low.span.end : high.span.start]:
        return False
    if low.kind == high.kind and low.value > high.value:
        return True
    if low.scale == 1 < high.scale and low.value * high.scale <= high.value:
        return False  # by $10 to $20 million
    if low.kind == "number" and (high.kind != "number" or low.value * 10 > high.value):
        return False  # by 3 to 5 percent
    return _CHANGED.search(text[max(0, low.span.start - 40) : low.span.start]) is not None


_FIGURES = re.compile(r"[\d.,]+")
_SIGNED = re.compile(r"([^\d\s]{1,4})\s?[\d.,]+")


def _ends(text: str, low: Quantity, high: Quantity) -> tuple[float, Quantity] | None:
    """Return the value of the first end and what the second is, unless they are two things."""
    surface = text[low.span.start : low.span.end]
    if low.kind == "number" and not low.unit and low.value < high.value:
        return _scaled(surface, low, high), high
    if low.kind == "money" and low.scale == 1 and _SIGNED.fullmatch(surface):
        if _shares_sign(text, low, high):  # $300-500 million
            high = replace(high, kind="money", unit=low.unit)
        if (high.kind, high.unit) == ("money", low.unit):  # $100-$200 million
            return _scaled(surface, low, high), high
    return (low.value, high) if (low.kind, low.unit) == (high.kind, high.unit) else None


def _shares_sign(text: str, low: Quantity, high: Quantity) -> bool:
    """Tell whether a number is money as well: not in "gave $5 to 30 families"."""
    if high.kind != "number" or high.unit or high.value <= low.value:
        return False
    return high.scale > 1 or "to" not in text[low.span.end : high.span.start]


def _scaled(surface: str, low: Quantity, high: Quantity) -> float:
    """Give the first end of 12-14万 and $12-14 million the scale of the second."""
    fits = low.value * high.scale <= high.value  # not in "500,000 to 1 million"
    figures = _FIGURES.fullmatch(surface) or _SIGNED.fullmatch(surface)
    return low.value * high.scale if fits and high.scale > 1 and figures else low.value
