"""Amounts that one language puts into words or a larger unit: 半小时 as 30 minutes, 亿千瓦 as GW.

Values alone would not do: a factor of a million between 亿千瓦 and anything would hide the very
error of scale the checks look for, so the English must name the larger unit.
"""

import re

from aligner.checks.quantities import TOLERANCE, VAGUE, close, source_quantities, values
from aligner.text.late_regex import late_regex
from aligner.text.quantity import Quantity

_HOUR = "(?:小[时時]|[钟鐘][头頭])"
_POINT = r"(?:percent(?:age)?[\s-])?point"
_NEVER = "(?!)"
_WORDINGS = tuple(
    (late_regex(zh), re.compile(zh_words), re.compile(en, re.I), re.compile(en_words, re.I))
    for zh, zh_words, en, en_words in (
        (
            "(?:30|三十)分[钟鐘]",
            f"半[个個]?{_HOUR}",
            r"(?:30|thirty)[\s-]minute",
            r"half(?:[\s-]an?)?[\s-]hour",
        ),
        (
            "(?:15|十五)分[钟鐘]",
            "一刻[钟鐘]",
            r"(?:15|fifteen)[\s-]minute",
            r"quarter[\s-](?:of an )?hour",
        ),
        (
            "(?:45|四十五)分[钟鐘]",
            "三刻[钟鐘]",
            r"(?:45|forty-five)[\s-]minute",
            r"three[\s-]quarters of an hour",
        ),
        (
            "(?:90|九十)分[钟鐘]",
            f"一[个個]半{_HOUR}",
            r"(?:90|ninety)[\s-]minute",
            r"hour and a half",
        ),
        (
            "(?:18|十八)[个個]月",
            "一年半",
            r"(?:18|eighteen)[\s-]month",
            r"year and a half",
        ),
        (
            "(?:50|五十)[多余餘]?年",
            "半[个個]?(?:多)?世[纪紀]",
            r"(?:50|fifty)[\s-]years?",
            r"half[\s-](?:a[\s-])?century",
        ),
        (
            "(?:25|二十五)[多余餘]?年",
            "四分之一[个個]?世[纪紀]",
            r"(?:25|twenty-five)[\s-]years?",
            r"quarter[\s-](?:of a )?century",
        ),
        ("36[个個]?小[时時]", "一天半", r"36[\s-]hour", "day and a half"),
        ("25[个個]?基[点點]", _NEVER, _NEVER, rf"quarter[\s-](?:of a )?{_POINT}"),
        (r"(?<=遥)[一二三四五六七八九十\d]+", _NEVER, _NEVER, r"\bY-?\d{1,2}\b"),
        ("50[个個]?基[点點]", _NEVER, _NEVER, rf"half[\s-](?:a )?{_POINT}"),
        (
            r"0\.5\s?[%％]|百分之零点五",
            "半个百分点",
            r"0?\.5\s?(?:%|per ?cent)",
            r"half (?:of )?(?:a|one) per ?cent",
        ),
    )
)
"""Figures and words of the same amount, Chinese and English."""

_POWER = (("MW|megawatt", 1e-3), ("GW|gigawatt", 1e-6), ("TW|terawatt", 1e-9))
_VOLUME = ((r"mcm\b", 1e-6), (r"bcm\b|cubic kilom", 1e-9), (r"tcm\b", 1e-12))
_MASS = ((r"kt\b|kiloton", 1e-3), (r"Mt\b|megaton", 1e-6), (r"Gt\b|gigaton", 1e-9))
_PIXELS = ((r"MP\b|[Mm]ega-?pixel", 1e-6),)
_LARGER_UNITS = tuple(
    (late_regex(zh), tuple((re.compile(rf"[\s-]?(?:{en})"), factor) for en, factor in larger))
    for zh, larger in (
        ("千瓦|度电|度電", _POWER),
        ("立方米|方", _VOLUME),
        ("[吨噸]", _MASS),
        ("[像画畫]素", _PIXELS),
    )
)
_BASIS_POINTS = ((late_regex(r"[\s-]basis"), 100.0),)


def said_in_words(src: str, source: Quantity, tgt: str) -> bool:
    """Tell whether the English has the words for a Chinese amount in figures."""
    return any(
        zh.match(src, source.span.start) and words.search(tgt) for zh, _, _, words in _WORDINGS
    )


def told_by_words(src: str, tgt: str, target: Quantity) -> bool:
    """Tell whether the Chinese has the words for an English amount in figures."""
    return any(
        en.match(tgt, target.span.start) and words.search(src) for _, words, en, _ in _WORDINGS
    )


_CLOCK = late_regex(r"(?<![\d.,])(\d\d?)\.([0-5]\d)(?![\d.,]\d)|([0-2]\d)([0-5]\d)(?=\shours\b)")


def told_by_a_clock(src: str, tgt: str, target: Quantity) -> bool:
    """Tell whether the Chinese has the time of day that stands as a figure: 23.15, 2100 hours."""
    found = _CLOCK.finditer(tgt, target.span.start, target.span.end + len(" hours"))
    clocks = [[part for part in match.groups() if part] for match in found]
    times = [int(quantity.value) for quantity in source_quantities(src) if quantity.kind == "time"]
    return bool(clocks and times) and all(
        any((int(hour) * 60 + int(minute) - time) % 720 == 0 for time in times)
        for hour, minute in clocks
    )


def in_larger_unit(src: str, source: Quantity, tgt: str, target: Quantity) -> bool:
    """Tell whether the English is the Chinese amount in a larger unit, or points as basis points.

    >>> from aligner.text.numbers import find_quantities
    >>> zh, en = "8000万千瓦", "80 GW"
    >>> in_larger_unit(zh, *find_quantities(zh, "zh"), en, *find_quantities(en, "en"))
    True
    """
    tolerance = VAGUE if source.approximate else TOLERANCE
    return any(
        close(ours * factor, theirs, tolerance)
        for pattern, factor in _larger_units(src, source)
        if pattern.match(tgt, target.span.end)
        for ours in values(source)
        for theirs in values(target)
    )


def _larger_units(src: str, source: Quantity) -> tuple[tuple[re.Pattern[str], float], ...]:
    if source.kind == "points":
        return _BASIS_POINTS
    for pattern, larger in _LARGER_UNITS:
        if pattern.match(src, source.span.end):
            return larger
    return ()
