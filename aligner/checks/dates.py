"""Dates: 11月27日, 26日, 去年4月, 上世纪80年代, 星期二; ``checks.times`` has times of day.

A source date is kept when the English has one that agrees in every part both know, or says the
day in another way (a weekday, yesterday). Without the date of the article a bare weekday cannot
be checked, so the English may always give one instead.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from aligner.bitext import SegmentPair
from aligner.checks.finding import Finding, Severity
from aligner.checks.quantities import (
    printed_numbers,
    source_quantities,
    spans,
    surface,
    target_quantities,
)
from aligner.text.quantity import PartialDate, Quantity

_DAY_WORDS = re.compile(
    r"\b(?:[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight|[Tt]his (?:morning|afternoon|evening|week)"
    r"|[Tt]he (?:same|next|previous|following|other) (?:day|morning|evening)"
    r"|[Ll]ast night|[Tt]hat (?:day|night)|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|daily"
    r"|overnight|Day|Festival|Eve|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b"
)
_YEAR_WORDS = re.compile(r"\b(?:last|this|next|previous|same|following|past|years?)\b", re.I)
_MONTH_WORDS = re.compile(
    r"\b(?:last|this|next|same|previous|following|past) months?\b|\bQ[1-4]\b"
    r"|\bquarter\b|\bmid-?year\b|\bmonths\b|\bChristmas\b|\bNew Year",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Dates:
    """Source dates the English lacks, and English dates that agree with no source date."""

    lost: tuple[Quantity, ...]
    other: tuple[Quantity, ...]


@lru_cache(maxsize=256)
def compare_dates(src: str, tgt: str) -> Dates:
    """Compare the dates of a pair."""
    ours = [q for q in source_quantities(src) if q.date is not None]
    if not ours:
        return Dates((), ())
    theirs = [q for q in target_quantities(tgt) if q.date is not None]
    figures = printed_numbers(tgt)
    lost = tuple(
        q
        for q in ours
        if not _kept(q, tgt, theirs, figures) or _counts_instead(src, q, tgt, theirs)
    )
    other = tuple(
        q for q in theirs if q.date and _is_definite(q.date) and not _explained(q, ours, src)
    )
    if not lost and any(_is_day(q.date) for q in other):
        # "Monday (January 7)" does say a weekday, but not the 7月7日 beside it.
        lost = tuple(
            q for q in ours if _is_day(q.date) and not _kept_exactly(q, tgt, theirs, figures)
        )
    return Dates(lost, other)


def date_kept(quantity: Quantity, tgt: str) -> bool:
    """Tell whether the English says this Chinese date, exactly or in another way."""
    theirs = [q for q in target_quantities(tgt) if q.date is not None]
    return _kept(quantity, tgt, theirs, printed_numbers(tgt))


def is_checkable(quantity: Quantity) -> bool:
    """Tell whether a quantity is a date that English must say: more than a weekday."""
    return quantity.date is not None and not quantity.date.weekday


def _kept(quantity: Quantity, tgt: str, theirs: list[Quantity], figures: frozenset[str]) -> bool:
    date = quantity.date
    if date is None or date.weekday:
        return True
    if any(q.date and _agree(date, q.date) and not _century_off(date, q.date, tgt) for q in theirs):
        return True
    if not (date.month or date.day) and any(q.date and q.date.year for q in theirs):
        return str(date.year) in figures  # the English has years, but not this one
    return _said_otherwise(date, tgt, figures)


def _is_day(date: PartialDate | None) -> bool:
    return date is not None and bool(date.month and date.day)


def _kept_exactly(
    quantity: Quantity, tgt: str, theirs: list[Quantity], figures: frozenset[str]
) -> bool:
    """Tell whether the English has the month and the day themselves."""
    date = quantity.date
    if date is None or any(q.date and _agree(date, q.date) for q in theirs):
        return date is not None
    # One 7 is not both parts of 7月7日.
    return _named(date, tgt, figures) or (date.month != date.day and _numeric(date, figures))


def _agree(ours: PartialDate, theirs: PartialDate) -> bool:
    """Tell whether two dates agree in all parts both have, and share one at least."""
    if ours.decade or theirs.decade:
        return _decades_agree(ours, theirs)
    pairs = [(ours.year, theirs.year), (ours.month, theirs.month), (ours.day, theirs.day)]
    known = [(a, b) for a, b in pairs if a and b]
    if not known or any(a != b for a, b in known):
        return False
    # The smallest part of the source must be there: 3月4日 is not "in March".
    return bool(theirs.day) if ours.day else bool(theirs.month) if ours.month else True


def _decades_agree(ours: PartialDate, theirs: PartialDate) -> bool:
    if not (ours.decade and theirs.decade):
        return (ours.decade or ours.year) // 10 == (theirs.decade or theirs.year) // 10
    return ours.decade % 100 == theirs.decade % 100


def _century_off(ours: PartialDate, theirs: PartialDate, tgt: str) -> bool:
    """Tell whether the English has the decade of another century in full: 2030年代, 1930s."""
    said = theirs.decade != ours.decade and f"{theirs.decade}" in tgt
    return ours.decade >= _THIS_CENTURY and said and bool(theirs.decade)


_THIS_CENTURY = 2000
"""From here on a decade of the source says its century."""


def _said_otherwise(date: PartialDate, tgt: str, figures: frozenset[str]) -> bool:
    if date.decade:
        return f"{date.decade % 100}" in figures or f"{date.decade}" in figures
    if date.day:
        printed = str(date.day) in figures and not date.month
        if printed or _numeric(date, figures) or _named(date, tgt, figures):
            return True
        return _DAY_WORDS.search(tgt) is not None
    if date.month:
        if str(date.month) in figures or _named(date, tgt, figures):
            return True
        if date.year and re.search(rf"{date.year}[./-]0?{date.month}\b", tgt):
            return True
        return _MONTH_WORDS.search(tgt) is not None
    return str(date.year) in figures or _year_said_otherwise(date, tgt)


_MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
)  # fmt: skip


def _named(date: PartialDate, tgt: str, figures: frozenset[str]) -> bool:
    """Tell whether the month's name and the day's figure stand somewhere: "July 26:", "May,"."""
    if not date.month or (date.day and str(date.day) not in figures):
        return False
    years = any(len(figure) == 4 and figure[:2] in ("19", "20") for figure in figures)
    if date.year and years and str(date.year) not in figures:
        return False
    return re.search(rf"\b{_MONTHS[date.month - 1]}", tgt) is not None


_COUNTED = (
    r"(?:\s|-)?(?:days?|nights?|weeks?|months?|years?|hours?|minutes?|percent|per\s?cent|people"
    r"|[mbt]r?illion|thousand|hundred|dollars|yuan|times|points|kilomet\w+|met(?:er|re)s?|km|%"
    r"|[ap]\.?\s?m\b)"
)


_ON_THAT_DAY = re.compile(
    "[）)]|[上下]午|凌晨|清晨|中午|傍晚|[早晚夜在起电電讯訊说說称稱向从從对對就也答拘]|表示|宣[布告]|[报報]道"
    "|消息|[发發][布表]|[举舉]行|召[开開]|正式|[启啟][动動]|[开開][始幕放]|公[布开開]|透露|抵[达達]|[离離][开開]"
    "|[会會][见見]|披露|指出|[综綜]合|竣工|揭"
)
_SO_MANY_DAYS = re.compile("[近满滿共约約每逾超余過过达達需续續期历歷休隔停前首后後第长長]$")


def _counts_instead(src: str, quantity: Quantity, tgt: str, theirs: list[Quantity]) -> bool:
    """Tell whether 25日 of a day stands as 25 days, and nothing in the English is that day.

    What is not a day for certain is let pass: 隔离14日, 近20日.
    """
    date = quantity.date
    if date is None or not date.day or date.month:
        return False
    start, end = quantity.span
    on_it = _ON_THAT_DAY.match(src, end) and not _SO_MANY_DAYS.search(src[:start])
    if not on_it or any(q.date and _agree(date, q.date) for q in theirs):
        return False
    return bool(counted(date.day, tgt)) and _DAY_WORDS.search(tgt) is None


def counted(day: int, tgt: str) -> str:
    """Return what every figure of a day counts instead: the 25 days of 25日; empty if one may not.

    A day is no hour either: 30日下午1点 is not in "from 30 p.m. to 1 p.m."
    """
    figures = re.compile(rf"(?<![\d.,:]){day}(?![\d%]|[.,:]\d)(?P<what>{_COUNTED})?", re.I)
    found = list(figures.finditer(tgt))
    return found[0][0] if found and all(match["what"] for match in found) else ""


def _numeric(date: PartialDate, figures: frozenset[str]) -> bool:
    """Tell whether the day and the month stand as figures: 8/13, 9.11."""
    month, day = str(date.month), str(date.day)
    both = {f"{month}.{day}", f"{month}.{day:0>2}", f"{day}.{month}"}
    return (month in figures and day in figures) or bool(both & figures)


def _year_said_otherwise(date: PartialDate, tgt: str) -> bool:
    """Accept last year, the past years, and short years: '08, 2015-16."""
    short = f"{date.year % 100:02d}"
    return _YEAR_WORDS.search(tgt) is not None or re.search(rf"['’‘/–-]{short}\b", tgt) is not None


