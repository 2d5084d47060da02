"""Points and other units that an output takes for hours: *up 3,287.45 p.m.*, *by 512 p.m.*.

点 is an o'clock and a point. No hour is above twelve or has decimals;
2.30, 930 and 1530 p.m. may be one. 25个基点 are basis points, no *base points* and no *bases*.
"""

import re

_HOUR = re.compile(
    r"(?<![\d:.,])(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?!\d{1,2}\.[0-5]\d\b)\d+\.\d+|1[3-9]|[2-9]\d|\d{3})"
    r" [ap]\.m\.(?P<end>\s*\Z)?"
)
_MAYBE_HOUR = 3
"""Digits of 930 p.m."""
_BASIS = re.compile(r"\b[Bb]as(?:e|al|ic|is)[ -]points?\b|(?<=\d )bases(?: points?)?\b")
_POINTS = re.compile(r"(\d[\d,]*(?:\.\d+)?)[万亿]?[点點](?![钟鐘半整])")


def plain_points(source: str, text: str) -> str:
    """Return the text with figures that are no hours as points where the source has 点.

    >>> plain_points("沪指报3287.45点，时速692.5公里", "at 3,287.45 p.m., 692.5 p.m. an hour")
    'at 3,287.45 points, 692.5 an hour'
    """
    if "基点" in source or "基點" in source:
        text = _BASIS.sub("basis points", text)
    if ".m." not in text:
        return text
    levels = {figure.replace(",", "") for figure in _POINTS.findall(source)}

    def without_hour(match: re.Match[str]) -> str:
        points = match["figure"].replace(",", "") in levels
        if not points and len(match["figure"]) == _MAYBE_HOUR:
            return match[0]
        full_stop = "." if match["end"] is not None else ""
        return f"{match['figure']}{' points' if points else ''}{full_stop}"

    return _HOUR.sub(without_hour, text)
