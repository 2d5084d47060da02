"""Chinese quantities: finds where a number stands, reads it and tells what it counts.

A numeral in digits counts unless it is part of a name (5G, A4). A Han numeral counts only with a
measure word, a unit or a scale around it, since 一些, 统一, 三星, 十分 and many more only look
numeric; 一 with a measure word is an article (一个) and does not count.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from aligner.document import Span
from aligner.text.currency import CURRENCY_SIGN
from aligner.text.dates_zh import read_date, read_time
from aligner.text.late_regex import late_regex
from aligner.text.numeral_words_zh import COUNTED, LOOKS_NUMERIC, MEASURE
from aligner.text.numerals_zh import (
    ARABIC,
    DIGITS,
    HAN_DIGIT,
    HAN_NUMERAL,
    LONG_RUN,
    read_number,
    small_value,
)
from aligner.text.quantity import Quantity, Reading
from aligner.text.script import HAN
from aligner.text.suffixes_zh import (
    APPROX_BEFORE,
    METRES,
    TENTHS_RANGE,
    digit_value,
    to_quantity,
    with_unit,
)

_WIDE_THOUSANDS = late_regex(
    "(?<=[０-９])，(?=[０-９]{3}(?![０-９]))"
    rf"|(?<![0-9]{{4}})(?<=[0-9])，(?=(?:[0-9]{{3}}，)*[0-9]{{3}}\s?(?:{COUNTED}))"
)
_WIDE_ANY = late_regex("[０-９％．]|[0-9][：，]")
_WIDE = str.maketrans("０１２３４５６７８９％．：", "0123456789%.:")

_ORDINARY_BEFORE = late_regex(
    "(?:统|統|唯|万|萬|专|專|单|單|逐|同|不|之|任|惟|合|划|归|歸|如|为|為|初|说|說|某|每|另|无|無|这|這|那|哪|有|进|進|换|周|週|星期|礼拜|禮拜|初"
    "|张|王|李|赵|老|小|阿|陆|于|丁)$"
)
_NOMEASURE_ONE = late_regex("[万萬亿億百千十成倍人半]|分之|月[^份]?")

_LATIN = "A-Za-z"
_UNIT_LATIN = late_regex(
    r"(?:km/h|km|kg|kW|KW|kWh|KWh|cm|mm|mg|ml|mL|MW|GW|GWh|TWh|MB|GB|TB|PB|Hz|GHz|MHz|kHz|nm|ha"
    r"|hm|m|g|t|L|W|V|k)(?![A-Za-z0-9])"
)
_SIGNS = "|".join(re.escape(sign) for sign in sorted(CURRENCY_SIGN, key=len, reverse=True))
_START = late_regex(
    rf"[\d{HAN_NUMERAL}数數几幾半]|(?:零下|负|負)(?=[\d{HAN_DIGIT}十])|[加减減]半|翻[了一二两兩三四五]*[番倍]|翻倍"
    r"|成[千百]上[千万萬]|[俩仨]|[上本去今明前后後同当當]年|[上本]?[个個]?世[纪紀]|(?:星期|礼拜|禮拜|周|週)[一二三四五六日天末]|百分百"
    rf"|民[国國](?=\s?[\d{HAN_DIGIT}十百]{{1,5}}年)"
    rf"|(?:{_SIGNS})(?=\s?\d)"
    rf"|好[几幾]|[第首]|每(?=[\d{HAN_DIGIT}十])",
    re.ASCII,
)
_FIRST_CHARACTER = late_regex(
    rf"[\d{HAN_NUMERAL}数數几幾半零负負加减減翻成俩仨上本去今明前后後同当當世星礼禮周週百民好第首每"
    rf"{re.escape(''.join(sorted({sign[0] for sign in CURRENCY_SIGN})))}]",
    re.ASCII,
)
"""What ``_START`` can begin with: a set of characters is found ten times as fast."""
_ORDINAL = late_regex(
    rf"第\s?(\d{{1,20}}|[{HAN_DIGIT}十百千廿]{{1,20}})(?![\d{HAN_DIGIT}方者]|[.．]\d|(?<=第二)[天手])",
    re.ASCII,
)
_FRACTION = late_regex(
    rf"([\d.]+|[{HAN_NUMERAL}]+(?:[点點][{HAN_DIGIT}]+)?)分之([\d.]+"
    rf"|[{HAN_NUMERAL}半几幾]+(?:[点點][{HAN_DIGIT}]+)?)",
    re.ASCII,
)
_SLASH = late_regex(r"(?<![\d/.])([1-9])/([2-9]|10)(?=\s?(?:英[寸尺里]|杯|磅|茶匙|汤匙))", re.ASCII)
_DOUBLE = late_regex(rf"翻(?:了)?(?:([{HAN_DIGIT}])([番倍])|[番倍]|了?倍)")
_SIGN = late_regex(_SIGNS)

_Rule = Callable[[str, int], Quantity | None]


_LOOSE = late_regex(
    r"(?<=[\d%]) (?=[年月日号时時点點分秒万萬亿億%个個多余至到元美欧英])"
    r"|(?<=[年月日号时時点點约約第至到万亿纪紀]) (?=\d)",
    re.ASCII,
)


def find_quantities_zh(text: str) -> list[Quantity]:
    """Return the quantities of a Chinese text from left to right, ranges not yet joined.

    Spaces between digits and Chinese (8 点 46 分, 1,000 万) are looked through.
    """
    wide = text
    if _WIDE_ANY.search(text):
        wide = _WIDE_THOUSANDS.sub(",", text).translate(_WIDE)
    tight = _LOOSE.sub("", wide) if " " in wide else wide
    if len(tight) == len(wide):
        return _find(wide)
    gaps = {match.start() for match in _LOOSE.finditer(wide)}
    offsets = [offset for offset in range(len(wide)) if offset not in gaps]
    return [
        replace(found, span=Span(offsets[found.span.start], offsets[found.span.end - 1] + 1))
        for found in _find(tight)
    ]


def _find(text: str) -> list[Quantity]:
    found: list[Quantity] = []
    position = 0
    while first := _FIRST_CHARACTER.search(text, position):
        start = first.start()
        if _START.match(text, start) is None:
            position = start + 1
            continue
        quantity = _read(text, start)
        if quantity is None:
            position = _skip(text, start)
            continue
        found.append(quantity)
        position = max(quantity.span.end, start + 1)
    return found


def _skip(text: str, start: int) -> int:
    """Return where to go on after something that is no quantity."""
    if word := LOOKS_NUMERIC.match(text, start) or LONG_RUN.match(text, start):
        return word.end()
    if number := _DOTTED.match(text, start) or ARABIC.match(text, start):
        return number.end()
    return start + 1


_DOTTED = late_regex(r"\d+(?:\.\d{1,3}){2,}(?![\d,])", re.ASCII)
"""Numbers of sections, versions and addresses: 3.3.2, 192.168.0.1."""


def _read(text: str, start: int) -> Quantity | None:
    first = text[start]
    for beginnings, rule in _RULES:
        if beginnings and first not in beginnings:
            continue
        quantity = rule(text, start)
        if quantity is not None:
            return quantity
    return None


_FIRST = late_regex(
    "首(?:次|个|個|批|场|場|位|届|屆|例|名|家|条|條|座|款|部|期|轮|輪|日(?!元)|站|架|艘|只|支|颗|枚|季|战|戰|套|颗|班|趟)"
)
_PRIZE = late_regex("([一二三四])等[奖獎]")


_LARGE = frozenset("万萬亿億")


def _ordinal(text: str, start: int) -> Quantity | None:
    if match := _ORDINAL.match(text, start):
        numeral = match[1]
        digits = numeral.isdigit() and numeral.isascii()
        value = float(numeral) if digits else small_value(numeral)[0]
        end = match.end()
        if text[end : end + 1] in _LARGE and (reading := read_number(text, match.start(1))):
            value, end = reading.value, reading.end
        return Quantity("ordinal", value, Span(start, end))
    if _FIRST.match(text, start):
        return Quantity("ordinal", 1.0, Span(start, start + 1))
    if match := _PRIZE.match(text, start):
        return Quantity("ordinal", float(DIGITS[match[1]]), Span(start, start + 2))
    return None


_ONE_OF = late_regex(
    rf"每(?P<all>\d{{1,2}}|[{HAN_DIGIT}十]{{1,2}})[个個名位]?(?P<what>[{HAN}]{{1,6}}?)(?:[中里裡裏]|当中|之中)?[，,]?就?有"
    rf"(?P<part>[1-9]|[{HAN_DIGIT}])(?:[个個名位]|(?P=what))",
    re.ASCII,
)


def _one_of(text: str, start: int) -> Quantity | None:
    """Read 每五人中有一人 as a fifth."""
    match = _ONE_OF.match(text, start)
    if match is None:
        return None
    part, whole = (
        float(n) if n.isdigit() and n.isascii() else small_value(n)[0]
        for n in (match["part"], match["all"])
    )
    return Quantity("fraction", part / whole, Span(*match.span())) if 0 < part < whole else None


def _fraction(text: str, start: int) -> Quantity | None:
    if match := _SLASH.match(text, start):  # 1/5英寸
        return Quantity("fraction", int(match[1]) / int(match[2]), Span(*match.span()))
    match = _FRACTION.match(text, start)
    if match is None:
        return None
    below, above = read_number(text, start), read_number(text, match.start(2))
    if below is None or above is None or below.value == 0:
        return None
    if below.value == 100:
        above = _up_to(text, above)
        return Quantity(
            "percent", above.value, Span(start, above.end), above.approximate, high=above.high
        )
    return Quantity(
        "fraction", above.value / below.value, Span(start, above.end), above.approximate
    )


_TO = late_regex(
    rf"(?:至|到|[~～—–－-])(?=([{HAN_NUMERAL}]+|[\d.]+)(?:[，。；、,;）)的左]|之间|之間|\s|\Z))",
    re.ASCII,
)


def _up_to(text: str, low: Reading) -> Reading:
    """Read the other end of 百分之三到五, which has nothing behind it: not of 百分之三到五月."""
    end = _TO.match(text, low.end)
    high = read_number(text, end.end()) if end and low.high is None else None
    if high is None or high.high is not None or not low.value < high.value <= 100:
        return low
    return low._replace(end=high.end, high=high.value)


_HALF = late_regex("一半(?!以?上)|半数|半數")
_HALVED = late_regex("减半|減半")
_HUNDRED = late_regex(f"百分百|百分之百|百分之一百(?![{HAN_DIGIT}])")
_COUNTLESS = late_regex("成千上[万萬]|成百上千|千千[万萬]{2}")
_TWO_OR_THREE = late_regex("俩(?!人世界)|仨")


def _fixed_word(text: str, start: int) -> Quantity | None:
    """Read the words that are a quantity by themselves."""
    if match := _HUNDRED.match(text, start):
        return Quantity("percent", 100.0, Span(start, match.end()))
    if match := _HALF.match(text, start) or _HALVED.match(text, start):
        return Quantity("fraction", 0.5, Span(start, match.end()))
    if match := _COUNTLESS.match(text, start):
        return Quantity("number", 2000.0, Span(start, match.end()), approximate=True, high=90000.0)
    if match := _TWO_OR_THREE.match(text, start):
        return Quantity("number", 2.0 if match[0] == "俩" else 3.0, Span(start, match.end()))
    if match := _DOUBLE.match(text, start):
        times = DIGITS[match[1]] if match[1] else 1
        value = times + 1 if match[2] == "倍" else 2**times
        return Quantity("multiple", float(value), Span(start, match.end()))
    return None


def _signed_money(text: str, start: int) -> Quantity | None:
    sign = _SIGN.match(text, start)
    if sign is None:
        return None
    digits = sign.end() + (text[sign.end() : sign.end() + 1] == " ")
    reading = read_number(text, digits)
    if reading is None:
        return None
    return to_quantity("money", text, start, reading, unit=CURRENCY_SIGN[sign[0]])


def _tenths_range(text: str, start: int) -> Quantity | None:
    """Read two ends that share one 成: 三至四成 is 30 to 40 percent, and so is 三、四成."""
    match = TENTHS_RANGE.match(text, start)
    if match is None:
        return None
    low, high = digit_value(match[1]), digit_value(match[2] or match[3])
    if not low < high or (match[3] and high - low > 1):
        return None
    tail = digit_value(match[4]) if match[4] else 5 if match[5] else 0
    reading = Reading(match.end(), low * 10.0, high * 10.0 + tail)
    return to_quantity("percent", text, start, reading)


def _looks_numeric(text: str, start: int) -> bool:
    return LOOKS_NUMERIC.match(text, start) is not None


def _number(text: str, start: int) -> Quantity | None:
    """Read a number and what it counts."""
    below_zero = text.startswith("零下", start)
    negative = below_zero or text[start] in "负負"
    begin = start + (2 if below_zero else 1 if negative else 0)
    if _looks_numeric(text, begin):
        return None
    reading = read_number(text, begin)
    if reading is None or not _is_number(text, begin, reading, signed=negative):
        return None
    if negative:
        high = None if reading.high is None else -reading.high
        reading = reading._replace(value=-reading.value, high=high)
    if _AND_A_HALF.match(text, reading.end) and reading.high is None:
        reading = reading._replace(value=reading.value + 0.5, end=reading.end + 2)
    return with_unit(text, start, reading)


_AND_A_HALF = late_regex("[个個年天]半(?![导導岛島])")


def _is_number(text: str, start: int, reading: Reading, *, signed: bool) -> bool:
    """Tell a number from a name or a word that has a numeral in it."""
    surface = text[start : reading.end]
    if surface[0].isdigit():
        return not _is_identifier(text, start, reading.end)
    if signed or surface[0] in "数數几幾好":
        return True
    if surface[0] in "万萬亿億百千" and not APPROX_BEFORE.search(text[max(0, start - 3) : start]):
        return len(surface) > 1 and surface[:2] in {
            "百万",
            "千万",
            "百亿",
            "千亿",
            "万亿",
            "百萬",
            "千萬",
            "百億",
            "千億",
        }
    if surface[-1] in "万萬亿億百千" or len(surface) > 2:
        return True
    return _is_measured(text, start, reading, surface)


_A_POINT = late_regex("[个個]百分[点點]")


def _is_measured(text: str, start: int, reading: Reading, surface: str) -> bool:
    after = MEASURE.match(text, reading.end)
    if _A_POINT.match(text, reading.end):
        return True
    if surface in {"一", "壹"}:
        if METRES.match(text, reading.end):
            return True
        if after is None or _NOMEASURE_ONE.match(text, reading.end) is None:
            return False
        return not _ORDINARY_BEFORE.search(text[max(0, start - 2) : start])
    if after is not None:
        return not (
            len(surface) == 1 and _ORDINARY_BEFORE_DIGIT.search(text[max(0, start - 2) : start])
        )
    return len(surface) > 1 and reading.value >= 10 and surface[0] != "零"


_ORDINARY_BEFORE_DIGIT = late_regex(
    "(?:[统統万萬专專划初周週]|星期|礼拜|禮拜|[张王李赵老小阿陆丁])$"
)


def _is_identifier(text: str, start: int, end: int) -> bool:
    """Tell whether digits belong to a name such as A4, 5G, F-16, COVID-19."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if _DOTTED.match(text, start):
        return True
    if before.isascii() and (before.isalpha() or before == "_"):
        return True
    if (
        before == "-"
        and text[start - 2 : start - 1].isascii()
        and text[start - 2 : start - 1].isalpha()
    ):
        return True
    if after.isascii() and after.isalpha() and text[end - 1] not in _LARGE:  # 42亿SDR
        return _UNIT_LATIN.match(text, end) is None
    return False


_RULES: tuple[tuple[frozenset[str], _Rule], ...] = (
    (frozenset("百一半减減成千俩仨翻"), _fixed_word),
    (frozenset("第首一二三四"), _ordinal),
    (frozenset("每"), _one_of),
    (frozenset(), _fraction),
    (frozenset(), read_date),
    (frozenset(), read_time),
    (frozenset(sign[0] for sign in CURRENCY_SIGN), _signed_money),
    (frozenset(), _tenths_range),
    (frozenset(), _number),
)
"""Rules in order, each with the characters it can begin with (none: any), which is quick to see."""
