"""The filter that compares numbers by value: 1.2亿 and 120 million, 三成 and 30 percent.

What the checks of translations call a number error is one here, too; besides, figures that both
sides print must be equal to the last digit where both could have been written alike.
"""

import re
import unicodedata
from dataclasses import dataclass, field, replace

from aligner.bitext import SegmentPair
from aligner.checks.dates import Date
from aligner.checks.numbers import compare
from aligner.checks.quantities import (
    agree,
    printed_numbers,
    source_quantities,
    surface,
    target_quantities,
    values,
)
from aligner.checks.times import Time
from aligner.text.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers, percentages, money, dates and times by value: 1 all agree, 0 one is another.

    0.5 where an amount of one side has nothing on the other. Numbers of list items (一、, 2.) and
    conversions in brackets (3.2 feet) may stand on one side alone. Caveat: an aligned summary that
    rounds (一千一百多 as "over a thousand") may be rejected; ordinals and counts below eleven in
    words are not looked at.
    """

    least: float = 0.6
    name: str = field(default="numbers", init=False)

    def score(self, pair: SegmentPair) -> float:
        """Return 0, 0.5 or 1."""
        if not (_ZH_NUMERAL.search(pair.src) or _EN_FIGURE.search(pair.tgt)):
            return 1.0
        zh, en = _ZH_ITEM.match(pair.src), _EN_ITEM.match(pair.tgt)
        if zh and en and not _same_item(zh.group(), en.group()):
            return 0.0
        pair = _without_extras(pair, zh, en)
        lost, added = _unmatched(pair)
        if (lost and added) or _differ(pair) or _parts_differ(pair.src, pair.tgt):
            return 0.0
        if _days_differ(pair.src, pair.tgt) or _games_differ(pair.src, pair.tgt):
            return 0.0
        if Date()(pair) or any(f.its_type == "numbers" for f in Time()(pair)):
            return 0.0
        return 0.5 if lost or added else 1.0

    def accept(self, score: float) -> bool:
        """Accept from ``least`` on."""
        return score >= self.least


_ZH_NUMERAL = re.compile(r"[\d〇零一二两兩三四五六七八九十百千万萬亿億廿卅]")
_EN_FIGURE = re.compile(r"\d")
_FIGURES = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_CODE = re.compile(r"([A-Za-z]+)[-‑]?(\d+)")
_NAMED = (("新冠", "covid", "19"),)
"""Chinese names of what English calls by letters and a figure."""
_ZH_PART = re.compile(
    "第([一二三四五六七八九]?十?[一二三四五六七八九十]|[0-9]{1,2})[章节節条條项項款卷页頁]"
)
_EN_PART = re.compile(
    r"\b(?:chapter|section|article|(?:sub)?paragraph|volume|part|page)s?\s+([0-9]{1,2})(?![0-9.,-])",
    re.I,
)
_ZH_ITEM = re.compile(
    r"\s*[（(]?(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]|\d{1,2})"
    r"(?:[）)、．]|\.(?!\d))\s*"
)
_EN_ITEM = re.compile(r"\s*[（(]?\d{1,2}(?:[)）、．]|\.(?!\d))\s*")
_CONVERSION = re.compile(
    r"\s*\([^()]*\d[^()]*(?:\b(?:feet|foot|ft|miles?|mph|pounds?|lbs?|inch(?:es)?|acres?|gallons?|"
    r"ounces?|meters?|metres?|kilometers?|kilometres?|km|kg|hectares?|Fahrenheit|dollars|USD)\b|"
    r"°\s?[FC])[^()]*\)|\s*\([^()]*(?:[$£€¥]|\bRs\.?)\s?\d[^()]*\)"
)
_FULL_DECADE = re.compile("世|[0-9]{4}")
_SMALL = 10
_DIGITS = "零一二三四五六七八九"
_ZH_DIGIT = re.compile("[一二三四五六七八九十]")
_ORDINAL = re.compile(r"(?<![\d.,])(\d{1,3})(?:st|nd|rd|th)\b")
_ROUND_WORDS = (
    (25.0, re.compile(r"\bquarter[- ](?:of a )?century", re.I)),
    (50.0, re.compile(r"\bhalf[- ](?:a )?century", re.I)),
    (12.0, re.compile(r"\bdozen", re.I)),
    (10.0, re.compile(r"\bdecades?\b", re.I)),
)


def _without_extras(
    pair: SegmentPair, zh: re.Match[str] | None, en: re.Match[str] | None
) -> SegmentPair:
    """Take away what one side may have alone: the number of a list item, a conversion."""
    src, tgt = pair.src[zh.end() if zh else 0 :], pair.tgt[en.end() if en else 0 :]
    if "(" in tgt and not re.search("[（(][^）)]*\\d", src):
        tgt = _CONVERSION.sub("", tgt)
    return replace(pair, src=src, tgt=tgt)


def _same_item(zh: str, en: str) -> bool:
    figures = _FIGURES.findall(unicodedata.normalize("NFKC", zh))
    ours = figures[0] if figures else str(_small_number("".join(_ZH_DIGIT.findall(zh))))
    return ours in _FIGURES.findall(en)


def _small_number(text: str) -> int:
    """Return the value of a Chinese numeral below 100."""
    tens, ten, ones = text.rpartition("十")
    high = (_DIGITS.index(tens) if tens else 1) if ten else 0
    return 10 * high + (_DIGITS.index(ones) if ones else 0)


def _small_numeral(value: int) -> str:
    """Return the Chinese numeral of a number below 100."""
    tens, ones = divmod(value, 10)
    high = f"{_DIGITS[tens] if tens > 1 else ''}十" if tens else ""
    return high + (_DIGITS[ones] if ones or not tens else "")


def _unmatched(pair: SegmentPair) -> tuple[bool, bool]:
    """Say whether amounts of the source have no partner, and whether those of the target have."""
    found = compare(pair.src, pair.tgt)
    lost = any(not _in_round_words(q, pair.tgt) for q in found.lost)
    if not (_FIGURES.search(pair.src) or _FIGURES.search(pair.tgt)):
        return lost, bool(found.added)  # what follows is about figures
    ours, theirs = source_quantities(pair.src), target_quantities(pair.tgt)
    lost = lost or any(
        _in_figures(pair.src, q, pair.tgt)
        and not any(agree(pair.src, q, t) for t in theirs)
        and not _in_round_words(q, pair.tgt)
        for q in ours
    )
    added = bool(found.added) or any(
        _in_figures(pair.tgt, q, pair.src)
        and not any(agree(pair.src, s, q) for s in ours)
        and not all(_in_numerals(n, pair.src) for n in _figures(surface(pair.tgt, q)))
        for q in theirs
    )
    return lost, added


def _in_round_words(quantity: Quantity, tgt: str) -> bool:
    return any(quantity.value % worth == 0 and words.search(tgt) for worth, words in _ROUND_WORDS)


def _in_figures(text: str, quantity: Quantity, other: str) -> bool:
    """Tell whether an amount, however small, is in figures that the other side does not print."""
    figures = printed_numbers(surface(text, quantity))
    plain = quantity.kind in ("number", "percent", "money") and quantity.scale == 1
    if "/" in (text[quantity.span.start - 1 : quantity.span.start], text[quantity.span.end :][:1]):
        return False  # 1/3, which may be a third, a day or a ratio
    return plain and quantity.value != 1 and bool(figures) and not figures & printed_numbers(other)


def _differ(pair: SegmentPair) -> bool:
    """Tell whether both sides give amounts that nothing on the other side explains."""
    src, tgt = unicodedata.normalize("NFKC", pair.src), pair.tgt
    ours, theirs = _figures(src), _figures(tgt)
    if not theirs - ours:
        return False
    if _codes_differ(src, tgt):
        return True
    added = _added(src, tgt, (theirs - ours) - _codes_of(tgt))
    if not added:
        return False
    if any(figure in added and not _in_numerals(figure, src) for figure in _ORDINAL.findall(tgt)):
        return True
    return _lacks(src, tgt, ours - theirs)


def _added(src: str, tgt: str, figures: frozenset[str]) -> frozenset[str]:
    """Return the English figures that no Chinese quantity explains."""
    source = source_quantities(src)
    dated = any(q.date is not None for q in source)
    for quantity in target_quantities(tgt):
        timely = quantity.kind == "time" or (quantity.date is not None and not dated)
        if timely or _explained(src, source, quantity):
            figures -= _figures(surface(tgt, quantity))
    return figures


def _explained(src: str, source: tuple[Quantity, ...], target: Quantity) -> bool:
    """Tell whether a Chinese quantity is the English one, or one each of the ends of its range."""
    if target.high is None or target.kind == "score":
        return any(_alike(src, q, target) for q in source)
    ends = (replace(target, high=None), replace(target, value=target.high, high=None))
    return any(q.high is not None and _alike(src, q, target) for q in source) or all(
        any(_alike(src, q, end) for q in source) for end in ends
    )


def _lacks(src: str, tgt: str, figures: frozenset[str]) -> bool:
    """Tell whether Chinese figures, or larger numbers in words, have no English quantity."""
    target = target_quantities(tgt)
    for quantity in source_quantities(src):
        printed = _figures(surface(src, quantity))
        if quantity.kind == "time" or any(_alike(src, quantity, q) for q in target):
            figures -= printed
        elif quantity.date is not None:  # the month has a name in English
            figures -= {str(quantity.date.month), f"{quantity.date.month:02}"}
        elif not printed and quantity.value > _SMALL and _must_have_partner(quantity):
            return True
    return bool(figures)


def _must_have_partner(quantity: Quantity) -> bool:
    kinds = ("number", "percent", "money", "ordinal")
    return quantity.kind in kinds and not quantity.approximate


def _in_numerals(figure: str, src: str) -> bool:
    """Tell whether the number stands in the Chinese in Chinese numerals: 十九大 is the 19th."""
    words = _FREE_WORDS.get(figure)
    if words is not None and words.search(src):
        return True
    return len(figure) < 3 and _small_numeral(int(figure)) in src


_FREE = f"(?<![{_DIGITS}十百千万萬亿億0-9])"
_FREE_WORDS = {
    "2": re.compile("[两兩俩双雙]"),
    "100": re.compile(f"{_FREE}百"),
    "1000": re.compile(f"{_FREE}千"),
    "10000": re.compile(f"{_FREE}[万萬]"),
}
"""Words for a round number that stand without a numeral: 每千人, 两匙."""


def _figures(text: str) -> frozenset[str]:
    return frozenset(match.replace(",", "") for match in _FIGURES.findall(text))


def _codes_differ(src: str, tgt: str) -> bool:
    """Tell whether the same letters stand before other figures: COVID-19 and COVID-29."""
    ours, theirs = _codes(src), _codes(tgt)
    for name, letters, figures in _NAMED:
        if name in src:
            ours.setdefault(letters, set()).add(figures)
    return any(
        letters in theirs and not figures & theirs[letters] for letters, figures in ours.items()
    )


def _codes_of(text: str) -> frozenset[str]:
    """Return the figures right after letters: names the other language may spell out."""
    return frozenset().union(*_codes(text).values())


def _codes(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for letters, figures in _CODE.findall(text):
        found.setdefault(letters.casefold(), set()).add(figures)
    return found


def _parts_differ(src: str, tgt: str) -> bool:
    """Tell whether chapters or articles are named on both sides, but an English one is no other."""
    named = {
        str(_small_number(n)) if n[0] not in "0123456789" else n for n in _ZH_PART.findall(src)
    }
    ours = {str(q.value).removesuffix(".0") for q in source_quantities(src)}
    theirs = set(_EN_PART.findall(tgt))
    return bool(named - _figures(tgt)) and bool(theirs - named - ours)


def _days_differ(src: str, tgt: str) -> bool:
    """Tell whether the only day, or all decades, of one side are others on the other side."""
    ours, theirs = (
        [(q, q.date) for q in quantities if q.date is not None]
        for quantities in (source_quantities(src), target_quantities(tgt))
    )
    days = [[(d.month, d.day) for _, d in dates if d.month and d.day] for dates in (ours, theirs)]
    if len(days[0]) == len(days[1]) == 1:
        (month, day), (other_month, other_day) = days[0][0], days[1][0]
        if month == other_month and abs(day - other_day) > 1:  # one day: the world is round
            return True
    decades = [(d.decade, _FULL_DECADE.search(surface(src, q))) for q, d in ours if d.decade]
    others = [d.decade for _, d in theirs if d.decade]

    def meet(decade: int, full: object, other: int) -> bool:
        return decade == other if full else decade % 100 == other % 100

    return any(not any(meet(d, f, other) for other in others) for d, f in decades) and any(
        not any(meet(d, f, other) for d, f in decades) for other in others
    )


def _games_differ(src: str, tgt: str) -> bool:
    """Tell whether both sides have scores and none of a side is on the other."""
    ours, theirs = (
        {frozenset({q.value, q.high}) for q in quantities if q.kind == "score"}
        for quantities in (source_quantities(src), target_quantities(tgt))
    )
    return bool(ours) and bool(theirs) and not ours & theirs


def _alike(src: str, source: Quantity, target: Quantity) -> bool:
    """Tell whether two quantities agree, to the last digit both print if both are plain figures."""
    if source.date is not None and target.date is not None:
        parts = zip(source.date[:3], target.date[:3], strict=True)
        return all(a == b for a, b in parts if a and b)
    if not agree(src, source, target):
        return False
    ours, theirs = values(source), values(target)
    if len(ours) == len(theirs) == 2 and not _near(ours[0] * theirs[1], ours[1] * theirs[0]):
        return False  # 20 to 40 and 20 to 80
    plain = ("number", "percent", "money")
    if source.kind not in plain or target.kind != source.kind:
        return True
    if source.approximate or target.approximate or source.unit != target.unit:
        return True
    converted = len(ours) == len(theirs) and not _near(ours[0], theirs[0])
    rounded = _rounded_alike if source.scale == target.scale else _digits_alike
    return converted or any(rounded(a, b) for a in ours for b in theirs)


def _near(a: float, b: float) -> bool:
    return abs(a - b) <= 0.06 * max(abs(a), abs(b))


def _rounded_alike(a: float, b: float) -> bool:
    """Tell whether one number is the other with fewer digits."""
    digits = min(len(f"{value:.10g}".partition(".")[2]) for value in (a, b))
    return round(a, digits) == round(b, digits)


def _digits_alike(a: float, b: float) -> bool:
    """Tell whether one number is the other rounded, as 7.31亿 and 730 million are."""
    shown = min(len(f"{value:.10g}".replace(".", "").strip("0")) for value in (a, b))
    return f"{a:.{max(1, shown)}g}" == f"{b:.{max(1, shown)}g}"
