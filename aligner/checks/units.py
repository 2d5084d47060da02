"""Units of measure, of time and of rates: the same figure with another (三千米 as "3,000 feet").

A converted figure is fine, whatever its unit; only an equal value with a unit that is known to be
another one is reported, so what the tables lack is never reported.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aligner.bitext import SegmentPair
from aligner.checks.finding import Finding, Severity
from aligner.checks.quantities import (
    by_values,
    source_quantities,
    surface,
    target_quantities,
    values,
)
from aligner.text.late_regex import late_regex
from aligner.text.quantity import Quantity

_ZH = (
    ("km2", "平方公里|平方千米"),
    ("m2", "平方米|平米"),
    ("m3", "立方米"),
    ("ha", "公[顷頃]"),
    ("mu", "[亩畝]"),
    ("kWh", "千瓦[时時]|度[电電]"),
    ("MW", "兆瓦(?![时時])"),
    ("kW", "千瓦"),
    ("nmi", "海里|浬"),
    ("km", "公里|千米"),
    ("kg", "公斤|千克"),
    ("g", "克(?![拉服])"),
    ("mg", "毫克"),
    ("jin", "[斤]"),
    ("t", "公?[吨噸]"),
    ("cm", "厘米|公分"),
    ("mm", "毫米"),
    ("um", "微米"),
    ("nm", "[纳奈]米"),
    ("m", "米(?![粉饭线])"),
    ("ft", "英尺|呎"),
    ("in", "英寸|吋"),
    ("mi", "英里|哩"),
    ("L", "升(?![至到级为降])|公升"),
    ("bbl", "桶"),
    ("C", "摄氏度|℃"),
    ("bp", "个?基点"),
    ("lb", "磅"),
    ("oz", "盎司"),
    ("ac", "英亩"),
    ("y", "年(?![级級代轻輕龄齡度底终終])|[岁歲]"),
    ("mo", "[个個]月"),
    ("wk", "[个個]?(?:星期|[礼禮]拜)|[周週](?![年岁歲边邊])"),
    ("d", "天"),
    ("h", "[个個]?(?:小[时時]|[钟鐘][头頭])"),
    ("min", "分[钟鐘]"),
)
_EN = (
    ("km2", r"square[ -]kilomet(?:er|re)s?|sq\.? km|km2|km²"),
    ("m2", r"square[ -]met(?:er|re)s?|m2|m²"),
    ("ft2", r"square[ -](?:feet|foot)"),
    ("yd2", r"square[ -]yards?"),
    ("mi2", r"square[ -]miles?"),
    ("m3", r"cubic[ -]met(?:er|re)s?"),
    ("ha", r"hectares?"),
    ("mu", r"mu\b"),
    ("ac", r"acres?"),
    ("MWh", r"megawatt[ -]hours?"),
    ("kWh", r"kilowatt[ -]hours?|kWh"),
    ("MW", r"megawatts?\b|MW\b"),
    ("kW", r"kilowatts?\b|kW\b"),
    ("Wh", r"watt[ -]hours?"),
    ("nmi", r"nautical miles?"),
    ("km", r"kilomet(?:er|re)s?|km\b|kph"),
    ("kg", r"kilogram(?:me)?s?|kilos?\b|kg\b"),
    ("mg", r"milligrams?"),
    ("g", r"grams?\b|grammes?"),
    ("t", r"(?:metric )?ton(?:ne)?s?\b"),
    ("jin", r"jin\b|catt(?:y|ies)"),
    ("cm", r"centimet(?:er|re)s?|cm\b"),
    ("mm", r"millimet(?:er|re)s?|mm\b"),
    ("um", r"micromet(?:er|re)s?|microns?"),
    ("nm", r"nanomet(?:er|re)s?|nm\b"),
    ("m", r"met(?:er|re)s?\b"),
    ("ft", r"feet\b|foot\b"),
    ("in", r"inch(?:es)?\b"),
    ("mi", r"miles?\b|mph"),
    ("yd", r"yards?\b"),
    ("L", r"lit(?:er|re)s?\b"),
    ("gal", r"gallons?"),
    ("bbl", r"barrels?"),
    ("C", r"degrees? Celsius|°C|℃"),
    ("F", r"degrees? Fahrenheit|°F"),
    ("bp", r"basis points?"),
    ("pp", r"percentage points?"),
    ("lb", r"pounds?\b(?! sterling)|lbs?\b"),
    ("oz", r"ounces?"),
    ("y", r"years?\b|yrs?\b"),
    ("mo", r"months?\b"),
    ("wk", r"weeks?\b"),
    ("d", r"days?\b"),
    ("h", r"hours?\b|hrs?\b"),
    ("min", r"min(?:ute)?s?\b"),
    ("s", r"seconds?\b"),
)
_MODIFIER = r"\s*(?:多|余|餘|几|左右)?\s*"
_ZH_UNITS = tuple((unit, late_regex(_MODIFIER + f"(?:{words})")) for unit, words in _ZH)
_EN_UNITS = tuple((unit, late_regex(rf"[\s-]?(?:{words})", re.I)) for unit, words in _EN)


_SHORT = {"nmi": "nm"}
"""What else a unit is written as: 12 nm from the coast are no nanometres."""


_RATES = {"points": "pp", "percent": "%"}


def source_unit(src: str, quantity: Quantity) -> str:
    """Return the unit after a Chinese number, empty if there is none we know."""
    if quantity.unit == "celsius":
        return "C"
    if quantity.kind in _RATES:
        return _RATES[quantity.kind]
    for unit, pattern in _ZH_UNITS:
        if pattern.match(src, quantity.span.end):
            return unit
    return ""


def target_unit(tgt: str, quantity: Quantity) -> str:
    """Return the unit after an English number, empty if there is none we know."""
    if quantity.unit in ("celsius", "fahrenheit"):
        return quantity.unit[0].upper()
    if quantity.kind in _RATES:
        return _RATES[quantity.kind]
    if quantity.unit == "GBP" and surface(tgt, quantity).endswith(("pound", "pounds")):
        return "lb"  # asked for by a weight only
    if quantity.kind == "money":
        return _MONEY
    for unit, pattern in _EN_UNITS:
        if pattern.match(tgt, quantity.span.end):
            return unit
    return ""


_MONEY = "money"
_OF_TIME = frozenset({"y", "mo", "wk", "d", "h", "min", "s"})
"""What stands beside an equal amount of money by chance."""
_OF_RATES = frozenset({"pp", "%", "bp"})


def _fits(unit: str, other: str) -> bool:
    """Tell whether a unit of the English may stand for one of the source, as far as we know.

    A rate is mistaken for another rate; 40岁 beside ``40 percent`` is about two things.
    """
    if other == _MONEY and unit in _OF_TIME:
        return True
    return other in ("", unit, _SHORT.get(unit)) or (unit in _OF_RATES) != (other in _OF_RATES)


@dataclass(frozen=True, slots=True)
class Unit:
    """The figure of the source with another unit: 三千米 as "3,000 feet", 12年 as "12 months"."""

    name: str = "unit"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return a finding for each measure whose value stands with another unit only."""
        measures = [
            (q, unit)
            for q in source_quantities(pair.src)
            if q.kind in ("number", *_RATES) and (unit := source_unit(pair.src, q))
        ]
        findings = list(_other_sides_of_zero(pair))
        if not measures:
            return tuple(findings)
        theirs = by_values(target_quantities(pair.tgt))
        money = {q.value for q in source_quantities(pair.src) if q.kind == "money"}
        held = {(values(q), unit) for q, unit in measures}
        for source, unit in measures:
            worth = values(source)
            same = [
                (q, other)
                for q in theirs.get(worth, ())
                if not ((other := target_unit(pair.tgt, q)) == _MONEY and q.value in money)
                # 20公里 is the 20 kilometres, the 20分钟 beside it are lost
                and (worth, other) not in held
            ]
            if not same or any(_fits(unit, other) for _, other in same):
                continue
            target, other = same[0]
            words = pair.tgt[target.span.start : target.span.end + 14].rstrip()
            message = f'{surface(pair.src, source)} {unit} ↔ "{words}" {other}'
            spans = ((source.span,), (target.span,))
            findings.append(Finding(self.name, "mistranslation", Severity.MAJOR, message, *spans))
        return tuple(findings)


