"""One way to write dates, percentages and spellings in all of a translation: the American one.

A model that learnt from papers of many houses writes *26 July* in one sentence and *Sept. 5* in the
next. Names (the Labour Party, the Pompidou Centre) keep their spelling: only small words change.
"""

import calendar
import re

_MONTHS = tuple(calendar.month_name)[1:]
_FULL = {month[:3]: month for month in _MONTHS} | {"Sept": "September"}
_MONTH = "|".join(_MONTHS)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_SHORT_MONTH = re.compile(rf"\b(Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.? (?={_DAY}\b(?![.,:]\d))")
_DAY_FIRST = re.compile(
    rf"(?<![\w.,/–-])(?P<the>the )?(?P<day>{_DAY})(?P<ending>st|nd|rd|th)? (?P<of>of )?"
    rf"(?P<month>{_MONTH})\b(?! {_DAY}(?:[.,;](?!\d)|\Z))(?: (?=(?P<year>(?:19|20)\d\d)\b))?"
)
_MONTH_BEFORE = re.compile(rf"(?:{_MONTH}) \Z")
_NOUN = re.compile(
    r" (?!when|that|with|from|until|till|after|before|were|this|last|next|said|which)[a-z]{4}"
)
"""After a date that says which one: the October 7 attack."""
_DAY_BEFORE = re.compile(rf"((?:{_MONTH}) )?\b{_DAY}(?:st|nd|rd|th)? (?:and|to|or|until) \Z")
_PER_CENT = re.compile(r"(?<=\d)[ -]per ?cent\b")
_MONEY = re.compile(r"(?<=[€£$¥])(\d[\d.,]*) ?(m|bn|trn?|tn)\b")
_SCALES = {"m": "million", "bn": "billion", "tn": "trillion", "trn": "trillion", "tr": "trillion"}
_LITERALLY = re.compile(r"^(?:lit|fig)\. (?=\w)")
"""What dictionaries say before a gloss; models learn it from them."""
_LEVEL = re.compile(r"(?<=\d)-level (?=(?:[a-z]+ )?(?:earth)?quake)")
"""What 级 is of an earthquake."""
_AMERICAN = {
    "behaviour": "behavior",
    "cancelled": "canceled",
    "centred": "centered",
    "centre": "center",
    "colour": "color",
    "defence": "defense",
    "favour": "favor",
    "harbour": "harbor",
    "honour": "honor",
    "labour": "labor",
    "metre": "meter",
    "neighbour": "neighbor",
    "organis": "organiz",
    "programme": "program",
    "realis": "realiz",
    "recognis": "recogniz",
    "rumour": "rumor",
    "theatre": "theater",
    "travell": "travel",
}
"""Beginnings of words; of two that begin alike the longer stands first."""
_ONLY_BEFORE = {
    "organis": "ation|e|ing",
    "programme": r"s?\b",  # a programmer is one in America too
    "realis": r"ation|e[sd]?\b|ing",
    "recognis": "e|ing",
    "travell": "ed|er|ing",
}
_BRITISH = re.compile(
    r"\b(centi|kilo|milli|un|re|dis)?("
    + "|".join(rf"{word}(?={_ONLY_BEFORE.get(word, '')})" for word in _AMERICAN)
    + ")"
)


def house_style(text: str) -> str:
    """Return the text with dates, percentages, sums and small words as American papers have them.

    >>> house_style("On the 26th of July 2020 and Sept. 5, 44 per cent of the programmes, €5bn")
    'On July 26, 2020 and September 5, 44% of the programs, €5 billion'
    """
    text = _LITERALLY.sub("", text)
    text = _SHORT_MONTH.sub(lambda match: f"{_FULL[match[1]]} ", text)
    text = _DAY_FIRST.sub(_month_first, text)
    text = _PER_CENT.sub("%", text)
    text = _LEVEL.sub("-magnitude ", text)
    text = _MONEY.sub(lambda match: f"{match[1]} {_SCALES[match[2]]}", text)
    return _BRITISH.sub(lambda match: (match[1] or "") + _AMERICAN[match[2]], text)


def _month_first(match: re.Match[str]) -> str:
    begun = match.string[: match.start()]
    before = _DAY_BEFORE.search(begun)
    if before and not before[1]:  # 25 and 26 July: the first day would lose its month
        return match[0]
    if not match["the"] and _MONTH_BEFORE.search(begun):  # On March 5 May said
        return match[0]
    ordinal = match["ending"] or match["of"]
    which = match["the"] and not ordinal and _NOUN.match(match.string, match.end())
    date = f"{'the ' if which else ''}{match['month']} {int(match['day'])}"
    return f"{date}, " if match["year"] else date
