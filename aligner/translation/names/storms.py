"""Tropical storms by name: 台风“海葵” is Typhoon Haikui.

Their names are words of many languages and in Chinese those of flowers, beasts and gods, so a small
model writes what it likes (*Typhoon Haishenflowers*); in English it copies them. Where they stand
behind what a storm is, in quotation marks or not, they are names, in these also before what it does
(“山竹”吹袭后), and so is what an article calls a storm wherever it stands in them. What this does
not do: storms of other oceans.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from aligner.document import Span
from aligner.text.late_regex import late_regex
from aligner.translation.glossary import REPEATED, Term
from aligner.translation.names.name_table import Name
from aligner.translation.tables import read_table

_TABLE = Path(__file__).with_name("storms.tsv")
_MAYBE = late_regex("台风|风暴|低压|”[吹来登过正]")
_QUOTED = late_regex("“([^“”]{2,3})”")


def storms(text: str) -> Iterator[Name]:
    """Yield the storms that a simplified text names as such, with the marks around them.

    >>> [name.spellings for name in storms("第20号台风“海葵”逼近，与台风泰利相似")]
    [('Haikui',), ('Talim',)]
    """
    for match in _pattern().finditer(text) if _MAYBE.search(text) else ():
        which, name = "name", match["quoted"] or match["bare"]
        if not name:
            which, name = "alone", match["hits"]
        yield Name(Span(*match.span(which)), (_names()[name],))


def storms_of(whole: str) -> Iterator[Term]:
    """Yield the storms of an article as its terms, as they stand alone in quotation marks.

    >>> [term.source for term in storms_of("台风“海葵”逼近。“海葵”移动缓慢。“山竹”很甜。")]
    ['“海葵”']
    """
    named = {name.spellings[0] for name in storms(whole)}
    for quoted in dict.fromkeys(_QUOTED.findall(whole) if named else ()):
        if _names().get(quoted) in named:
            yield Term(f"“{quoted}”", (_names()[quoted],), REPEATED, own=True)


@cache
def _names() -> dict[str, str]:
    return read_table(_TABLE, "storms")


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(sorted(_names(), key=len, reverse=True))
    return re.compile(
        rf"(?:台风|热带风暴|热带低压)\s?(?P<name>“(?P<quoted>{names})”|(?P<bare>{names}))"
        rf"|(?P<alone>“(?P<hits>{names})”)(?=吹袭|来袭|登陆|过境|正面袭)"
    )
