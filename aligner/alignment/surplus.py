"""Sentences of a bead that add nothing to it: what they explain, the others explain as well.

Where one sentence becomes two, each of the two accounts for words of it that the other does not.
A neighbour about the same matter shares words with it too, but the same words. Only the first and
the last sentence of a side are looked at.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from aligner.alignment.band import OUTSIDE
from aligner.alignment.closeness import SideShares, log_odds, mind_strangers, side_shares
from aligner.alignment.dp import posteriors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.alignment.dp import Lattice
    from aligner.alignment.gains import Gains
    from aligner.alignment.similarity import SideSums, Signals

    Floats = NDArray[np.floating[Any]]
    Ints = NDArray[np.int64]

TRUST = 0.65
"""Share of the evidence that the weights do not count already."""
MOST = 6.0
"""The most that one sentence says against its bead, before ``TRUST``."""
ADDED, VARIES = 0.66, 0.05
"""What a sentence adds to the share that is usual in the document, by its length; the variance."""
STRANGE_VARIES = 0.01
"""Variance of what a sentence adds that does not belong there, nothing on the average."""
SMALL = 8.0
"""Weight of what a sentence should explain at which variances are twice those of a long one."""


def mind_document(
    grid: Lattice, found: Signals, summed: Gains, judged: tuple[Floats, Floats]
) -> Lattice:
    """Return the lattice with what this document tells about its own beads.

    ``judged`` as in ``side_shares``. Not for work without a lexical table, where too little is
    covered.
    """
    sides = side_shares(grid, found, posteriors(grid), judged)
    return mind_surplus(mind_strangers(grid, sides), found, summed, sides)


def mind_surplus(
    grid: Lattice, found: Signals, summed: Gains, sides: tuple[SideShares, SideShares]
) -> Lattice:
    """Return the lattice with what speaks against beads with a sentence too many."""
    band, beads = grid.band, grid.beads.copy()
    rows, columns = band.rows(), band.columns()
    number = {shape: kind for kind, shape in enumerate(grid.types)}
    for kind, (x, y) in enumerate(grid.types):
        if y > 1:
            fewer = number[x, y - 1], band.node(rows, columns + 1)
            lost = _lost(summed.tgt_cover, summed, kind, fewer)
            weight = _span(found.src.units, rows, x)
            beads[:, kind] += _too_many(lost, weight, _shares(found.tgt, columns, y), sides[0])
        if x > 1:
            fewer = number[x - 1, y], band.node(rows + 1, columns)
            lost = _lost(summed.src_cover, summed, kind, fewer)
            weight = _span(found.tgt.units, columns, y)
            beads[:, kind] += _too_many(lost, weight, _shares(found.src, rows, x), sides[1])
    return replace(grid, beads=beads)


def _lost(
    cover: NDArray[np.float32], summed: Gains, kind: int, fewer: tuple[int, Ints]
) -> tuple[Floats, Floats]:
    """Return what is not covered without the first and without the last sentence, else nan."""
    import numpy as np

    smaller, after = fewer
    inside = (after != OUTSIDE) & summed.valid[after, smaller]
    first = np.where(inside, cover[after, smaller], np.nan)
    last = np.where(summed.valid[:, smaller], cover[:, smaller], np.nan)
    whole = cover[:, kind]
    return whole - first, whole - last


def _span(sums: Floats, at: Ints, size: int) -> Floats:
    import numpy as np

    last = len(sums) - 1
    return np.maximum(sums[np.minimum(at + size, last)] - sums[at], 0.5)


def _shares(side: SideSums, at: Ints, size: int) -> tuple[Floats, Floats]:
    """Return the length of the first and of the last of so many sentences, by that of them all."""
    import numpy as np

    whole = _span(side.length, at, size)
    last = np.minimum(at + size - 1, len(side.length) - 1)
    return _span(side.length, at, 1) / whole, _span(side.length, last, 1) / whole


def _too_many(
    lost: tuple[Floats, Floats], weight: Floats, shares: tuple[Floats, Floats], other: SideShares
) -> NDArray[np.float32]:
    """Return the log-odds, 0 or less, of both ends of a side to belong to it.

    ``weight`` and ``other`` are those of the sentences that they explain.
    """
    import numpy as np

    own = ADDED * other.close.usual.share, VARIES
    against = np.zeros(len(weight), np.float32)
    for missing, share in zip(lost, shares, strict=True):
        piece = np.maximum(weight * share, 0.5)
        odds = log_odds(missing / piece, own, (0.0, STRANGE_VARIES), 1 + SMALL / piece)
        against += np.nan_to_num(np.maximum(odds, -MOST)).astype(np.float32)
    return against * np.float32(TRUST)
