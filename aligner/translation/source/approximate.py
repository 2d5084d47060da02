"""Numbers that Chinese leaves open, in what the model is given: 七八人, 一个半小时, 翻两番.

A small model reads two digits side by side as one number: 七八人 came out as *seventy people*,
二三十名 as *twenty-three* and 十七八岁 as *seventy years old*. As a range, 7至8人, it knows them.
一个半月 was *a semi-moon*, and 翻两番, to double twice, is four times as much. Of small fractions
it has those right that are percentages with a few decimals (十万分之三).
"""

import re

from aligner.text.numerals_zh import small_value

_DIGIT = "一二两三四五六七八九"
_PAIRS = "一两|一二|两三|二三|三四|三五|四五|五六|六七|七八|八九"
_UNITS = "[十百千]?[万亿]|[十百千]"
_COUNTED = (
    "次|个|人(?!转)|名|位|天|日(?!游)|年(?![级代])|岁|周(?![一二三四五六日])|小时|分钟|秒|公里|米|千米|厘米|毫米|里"
    "|公斤|斤|吨|亩|公顷|元|块|万|美元|港元|欧元|英镑|日元|令吉|新元|家|户|条|只|头|辆|艘|架|件|项|场|倍|层|座|栋|幢"
    "|间|本|篇|张|封|遍|回(?!合)|趟|种|类|块|支|把|台|套|句|口|步|度|英里|海里|集|部|轮|杯|瓶|碗|盘|桌|桶|片|棵|株"
    "|粒|颗|枚|顶|扇|根|道|份|批|拨|起|宗|例|处|平方|立方|公升|升(?!级)|毫升|克|节课|页"
)
_OPEN = re.compile(
    rf"(?<![{_DIGIT}〇零百千万亿第数几两点号十\d.])(?P<tens>[二三四五六七八九]?十)?(?P<pair>{_PAIRS})(?P<units>{_UNITS})?"
    rf"(?P<more>[多余])?(?={_COUNTED})"
)
_TENTHS = re.compile(rf"(?<![{_DIGIT}十百千第数几])(?P<pair>{_PAIRS})成(?![人年员功为都群])")
_HALF = re.compile(
    r"(?<![\d.第几数十百千])(?P<whole>\d{1,2}|[一二两三四五六七八九])个半(?P<unit>小时|钟头|月|世纪)"
    r"(?!报|刊|前后?进)"
)
_DOUBLED = re.compile("翻(?P<so>了)?(?P<times>[两二三四])番")
_PARTS = re.compile(
    rf"(?<![{_DIGIT}\d数几])十万分之(?P<part>[{_DIGIT}]|\d{{1,2}})(?![{_DIGIT}\d十百千])"
)
_WHOLES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


def open_numbers(text: str) -> str:
    """Return the text with its open numbers as ranges and figures.

    >>> open_numbers("七八人、二三十名、十七八岁、四五百万元、三四成")
    '7至8人、20至30名、17至18岁、400万至500万元、30%至40%'
    >>> open_numbers("一个半小时，产量翻了两番，约十万分之三")
    '1.5小时，产量增至4倍，约0.003%'
    >>> open_numbers("三四线城市，七八月间，第三四节，三五成群，八九不离十")
    '三四线城市，七八月间，第三四节，三五成群，八九不离十'
    """
    text = _OPEN.sub(_range, text)
    if "成" in text:
        text = _TENTHS.sub(_tenths, text)
    if "个半" in text:
        text = _HALF.sub(lambda match: f"{_value(match['whole'])}.5{_SPAN[match['unit']]}", text)
    if "番" in text:
        text = _DOUBLED.sub(lambda match: f"增至{2 ** _value(match['times'])}倍", text)
    return _PARTS.sub(_fraction, text) if "分之" in text else text


_SPAN = {"小时": "小时", "钟头": "小时", "月": "个月", "世纪": "个世纪"}


def _value(numeral: str) -> int:
    return int(numeral) if numeral.isdecimal() else int(small_value(numeral)[0])


def _range(match: re.Match[str]) -> str:
    low, high = (_value(digit) for digit in match["pair"])
    units = match["units"] or ""
    if match["tens"] and units[:1] in ("十", "百", "千"):
        return match[0]
    if match["tens"]:
        tens = _value(match["tens"])
        low, high = tens + low, tens + high
    elif units[:1] in ("十", "百", "千"):
        low, high = low * _WHOLES[units[0]], high * _WHOLES[units[0]]
        units = units[1:]
    return f"{low}{units}至{high}{units}{match['more'] or ''}"


def _tenths(match: re.Match[str]) -> str:
    low, high = (_value(digit) for digit in match["pair"])
    return f"{low * 10}%至{high * 10}%"


def _fraction(match: re.Match[str]) -> str:
    return f"{_value(match['part']) / 1000:g}%"
