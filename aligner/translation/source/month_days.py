"""Days and parts of this month, the last and the next, in what the model is given: 上月25日.

The month is named by 本, 上 or 下 alone. A small model drops it (*on the 25th*), reads the day as
the month (*as of March* for 截至本月3日) or guesses one (*mid-January* for 下月中旬). In English it
copies them. Also 2060年前 is 2060年之前 (it was *2060 years ago*), and days side by side, 7日、8日,
are in English, for it keeps one of them. What stays: single days of no month (decision 0310), and
本月初 and 下月底, which it knows.
"""

import re

from aligner.translation.english.typography import ordinal
from aligner.translation.source.spacing import spaced

_DAY = "3[01]|[12]\\d|0?[1-9]"
_MONTHS = {"本": "this", "这个": "this", "上": "last", "上个": "last", "下": "next", "下个": "next"}
_UNTIL = "截至|截止|截止到|截至到|直到|等到|直至|[从自由至到于在]"
_OF_MONTH = re.compile(
    rf"(?P<link>{_UNTIL})?(?P<month>[本上下]|[这上下]个)月份?(?:的)?(?P<days>"
    rf"(?:{_DAY})[日号]?(?:至|到|[-－—–~～])(?:{_DAY})[日号]|(?:{_DAY})[日号](?:[、和及与](?:{_DAY})[日号])*)"
    r"(?P<after>前后|左右|起|开始(?=[，,]))?(?![（(凌清早上中下傍晚夜深前之以]|[\d一二三四五六七八九十])"
)
_PART = re.compile(
    r"(?P<month>(?<![\d一二三四五六七八九十])[本上下]|[这上下]个)月(?:的)?(?P<part>[上中下])旬(?!以?[来前后起至到刊])"
)
_PARTS = {"上": "early {} month", "中": "in the middle of {} month", "下": "late {} month"}
_AFTER = {"前后": "around", "左右": "around", "起": "from", "开始": "from"}
_NUMBERS = re.compile(r"\d+")
_BEFORE_YEAR = re.compile(
    r"(?<![\d.在于])((?:1[5-9]|20|21)\d\d)年前(?![\d后前一二三四五六七八九十几个多半上下段期景述任总首副沿往来线台卫锋妻夫女])"
)
_SIDE_BY_SIDE = re.compile(
    rf"(?P<link>{_UNTIL})?(?<![月\d.年])(?P<days>(?:{_DAY})日(?:、(?:{_DAY})日)*[、和及与](?:{_DAY})日)"
    r"(?![（(凌清早上中下傍晚夜深前后游至到、—–~～-]|[\d一二三四五六七八九十])"
)


def english_month_days(text: str) -> str:
    """Return the text with days and parts of months named by 本, 上 and 下 in English.

    >>> english_month_days("上月25日抵达，截至本月3日，下月中旬")
    'on the 25th of last month 抵达，截至 the 3rd of this month，in the middle of next month'
    >>> english_month_days("2060年前实现碳中和，2025年前三季度，7日、8日停课")
    '2060年之前实现碳中和，2025年前三季度，on the 7th and 8th 停课'
    """
    if "年前" in text:
        text = _BEFORE_YEAR.sub(r"\1年之前", text)
    if "月" in text:
        text = _OF_MONTH.sub(_of_month, _PART.sub(_part, text))
    return _SIDE_BY_SIDE.sub(_side_by_side, text) if text.count("日") > 1 else text


def _of_month(match: re.Match[str]) -> str:
    numbers = [ordinal(int(number)) for number in _NUMBERS.findall(match["days"])]
    whole = f"the {_listed(numbers)} of {_MONTHS[match['month']]} month"
    if re.search("[至到~～—–－-]", match["days"]):
        whole = f"the {numbers[0]} to the {numbers[1]} of {_MONTHS[match['month']]} month"
        return _linked(match, "from", whole)
    return _linked(match, _AFTER.get(match["after"], "on"), whole)


def _linked(match: re.Match[str], preposition: str, whole: str) -> str:
    """Return a day behind what the source says before it, or behind a preposition.

    于 and 在 go, which the model reads as *in*, but not from 定于 and 在……的会上.
    """
    link = match["link"] or ""
    if not link or link in "于在":
        kept = match.string[: match.start()].endswith(("定", "订", "设", "始", "截止"))
        kept = kept or match.string.startswith("的", match.end())
        return (link if kept else "") + spaced(match, f"{preposition} {whole}")
    words = whole if preposition in ("on", "from") else f"{preposition} {whole}"
    return link + _spaced_after(match, words)


def _spaced_after(match: re.Match[str], words: str) -> str:
    return f" {words}" + (" " if match.string[match.end() : match.end() + 1].isalnum() else "")


def _part(match: re.Match[str]) -> str:
    return spaced(match, _PARTS[match["part"]].format(_MONTHS[match["month"]]))


def _side_by_side(match: re.Match[str]) -> str:
    days = [ordinal(int(number)) for number in _NUMBERS.findall(match["days"])]
    return _linked(match, "on", f"the {_listed(days)}")


def _listed(days: list[str]) -> str:
    return " and ".join([", ".join(days[:-1]), days[-1]]) if len(days) > 1 else days[0]
