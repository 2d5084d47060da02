"""English dates and times of day: March 4, 2025, 4 March, the 1980s, Tuesday, 7:54 p.m."""

import re

from aligner.document import Span
from aligner.text.currency import CURRENCY_EN
from aligner.text.late_regex import late_regex
from aligner.text.quantity import PartialDate, Quantity, date_value

_FULL_MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
_MONTH_NAMES = _FULL_MONTH.split("|")
_MONTHS = {name: index for index, name in enumerate(_MONTH_NAMES, 1)}
_MONTHS |= {name[:3]: index for name, index in _MONTHS.items()} | {"Sept": 9}
_FULL_DAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_DAY_NAMES = _FULL_DAY.split("|")
_DAYS = {name: index for index, name in enumerate(_DAY_NAMES, 1)}
_DAYS |= {
    "Mon": 1,
    "Tue": 2,
    "Tues": 2,
    "Wed": 3,
    "Thu": 4,
    "Thurs": 4,
    "Fri": 5,
    "Sat": 6,
    "Sun": 7,
}

SMALL_MONTHS = [name.lower() for name in _MONTH_NAMES if name not in ("March", "May")]
"""Months without their capital: of 30 september and april 2020, but not where they stand alone."""
_SHORT_MONTH = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
_MONTH = rf"(?P<month>{_FULL_MONTH}|{'|'.join(SMALL_MONTHS)}|{_SHORT_MONTH})"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[:.]\d|,(?!(?:19|20)\d\d\b)\d)"
_YEAR = r"(?P<year>[12]\d{3})(?![\d%])"
_PATTERNS = tuple(
    late_regex(pattern)
    for pattern in (
        rf"{_MONTH}\s+{_DAY}(?:(?:\s*,?\s+|,){_YEAR})?(?!\s+(?:million|billion|percent|people))",
        rf"{_DAY}(?:\s+of)?\s+{_MONTH}(?:(?:\s*,?\s+|,){_YEAR})?(?![A-Za-z])",
        rf"{_MONTH},?\s+(?:of\s+)?{_YEAR}",
    )
)
_ALONE = late_regex(rf"(?P<month>{_FULL_MONTH}|(?:Jan|Feb|Apr|Aug|Sept|Oct|Nov|Dec)\.)(?![A-Za-z])")
_RELATIVE = late_regex(
    r"\b(last|this|next|early|late|mid|in|of|since|by|until|from|to|every|for)[\s-]+$", re.I
)
_IS_NAME = late_regex(
    r"(?:Theresa|Brian|Elaine|James|Fredric|Ms\.|Mrs\.|Mr\.|Prime Minister|Minister)\s+$"
)
_ISO = late_regex(
    r"(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=sep)(?P<day>0?[1-9]"
    r"|[12]\d|3[01])(?!\d)"
)
_DECADE = re.compile(
    r"(?P<full>1\d{2}0|20\d0)['’]?s\b|['’‘](?P<short>\d0)s\b"
    r"|(?:(?<=the )|(?<=mid-)|(?<=mid )|(?<=early )|(?<=late ))(?P<bare>[2-9]0)['’]?s\b"
)
_OF_AGE = re.compile(
    r"\b(?:his|her|their|my|our|your|someone's)\s(?:(?:early|mid|late)[\s-])?\Z", re.I
)
"""In her late 90s."""
_DECADE_WORD = re.compile("(?P<tens>twen|thir|for|fif|six|seven|eigh|nine)ties\\b", re.I)
_TENS = ("twen", "thir", "for", "fif", "six", "seven", "eigh", "nine")
_OF_DECADE = late_regex(
    r"(?:\b(?:the|since|nineteen)\s(?:(?:early|mid|late|roaring|swinging)(?:[\s-]to[\s-](?:mid|late))?[\s-])?"
    r"|\bthe\s\w+ies\s(?:and|to|or)\s(?:the\s)?)\Z",
    re.I,
)
"""What makes sixties a decade, and no age."""
_ALIKE = frozenset(("yuan", "yen", "renminbi", "baht"))
_MONEY = "|".join(re.escape(name) for name in CURRENCY_EN if name[-1] == "s" or name in _ALIKE)
"""Currencies as they are counted: the 2014 ruble crisis is of a year."""
_BARE_YEAR = late_regex(
    r"(?:19|20)\d\d(?![\d%]|[.,]\d|-[a-z]|\s(?:(?:m|b|tr)illion(?!-)|thousand|people|percent"
    r"|per cent|tons|tonnes|miles|square|cubic|meters|metres"
    r"|kilometers|kilometres|km|kilograms|kg"
    r"|hectares|acres|feet|barrels"
    rf"|points|workers|households|cases|times|(?:[A-Z][\w.]*\s){{0,2}}(?:{_MONEY}))\b"
    r"(?!\s(?:crisis|slump|crash|rally|zone)\b))"
)
_YEAR_END = late_regex(r"\d\d(?![\d%]|[.,:/-]\d|-[a-z]|\s(?:percent|per cent|million|people)\b)")
_YEAR_START = late_regex(r"(?<![\d.,$€£¥])(19|20)(\d\d)[-–—/]\Z")
_NO_YEAR_BEFORE = late_regex(
    r"\b(?:about|nearly|almost|over|(?:more|less|fewer) than|approximately|roughly|least|most)\s\Z",
    re.I,
)
_OF_A_YEAR = (
    "levels|figures|results|sales|prices|emissions|revenues|exports|imports|earnings|profits|totals"
    "|numbers|models|elections|games|incomes|costs|rates"
)
_COUNTED = late_regex(rf"\s(?!(?:{_OF_A_YEAR})\b)[a-z]*[^\Wisu]s\b")
"""What is counted in ``about 2000 vehicles``; ``more than 2019 levels`` is of a year."""
_WEEKDAY = late_regex(
    rf"(?P<day>{_FULL_DAY})(?![A-Za-z])|(?P<short>Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\."
)
_CLOCK = late_regex(
    r"(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?\s?m\b\.?"
    r"|(?P<hour24>[01]?\d|2[0-4]):(?P<minute24>[0-5]\d)(?::[0-5]\d)?(?![\d:])"
    r"|(?P<hour_utc>[01]\d|2[0-4])(?P<minute_utc>[0-5]\d)"
    r"(?=\s(?:GMT|UTC|local\stime|(?:(?:to|and)\s\d{4}\s)?(?:hours|hrs)\b(?!\s(?:of|per|a)\b)))"
    r"|(?P<oclock>\d{1,2}|[a-z]+)\so['’]clock"
    r"|(?P<part>half|(?:a[\s-])?quarter)[\s-](?P<way>past|to)[\s-](?P<near>\d{1,2}|[a-z]+)\b"
    r"(?![.,:]\d|-|\s(?:percent|million|billion|yuan|cents|times)\b)",
    re.I,
)
_AT = late_regex(r"\b(?:at|about|around|until|till|before|after|since)\s\Z", re.I)
"""What a quarter to four is a time after; shares may fall a quarter to 4 yuan."""
_PARTS = {("half", "past"): 30, ("quarter", "past"): 15, ("quarter", "to"): -15}
_HOURS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_HOURS += ["eleven", "twelve"]


