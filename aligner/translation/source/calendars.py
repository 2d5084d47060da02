"""Dates of Taiwan, and decades, in what the model is given: 民国114年5月 is 2025年5月.

So （5/27至6/2） is written in full, 本世纪30年代 is 2030年代, 昨（13）日 is 昨天（13日）, and
次年2月 after a year is of the next one. A small model drops the year or writes *in May 114* and
*yesterday (13) day*, and leaves 5/27 as it is; it takes the thirties of this century for those of
the last, and of two decades (七八十年代) it names one.
"""

import re

from aligner.text.numerals_zh import HAN_DIGIT, small_value

_ERA = 1911
"""The year before the first of the Republic of China."""

_NAMED = re.compile(rf"民国 ?(\d{{1,3}}|[{HAN_DIGIT}十百]{{1,5}})年(?!代)")
_BARE = re.compile(r"(?<![\d.,])(1[01]\d)年(?=度|\d{1,2}月|第[一二三四]季|[上下]半年|经济成长)")
"""114年5月: a number of years has no month."""
_MONTH, _DAY = "(1[0-2]|0?[1-9])", r"(3[01]|[12]\d|0?[1-9])"
_TENS = "[二三四五六七八九]?十"
_DECADE = re.compile(
    rf"(?<![\d{HAN_DIGIT}十])(?:(?P<last>上个?世纪)|(?P<this>本世纪|21世纪|二十一世纪)|(?P<own>1[6-9]|20|十[六七八九]|二十)世纪)?的?"
    rf"(?P<first>[1-9]0|{_TENS}|[二三四五六七八](?=[二三四五六七八九]十年代))"
    rf"(?:(?:年代)?(?P<link>[、和至到—~～-]+|(?<=[二三四五六七八]))(?P<second>[1-9]0|{_TENS}))?年代"
)
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
    >>> western_dates("本世纪30年代，上世纪七八十年代，90年代")
    '2030年代，1970年代和1980年代，90年代'
    """
    if "年" in text:
        text = _BARE.sub(_year, _NAMED.sub(_year, text))
        text = _NEXT_YEAR.sub(_after_year, text)
    if "年代" in text:
        text = _DECADE.sub(_decades, text)
    if "）" in text or ")" in text:
        text = _YEAR_OR_MONTH.sub(_year_or_month, _RELATIVE.sub(r"\1天（\2日）", text))
    return _SPAN.sub(r"\1月\2日至\3月\4日", text)


def _year(match: re.Match[str]) -> str:
    return f"{_ERA + _number(match[1])}年"


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


def _decades(match: re.Match[str]) -> str:
    """Return one decade or two with their century, if the text has it."""
    if match["last"]:
        century = "19"
    elif match["this"]:
        century = "20"
    else:
        century = f"{_number(match['own']) - 1}" if match["own"] else ""
    if not century and not match["second"]:
        return match[0]
    decades = [match["first"], *filter(None, [match["second"]])]
    link = "至" if (match["link"] or "、")[0] in "至到—~～-" else "和"
    return link.join(f"{century}{_tens(decade)}年代" for decade in decades)


def _number(numeral: str) -> int:
    return int(numeral) if numeral.isascii() else int(small_value(numeral)[0])


def _tens(decade: str) -> int:
    value = _number(decade)
    return value if value >= 10 else 10 * value
