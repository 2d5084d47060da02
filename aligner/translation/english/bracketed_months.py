"""Months of dates in brackets that an output gets wrong: *Monday (Fcember 16)* for （2月16日）.

Behind a bracket a word is spelt in other pieces than behind a space, and a vocabulary map that was
made without them leaves a model no way to write *(July 3)*: it wrote *(May 3)*.
"""

import re

from aligner.translation.source.datelines import MONTHS

_MONTH_DAY = r"(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])[日号]"
_DATE = re.compile(rf"(?<!\d){_MONTH_DAY}")
_LIKE_A_MONTH = re.compile(r"\w*(?:ber|ary|uly|une|ust|ril)")
"""What a month that went wrong looks like: Fember."""
_SHORT = 4
"""Letters of Sept."""


def right_months(source: str, text: str) -> str:
    """Return the text with the months of the source's dates in brackets.

    >>> right_months("星期一（2月16日）会谈", "On Monday (Fcember 16) they met")
    'On Monday (February 16) they met'
    """
    if "(" not in text or "月" not in source:
        return text
    dates = {(int(month), int(day)) for month, day in _DATE.findall(source)}
    for month, day in sorted(dates):
        own = {MONTHS[m - 1] for m, d in dates if d == day}
        if not re.search(rf"\b{MONTHS[month - 1]} {day}\b", text):
            text = _with_month(text, MONTHS[month - 1], day, own)
    return text


def _with_month(text: str, month: str, day: int, own: set[str]) -> str:
    """Return the text with a month for any other word in front of its day in brackets."""

    def right(match: re.Match[str]) -> str:
        word = match[1]
        short = len(word) <= _SHORT and month.startswith(word[:3])
        like = word in MONTHS or _LIKE_A_MONTH.fullmatch(word)
        return f"({month}" if like and word not in own and not short else match[0]

    return re.sub(rf"\(([A-Z][a-z]+)\.?(?= {day}(?![\d%]|[.,:-]\d))", right, text)
