"""Parts of the day on both sides: 下午5点 is no ``5 a.m.``, 上午 no evening, 午夜 no noon.

Every word and every time is the hours it can mean. A time is compared with the English time of the
same clock; a word, and a time without such a partner, with any part of the day. A bare 5:00 can be
of either half and contradicts nothing. Does not convert time zones.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from aligner.checks.quantities import source_quantities, surface, target_quantities
from aligner.document import Span
from aligner.text.daytime import (
    EN_PART,
    HOUR_WORDS,
    LOOK_BACK,
    ZH_PART,
    Hours,
    hours_of,
    on_full_clock,
    part_before,
)
from aligner.text.quantity import Quantity

_NONE = -1
"""The clock of a word, which has none."""


@dataclass(frozen=True, slots=True)
class DayPart:
    """A part of the day or a time: the hours it can mean, and the minutes on a twelve-hour dial."""

    hours: Hours
    span: Span
    clock: float = _NONE


@dataclass(frozen=True, slots=True)
class Differing:
    """What the source says of the day and the English denies, and what it says instead."""

    ours: tuple[DayPart, ...]
    theirs: tuple[DayPart, ...]


@lru_cache(maxsize=256)
def compare_parts(src: str, tgt: str) -> Differing:
    """Return the parts of the day that contradict each other; both sides have some or none."""
    ours = _source_parts(src)
    if not ours or _OTHER_ZONE.search(tgt):
        return Differing((), ())
    theirs = _target_parts(tgt)
    lost = tuple(part for part in ours if not _has_equal(part, theirs))
    other = tuple(part for part in theirs if not _has_equal(part, ours))
    denied = tuple(part for part in lost if any(_excludes(part, o, theirs) for o in other))
    said = tuple(o for o in other if any(_excludes(part, o, theirs) for part in denied))
    return Differing(denied, said)


def half_kept(src: str, quantity: Quantity, tgt: str) -> bool:
    """Tell whether nothing in the English puts a Chinese time into the other half of the day."""
    return all(
        part.span.end != quantity.span.end
        for part in compare_parts(src, tgt).ours
        if part.clock != _NONE
    )


_OTHER_ZONE = re.compile(r"\b(?:E[DS]T|ET|P[DS]T|Eastern|Pacific|New York time)\b")
"""Beijing is twelve hours ahead of New York in summer."""


def _has_equal(part: DayPart, others: tuple[DayPart, ...]) -> bool:
    """Tell whether any other side shares an hour; times look at those of the same clock first."""
    same = [other for other in others if part.clock != _NONE and other.clock == part.clock]
    return any(part.hours & other.hours for other in same or others)


def _excludes(part: DayPart, other: DayPart, theirs: tuple[DayPart, ...]) -> bool:
    """Tell whether two parts speak of the same: two times only if their clocks agree.

    A word about a time (``at noon`` for 0时) stands for it only if no English time could.
    """
    if part.clock != _NONE and other.clock != _NONE:
        return part.clock == other.clock
    return part.clock == _NONE or all(t.clock == _NONE for t in theirs)


def _dial(quantity: Quantity) -> float:
    return quantity.value % 720


def _both_halves(quantity: Quantity) -> Hours:
    hour = int(quantity.value // 60) % 12
    return frozenset((hour, hour + 12))


@lru_cache(maxsize=256)
def _source_parts(src: str) -> tuple[DayPart, ...]:
    """Return the parts of the day a Chinese text says for certain."""
    found, taken = [], set()
    for quantity in source_quantities(src):
        if quantity.kind != "time":
            continue
        start = quantity.span.start
        hour = int(quantity.value // 60)
        part = part_before(src, start)
        if part is not None:
            taken.add(max(0, start - LOOK_BACK) + part.start())
        elif 0 < hour < 13:
            continue
        hours = _both_halves(quantity)
        if part is not None and hours & hours_of(part):
            hours = frozenset((on_full_clock(hour, hours_of(part)) % 24,))
        elif part is None:
            hours = frozenset((hour % 24,))
        found.append(DayPart(hours, Span(start, quantity.span.end), _dial(quantity)))
    words = (m for m in ZH_PART.finditer(src) if m.start() not in taken)
    return (*found, *(DayPart(hours_of(m), Span(*m.span())) for m in words))


_TAIL = (
    r"(?:\s(?:sharp|local time|Beijing time))?"
    r"(?:\s(?:in the|on the|at|this|that|the (?:same|next|following|previous)|last|yesterday"
    r"|tomorrow|(?:on\s)?[A-Z][a-z]+day))?\s(?:early\s|late\s)?"
)
_AFTER = re.compile(_TAIL + f"(?:{EN_PART.pattern})")
_SPOKEN = re.compile(
    rf"\b(?:(?P<figure>1[0-2]|[1-9])|(?P<word>{'|'.join(HOUR_WORDS)}))\b"
    rf"(?=(?:\so['’]clock)?{_TAIL}(?:{EN_PART.pattern}))(?!\s\d)"
)
_HALF = re.compile(r"[ap]\.?\s?m\b", re.I)


def _target_parts(tgt: str) -> tuple[DayPart, ...]:
    """Return the parts of the day and the times of an English text."""
    found = [_target_time(tgt, q) for q in target_quantities(tgt) if q.kind == "time"]
    for match in _SPOKEN.finditer(tgt):
        hour = int(match["figure"] or HOUR_WORDS.index(match["word"]))
        span = Span(*match.span())
        if all(span.end <= p.span.start or span.start >= p.span.end for p in found):
            hours = frozenset((hour % 12, hour % 12 + 12))
            found.append(DayPart(_after(tgt, span.end, hours), span, hour * 60 % 720))
    words = (DayPart(hours_of(m), Span(*m.span())) for m in EN_PART.finditer(tgt))
    return (*found, *words)


def _target_time(tgt: str, quantity: Quantity) -> DayPart:
    hour = int(quantity.value // 60)
    if _HALF.search(surface(tgt, quantity)) or hour > 12 or hour == 0:
        hours = frozenset((hour % 24,))
    else:
        hours = _after(tgt, quantity.span.end, _both_halves(quantity))
    return DayPart(hours, quantity.span, _dial(quantity))


def _after(tgt: str, end: int, hours: Hours) -> Hours:
    """Return the hours of a time that the words behind it leave: 5 in the afternoon."""
    match = _AFTER.match(tgt, end)
    part = EN_PART.search(match[0]) if match else None
    return (hours & hours_of(part)) or hours if part else hours
