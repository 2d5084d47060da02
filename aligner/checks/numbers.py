"""Numbers, percentages and money: the values of both sides compared as multisets.

Counts below eleven that are written as words on neither side's figures are left alone (两国 is
"both countries"), and so are ordinals: English drops both freely. What is left must be in the
other language with the same value; a difference by a power of ten is the 万/亿 error.
"""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from aligner.bitext import SegmentPair
from aligner.checks.counterparts import stands_for
from aligner.checks.finding import Finding, Severity
from aligner.checks.quantities import (
    agree,
    power_of_ten,
    printed_numbers,
    proof,
    source_quantities,
    spans,
    surface,
    target_quantities,
)
from aligner.checks.vague import vague_sizes
from aligner.checks.wording import said_in_words, told_by_a_clock, told_by_words
from aligner.text.quantity import Quantity

_AMOUNTS = frozenset({"number", "percent", "money", "ordinal"})
_SMALL = 10


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is left of both sides after equal values were taken out, and all of both."""

    lost: tuple[Quantity, ...]
    added: tuple[Quantity, ...]


@lru_cache(maxsize=256)
def compare(src: str, tgt: str) -> Comparison:
    """Compare the amounts of a pair; reads the English only where it can matter."""
    source = source_quantities(src)
    figures, source_figures = printed_numbers(tgt), printed_numbers(src)
    missing = [q for q in source if is_salient(src, q) and not _printed(src, q, figures)]
    explained = figures <= source_figures and _SCALE_WORD.search(tgt) is None
    if not missing and explained:
        return Comparison((), ())
    lost = tuple(q for q in missing if not _found(src, q, tgt))
    added = tuple(
        q
        for q in target_quantities(tgt)
        if _is_salient_english(src, tgt, q)
        and not _printed(tgt, q, source_figures)
        and not any(stands_for(src, s, tgt, q) for s in source)
        and not told_by_words(src, tgt, q)
        and not told_by_a_clock(src, tgt, q)
        and not _copied(src, tgt, q)
    )
    return Comparison(lost, added)


_SCALE_WORD = re.compile(r"\d\s?-?(?:hundred|thousand|[mbt]r?illion|[kmbt]n?\b)", re.I)
_BARE_SCALE = re.compile("[百千万萬亿億]+(?![多余餘几幾])|[上成数數][百千万萬亿億]+")
_NAME = re.compile("[一二三四五六七八九〇零]{2}|十[一二]")
_COUNTED = re.compile("[名人位个家户辆艘架台枚座所例]")
"""九三学社, 三一集团, 双十一: digits without a scale word that are names as a rule."""
_NO_COUNT = re.compile(r"[日号號月]|[分秒]\d|秒|\s*世[纪紀]|元(?:锂|催|文化|桥)|后(?![续来])")


def is_salient(src: str, quantity: Quantity) -> bool:
    """Tell whether English must give this Chinese amount as a number."""
    hundredths = src[: quantity.span.start].endswith("秒")  # 1分57秒79
    if quantity.kind not in _AMOUNTS or _NO_COUNT.match(src, quantity.span.end) or hundredths:
        return False
    words = surface(src, quantity)
    if quantity.kind == "percent":
        return words not in _WHOLLY
    if src.endswith(("数以", "數以"), 0, quantity.span.start):  # 数以十亿计
        return False
    named = _NAME.fullmatch(words) and not _COUNTED.match(src, quantity.span.end)
    if _BARE_SCALE.match(words) or named or words.endswith("天半") or "秒" in words:  # 57秒79
        return False
    if quantity.kind == "money":  # 1美元 is a unit more often than an amount
        return quantity.value > _SMALL or (words[0].isdigit() and quantity.value != 1)
    large = quantity.value > _SMALL or not float(quantity.value).is_integer()
    if words.isdecimal() and quantity.value > 1 and _TOLL.match(src, quantity.span.end):
        return True
    return large and not (quantity.high is not None and quantity.approximate)


_TOLL = re.compile("人(?:死亡|遇难|罹难|丧生|身亡|受伤|重伤|轻伤|失踪|失联|下落不明|遇害|死|伤)")
"""What counts victims is a figure in English too, however small: 4人失联."""
_WHOLLY = frozenset({"百分百", "百分之百"})
"""Said of what is done or true altogether as often as of a share."""
_FREE_SCALE = re.compile(r"(?<![\d一二两兩三四五六七八九])(?<!\d )[十百千万萬亿億]+|‰")
_SCALES = {"‰": 1e3, "十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8}


_APOSTROPHES = frozenset("'’‘")


def _is_salient_english(src: str, tgt: str, quantity: Quantity) -> bool:
    if quantity.kind not in ("number", "percent", "money"):
        return False
    if quantity.value in _free_scales(src):
        return False
    before, after = tgt[: quantity.span.start][-1:], tgt[quantity.span.end :][:1]
    if before in _APOSTROPHES and after not in _APOSTROPHES:  # in '63
        return False
    large = abs(quantity.value) > _SMALL or quantity.kind != "number"
    return large and any(c.isdigit() for c in surface(tgt, quantity))


@lru_cache(maxsize=256)
def _free_scales(src: str) -> frozenset[float]:
    """Return what scale words without a figure are worth: 上百万人, but not 10万."""
    return frozenset(math.prod(_SCALES[char] for char in run) for run in _FREE_SCALE.findall(src))


def _printed(text: str, quantity: Quantity, figures: frozenset[str]) -> bool:
    """Tell whether the other side prints the same figures, whatever they count there.

    Tenths, 3成, are printed as thirties.
    """
    words = surface(text, quantity)
    ours = printed_numbers(words)
    return quantity.scale == 1 and bool(ours) and ours <= figures and "成" not in words


def _copied(src: str, tgt: str, quantity: Quantity) -> bool:
    """Tell whether figures with their letters stand alike in the Chinese: 10K, 7B."""
    words = surface(tgt, quantity)
    if quantity.scale == 1:
        return False
    return re.search(rf"(?<![\w.,]){re.escape(words)}(?![A-Za-z0-9])", src, re.ASCII) is not None


def amount_kept(src: str, quantity: Quantity, tgt: str) -> bool:
    """Tell whether the English holds the value of a Chinese amount, or the same figures."""
    if _printed(src, quantity, printed_numbers(tgt)):
        return True
    return _found(src, quantity, tgt)


def _found(src: str, quantity: Quantity, tgt: str) -> bool:
    value = float(quantity.value)
    if value.is_integer() and f"{value:.0f}" in _years(tgt):  # 两千余人: "over 2000 staff"
        return True
    return any(
        stands_for(src, quantity, tgt, candidate) for candidate in target_quantities(tgt)
    ) or said_in_words(src, quantity, tgt)


@lru_cache(maxsize=256)
def _years(tgt: str) -> frozenset[str]:
    """Return the figures of an English text that are years by the look of them."""
    return frozenset(surface(tgt, q) for q in target_quantities(tgt) if q.date and q.date.year)


@dataclass(frozen=True, slots=True)
class Scale:
    """A value that is off by a power of ten: 90亿 as "90 billion", 数万 as "hundreds"."""

    name: str = "scale"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return a finding for each Chinese amount whose English is off by a power of ten."""
        found = compare(pair.src, pair.tgt)
        findings = [self._finding(pair, *vague, "") for vague in vague_sizes(pair.src, pair.tgt)]
        if not found.lost or not found.added:
            return tuple(findings)
        for source in found.lost:
            for target in found.added:
                power = power_of_ten(source, target)
                if power:
                    sign = f" ×{10**power:,}" if power > 0 else f" ÷{10**-power:,}"
                    findings.append(self._finding(pair, source, target, sign))
                    break
        return tuple(findings)

    def _finding(self, pair: SegmentPair, source: Quantity, target: Quantity, sign: str) -> Finding:
        english = surface(pair.tgt, target)
        message = f'{proof(pair.src, source)} ↔ "{english}"{sign}'
        return Finding(
            self.name, "numbers", Severity.CRITICAL, message, (source.span,), (target.span,)
        )


