"""Dates of Taiwan in what the model is given: 民国114年5月 is 2025年5月, （5/27至6/2） full days.

A small model drops the year or writes *in May 114*, and leaves 5/27 as it is.
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


def western_dates(text: str) -> str:
    """Return the text with years of the Republic in those of the world, and 5/27至6/2 in full.

    >>> western_dates("民国114年5月，上周（5/27至6/2）")
    '2025年5月，上周（5月27日至6月2日）'
    """
    if "年" in text:
        text = _BARE.sub(_year, _NAMED.sub(_year, text))
    return _SPAN.sub(r"\1月\2日至\3月\4日", text)


def _year(match: re.Match[str]) -> str:
    numeral = match[1]
    years = int(numeral) if numeral.isascii() else int(small_value(numeral)[0])
    return f"{_ERA + years}年"
