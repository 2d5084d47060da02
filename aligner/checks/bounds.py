"""A bound of a figure that is turned round: 不足30人 as "more than 30", 逾百人 as "nearly 100".

Looks only at figures that stand once on either side and have a bound beside them in both
languages. About, 约, goes with either, and a figure without a bound is let pass.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aligner.bitext import SegmentPair
from aligner.checks.finding import Finding, Severity
from aligner.checks.quantities import by_values, source_quantities, target_quantities
from aligner.text.late_regex import late_regex
from aligner.text.quantity import Quantity

_KINDS = frozenset({"number", "percent", "points", "money", "ordinal", "duration"})
_ABOUT = "(?:每[人股天次年月日个]?|人民币|人民幣|新台[币幣]|其|这|這|了|[达達]到?|至)?"
_NO = "不(?:得|能|会|會|可|应|應|必)?"
_ZH_NO_MORE = late_regex(
    rf"(?:{_NO}(?:超[过過出]|多于|多於|大于|大於|高于|高於|逾|突破)|最多|至多|顶多|頂多|上限[为為])(?:只|可|能)?{_ABOUT}\Z"
)
_ZH_BELOW = late_regex(
    rf"(?:不足|不到|不[满滿]|未[满滿达達]到?|(?<!不)少于|(?<!不)少於|小于|小於|(?<!不)低于|(?<!不)低於|接近|将近|將近|(?<!最)近){_ABOUT}\Z"
)
_ZH_NO_LESS = late_regex(
    rf"(?:{_NO}(?:低[于於]|少[于於]|小[于於])|至少|起[码碼]|最少)(?:有|要|需|在)?{_ABOUT}\Z"
)
_ZH_ABOVE = late_regex(
    rf"(?:超[过過]|超出|(?<!不)逾|(?<!不)多[于於]|(?<!不)高[于於]|(?<![高反赶])超){_ABOUT}\Z"
)
_NOT = late_regex(
    r"(?:不(?:得|能|会|會|可|应|應|必)?|未|没有?|沒有?|勿|无|無|别|難|难|若|如|一旦)\Z"
)
_ZH_AFTER_ABOVE = late_regex("(?:[岁歲人名元年个個天家%％]|公里|小[时時]|美元){0,2}(?:及|或)?以上")
_ZH_AFTER_BELOW = late_regex(
    "(?:[岁歲人名元年个個天家%％]|公里|小[时時]|美元){0,2}(?:及|或)?以[下内內]"
)
_SIGN = r"(?:(?:US|HK|NT|S|RMB|A|C|R)?[$€£¥]\s?|RMB\s?|an?\s|the\s|(?:the )?ages? of )?\Z"
_EN_ABOVE = late_regex(
    r"\b(?:more than|at least|no (?:less|fewer) than|not (?:less|fewer) than|in excess of"
    r"|upwards of|greater than|(?<!not )exceed(?:s|ed|ing)|surpass(?:es|ed|ing)|topp(?:ed|ing)"
    rf"|over|above|a minimum of) {_SIGN}",
    re.I,
)
_EN_BELOW = late_regex(
    r"\b(?:(?<!no )(?<!not )(?:less|fewer) than|no more than|not more than|at most|nearly|almost"
    rf"|(?:just )?under|below|just short of|close to|a maximum of) {_SIGN}",
    re.I,
)
_EN_UP_TO = late_regex(rf"\b(?<!heat )up to {_SIGN}", re.I)
_CONFLICTS = {("least", "most"), ("least", "up to"), ("most", "least"), ("odd", "most")}
"""达800多 may be *up to 800*."""
_EN_NEGATED = late_regex(r"(?:\bnot?\b|n['’]t|\bnever\b|\bwithout\b)(?:[\s-]+\w+){0,6}\W*\Z")
_BACK_ZH, _BACK_EN, _ON = 10, 60, 8


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound of a figure is turned round: 不足30人 as "more than 30"."""

    name: str = "bound"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return a finding for each figure that has the opposite bound in the English."""
        if not _FIRST_LOOK.search(pair.tgt):
            return ()
        return tuple(self._findings(pair))

    def _findings(self, pair: SegmentPair) -> Iterator[Finding]:
        theirs = by_values(target_quantities(pair.tgt))
        for worth, ours in by_values(source_quantities(pair.src)).items():
            both = (*ours, *theirs.get(worth, ()))
            if len(ours) != 1 or len(both) != 2:
                continue
            source, target = _source_bound(pair.src, both[0]), _target_bound(pair.tgt, both[1])
            if (source, target) in _CONFLICTS:
                yield self._finding(pair, *both)

    def _finding(self, pair: SegmentPair, source: Quantity, target: Quantity) -> Finding:
        ours = pair.src[max(0, source.span.start - 4) : source.span.end + 4]
        start = max(0, target.span.start - 24)
        words = pair.tgt[start : target.span.end]
        message = f'{ours} ↔ "{words.partition(" ")[2] if start else words}"'
        places = ((source.span,), (target.span,))
        return Finding(self.name, "mistranslation", Severity.MAJOR, message, *places)


_FIRST_LOOK = late_regex(
    r"\b(?:than|at least|at most|up to|nearly|almost|over|above|below|under|short of|close to"
    r"|exceed|surpass|topp|excess|upwards|minimum|maximum)",
    re.I,
)


_ODD = late_regex("[多余餘](?!少)[万萬亿億]?")
"""20多人 and 20多万人 are more than twenty, and no *nearly*."""


def _source_bound(text: str, quantity: Quantity) -> str:
    """Return whether a Chinese figure is the least or the most there is; nothing if neither."""
    before = text[max(0, quantity.span.start - _BACK_ZH) : quantity.span.start]
    after = text[quantity.span.end : quantity.span.end + _ON]
    found = set()
    for name, no, plain, behind in (
        ("least", _ZH_NO_LESS, _ZH_ABOVE, _ZH_AFTER_ABOVE),
        ("most", _ZH_NO_MORE, _ZH_BELOW, _ZH_AFTER_BELOW),
    ):
        match = plain.search(before)
        bare = match is not None and not _NOT.search(before[: match.start()])
        if no.search(before) or bare or behind.match(after):
            found.add(name)
    if found:
        return found.pop() if len(found) == 1 else ""
    return "odd" if _ODD.search(text[quantity.span.start : quantity.span.end + 1]) else ""


def _target_bound(text: str, quantity: Quantity) -> str:
    before = text[max(0, quantity.span.start - _BACK_EN) : quantity.span.start]
    for name, pattern in (("least", _EN_ABOVE), ("most", _EN_BELOW), ("up to", _EN_UP_TO)):
        if match := pattern.search(before):
            return "" if _EN_NEGATED.search(before[: match.start()]) else name
    return ""