_SECOND_DAY = late_regex(rf"{_MONTH}\s+(?:[12]\d|3[01]|0?[1-9])\s?(?:to|through|and|-|–|&)\s?\Z")
_DAY_ALONE = late_regex(r"(?:[12]\d|3[01]|0?[1-9])(?![\d:%,.]\d|\d|\s?(?:percent|[ap]\.?m))")


_FIRST_DAY = late_regex(
    rf"(?P<first>[12]\d|3[01]|0?[1-9])(?:\s?(?:to|and|through|until|&|[-–—])\s?|,\s(?=\d+ and ))"
    rf"(?:\d\d?\sand\s)?{_DAY}(?:\sof)?\s{_MONTH}(?![A-Za-z])"
)


def _first_day(text: str, start: int) -> Quantity | None:
    """Read the 12 of 12 to 14 November."""
    match = _FIRST_DAY.match(text, start)
    if match is None or int(match["first"]) >= int(match["day"]):
        return None
    number = _MONTHS[match["month"].rstrip(".").capitalize()]
    date = PartialDate(month=number, day=int(match["first"]))
    return Quantity("date", date_value(date), Span(*match.span("first")), date=date)


def _second_day(text: str, start: int) -> Quantity | None:
    """Read the 29 of Nov. 27 to 29."""
    match = _DAY_ALONE.match(text, start)
    if match is None:
        return None
    month = _SECOND_DAY.search(text[max(0, start - 24) : start])
    if month is None:
        return None
    number = _MONTHS[month["month"].rstrip(".").capitalize()]
    return _date(PartialDate(month=number, day=int(match[0])), match)


