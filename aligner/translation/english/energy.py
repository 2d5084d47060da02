"""Kilowatt-hours that an output writes as kilowatts: 每千瓦时0.2元 is no price per kilowatt."""

import re

_HOURS = {"千瓦": "kilowatt", "兆瓦": "megawatt", "吉瓦": "gigawatt"}


def with_hours(source: str, text: str) -> str:
    """Return the text with the unit of its source where that names nothing but hours of it.

    >>> with_hours("每千瓦时0.2元", "0.2 yuan per kilowatt")
    '0.2 yuan per kilowatt-hour'
    >>> with_hours("100千瓦时", "100 kilowatts"), with_hours("50千瓦", "50 kilowatts")
    ('100 kilowatt-hours', '50 kilowatts')
    """
    if "瓦" not in source:
        return text
    for unit, english in _HOURS.items():
        hours = len(re.findall(f"{unit}[·]?[时時]", source))
        if hours and hours == source.count(unit):
            text = re.sub(rf"(?i)\b({english})(s?)\b(?![ -]?h)", r"\1-hour\2", text)
    return text
