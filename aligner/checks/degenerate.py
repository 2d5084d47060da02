"""Outputs that are no translation at all: loops, nothing, Chinese, the source again, wrong size.

Looks only at the shape of the two strings, so it works for any model and costs microseconds.
Does not judge meaning. False-alarm rates on human references stand in
``docs/decisions/0303-guard.md``.
"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from aligner.bitext import SegmentPair
from aligner.checks.finding import Finding, Severity
from aligner.checks.sizes import given_words, han_count, word_count
from aligner.document import Span
from aligner.text.script import HAN

_LOOP_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CONTENT = re.compile(r"[^\W_]")
_STUTTER = re.compile(r"([^\W\d_]{1,6}?)\1{5,}")
_HAN_RUN = re.compile(f"[{HAN}]+")

_LONGEST_PHRASE = 24
_LONG_PHRASE = 5


@dataclass(frozen=True, slots=True)
class Loop:
    """The same words again and again where the source does not repeat itself.

    A phrase of up to 4 words three times in a row, or one of 5 to 24 words twice, or a few letters
    six times; one repetition more is allowed for each in the source.
    """

    name: str = "loop"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return one finding for the worst repetition."""
        span, times = longest_repetition(pair.tgt)
        if times == 0 or times <= max(_allowed(pair.tgt, span), source_repetition(pair.src)):
            return ()
        message = f"repeated {times} times in a row: {_clip(pair.tgt[span.start : span.end])}"
        return (Finding(self.name, "duplication", Severity.CRITICAL, message, (), (span,)),)


_SAID_AGAIN = re.compile(
    r"(?:no|yes|oh|ah|ha|hey|bye|never|very|wow)\b|Build, Build, Build\Z", re.I
)
_AGAIN = 4


def _allowed(tgt: str, span: Span) -> int:
    """Return how often in a row the words may stand that people do say again and again."""
    return _AGAIN if _SAID_AGAIN.match(tgt, span.start, span.end) else 0


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing, or only punctuation, for a source that says something."""

    name: str = "empty"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return a finding if the target has no letter or digit and the source has."""
        if _CONTENT.search(pair.tgt) or not _CONTENT.search(pair.src):
            return ()
        what = "only punctuation" if pair.tgt.strip() else "no translation"
        span = (Span(0, len(pair.src)),)
        return (Finding(self.name, "untranslated", Severity.CRITICAL, what, span),)


@dataclass(frozen=True, slots=True)
class HanResidue:
    """Chinese characters left in the English; ``allowed`` terms may stand in Chinese."""

    allowed: frozenset[str] = frozenset()
    name: str = "han-residue"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return one finding with a span for each run of Chinese."""
        text = pair.tgt
        if text.isascii():
            return ()
        for term in sorted(self.allowed, key=len, reverse=True):
            text = text.replace(term, " " * len(term))
        spans = tuple(Span(*match.span()) for match in _HAN_RUN.finditer(text))
        if not spans:
            return ()
        left = " ".join(pair.tgt[span.start : span.end] for span in spans)
        message = f"Chinese left in the English: {_clip(left)}"
        return (Finding(self.name, "untranslated", Severity.CRITICAL, message, (), spans),)


@dataclass(frozen=True, slots=True)
class CopiedSource:
    """Most of the Chinese source stands in the target."""

    name: str = "copied-source"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return a finding if half of the source's Chinese bigrams are in the target."""
        if pair.tgt.isascii():
            return ()
        target = _bigrams(pair.tgt)
        if not target:
            return ()
        source = _bigrams(pair.src)
        total = source.total()
        if total == 0 or (source & target).total() * 2 < total:
            return ()
        span = (Span(0, len(pair.src)),)
        message = "the source stands in the target"
        return (Finding(self.name, "untranslated", Severity.CRITICAL, message, span),)


