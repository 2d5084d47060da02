"""Ask a translation model where the aligner is in doubt.

The model gives the log-probability of a target segment, piece by piece, given the source segment.
Between nodes every likely path passes through, the likely beads are scored, and the lattice gets
what the model says: the gain over a target text that has nothing to do with its source.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.alignment.dp import NEVER, Lattice, Posteriors
from aligner.bitext import join
from aligner.document import Article, Sentence
from aligner.lang import Lang

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Scorer = Callable[[Sequence[tuple[str, str]]], Sequence[float]]
"""Log-probability per target piece of (zh, en) pairs, one for each."""

LEAST = 0.03
"""Posterior from which a bead is worth asking about."""
UNRELATED = -4.5
"""Log-probability per piece of a text that does not translate the source."""
PIECE = 4.5
"""Characters of English in a piece."""
TRUST = 0.02
"""How much a unit of the model's log-probability weighs against the aligner's own.

Chosen on books left out: trusted more, the shipped model costs points (docs/alignment.md).
"""
MOST = 12.0
"""Pieces beyond which more of them add nothing: they are not independent evidence."""


def rescore(
    grid: Lattice,
    chances: Posteriors,
    articles: tuple[Article, Article],
    score: Scorer,
    doubt: float,
) -> Lattice:
    """Return the lattice with the model's word on beads whose posterior is in doubt."""
    import numpy as np

    asked = _in_doubt(chances, doubt)
    nodes, kinds = np.nonzero(asked)
    if not len(nodes):
        return grid
    rows, columns = grid.band.rows()[nodes], grid.band.columns()[nodes]
    sides = [(article.sentences, article.lang) for article in articles]  # each made once
    pairs = [
        _texts(sides, int(i), int(j), grid.types[kind])
        for i, j, kind in zip(rows, columns, kinds, strict=True)
    ]
    said = np.array(score(pairs), np.float64)
    pieces = np.array([max(1.0, len(tgt) / PIECE) for _, tgt in pairs])
    weight = np.minimum(pieces, MOST * np.sqrt(pieces / MOST))
    beads = grid.beads.astype(np.float64)
    in_region = (chances.beads > 0) & (chances.beads < LEAST) & (beads > NEVER)
    beads[nodes, kinds] += TRUST * weight * np.clip(said - UNRELATED, -3.0, 6.0)
    beads[in_region] -= 2.0
    return replace(grid, beads=beads)


def _in_doubt(chances: Posteriors, doubt: float) -> NDArray[np.bool_]:
    return (chances.beads >= LEAST) & (chances.beads < doubt)


def _texts(
    sides: Sequence[tuple[tuple[Sentence, ...], Lang]], i: int, j: int, shape: tuple[int, int]
) -> tuple[str, str]:
    (src, zh), (tgt, en) = sides
    x, y = shape
    return join(src[i : i + x], zh), join(tgt[j : j + y], en)
