"""Filters for text that was spoilt on its way: by a wrong decoding, or by the page it came from."""

import re
from dataclasses import dataclass, field
from html.entities import html5

from aligner.bitext import SegmentPair
from aligner.text.readers.common_han import COMMON_HAN
from aligner.text.script import HAN

_HAN = re.compile(f"[{HAN}]+")
_AFTER_A_WORD = "\xa0»…‘’“”–—›"
"""What also ends a word in good English (Beyoncé’s): alone it does not make Han of a letter."""
_BYTE = r"\x80-\xbf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_ONLY_BYTE = f"(?![{_AFTER_A_WORD}])[{_BYTE}]"
_LOST = re.compile(
    "[\ufffd\ufffe\uffff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]|锟斤拷|烫烫烫|屯屯屯"
    r"|[ÂÃ][\x80-\xbf]|â€.?|(?<=[A-Za-z])\?(?=(?:s|t|re|ve|ll|d|m)\b(?!=))"
)
"""What no text has that was decoded rightly; ``don?t``: a mark that the target could not hold."""
_BROKEN = re.compile(
    f"[\ue000-\uf8ff]|[äåæçèé](?:{_ONLY_BYTE}[{_BYTE}]?|[{_AFTER_A_WORD}]{_ONLY_BYTE})"
)
_HAN_LOST = re.compile(rf"(?<=[{HAN}])\?+(?=[{HAN}])")
"""A question mark between characters: one that was lost, unless something is asked."""
_SUSPECT = re.compile("[^\x20-\x3e\x40-\x7e\u4e00-\u9fff]")
"""What every match begins with: a quick test."""
SURE = 20
"""Characters that one counts for which no good text has: a single one spoils a sentence."""


@dataclass(frozen=True, slots=True)
class Mojibake:
    """Share of characters that a wrong decoding did not make, of the worse side.

    A lost character (U+FFFD, a control character, ``â€™``, ``don?t``) counts for twenty. Also
    looks whether a Chinese side of ten characters and more has common characters at all (95 of 100
    are in news): text decoded as another Chinese encoding has hardly any. Caveat: lists of rare
    characters, such as dictionaries of them, are rejected.
    """

    least: float = 0.97
    name: str = field(default="mojibake", init=False)

    def score(self, pair: SegmentPair) -> float:
        """Return the good share of the worse side."""
        asked = pair.tgt.count("?")
        return min(_unbroken(pair.src, asked), _unbroken(pair.tgt), _common(pair.src))

    def accept(self, score: float) -> bool:
        """Accept from ``least`` on."""
        return score >= self.least


def _unbroken(text: str, asked: int = 0) -> float:
    """``asked``: question marks of the other side, which Chinese may have between characters."""
    if not _SUSPECT.search(text):
        return 1.0
    broken = sum(len(match.group()) for match in _BROKEN.finditer(text))
    lost = len(_LOST.findall(text))
    if "?" in text:
        lost += max(0, len(_HAN_LOST.findall(text)) - asked - 1)
    return max(0.0, 1.0 - (broken + SURE * lost) / max(1, len(text)))


def _common(text: str) -> float:
    han = "".join(_HAN.findall(text))
    if len(han) < 10:
        return 1.0
    share = sum(map(COMMON_HAN.__contains__, han)) / len(han)
    return min(1.0, share / 0.35)


_TAG = re.compile(
    r"</?[A-Za-z][A-Za-z0-9]*(?:\s+[\w:-]+\s*=[^<>]*|\s*/)?>|<!--|-->|<!\[CDATA\[|\]\]>"
)
_ENTITY = re.compile(r"&(?:amp;)?(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


@dataclass(frozen=True, slots=True)
class Markup:
    """Share of characters that are no tags and no character entities (``&nbsp;``), worse side.

    A plain tag that both sides have (``<b>``) is taken for what the text is about. Caveat: good
    text between tags is rejected with them; take the markup off first.
    """

    least: float = 1.0
    name: str = field(default="markup", init=False)

    def score(self, pair: SegmentPair) -> float:
        """Return the lesser share."""
        if not any(mark in side for side in (pair.src, pair.tgt) for mark in ("<", "&", "-->")):
            return 1.0
        return min(_plain(pair.src, pair.tgt), _plain(pair.tgt, pair.src))

    def accept(self, score: float) -> bool:
        """Accept from ``least`` on."""
        return score >= self.least


def _plain(text: str, other: str) -> float:
    tags = [m.group() for m in _TAG.finditer(text)]
    marks = [tag for tag in tags if " " in tag or tag not in other]
    for match in _ENTITY.finditer(text):
        name = match.group().removeprefix("&")
        if name.startswith(("#", "amp;")) or name in html5:
            marks.append(match.group())
    return 1.0 - sum(map(len, marks)) / max(1, len(text))
