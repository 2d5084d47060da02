"""Names and terms a small model has seen too seldom, and what English news calls them.

Tables in ``models/lexicon`` list people, places, countries, bodies, papers, feasts and terms: 暹粒
is Siem Reap, 白皮书 a white paper. A Chinese place with what it is after it, 保康县, is Baokang
County whether it is listed so or not. What stands in the tables is not required of a translation,
as a glossary's terms are: it speaks for the candidates that have it.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from aligner.checks.names import FOREIGN
from aligner.document import Span
from aligner.registry.store import shipped_root
from aligner.text.script import HAN
from aligner.translation.names.pinyin import place
from aligner.translation.tables import read_table

TABLE = "names.tsv"
CITIES = "cities.tsv"
COUNTRIES = "countries.tsv"
BODIES = "bodies.tsv"
PEOPLE = "people.tsv"
CHINESE_CITIES = "chinese_cities.tsv"
TERMS = "terms.tsv"
DICTIONARY = "dictionary.tsv"

_KINDS = {
    "省": "Province",
    "市": "City",
    "县": "County",
    "区": "District",
    "镇": "Town",
    "乡": "Township",
}
_LEFT_OUT = frozenset("省市")
"""What news seldom writes: 吕梁市 is Luliang."""
_REACH, _LONGEST = 3, 6
"""Characters before a place, and of a name, that are looked at to see whether it reaches there."""
_LONG = 4
"""Letters before the last of a spelling that may take an ending."""
_HEAD = re.compile("[省市县区镇乡]长(?![江城春沙安期宁年远途白])")
"""Who heads a place, 台中市长, but not what 南京市长江大桥 goes on with."""
_INSIDE = re.compile(
    f"(?<=[省市州县区])(?P<name>(?:(?![省市州县区])[{HAN}]){{1,3}})(?P<kind>[县区])"
)
_NO_PLACE = re.compile(
    "[中大小老新城市郊山地社园景特灾辖东西南北湿街战牧库矿片校营各全两三四五十多我该本这那某等及和与在"
    f"开建直往]|{FOREIGN.pattern}"
)
"""What does not stand before 区 or 县 in a place's own name, or not only there."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it stands in a source, and how it may be spelt, the commonest first."""

    span: Span
    spellings: tuple[str, ...]

    def found_in(self, text: str) -> bool:
        """Tell whether one of the spellings stands in the text as whole words, or with an ending.

        Case, accents, hyphens and apostrophes are nothing; *Syrians* has *Syria*.
        """
        words = f" {plain(text)} "
        return any(_pattern(spelling).search(words) for spelling in self.spellings)


