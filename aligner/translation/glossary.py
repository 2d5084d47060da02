"""Required terms: read them, see whether a translation keeps to them, list their uses.

A glossary is TSV, ``source⇥target⇥note``: several accepted targets are separated by ``|``, the
first preferred; ``!`` as target means that the source term must stand in the translation as it is.
Blank lines and lines that begin with ``#`` are skipped. ``terms.py`` repairs; this module does not
know the model.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from aligner.document import Span
from aligner.errors import FormatError
from aligner.formats.streams import read_lines
from aligner.text.normalize import normalize
from aligner.text.script import HAN, to_simplified
from aligner.translation.english.quotes import straight

_HAN = re.compile(f"[{HAN}]")
_KEEP = frozenset("!！")
"""As target: the term stays as it is. A Chinese keyboard gives the second."""
GLOSSED = "glossed"
"""The note of a term that the text spells itself, 施密特（Anna Schmidt）."""
REPEATED = "repeated"
"""The note of a name that the text has more than once, and nothing spells."""


@dataclass(frozen=True, slots=True)
class Term:
    """A source term, its accepted targets (at least one, the first preferred) and a note.

    ``own``: the text to be translated says so itself, not the user.
    """

    source: str
    targets: tuple[str, ...]
    note: str = ""
    own: bool = False

    def found_in(self, text: str) -> str:
        """Return the accepted target that stands in ``text`` as whole words, or ``""``.

        Case and the kind of quotation mark are ignored, and a plural or possessive ending is
        allowed.
        """
        return next((target for target in self.targets if _contains(text, target)), "")


@dataclass(frozen=True)
class Glossary:
    """Terms by source, the longest match counting; no term stands in two entries."""

    terms: tuple[Term, ...]

    @classmethod
    def read(cls, path: Path) -> "Glossary":
        """Read a glossary; ``InputError`` or ``FormatError`` with file and line."""
        lines = (line for _, line in read_lines(path))
        # Some spreadsheets end a line by a carriage return alone.
        return cls.parse((part for line in lines for part in line.split("\r")), str(path))

    @classmethod
    def parse(cls, lines: Iterable[str], where: str = "glossary") -> "Glossary":
        """Read the lines of a glossary; ``where`` names them in errors."""
        terms: dict[str, tuple[int, Term]] = {}
        for number, line in enumerate(lines, start=1):
            if not line.strip() or line.startswith("#"):
                continue
            term = _parse_line(line, f"{where}:{number}")
            if term.source in terms:
                raise FormatError(
                    f"{where}:{number}: {term.source} is defined in line {terms[term.source][0]} "
                    "already; write the targets in one line, separated by |"
                )
            terms[term.source] = (number, term)
        if not terms:
            raise FormatError(f"{where}: no terms in it; a line is: source, tab, target")
        return cls(tuple(term for _, term in terms.values()))

    def joined(self, terms: Iterable[Term]) -> "Glossary":
        """Return a glossary with more terms, but for those that hold one of these or are in one."""
        mine = self._by_source
        new = [t for t in terms if not any(own in t.source or t.source in own for own in mine)]
        return Glossary((*self.terms, *new))

    def find(self, text: str) -> tuple[Term, ...]:
        """Return the terms that occur in a simplified, normalised text, each once, in order.

        At each place the longest term counts, so 纽约时报 does not also ask for 纽约.
        """
        if not self.terms:
            return ()
        found = (self._by_source[match.group()] for match in self._pattern.finditer(text))
        return tuple(dict.fromkeys(found))

    def spans(self, text: str) -> Iterator[Span]:
        """Yield where terms stand in a text."""
        if self.terms:
            yield from (Span(*match.span()) for match in self._pattern.finditer(text))

    def replaced(self, text: str, terms: Sequence[Term]) -> str:
        """Return ``text`` with the given terms replaced by their preferred targets."""
        # 黄俊杰（Ng Choon Kiat，54岁）: what goes on in its brackets needs one that opens.
        wanted = {
            term.source: f" {term.targets[0]} " + ("（" if term.source[-1] in "，,、" else "")
            for term in terms
        }
        return self._pattern.sub(lambda found: wanted.get(found.group(), found.group()), text)

    @property
    def kept(self) -> frozenset[str]:
        """The Chinese that may stand in a translation because a target holds it."""
        return frozenset(t for term in self.terms for t in term.targets if _HAN.search(t))

    @cached_property
    def _by_source(self) -> dict[str, Term]:
        return {term.source: term for term in self.terms}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self._by_source, key=len, reverse=True)
        return re.compile("|".join(_bounded(source) for source in longest_first))


def missing(terms: Sequence[Term], text: str) -> tuple[Term, ...]:
    """Return the terms none of whose targets stands in ``text``."""
    return tuple(term for term in terms if not term.found_in(text))


def _parse_line(line: str, where: str) -> Term:
    fields = line.split("\t")
    if len(fields) < 2:
        raise FormatError(f"{where}: no tab; a line is: source, tab, target, and a note if wanted")
    source = normalize(to_simplified(fields[0].strip()), "zh")
    if not source:
        raise FormatError(f"{where}: the source term is empty")
    if fields[1].strip() in _KEEP:
        targets: tuple[str, ...] = (source,)
    else:
        targets = tuple(" ".join(part.split()) for part in fields[1].split("|") if part.strip())
    if not targets:
        raise FormatError(f"{where}: no target for {source}; write ! to keep it as it is")
    return Term(source, targets, fields[2].strip() if len(fields) > 2 else "")


def _contains(text: str, target: str) -> bool:
    if _HAN.search(target):
        return target in text
    text, target = straight(text), straight(target)
    pattern = rf"(?<!\w){re.escape(target)}(?:s|es|'s|')?(?!\w)"
    return re.search(pattern, text, re.IGNORECASE) is not None


def _bounded(source: str) -> str:
    """Return a pattern for a term; one in Latin letters must be whole words."""
    before = r"(?<![A-Za-z0-9])" if source[0].isascii() and source[0].isalnum() else ""
    after = r"(?![A-Za-z0-9])" if source[-1].isascii() and source[-1].isalnum() else ""
    return before + re.escape(source) + after