_BELOW_ZERO = late_regex("零下|[负負]|[-－−—–]")
_BELOW_ZERO_EN = late_regex(r"\b(?:minus|negative|below|sub|subzero|freezing)\b|[-–−]\s?\d", re.I)
_DEGREES_EN = late_regex(r"\s?(?:degrees?|°)", re.I)


def _other_sides_of_zero(pair: SegmentPair) -> Iterator[Finding]:
    """Yield a finding for each temperature that stands on the other side of zero."""
    below, theirs = _BELOW_ZERO.search(pair.src), _BELOW_ZERO_EN.search(pair.tgt)
    if bool(below) == bool(theirs):
        return
    for source in source_quantities(pair.src):
        degrees = source.unit == "celsius" or pair.src.startswith(("度", "℃"), source.span.end)
        if not degrees or (below and source.value >= 0):
            continue
        for target in target_quantities(pair.tgt):
            told = target.unit == "celsius" or _DEGREES_EN.match(pair.tgt, target.span.end)
            if told and values(target) == tuple(-value for value in values(source)):
                message = f'{surface(pair.src, source)} ↔ "{surface(pair.tgt, target)}"'
                spans = ((source.span,), (target.span,))
                yield Finding("unit", "mistranslation", Severity.MAJOR, message, *spans)
