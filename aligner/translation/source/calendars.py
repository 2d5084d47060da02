"""Dates of Taiwan in what the model is given: 民国114年5月 is 2025年5月, （5/27至6/2） full days.

A small model drops the year or writes *in May 114*, and leaves 5/27 as it is. 昨（13）日, for which
it writes *yesterday (13) day*, is 昨天（13日）, and 次年2月 after a year is of the next one.
"""

import re

from aligner.text.numerals_zh import HAN_DIGIT, small_value

_ERA = 1911
"""The year before the first of the Republic of China."""

_NAMED = re.compile(rf"民国 ?(\d{{1,3}}|[{HAN_DIGIT}十百]{{1,5}})年(?!代)")
_BARE = re.compile(r"(?<![\d.,])(1[01]\d)年(?=度|\d{1,2}月|第[一二三四]季|[上下]半年|经济成长)")
"""114年5月: a number of years has no month."""
_MONTH, _DAY = "(1[0-2]|0?[1-9])", r"(3[01]|[12]\d|0?[1-9])"
_SPAN = re.compile(rf"(?<=[（(]){_MONTH}/{_DAY} ?[-至到~～—–] ?{_MONTH}/{_DAY}(?=[）)，,])")
_RELATIVE = re.compile(rf"([昨今明])[（(]{_DAY}(?:日[）)](?![日天晚晨早])|[）)][日天](?![本元]))")
"""昨（13）日 and 昨（13日）."""
_YEAR_OR_MONTH = re.compile(
    rf"([今去明])[（(](?:((?:19|20)\d\d)|(1[01]\d))[）)]年|([本上下])[（(]{_MONTH}[）)]月"
)
_YEAR_BEFORE = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_NEXT_YEAR = re.compile(r"(?P<which>次年|翌年|隔年|同年)(?=(?:1[0-2]|0?[1-9])月)")


def western_dates(text: str) -> str:
    """Return the text with years of the Republic in those of the world, and 5/27至6/2 in full.

    >>> western_dates("民国114年5月，上周（5/27至6/2）")
    '2025年5月，上周（5月27日至6月2日）'
    >>> western_dates("昨（13）日，今（114）年；2021年9月出境，次年2月返回")
    '昨天（13日），今年（2025年）；2021年9月出境，2022年2月返回'
    """
    if "年" in text:
        text = _BARE.sub(_year, _NAMED.sub(_year, text))
        text = _NEXT_YEAR.sub(_after_year, text)
    if "）" in text or ")" in text:
        text = _YEAR_OR_MONTH.sub(_year_or_month, _RELATIVE.sub(r"\1天（\2日）", text))
    return _SPAN.sub(r"\1月\2日至\3月\4日", text)


def _year(match: re.Match[str]) -> str:
    numeral = match[1]
    years = int(numeral) if numeral.isascii() else int(small_value(numeral)[0])
    return f"{_ERA + years}年"


def _year_or_month(match: re.Match[str]) -> str:
    which, year, era, other, month = match.groups()
    if other:
        return f"{other}月（{month}月）"
    return f"{which}年（{year or _ERA + int(era)}年）"


def _after_year(match: re.Match[str]) -> str:
    """Return the year that 次年 or 同年 is, by the last one before it; as it stands without one."""
    years = _YEAR_BEFORE.findall(match.string, 0, match.start())
    if not years:
        return match[0]
    return f"{int(years[-1]) + (match['which'] != '同年')}年"
