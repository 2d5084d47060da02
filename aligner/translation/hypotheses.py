"""What a translation is: the source, its hypotheses, and what is known about them."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from aligner.checks.finding import Finding


class Origin(StrEnum):
    """Where the text of a translation comes from.

    ``COPY`` is text without Chinese, passed through; ``RULE`` a byline, written without the model;
    ``NONE`` an empty source.
    """

    MT = "mt"
    COPY = "copy"
    RULE = "rule"
    NONE = "none"


class TermStatus(StrEnum):
    """Whether a glossary term came out as required."""

    OK = "ok"
    REPAIRED = "repaired"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class TermUse:
    """A glossary term in a source: the form found or, if missing, the form wanted."""

    source: str
    target: str
    status: TermStatus


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation; ``score`` is its log-probability a piece, ``None`` if not asked for."""

    text: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """A translated segment, best hypothesis first; never empty, but its text may be.

    ``findings`` are what the guard could not repair, ``repaired`` names what it did, ``unknown``
    the source characters the model has never seen.
    """

    source: str
    nbest: tuple[Hypothesis, ...]
    findings: tuple[Finding, ...] = ()
    repaired: tuple[str, ...] = ()
    terms: tuple[TermUse, ...] = ()
    unknown: tuple[str, ...] = ()
    origin: Origin = Origin.MT

    @property
    def text(self) -> str:
        """The best hypothesis."""
        return self.nbest[0].text

    @property
    def score(self) -> float | None:
        """The score of the best hypothesis."""
        return self.nbest[0].score


@dataclass(frozen=True, slots=True)
class Part:
    """One hypothesis of one sentence of a segment; ``size`` is its length in pieces."""

    text: str
    score: float | None
    size: int


@dataclass(frozen=True, slots=True)
class Output:
    """One candidate as text: ``complete`` is false if the length limit cut it off.

    ``joined``: it was put together of translations of parts.
    """

    part: Part
    complete: bool
    joined: bool = False


def join_nbest(lists: Sequence[Sequence[Part]], nbest: int) -> tuple[Hypothesis, ...]:
    """Return the ``nbest`` best joined choices of one part from each list, best first.

    The score of a choice is the log-probability a piece of all its parts; the lists are sorted,
    so the best are found by stepping down one list at a time from the choice of all firsts.
    """
    first = (0,) * len(lists)
    heap = [(-_total(lists, first), first)]
    seen = {first}
    found: list[Hypothesis] = []
    while heap and len(found) < nbest:
        _, choice = heapq.heappop(heap)
        found.append(_joined(lists, choice))
        for index, taken in enumerate(choice):
            step = (*choice[:index], taken + 1, *choice[index + 1 :])
            if taken + 1 < len(lists[index]) and step not in seen:
                seen.add(step)
                heapq.heappush(heap, (-_total(lists, step), step))
    return tuple(found)


def _total(lists: Sequence[Sequence[Part]], choice: tuple[int, ...]) -> float:
    parts = [parts[index] for parts, index in zip(lists, choice, strict=True)]
    return sum((part.score or 0.0) * part.size for part in parts)


def _joined(lists: Sequence[Sequence[Part]], choice: tuple[int, ...]) -> Hypothesis:
    parts = [parts[index] for parts, index in zip(lists, choice, strict=True)]
    text = " ".join(part.text for part in parts if part.text)
    size = sum(part.size for part in parts)
    if size == 0 or any(part.score is None for part in parts):
        return Hypothesis(text)
    return Hypothesis(text, sum((part.score or 0.0) * part.size for part in parts) / size)
