"""English numerals to values: 1,234.5 million, $3.5m, twenty-three, a hundred and five, dozens.

Reads one numeral at one position; ``numbers_en`` decides what it counts.
"""

import re
from decimal import Decimal

from aligner.text.late_regex import late_regex
from aligner.text.quantity import LONGEST, Reading


def _words(block: str) -> tuple[str, ...]:
    return tuple(block.split())


_UNITS = _words("""
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
""")
_TENS = _words("""
    twenty thirty forty fifty sixty seventy eighty ninety
""")
WORDS = {word: value for value, word in enumerate(_UNITS)} | {
    word: 10 * value for value, word in enumerate(_TENS, 2)
}
SCALES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "dozen": 12, "mn": 10**6, "mln": 10**6, "bn": 10**9, "bln": 10**9, "tn": 10**12, "trn": 10**12,
    "m": 10**6, "b": 10**9, "k": 10**3, "K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12,
}  # fmt: skip

MISPRINT = late_regex(
    r"(?<![\d.,])(?:\d{1,3},(?!(?:19|20)\d\d(?!\d))\d{4,}(?:,\d{3})*"
    r"|\d{5,},\d{3}|\d{1,3}(?:,\d{3})*,\d{1,2}\.\d+|\d{1,2},\d\d,\d{3}"
    r"|\d{1,3}(?:,\d{3})*,\d{1,2}(?=\s(?:m|b|tr)illion))(?![\d,]\d|\d)",
    re.ASCII,
)
"""One number with its commas in wrong places, as models write it: 22,6558 and 8,60.1 billion."""
ARABIC = late_regex(
    rf"{MISPRINT.pattern}|"
    r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?:, \d{3})*, 000(?!\d)"
    r"|\d{1,3}(?:[ \u00a0\u202f]\d{3})*[ \u00a0\u202f]000(?!\d)|\d+(?:\.\d+)?|\.\d+",
    re.ASCII,
)
"""Figures. Thousands set off by blanks are one number where three noughts end them: 100, 000."""
_GAPS = late_regex("[, \u00a0\u202f]")
_SCALE_AFTER_DIGITS = late_regex(
    r"[\s-]?(?:(?P<word>(?i:hundred|thousand|million|billion|trillion|dozen))(?![A-Za-z])"
    r"|(?P<short>mn|mln|bn|bln|tn|trn|[mbkKMBT])(?![A-Za-z0-9²³/]))",
)
_MILLION = late_regex(
    r"(?:[$€£¥￥]|[A-Z]{3})\s?[\d.,]+m\b|\dm\s+(?:people|users|yuan|dollars|euros|pounds"
    r"|viewers|tonnes|tons|barrels"
    r"|jobs|homes|households|children|workers|visitors|copies|shares|doses|cases|followers)"
)
_AND_A_HALF = late_regex(
    r"[\s-]+and[\s-]+a[\s-]+half\b(?:[\s-](million|billion|trillion|thousand|dozen)\b)?", re.I
)
_DECADES = late_regex(r"[\s-]decades?\b")
_SCALE_WORD = late_regex(r"[\s-]+(hundred|thousand|million|billion|trillion|dozen)\b(?!s)", re.I)
_WORD = late_regex(r"[A-Za-z]+")
_NUMBER_WORD = "|".join(sorted([*_UNITS, *_TENS], key=len, reverse=True))
_LINK = late_regex(
    rf"(?:\s+and\s+|\s+|-)(?=(?:{_NUMBER_WORD})\b)(?!(?:one)\s+(?:of|in|another)\b)", re.I
)
_PLURAL = late_regex(
    r"(?P<tens>(?:tens|dozens|scores) of )?(?P<hundreds>hundreds of )?"
    r"(?P<thousands>thousands of )?"
    r"(?P<last>dozens|hundreds|thousands|millions|billions|trillions)\b",
    re.I,
)
_SOME = late_regex(
    r"(?P<how>(?:a )?half(?: an?)?|(?:a )?quarter(?: of an?)?|several|many|a few|few|a couple of"
    r"|a couple|an?|multiple)"
    r"[\s-]+"
    r"(?P<scale>hundred|thousand|million|billion|trillion|dozen)\b(?!s)",
    re.I,
)
_MULTI = late_regex(r"multi[\s-]?(million|billion|trillion)(?![A-Za-z])", re.I)
_PART = late_regex("(?:a )?(half|quarter)")
_HOW = {"half": 0.5, "quarter": 0.25, "a couple of": 2, "a couple": 2}
_AGE = late_regex(r"(twen|thir|for|fif|six|seven|eigh|nine)ties\b", re.I)
AGES = _words("twenties thirties forties fifties sixties seventies eighties nineties")
"""In her forties; ``dates_en`` reads those that are decades first."""
_LARGEST = 10**LONGEST
_SINGULAR = {"dozens": 12, "hundreds": 100, "thousands": 1000}


def read_number(text: str, position: int) -> Reading | None:
    """Read the numeral that starts at ``position``, in digits or words."""
    if match := ARABIC.match(text, position):
        return _read_digits(text, match)
    if match := _PLURAL.match(text, position):
        return _read_plural(match)
    if match := _SOME.match(text, position):
        return _read_some(text, match)
    if match := _MULTI.match(text, position):
        unit = float(SCALES[match[1].lower()])
        return Reading(match.end(), 2 * unit, 9 * unit, approximate=True, scale=unit)
    if match := _AGE.match(text, position):
        low = 10.0 * (AGES.index(match[0].lower()) + 2)
        return Reading(match.end(), low, low + 9, approximate=True)
    word = _WORD.match(text, position)
    return _read_words(text, position) if word and word[0].lower() in WORDS else None


