"""English quantities: finds where a number stands, reads it and tells what it counts.

``one`` counts only before a scale or a unit (one million, one percent), since ``one of`` and
``no one`` are no numbers; ``second`` not where it is a unit of time.
"""

import re
from collections.abc import Callable

from aligner.document import Span
from aligner.text.currency import CURRENCY_EN, CURRENCY_SIGN
from aligner.text.dates_en import SMALL_MONTHS, read_date, read_time
from aligner.text.english_words import words
from aligner.text.late_regex import late_regex
from aligner.text.numerals_en import AGES, SCALES, WORDS, in_years, read_number, with_half
from aligner.text.quantity import Kind, Quantity, Reading

_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50,
    "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
}  # fmt: skip
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ORDINAL_WORD = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_NUMBER_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
_SIGNS = "|".join(re.escape(sign) for sign in sorted(CURRENCY_SIGN, key=len, reverse=True))

_CANDIDATE = late_regex(r"\d|\.\d|['’‘]\d0s|[$€£¥￥₽₩₹₱₫฿₺₪₦₴₸]|([A-Za-z]+)")
_CAPITAL = words("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun")
_ARTICLES = frozenset({"a", "an", "A", "An", "AN"})
_ARTICLE = late_regex(
    r"an?[\s-]+(?:(?:couple of|few)[\s-]+)?"
    r"(?:hundred|thousand|million|billion|trillion|dozen|third|quarter|fifth|tenth|fourth)\b"
    r"|a\s+(?:couple|quarter)\s+of\s+a?",
    re.I,
)
_START_WORDS = frozenset([*WORDS, *_ORDINALS, *AGES, *SMALL_MONTHS]) | words("""
    multi multimillion multibillion multitrillion quarter
    half several many few couple multiple dozens hundreds thousands millions billions trillions tens
    minus negative double doubled doubles doubling triple tripled triples tripling quadruple
    quadrupled quadruples halve halved halves halving twice twofold threefold fourfold fivefold
    tenfold scores
""")
_APPROX_BEFORE = late_regex(
    r"\b(?:about|around|roughly|some|nearly|almost|approximately|approx\.|more than|over|under|"
    r"less than|fewer than|at least|at most|up to|close to|an estimated|estimated|as many as"
    r"|as much"
    r" as|just over|just under|above|below|upwards of|exceed(?:ed|s|ing)?|no more than|well over|"
    r"topped|circa|c\.)\s+(?:an?\s+)?[^\w\s]?$",
    re.I,
)
_APPROX_WORDS = (
    "about", "around", "rough", "some", "near", "almost", "approx", "than", "over", "under",
    "least", "most", "to", "estimated", "as", "above", "below", "upwards", "exceed", "c.",
    "circa",
)  # fmt: skip
"""A part of each alternative of ``_APPROX_BEFORE``: looking for them first is far faster."""
_APPROX_AFTER = late_regex(r"\+|[\s-](?:or so|or more|odd|plus|or fewer|or less)\b", re.I)
_PERCENT = late_regex(r"(?:\s?%|[\s-](?:percent|per cent|pct)\b)(?![\s-]?points?)")
_POINTS = late_regex(r"(?:\s?%|[\s-](?:percentage|percent|per cent|pct))[\s-]?points?\b|[\s-]?pp\b")
_TIMES = late_regex(r"[\s-](?:times|fold)\b|fold\b|x\b(?!\d)")
_TIMES_EVENT = late_regex(
    r"\s(?:in|since|a|per|this|last|before|on|during|by|and|over|for|at|with|to|,)\b|\s?[,.;]|$"
)
_MONEY = late_regex(
    r"[\s-](?:U\.?S\.? |\w{2,12}(?:[in]|ish|ese|(?<=cz)ech|ppine|dic) )??("
    + "|".join(sorted(map(re.escape, CURRENCY_EN), key=len, reverse=True))
    + r")\b",
    re.I,
)
_AND_CENTS = late_regex(r",?(?: and)? (\d{1,2}) (?:cents?|sen|fen)\b")
_CELSIUS = late_regex(r"(?:\s?°\s?C\b|\s?℃|[\s-]degrees?(?:\s+(?:Celsius|centigrade|C))\b|C\b)")
_FAHRENHEIT = late_regex(r"(?:\s?°\s?F\b|[\s-]degrees?\s+Fahrenheit\b)")
_SUFFIX_ORDINAL = late_regex(r"(\d{1,3}(?:,\d{3})+|\d{1,20})(?:st|nd|rd|th)\b")
_WORD_ORDINAL = late_regex(rf"(?:({_TENS})[-\s])?({_ORDINAL_WORD})\b", re.I)
_SECOND_OF_TIME = late_regex(
    r"(?:\b(?:an?|per|each|every|split|one|any|this|half a|half)|\d)[\s-]$", re.I
)
_NOT_ORDINAL = late_regex(r"(?:first|second)\s+half\b|first of all\b|first-?hand\b", re.I)
_SCORE = late_regex(
    r"(\d{1,3})[-–](\d{1,3})(?![\d%-]|[.,]\d|[\s-](?:percent|per|people|years?|months?|weeks?"
    r"|days?|hours?|minutes?|million|billion|points?|miles|kilomet|met)|-)"
)
_SCORE_WORDS = late_regex(
    r"\b(?:won|win|wins|beat|beats|beating|lost|lose|loses|losing|defeat\w*|draw|drew|score\w*"
    r"|led|lead|leads|"
    r"leading|victory|thrash\w*|edged|vote[ds]?|ruled|ruling|tied|tie)\b[^.]{0,40}$",
    re.I,
)
_FRACTION = late_regex(
    r"(?P<n>an?|one|two|three|four|five|seven|nine)[\s-](?P<d>half|halves|thirds?|quarters?"
    r"|fourths?|fifths?|"
    r"sixths?|sevenths?|eighths?|ninths?|tenths?|hundredths?|thousandths?)\b",
    re.I,
)
_DENOMINATORS = {"half": 2, "halve": 2, "quarter": 4, "thousandth": 1000} | _ORDINALS
_PART_OF = late_regex(
    r"(?:\s+(?:of|to|more|less|lower|higher|in|over|from|since|this|last|by|on|or|and|as|are"
    r"|were|is|was|for|at|below|above|fewer|larger|smaller|the size)\b|\s?[,.;)]|$)",
    re.I,
)
_SLASH = late_regex(r"([1-9])/([2-9]|10)(?![\d/])")
_ONE_IN = late_regex(
    rf"(one|two|three|four|\d)\s+(?:in|out of)\s+(?:every\s+)?"
    rf"({_NUMBER_WORD}|\d{{1,3}}(?:,\d{{3}})+|\d{{1,9}})\b(?![,.]\d)(?:\s(million|billion)\b)?",
    re.I,
)
_OF_SCALE = late_regex(r"\s+of\s+an?\s+(thousand|million|billion|trillion)\b", re.I)
_HALF = late_regex(
    r"half(?=\s+(?:of|the|its|their|his|her|that|all|as|those|this)\b|\s?[,.;)]|$)"
    r"|half(?=\s+(?:were|was|are|is|have|had)\b)",
    re.I,
)
_NOT_FRACTION_BEFORE = late_regex(
    r"\b(?:first|second|other|better|latter|an?|this|next|last|final)[\s-]$", re.I
)
_FACTOR = {
    "doubl": 2.0, "tripl": 3.0, "quadr": 4.0, "twice": 2.0, "twofo": 2.0, "three": 3.0,
    "fourf": 4.0, "fivef": 5.0, "tenfo": 10.0,
}  # fmt: skip
_FACTOR_WORD = late_regex(
    r"(?:doubl|tripl|quadrupl)(?:e|ed|es|ing)\b(?![\s-]\w*(?:check|room|bed|track|standard"
    r"|digit|play|header|agent))"
    r"|twice(?=\s+(?:as|the|that|its|what|their|more)\b)|(?:two|three|four|five|ten)fold",
    re.I,
)
_HALVED = late_regex(r"halv(?:e|ed|es|ing)\b", re.I)


