"""A change and what it comes to: 增至5% as "rose by 5 percent", 下降3% as "fell to 3 percent".

Looks only where both languages say it beyond doubt: 至, 到 or 为 after a verb of change, or 由 and
从 before what it began at, against ``by`` or the bare verb, the bare verb against ``to``.
Everything else is let pass.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from aligner.bitext import SegmentPair
from aligner.checks.finding import Finding, Severity
from aligner.checks.quantities import agree, source_quantities, target_quantities
from aligner.text.late_regex import late_regex
from aligner.text.quantity import Quantity

_AMOUNTS = frozenset({"number", "percent", "money"})
_ABOUT = "(?:大?[约約]|近|逾|超过|超過|[至多]达|不足|不到|每[桶股吨月年人]?)?"
_VERB = (
    "(?:(?:增|升|降|跌|减|減|涨|漲|缩|縮|调|調)(?!价|價|息|准|速|幅)"
    "|(?:上|下|回|攀|飙|飆|扩|擴|提|增|减|減|下|暴|大|锐|銳)(?:升|降|跌|涨|漲|落|大|高|加|少|长|長|滑|调|調|减|減|增))"
)
_REACHED = late_regex(rf"(?:{_VERB}(?:[至到为為]了?)|[，,]至|百分[点點]至){_ABOUT}\Z")
_LEFT = late_regex(rf"[由从從]{_ABOUT}\Z")
_LEFT_FOR = late_regex(rf"[^，。；：由从從]{{0,8}}{_VERB}[到至為为]")
_CHANGED = late_regex(rf"{_VERB}了?{_ABOUT}\Z")
_EN_VERB = (
    r"\b(?:rose|rises?|risen|rising|fell|falls?|fallen|falling|gr(?:ew|ows?|own|owing)|jump\w*"
    r"|climb\w*|dropp\w*|drops?|declin\w+|slipp?\w*|soar\w*|surg\w+|plung\w+|plummet\w*|tumbl\w+"
    r"|increas\w+|decreas\w+|rais\w+|cut|cuts|cutting|lowered|reduc\w+|narrowed|widened|shr[aiu]nk\w*"
    r"|eased|expand\w+)"
)
_EN_ABOUT = (
    r"(?:about\s|around\s|nearly\s|almost\s|some\s|more than\s|over\s|roughly\s|approximately\s"
    r"|as much as\s|just\s|an?\s|only\s)*"
)
_HOW = r"(?:\w+ly\s|further\s|again\s|back\s)?"
_BY = late_regex(rf"{_EN_VERB}\s{_HOW}(?:by\s)?{_EN_ABOUT}\Z", re.I)
_BY_WORD = late_regex(rf"{_EN_VERB}\b(?:[^.;,:]|[.,]\d){{0,60}}\sby\s{_EN_ABOUT}\Z", re.I)
_TO = late_regex(rf"{_EN_VERB}\s{_HOW}to\s{_EN_ABOUT}\Z", re.I)
_FROM_WORD = late_regex(rf"\bfrom\s{_EN_ABOUT}(?:US|HK|RMB)?\W?\Z", re.I)
_TO_WORD = late_regex(rf"\bto\s{_EN_ABOUT}(?:US|HK|RMB)?\W?\Z", re.I)
_BACK_ZH, _BACK_EN = 10, 80


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that was reached stands as the change, or the change as what was reached."""

    name: str = "change"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return a finding for each figure that the English has in the other way only."""
        findings = []
        for source in source_quantities(pair.src):
            reached = _reached(pair.src, source)
            if reached is None:
                continue
            same = [
                q
                for q in target_quantities(pair.tgt)
                if q.kind == source.kind and agree(pair.src, source, q)
            ]
            if not same or not all(_is_other(pair.tgt, q, reached=reached) for q in same):
                continue
            start = max(0, same[0].span.start - 12)
            words = pair.tgt[start : same[0].span.end].partition(" ")[2]
            ours = pair.src[max(0, source.span.start - 3) : source.span.end]
            message = f'{ours} ↔ "{words}"'
            spans = ((source.span,), (same[0].span,))
            findings.append(Finding(self.name, "mistranslation", Severity.MAJOR, message, *spans))
        return (*findings, *self._exchanged(pair))

    def _exchanged(self, pair: SegmentPair) -> Iterator[Finding]:
        """Yield 由3%升至5% as "from 5 to 3 percent": each end is there once, as the other."""
        source = source_quantities(pair.src)
        for begun, reached in pairwise(source):
            if _reached(pair.src, begun) is None or _reached(pair.src, reached) is None:
                continue
            if not _LEFT.search(pair.src[: begun.span.start]) or begun.kind != reached.kind:
                continue
            theirs = [
                [q for q in target_quantities(pair.tgt) if agree(pair.src, end, q)]
                for end in (begun, reached)
            ]
            if any(len(same) != 1 for same in theirs):
                continue
            first, last = theirs[0][0], theirs[1][0]
            ends = (_TO_WORD, first), (_FROM_WORD, last)
            if all(word.search(_just_before(pair.tgt, q)) for word, q in ends):
                ours = pair.src[begun.span.start - 1 : reached.span.end]
                words = [pair.tgt[q.span.start : q.span.end] for q in (first, last)]
                message = f'{ours} ↔ "to {words[0]}", "from {words[1]}"'
                spans = ((begun.span, reached.span), (first.span, last.span))
                yield Finding(self.name, "mistranslation", Severity.MAJOR, message, *spans)


def _just_before(tgt: str, quantity: Quantity) -> str:
    return tgt[max(0, quantity.span.start - _BACK_EN) : quantity.span.start]


def _reached(src: str, quantity: Quantity) -> bool | None:
    """Tell whether a Chinese figure is an end of a change (or the change); ``None``: neither."""
    if quantity.kind not in _AMOUNTS:
        return None
    before = src[max(0, quantity.span.start - _BACK_ZH) : quantity.span.start]
    if _REACHED.search(before):
        return True
    if _LEFT.search(before) and _LEFT_FOR.match(src, quantity.span.end):
        return True
    return False if quantity.kind == "percent" and _CHANGED.search(before) else None


def _is_other(tgt: str, quantity: Quantity, *, reached: bool) -> bool:
    before = _just_before(tgt, quantity)
    if not reached:
        return _TO.search(before) is not None
    return _BY.search(before) is not None or _BY_WORD.search(before) is not None
