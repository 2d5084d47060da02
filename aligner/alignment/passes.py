"""The passes of an alignment, from texts to a weighted lattice.

1. Anchors: pairs of sentences that match each other far better than their surroundings.
2. Coarse: a wide band around the anchors, few features, small beads. What it is sure of narrows the
   band and teaches the document's own words.
3. Fine: the narrow band, all features, all beads.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aligner.alignment.anchoring import agreeing, pin
from aligner.alignment.anchors import find_anchors, sentence_vectors
from aligner.alignment.band import Band, around, likely
from aligner.alignment.dp import Lattice, Posteriors, posteriors
from aligner.alignment.learn import DISCOUNT, learn
from aligner.alignment.similarity import Signals, signals
from aligner.alignment.table import Tables, tables
from aligner.alignment.weights import COARSE_TYPES, LONGEST, Weights, lattice

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.alignment.lexicon import Lexicon
    from aligner.alignment.side import Side

PAD = 4
REACH = 3
LEAST = 1e-3
"""Nodes less probable than this after the coarse pass are not looked at again."""
MARGIN = 2
SURE, SURE_PLAIN = 0.9, 0.5
"""Posterior from which a bead is believed when words are learnt from it; without a lexical table
they are all there is, so that more is ventured."""
DISCOUNT_PLAIN = 0.5
ROUNDS_PLAIN = 2
"""Coarse passes without a lexical table, each with the words learnt in the one before."""
USUAL = 3.0
"""English characters for a Chinese one before anything is known: news and books have 2 to 5."""
TRUSTED = 60.0
"""Source characters of believed beads that say as much of the ratio as what is usual."""
MOVED = 0.1
"""Change of the logarithm of the ratio from which the coarse pass is weighed anew."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Both sides of a document; ``breaks`` are 1 for sentences that begin a paragraph.

    ``anchors``: hard ones, see ``anchoring.py``.
    """

    src: Side
    tgt: Side
    breaks: tuple[NDArray[np.int64], NDArray[np.int64]]
    anchors: tuple[tuple[int, int], ...] = ()

    @property
    def sides(self) -> tuple[Side, Side]:
        """Source and target."""
        return self.src, self.tgt


def wide_band(pair: Pair, known: Tables) -> Band:
    """Pass 1."""
    points = find_anchors(*sentence_vectors(pair.src, pair.tgt, known))
    points = agreeing(points, pair.anchors)
    return pin(around(points, pair.src.count, pair.tgt.count, PAD, REACH), pair.anchors)


def coarse_signals(pair: Pair, known: Tables, band: Band, ratio: float = 0.0) -> Signals:
    """Return what pass 2 weighs; ``ratio`` as in ``signals``."""
    spans = max(x for x, _ in COARSE_TYPES)
    return signals(pair.sides, known, band, pair.breaks, spans, ratio)


def believed(grid: Lattice, chances: Posteriors, least: float) -> list[tuple[range, range]]:
    """Return the beads of at least that posterior; above one half they cannot overlap."""
    import numpy as np

    nodes, kinds = np.nonzero(chances.beads >= least)
    rows, columns = grid.band.rows()[nodes], grid.band.columns()[nodes]
    return [
        (range(i, i + grid.types[kind][0]), range(j, j + grid.types[kind][1]))
        for i, j, kind in zip(rows.tolist(), columns.tolist(), kinds.tolist(), strict=True)
    ]


def measured(pair: Pair, beads: Sequence[tuple[range, range]]) -> float:
    """Return English characters for a Chinese one in the beads, ``USUAL`` without any.

    Whole sides would do for whole translations; where one side lacks half of the other, they make
    every true pair look too long or too short, and pairs are merged to fit.
    """
    src = sum(float(pair.src.length[one.start : one.stop].sum()) for one, _ in beads)
    tgt = sum(float(pair.tgt.length[other.start : other.stop].sum()) for _, other in beads)
    return (tgt + TRUSTED * USUAL) / (src + TRUSTED)


def fine_signals(pair: Pair, lexicon: Lexicon | None, coarse: Weights) -> Signals:
    """Run passes 1 and 2 and return what pass 3 weighs."""
    known = tables(pair.src, pair.tgt, lexicon)
    band = wide_band(pair, known)
    least, discount = (SURE, DISCOUNT) if lexicon else (SURE_PLAIN, DISCOUNT_PLAIN)
    found = coarse_signals(pair, known, band, USUAL if lexicon else 0.0)
    chances, beads = _weigh(pair, found, coarse, least)
    ratio = measured(pair, beads) if lexicon else found.ratio
    if abs(math.log(ratio / found.ratio)) > MOVED:
        chances, beads = _weigh(pair, replace(found, ratio=ratio), coarse, least)
        ratio = measured(pair, beads)
    learnt = learn(pair.sides, beads, known, discount)
    for _ in range(0 if lexicon else ROUNDS_PLAIN - 1):
        chances, beads = _weigh(pair, coarse_signals(pair, learnt, band), coarse, least)
        learnt = learn(pair.sides, beads, known, discount)
    band = pin(likely(band, chances.nodes, LEAST, MARGIN), pair.anchors)
    return signals(pair.sides, learnt, band, pair.breaks, LONGEST - 1, ratio)


def _weigh(
    pair: Pair, found: Signals, coarse: Weights, least: float
) -> tuple[Posteriors, list[tuple[range, range]]]:
    """Return the probabilities under the coarse weights, and the beads to believe."""
    grid = lattice(found, coarse, anchors=pair.anchors)
    chances = posteriors(grid)
    return chances, believed(grid, chances, least)


def breaks_of(sizes: Sequence[int]) -> list[int]:
    """Return 1 for the first sentence of each paragraph of those sizes, else 0."""
    return [int(at == 0) for size in sizes for at in range(size)]
