"""Filters that look at what the two sides say: words by the lexical table, names.

The lexical evidence of a pair is computed once and remembered for the filters that follow.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from aligner.bitext import SegmentPair
from aligner.checks.names import addresses, codes, cut, gloss_kept, glosses, holds, latin_words
from aligner.corpus.completeness import likely_whole
from aligner.corpus.evidence import Evidence, evidence

_remembered: dict[tuple[str, str], Evidence] = {}
_REMEMBERED = 4096


def _evidence(pairs: Sequence[SegmentPair]) -> list[Evidence]:
    new = [pair for pair in pairs if (pair.src, pair.tgt) not in _remembered]
    if len(_remembered) + len(new) > _REMEMBERED:
        _remembered.clear()
        new = list(pairs)
    for pair, found in zip(new, evidence(new), strict=True):
        _remembered[pair.src, pair.tgt] = found
    return [_remembered[pair.src, pair.tgt] for pair in pairs]


@dataclass(frozen=True, slots=True)
class Lexical:
    """Share of the information of both sides that the other explains, by the lexical table.

    The mean of both directions, drawn to the middle for short pairs. Of true pairs one in 200 is
    below the default, of unrelated ones 98 in 100. Catches shifted alignments. Caveat: very free
    translation scores low; a wrong pair of two or three words may pass.
    """

    least: float = 0.29
    name: str = field(default="lexical", init=False)

    def score(self, pair: SegmentPair) -> float:
        """Return the score of one pair."""
        return self.scores([pair])[0]

    def scores(self, pairs: Sequence[SegmentPair]) -> list[float]:
        """Return the score of each pair."""
        return [(found.src + found.tgt) / 2 for found in _evidence(pairs)]

    def accept(self, score: float) -> bool:
        """Accept from ``least`` on."""
        return score >= self.least


@dataclass(frozen=True, slots=True)
class English:
    """Share of the words of the English side that the table knows as English.

    Catches other languages in Latin letters. A side of fewer than four words is 1. Caveat: lists
    of foreign names are rejected; a sentence half English passes.
    """

    least: float = 0.5
    name: str = field(default="english", init=False)

    def score(self, pair: SegmentPair) -> float:
        """Return the score of one pair."""
        return self.scores([pair])[0]

    def scores(self, pairs: Sequence[SegmentPair]) -> list[float]:
        """Return the score of each pair."""
        return [
            1.0 if len(pair.tgt.split()) < 4 else found.known
            for pair, found in zip(pairs, _evidence(pairs), strict=True)
        ]

    def accept(self, score: float) -> bool:
        """Accept from ``least`` on."""
        return score >= self.least


@dataclass(frozen=True, slots=True)
class Complete:
    """How likely neither side is cut short.

    A logistic model of what each side explains of the other, from the edges inwards, of lengths and
    of how the lines end (``aligner.corpus.completeness``). Caveat: summaries that leave much out
    are rejected, which is what it is for; text that marks the ends of sentences in one language
    only is, too.
    """

    least: float = 0.1
    name: str = field(default="complete", init=False)

    def score(self, pair: SegmentPair) -> float:
        """Return the score of one pair."""
        return self.scores([pair])[0]

    def scores(self, pairs: Sequence[SegmentPair]) -> list[float]:
        """Return the score of each pair."""
        return [
            likely_whole(pair, found) for pair, found in zip(pairs, _evidence(pairs), strict=True)
        ]

    def accept(self, score: float) -> bool:
        """Accept from ``least`` on."""
        return score >= self.least


@dataclass(frozen=True, slots=True)
class Clauses:
    """Explained share of the worst clause of the Chinese, and half of what the English lacks.

    Catches a clause or a sentence that a close translation does not have, wherever it stands; half
    of the unexplained share of the English is added, since a free one explains less of everything.
    Clauses below six characters, and those that name a speaker (某某表示), are not judged. Caveat:
    a name or a saying that fills a clause and that the table does not know.
    """

    least: float = 0.28
    name: str = field(default="clauses", init=False)

    def score(self, pair: SegmentPair) -> float:
        """Return the score of one pair."""
        return self.scores([pair])[0]

    def scores(self, pairs: Sequence[SegmentPair]) -> list[float]:
        """Return the score of each pair."""
        return [min(1.0, found.clause + (1 - found.tgt) / 2) for found in _evidence(pairs)]

    def accept(self, score: float) -> bool:
        """Accept from ``least`` on."""
        return score >= self.least


@dataclass(frozen=True, slots=True)
class Names:
    """Share of the Latin names, codes and addresses of the Chinese side that the English has.

    1 where there are none. Caveat: names the Chinese side gives in another spelling count as lost.
    """

    least: float = 0.5
    name: str = field(default="names", init=False)

    def score(self, pair: SegmentPair) -> float:
        """Return the share that is kept."""
        exact = [cut(pair.src, span) for span in (*addresses(pair.src), *codes(pair.src))]
        loose = [cut(pair.src, span) for span in (*glosses(pair.src), *latin_words(pair.src))]
        if not exact and not loose:
            return 1.0
        kept = sum(holds(pair.tgt, words) for words in exact)
        kept += sum(gloss_kept(pair.tgt, words) for words in loose)
        return kept / (len(exact) + len(loose))

    def accept(self, score: float) -> bool:
        """Accept from ``least`` on."""
        return score >= self.least
