"""Companies, bodies and places that an article names more than once, by the word for their kind.

凌岳半导体 came out as *Ling Yue's semiconductor*, 明澜大学 as *Lan University*, *the university*.
English news writes the first part in pinyin and the kind in English, Lingyue Semiconductor, and so
does every sentence of the article here. The short form, 凌岳, is Lingyue. What this does not do:
names that stand once, and those whose first part is a word that Chinese puts there, 附属医院.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from aligner.alignment.lexicon import load_lexicon, shipped_lexicon
from aligner.text.script import HAN
from aligner.translation.glossary import REPEATED, Term
from aligner.translation.names import pinyin
from aligner.translation.names.dotted_names import TRANSLITERATING
from aligner.translation.names.name_table import NameTable, is_pinyin
from aligner.translation.tables import shipped_table

KINDS = "kinds.tsv"
NO_NAMES = "before_kinds.tsv"

_TWICE = 2
_ALWAYS_NAMED = frozenset("县镇乡村")
"""Kinds before which a word is a name too, 石梁村."""
_DEEDS = frozenset(("投资", "控股"))
_OBJECT = r"(?:[\d约近逾超了建兴于在股上]|总额)"
"""What follows a deed."""
_COUNTRIES = frozenset("中美英法德俄日韩朝印越澳港台欧非亚意加新泰")
_OTHERS = (
    "的了与及或在是等各进供级局职试该本这那某多每此其家个名位所第对由从向给为被把将让称说至到不没有也还已又就都而且但前后当"
    "一二三四五六七八九十两几数百千万亿半零双单全总分主副首"
)
"""Characters that no such name has, or too few."""
PART = re.compile(f"(?:(?![{_OTHERS}])[{HAN}])+")
"""What the first part of a name may be, as far as its characters tell."""
_JOINED = re.compile(f"[{HAN}]")


def named_by_kind(whole: str) -> Iterator[Term]:
    """Yield the names of a text that stand there twice or more, and their short forms.

    >>> whole = "芯片商凌岳半导体扩产。凌岳半导体股价上涨。凌岳的工厂在成都。"
    >>> [(term.source, term.targets[0]) for term in named_by_kind(whole)]
    [('凌岳半导体', 'Lingyue Semiconductor'), ('凌岳', 'Lingyue')]
    """
    kinds = _kinds()
    first: dict[str, list[str]] = {}
    for match in _pattern().finditer(whole):
        kind = match[0]
        goes_on = kind[-1] + whole[match.end() : match.end() + 1]  # 区域
        if len(kind) == 1 and kind not in _ALWAYS_NAMED and goes_on in _words():
            continue
        core = first_part(whole, match.start(), kind)
        if core and kind not in first.setdefault(core, []):
            first[core].append(kind)
            spelt = in_pinyin(core)
            targets = tuple(english.format(spelt) for english in kinds[kind].split("|"))
            yield Term(core + kind, targets, REPEATED, own=True)
    for core, own in first.items():
        if _stands_alone(whole, core, own):
            yield Term(core, (in_pinyin(core),), REPEATED, own=True)


def first_part(whole: str, end: int, kind: str) -> str:
    """Return the first part of a name that ends at ``end``; empty if there is none."""
    for size in (2, 3) if len(kind) > 1 or kind in _ALWAYS_NAMED else (2,):
        core = whole[max(0, end - size) : end]
        if (
            len(core) == size
            and _may_be_core(core, kind)
            and _begins(whole, core + kind)
            and _is_named(whole, core, kind)
            and not _is_done(whole, core, kind)
        ):
            return core
    return ""


def in_pinyin(core: str) -> str:
    """Return a name in pinyin; 长 that begins one is long, not old: Changfeng."""
    spelt = pinyin.place(core)
    return spelt.replace("Zhang", "Chang", 1) if core.startswith("长") else spelt


def _may_be_core(core: str, kind: str) -> bool:
    """Tell whether characters may be the first part of a name: are no words, nor begin one."""
    words = _words()
    pairs = [core[at : at + 2] for at in range(len(core) - 1)]
    if any(pair in words for pair in (*pairs, core, core[-1] + kind[0])):
        return False
    if not PART.fullmatch(core) or _COUNTRIES.issuperset(core):
        return False
    if len(core) > 2 and TRANSLITERATING.issuperset(core):
        return False
    names = NameTable.shipped()
    listed = names.spelling(core)
    small = listed is not None and is_pinyin(core, listed)  # 泰和, a county
    return (small or core not in names) and core + kind not in names


def _begins(whole: str, name: str) -> bool:
    """Tell whether a name begins there: nothing that always stands before it belongs to it.

    What is before it differs, or is a mark, or ends a word: 省青禾县.
    """
    words = _words()
    before = {whole[max(0, at - 1) : at] for at in _places(whole, name)}
    across = [mark for mark in before if mark + name[0] in words or mark in TRANSLITERATING]
    if across and len(across) == len(before):
        return False
    if len(before) > 1 or not all(map(_JOINED.match, before)):
        return True
    at = whole.find(name)
    return whole[max(0, at - 2) : at] in words or before <= set(_OTHERS)


def _is_named(whole: str, core: str, kind: str) -> bool:
    """Tell whether a name stands there twice; a word, 白鹭水库, begins two clauses, half of all."""
    places = list(_places(whole, core + kind))
    if core[:2] not in _seldom_names() or kind in _ALWAYS_NAMED:
        return len(places) >= _TWICE
    begins = sum(not _JOINED.match(whole[max(0, at - 1) : at] or "") for at in places)
    return begins >= max(_TWICE, len(places) / 2)


def _is_done(whole: str, core: str, kind: str) -> bool:
    """Tell whether somebody does it: 凌岳投资120亿元 has no name of a company but 凌岳."""
    return kind in _DEEDS and re.search(f"{core}{kind}{_OBJECT}", whole) is not None


def _stands_alone(whole: str, core: str, kinds: list[str]) -> bool:
    """Tell whether the first part stands without a kind, and nowhere between two words."""
    words = _words()
    alone = False
    for at in _places(whole, core):
        end = at + len(core)
        if any(whole.startswith(kind, end) for kind in kinds):
            continue
        if whole[at - 1 : at + 1] in words and whole[end - 1 : end + 1] in words:
            return False
        alone = True
    return alone


def _places(whole: str, core: str) -> Iterator[int]:
    return (match.start() for match in re.finditer(core, whole))


def _words() -> frozenset[str]:
    return load_lexicon(shipped_lexicon()).words


@lru_cache(1)
def _kinds() -> dict[str, str]:
    return shipped_table(KINDS, "kinds")


@lru_cache(1)
def _seldom_names() -> frozenset[str]:
    table = shipped_table(NO_NAMES, "what stands before kinds")
    return frozenset(first + second for first, seconds in table.items() for second in seconds)


@lru_cache(1)
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_kinds(), key=len, reverse=True)
    return re.compile(f"(?<=[{HAN}]{{2}})(?:{'|'.join(longest_first)})")
