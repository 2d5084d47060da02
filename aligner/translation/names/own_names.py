"""The names an article glosses itself, as terms for the rest of it.

News in Chinese gives a foreign name once with its spelling, 施密特（Anna Schmidt）, and then bare,
施密特. The spelling is the author's own translation, so it is required of the translation: in full
where it is given, and the surname or more of it wherever the Chinese name stands alone. Where the
Chinese name begins is found by its characters and its sound (``sounds.py``), and by whether it
stands elsewhere; what sounds like nothing there, by that alone (``glossed_repeats.py``). Chinese
persons whom something shows to be such somewhere (``persons.py``) are names of the same kind. What
this does not do: organisations that are glossed and not named again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from aligner.checks.names import glosses
from aligner.checks.surnames import SPELLINGS
from aligner.translation.glossary import GLOSSED, Term
from aligner.translation.names import pinyin
from aligner.translation.names.dotted_names import RUN, TRANSLITERATING, end_of_run
from aligner.translation.names.glossed_repeats import quoted, repeated
from aligner.translation.names.name_table import NameTable
from aligner.translation.names.person_cues import ENDS, TITLES
from aligner.translation.names.persons import may_be_given
from aligner.translation.names.sounds import distance
from aligner.translation.names.spelt_names import persons_in

_SHORT_NAME = 2
_LONGEST_JAPANESE = 4
_REACH = 24
"""Characters before a gloss that are looked at."""
_LONGER = 0.04
"""How much less alike a name may be for each character more: 伊, 英, 安 are hardly heard."""
_ALIKE = 0.45
"""Farthest that name and spelling may be apart in sound."""

_BEFORE = re.compile(
    rf"({RUN}+?)((?:医生|博士|教授|律师|先生|女士|小姐|夫人|爵士|议员|法官|将军)?\s?[（(]\s*)\Z"
)
_AFTER = re.compile(r"\s*(?:[）)]|[，,、]\s*(?=\d{1,3}岁))")
"""The end of a gloss, which an age may follow: 黄俊杰（Ng Choon Kiat，54岁）."""
_TITLES = frozenset(("dr", "mr", "mrs", "ms", "miss", "sir", "dame", "lord", "prof", "professor"))
_PARTICLES = frozenset(("von", "van", "de", "der", "den", "da", "di", "du", "del", "al", "bin"))
"""What a surname may begin with: 冯德莱恩 is von der Leyen."""
_TITLE = re.compile(f"(?:{TITLES}|拿督(?:斯里)?|丹斯里|拿汀|警察)\\Z")
_NO_PERSON = re.compile("[团会局部院校社办室所厅队司处]")
_PERSON = re.compile(r"[^\W\d_]['’.\w-]*(?:\.|(?![A-ZÀ-ÖØ-Þ])[^\W\d_])")


@dataclass(frozen=True, slots=True)
class _Gloss:
    """``run`` is the Chinese before a title and the bracket, ``bracket`` these, ``words`` in it."""

    run: str
    bracket: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    """A Chinese name, and what of the spelling it spells."""

    chinese: str
    spelt: str
    apart: float


def own_names(texts: Sequence[str]) -> tuple[Term, ...]:
    """Return the names that the texts of one article spell themselves, simplified text given.

    A name that is glossed in two ways is a term only where the gloss stands. A Chinese person who
    is seen to be one anywhere in the article is a term too, as the tables spell it or in pinyin.
    """
    whole = "\n".join(texts)
    terms: dict[str, Term] = {}
    twofold: set[str] = set()
    for gloss in _glosses(whole):
        name = _listed(gloss, _name(gloss, whole)) or _after_title(gloss) or _repeated(gloss, whole)
        if name is None:
            continue
        full = " ".join(gloss.words)
        glossed = name.chinese + gloss.bracket
        terms[glossed] = Term(glossed, (full,), GLOSSED, own=True)
        for bare, spelt in _bare(name, gloss):
            term = Term(bare, tuple(dict.fromkeys((spelt, full))), GLOSSED, own=True)
            if terms.setdefault(bare, term).targets[0] != spelt:
                twofold.add(bare)
    for term in quoted(whole):
        terms.setdefault(term.source, term)
    for person in _chinese_persons(texts, whole):
        terms.setdefault(person.source, person)
    for short, term in list(_longer(terms, whole)):
        del terms[short]
        terms.setdefault(term.source, term)
    return tuple(term for source, term in terms.items() if source not in twofold)


def _chinese_persons(texts: Sequence[str], whole: str) -> Iterator[Term]:
    """Yield the Chinese persons of an article, without 田中俊 of 田中俊介（Shunsuke Tanaka）.

    The surname of 王女士 is no term: it stands in 国王 too.
    """
    glossed = [gloss.run[-_LONGEST_JAPANESE:] for gloss in _glosses(whole)]
    for text in texts:
        for found in persons_in(text):
            person = text[found.span.start : found.span.end]
            if " " not in found.spellings[0]:
                continue
            if not any(person in own and person != own for own in glossed):
                yield Term(person, found.spellings, own=True)


def _longer(terms: Mapping[str, Term], whole: str) -> Iterator[tuple[str, Term]]:
    """Yield names of two characters that one more follows wherever they stand, and with that.

    苏敏 is 苏敏仪 if the article has nothing else, and more than once.
    """
    for name in [name for name in terms if len(name) == _SHORT_NAME and pinyin.person(name)]:
        places = [match.end() for match in re.finditer(name, whole)]
        followers = {"" if ENDS.match(whole, end) else whole[end] for end in places}
        longer = name + "".join(followers)
        spelling = pinyin.person(longer) if len(followers) == 1 < len(places) else None
        if spelling and may_be_given(longer[1:]):
            yield name, Term(longer, (spelling,), own=True)


def _glosses(text: str) -> Iterator[_Gloss]:
    """Yield what is glossed with the name of a person: words with small letters, up to five."""
    for span in glosses(text):
        before = _BEFORE.search(text, max(0, span.start - _REACH), span.start)
        after = _AFTER.match(text, span.end)
        words = tuple(re.split(r"[\s·]+", text[span.start : span.end].strip()))
        if words[0].rstrip(".").lower() in _TITLES:
            words = words[1:]
        if before and after and words and all(map(_PERSON.fullmatch, words)):
            yield _Gloss(before[1], before[2] + text[span.start : after.end()], words)


def _name(gloss: _Gloss, whole: str) -> _Name | None:
    """Return the end of the run that sounds like the gloss, best if it stands elsewhere too.

    What stands before it everywhere, and sounds like the rest of the gloss, belongs to it: 哈伦 is
    南兰哈伦 (Ramlan Harun).
    """
    names = [name for name in _names(gloss) if name.apart <= _ALIKE]
    best = min(
        names,
        key=lambda name: (
            not _stands_alone(name.chinese, gloss.bracket, whole),
            round(name.apart - _LONGER * (len(name.chinese) + (" " in name.spelt)), 3),
        ),
        default=None,
    )
    times = whole.count(best.chinese) if best else 0
    longer = (
        name
        for name in names
        if best and name.chinese.endswith(best.chinese) and whole.count(name.chinese) == times > 1
    )
    return max(longer, key=lambda name: len(name.chinese), default=best)


def _listed(gloss: _Gloss, name: _Name | None) -> _Name | None:
    """Return a longer name that the tables list where this one ends: 谭德塞 of 德塞."""
    if name is None:
        return None
    end = len(gloss.run)
    longer = (
        gloss.run[listed.span.start :]
        for listed in NameTable.shipped().find(gloss.run)
        if listed.span.end == end
        and listed.span.start < end - len(name.chinese)
        and any(word in gloss.words for each in listed.spellings for word in each.split())
    )
    chinese = next(longer, "")
    return _Name(chinese, name.spelt, name.apart) if chinese else name


def _after_title(gloss: _Gloss) -> _Name | None:
    """Return what stands between a title and a gloss of two words: 总裁田中俊介（Shunsuke Tanaka）.

    What Japan writes in characters sounds like nothing in Chinese.
    """
    for size in (4, 3, 5):
        chinese = gloss.run[-size:]
        titled = len(gloss.run) > size and _TITLE.search(gloss.run[:-size])
        if titled and len(gloss.words) == 2 and not _NO_PERSON.search(chinese):
            return _Name(chinese, gloss.words[-1], 1.0)
    return None


def _repeated(gloss: _Gloss, whole: str) -> _Name | None:
    """Return what stands before a gloss and again elsewhere, whatever it sounds like."""
    chinese = repeated(gloss.run, gloss.bracket, whole)
    return _Name(chinese, " ".join(gloss.words), 0.0) if chinese else None


def _names(gloss: _Gloss) -> Iterator[_Name]:
    """Yield the ends of the run that may be the name, each with the part of the gloss it spells."""
    whole = " ".join(gloss.words)
    parts = (*gloss.words, whole, *_ends(gloss), *_beginnings(gloss))
    spellings = {spelt: spelt.replace(" ", "") for spelt in parts}
    tail = end_of_run(gloss.run, gloss.words)
    # 安娜·施密特 is taken whole: the mark says that it is a name.
    for size in range(len(tail) if "·" in tail else 2, len(tail) + 1):
        chinese = tail[-size:]
        apart, _, spelt = min(
            (distance(chinese, sound), at, spelt)
            for at, (spelt, sound) in enumerate(spellings.items())
        )
        if chinese[0] != "·":
            yield _Name(chinese, whole if "·" in chinese else spelt, apart)
    for size in (2, 3, 4):
        chinese = gloss.run[-size:]
        if size <= min(_chinese_name(chinese), len(gloss.run)):
            apart = distance(chinese, spellings[whole])
            if _has_surname(chinese, gloss):
                yield _Name(chinese, whole, min(apart, _ALIKE / 2))
            elif len(tail) < size:
                yield _Name(chinese, whole, apart)


def _has_surname(chinese: str, gloss: _Gloss) -> bool:
    """Tell whether the gloss begins or ends with the surname of a Chinese name: Wendy Ng is 黄丽芬.

    What stands before it may be a name that parents gave in English, and sounds like nothing.
    """
    surname = chinese[:2] if chinese[:2] in SPELLINGS else chinese[0]
    given = chinese[len(surname) :]
    ends = {gloss.words[0].casefold(), gloss.words[-1].casefold()}
    return len(gloss.words) > 1 and may_be_given(given) and not ends.isdisjoint(SPELLINGS[surname])


def _beginnings(gloss: _Gloss) -> Iterator[str]:
    """Yield the words from the first on, two and more: 莫哈末尤斯里 of Mohamad Yusri Bakir."""
    for size in range(2, len(gloss.words)):
        if gloss.words[size - 1].lower() not in _PARTICLES:
            yield " ".join(gloss.words[:size])


def _ends(gloss: _Gloss) -> Iterator[str]:
    """Yield the surnames that begin with a particle: von der Leyen."""
    for at, word in enumerate(gloss.words):
        if at and word.lower() in _PARTICLES and at + 1 < len(gloss.words):
            yield " ".join(gloss.words[at:])


def _chinese_name(chinese: str) -> int:
    """Return how long a Chinese name with this beginning may be: 0 if that is no surname."""
    return 4 if chinese[:2] in SPELLINGS else 3 if chinese[0] in SPELLINGS else 0


def _bare(name: _Name, gloss: _Gloss) -> Iterator[tuple[str, str]]:
    """Yield what may stand bare, with its spelling: the name, and the last part of 安娜·施密特."""
    japanese = name.apart >= 1.0
    yield name.chinese, " ".join(gloss.words) if japanese else name.spelt
    if japanese and len(name.chinese) == _LONGEST_JAPANESE:
        yield name.chinese[:2], name.spelt
    last = name.chinese.rsplit("·", 1)[-1]
    if last != name.chinese and len(last) > 1:
        spellings = (*gloss.words, *_ends(gloss))
        yield last, min(spellings, key=lambda spelt: distance(last, spelt.replace(" ", "")))


def _stands_alone(chinese: str, bracket: str, whole: str) -> bool:
    """Tell whether the name stands anywhere without this gloss, and not as the end of a longer one.

    斯里 of 拿督斯里 is no name, nor 扎希 of 阿末扎希; 席尔瓦 of 主席席尔瓦 is one.
    """
    for match in re.finditer(re.escape(chinese), whole):
        start, end = match.span()
        before = whole[max(0, start - _REACH) : start]
        alone = before[-1:] not in TRANSLITERATING or _TITLE.search(before)
        title = _TITLE.search(whole, max(0, start - _REACH), end)
        if alone and not title and not whole.startswith(bracket, end):
            return True
    return False
