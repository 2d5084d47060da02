"""The mixture of documents the shipped weights are trained on, from gold and from sentence pairs.

Every gold document counts 1, the same with blocks left out less, every third one with paragraphs
besides; documents made of news sentence pairs bring boilerplate and short gaps.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from aligner.alignment.training.synthetic import (
    GoldDocument,
    from_pairs,
    intrude,
    omit,
    paragraph,
)
from aligner.text.split import sentences

HARDER = 0.4
"""What a document with blocks left out counts."""
MADE = 0.5
"""What a document made of sentence pairs counts."""
SIZE = 140
"""Sentence pairs in a made document."""
STRAYS = 60
"""Further pairs whose first sentences are put in as lines of one side only."""
SHORT = 6
"""Characters up to which a pair is no sentence."""

Weighed = tuple[GoldDocument, float]


@dataclass(frozen=True, slots=True)
class Mixture:
    """Gold documents by name, and sentence pairs to make ``count`` further documents of."""

    gold: Mapping[str, GoldDocument]
    pairs: Sequence[tuple[str, str]] = ()
    count: int = 5

    def all(self) -> list[Weighed]:
        """Return everything to train on, with its weight."""
        return self.without("")

    def without(self, name: str) -> list[Weighed]:
        """Return what to train on when the gold document ``name`` is to be measured on."""
        own = [
            one
            for number, (key, document) in enumerate(self.gold.items())
            if key != name
            for one in variants(document, number)
        ]
        return [*own, *made(self.pairs, self.count)]


def variants(document: GoldDocument, number: int) -> Iterator[Weighed]:
    """Yield a gold document and harder versions of it; ``number`` is its place in the set.

    Of a very short document a version may have lost a whole side: it is left out.
    """
    rng = random.Random(number)
    yield document, 1.0
    harder = [omit(document, rng, 4, 12)]
    if number % 3 == 0:
        harder.append(paragraph(omit(document, rng, 2, 6), rng, 0.25))
    yield from ((version, HARDER) for version in harder if version.src and version.tgt)


def made(pairs: Sequence[tuple[str, str]], count: int) -> Iterator[Weighed]:
    """Yield up to ``count`` documents made of sentence pairs, every other one with paragraphs."""
    rng = random.Random(count)
    long = [pair for pair in pairs if len(pair[0]) > SHORT]
    for number in range(min(count, len(long) // (SIZE + STRAYS))):
        start = number * (SIZE + STRAYS)
        document = from_pairs(long[start : start + SIZE], _zh, _en)
        if number % 2:
            yield omit(document, rng, 2, 6), MADE
            continue
        other = long[start + SIZE : start + SIZE + STRAYS]
        strays = [_zh(zh)[0] for zh, _ in other], [_en(en)[0] for _, en in other]
        spaced = paragraph(document, rng, 0.35)
        yield intrude(omit(spaced, rng, 2, 6), rng, strays, 0.08), MADE


def _zh(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text, "zh")]


def _en(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text, "en")]
