"""Times of day: 19时54分, 下午三点一刻, on either clock and in the right half of the day."""

import re
from dataclasses import dataclass

from aligner.bitext import SegmentPair
from aligner.checks.daytime import DayPart, compare_parts, half_kept
from aligner.checks.finding import Finding, Severity
from aligner.checks.quantities import (
    printed_numbers,
    source_quantities,
    spans,
    surface,
    target_quantities,
)
from aligner.text.daytime import HOUR_WORDS, LOOK_BACK, part_before
from aligner.text.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Time:
    """A time or part of the day that the English gives differently, or a time not at all."""

    name: str = "time"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return one finding for the times that are not in the English, on either clock."""
        lost = tuple(
            q
            for q in source_quantities(pair.src)
            if q.kind == "time"
            and not _NO_TIME.fullmatch(surface(pair.src, q))
            and not _clock_kept(q, pair.tgt)
        )
        if not pair.tgt.strip():
            return ()
        if not lost:
            return self._other_half(pair)
        theirs = tuple(q for q in target_quantities(pair.tgt) if q.kind == "time")
        ours = ", ".join(surface(pair.src, q) for q in lost)
        if theirs:
            words = ", ".join(f'"{surface(pair.tgt, q)}"' for q in theirs)
            message = f"{ours} ↔ {words}"
        else:
            message = f"not in the English: {ours}"
        kind = "numbers" if theirs else "omission"
        return (Finding(self.name, kind, Severity.MAJOR, message, spans(lost), spans(theirs)),)

    def _other_half(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return a finding for the parts of the day that contradict each other."""
        found = compare_parts(pair.src, pair.tgt)
        if not found.ours:
            return ()
        ours = ", ".join(_words(pair.src, part) for part in found.ours)
        theirs = ", ".join(
            f'"{pair.tgt[part.span.start : part.span.end]}"' for part in found.theirs
        )
        places = (tuple(p.span for p in found.ours), tuple(p.span for p in found.theirs))
        message = f"{ours} ↔ {theirs}"
        return (Finding(self.name, "mistranslation", Severity.MAJOR, message, *places),)


def _words(src: str, part: DayPart) -> str:
    """Return a time with the part of the day before it."""
    start, end = part.span
    before = part_before(src, start) if part.clock >= 0 else None
    return src[max(0, start - LOOK_BACK) + before.start() : end] if before else src[start:end]


_NO_TIME = re.compile("[二三四]时")
"""三时, 四时 (the seasons): no time of day as a rule."""
_HOUR_WORDS = re.compile(
    r"\b(?:noon|midnight|midday|o'clock|half past|quarter (?:to|past))\b", re.I
)


def time_kept(src: str, quantity: Quantity, tgt: str) -> bool:
    """Tell whether the English says this Chinese time of day, and not of the other half."""
    return _clock_kept(quantity, tgt) and half_kept(src, quantity, tgt)


def _clock_kept(quantity: Quantity, tgt: str) -> bool:
    if any(
        q.kind == "time" and (q.value - quantity.value) % 720 == 0 for q in target_quantities(tgt)
    ):
        return True
    hour, minute = divmod(int(quantity.value), 60)
    figures = printed_numbers(tgt)
    hours = {str(hour), str(hour % 12), str(hour % 12 + 12), f"{hour:02d}"}
    if hours & figures and (not minute or f"{minute:02d}" in figures):
        return True
    dotted = {f"{h}.{minute:02d}" for h in hours} | {f"{hour:02d}{minute:02d}"}
    words = not minute and _HOUR_WORDS.search(tgt) is not None
    return words or bool(dotted & figures) or _word_hour(hour, minute, tgt)


def _word_hour(hour: int, minute: int, tgt: str) -> bool:
    """Accept "at six in the morning" and "half past three"."""
    word = HOUR_WORDS[hour % 12]
    return minute in {0, 30} and re.search(rf"\b{word}\b", tgt, re.I) is not None
