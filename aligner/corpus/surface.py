"""Filters that look at the shape of the two strings: microseconds each, no table, no model."""

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from aligner.bitext import SegmentPair
from aligner.checks.degenerate import longest_repetition
from aligner.checks.length import words_per_han
from aligner.corpus.shingles import squeeze
from aligner.text.news_en import EN
from aligner.text.news_zh import ZH
from aligner.text.script import HAN, HANGUL, KANA, LATIN

_HAN = re.compile(f"[{HAN}]+")
_OTHER_ASIAN = re.compile(f"[{KANA}{HANGUL}]")
_LATIN = re.compile(f"[{LATIN}]+")
_WORD = re.compile(r"[^\W_]+(?:['’.,:/-][^\W_]+)*")
_CONTENT = re.compile(r"[^\W_]")
_LEFT = re.compile(f"[{HAN}]{{2}}")
_MENTIONED = re.compile(r"[(（\[【《「『“‘\"'][^A-Za-z]*?[)）\]】》」』”’\"']")
"""A word that is spoken of, or an original name, as English text has them."""
WEIGHT = 2.5
"""Latin letters that say as much as a Chinese character."""


@dataclass(frozen=True, slots=True)
class Length:
    """Words and Chinese characters of the longer side; 0 if a side has no letter or digit.

    Accepts ``least`` to ``most``. Caveat: unsplit paragraphs go with the rubbish; split them first.
    """

    least: int = 1
    most: int = 400
    name: str = field(default="length", init=False)

    def score(self, pair: SegmentPair) -> float:
        """Return the length of the longer side."""
        if not (_CONTENT.search(pair.src) and _CONTENT.search(pair.tgt)):
            return 0.0
        return float(max(_units(pair.src), _units(pair.tgt)))

    def accept(self, score: float) -> bool:
        """Accept from ``least`` to ``most``."""
        return self.least <= score <= self.most


@dataclass(frozen=True, slots=True)
class Ratio:
    """Length of one side over what the other makes likely, 1 at best.

    English words against ``per_han`` a Chinese character (0.73 is the median of news); words the
    Chinese has in Latin letters count on both sides. ``slack`` words are added to both, so that
    titles and names vary freely. Caveat: headlines are shorter than what they translate.
    """

    least: float = 0.4
    per_han: float = 0.73
    slack: float = 4.0
    name: str = field(default="ratio", init=False)

    def score(self, pair: SegmentPair) -> float:
        """Return the shorter over the longer."""
        han, words = words_per_han(pair)
        here, there = self.per_han * han + self.slack, words + self.slack
        return min(here, there) / max(here, there)

    def accept(self, score: float) -> bool:
        """Accept from ``least`` on."""
        return score >= self.least


@dataclass(frozen=True, slots=True)
class Script:
    """Share of Han among the letters of the Chinese side, or of Latin in the English: the less.

    Kana and Hangul count three times, since Japanese is half Han. A Latin word counts as one
    character. Two Han characters in a row that stand in the English outside brackets and quotes
    were left untranslated: 0. Caveat: a Chinese side of nothing but ``GDP`` is rejected.
    """

    least: float = 0.4
    name: str = field(default="script", init=False)

    def score(self, pair: SegmentPair) -> float:
        """Return the lesser share; a side without letters (figures) is 1."""
        rest = _HAN.sub("", pair.src)
        han, words = len(pair.src) - len(rest), _LATIN.findall(pair.src)
        foreign = sum(map(str.isalpha, rest)) - sum(map(len, words))
        # Kana and Hangul are letters, too.
        other = 3 * len(_OTHER_ASIAN.findall(rest)) if foreign else 0
        tgt = pair.tgt
        if not tgt.isascii() and _LEFT.search(_MENTIONED.sub("", tgt)):
            return 0.0
        return min(
            _share(han, han + len(words) + max(other, foreign)),
            1.0 if tgt.isascii() else _share(_latin_letters(tgt), sum(map(str.isalpha, tgt))),
        )

    def accept(self, score: float) -> bool:
        """Accept from ``least`` on."""
        return score >= self.least