class NameTable:
    """Names by their Chinese, simplified; what has no spelling is a word that is no name.

    Spellings are kept as the tables have them, with ``|`` between them: most are never asked for.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._sizes: dict[str, int] = {}
        for name in names:
            start = name[:2]
            self._sizes[start] = self._sizes.get(start, 0) | 1 << len(name)

    @classmethod
    def read(cls, *paths: Path) -> "NameTable":
        """Read tables: Chinese, tab, spellings with ``|`` between them. ``ModelError`` if missing.

        A line without a spelling is a word in which no name begins: 比利时 does not hold 比利. The
        last table that has a name counts.
        """
        names: dict[str, str] = {}
        for path in paths:
            names |= read_table(path, "names")
        return cls(names)

    @classmethod
    def shipped(cls) -> "NameTable":
        """Return the tables that ship, read once."""
        return _shipped()

    def __contains__(self, text: object) -> bool:
        """Tell whether the table lists a text, as a name or as a word that is none."""
        return text in self._names

    def items(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the names and their spellings; words that are no names are left out."""
        for name, spellings in self._names.items():
            if spellings:
                yield name, tuple(spellings.split("|"))

    def find(self, text: str) -> tuple[Name, ...]:
        """Return the names of a text in order, those of Chinese places with what they are."""
        names = {name.span: name for name in map(partial(self._whole, text), self.listed(text))}
        for match in _INSIDE.finditer(text):
            span, inside = Span(match.start("name"), match.end("kind")), match["name"]
            if Span(*match.span("name")) in names and _in_china(text, names, match.start("name")):
                del names[Span(*match.span("name"))]  # 福田 is Fukuda, but not in Shenzhen
            free = all(name.end <= span.start or span.end <= name.start for name in names)
            if free and not _NO_PLACE.search(inside):
                names[span] = Name(span, _of_kind(place(inside), match["kind"]))
        return tuple(sorted(names.values(), key=lambda name: name.span.start))

    def spelling(self, text: str) -> str | None:
        """Return what the table calls a text as a whole, ``None`` if it does not list it.

        >>> NameTable.shipped().spelling("李显龙"), NameTable.shipped().spelling("李显龙说")
        ('Lee Hsien Loong', None)
        """
        found = self.find(text)
        return next((n.spellings[0] for n in found if n.span == Span(0, len(text))), None)

    def listed(self, text: str) -> Iterator[Name]:
        """Yield the names of the table; at each place the longest word counts."""
        at = 0
        while at < len(text):
            sizes = self._sizes.get(text[at : at + 2], 0)
            for size in range(sizes.bit_length() - 1, 1, -1):
                word = text[at : at + size]
                if sizes >> size & 1 and len(word) == size and word in self._names:
                    if self._names[word]:
                        yield Name(Span(at, at + size), tuple(self._names[word].split("|")))
                    at += size
                    break
            else:
                at += 1

    def end_of_longer(self, text: str, start: int) -> int:
        """Return the end of what the table has that begins before a place and ends behind it.

        That is where 澳大利亚 ends if 大利亚 begins there; the place itself if nothing does.
        """
        return max(
            (
                end
                for at in range(max(0, start - _REACH), start)
                for end in range(start + 1, min(len(text), at + _LONGEST) + 1)
                if text[at:end] in self._names
            ),
            default=start,
        )

    def _whole(self, text: str, name: Name) -> Name:
        """Return a Chinese place with the 县 or 市 that follows it; other names as they are."""
        start, end = name.span.start, name.span.end
        chinese, kind = text[start:end], text[end : end + 1]
        first = name.spellings[0]
        if len(chinese) > 2 and chinese[-1] in _LEFT_OUT and _HEAD.match(text, end - 1):
            return Name(Span(start, end - 1), name.spellings)  # 台中市长: the mayor of Taichung
        if chinese[-1] in _KINDS and is_pinyin(chinese, first):  # 环县: Huanxian
            return Name(name.span, (*_of_kind(place(chinese[:-1]), chinese[-1]), *name.spellings))
        if kind in _KINDS and is_pinyin(chinese, first) and not _HEAD.match(text, end):
            return Name(Span(start, end + 1), _of_kind(first, kind))
        return name


ORDER = (DICTIONARY, CITIES, TABLE, CHINESE_CITIES, COUNTRIES, TERMS, BODIES, PEOPLE)
"""The tables; of two that have a name the later one counts."""


def _in_china(text: str, names: Mapping[Span, Name], end: int) -> bool:
    """Tell whether a place that ends here is a Chinese one: 深圳市."""
    before = (name for span, name in names.items() if span.end == end)
    return any(
        is_pinyin(text[name.span.start : end].rstrip("省市州县区"), name.spellings[0])
        for name in before
    )


@lru_cache(1)
def _shipped() -> NameTable:
    folder = shipped_root() / "models" / "lexicon"
    return NameTable.read(*(folder / file for file in ORDER))


@lru_cache(4096)
def is_pinyin(zh: str, en: str) -> bool:
    """Tell whether the English is the syllables of the Chinese."""
    return plain(place(zh)) == plain(en)


@lru_cache(4096)
def _pattern(spelling: str) -> re.Pattern[str]:
    """Return what finds a spelling between spaces, with an ending if it is not too short."""
    stem, last = plain(spelling)[:-1], plain(spelling)[-1:]
    ending = f"(?:{last}|{last}?(?:n|an|ian|ese|i))" if len(stem) >= _LONG else last
    # WHO is not who, nor US us.
    return re.compile(f" {stem}{ending}s? ", 0 if spelling.isupper() else re.IGNORECASE)


@lru_cache(4096)
def plain(text: str) -> str:
    """Return the words of a text without accents and apostrophes, one space between them."""
    bare = re.sub(r"['’]s\b", "", text)
    letters = bare.replace("'", "").replace("’", "")
    if not letters.isascii():
        parts = unicodedata.normalize("NFKD", letters)
        letters = "".join(c for c in parts if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", letters))


def _of_kind(name: str, kind: str) -> tuple[str, ...]:
    long = f"{name} {_KINDS[kind]}"
    return (name, long) if kind in _LEFT_OUT else (long, name)
