"""What a Chinese number counts, told by what follows it: 35%, 三成五, 19倍, 12.5美元, 6比3."""

import re
from collections.abc import Callable

from aligner.document import Span
from aligner.text.currency import CURRENCY_ZH
from aligner.text.late_regex import late_regex
from aligner.text.numeral_words_zh import MEASURE
from aligner.text.numerals_zh import DIGITS, HAN_DIGIT, small_value
from aligner.text.quantity import Kind, Quantity, Reading

APPROX_BEFORE = late_regex(
    "(?:大约|大約|大概|将近|將近|接近|近|约|約|逾|超过|超過|超|突破|不足|不到|不少于|至少|最多|多达|多達|高达|高達|达到|上|大致|差不多|估计|起码|过"
    "|過)\\s?$"
)
_APPROX_AFTER = late_regex(
    "左右|上下|以上|以下|以内|以內|许(?![可多])|許(?![可多])|有余|有餘|之多|开外"
)
_NOT_EXACT = late_regex("(?:多达|多達|高达|高達|达到|突破)\\s?$")

_TENTH = "成(?!家(?!庭)|[为為功立员員果绩績就本长長年都了熟品交群千效因人型份名婚套堆批双])"
_TENTHS = late_regex(
    rf"(多|余|餘)?{_TENTH}(?:([{HAN_DIGIT}]|\d(?![\d.,:：%％A-Za-z万萬亿億千百年月日]))(?![个個名人])"
    "|(半)|([多余餘]))?"
)
TENTHS_RANGE = late_regex(
    rf"([{HAN_DIGIT}\d])(?:(?:至|到|[~～—–－-])([{HAN_DIGIT}\d])|、([{HAN_DIGIT}\d])){_TENTH}"
    rf"(?:([{HAN_DIGIT}])(?![个個名人])|(半))?"
)
"""Two ends that share one 成: 三至四成, 三、四成."""
_PERCENT = late_regex(r"\s?%")
_POINTS = late_regex("个?百分[点點]|個?百分點")
_TIMES = late_regex("(多|余|餘)?倍(?![增数])")
_SCORE = late_regex(rf"(?:比|[:：])([\d]{{1,3}}|[{HAN_DIGIT}十]{{1,3}})(?![\d:：%])", re.ASCII)
_DEGREES = late_regex("摄氏度|攝氏度|℃|°C")
_MONEY_UNIT = late_regex(
    "(?:多|余|餘)?(" + "|".join(sorted(CURRENCY_ZH, key=len, reverse=True)) + ")(?![素旦首老件宵])"
)
_WITH_CENTS = late_regex(
    r"([元块塊]|令吉)(?:(\d)[角毛](?:(\d)分)?|(\d{1,2})[分仙])(?![钟鐘之\d.])", re.ASCII
)
"""What follows the yuan of 1元2角5分 and the ringgit of 2令吉5仙."""
_DIMES = late_regex(r"角(?:(\d)(?=分(?![钟鐘之])))?(?![形度落\d])", re.ASCII)
_SECONDS = late_regex(rf"(?<=\d)秒(\d{{1,2}})(?![\d.:]|\s?(?:{MEASURE.pattern}))", re.ASCII)
METRES = late_regex(
    rf"(?:(?<=\d)[米公]尺?(\d{{2}})|(?<=[12])米(\d)|(?<=[一二两兩])[米公]尺?(零?[{HAN_DIGIT}]{{1,2}}))"
    rf"(?![\d.:%{HAN_DIGIT}十百]|\s?(?:{MEASURE.pattern}))",
    re.ASCII,
)
"""What follows the metres of 1米98 and 一米八."""
_AGE = late_regex("旬(?!刊)")
_CENTURY = late_regex("世[纪紀](?![0-9])")


def with_unit(text: str, start: int, reading: Reading) -> Quantity:
    """Tell by what follows whether a number is money, a percentage, a score or just a number."""
    for kind, pattern in _SUFFIXES:
        if match := pattern.match(text, reading.end):
            return _suffixed(kind, text, start, reading, match)
    return to_quantity("number", text, start, reading)


_SUFFIXES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("percent", _PERCENT),
    ("points", _POINTS),
    ("tenths", _TENTHS),
    ("multiple", _TIMES),
    ("cents", _WITH_CENTS),
    ("dimes", _DIMES),
    ("money", _MONEY_UNIT),
    ("degrees", _DEGREES),
    ("century", _CENTURY),
    ("score", _SCORE),
    ("seconds", _SECONDS),
    ("metres", METRES),
    ("age", _AGE),
)


