"""Ranges in 万 and 亿 in what the model is given: 3～5亿元 is 300-500 million元.

The first number of 3～5亿 lacks its unit, and a small model leaves it so: *3-500 million*; of two
with their units and a mark between them it writes one, *200 million h400 million*. What stands
with a hyphen and one word behind it, as English prints it, it copies, while with 至 it left out or
shortened one of two millions: *3m to 5 million*. Two with commas it knows: 20,000至30,000.
"""

import re
from decimal import Decimal

from aligner.text.numerals_zh import HAN_DIGIT, small_value
from aligner.translation.source.figure import figure

_NUMBER = rf"\d[\d,]*(?:\.\d+)?|[{HAN_DIGIT}十百]+"
_SCALE = "[十百千]?万?亿|[十百千]?万"
_MONEY = "[美日欧港澳韩]?元|英镑|卢布"
_RANGE = re.compile(
    rf"(?<![\d{HAN_DIGIT}十百千万亿.,:：/第几数A-Za-z])(?<!\d[年月日号至到~～—–－-])"
    rf"(?P<low>{_NUMBER})(?P<own>{_SCALE})?(?P<money>(?<=[万亿])(?:{_MONEY}))?"
    rf"(?P<link>至|到|[-－~～]|[—–]{{1,2}})"
    rf"(?P<high>{_NUMBER})(?P<scale>{_SCALE})(?(money)(?=(?P=money)))"
    rf"(?P<more>[多余])?(?![一十百千万亿兆几数来{HAN_DIGIT}\d]|分之|像素|富翁|[-－~～—–]\d)"
)
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_SPOKEN = frozenset("至到")
_SINCE = frozenset("从由自增升降减涨跌")
"""From 3 to 5, or up by 3 to 5: no range for certain."""
_LARGE = 10**6


def english_ranges(text: str) -> str:
    """Return the text with ranges of numbers in 万 and 亿 as English writes them.

    >>> english_ranges("3～5亿元，5000—1万人，2万至3万人，1.5亿美元至2亿美元，从3到5亿")
    '300-500 million元，5,000-10,000人，2万至3万人，150-200 million美元，从3亿到5亿'
    """
    if "万" not in text and "亿" not in text:
        return text
    return _RANGE.sub(_in_english, text)


def _in_english(match: re.Match[str]) -> str:
    scale = _worth(match["scale"])
    low, high = _value(match["low"]), _value(match["high"])
    shared = not match["own"] and low < high
    low, high = low * (scale if shared else _worth(match["own"] or "")), high * scale
    if match.string[: match.start()][-1:] in _SINCE:
        own = match["scale"] if shared else match["own"] or ""
        return match[0].replace(match["low"] + (match["own"] or ""), match["low"] + own, 1)
    known = match["own"] and match["link"] in _SPOKEN and high < _LARGE
    if known or not low < high:
        return match[0]
    return f"{_joined(figure(low), figure(high))}{'多' if match['more'] else ''}"


def _joined(low: str, high: str) -> str:
    """Return a range with the word of both said once: 3-5 million."""
    amount, _, name = low.partition(" ")
    return f"{amount if high.endswith(f' {name}') else low}-{high}"


def _value(numeral: str) -> Decimal:
    if numeral[0].isascii():
        return Decimal(numeral.replace(",", ""))
    return Decimal(small_value(numeral)[0])


def _worth(scale: str) -> int:
    worth = 1
    for unit in scale:
        worth *= _UNITS[unit]
    return worth