def _read_digits(text: str, match: re.Match[str]) -> Reading | None:
    if match.end() - match.start() > LONGEST:
        return None
    value = Decimal(_GAPS.sub("", match[0]))
    scale = _SCALE_AFTER_DIGITS.match(text, match.end())
    if scale is None:
        return Reading(match.end(), float(value), plain=True)
    if scale["short"] and (scale[0][0] in " -" and scale["short"] in "mbkKMBT"):
        return Reading(match.end(), float(value), plain=True)
    if scale["short"] == "m" and not _MILLION.search(
        text, max(0, match.start() - 4), scale.end() + 12
    ):
        return Reading(match.end(), float(value), plain=True)  # 700m deep
    factor = SCALES[(scale["word"] or "").lower() or scale["short"]]
    end = scale.end()
    again = _SCALE_AFTER_DIGITS.match(text, end)
    if again and again["word"]:  # 3 hundred million
        factor *= SCALES[again["word"].lower()]
        end = again.end()
    return Reading(end, float(value * factor), scale=float(factor))


def _read_plural(match: re.Match[str]) -> Reading:
    last = match["last"].lower()
    unit = _SINGULAR.get(last) or SCALES[last.removesuffix("s")]
    if last == "dozens":
        return Reading(match.end(), 24.0, 90.0, approximate=True)
    for group, factor in (("hundreds", 100), ("thousands", 1000)):
        unit *= factor if match[group] else 1
    if match["tens"]:
        unit *= 10
    return Reading(match.end(), 2.0 * unit, 9.0 * unit, approximate=True, scale=unit)


def _read_some(text: str, match: re.Match[str]) -> Reading | None:
    how = re.sub(r"\s+", " ", match["how"].lower())
    if part := _PART.match(how):
        how = part[1]
    unit = SCALES[match["scale"].lower()]
    if how in {"a", "an"}:
        return _read_words(text, match.start("scale"), first=1)
    if how in _HOW:
        return Reading(match.end(), _HOW[how] * unit, scale=unit)
    end, factor = match.end(), unit
    if again := _SCALE_WORD.match(text, end):
        factor, end = factor * SCALES[again[1].lower()], again.end()
    return Reading(end, 2.0 * factor, 9.0 * factor, approximate=True, scale=factor)


def _read_words(text: str, position: int, first: int = 0) -> Reading | None:
    """Read twenty-three million four hundred and five; ``first`` is the one of ``a hundred``.

    A scale no smaller than the one before it is of the next number: three million and five million.
    """
    total, group, end, scale = 0, first, position, 1
    following: int | None = position
    whole: Reading | None = None
    while following is not None and (match := _WORD.match(text, following)):
        word = match[0].lower()
        if word in WORDS:
            group += WORDS[word]
        elif whole is not None and not _smaller(SCALES[word], whole.scale, group):
            return whole
        elif (scale := SCALES[word]) in {100, 12}:
            group *= scale
        else:
            total, group = total + group * scale, 0
        end = match.end()
        if word in SCALES and (total == 0 or group == 0):
            whole = Reading(end, float(total + group), scale=float(scale))
        following = _next_word(text, end, group)
        if total + group > _LARGEST:
            return None
    if end == position:
        return None
    return Reading(end, float(total + group), scale=float(scale))


def _smaller(scale: int, before: float, group: int) -> bool:
    """Tell whether a scale goes on with a number: five hundred thousand, two million six hundred.

    ``before`` is the last scale of thousands and above, a hundred or dozen where there is none.
    """
    return group < 100 if scale in {100, 12} else scale < before or before in {100, 12}


def _next_word(text: str, end: int, group: int) -> int | None:
    """Return where the next word of the same numeral starts."""
    if link := _LINK.match(text, end):
        start = link.end()
    elif link := _SCALE_WORD.match(text, end):
        start = link.start(1)
    else:
        return None
    return start if _goes_on(text, start, group) else None


def with_half(text: str, reading: Reading) -> Reading:
    """Add the half of two and a half (million)."""
    match = _AND_A_HALF.match(text, reading.end)
    if match is None:
        return reading
    factor = SCALES[match[1].lower()] if match[1] else 1
    value = (reading.value + 0.5) * factor
    return reading._replace(end=match.end(), value=value, scale=float(factor))


def in_years(text: str, reading: Reading) -> Reading:
    """Turn three decades into 30 (years)."""
    match = _DECADES.match(text, reading.end)
    if match is None:
        return reading
    high = None if reading.high is None else reading.high * 10
    return reading._replace(end=match.end(), value=reading.value * 10, high=high)


def _goes_on(text: str, position: int, group: int) -> bool:
    match = _WORD.match(text, position)
    if match is None:
        return False
    word = match[0].lower()
    if word in SCALES:
        return group > 0
    return word in WORDS and _fits(group, WORDS[word])


def _fits(group: int, value: int) -> bool:
    """Tell whether a number word can follow: twenty three and hundred five can, five three not."""
    if group == 0:
        return True
    if value < 10:
        return value > 0 and group % 10 == 0 and (group % 100 == 0 or group % 100 >= 20)
    return group % 100 == 0
