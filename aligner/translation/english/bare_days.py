"""Days that an output leaves as bare numbers: *media 30 reported*, *on 5 days*, *from 20th*.

A small model does so with a fourth of the days that have no month. Where the source has a number
as such a day and as nothing else, the number in the output can only be the day.
"""

import re

from aligner.checks.quantities import source_quantities, values
from aligner.translation.english.typography import ordinal
from aligner.translation.source.datelines import MONTHS

_DAY = re.compile(
    r"(?<![月\d.至到、~～—–近期时共过逾超约续每第满少多隔达需了历足-])(3[01]|[12]\d|0?[1-9])日"
    r"(?![本元均内后間间前游行程制用产薪之]|夜兼|、\d|[至到~～—–-])"
)
"""The 26th, and no number of days nor a part of a range."""
_NUMBER = re.compile(
    r"(?<![\w.,:$€£¥%/#(-])(?<!\d to )(?<!No\. )(?<![Dd]ay )(?P<day>3[01]|[12]\d|[1-9])"
    r"(?:[ -]days?\b)?"
    r"(?![\d:%)/-]|[.,]\d|[A-Za-z]|,? (?:to|and|or) \d| (?:percent|per cent|[mb]illion|yuan"
    r"|people|dollars|years?|months?|hours?|minutes?|seconds|times|cases|members|points)\b)"
)
_HAS_MONTH = re.compile(
    rf"\b(?:Sept|{'|'.join(f'{month}|{month[:3]}' for month in MONTHS)})\.?,? "
    r"(?:\d+,? (?:and|or|to) )?\Z"
)
_ORDINAL = re.compile(r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)\b")
_PREPOSITION = re.compile(r"\b(on|of|from|since|by|until|till|before|in|at|after|the) \Z", re.I)
_ON = frozenset({"at", "in", "after"})
"""What the model writes for *on*: arrived at 10."""
_NEEDS_ARTICLE = re.compile(
    r"\b([Oo]n|[Ff]rom|[Ss]ince|[Aa]s of|[Bb]y|[Uu]ntil) "
    r"(?=(\d{1,2})(?:st|nd|rd|th)(?: (?:that|in|for|to)\b|[,.]|\Z))"
)


def ordinal_days(source: str, text: str) -> str:
    """Return the text with bare numbers that can only be days of the source as ordinals.

    >>> ordinal_days("据媒体30日报道，15人获救", "According to media 30, 15 people were saved.")
    'According to media on the 30th, 15 people were saved.'
    >>> ordinal_days("国防部5日证实", "The ministry confirmed on 5 days from 5th.")
    'The ministry confirmed on 5 days from the 5th.'
    """
    days = {int(day) for day in _DAY.findall(source)} if "日" in source else set()
    for day in sorted(days):
        if _once(source, day) and not any(int(m["day"]) == day for m in _ORDINAL.finditer(text)):
            text = _with_ordinal(text, day)
    return _NEEDS_ARTICLE.sub(
        lambda match: f"{match[1]} the " if int(match[2]) in days else match[0], text
    )


def _once(source: str, day: int) -> bool:
    """Tell whether a day is all that a number of the source stands for, in figures or words."""
    found = [quantity for quantity in source_quantities(source) if float(day) in values(quantity)]
    return len(found) == 1 and found[0].date is not None


def _with_ordinal(text: str, day: int) -> str:
    found = [
        match
        for match in _NUMBER.finditer(text)
        if int(match["day"]) == day and not _HAS_MONTH.search(text[: match.start()])
    ]
    if len(found) != 1:
        return text
    before, after = text[: found[0].start()], text[found[0].end() :]
    preposition = _PREPOSITION.search(before)
    word = preposition[1] if preposition else ""
    if word.lower() in _ON and preposition:
        before, word = f"{before[: preposition.start()]}on ", "on"
    link = "" if word.lower() == "the" else "the " if word else "on the "
    return f"{_begun(before, link)}{ordinal(day)}{after}"


def _begun(before: str, link: str) -> str:
    """Return a beginning and what joins it to a day, with a capital if nothing is before."""
    return before + (link.capitalize() if not before.strip('" ') else link)