@lru_cache(maxsize=256)
def _beyond_scale(src: str, tgt: str) -> Comparison:
    """Return the comparison of a pair without what ``Scale`` reports."""
    found = compare(src, tgt)
    if not found.lost or not found.added:
        return found
    scaled = [(s, t) for s in found.lost for t in found.added if power_of_ten(s, t)]
    lost, added = ({pair[side] for pair in scaled} for side in (0, 1))
    return Comparison(
        tuple(q for q in found.lost if q not in lost),
        tuple(q for q in found.added if q not in added),
    )


@dataclass(frozen=True, slots=True)
class Number:
    """An amount of the source is not in the English, and the English has another instead."""

    name: str = "number"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return one finding with all amounts that have no partner on either side."""
        found = _beyond_scale(pair.src, pair.tgt)
        if not found.lost or not found.added:
            return ()
        ours = ", ".join(proof(pair.src, q) for q in found.lost)
        theirs = ", ".join(f'"{surface(pair.tgt, q)}"' for q in found.added)
        message = f"{ours} ↔ {theirs}"
        return (
            Finding(
                self.name,
                "numbers",
                Severity.MAJOR,
                message,
                spans(found.lost),
                spans(found.added),
            ),
        )


@dataclass(frozen=True, slots=True)
class NumberLost:
    """An amount of the source has nothing in the English."""

    name: str = "number-lost"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return one finding with all lost amounts if the English has no other instead."""
        found = _beyond_scale(pair.src, pair.tgt)
        if not found.lost or found.added or not pair.tgt.strip():
            return ()
        message = f"not in the English: {', '.join(proof(pair.src, q) for q in found.lost)}"
        return (Finding(self.name, "omission", Severity.MAJOR, message, spans(found.lost)),)