def find_quantities_en(text: str) -> list[Quantity]:
    """Return the quantities of an English text from left to right, ranges not yet joined."""
    found: list[Quantity] = []
    position = 0
    for match in _CANDIDATE.finditer(text):
        start = match.start()
        if start < position:
            continue
        word = match[1]
        if word is None:
            position = _skip(text, start)
        elif word.lower() not in _START_WORDS and not _may_start(text, word, start):
            continue
        quantity = _read(text, start)
        if quantity is not None:
            found.append(quantity)
            position = quantity.span.end
    return found


def _may_start(text: str, word: str, start: int) -> bool:
    """Tell quickly whether a word that is no number can begin a quantity."""
    if word[0].isupper() and (word[:3] in _CAPITAL or _SIGN.match(text, start) is not None):
        return True
    return word in _ARTICLES and _ARTICLE.match(text, start) is not None


_DIGITS = late_regex(r"\d[\d,.]*")


def _skip(text: str, start: int) -> int:
    """Return where to go on after digits that are no quantity."""
    match = _DIGITS.match(text, start)
    return match.end() if match else start + 1


def _read(text: str, start: int) -> Quantity | None:
    if _is_identifier(text, start):
        return None
    for rule in _RULES:
        quantity = rule(text, start)
        if quantity is not None:
            return quantity
    return None


