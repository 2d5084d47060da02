"""Days and times that an output tells twice and its source once.

A small model puts a date where Chinese has it and again where English wants it: *on Tuesday (March
4) held talks on Tuesday (March 4)*, *at 9:00 a.m. at 9:00*. The later one goes, if it stands after
*on* or *at*, so that nothing but it is lost.
"""

import calendar
import re

from aligner.checks.quantities import source_quantities, target_quantities
from aligner.text.quantity import PartialDate, Quantity

_DAY = rf"(?:{'|'.join(calendar.day_name)})"
_DATE = (
    rf"(?:{'|'.join(calendar.month_name[1:])}) \d{{1,2}}(?:, \d{{4}})?|the \d{{1,2}}(?:st|nd|rd|th)"
)
_TOLD = re.compile(
    rf",? \b(?:on (?:{_DAY}(?: \((?:{_DATE}|\d{{1,2}}(?:st|nd|rd|th))\))?|{_DATE})"
    r"|at \d{1,2}(?::\d\d(?: [ap]\.m\.(?!\Z))?| [ap]\.m\.(?!\Z)))(?=[ ,;)]|\.(?!\d)|\Z)"
    r"(?! (?:and|or|to|until) (?:\d|the \d))"
)
_HALF_DAY = 720
_SPAN = re.compile(
    r" (?:of |in |for |from )?(?P<which>(?:this|last|next) (?:month|week|quarter|season|year))"
    r"(?=[ ,;]|\.(?!\d)|\Z)"
)
_SPANS = {
    "this month": "本月|这个月|当月|月内", "last month": "上个?月", "next month": "下个?月",
    "this week": "[本这]周|[本这]个?(?:星期|礼拜)", "last week": "上周|上个?(?:星期|礼拜)",
    "next week": "下周|下个?(?:星期|礼拜)", "this quarter": "本季", "last quarter": "上一?季",
    "this season": "[本今]季|[本这]个?赛季", "last season": "上个?赛?季",
    "this year": "今年|本年", "last year": "去年|上年|同比|同期", "next year": "明年",
}  # fmt: skip
"""Months, weeks and years that count from now, and how a source names each of them."""


def told_once(source: str, text: str) -> str:
    """Return the text without days, times and months of now that it has told before.

    >>> told_once("两国星期二会谈", "The two on Tuesday held talks on Tuesday.")
    'The two on Tuesday held talks.'
    >>> told_once("本月开业，客人很多", "It opened this month and had many guests this month.")
    'It opened this month and had many guests.'
    """
    text = _spans_once(source, text)
    phrases = list(_TOLD.finditer(text))
    if not phrases:
        return text
    ours = source_quantities(source)
    theirs = [q for q in target_quantities(text) if q.date or q.kind == "time"]
    for phrase in reversed(phrases):
        inside = [q for q in theirs if phrase.start() <= q.span.start < phrase.end()]
        before = [q for q in theirs if q.span.start < phrase.start()]
        if inside and all(_repeats(quantity, before, ours) for quantity in inside):
            text = text[: phrase.start()] + text[phrase.end() :]
    return text


def _spans_once(source: str, text: str) -> str:
    """Return the text without a *this month* too many, where the source has but one."""
    told: set[str] = set()
    cut: list[re.Match[str]] = []
    for span in _SPAN.finditer(text):
        which = span["which"]
        once = len(re.findall(_SPANS.get(which, r"(?!)"), source)) == 1
        if once and which in told:
            cut.append(span)
        told.add(which)
    for span in reversed(cut):
        text = text[: span.start()] + text[span.end() :]
    return text


def _repeats(quantity: Quantity, before: list[Quantity], ours: tuple[Quantity, ...]) -> bool:
    """Tell whether a day or time was told before, and the source has but one like it."""
    told = any(_equal(quantity, other) for other in before)
    return told and sum(_equal(quantity, other) for other in ours) <= 1


def _equal(one: Quantity, other: Quantity) -> bool:
    if one.date and other.date:
        return _same_day(one.date, other.date)
    same_kind = one.kind == other.kind == "time"
    return same_kind and (one.value - other.value) % _HALF_DAY == 0


def _same_day(one: PartialDate, other: PartialDate) -> bool:
    if one.weekday or other.weekday:
        return one.weekday == other.weekday
    return one.day == other.day and (one.month == other.month or 0 in (one.month, other.month))
