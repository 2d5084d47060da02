"""Names that can be checked without a dictionary: what the source itself prints in Latin letters.

A Latin name in parentheses after a Chinese one （Angela Merkel） is the author's own translation,
codes (卡-52M), URLs, e-mail addresses and hashtags are the same in every language: all must stand
in the English, whatever the case, accents or hyphens. Surnames are compared with all spellings in
use (pinyin, Wade-Giles, Cantonese), after a title or before a verb of speaking only.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from aligner.bitext import SegmentPair
from aligner.checks.finding import Finding, Severity
from aligner.checks.surnames import FOREIGNERS, SPEAKERS, SPELLINGS, spellings
from aligner.document import Span
from aligner.text.late_regex import late_regex
from aligner.text.script import HAN, LATIN

_WORD = rf"[{LATIN}][{LATIN}.'’&-]*"
_GLOSS = late_regex(
    rf"(?<=[{HAN}》”·])\s?[（(]\s*({_WORD}(?:[\s·]+{_WORD}){{0,5}})\s*(?=[）)，,；;、:：])"
)
_ADDRESS = late_regex(
    r"https?://[\w./?=&%#~+:-]+|www\.[\w./?=&%#~+-]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII
)
_LATIN = late_regex(rf"(?<![{LATIN}\d])[{LATIN}][{LATIN}\d]*(?:[-+&.’'][{LATIN}\d]+)*", re.ASCII)
_ANY_LATIN = late_regex(f"[{LATIN}]")
_CODE = late_regex(
    r"(?<![A-Za-z\d])(?:[A-Z]{1,6}[-‑]?\d{1,5}[A-Z]{0,3}|\d{1,4}[A-Z]{1,3}\d{0,3})(?![A-Za-z\d%])"
)
_CAPITAL = late_regex("[A-Z]")
_UNIT = late_regex(r"\d+(?:K|M|G|T|V|W|A|C|F|D|X|KM|KG|GB|MB|TB|MM|CM|ML|PM|AM|H|S|P|B)\Z")


@lru_cache(maxsize=256)
def folded(text: str) -> str:
    """Return a text for comparing names: letters and digits only, no accents, lower case."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in letters if c.isalnum())


def glosses(src: str) -> tuple[Span, ...]:
    """Return the Latin names the source gives in parentheses."""
    if "(" not in src and "（" not in src:
        return ()
    return tuple(Span(*match.span(1)) for match in _GLOSS.finditer(src) if _is_name(match[1]))


def _is_name(text: str) -> bool:
    return text[0].isupper() and len(text) > 1


def addresses(src: str) -> tuple[Span, ...]:
    """Return the URLs and e-mail addresses of the source."""
    if "://" not in src and "www." not in src and "@" not in src:
        return ()
    return tuple(Span(*match.span()) for match in _ADDRESS.finditer(src))


def codes(src: str) -> tuple[Span, ...]:
    """Return codes with letters and figures: J-20, 5G, F-16, A320neo."""
    if _CAPITAL.search(src) is None:
        return ()
    return tuple(
        Span(*match.span()) for match in _CODE.finditer(src) if not _UNIT.fullmatch(match[0])
    )


def holds(tgt: str, words: str) -> bool:
    """Tell whether the English holds the words, whatever the case, accents and marks."""
    return folded(words) in folded(tgt)


def gloss_kept(tgt: str, words: str) -> bool:
    """Tell whether the English holds a name or a long part of it, or what it abbreviates."""
    if holds(tgt, words):
        return True
    parts = re.split(r"[\s·.]+", words.rstrip("."))
    if len(parts) > 1 and _holds_part(tgt, parts):
        return True
    letters = re.sub(r"[^A-Z]", "", words)
    return len(letters) >= 2 and letters.lower() in _initials(tgt)


_LONG_PART = 3


def _holds_part(tgt: str, parts: list[str]) -> bool:
    """Tell whether one long part of a name is there, or a surname as a word: Lee, Ms. Ong.

    The first name of somebody else is none: *Anna Brown* for Anna Braun.
    """
    held = [part for part in parts if len(part) > _LONG_PART and holds(tgt, part)]
    if any(part == parts[-1] or not _renamed(tgt, part, parts) for part in held):
        return True
    words = _LATIN_WORD.findall(tgt)
    first, last = parts[0], parts[-1]
    if first.lower() in _ALL_SURNAMES and first in words and not _renamed(tgt, first, parts):
        return True
    short = _SURNAME.fullmatch(last) is not None and last not in _NO_SURNAME
    return short and last in words


