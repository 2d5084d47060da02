"""What a filter is, and the filters by name.

A filter gives a pair a score, the more the better, and says apart from that which scores it
accepts: so scores can be kept, plotted and cut elsewhere. Filters are frozen dataclasses whose
fields are their parameters; a recipe and ``--set`` name them, and a misspelt one is an error.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from typing import Protocol, runtime_checkable

from aligner.bitext import SegmentPair
from aligner.corpus.amounts import Numbers
from aligner.corpus.content import Clauses, Complete, English, Lexical, Names
from aligner.corpus.spoilt import Markup, Mojibake
from aligner.corpus.surface import (
    Boilerplate,
    Copy,
    Length,
    Punctuation,
    Ratio,
    Repetition,
    Script,
)
from aligner.errors import UsageError


class Filter(Protocol):
    """Scores a pair and says which scores are good enough."""

    @property
    def name(self) -> str:
        """The name in recipes, verdicts and options."""

    def score(self, pair: SegmentPair) -> float:
        """Return how good the pair is in this respect."""

    def accept(self, score: float) -> bool:
        """Say whether a pair of this score stays."""


@runtime_checkable
class BatchFilter(Protocol):
    """A filter that scores many pairs faster than one by one, to the same scores."""

    def scores(self, pairs: Sequence[SegmentPair]) -> list[float]:
        """Return the score of each pair."""


@dataclass(frozen=True, slots=True)
class Confidence:
    """The pair's own score, such as the confidence of the alignment; 1 where it has none.

    Only for scores that are probabilities. Caveat: an aligner that is sure and wrong passes.
    """

    least: float = 0.5
    name: str = field(default="confidence", init=False)

    def score(self, pair: SegmentPair) -> float:
        """Return the score the pair came with."""
        return 1.0 if pair.score is None else pair.score

    def accept(self, score: float) -> bool:
        """Accept from ``least`` on."""
        return score >= self.least


@dataclass(frozen=True, slots=True)
class Model:
    """Log-probability a piece that a translation model gives the pair.

    ``judge`` scores many pairs of texts. Caveat: hundreds of times slower than all others
    together; free translations and rare names score low, and so do fine pairs outside the model's
    domain.
    """

    judge: Callable[[Sequence[tuple[str, str]]], Sequence[float]]
    least: float = -5.0
    name: str = field(default="model", init=False)

    def score(self, pair: SegmentPair) -> float:
        """Return the score of one pair."""
        return self.scores([pair])[0]

    def scores(self, pairs: Sequence[SegmentPair]) -> list[float]:
        """Return the score of each pair."""
        return [float(score) for score in self.judge([(p.src, p.tgt) for p in pairs])]

    def accept(self, score: float) -> bool:
        """Accept from ``least`` on."""
        return score >= self.least


@dataclass(frozen=True, slots=True)
class FilterSet:
    """Every filter that needs nothing but its parameters, in the order they are asked: cheap first.

    ``confidence`` is for aligned text only, see ``ALIGNED``.
    """

    length: Length = field(default_factory=Length)
    script: Script = field(default_factory=Script)
    mojibake: Mojibake = field(default_factory=Mojibake)
    markup: Markup = field(default_factory=Markup)
    copy: Copy = field(default_factory=Copy)
    boilerplate: Boilerplate = field(default_factory=Boilerplate)
    punctuation: Punctuation = field(default_factory=Punctuation)
    ratio: Ratio = field(default_factory=Ratio)
    confidence: Confidence = field(default_factory=Confidence)
    repetition: Repetition = field(default_factory=Repetition)
    english: English = field(default_factory=English)
    lexical: Lexical = field(default_factory=Lexical)
    complete: Complete = field(default_factory=Complete)
    clauses: Clauses = field(default_factory=Clauses)
    names: Names = field(default_factory=Names)
    numbers: Numbers = field(default_factory=Numbers)


NAMES = tuple(f.name for f in fields(FilterSet))
"""The names, in order."""

ALIGNED = frozenset({"confidence"})
"""Filters for pairs whose score is the confidence of the alignment: off where that is not known."""


def choose(
    filters: FilterSet, only: Iterable[str] = (), skip: Iterable[str] = ()
) -> tuple[Filter, ...]:
    """Return the filters to run, in order: all but ``skip``, or ``only`` those named.

    Raises ``UsageError`` for a name that is none.
    """
    wanted, unwanted = tuple(only), frozenset(skip)
    for name in (*wanted, *sorted(unwanted)):
        check_name(name)
    return tuple(
        getattr(filters, name)
        for name in NAMES
        if name not in unwanted and (not wanted or name in wanted)
    )


def check_name(name: str) -> None:
    """Raise ``UsageError`` for a name that no filter has."""
    if name not in NAMES:
        near = get_close_matches(name, NAMES, n=1)
        hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(NAMES)}"
        raise UsageError(f"{name}: no filter has this name; {hint}")


def scores_of(filter: Filter, pairs: Sequence[SegmentPair]) -> list[float]:
    """Return the score of each pair, at once where the filter can."""
    if isinstance(filter, BatchFilter):
        return filter.scores(pairs)
    return [filter.score(pair) for pair in pairs]
