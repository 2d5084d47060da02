"""Small counts, ranks, results, points: 三天 as "four days", 第三次 as "the fourth", 3比1 as 3-2.

The check of numbers leaves these alone, since English drops them freely (两国 is "both countries").
Here both sides must have one that the other lacks in every form, and of the same kind. Does not see
which of several is which.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aligner.bitext import SegmentPair
from aligner.checks.finding import Finding, Severity
from aligner.checks.numbers import amount_kept
from aligner.checks.quantities import (
    agree,
    printed_numbers,
    source_quantities,
    spans,
    surface,
    target_quantities,
    values,
)
from aligner.text.quantity import Quantity

_KINDS = ("number", "ordinal", "score", "points")
_LARGEST = 10


@dataclass(frozen=True, slots=True)
class Count:
    """A small count, a rank, a result or points that the English gives as another."""

    name: str = "count"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return a finding for each kind of which both sides have one the other lacks."""
        source = source_quantities(pair.src)
        if not any(_is_counted(q) for q in source):
            return ()
        return tuple(self._findings(pair, source, target_quantities(pair.tgt)))

    def _findings(
        self, pair: SegmentPair, source: tuple[Quantity, ...], target: tuple[Quantity, ...]
    ) -> Iterator[Finding]:
        for kind in _KINDS:
            lost = tuple(
                q for q in source if q.kind == kind and _is_counted(q) and not _said(pair, q)
            )
            other = tuple(
                q
                for q in target
                if q.kind == kind and _is_other(pair.tgt, q) and not _told(pair, q)
            )
            if not lost or not other:
                continue
            ours = ", ".join(surface(pair.src, q) for q in lost)
            theirs = ", ".join(f'"{surface(pair.tgt, q)}"' for q in other)
            message = f"{ours} ↔ {theirs}"
            places = (spans(lost), spans(other))
            yield Finding(self.name, "numbers", Severity.MAJOR, message, *places)


def _is_counted(quantity: Quantity) -> bool:
    if quantity.kind == "number":
        small = 2 <= quantity.value <= _LARGEST and float(quantity.value).is_integer()
        return small and quantity.high is None and quantity.scale == 1
    return quantity.kind in _KINDS


_LARGEST_WORD = 19


def _is_other(tgt: str, quantity: Quantity) -> bool:
    """Tell whether an English quantity may stand for a count; figures above ten are numbers."""
    if quantity.kind == "number" and _LARGEST < quantity.value <= _LARGEST_WORD:
        return quantity.high is None and surface(tgt, quantity).replace("-", "").isalpha()
    return _is_counted(quantity)


_WORDS = {
    2: "two|twice|second|both|couple|pair|twins?|duo|double\\w*|half|halves|n?either",
    3: "three|third|thrice|tripl\\w+|trio",
    4: "four|fourth|quadrupl\\w+|quarters?",
    5: "five|fifth",
    6: "six|sixth|half",
    7: "seven|seventh|week",
    8: "eight|eighth",
    9: "nine|ninth",
    10: "ten|tenth|decade",
}
"""English words in which a small Chinese count may be."""
_FIRST = re.compile(r"\b(?:first|once|single|sole|only|initial|opening|maiden|1st)\b", re.I)
_HAN = {
    1: "一首壹单單初",
    2: "二两兩双雙俩倆对對半次",
    3: "三叁仨",
    4: "四肆",
    5: "五伍",
    6: "六陆陸",
    7: "七柒周",
    8: "八捌",
    9: "九玖",
    10: "十拾",
}
"""Characters in which a small English count may be, if only in a name."""
_OTHER = re.compile(r"\s(?:other|more|additional|others)\b")
_OTHER_BEFORE = re.compile(r"\b(?:other|another|further)\s\Z")


def _said(pair: SegmentPair, quantity: Quantity) -> bool:
    """Tell whether the English has a count of the source in any form."""
    if quantity.kind == "score":
        theirs = [q for q in target_quantities(pair.tgt) if q.kind == "score"]
        if theirs:  # 80 is in 89-80, not in 89-81 beside it
            return any(sorted(values(q)) == sorted(values(quantity)) for q in theirs)
        return all(_number_said(pair.tgt, value) for value in values(quantity))
    if amount_kept(pair.src, quantity, pair.tgt):
        return True
    if quantity.kind == "points":
        return False
    if quantity.value == 1:
        return _FIRST.search(pair.tgt) is not None
    return _number_said(pair.tgt, quantity.value)


_NONE = re.compile(
    r"\b(?:nil|zero|love|unanswered|blank\w*|whitewash\w*|shutout|clean sheet)\b", re.I
)


def _number_said(tgt: str, value: float) -> bool:
    if f"{value:.0f}" in printed_numbers(tgt):
        return True
    if value < 2:
        return (_FIRST if value else _NONE).search(tgt) is not None or "one" in tgt.split()
    words = _WORDS.get(round(value), "(?!)")
    return re.search(rf"\b(?:{words}|{value:.0f}(?:st|nd|rd|th))\b", tgt, re.I) is not None


def _told(pair: SegmentPair, quantity: Quantity) -> bool:
    """Tell whether the source has a count of the English in any form.

    甲乙等8省 may be 甲, 乙 and six other provinces.
    """
    if quantity.kind == "score":
        scores = (q for q in source_quantities(pair.src) if q.kind in ("score", "time"))
        return any(set(_sides(q)) == set(values(quantity)) for q in scores)
    figures = printed_numbers(surface(pair.tgt, quantity))
    if figures and figures <= printed_numbers(pair.src):
        return True
    if any(agree(pair.src, q, quantity) for q in source_quantities(pair.src)):
        return True
    if any(character in pair.src for character in _HAN.get(round(quantity.value), "")):
        return quantity.kind in ("number", "ordinal")
    if quantity.kind == "points":
        return False
    before = pair.tgt[: quantity.span.start]
    return bool(_OTHER.match(pair.tgt, quantity.span.end) or _OTHER_BEFORE.search(before))


def _sides(quantity: Quantity) -> tuple[float, ...]:
    """Return both sides of a result; 15：19 reads like a time."""
    if quantity.kind == "time":
        return tuple(float(part) for part in divmod(quantity.value, 60))
    return values(quantity)