def read_date(text: str, start: int) -> Quantity | None:
    """Read the date, weekday, year or decade that starts at ``start``."""
    if match := _ISO.match(text, start):
        return _date(_from_groups(match), match)
    if (match := _DECADE.match(text, start)) and not (match["bare"] and _aged(text, start)):
        return _decade(match)
    if match := _DECADE_WORD.match(text, start):
        return _decade_in_words(text, match)
    second = _first_day(text, start) or _second_day(text, start) or _short_year(text, start)
    if second is not None:
        return second
    for pattern in _PATTERNS:
        if match := pattern.match(text, start):
            return _date(_from_groups(match), match)
    if match := _WEEKDAY.match(text, start):
        return _date(PartialDate(weekday=_DAYS[match["day"] or match["short"]]), match)
    return _month_or_year(text, start)


def _month_or_year(text: str, start: int) -> Quantity | None:
    if match := _ALONE.match(text, start):
        before = text[max(0, start - 20) : start]
        plain = match["month"] not in {"May", "March"}
        if (plain or _RELATIVE.search(before)) and not _IS_NAME.search(before):
            return _date(_from_groups(match), match)
    return _year(text, start)


def _year(text: str, start: int) -> Quantity | None:
    match = _BARE_YEAR.match(text, start)
    before = text[start - 1 : start]
    if match is None or before.isalnum() or (before and before in "$€£¥.,#"):
        return None
    if _COUNTED.match(text, match.end()) and _NO_YEAR_BEFORE.search(
        text[max(0, start - 15) : start]
    ):
        return None
    return _date(PartialDate(int(match[0])), match)


def _short_year(text: str, start: int) -> Quantity | None:
    """Read the 24 of 2023-24: a year, if it is after the first."""
    if text[start - 1 : start] not in _DASHES:
        return None
    match = _YEAR_END.match(text, start)
    opened = _YEAR_START.search(text[max(0, start - 6) : start]) if match else None
    if match is None or opened is None or int(match[0]) <= int(opened[2]):
        return None
    return _date(PartialDate(int(opened[1] + match[0])), match)


_DASHES = frozenset("-–—/")


def _from_groups(match: re.Match[str]) -> PartialDate:
    named = match.groupdict()
    month = named["month"].rstrip(".").capitalize()
    number = _MONTHS[month] if month in _MONTHS else int(month)
    return PartialDate(int(named.get("year") or 0), number, int(named.get("day") or 0))


def _date(date: PartialDate, match: re.Match[str]) -> Quantity:
    return Quantity("date", date_value(date), Span(*match.span()), date=date)


def _decade(match: re.Match[str]) -> Quantity | None:
    if short := match["short"] or match["bare"]:
        return _date(PartialDate(decade=1900 + int(short)), match)
    return _date(PartialDate(decade=int(match["full"])), match)


def _aged(text: str, start: int) -> bool:
    return _OF_AGE.search(text[max(0, start - 20) : start]) is not None


def _decade_in_words(text: str, match: re.Match[str]) -> Quantity | None:
    """Read the sixties, but no man in his sixties."""
    if not _OF_DECADE.search(text[max(0, match.start() - 30) : match.start()]):
        return None
    tens = _TENS.index(match["tens"].lower()) + 2
    return _date(PartialDate(decade=1900 + 10 * tens), match)


def read_time(text: str, start: int) -> Quantity | None:
    """Read a time of day."""
    match = _CLOCK.match(text, start)
    if match is None:
        return None
    if match["part"]:
        told = match["way"].lower() == "past" or _AT.search(text[max(0, start - 7) : start])
        return _part_of_hour(match) if told else None
    if match["oclock"]:
        hour, minute = _hour_of(match["oclock"]), 0
    elif whole := match["hour24"] or match["hour_utc"]:
        hour, minute = int(whole), int(match["minute24"] or match["minute_utc"])
    else:
        hour, minute = int(match["hour"]) % 12, int(match["minute"] or 0)
        hour += 12 if match["half"].lower() == "p" else 0
    if not 0 <= hour <= 24:
        return None
    return Quantity("time", float(hour * 60 + minute), Span(*match.span()))


def _hour_of(word: str) -> int:
    """Return an hour in figures or words, -1 for what is none."""
    if word.isdigit():
        return int(word)
    return _HOURS.index(word.lower()) if word.lower() in _HOURS else -1


def _part_of_hour(match: re.Match[str]) -> Quantity | None:
    """Read half past ten and a quarter to four."""
    hour = _hour_of(match["near"])
    minutes = _PARTS.get((match["part"].lower()[-7:].strip(), match["way"].lower()))
    if minutes is None or not 1 <= hour <= 12:
        return None
    return Quantity("time", float(hour * 60 + minutes), Span(*match.span()))
