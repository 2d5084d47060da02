"""Parts of the day as the hours they can mean: 傍晚 shares some with ``evening``, 早上 none.

Words of both languages have wide bounds, since 晚上 reaches from dinner to long after midnight and
a Chinese 下午6时 is often an English evening.
"""

import re

Hours = frozenset[int]
"""Hours of the clock, 0 to 23."""
HOUR_WORDS = (
    "twelve", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven",
)  # fmt: skip
"""Hours of the dial in English, from 0 on."""


def _from_to(first: int, last: int) -> Hours:
    """Return the hours from the first to the last, which may be of the next day."""
    return frozenset(hour % 24 for hour in range(first, last + 1))


_EVENING, _NIGHT = _from_to(17, 28), _from_to(18, 29)
"""晚上6点 is 18, 夜里5点 is 5."""
_ZH = (
    ("凌晨|破晓|破曉", _from_to(0, 6)),
    (
        "清晨|早上|早晨|今晨|明晨|拂晓|拂曉|黎明|[今明次翌]早|[一二三四五六日天]早(?![已就有])",
        _from_to(3, 11),
    ),
    ("上午", _from_to(4, 12)),
    ("中午|正午|午间|午間", _from_to(11, 14)),
    ("下午|午后|午後", _from_to(12, 19)),
    ("傍晚|黄昏|黃昏", _from_to(15, 21)),
    ("晚上|晚间|晚間|[当當今昨明前]晚(?![辈輩期年])|[一二三四五六日天]晚(?![年期会會])", _EVENING),
    ("深夜|夜间|夜間|夜里|夜裡|夜裏|半夜|[当當昨今]夜|[一二三四五六日天]夜", _NIGHT),
    ("午夜|子夜", _from_to(22, 26)),
)
_ZH_SHORT = (("(?<![最提])早", _from_to(3, 11)), ("(?<!最)晚", _EVENING), ("夜", _NIGHT))
"""What is a part of the day right before an hour only: 早8时, 1日晚9点."""
_EN = (
    ("morning|mornings|forenoon", _from_to(0, 11)),
    ("dawn|daybreak|sunrise|predawn", _from_to(2, 8)),
    ("early hours|small hours|wee hours", _from_to(0, 6)),
    ("noon|midday|noontime|lunchtime", _from_to(11, 14)),
    ("afternoon|afternoons", _from_to(12, 19)),
    ("dusk|sunset|nightfall|twilight", _from_to(15, 21)),
    ("evening|evenings", _from_to(15, 24)),
    ("night|nights|tonight|overnight|late-night|nighttime", _from_to(17, 30)),
    ("midnight", _from_to(21, 27)),
)

ZH_PART = re.compile("|".join(f"({words})" for words, _ in _ZH))
"""Chinese parts of the day; ``hours_of`` a match says which hours."""

ZH_BEFORE_HOUR = re.compile(
    "(?:" + "|".join(f"({words})" for words, _ in (*_ZH, *_ZH_SHORT)) + ")"
    "(?:大?[约約]|大概|[将將]?近|的)? ?$"
)
"""The same right before an hour, 下午约5点, and 早, 晚, 夜 besides."""

EN_PART = re.compile(r"\b(?:" + "|".join(f"({words})" for words, _ in _EN) + r")\b")
"""English parts of the day, in small letters: Good Morning Britain is none."""

_HOURS = {
    ZH_PART: [hours for _, hours in _ZH],
    ZH_BEFORE_HOUR: [hours for _, hours in (*_ZH, *_ZH_SHORT)],
    EN_PART: [hours for _, hours in _EN],
}


def hours_of(match: re.Match[str]) -> Hours:
    """Return the hours a match of one of the three patterns can mean."""
    return _HOURS[match.re][(match.lastindex or 1) - 1]


LOOK_BACK = 5
"""Characters before an hour that can hold its part of the day."""


def part_before(text: str, start: int) -> re.Match[str] | None:
    """Return the part of the day right before an hour that starts at ``start``."""
    return ZH_BEFORE_HOUR.search(text[max(0, start - LOOK_BACK) : start])


def on_full_clock(hour: int, part: Hours) -> int:
    """Return an hour as of 24 by the part of the day it is of: 3 in the afternoon is 15.

    12 at night is 24; an hour that fits no half of the day stays.
    """
    if hour > 12 or hour % 24 in part:
        return hour
    return hour + 12 if (hour + 12) % 24 in part else hour
