"""Dates of a source that no candidate has, as English writes them: 7月7日 is July 7.

Given so always, they make a translation worse (decision 0310): the model knows most of them. Where
it does not, *Monday (January 7)* for 星期一（7月7日）, one more candidate that copies the date is
what can help.
"""

from collections.abc import Sequence

from aligner.checks.dates import compare_dates
from aligner.document import Span
from aligner.text.quantity import PartialDate, Quantity
from aligner.translation.names.name_table import Name
from aligner.translation.source.datelines import MONTHS


def dates_lost_by_all(source: str, texts: Sequence[str]) -> tuple[Name, ...]:
    """Return the dates with month and day that none of the translations has, in English.

    Months and days alone are left: *26th* in Chinese became *26thth*.

    >>> [date.spellings for date in dates_lost_by_all("会议（7月7日）召开", ["It met (June 7)."])]
    [('July 7',)]
    """
    lost: set[Quantity] | None = None
    for text in texts:
        own = set(compare_dates(source, text).lost)
        lost = own if lost is None else lost & own
        if not lost:
            return ()
    return tuple(
        Name(_span(source, quantity), (_english(quantity.date),))
        for quantity in sorted(lost or (), key=lambda quantity: quantity.span.start)
        if quantity.date and quantity.date.month and quantity.date.day
    )


def _span(source: str, quantity: Quantity) -> Span:
    """Return where the date stands, without a 去年 before it, which is left as it is."""
    start, end = quantity.span.start, quantity.span.end
    if quantity.date and quantity.date.relative is not None:
        start = max(start, source.rfind("年", start, end) + 1)
    return Span(start, end)


def _english(date: PartialDate) -> str:
    written = f"{MONTHS[date.month - 1]} {date.day}"
    return f"{written}, {date.year}" if date.year and date.relative is None else written
