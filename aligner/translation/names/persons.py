"""Chinese persons that a text shows to be such, and how English news spells them.

A small model guesses the syllables of a name it has not seen (发言人耿爽 came out as *Yang Yi*),
but copies one in Latin letters: 发言人 Geng Shuang. A name begins with a surname and stands

- between a title and the end of a phrase: 发言人耿爽表示,
- at the beginning of a clause before a verb of saying or a title: 耿爽表示, 耿爽教授,
- in a list after another name, 省长袁家军、耿爽, or in one that has nothing but names,
- or where a model learnt from bitext is sure of it, 蟹农金伟介绍 (``person_model.py``).

Where Korea, Japan or Vietnam stands before it, nothing is said of it. People of Hong Kong, Taiwan
and Singapore spell in other ways too, but references have most whom no table knows in pinyin.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from aligner.alignment.lexicon import load_lexicon, shipped_lexicon
from aligner.checks.surnames import PINYIN
from aligner.document import Span
from aligner.text.script import HAN
from aligner.translation.names.person_cues import (
    CALLED,
    ENDS,
    FOREIGN,
    NO_PERSON,
    OTHER_SOUNDS,
    REACH,
    SAYS,
    SPEAKS,
    SURNAMES,
    TITLES,
    VERBS,
)
from aligner.translation.names.person_model import PersonModel, titled
from aligner.translation.names.pinyin import person, place

_TITLED = re.compile(f"(?:{TITLES}) ?(?P<surname>{SURNAMES})(?=[{HAN}])")
_BEGINS = re.compile(f"(?<![{HAN}·•・])(?:{SURNAMES})(?=[{HAN}])")
_GIVEN = re.compile(f"[{HAN}]{{1,2}}")
_VERB = re.compile(VERBS)
_WORDS = frozenset(
    "说称在对向将也还已曾就从是到的率和与等为于他她它我你们某用续这那不有没个些人并被把给让以及或但而则又均都"
    "中内外上下后前时员度级处会长部组者表指告议见问命务职责副"
)
"""What the characters of a given name are not, or too seldom to be taken for one."""
_DOUBTFUL = frozenset(
    "向方常于任万文白高单史温严易齐石金江武马成时全华车路辛游楼尚宗景冷费劳边简章毕查童冀池丛"
)
"""Surnames that more often begin another word after a title: 教授方法, 记者向."""
_NO_NAME = re.compile(
    "先生|女士|小姐|太太|夫人|阿姨|奶奶|爷爷|婆婆|公公|伯伯|大爷|大妈|大姐|大哥|大叔|大娘|叔叔|老汉|老伯|师傅|老师|同学|医生|"
    "护士|教授|经理|队长|主任|警官|律师|法官|书记|局长|院长|校长|会长|部长|总理|总统|总裁|主席|教练|周[五日]"
)
_CALLED_SO = "女士|先生|小姐|太太|大爷|大妈|大娘|大姐|大哥|大叔|阿姨|奶奶|爷爷|老太|老汉|婆婆|伯伯"
_POLITE = re.compile(
    rf"(?P<surname>{SURNAMES})"
    rf"(?:(?P<polite>{_CALLED_SO})|老师|同学|师傅)(?![们会])"
)
"""A surname that nothing but a form of address follows: 顾女士."""
_SET_OFF = re.compile(rf"(?:\A|[^{HAN}]|[的据])\Z")
_FAMILY = re.compile(f"{SURNAMES}|阮")
_SMALL = frozenset("的据和与是向对跟在、，")
"""What is no part of a given name."""
_ENDS_WORDS = "席司裁乐"
"""Surnames that are the ends of words too: 主席先生."""
_NOBODY = re.compile("[某氏]")
"""What news writes instead of a given name: 王某."""
_ORGANISATION = (
    "半导体|科技|集团|股份|公司|证券|银行|地产|控股|汽车|电子|生物|医药|药业|能源|航空|保险|基金|资本|传媒|影业|通信|大学|学院|"
    "中学|小学|医院|啤酒|食品|村|镇|乡|县|市|区|省|路|街|桥|河|湖|江|山|港|岛|站|寺"
)
"""What shows that a company or a place ends there: 凌岳半导体."""
_AFTERWARDS = re.compile(rf"[（(][A-Za-z]|[·•・]|{_ORGANISATION}")
"""After what is spelt there, the first part of a name, and no person."""
_ODDS, _TITLED_ODDS = -0.5, -1.5
"""Log-odds by the model that are enough, and after a title, if it can be nothing but a name."""
_ITEM = re.compile(rf"(?<![{HAN}])[{HAN}]{{2,4}}(?![{HAN}])")
_NEXT = re.compile(r"[、 ]|和|与|及|以及")
_FEWEST_LISTED = 3
"""Names in a row, and nothing else between two marks, that make a list of persons."""


@lru_cache(4096)
def spellings(text: str) -> tuple[tuple[Span, str], ...]:
    """Return the Chinese persons of a simplified text in order: span and pinyin.

    >>> [spelling for _, spelling in spellings("外交部发言人耿爽星期三表示，记者向他提问")]
    ['Geng Shuang']
    >>> spellings("韩国外长康京和说，马歇尔教授方法多样")
    ()
    """
    names: dict[int, str] = {}
    for find in (_titled, _untitled, _all_listed, _polite):
        for start, name in find(text):
            names.setdefault(start, name)
    for start, name in sorted(names.items()):
        names |= dict(_after(text, start + len(name)))
    names |= dict(_learnt(text, names))
    found: list[tuple[Span, str]] = []
    for start, name in sorted(names.items()):
        if found and start < found[-1][0].end:
            continue
        other = OTHER_SOUNDS.search(text, max(0, start - REACH), start)
        alone = _surname(name) if len(name) == 1 or name in PINYIN else None
        spelling = None if other else alone or person(name, labelled=True)
        if spelling:
            found.append((Span(start, start + len(name)), spelling))
    return tuple(found)


def _titled(text: str) -> Iterator[tuple[int, str]]:
    """Yield the persons between a title and the end of a phrase: where, and the name."""
    for match in _TITLED.finditer(text):
        start = match.start("surname")
        if name := _name(text, start, match["surname"]):
            yield start, name


def _untitled(text: str) -> Iterator[tuple[int, str]]:
    """Yield the persons who begin a clause and say something, or are titled afterwards."""
    for match in _BEGINS.finditer(text):
        start = match.start()
        for size in (4, 3, 2):
            name, after = text[start : start + size], start + size
            ends = SAYS.match(text, after) or CALLED.match(text, after)
            if ends and is_sure(name):
                yield start, name
                break


def _surname(name: str) -> str:
    return PINYIN.get(name, "").capitalize() or place(name)


def _polite(text: str) -> Iterator[tuple[int, str]]:
    """Yield the surnames that a form of address follows, and no given name: 顾女士."""
    for match in _POLITE.finditer(text):
        start, surname = match.start(), match["surname"]
        doubtful = not match["polite"] or surname in _DOUBTFUL or surname in _ENDS_WORDS
        if doubtful and not _SET_OFF.search(text[:start]):
            continue
        before = text[max(0, start - 2) : start]
        longer = _FAMILY.match(before) and before[-1] not in _SMALL
        if not longer and before[-1:] not in PINYIN:
            yield start, surname


def _learnt(text: str, names: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    """Yield the persons that the model finds where none is yet and the text spells none."""
    taken = {at for start, name in names.items() for at in range(start, start + len(name))}
    for start, name, odds in PersonModel.shipped().find(text, _TITLED_ODDS):
        end = start + len(name)
        likely = odds >= _ODDS or (titled(text, start) and is_sure(name))
        strange = (
            _NOBODY.search(name) or _NO_NAME.fullmatch(name[1:]) or _AFTERWARDS.match(text, end)
        )
        if likely and not strange and taken.isdisjoint(range(start, end)):
            yield start, name


def _all_listed(text: str) -> Iterator[tuple[int, str]]:
    """Yield the persons of lists in which everything looks like a name: 甲、乙、丙."""
    rows: list[list[tuple[int, str]]] = [[]]
    end = 0
    for match in _ITEM.finditer(text):
        sure = is_sure(match[0])
        if not sure or text[end : match.start()] != "、":
            rows.append([])
        if sure:
            rows[-1].append((match.start(), match[0]))
        end = match.end()
    for row in rows:
        if len(row) >= _FEWEST_LISTED:
            yield from row


def _after(text: str, end: int) -> Iterator[tuple[int, str]]:
    """Yield the persons who stand in a list after one that ends at ``end``."""
    while mark := _NEXT.match(text, end):
        start = mark.end()
        sizes = (size for size in (4, 3, 2) if ENDS.match(text, start + size))
        names = (text[start : start + size] for size in sizes)
        name = next((name for name in names if is_sure(name)), None)
        if name is None:
            return
        yield start, name
        end = start + len(name)


def is_sure(name: str) -> bool:
    """Say whether a text of two to four characters can be nothing but a name."""
    size = 2 if name[:2] in PINYIN and len(name) > 2 else 1
    surname, given = name[:size], name[size:]
    doubtful = surname in _DOUBTFUL or surname == "曾"
    if surname not in PINYIN or doubtful or not 1 <= len(given) <= 2:
        return False
    if not may_be_given(given):
        return False
    if FOREIGN.search(given) or NO_PERSON.search(given):
        return False
    return name not in _words() and name[:2] not in _words()


_BEGINS_PERSON = re.compile(SURNAMES)


_NOT_NAMED = frozenset(("谢谢", "简介", "简历"))


def may_be_person(text: str, *, crew: bool) -> bool:
    """Say whether what stands where a name is expected may be one: 作者 简介 names nobody.

    Names are words as well, 记者高峰. ``crew``: it is in the brackets of a dateline, which hold
    nothing but names, also of those whose surnames are none of the commonest.
    """
    words = _words()
    if _BEGINS_PERSON.match(text):
        return text not in _NOT_NAMED
    if crew or text in words:
        return text not in words
    return len(text) == 3 and text[:2] not in words and text[1:] not in words


def may_be_given(given: str) -> bool:
    """Say whether one or two characters may be a given name, by themselves."""
    return bool(
        _GIVEN.fullmatch(given) and not _WORDS.intersection(given) and not _NO_NAME.fullmatch(given)
    )


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Say whether a word begins where a name of three characters ends, and none across its end."""
    across, following = text[end - 1 : end + 1], text[end : end + 2]
    known = _words()
    return (
        end - start == 3 and is_sure(text[start:end]) and across not in known and following in known
    )


def _words() -> frozenset[str]:
    return load_lexicon(shipped_lexicon()).words


def _name(text: str, start: int, surname: str) -> str:
    """Return the name that begins at ``start``, or nothing: the longer of two if both can be."""
    after = start + len(surname)
    for size in (2, 1):
        given = text[after : after + size]
        strange = _WORDS.intersection(given) or FOREIGN.search(given)
        verb = size == 2 and _VERB.match(text, after + 1)  # 王毅正在
        if strange or verb or _NO_NAME.fullmatch(given) or not _GIVEN.fullmatch(given):
            continue
        if len(given) < size or not (
            ENDS.match(text, after + size) or _stands_alone(text, start, after + size)
        ):
            continue
        # 高峰表示 is somebody's, 教授方法 is not.
        goes_on = re.match(VERBS if size == 1 else SPEAKS, text[after + size :])
        word = surname in _DOUBTFUL or (size == 1 and surname + given in _words())
        if goes_on or not word:
            return surname + given
    return ""
