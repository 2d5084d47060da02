"""Days of no month with a time or a weekday, in what the model is given: 5日20时至6日20时.

A small model mixes up days and hours of such a range, *20:00 to 6, 20:00*, and where it counts up
to a time, 截至6日18时. In English, 8 p.m. on the 5th 至 8 p.m. on the 6th, it copies them there;
elsewhere it does worse with English than without (decision 0310). A weekday behind its day,
22日（星期二）, is given the way round that it knows, 星期二（22日）: it wrote *Tuesday (Tuesday)*.
So is a clock whose half of the day it puts anywhere, 晚间9:42 as *Late 9:42*, but 在晚上9:42 as *at
9:42 p.m.*, and 周一至五 is Monday to Friday: it wrote *to Friday*.
"""

import calendar
import re

from aligner.translation.english.typography import ordinal
from aligner.translation.source.spacing import spaced

_DAY = r"(?<![月\d.,:年、~～—–/-])(?P<{0}day>3[01]|[12]\d|0?[1-9])日"
_MORNING = ("凌晨", "清晨", "早晨", "早上", "上午")
_NIGHT = ("晚", "晚上", "晚间", "深夜")
_HALF = f"{'|'.join(_MORNING)}|中午|下午|傍晚|晚上|晚间|晚|深夜"
_CLOCK = (
    rf"(?P<{{0}}half>{_HALF})?(?P<{{0}}hour>1\d|2[0-3]|0?[1-9])"
    r"(?:[时点](?:整|(?P<{0}sharp>[0-5]?\d)分(?![之钟])|(?P<{0}thirty>半))?"
    r"|[:：](?P<{0}minute>[0-5]\d)(?![\d:：.]))"
)
_NOON = 12
_AFTER_NIGHT = (_NOON, 1, 2, 3)
"""Hours that 晚 may put on either day."""
_RANGE = re.compile(
    f"{_DAY.format('a')}{_CLOCK.format('a')}(?:至|到|—+|–|-|~|～)"
    rf"(?P<bday>3[01]|[12]\d|0?[1-9])日{_CLOCK.format('b')}(?![间期代段许])"
)
_UNTIL = re.compile(
    rf"(?<=截[至止到])(?P<aday>3[01]|[12]\d|0?[1-9])日{_CLOCK.format('a')}(?=[，,；。])"
)
_WEEKDAY = re.compile(
    f"(?<!至)(?<!到){_DAY.format('')}[（(]((?:星期|周|礼拜)[一二三四五六日天])[）)]"
)
_WEEK = re.compile(
    r"(?<![上下本每隔])(?:星期|礼拜|周)([一二三四五六日天])(?:至|到|[-－—–~～]{1,2})"
    r"(?:星期|礼拜|周)?([一二三四五六日天])(?![\d年月个场次级期种名])"
)
_WEEKDAYS = dict(
    zip(
        "一二三四五六日天",
        (*calendar.day_name, calendar.day_name[-1]),
        strict=True,
    )
)
_CLOCK_HALF = re.compile(
    r"(?P<link>[在于自从至到近约截起前，。、；（(]|\A)?(?P<half>清晨|早晨|傍晚|晚间|深夜)"
    r"(?P<clock>(?P<hour>1[01]|[4-9]):[0-5]\d)(?![\d:])"
)
_AS_KNOWN = {"清晨": "早上", "早晨": "早上", "傍晚": "下午", "晚间": "晚上", "深夜": "晚上"}
_HOURS = {"清晨": range(4, 9), "早晨": range(5, 10), "傍晚": range(4, 8), "晚间": range(6, 12)}
_HOURS["深夜"] = range(9, 12)


def english_day_times(text: str) -> str:
    """Return the text with times on days of no month in English where that helps the model.

    >>> english_day_times("5日20时至6日8时30分有雨，截至6日18时，22日（星期二）下午")
    '8 p.m. on the 5th 至 8:30 a.m. on the 6th 有雨，截至 6 p.m. on the 6th，星期二（22日）下午'
    """
    if "周" in text or "期" in text or "礼拜" in text:
        text = _WEEK.sub(_week, text)
    if "日" not in text:
        return text
    text = _WEEKDAY.sub(r"\2（\1日）", text)
    return _RANGE.sub(_range, _UNTIL.sub(_until, text))


def known_halves(text: str) -> str:
    """Return the text with parts of the day before a clock in words that the model knows there.

    >>> known_halves("台北晚间9:42完成计票，6日清晨5:30")
    '台北在晚上9:42完成计票，6日在早上5:30'
    """
    return _CLOCK_HALF.sub(_half, text) if ":" in text else text


def _half(match: re.Match[str]) -> str:
    if int(match["hour"]) not in _HOURS[match["half"]]:
        return match[0]
    link = match["link"]
    return f"{'在' if link is None else link}{_AS_KNOWN[match['half']]}{match['clock']}"


def _week(match: re.Match[str]) -> str:
    return spaced(match, f"{_WEEKDAYS[match[1]]} to {_WEEKDAYS[match[2]]}")


def _range(match: re.Match[str]) -> str:
    start, end = _time(match, "a"), _time(match, "b")
    return spaced(match, f"{start} 至 {end}") if start and end else match[0]


def _until(match: re.Match[str]) -> str:
    return spaced(match, words) if (words := _time(match, "a")) else match[0]


def _time(match: re.Match[str], which: str) -> str:
    """Return a time and its day in English; nothing if the hour may be another day's."""
    half, hour = match[f"{which}half"] or "", int(match[f"{which}hour"])
    if (half in _MORNING and hour >= _NOON) or (half in _NIGHT and hour in _AFTER_NIGHT):
        return ""
    if half and half not in _MORNING and hour < _NOON and (half, hour) != ("中午", _NOON - 1):
        hour += _NOON
    minute = (
        30
        if match[f"{which}thirty"]
        else int(match[f"{which}sharp"] or match[f"{which}minute"] or 0)
    )
    return f"{_clock(hour, minute)} on the {ordinal(int(match[f'{which}day']))}"


def _clock(hour: int, minute: int) -> str:
    if (hour, minute) == (_NOON, 0):
        return "noon"
    minutes = f":{minute:02d}" if minute else ""
    return f"{(hour - 1) % _NOON + 1}{minutes} {'a.m.' if hour < _NOON else 'p.m.'}"