@dataclass(frozen=True, slots=True)
class NumberAdded:
    """A figure of the English that nothing in the source explains."""

    name: str = "number-added"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return one finding with all added amounts if none of the source is missing."""
        found = _beyond_scale(pair.src, pair.tgt)
        if found.lost or not found.added or not pair.src.strip():
            return ()
        words = ", ".join(f'"{surface(pair.tgt, q)}"' for q in found.added)
        message = f"not in the source: {words}"
        return (Finding(self.name, "addition", Severity.MAJOR, message, (), spans(found.added)),)


_SHARES = frozenset({"fraction", "multiple"})


@dataclass(frozen=True, slots=True)
class Share:
    """A fraction or a factor of the source stands as another one: 四分之三 as "a quarter"."""

    name: str = "share"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return a finding if both sides have shares, as many, and one has no equal."""
        ours = tuple(q for q in source_quantities(pair.src) if q.kind in _SHARES)
        if not ours:
            return ()
        theirs = tuple(q for q in target_quantities(pair.tgt) if q.kind in _SHARES)
        lost = tuple(q for q in ours if not _found(pair.src, q, pair.tgt))
        source = source_quantities(pair.src)
        other = tuple(q for q in theirs if not any(agree(pair.src, s, q) for s in source))
        if not lost or not other or len(theirs) > len(ours):
            return ()
        words = ", ".join(f'"{surface(pair.tgt, q)}"' for q in other)
        message = f"{', '.join(surface(pair.src, q) for q in lost)} ↔ {words}"
        return (Finding(self.name, "numbers", Severity.MAJOR, message, spans(lost), spans(other)),)


@dataclass(frozen=True, slots=True)
class Currency:
    """The same amount in another currency: 30亿元 as "3 billion dollars"."""

    name: str = "currency"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return a finding for each amount whose English names a different currency."""
        money = [q for q in source_quantities(pair.src) if q.kind == "money" and q.unit]
        if not money:
            return ()
        target = [q for q in target_quantities(pair.tgt) if q.kind == "money" and q.unit]
        findings = []
        for source in money:
            same = [q for q in target if agree(pair.src, source, q)]
            if same and not any(_currencies_agree(pair, source, q) for q in same):
                words = surface(pair.tgt, same[0])
                message = f'{surface(pair.src, source)} ↔ "{words}"'
                spans_ = ((source.span,), (same[0].span,))
                findings.append(
                    Finding(self.name, "mistranslation", Severity.MAJOR, message, *spans_)
                )
        return tuple(findings)


_OWN_DOLLAR = re.compile("香港|港府|新加坡|狮城|獅城|台[湾灣北]|臺[灣北]|金管局|组屋")
"""Places whose press writes 元 for its own dollar."""
_DOLLARS = frozenset({"HKD", "TWD", "SGD", "AUD", "CAD", "NZD", "USD"})


def _currencies_agree(pair: SegmentPair, source: Quantity, target: Quantity) -> bool:
    """A bare 元 may be a dollar of the region, a bare dollar any dollar the source names."""
    if source.unit == target.unit:
        return True
    words = surface(pair.tgt, target).lower()
    if source.unit in _DOLLARS and target.unit == "USD":
        return "us" not in words and "u.s" not in words
    if source.unit == "CNY" and not surface(pair.src, source).endswith("人民币"):
        if target.unit == "USD" and _OWN_DOLLAR.search(pair.src):
            return "us" not in words and "u.s" not in words
        return target.unit in {"HKD", "TWD", "SGD"}  # what each of them calls its dollar
    return target.unit == "CNY" and words.startswith(("¥", "￥")) and source.unit == "JPY"