def _suffixed(
    suffix: str, text: str, start: int, reading: Reading, match: re.Match[str]
) -> Quantity:
    if suffix in _READERS:
        return _READERS[suffix](text, start, reading, match)
    more = suffix == "multiple" and bool(match[1])
    reading = reading._replace(end=match.end(), approximate=reading.approximate or more)
    if suffix == "money":
        return to_quantity("money", text, start, reading, unit=CURRENCY_ZH[match[1]])
    if suffix == "degrees":
        return to_quantity("number", text, start, reading, unit="celsius")
    kinds: dict[str, Kind] = {
        "percent": "percent", "points": "points", "multiple": "multiple", "century": "ordinal"
    }  # fmt: skip
    return to_quantity(kinds[suffix], text, start, reading)


def _score(text: str, start: int, reading: Reading, match: re.Match[str]) -> Quantity:
    if not float(reading.value).is_integer() or reading.approximate:
        return to_quantity("number", text, start, reading)
    second = float(match[1]) if match[1].isascii() else small_value(match[1])[0]
    return Quantity("score", reading.value, Span(start, match.end()), high=second)


def _tenths(text: str, start: int, reading: Reading, match: re.Match[str]) -> Quantity:
    tail = digit_value(match[2]) if match[2] else 5 if match[3] else 0
    reading = reading._replace(
        end=match.end(),
        value=reading.value * 10 + tail,
        high=None if reading.high is None else reading.high * 10,
        approximate=reading.approximate or bool(match[1] or match[4]),
    )
    return to_quantity("percent", text, start, reading)


def digit_value(digit: str) -> int:
    """Return what one digit, Chinese or not, is worth."""
    return int(digit) if digit.isascii() else DIGITS[digit]


def _seconds(text: str, start: int, reading: Reading, match: re.Match[str]) -> Quantity:
    """Read the hundredths of 46秒40 as decimals."""
    value = float(f"{reading.value:.0f}.{match[1]}")
    return to_quantity("number", text, start, reading._replace(end=match.end(), value=value))


def _metres(text: str, start: int, reading: Reading, match: re.Match[str]) -> Quantity:
    """Read what is behind the metres of 1米98 and 一米八 as decimals."""
    tail = match[1] or match[2] or "".join(str(DIGITS[digit]) for digit in match[3])
    value = float(f"{reading.value:.0f}.{tail}")
    return to_quantity("number", text, start, reading._replace(end=match.end(), value=value))


def _age(text: str, start: int, reading: Reading, match: re.Match[str]) -> Quantity:
    """Read an age in tens of years: 七旬 is seventy or somewhat more."""
    low = reading.value * 10
    reading = reading._replace(end=match.end(), value=low, high=low + 9, approximate=True)
    return to_quantity("number", text, start, reading)


def _cents(text: str, start: int, reading: Reading, match: re.Match[str]) -> Quantity:
    """Read two units of money as one amount: 4元60分 is 4.60."""
    unit, dimes, last, cents = match.groups()
    hundredths = int(cents) if cents else 10 * int(dimes) + int(last or 0)
    reading = reading._replace(end=match.end(), value=reading.value + hundredths / 100)
    code = CURRENCY_ZH.get(unit, "CNY")
    return to_quantity("money", text, start, reading, unit=code)


def _dimes(text: str, start: int, reading: Reading, match: re.Match[str]) -> Quantity:
    """Read what is less than a yuan in cents: 1角2分 is 12."""
    value = 10 * reading.value + int(match[1] or 0)
    return to_quantity("number", text, start, reading._replace(end=match.end(), value=value))


_READERS: dict[str, Callable[[str, int, Reading, re.Match[str]], Quantity]] = {
    "score": _score, "tenths": _tenths, "seconds": _seconds,
    "metres": _metres, "age": _age, "cents": _cents, "dimes": _dimes,
}  # fmt: skip


def to_quantity(kind: Kind, text: str, start: int, reading: Reading, *, unit: str = "") -> Quantity:
    """Return what was read as a quantity; the words around tell whether it is approximate."""
    before = text[max(0, start - 4) : start]
    approximate = reading.approximate or (
        APPROX_BEFORE.search(before) is not None and _NOT_EXACT.search(before) is None
    )
    after = _APPROX_AFTER.match(text, reading.end + _measure_length(text, reading.end))
    return Quantity(
        kind,
        reading.value,
        Span(start, reading.end),
        approximate or after is not None,
        high=reading.high,
        unit=unit,
        scale=reading.scale,
    )


def _measure_length(text: str, position: int) -> int:
    match = MEASURE.match(text, position)
    return len(match[0]) if match else 0
