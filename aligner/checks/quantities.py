"""The quantities of a pair, and which of the English ones can stand for which Chinese one.

Reading is ``aligner.text.numbers``; this module remembers the last texts, since several checks
ask for the same pair, and decides when two quantities agree: within 0.6 %, a range with either
end or a value inside, a fraction with its percentage, a measure with its conversion (公里 and
miles), a time with its twelve-hour form. Does not judge what is counted, only how much.
"""

import math
import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import product

from aligner.document import Span
from aligner.text.numbers import find_quantities
from aligner.text.numerals_en import MISPRINT
from aligner.text.quantity import Quantity

TOLERANCE = 0.006
"""Largest relative difference of two values that are the same: 1.2亿 and 119.4 million are."""

VAGUE = 0.06
"""The same where the source itself says 余, 多, 近, 约."""

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*", re.ASCII)
_ENTITY = re.compile(r"&#\w{1,6};")

# Metres in a 公里 do not matter here, only the numbers an English text may print instead.
_CONVERSIONS: tuple[tuple[re.Pattern[str], tuple[float, ...]], ...] = (
    (re.compile("平方公里|平方千米"), (0.386102, 247.105, 100.0)),
    (re.compile("平方米|平米"), (10.7639, 1e-4, 1e-6)),
    (re.compile("立方米"), (35.3147,)),
    (re.compile("海里|浬"), (1.852, 1.15078)),
    (re.compile("[个個]?基[点點]"), (0.01,)),
    (re.compile("公里|千米|km"), (0.621371, 1000.0, 0.539957)),
    (re.compile("公斤|千克|kg"), (2.20462, 0.001)),
    (re.compile("公顷|公頃"), (2.47105, 0.01)),
    (re.compile("[亩畝]"), (0.0666667, 0.164737, 666.667, 0.000666667)),
    (re.compile("[斤]"), (0.5, 1.10231, 0.0005)),
    (re.compile("[万萬]?吨|[万萬]?噸"), (1000.0, 1.10231)),
    (re.compile("厘米|釐米|公分"), (0.393701, 0.01)),
    (re.compile("[米尺]"), (3.28084, 1.09361, 0.001, 0.333333)),
    (re.compile("里"), (0.5, 0.310686)),
    (re.compile("兆"), (1e12, 1e6)),
    (re.compile("[个個]?月"), (1 / 12, 30.0)),
    (re.compile("天"), (1 / 7, 24.0)),
    (re.compile("[个個]?(?:小时|小時)"), (1 / 24, 60.0)),
    (re.compile("[个個]?(?:星期|礼拜)|[周週]"), (7.0,)),
    (re.compile("分[钟鐘]"), (1 / 60,)),
    (re.compile("美?分(?![钟鐘之数數])"), (0.01,)),
    (re.compile("[个個]?世纪"), (100.0,)),
    (re.compile("[对對双雙]"), (2.0,)),
    (re.compile("年"), (0.1, 12.0)),
)


@lru_cache(maxsize=4096)
def source_quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of a Chinese segment."""
    return find_quantities(text, "zh")


@lru_cache(maxsize=256)
def target_quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of an English segment; figures of entities (&#39;) are none."""
    if "&#" in text:
        text = _ENTITY.sub(lambda match: " " * len(match[0]), text)
    return find_quantities(text, "en")


@lru_cache(maxsize=256)
def printed_numbers(text: str) -> frozenset[str]:
    """Return the figures of a text as printed, without thousands commas and end points.

    Those whose commas stand in wrong places are not among them.
    """
    return frozenset(
        found.replace(",", "") for found in _DIGITS.findall(text) if not is_misprint(found)
    )


def is_misprint(words: str) -> bool:
    """Tell whether the commas of an English figure stand in wrong places: 22,6558."""
    return "," in words and MISPRINT.search(words) is not None


def surface(text: str, quantity: Quantity) -> str:
    """Return the words of a quantity."""
    return text[quantity.span.start : quantity.span.end]


def values(quantity: Quantity) -> tuple[float, ...]:
    """Return the one or two values of a quantity, fractions in percent."""
    factor = 100.0 if quantity.kind == "fraction" else 1.0
    low = quantity.value * factor
    return (low,) if quantity.high is None else (low, quantity.high * factor)


def by_values(quantities: Iterable[Quantity]) -> dict[tuple[float, ...], list[Quantity]]:
    """Return the quantities of each value, in order."""
    found: dict[tuple[float, ...], list[Quantity]] = {}
    for quantity in quantities:
        found.setdefault(values(quantity), []).append(quantity)
    return found


def agree(src: str, source: Quantity, target: Quantity) -> bool:
    """Tell whether the English quantity can stand for the Chinese one."""
    if source.kind == "time" or target.kind == "time":
        return _times_agree(source, target)
    if equal(source, target) or within(source, target):
        return True
    if _multiples_agree(src, source, target):
        return True
    return any(
        close(ours * factor, theirs, VAGUE)
        for factor in _factors(src, source)
        for ours, theirs in product(values(source), values(target))
    ) or _degrees_agree(src, source, target)


_DOZEN, _DOZENS = 12, 0.17
"""How far two dozen may be from 二十多."""


