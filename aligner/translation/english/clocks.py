"""Times of day that stand bare in an output: *Lai Zhenghong 8:50 bowed*, *on the 6th 20:00*.

Chinese needs no preposition before a time, and a small model forgets that English does.
"""

import re

from aligner.checks.quantities import source_quantities, surface

_BARE = re.compile(r"\b(?P<word>[A-Za-z\d]+) (?=(?P<hour>\d{1,2}):(?P<minute>\d\d)\b(?![:-]))")
_LEADS_UP = frozenset(
    """
    a about after and approximately around as at be before between but by early exactly for from gmt
    in is it local near nearly of on or over past roughly since sharp than that the till time to
    until utc was were
    """.split()  # noqa: SIM905
)
"""What may stand before a time, or makes it part of something else."""
_HALF_DAY = 720


def at_clocks(source: str, text: str) -> str:
    """Return the text with *at* before the times of the source that stand bare.

    >>> at_clocks("他8点50分致歉", "He apologized 8:50 to supporters")
    'He apologized at 8:50 to supporters'
    """
    if ":" not in text:
        return text
    times = {
        quantity.value % _HALF_DAY
        for quantity in source_quantities(source)
        if quantity.kind == "time" and ":" not in surface(source, quantity)  # 24:20 is a result
    }

    def led(match: re.Match[str]) -> str:
        value = (int(match["hour"]) * 60 + int(match["minute"])) % _HALF_DAY
        bare = value in times and match["word"].lower() not in _LEADS_UP
        return f"{match[0]}at " if bare else match[0]

    return _BARE.sub(led, text) if times else text