@dataclass(frozen=True, slots=True)
class Copy:
    """Share of the shorter side, in pairs of characters, that does not stand in the other.

    A Chinese character weighs as much as ``WEIGHT`` letters, so that Latin names in a Chinese
    sentence do not make it a copy. Caveat: pairs that are a Latin name on both sides are copies.
    """

    least: float = 0.5
    name: str = field(default="copy", init=False)

    def score(self, pair: SegmentPair) -> float:
        """Return 1 for sides that share nothing, 0 for copies."""
        if _HAN.search(pair.tgt) is None and not _CONTENT.search(_HAN.sub("", pair.src)):
            return 1.0  # no character in common, as in most pairs
        src, tgt = _bigrams(squeeze(pair.src)), _bigrams(squeeze(pair.tgt))
        shorter = min(_weight(src), _weight(tgt))
        # Two Han bigrams are rare by chance; two Latin ones are not.
        return 1.0 - _weight(src & tgt) / shorter if shorter else 1.0

    def accept(self, score: float) -> bool:
        """Accept from ``least`` on."""
        return score >= self.least


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """0 where either side is page furniture as a whole (责任编辑, All rights reserved), else 1.

    Caveat: by the patterns of news pages; menus of other sites pass.
    """

    least: float = 1.0
    name: str = field(default="boilerplate", init=False)

    def score(self, pair: SegmentPair) -> float:
        """Return 0 or 1."""
        src, tgt = pair.src.strip(), pair.tgt.strip()
        furniture = ZH.notice.match(src) or ZH.list_head.match(src)
        return 0.0 if furniture or EN.notice.match(tgt) or EN.list_head.match(tgt) else 1.0

    def accept(self, score: float) -> bool:
        """Accept from ``least`` on."""
        return score >= self.least


@dataclass(frozen=True, slots=True)
class Punctuation:
    """Share of letters and digits among the visible characters, of the worse side.

    Caveat: scores and chess moves in figures and hyphens may fall below.
    """

    least: float = 0.5
    name: str = field(default="punctuation", init=False)

    def score(self, pair: SegmentPair) -> float:
        """Return the lesser share."""
        return min(_letters(pair.src), _letters(pair.tgt))

    def accept(self, score: float) -> bool:
        """Accept from ``least`` on."""
        return score >= self.least


_ZH_LOOP = re.compile(rf"([{HAN}]{{2,40}}?)(?:[^\w]*\1){{2,}}|([{HAN}])\2{{4,}}")
_SAID_TWICE = 8
"""Letters or characters from which a side said twice is no 加油，加油."""
_ZH_LONG_LOOP = re.compile(rf"([{HAN}，、]{{6,60}}?)[^\w]*\1")


@dataclass(frozen=True, slots=True)
class Repetition:
    """Share of the text that is not one phrase repeated in a row, of the worse side.

    What a looping translation model writes; one side that stands there twice is 0.5. Repetition on
    both sides (加油，加油) is taken for meant: the score is then 1. Caveat: a loop that both sides
    have passes.
    """

    least: float = 0.85
    name: str = field(default="repetition", init=False)

    def score(self, pair: SegmentPair) -> float:
        """Return the share that is no repetition."""
        twice = _is_twice(pair.src), _is_twice(pair.tgt)
        if twice[0] != twice[1]:
            return 0.5
        zh, en = _repeated_zh(pair.src), _repeated_en(pair.tgt)
        return 1.0 - abs(zh - en) if zh and en else 1.0 - max(zh, en)

    def accept(self, score: float) -> bool:
        """Accept from ``least`` on."""
        return score >= self.least


def _is_twice(text: str) -> bool:
    """Tell whether a text of some length is its first half written twice."""
    plain = squeeze(text)
    half = len(plain) // 2
    return half >= _SAID_TWICE and plain[:half] == plain[half:]


def _repeated_zh(text: str) -> float:
    """Return the share of a Chinese text that repeats what stands right before it."""
    # Whatever repeats holds one pair of characters three times, or two of them twice.
    if len(text) - 3 < len(set(pairwise(text))):
        return 0.0
    size = 0
    for pattern in (_ZH_LOOP, _ZH_LONG_LOOP):
        for match in pattern.finditer(text):
            phrase = match.group(1) or match.group(match.lastindex or 0)
            size = max(size, len(match.group()) - len(phrase))
    return size / max(1, len(text))


def _repeated_en(text: str) -> float:
    span, times = longest_repetition(text)
    return (span.end - span.start) * (times - 1) / times / max(1, len(text)) if times else 0.0


def _units(text: str) -> int:
    if text.isascii():
        return len(_WORD.findall(text))
    rest = _HAN.sub(" ", text)
    return sum(map(len, _HAN.findall(text))) + len(_WORD.findall(rest))


def _letters(text: str) -> float:
    visible = sum(map(len, text.split()))
    return _share(sum(map(str.isalnum, text)), visible)


def _bigrams(text: str) -> Counter[str]:
    return Counter(text[i : i + 2] for i in range(max(1, len(text) - 1))) if text else Counter()


def _weight(bigrams: Counter[str]) -> float:
    text = "".join(two * times for two, times in bigrams.items())
    return len(text) + (WEIGHT - 1) * (len(text) - len(_HAN.sub("", text)))


def _latin_letters(text: str) -> int:
    return sum(map(len, _LATIN.findall(text)))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
