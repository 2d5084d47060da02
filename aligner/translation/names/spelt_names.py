"""The names of a source whose English spelling is known, and whether a translation has them.

Those are Chinese persons (``persons.py``), what the tables list (``name_table.py``), sessions of
China's congress (``sessions.py``), and storms (``storms.py``). A small model copies what stands in
Latin letters in its source, so a name that it garbles is given to it as it is spelt, 暹粒机场 as
Siem Reap 机场. The default model has learnt from such pairs too.
"""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from aligner.alignment.lexicon import load_lexicon, shipped_lexicon
from aligner.document import Span
from aligner.translation.names.name_table import Name, NameTable
from aligner.translation.names.persons import spellings
from aligner.translation.names.sessions import sessions
from aligner.translation.names.storms import storms

_OIL = re.compile("布[兰伦]特(?=原油|期油|油价)")
_NEEDLESS = re.compile(r" (?=[\s，。、；：？！”’）》])|(?<=[，。、；：？！“‘（《]) ")
"""Spaces beside marks."""


@lru_cache(4096)
def names_in(text: str) -> tuple[Name, ...]:
    """Return the names of a simplified text in order.

    A person whom the table has is spelt as it says, 李显龙 is Lee Hsien Loong; other overlaps are
    the person's: 赵小川 is not Ogawa.

    >>> [name.spellings[0] for name in names_in("外交部发言人耿爽在暹粒说")]
    ['Foreign Ministry', 'Geng Shuang', 'Siem Reap']
    """
    found = NameTable.shipped().find(text)
    listed = {name.span: name for name in found if not _is_other(text, name.span)}
    persons = {span: Name(span, (spelling,)) for span, spelling in _persons(text, listed)}
    taken = {at for span in persons for at in range(span.start, span.end)}
    others = {
        span: name
        for span, name in listed.items()
        if span in persons or taken.isdisjoint(range(span.start, span.end))
    }
    held = {name.span: name for name in (*sessions(text), *storms(text))}
    inside = {at for span in held for at in range(span.start, span.end)}
    rest = {
        span: name
        for span, name in (persons | others).items()
        if inside.isdisjoint(range(span.start, span.end))
    }
    return tuple(sorted((rest | held).values(), key=lambda name: name.span.start))


@lru_cache(4096)
def persons_in(text: str) -> tuple[Name, ...]:
    """Return the Chinese persons of a simplified text: as the tables spell them, or in pinyin.

    >>> [name.spellings[0] for name in persons_in("外交部发言人耿爽和财政司司长陈茂波在暹粒说")]
    ['Geng Shuang', 'Paul Chan']
    """
    listed = {name.span: name for name in NameTable.shipped().find(text)}
    return tuple(
        listed.get(span) or Name(span, (spelling,)) for span, spelling in _persons(text, listed)
    )


def _persons(text: str, listed: Collection[Span]) -> list[tuple[Span, str]]:
    """Return the persons but for those in a longer name of a table: 马英 in 马英九."""
    return [
        (span, spelling)
        for span, spelling in spellings(text)
        if not any(
            name.start <= span.start and span.end <= name.end and name != span for name in listed
        )
    ]


def _is_other(text: str, span: Span) -> bool:
    """Tell whether what looks like a name is none: an oil, 布兰特原油, or ends of two words."""
    return _OIL.match(text, span.start) is not None or _straddles(text, span)


def _straddles(text: str, span: Span) -> bool:
    """Tell whether a name of two characters is the end of a word and the beginning of the next.

    沿海登陆 has no 海登: of 21 that the tables found so in five test sets, 1 was a name. Nor does
    其中东南亚 have 中东, whose 东 begins a word of three.
    """
    if span.end - span.start != 2:
        return False
    before, first = max(0, span.start - 1), span.start + 1
    ends = {text[before:first], text[max(0, span.start - 2) : first]}
    begins = {text[span.end - 1 : span.end + size] for size in (1, 2)}
    words = load_lexicon(shipped_lexicon()).words
    return not words.isdisjoint(ends - {text[span.start]}) and not words.isdisjoint(begins)


def names_lost(source: str, text: str, apart: Collection[int] = ()) -> tuple[Name, ...]:
    """Return the names of a source that its translation does not have, but for places ``apart``."""
    lost = (name for name in names_in(source) if not name.found_in(text))
    return tuple(name for name in lost if not any(at in apart for at in _places(name.span)))


def _places(span: Span) -> range:
    return range(span.start, span.end)


def lost_by_all(source: str, texts: Sequence[str]) -> tuple[Name, ...]:
    """Return the names of a source that none of its translations has."""
    return tuple(
        name for name in names_in(source) if not any(name.found_in(text) for text in texts)
    )


def respelled(text: str, names: Collection[Name]) -> str:
    """Return the text with the given names of it in their first spelling, spaces around it.

    The spaces make the pieces of the name those that the output needs.

    >>> respelled("发言人耿爽表示", names_in("发言人耿爽表示"))
    '发言人 Geng Shuang 表示'
    """
    written: list[str] = []
    done = 0
    for name in sorted(names, key=lambda name: name.span.start):
        written += [text[done : name.span.start], f" {name.spellings[0]} "]
        done = name.span.end
    return _NEEDLESS.sub("", "".join([*written, text[done:]])).strip()