def equal(source: Quantity, target: Quantity) -> bool:
    """Tell whether two quantities have a value in common; ranges that are exact, both values."""
    ours, theirs = _compared(source, target)
    tolerance = VAGUE if source.approximate else TOLERANCE
    if source.approximate and target.scale == _DOZEN:
        tolerance = _DOZENS
    if _both_ranges(source, target):
        return all(close(a, b, tolerance) for a, b in zip(ours, theirs, strict=True))
    return any(close(a, b, tolerance) for a, b in product(ours, theirs))


def _compared(source: Quantity, target: Quantity) -> tuple[tuple[float, ...], tuple[float, ...]]:
    ours, theirs = values(source), values(target)
    if target.unit == "m" and source.scale >= 1e4:  # 60m is 60 million as often as 60 metres
        theirs = tuple(value * 1e6 for value in theirs)
    return ours, theirs


def _both_ranges(source: Quantity, target: Quantity) -> bool:
    vague = source.approximate and target.approximate
    return source.high is not None and target.high is not None and not vague


def within(source: Quantity, target: Quantity) -> bool:
    """Tell whether the value of one quantity is inside the range of the other."""
    ours, theirs = _compared(source, target)
    if _both_ranges(source, target):
        return False
    if len(ours) == 2 and source.kind != "score":
        return any(min(ours) <= b <= max(ours) for b in theirs)
    return len(theirs) == 2 and target.kind != "score" and _inside(ours, theirs)


def _multiples_agree(src: str, source: Quantity, target: Quantity) -> bool:
    """1.6倍 is 160 percent; 增长五倍 is sixfold, but 是去年的五倍 and 翻一番 are exact."""
    if source.kind != "multiple":
        return False
    steps = (0,) if _EXACT.search(src, max(0, source.span.start - 1), source.span.end) else (0, 1)
    if _SO_MANY_TIMES.fullmatch(surface(src, source)):  # 翻了三倍: fourfold, or just tripled
        steps = (0, -1)
    if target.kind in ("percent", "points"):
        steps = (*steps, -1)
    factor = 100.0 if target.kind in ("percent", "fraction", "points") else 1.0
    return any(
        close((times + more) * factor, theirs, TOLERANCE)
        for times in values(source)
        for theirs in values(target)
        for more in steps
    )


_SO_MANY_TIMES = re.compile("翻.{1,2}倍")
_EXACT = re.compile("[是为為的达達到]|翻")


def _inside(ours: tuple[float, ...], theirs: tuple[float, ...]) -> bool:
    return any(min(theirs) <= a <= max(theirs) for a in ours)


def close(a: float, b: float, tolerance: float) -> bool:
    """Tell whether two values differ by no more than the tolerance, whatever their signs."""
    return abs(abs(a) - abs(b)) <= tolerance * max(abs(a), abs(b)) + 1e-9


def _times_agree(source: Quantity, target: Quantity) -> bool:
    """Twelve and twenty-four hour clocks agree; a bare hour agrees with a bare number."""
    if source.kind == target.kind:
        return (source.value - target.value) % 720 == 0
    time, other = (source, target) if source.kind == "time" else (target, source)
    return time.value % 60 == 0 and other.value in {time.value / 60, time.value / 60 % 12}


def _factors(src: str, source: Quantity) -> tuple[float, ...]:
    if source.kind != "number":
        return ()
    end = source.span.end
    words = surface(src, source)
    if "米" in words:  # 1米98
        return _OF_METRE
    if "角" in words:  # 1角2分
        return _OF_DIME
    if src[end - 2 : end] in _AND_A_HALF:
        end -= 2
    for pattern, factors in _CONVERSIONS:
        if pattern.match(src, end):
            return factors
    return ()


_OF_METRE = (3.28084, 39.3701, 100.0)
_OF_DIME = (0.01, 0.1)
_AND_A_HALF = frozenset({"年半", "天半"})
"""The ends of 两年半 and 三天半, which hold their unit."""


def _degrees_agree(src: str, source: Quantity, target: Quantity) -> bool:
    celsius = source.unit == "celsius" or src.startswith(("度", "℃"), source.span.end)
    if not celsius:
        return False
    return any(abs(a * 1.8 + 32 - b) <= 1 for a, b in product(values(source), values(target)))


_LARGEST_POWER = 9


def power_of_ten(source: Quantity, target: Quantity) -> int:
    """Return the power of ten by which the English is too large, 0 if it differs otherwise."""
    for a, b in product(values(source), values(target)):
        if not a or not b:  # nothing is a power of ten from zero
            continue
        power = round(math.log10(abs(b / a)))
        if 0 < abs(power) <= _LARGEST_POWER and close(a * 10.0**power, b, TOLERANCE):
            return power
    return 0


def readable(value: float) -> str:
    """Return a value with commas and at most two decimals."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0").rstrip(".")


def proof(text: str, quantity: Quantity) -> str:
    """Return the words and what they are worth: ``90亿 = 9,000,000,000``."""
    words = surface(text, quantity).strip()
    worth = "–".join(readable(value) for value in values(quantity))
    if quantity.kind in ("percent", "fraction", "points"):
        worth += " %"
    return words if words == worth else f"{words} = {worth}"


def spans(quantities: tuple[Quantity, ...]) -> tuple[Span, ...]:
    """Return where the quantities stand."""
    return tuple(quantity.span for quantity in quantities)