@dataclass(frozen=True, slots=True)
class LengthRatio:
    """Far more or far fewer English words than that much Chinese needs.

    ``longest`` and ``shortest`` are words per Chinese character; the slack in words lets short
    titles and names pass.
    """

    longest: float = 1.4
    shortest: float = 0.18
    slack: int = 6
    name: str = "length"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return a finding if the number of words is out of bounds."""
        han, given = han_count(pair.src), given_words(pair.src)
        words = word_count(pair.tgt)
        if words > self.longest * han + given + self.slack:
            message = f"{words} words for {han} Chinese characters: too much"
            return (Finding(self.name, "addition", Severity.MAJOR, message),)
        if 0 < words < self.shortest * han - 1:
            message = f"{words} words for {han} Chinese characters: too little"
            return (Finding(self.name, "omission", Severity.MAJOR, message),)
        return ()


def longest_repetition(text: str) -> tuple[Span, int]:
    """Return where the most repeated phrase stands and how often, 0 if nothing repeats."""
    printed = _LOOP_WORD.findall(text)
    words = [word.casefold() for word in printed]
    best_start, best_size, best_times = 0, 0, 0
    for size in _possible_sizes(words):
        start, times = _longest_run(words, size)
        if times >= _enough(size) and times * size > best_times * best_size:
            best_start, best_size, best_times = start, size, times
    if best_times:
        matches = list(_LOOP_WORD.finditer(text))
        end = matches[best_start + best_size * best_times - 1].end()
        return Span(matches[best_start].start(), end), best_times
    maybe = any(_may_stutter(word) for word in printed if len(word) > 5)
    if maybe and (stutter := _STUTTER.search(text)):
        return Span(*stutter.span()), len(stutter.group()) // len(stutter.group(1))
    return Span(0, 0), 0


def _enough(size: int) -> int:
    """Return how often a phrase of ``size`` words must stand in a row."""
    return 2 if size >= _LONG_PHRASE else 3


def _possible_sizes(words: list[str]) -> list[int]:
    """Return the sizes a repeated phrase can have: distances that enough equal word pairs have.

    A phrase of n words that stands k times has n (k - 1) - 1 pairs equal to those n words later.
    """
    pairs = list(pairwise(words))
    if len(set(pairs)) == len(pairs):  # no pair twice, as in most sentences
        return []
    counts = Counter(pairs)
    longest = min(_LONGEST_PHRASE, len(words) // 2)
    places: dict[tuple[str, str], list[int]] = {}
    distances: list[int] = []
    for index, two in enumerate(pairs):
        if counts[two] > 1:
            before = places.setdefault(two, [])
            distances += [index - place for place in before if index - place <= longest]
            before.append(index)
    return sorted(
        size
        for size, equal in Counter(distances).items()
        if equal >= size * (_enough(size) - 1) - 1
    )


def _may_stutter(word: str) -> bool:
    """Tell quickly whether a word can hold the same letters six times in a row."""
    few = len(set(word)) < len(word) - 4
    return few and max(map(word.count, word)) > 5


def _longest_run(words: list[str], size: int) -> tuple[int, int]:
    """Return the start of the longest run of one phrase of ``size`` words, and its repetitions."""
    best_start, best_equal, equal = 0, 0, 0
    for index in range(len(words) - size):
        equal = equal + 1 if words[index] == words[index + size] else 0
        if equal > best_equal:
            best_equal, best_start = equal, index - equal + 1
    return best_start, best_equal // size + 1


_SOURCE_RUN = re.compile(r"([^\W_]{1,40}?)(?:[^\w]*\1)+")


def source_repetition(text: str) -> int:
    """Return how often in a row the source repeats a phrase, at least 1."""
    best = 1
    for match in _SOURCE_RUN.finditer(text):
        best = max(best, match.group().count(match.group(1)))
    return best


def _bigrams(text: str) -> Counter[str]:
    pairs: Counter[str] = Counter()
    for run in _HAN_RUN.findall(text):
        pairs.update(run[i : i + 2] for i in range(max(1, len(run) - 1)))
    return pairs


def _clip(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."


DEGENERATE_CHECKS = (Empty(), CopiedSource(), Loop(), HanResidue(), LengthRatio())
"""The family with its defaults, worst first."""