def _renamed(tgt: str, part: str, parts: list[str]) -> bool:
    """Tell whether a part of a name stands before a capital word only, and that is none of it.

    What is nearly another part may be that: Kiriyenko is Kirienko.
    """
    own = [folded(other) for other in parts]
    if len(own[-1]) == 1:
        return False  # Michael L.
    after = [
        folded(next_word[1]) if next_word else ""
        for at in re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", tgt)
        for next_word in [_NEXT_WORD.match(tgt, at.end())]
    ]
    strange = (word and not any(_alike(word, name) for name in own) for word in after)
    return bool(after) and all(strange)


def _alike(word: str, name: str) -> bool:
    return SequenceMatcher(None, word, name, autojunk=False).ratio() > _NEARLY


_NEARLY = 0.7


_NEXT_WORD = late_regex(rf"(?: [A-Z]\.)* ([A-Z](?=[{LATIN}]*[a-z])[{LATIN}'’-]+)")
_ALL_SURNAMES = frozenset(spelt for each in SPELLINGS.values() for spelt in each)
_SURNAME = late_regex(rf"[A-Z](?=[{LATIN}]*[a-z])[{LATIN}]+")
_NO_SURNAME = frozenset(("Co", "Corp", "Inc", "Ltd", "Jr", "Sr", "On"))
"""Last parts of names that other words are too, or that say little."""


_LATIN_WORD = late_regex(rf"[{LATIN}]+")
_INITIAL = late_regex(rf"(?<![{LATIN}])[{LATIN}]")
_SMALL_WORD = late_regex(r"\b(?:of|the|and|for|in|on|to|at|de|&)\b", re.I)


@lru_cache(maxsize=256)
def _initials(tgt: str) -> str:
    """Return the first letters of all words but the small ones: where BMA is spelled out."""
    return "".join(_INITIAL.findall(_SMALL_WORD.sub(" ", tgt))).lower()


def _finding(
    name: str, kind: str, pair: SegmentPair, lost: tuple[Span, ...]
) -> tuple[Finding, ...]:
    if not lost or not pair.tgt.strip():
        return ()
    words = ", ".join(pair.src[span.start : span.end] for span in lost)
    return (Finding(name, kind, Severity.MAJOR, f"not in the English: {words}", lost),)


@dataclass(frozen=True, slots=True)
class Gloss:
    """A Latin name the source gives in parentheses is not in the English."""

    name: str = "gloss"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return one finding with all names that are missing."""
        lost = tuple(
            span for span in glosses(pair.src) if not gloss_kept(pair.tgt, cut(pair.src, span))
        )
        return _finding(self.name, "inconsistent-entities", pair, lost)


@dataclass(frozen=True, slots=True)
class Verbatim:
    """A URL, an e-mail address or a code of the source is not in the English as it stands."""

    name: str = "verbatim"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return one finding with everything that is missing."""
        lost = tuple(
            span
            for span in (*addresses(pair.src), *codes(pair.src))
            if not holds(pair.tgt, cut(pair.src, span))
        )
        return _finding(self.name, "untranslated", pair, lost)


