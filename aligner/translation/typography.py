"""Marks and endings of English that a model sets wrong and a rule sets right, meaning untouched."""

import re

_INSIDE = re.compile(
    r"(?<=[(\[])[ \t]+(?=\S)|(?:(?<=\s“)|(?<=\A“)|(?<=\(“))[ \t]+(?=\S)|(?<=\S)[ \t]+(?=[)\]”])"
)
_BEFORE_BRACKET = re.compile(r"(?<=[A-Za-z]{2})(?=\([A-Z][A-Za-z]|\([a-z]{3})")
_BEFORE_MARK = re.compile(
    r"(?<=[A-Za-z\d)”])[ \t]+(?=[,;:?!](?:\s|\Z))|(?<=[A-Za-z)”])[ \t]+(?=\.\Z)"
)
_INITIALS = re.compile(r"\b(U)\. (?=(?:S|N|K)\.)")
_ORDINAL = re.compile(r"(?<![\d.])(\d+|\d{1,3}(?:,\d{3})+)(?:st|nd|rd|th)\b")


def typeset(text: str) -> str:
    """Return the text with spaces around marks as English has them, and 12nd as 12th.

    >>> typeset("the 12nd summit( Seoul ) of the U. S.")
    'the 12th summit (Seoul) of the U.S.'
    """
    text = _INSIDE.sub("", text)
    text = _BEFORE_BRACKET.sub(" ", text)
    text = _BEFORE_MARK.sub("", _INITIALS.sub(r"\1.", text))
    return _ORDINAL.sub(lambda match: match[1] + _ending(int(match[1][-2:])), text)


def ordinal(number: int) -> str:
    """Return a number as an ordinal: 1st, 12th, 23rd."""
    return f"{number}{_ending(number % 100)}"


def _ending(number: int) -> str:
    """Return how an ordinal with these last two digits ends."""
    return "th" if 10 <= number <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
