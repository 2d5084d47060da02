"""Chinese numerals to values: 两千三百万, 1.2万亿, 30多万, 三四十, 二〇二五, 十几.

Reads one numeral at one position; ``numbers_zh`` decides whether it is a number at all.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from aligner.text.currency import CURRENCY_ZH
from aligner.text.late_regex import late_regex
from aligner.text.quantity import LONGEST, Reading

DIGITS = {
    digit: value
    for value, digits in enumerate(
        [
            "零〇○",
            "一壹幺",
            "二两兩贰貳",
            "三叁參",
            "四肆",
            "五伍",
            "六陆陸",
            "七柒",
            "八捌",
            "九玖",
        ]
    )
    for digit in digits
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_SCALES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_TWENTY = {"廿": 20, "卅": 30, "卌": 40}
_NEIGHBOURS = {(digit, digit + 1) for digit in range(1, 9)} | {(3, 5)}
"""Two digits that together mean a range: 三四, 三五."""
HAN_DIGIT = "".join(DIGITS)
HAN_NUMERAL = HAN_DIGIT + "".join(_TENS) + "".join(_SCALES) + "".join(_TWENTY)

_UNIT_FIRST = frozenset("百千佰仟万萬亿億")
ARABIC = late_regex(r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?", re.ASCII)
_SMALL = late_regex(f"[{HAN_DIGIT}{''.join(_TENS)}{''.join(_TWENTY)}]+")
LONG_RUN = late_regex(rf"[{HAN_DIGIT}{''.join(_TENS)}{''.join(_TWENTY)}]{{{LONGEST + 1},}}")
"""More digits in a row than a number has."""
_SCALE = late_regex(
    "[十百千拾佰仟]?[万萬]?[亿億]|[十百千拾佰仟]?[万萬]|[百千](?![米克瓦卡赫帕伏])"
    rf"|兆(?={'|'.join(CURRENCY_ZH)}|[多余餘]|[\d.]+[百千]?[万萬亿億]|[{HAN_DIGIT}{''.join(_TENS)}]+[万萬亿億])"
)
_MIXED = late_regex(r"\d(?:千(?=[\d零])(?:\d百)?零?\d{0,3}|百零?\d{1,2})(?=[万萬亿億])", re.ASCII)
"""Thousands, hundreds and the rest of them before a scale: 3千500万, 1千5百万."""
_HUNDREDS = frozenset("百千")
_MIXED_PART = late_regex(r"(\d+)([百千]?)", re.ASCII)
_MORE = late_regex(
    "多(?![边邊样樣方]|元化)|[余餘](?!下)|[来來](?=[个個名位人岁歲年天次家件])"
    "|[几幾](?=[个個名位人岁歲年天次家件条項项度分小辆輛艘架台只隻头頭匹座所间間枚颗顆张張套"
    "起场場处處种種篇本部份棵株户戶公吨米里斤亩元块])"
)
_MORE_BEFORE_SCALE = late_regex("(?:[多余餘来來几幾]|好几)(?=[十百千]?[万萬亿億])")
_POINT = late_regex(f"[点點]([{HAN_DIGIT}]+)")
_NOT_AFTER_TAIL = frozenset(HAN_NUMERAL + "个個次月年日天成倍分")
_LEAST_PLAIN = {10**3: 10, 10**4: 100}
"""The least that figures after 千 and 万 add without a unit: of less it is not known what it is."""
_ZEROS = tuple("零〇○")
_SEVERAL = late_regex("(?:好几|好幾|数|數|几|幾)(?=[十百千万萬亿億])")
_SEVERAL_UNIT = late_regex("[十百千]?[万萬]?[亿億]|[十百千]?[万萬]|[十百千]")


def read_number(text: str, position: int) -> Reading | None:
    """Read the numeral that starts at ``position``, in digits, Han or both."""
    if several := _SEVERAL.match(text, position):
        return _read_several(text, several.end())
    reading = _read_mantissa(text, position)
    if reading is None:
        return None
    return _read_scales(text, reading)


def _read_several(text: str, position: int) -> Reading:
    """Read the unit of 数百, 几十万: two to nine of it."""
    match = _SEVERAL_UNIT.match(text, position)
    unit = _product(match[0]) if match else 10
    end = match.end() if match else position + 1
    more = _MORE.match(text, end)
    return Reading(more.end() if more else end, 2.0 * unit, 9.0 * unit, approximate=True)


def _product(units: str) -> int:
    value = 1
    for unit in units:
        value *= _TENS.get(unit) or _SCALES.get(unit) or 10**12
    return value


def _read_mantissa(text: str, position: int) -> Reading | None:
    if match := ARABIC.match(text, position):
        return _read_digits(text, match)
    match = _SMALL.match(text, position)
    if match is None:
        if text[position : position + 1] in _SCALES:
            return Reading(position, 1.0)
        return None
    if match.end() - position > LONGEST:
        return None
    low, high = small_value(match[0])
    end = match.end()
    if point := _POINT.match(text, end):
        decimals = "".join(str(DIGITS[digit]) for digit in point[1])
        return Reading(point.end(), float(f"{int(low)}.{decimals}"))
    return Reading(end, low, high, approximate=high is not None)


def _read_digits(text: str, match: re.Match[str]) -> Reading | None:
    if text[match.end() : match.end() + 1] in _HUNDREDS and (
        mixed := _MIXED.match(text, match.start())
    ):
        parts = _MIXED_PART.findall(mixed[0])
        return Reading(mixed.end(), float(sum(int(n) * _TENS.get(unit, 1) for n, unit in parts)))
    if match.end() - match.start() > LONGEST:
        return None
    return Reading(match.end(), float(match[0].replace(",", "")), plain=True)


def small_value(numeral: str) -> tuple[float, float | None]:
    """Return the value of a Han numeral below 万, and the upper end if it names two (三四十)."""
    if all(character in DIGITS for character in numeral):
        return _digit_string(numeral)
    total, pending, last_unit, extra = 0, -1, 0, 0
    for index, character in enumerate(numeral):
        if (digit := DIGITS.get(character)) is not None:
            if (pending, digit) in _NEIGHBOURS:
                extra = digit - pending
            else:
                pending = digit
            continue
        unit = _TWENTY.get(character) or _TENS[character]
        bare = character in _TWENTY or (pending < 0 and (index == 0 or unit == 10))
        total += unit if bare else max(pending, 1) * unit
        extra *= unit
        pending, last_unit = -1, 10 if character in _TWENTY else unit
    if pending > 0:
        tail = _last_place(numeral, last_unit)
        total, extra = total + pending * tail, extra * tail
    return float(total), float(total + extra) if extra else None


def _last_place(numeral: str, last_unit: int) -> int:
    """Return the place of a last digit: tens in 三百五, ones in 三百零五 and 十五."""
    return last_unit // 10 if last_unit > 10 and numeral[-2] not in "零〇○" else 1


def _digit_string(numeral: str) -> tuple[float, float | None]:
    digits = [DIGITS[character] for character in numeral]
    if len(digits) == 2 and (digits[0], digits[1]) in _NEIGHBOURS:
        return float(digits[0]), float(digits[1])
    return float(int("".join(map(str, digits)))), None


@dataclass
class _Sum:
    """A number read part by part: 3亿, then 5000万."""

    end: int
    low: Decimal = Decimal(0)
    high: Decimal | None = None
    limit: int = 10**20
    approximate: bool = False

    def add(self, mantissa: Reading, scale: int) -> None:
        """Add ``mantissa`` times ``scale``."""
        if mantissa.high is not None:
            self.high = self.low + Decimal(str(mantissa.high)) * scale
        self.low += Decimal(str(mantissa.value)) * scale
        self.approximate = self.approximate or mantissa.approximate


def _read_scales(text: str, first: Reading) -> Reading:
    """Read 万, 亿 and their like after the first figures, and the figures after those."""
    mantissa: Reading | None = _more_before_scale(text, first)
    if mantissa is not None and _SCALE.match(text, mantissa.end) is None:
        return _unscaled(text, mantissa)
    total = _Sum(first.end)
    mantissa = first
    while mantissa is not None:
        mantissa = _more_before_scale(text, mantissa)
        scale = _SCALE.match(text, mantissa.end)
        total.end = mantissa.end
        if scale is None or _product(scale[0]) >= total.limit:
            total.add(mantissa, 1)
            break
        total.limit, total.end = _product(scale[0]), scale.end()
        total.add(mantissa, total.limit)
        mantissa = _next_part(text, total)
    if more := _MORE.match(text, total.end):
        total.approximate, total.end = True, more.end()
    scaled = total.limit < 10**20
    return Reading(
        total.end,
        float(total.low),
        None if total.high is None else float(total.high),
        total.approximate,
        first.plain and not scaled,
        float(total.limit) if scaled else 1.0,
    )


def _unscaled(text: str, reading: Reading) -> Reading:
    """Read 多 of 300多 after figures without 万 or 亿: the common and quick case."""
    more = _MORE.match(text, reading.end)
    return reading._replace(end=more.end(), approximate=True) if more else reading


def _more_before_scale(text: str, mantissa: Reading) -> Reading:
    """Read 多 of 30多万 and 几 of 十几亿 or 十几个."""
    end = mantissa.end
    more = _MORE_BEFORE_SCALE.match(text, end)
    several = text[end : end + 1] in {"几", "幾"} and mantissa.value % 10 == 0
    if several and (more or _MORE.match(text, end)):
        value = mantissa.value
        return Reading(end + 1, value, value + 9, approximate=True)
    return mantissa._replace(end=more.end(), approximate=True) if more else mantissa


def _next_part(text: str, total: _Sum) -> Reading | None:
    """Return the figures after a scale if they belong to the same number."""
    if text[total.end : total.end + 1] in _UNIT_FIRST:
        return None  # 3.2亿千瓦时
    zero = text[total.end : total.end + 1] in _ZEROS
    begin = total.end + (zero and text[total.end + 1 : total.end + 2].isdigit())  # 7千零65
    following = _read_mantissa(text, begin)
    if following is None:
        return None
    if _continues(text, following, total.limit, least=1 if zero else 10):
        return following
    if tail := _colloquial_tail(text, total.end, total.limit):
        total.low, total.end = total.low + tail, total.end + 1
    return None


def _continues(text: str, following: Reading, limit: int, least: int) -> bool:
    """Tell whether figures after a scale belong to the same number: 3亿5000万, 两万三千.

    ``least`` is 10, or 1 after 零 (十万零五).
    """
    if following.high is not None:
        return False
    scale = _SCALE.match(text, following.end)
    if scale is not None:
        return following.value * _product(scale[0]) < limit
    if following.plain:  # 3万5000, 1万1千65, 1万500
        floor = 1 if least == 1 else _LEAST_PLAIN.get(limit, limit / 10)
        return floor <= following.value < limit
    return least <= following.value < limit


def _colloquial_tail(text: str, position: int, limit: int) -> Decimal:
    """Read the last digit of 两万三: thousands."""
    digit = DIGITS.get(text[position : position + 1], 0)
    following = text[position + 1 : position + 2]
    if digit and limit >= 10**4 and following not in _NOT_AFTER_TAIL:
        return Decimal(digit * limit // 10)
    return Decimal(0)