_IDENTIFIER = late_regex(r"[248]K\b|\d+(?:[A-Za-z]+\d|[A-Z][a-z]*\b|(?:\.\d{1,3}){2,}(?![\d,]))")
_SHORT_SCALE = late_regex(r"\d+(?:[mbkKMBTCF]|mn|bn|tn|bln|mln|[MGTk]W|[MGT]B)(?![A-Za-z0-9])")


def _is_identifier(text: str, start: int) -> bool:
    """Tell whether digits belong to a name such as G20, 5G, F-16, COVID-19."""
    if not text[start].isdigit():
        return False
    before = text[start - 1 : start]
    if before.isalpha() or before == "_":
        return True
    if before == "-" and text[start - 2 : start - 1].isalpha():
        return text[max(0, start - 4) : start - 1].lower() not in {"mid", " to"}
    match = _IDENTIFIER.match(text, start)
    return match is not None and (
        (match[0][-1] == "K" and len(match[0]) == 2) or _SHORT_SCALE.match(text, start) is None
    )


def _signed_money(text: str, start: int) -> Quantity | None:
    match = _SIGN.match(text, start)
    if match is None:
        return None
    reading = read_number(text, match.end())
    if reading is None:
        return None
    return _quantity(
        "money", text, start, reading, unit=CURRENCY_SIGN[match[1] or _GLUED[match[2]]]
    )


_SIGN = late_regex(
    rf"({_SIGNS})\s?(?=[\d.])|(Euro|Pound)(?=\d)(?!(?:19|20)\d\d(?![\d,]|\.\d|\s\w*illion))"
)


_GLUED = {"Euro": "€", "Pound": "£"}


def _ordinal(text: str, start: int) -> Quantity | None:
    if match := _SUFFIX_ORDINAL.match(text, start):
        return Quantity("ordinal", float(match[1].replace(",", "")), Span(start, match.end()))
    match = _WORD_ORDINAL.match(text, start)
    if match is None:
        return None
    word = match[2].lower()
    if _NOT_ORDINAL.match(text, match.start(2)):
        return None
    if (
        word == "second"
        and not match[1]
        and _SECOND_OF_TIME.search(text[max(0, start - 8) : start])
    ):
        return None
    value = _ORDINALS[word] + (WORDS[match[1].lower()] if match[1] else 0)
    return Quantity("ordinal", float(value), Span(start, match.end()))


def _fraction(text: str, start: int) -> Quantity | None:
    if match := _SLASH.match(text, start):
        above, below = int(match[1]), int(match[2])
        if (
            above < below
            and not text[start - 1 : start].isalnum()
            and text[start - 1 : start] != "/"
        ):
            return Quantity("fraction", above / below, Span(*match.span()))
    if match := _ONE_IN.match(text, start):
        above, below = _small(match[1]), _small(match[2]) * _scale(match[3])
        if 0 < above < below:
            return Quantity("fraction", above / below, Span(*match.span()))
    return _named_fraction(text, start)


def _small(word: str) -> int:
    return WORDS[word.lower()] if word.isalpha() else int(word.replace(",", ""))


def _scale(word: str | None) -> int:
    return SCALES[word.lower()] if word else 1


def _named_fraction(text: str, start: int) -> Quantity | None:
    if match := _FRACTION.match(text, start):
        return _parts(text, match)
    if match := _HALF.match(text, start):
        if not _NOT_FRACTION_BEFORE.search(text[max(0, start - 8) : start]):
            return Quantity("fraction", 0.5, Span(*match.span()))
    elif match := _HALVED.match(text, start):
        return Quantity("fraction", 0.5, Span(*match.span()))
    return None


