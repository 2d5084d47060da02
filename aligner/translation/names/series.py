"""Drugs, probes and machines that a text names twice or more by a name and a number: 墨羽2号.

墨羽2号 came out as *Mhanyu 2*, *ink feather 2* and *Moyu 2* in one article; it is Moyu 2 in all of
it, and 墨羽1号, named once beside it, Moyu 1. What this does not do: names that are words, 希望1号.
What is counted or lies on a map, 2号线, 中山路8号, is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.text.numerals_zh import small_value
from aligner.text.script import HAN
from aligner.translation.glossary import REPEATED, Term
from aligner.translation.names.kinds import first_part, in_pinyin

_DIGITS = r"\d{1,3}|[一二三四五六七八九十]{1,3}"
_PLACES = (
    "线|楼|院|车|机|门|店|馆|台|文|令|公|提|球|选|种|井|矿|坑|泊|站|航|岛|桥|隧|厅|仓|窖|病|房|室|院|地|别|大|宿"
    "|[前后晚早上下起至到]|[、和与及至到-]?\\d"
)
_NUMBERED = re.compile(rf"(?<=[{HAN}]{{2}})(?P<number>{_DIGITS})号(?!{_PLACES})")
_NO_NAME = frozenset("路街巷弄里道楼院村区镇乡县市月日年第门栋座幢舱组队编车")
"""Characters before a number that tell where something is, or when."""


def numbered(whole: str) -> Iterator[Term]:
    """Yield what a text names by a number, one term a number.

    >>> whole = "新药“墨羽2号”获批。墨羽2号售价公布。墨羽1号已停产。家住中山路8号，中山路8号。"
    >>> [(term.source, term.targets[0]) for term in numbered(whole)]
    [('墨羽2号', 'Moyu 2'), ('墨羽1号', 'Moyu 1')]
    """
    found: dict[str, str] = {}
    for match in _NUMBERED.finditer(whole):
        core = (
            ""
            if whole[match.start() - 1] in _NO_NAME
            else first_part(whole, match.start(), match[0])
        )
        if core:
            found[core] = in_pinyin(core)
    for core, spelt in found.items():
        own = re.findall(rf"{core}({_DIGITS})号", whole)
        for number in dict.fromkeys(own):
            value = number if number.isdigit() else f"{int(small_value(number)[0])}"
            yield Term(f"{core}{number}号", (f"{spelt} {value}",), REPEATED, own=True)
