"""Days and parts of this month, the last and the next, 上月25日 and 本月中旬, in an output.

The month is named by 本, 上 or 下 alone. A small model leaves it out (*on the 25th*), guesses one
(*January 25th*, *mid-March*) or reads the day as the month: 截至本月3日, *as of March this month*.
What this does not do: sentences that name other months, or have one number for two days.
"""

import re
from functools import partial

from aligner.translation.english.typography import ordinal
from aligner.translation.source.datelines import MONTHS

_WHICH = {"本": "this", "这个": "this", "上": "last", "上个": "last", "下": "next", "下个": "next"}
_NAMED = "|".join(MONTHS)
_DAY = re.compile(
    r"(?<![\d一二三四五六七八九十])(?P<month>[本上下]|[这上下]个)月(?P<day>3[01]|[12]\d|0?[1-9])[日号]"
    r"(?![、和及与至到—–~～-]|本[人元])"
)
_PART = re.compile(
    r"(?<![\d一二三四五六七八九十])(?P<month>[本上下]|[这上下]个)月(?P<part>[上中下])旬"
)
_PARTS = {"上": ("early", "early {}"), "中": ("mid", "the middle of {}"), "下": ("late", "late {}")}
_ANY_DAY = re.compile(r"(?<![\d.])(3[01]|[12]\d|0?[1-9])[日号]")
_OTHER_MONTH = re.compile("[\\d一二三四五六七八九十元正腊]月|" + "|".join(MONTHS))
_ITS_OWN = (
    r"(?! (?:day )?(?:of|month|anniversary|round|time|year|floor)\b|,? (?:this|last|next) month)"
)


def with_now_months(source: str, text: str) -> str:
    """Return the text with the month of days and parts of months that count from now.

    >>> with_now_months("外长上月25日会面", "They met on the 25th in Tokyo.")
    'They met on the 25th of last month in Tokyo.'
    >>> with_now_months("截至本月3日", "as of March this month")
    'as of the 3rd of this month'
    >>> with_now_months("下月中旬访韩", "He will visit South Korea in mid-January.")
    'He will visit South Korea in the middle of next month.'
    """
    if "月" not in source or _OTHER_MONTH.search(source):
        return text
    days = _ANY_DAY.findall(source)
    for match in _DAY.finditer(source):
        if days.count(match["day"]) == 1:
            text = _with_month(text, int(match["day"]), f"{_WHICH[match['month']]} month")
    for match in _PART.finditer(source):
        word, form = _PARTS[match["part"]]
        part = form.format(f"{_WHICH[match['month']]} month")
        in_part = rf"\b([Ii]n )?(?:the )?(?i:{word})[- ](?:{_NAMED})\b(?! \d)"
        text = re.sub(in_part, partial(_part, part), text)
    return text


def _part(part: str, found: re.Match[str]) -> str:
    """Return a part of a month for one that is guessed: in mid-March, late March."""
    kept = found[1] if found[1] and part.startswith("the ") else ""
    begins = not kept and found.start() == 0
    return kept + (part[0].upper() + part[1:] if begins else part)


def _with_month(text: str, day: int, month: str) -> str:
    """Return the text with a month behind a day, if it has none and the text does not name it."""
    whole, number = f"the {ordinal(day)} of {month}", ordinal(day)
    text = re.sub(rf"\b(?:{_NAMED}) {day}(?:st|nd|rd|th)?\b(?!,? \d)(?: {month})?", whole, text)
    text = re.sub(rf"\b(?:the )?(?:{number}|{day}) {month}\b", whole, text)
    if day <= len(MONTHS):
        text = re.sub(rf"\b{MONTHS[day - 1]} {month}\b", whole, text)
    if month in text:
        return text
    return re.sub(rf"\b(the {number})\b{_ITS_OWN}", rf"\1 of {month}", text, count=1)