def _parts(text: str, match: re.Match[str]) -> Quantity | None:
    """Read two-thirds, one half, and three quarters of a million, which is a number."""
    article = match["n"].lower() in {"a", "an"}
    above = 1 if article else WORDS[match["n"].lower()]
    below = _DENOMINATORS[_singular(match["d"].lower())]
    if scale := _OF_SCALE.match(text, match.end()):
        size = _scale(scale[1])
        reading = Reading(scale.end(), above * size / below, scale=float(size))
        return _with_unit(text, match.start(), reading)
    if below == 2:
        told = not article and above == 1
    else:
        told = not article or _PART_OF.match(text, match.end()) is not None
    return Quantity("fraction", above / below, Span(*match.span())) if told else None


def _singular(word: str) -> str:
    return "half" if word == "halves" else word.removesuffix("s")


def _factor(text: str, start: int) -> Quantity | None:
    match = _FACTOR_WORD.match(text, start)
    if match is None:
        return None
    value = _FACTOR[match[0][:5].lower()]
    return Quantity("multiple", value, Span(*match.span()))


def _score(text: str, start: int) -> Quantity | None:
    match = _SCORE.match(text, start)
    if match is None:
        return None
    first, second = int(match[1]), int(match[2])
    if first >= second or _SCORE_WORDS.search(text[max(0, start - 60) : start]):
        return Quantity("score", float(first), Span(*match.span()), high=float(second))
    return None


_NAME_AFTER = late_regex(r"\s(?:Gorges|Corners|Kingdoms)\b")
_NEGATIVE = late_regex(r"(?:minus|negative)\s+(?=\d)", re.I)


def _number(text: str, start: int) -> Quantity | None:
    """Read a number and what it counts."""
    sign = _NEGATIVE.match(text, start)
    begin = sign.end() if sign else start
    if begin == start and text[start - 1 : start] in "-−" and start > 0:
        before = text[start - 2 : start - 1]
        sign = None if before.strip() else late_regex("").match(text, start)
    reading = read_number(text, begin)
    if reading is None:
        return None
    reading = in_years(text, with_half(text, reading))
    if _NAME_AFTER.match(text, reading.end):
        return None
    if text[begin : reading.end].lower() in {"one", "zero"} and not _counted(text, reading.end):
        return None
    if sign:
        reading = reading._replace(value=-reading.value)
    return _with_unit(text, start, reading)


def _counted(text: str, end: int) -> bool:
    return any(p.match(text, end) for p in (_PERCENT, _POINTS, _MONEY, _CELSIUS))


_UNITS: tuple[tuple[Kind, str, re.Pattern[str]], ...] = (
    ("points", "", _POINTS),
    ("percent", "", _PERCENT),
    ("number", "celsius", _CELSIUS),
    ("number", "fahrenheit", _FAHRENHEIT),
)


def _with_unit(text: str, start: int, reading: Reading) -> Quantity:
    for kind, unit, pattern in _UNITS:
        if match := pattern.match(text, reading.end):
            return _quantity(kind, text, start, reading._replace(end=match.end()), unit=unit)
    if match := _MONEY.match(text, reading.end):
        unit, end, value = CURRENCY_EN[match[1].lower()], match.end(), reading.value
        if cents := _AND_CENTS.match(text, end):
            end, value = cents.end(), value + int(cents[1]) / 100
        return _quantity("money", text, start, reading._replace(end=end, value=value), unit=unit)
    match = _TIMES.match(text, reading.end)
    if match and not (match[0].endswith("times") and _TIMES_EVENT.match(text, match.end())):
        return _quantity("multiple", text, start, reading._replace(end=match.end()))
    unit = "m" if _METRES_OR_MILLIONS.match(text, reading.end) else ""
    return _quantity("number", text, start, reading, unit=unit)


_METRES_OR_MILLIONS = late_regex(r"(?<=\d)m(?![A-Za-z0-9²³/])")


def _quantity(kind: Kind, text: str, start: int, reading: Reading, *, unit: str = "") -> Quantity:
    approximate = (
        reading.approximate
        or _is_approximate(text[max(0, start - 24) : start])
        or _APPROX_AFTER.match(text, reading.end) is not None
    )
    return Quantity(
        kind,
        reading.value,
        Span(start, reading.end),
        approximate,
        high=reading.high,
        unit=unit,
        scale=reading.scale,
    )


def _is_approximate(before: str) -> bool:
    lower = before.lower()
    return any(word in lower for word in _APPROX_WORDS) and (
        _APPROX_BEFORE.search(before) is not None
    )


_RULES: tuple[Callable[[str, int], Quantity | None], ...] = (
    _signed_money,
    read_time,
    read_date,
    _score,
    _fraction,
    _factor,
    _ordinal,
    _number,
)
