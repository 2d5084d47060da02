"""What news of crime and courts says in forms of its own, in what the model is given.

Suspects and victims have only a surname, 周某某, 李某: a small model reads *a certain* or drops it
(*and some (male, 43)*); the surname in English it copies. Terms and fines have both their bounds,
三年以上十年以下: it writes *more than three years or more than three years*.
"""

import re

from aligner.text.numerals_zh import small_value
from aligner.translation.names.pinyin import person
from aligner.translation.source.spacing import spaced

_SURNAMES = (
    "李王张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜"
    "戴钟肖白高汪田姜范石姚谭廖邹熊陆郝孔崔康毛邱秦史顾侯邵孟段雷钱汤尹黎乔贺赖龚"
)
_NAMELESS = re.compile(
    f"(?<![{_SURNAMES}])(?P<surname>欧阳|司马|上官|诸葛|[{_SURNAMES}])某"
    "(?:某(?!某)|[甲乙丙丁国华强军明伟英芳丽敏艳勇杰涛霞刚峰飞鹏斌浩辉玲])?(?![某些个种人地年月项次家天处件时台款品集银网])"
)
"""周某, 周某某, 周某甲 and 周某国, but not 某些 nor 周某某某."""
_NUMERAL = "[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]|\\d+"
_TERM = re.compile(
    rf"(?<![\d一二三四五六七八九十百千.])(?P<least>{_NUMERAL})(?P<unit>年|日|天|个?月)以上，?"
    rf"(?P<most>{_NUMERAL})(?P=unit)以下"
)
_UNITS = {"年": "years", "日": "days", "天": "days", "月": "months", "个月": "months"}
_BETWEEN = re.compile(
    r"(?<=[\d万千百十亿])(?P<unit>元|岁|周岁|人|吨|公斤|克|公里|米|平方米|%|个百分点)以上"
    r"(?=[\d一二三四五六七八九十百千万亿.,]+(?P=unit)以下)"
)
_BELOW = re.compile(
    r"(?<=至)([\d一二三四五六七八九十百千万亿.,]+(?:元|岁|周岁|人|吨|公斤|克|公里|米|平方米|%|个百分点))以下"
)


def plain_law(text: str) -> str:
    """Return the text with surnames before 某 in English and bounds of a term as its ends.

    >>> plain_law("周某某和王某（男，43岁）被判刑，处十日以上十五日以下拘留")
    'Zhou 和 Wang（男，43岁）被判刑，处 10 to 15 days 拘留'
    >>> plain_law("五万元以上二十万元以下罚款")
    '五万元至二十万元罚款'
    """
    if "某" in text:
        text = _NAMELESS.sub(_surname, text)
    if "以上" in text and "以下" in text:
        text = _TERM.sub(_term, text)
        between = _BETWEEN.sub(r"\g<unit>至", text)
        text = _BELOW.sub(r"\1", between) if between != text else text
    return text


def _surname(match: re.Match[str]) -> str:
    surname = person(f"{match['surname']}安")
    return spaced(match, surname.split()[0]) if surname else match[0]


def _term(match: re.Match[str]) -> str:
    least, most = (_value(match[end]) for end in ("least", "most"))
    return spaced(match, f"{least} to {most} {_UNITS[match['unit']]}")


def _value(numeral: str) -> int:
    return int(numeral) if numeral.isdecimal() else int(small_value(numeral)[0])
