"""Numerals that a small model reads wrong, in what it is given: 第二十次, 百余名, 五分之四, 四年半.

It splits Han numerals between tens and ones (第二十次 *the second ten*, 卅七人 *seven people*),
takes 余 for part of a name (百余辆汽车 *Bai Yuliang Auto*) and 分 for minutes or points (五分之三
*five minutes*), and breaks off after *four and a half*. Halves, thirds, quarters and a fifth it
knows; shares that come out even are given as percentages, others as 3/7, which it copies.
"""

import re
from decimal import Decimal

from aligner.text.numerals_zh import HAN_DIGIT, small_value

_SIMPLIFIED = str.maketrans("萬億", "万亿")
_TWENTY = re.compile(
    "([廿卅])([一二三四五六七八九]?)(?=[多余]?[日号年人岁个名位天届周载次家件万亿])"
)
_TENS = {"廿": 20, "卅": 30}
_RANK = re.compile(
    "(?<=第)(?:([二三四五六七八九]十[一二三四五六七八九]?)(?=[次轮批名位个场局回站例顺]|周年)"
    "|([三四五六七八九]十[一二三四五六七八九]?)(?=届))"
)
_COUNTED = (
    "[名人家户辆件个只条头艘架吨米位项场所座份张篇部处例种"
    "天年公平亩间幢栋匹枚台套款支棵株册元英海起次]"
)
_HUNDREDS = re.compile(
    rf"(?<![{HAN_DIGIT}\d十百千万亿第数几成上点])([一二两三四五六七八九][百千][{HAN_DIGIT}十百]{{2,6}})(?={_COUNTED})"
)
"""五百三十一户, of which a model kept *500 households*."""
_AND_MORE = re.compile(rf"(?<![{HAN_DIGIT}\d数几上成好十百千万亿])([百千万])[余多](?={_COUNTED})")
_ROUND = {"百": "100", "千": "1,000", "万": "10,000"}
_YEARS_AND_A_HALF = re.compile(
    rf"(?<![{HAN_DIGIT}\d十百千万第数几.上下前后])(十[一二三四五六七八九]?|[一二两三四五六七八九]|1?\d)年半"
    "(?![导数价山夜工决场自官官公身圆径岛边路成截空个月年])"
)
_PART = re.compile(
    rf"(?<![{HAN_DIGIT}\d十百千万亿数几])([三四五六七八九十])分之([一二三四五六七八九])(?![{HAN_DIGIT}十百千\d点])"
)
_KNOWN = frozenset({"三分之一", "三分之二", "四分之一", "四分之三", "五分之一"})
_MOST = 3
"""Digits of a percentage that stands for a fraction: 12.5%."""


def plain_numerals(text: str) -> str:
    """Return the text with these numerals in figures.

    >>> plain_numerals("第二十三次，卅七人，百余名学生，四年半后，五分之四，七分之三，三分之二")
    '第23次，37人，100多名学生，4.5年后，80%，3/7，三分之二'
    """
    text = text.translate(_SIMPLIFIED)
    text = _TWENTY.sub(lambda match: str(_TENS[match[1]] + _value(match[2] or "零")), text)
    if "第" in text:
        text = _RANK.sub(lambda match: str(_value(match[1] or match[2])), text)
    if "百" in text or "千" in text:
        text = _HUNDREDS.sub(lambda match: f"{_value(match[1]):,}", text)
    if "余" in text or "多" in text:
        text = _AND_MORE.sub(lambda match: f"{_ROUND[match[1]]}多", text)
    if "年半" in text:
        text = _YEARS_AND_A_HALF.sub(lambda match: f"{_value(match[1])}.5年", text)
    return _PART.sub(_share, text) if "分之" in text else text


def _value(numeral: str) -> int:
    return int(numeral) if numeral.isdecimal() else int(small_value(numeral)[0])


def _share(match: re.Match[str]) -> str:
    whole, part = _value(match[1]), _value(match[2])
    if match[0] in _KNOWN or not part < whole:
        return match[0]
    percent = Decimal(100 * part) / whole
    even = len(percent.normalize().as_tuple().digits) <= _MOST
    return f"{percent.normalize():f}%" if even else f"{part}/{whole}"