def _is_definite(date: PartialDate) -> bool:
    return bool(date.day or date.month or date.year)


def _explained(target: Quantity, ours: list[Quantity], src: str) -> bool:
    date = target.date
    # A weekday by itself explains any day, but not beside a date that does not.
    dated = [q for q in ours if q.date and not q.date.weekday] or ours
    if date is None or any(q.date is not None and _loosely(q.date, date) for q in dated):
        return True
    figures = printed_numbers(src)
    printed = {f"{date.month}.{date.day}", f"{date.month}{date.day}"} & figures
    bare_day = re.search(rf"(?<![月\d]){date.day}[日号號]", src)
    return bool(printed) or bare_day is not None


def _loosely(ours: PartialDate, theirs: PartialDate) -> bool:
    """Tell whether a source date may be behind the English one: no known part contradicts."""
    parts = zip(ours[:3], theirs[:3], strict=True)
    return all(a == b for a, b in parts if a and b)


@dataclass(frozen=True, slots=True)
class Date:
    """A date of the source that the English gives differently."""

    name: str = "date"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return one finding with the dates that have no partner on either side."""
        found = compare_dates(pair.src, pair.tgt)
        if not found.lost or not found.other:
            return ()
        ours = ", ".join(surface(pair.src, q) for q in found.lost)
        theirs = ", ".join(f'"{surface(pair.tgt, q)}"' for q in found.other)
        return (
            Finding(
                self.name,
                "numbers",
                Severity.MAJOR,
                f"{ours} ↔ {theirs}",
                spans(found.lost),
                spans(found.other),
            ),
        )


def _lost_day(pair: SegmentPair, quantity: Quantity) -> str:
    """Return a date, and what its figure counts in the English."""
    words = surface(pair.src, quantity)
    date = quantity.date
    other = counted(date.day, pair.tgt) if date and date.day and not date.month else ""
    return f'{words} ("{other}")' if other else words


@dataclass(frozen=True, slots=True)
class DateLost:
    """A date of the source that the English does not say in any way."""

    name: str = "date-lost"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return one finding with all lost dates if the English has no other instead."""
        found = compare_dates(pair.src, pair.tgt)
        if not found.lost or found.other or not pair.tgt.strip():
            return ()
        words = ", ".join(_lost_day(pair, q) for q in found.lost)
        message = f"not in the English: {words}"
        return (Finding(self.name, "omission", Severity.MAJOR, message, spans(found.lost)),)


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week that the English gives as another one."""

    name: str = "weekday"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return a finding if the source names weekdays and the English only others."""
        ours = tuple(q for q in source_quantities(pair.src) if q.date and q.date.weekday)
        if not ours:
            return ()
        theirs = tuple(q for q in target_quantities(pair.tgt) if q.date and q.date.weekday)
        said = {q.value for q in theirs}
        if not theirs or len(theirs) > len(ours) or said & {q.value for q in ours}:
            return ()
        days = ", ".join(surface(pair.src, q) for q in ours)
        words = ", ".join(f'"{surface(pair.tgt, q)}"' for q in theirs)
        message = f"{days} ↔ {words}"
        return (Finding(self.name, "numbers", Severity.MAJOR, message, spans(ours), spans(theirs)),)
