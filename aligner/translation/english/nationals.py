"""Whose president or director somebody is, as English says it: 伊朗导演 is an Iranian director.

A small model puts the country's name before what one is, *Iran director* and *China President*.
"""

import re
from functools import cache

from aligner.text.late_regex import late_regex
from aligner.translation.names.name_table import COUNTRIES
from aligner.translation.names.spelt_names import names_in
from aligner.translation.tables import shipped_table

_WHO = late_regex(
    "(?:前|著名|知名|女|男|籍|新任|候任|当选)*"
    "(?:国家主席|总统|总理|首相|外长|外交部长|防长|国防部长|财长|财政部长|导演|演员|男星|女星|歌手|作家|选手|球员|前锋"
    "|中场|后卫|门将|名将|教练|科学家|航天员|宇航员|经济学家|学者|研究员|记者|商人|诗人|画家|设计师|建筑师)"
)
_IS = (
    r"(?:[Pp]resident|[Pp]remier|(?:[Pp]rime|[Ff]oreign|[Dd]efen[sc]e|[Ff]inance) [Mm]inister"
    r"|director|actor|actress|singer|writer|author|player|striker|forward|midfielder|defender"
    r"|goalkeeper|coach|scientist|astronaut|economist|scholar|researcher|journalist|reporter"
    r"|businessman|poet|painter|designer|architect)"
)
_ENDINGS = ("n", "ese", "ch", "sh", "i", "ss", "ek", "tine", "pine", "ai")
_SHORT = 3
"""Letters of UK, US and UAE, which stand before anything."""


def of_nations(source: str, text: str) -> str:
    """Return the text with adjectives for the countries of the source before what one is.

    >>> of_nations("伊朗导演拉苏里获奖", "Iran director Rasouli won")
    'Iranian director Rasouli won'
    """
    if not _WHO.search(source):
        return text
    for name in names_in(source):
        country = source[name.span.start : name.span.end]
        if country in _countries() and _WHO.match(source, name.span.end):
            noun, adjective, *_ = (*name.spellings, "")
            if len(noun) > _SHORT and adjective.endswith(_ENDINGS):
                text = re.sub(rf"\b{noun} (?={_IS}s?\b)", f"{adjective} ", text)
    return text


@cache
def _countries() -> frozenset[str]:
    return frozenset(shipped_table(COUNTRIES, "countries"))
