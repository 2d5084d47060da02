"""What a number in a text means: the value, its kind and where it stands."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from aligner.document import Span

Kind = Literal[
    "number",
    "percent",
    "points",
    "fraction",
    "multiple",
    "ordinal",
    "date",
    "time",
    "money",
    "score",
]


class PartialDate(NamedTuple):
    """A date with unknown parts as 0.

    ``relative`` is the year counted from the article's (去年: -1), ``None`` when nothing says so;
    ``decade`` is 1980 for the 1980s; ``weekday`` is 1 for Monday to 7 for Sunday.
    """

    year: int = 0
    month: int = 0
    day: int = 0
    decade: int = 0
    weekday: int = 0
    relative: int | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of a text.

    ``value`` by ``kind``: number and money in units (1.2万亿: 1.2e12); percent and points in
    percent (三成: 30); fraction 0 to 1; multiple as written (19倍: 19); ordinal the place; time in
    minutes after midnight; date as yyyymmdd with 0 for what is unknown (the weekday alone: 1 to 7);
    score the first side. ``high`` is the upper end of a range (三四十: 30 to 40) or the second side
    of a score. ``approximate``: the text says about, more than, nearly. ``unit``: ISO 4217 code of
    a currency, ``celsius``, ``fahrenheit`` or empty. ``date`` is set for dates only.
    ``scale`` is the scale word after the figures (1e4 in 12万), 1 without.
    """

    kind: Kind
    value: float
    span: Span
    approximate: bool = False
    high: float | None = None
    unit: str = ""
    scale: float = 1
    date: PartialDate | None = None


LONGEST = 40
"""What has more digits, or digit characters in Chinese, is a loop or a key and no number."""


class Reading(NamedTuple):
    """A number just read: where it ends, what it is worth, and how sure the text is."""

    end: int
    value: float
    high: float | None = None
    approximate: bool = False
    plain: bool = False  # written with digits alone, no scale
    scale: float = 1.0  # the last scale word


def date_value(date: PartialDate) -> float:
    """Return the ``value`` of a date quantity."""
    if date.decade:
        return float(date.decade)
    if date.year or date.month or date.day:
        return float(date.year * 10000 + date.month * 100 + date.day)
    return float(date.weekday)