@dataclass(frozen=True, slots=True)
class LatinName:
    """A name the source prints in Latin letters (NASA, iPhone) is not in the English."""

    name: str = "latin-name"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return one finding with all Latin words that are missing."""
        if _ANY_LATIN.search(pair.src) is None:
            return ()
        lost = tuple(
            span for span in latin_words(pair.src) if not gloss_kept(pair.tgt, cut(pair.src, span))
        )
        return _finding(self.name, "untranslated", pair, lost)


def latin_words(src: str) -> tuple[Span, ...]:
    """Return the Latin words of a Chinese text that are names by their capitals."""
    return tuple(
        Span(*match.span())
        for match in _LATIN.finditer(src)
        if len(match[0]) > 2 and match[0][0].isupper()
    )


def cut(text: str, span: Span) -> str:
    """Return the text of a span."""
    return text[span.start : span.end]


_SURNAMES = "|".join(sorted(SPEAKERS, key=len, reverse=True))
_SPEAKS = late_regex(
    "表示|说|說|称(?!号|为)|稱|指出|认为|認為|介绍|介紹|告诉|告訴|强调|強調|坦言|透露"
)
_TITLE = (
    r"(?<=主席|总理|总裁|书记|部长|省长|市长|县长|局长|处长|院长|校长|主任|会长|董事|经理|教授|博士"
    r"|记者|医生|队长|教练|律师|议员|法官|委员|先生|女士|居民|市民|村民|专家|学者|总监|主管|院士"
    r"|厅长|行长|司长|秘书|处士|总统|特首|司令|将军|大使|理事|主播|导演|演员|校友|所长|台长|科长|言人|事长|组长|团长|主编|首相|外长|防长|财长|部长|站长|馆长|析师|济师|究员|创人|始人|行官)"
)
_PERSON = late_regex(rf"{_TITLE}(?P<name>(?:{_SURNAMES})[{HAN}]{{1,2}})$")
_LONGEST_PERSON = 4
_ADDRESS_WORDS = ("先生", "女士", "小姐", "教授", "太太")
_ADDRESSED = late_regex(rf"(?<![{HAN}])(?P<name>(?:{_SURNAMES}))(?:{'|'.join(_ADDRESS_WORDS)})")


_SURNAMED = late_regex(
    rf"(?<![{HAN}])(?:[一这那][名个位])?(?P<name>(?:{_SURNAMES}))姓"
    "(?=[男女少青老嫌被司驾乘旅游学教医护商居村员工店业夫兄姐父母警])"
)
"""Who is known by the surname: 一名罗姓男子."""

FOREIGN = late_regex("[尔爾特利里瓦斯克拉诺夫基维奇德姆歇丁顿雷卡布什托塔莱蒂塞萨]")
"""Characters of transliterations: 马歇尔 is Marshall, not a Mr. Ma."""
_NO_PERSON = late_regex(
    "顾问|周[一二三四五六日天末]|于[周昨今当本近星]|向[记媒外本我]|常常|严[正厉肃]|高[度调]|曾[坚多公]"
)
"""What else stands between a title and a verb of speaking: 发言人周二表示, 向记者透露."""


def surnames(src: str) -> tuple[tuple[Span, str], ...]:
    """Return the Chinese persons who speak or are addressed: span and surname."""
    found = []
    for match in (*_speakers(src), *_addressed(src), *_surnamed(src)):
        name = match["name"]
        if FOREIGN.search(name) or _NO_PERSON.match(name) or name.startswith(FOREIGNERS):
            continue
        surname = name[:2] if name[:2] in SPEAKERS else name[0]
        found.append((Span(*match.span("name")), surname))
    return tuple(found)


def _speakers(src: str) -> Iterator[re.Match[str]]:
    """Yield the names with a title before a verb of speaking; verbs are rarer than surnames."""
    for verb in _SPEAKS.finditer(src):
        start = max(0, verb.start() - _LONGEST_PERSON)
        match = _PERSON.search(src, start, verb.start())
        if match:
            yield match


def _addressed(src: str) -> Iterator[re.Match[str]]:
    if any(word in src for word in _ADDRESS_WORDS):
        yield from _ADDRESSED.finditer(src)


def _surnamed(src: str) -> Iterator[re.Match[str]]:
    if "姓" in src:
        yield from _SURNAMED.finditer(src)


_APOSTROPHE = late_regex(r"(?<=[A-Za-z])['’‘ʼʻ](?=[a-zü])")
_NO_MARKS = dict.fromkeys(range(0x300, 0x370))
"""Accents that stand as characters of their own."""


def surname_kept(tgt: str, spelt: frozenset[str]) -> bool:
    """Tell whether a word of the English is one of the spellings of a surname."""
    return not spelt.isdisjoint(_words(tgt))


@lru_cache(maxsize=256)
def _words(tgt: str) -> frozenset[str]:
    # Ch’en and Hsü are spelt without their marks in the table.
    plain = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", tgt)).translate(_NO_MARKS)
    return frozenset(w.casefold() for text in (tgt, plain) for w in _LATIN_WORD.findall(text))


@dataclass(frozen=True, slots=True)
class Surname:
    """No spelling of a Chinese speaker's surname stands in the English."""

    name: str = "surname"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return one finding with all speakers whose surname is missing."""
        lost = tuple(
            span
            for span, surname in surnames(pair.src)
            if not surname_kept(pair.tgt, spellings(surname, pair.src))
        )
        return _finding(self.name, "mistranslation", pair, lost)
