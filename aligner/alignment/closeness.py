"""How closely a document is translated, and what that says against beads of strangers.

The translation of a news article repeats nearly every word of it, that of a novel half of them. The
weights were trained on novels, and take two sentences of news at one place that have nothing to do
with each other for a free translation. Here the beads one is sure of tell how much of a sentence is
covered in this document, and its other sentences how much by chance; a sentence covered as if by
chance speaks against its bead. Words that many sentences of the document have count less, else a
list of like sentences would be all chance. Nothing is said where the two are hard to tell apart, as
in a free translation, or where no bead is sure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.alignment.dp import Lattice, Posteriors
    from aligner.alignment.similarity import SideSums, Signals

    Floats = NDArray[np.floating[Any]]
    Ints = NDArray[np.int64]
    Partners = tuple[Ints, Ints]

SURE = 0.9
"""Probability from which a bead tells how much is usual."""
MOST = 8.0
"""The most log-odds that one sentence says against its bead."""
SMALL = 12.0
"""Weight of a sentence whose share varies twice as much (squared) as that of a very long one."""
USUAL, CHANCE, VARIES = 0.5, 0.2, 0.012
"""Shares and their variance in a free translation, before anything is known."""
PRIOR = 1.0
"""Sentences that say as much as that."""
ALIKE, APART = 0.46, 0.56
"""How far the usual share and that of chance are apart where nothing is said yet, and where all."""


@dataclass(frozen=True, slots=True)
class Covered:
    """A mean share and its variance, that of a very long sentence."""

    share: float
    varies: float


@dataclass(frozen=True, slots=True)
class Closeness:
    """How much of the sentences of one side is covered: by their own, and by chance.

    ``chance`` goes by the number of sentences that cover, from 1 on.
    """

    usual: Covered
    chance: tuple[Covered, ...]

    @property
    def apart(self) -> float:
        """0 where the usual and chance are alike, 1 where they are far apart."""
        between = self.usual.share - self.chance[0].share - ALIKE
        return min(1.0, max(0.0, between / (APART - ALIKE)))


@dataclass(frozen=True, slots=True)
class SideShares:
    """The covered shares of one side's sentences, (nodes, spans), and how close a side is.

    The sentence is the one that begins at the node, the span begins there on the other side.
    ``spread``, (nodes,), multiplies the variances by how short the sentence is. ``judged``,
    (nodes,), is 1 for sentences that are not put freely whatever the rest is.
    """

    share: Floats
    spread: Floats
    judged: Floats
    close: Closeness


def side_shares(
    grid: Lattice, found: Signals, chances: Posteriors, judged: tuple[Floats, Floats]
) -> tuple[SideShares, SideShares]:
    """Return how both sides of the document are covered, as the beads at ``SURE`` tell.

    ``judged``: 1 for each sentence that may be called a stranger, 0 for headlines and the like.
    """
    import numpy as np

    partners = _partners(grid, chances)
    rows, columns = grid.band.rows(), grid.band.columns()
    src, tgt = (np.append(side, 0.0) for side in judged)
    return (
        _side(found.src, found.tgt_telling, (rows, columns), partners[0], src),
        _side(found.tgt, found.src_telling, (columns, rows), partners[1], tgt),
    )


def mind_strangers(grid: Lattice, sides: tuple[SideShares, SideShares]) -> Lattice:
    """Return the lattice with what speaks against beads of sentences that share nothing."""
    import numpy as np

    src, tgt = (_against(side).astype(np.float32) for side in sides)
    band, beads = grid.band, grid.beads.copy()
    rows, columns = band.rows(), band.columns()
    below = [band.node(rows + step, columns) for step in range(max(x for x, _ in grid.types))]
    place = np.arange(band.size)
    for kind, (x, y) in enumerate(grid.types):
        for step in range(y):
            beads[:, kind] += tgt[np.minimum(place + step, band.size - 1), x - 1]
        for step in range(x):
            beads[:, kind] += src[below[step], y - 1]
    return replace(grid, beads=beads)


def _partners(grid: Lattice, chances: Posteriors) -> tuple[Partners, Partners]:
    """Return the first and the stop of the believed partners of each sentence, -1 for none."""
    import numpy as np

    band = grid.band
    rows, columns = band.rows(), band.columns()
    src, tgt = np.full((2, band.n + 1), -1), np.full((2, band.m + 1), -1)
    for kind, (x, y) in enumerate(grid.types):
        nodes = np.flatnonzero(chances.beads[:, kind] >= SURE)
        i, j = rows[nodes], columns[nodes]
        for step in range(x):
            src[:, i + step] = j, j + y
        for step in range(y):
            tgt[:, j + step] = i, i + x
    return (src[0], src[1]), (tgt[0], tgt[1])


def _side(
    sums: SideSums, cover: Floats, at: tuple[Ints, Ints], partners: Partners, judged: Floats
) -> SideShares:
    """``at``: the sentence of each node on this side and on the other."""
    import numpy as np

    weight = np.append(np.maximum(np.diff(sums.telling), 0.5), 1.0)[at[0]]
    share, spread = cover / weight[:, None], 1 + SMALL / weight
    first, stop = (ends[at[0]] for ends in partners)
    lengths = np.arange(1, share.shape[1] + 1)
    start, end = at[1][:, None], at[1][:, None] + lengths
    known = (first >= 0)[:, None]
    own = known & (start == first[:, None]) & (end == stop[:, None])
    strange = known & ((end <= first[:, None]) | (start >= stop[:, None]))
    usual = _covered(share[own], np.broadcast_to(spread[:, None], share.shape)[own], USUAL)
    chance = tuple(
        _covered(share[strange[:, span], span], spread[strange[:, span]], CHANCE)
        for span in range(share.shape[1])
    )
    return SideShares(share, spread, judged[at[0]], Closeness(usual, chance))


def _covered(share: Floats, spread: Floats, before: float) -> Covered:
    count = len(share) + PRIOR
    mean = (float(share.sum()) + PRIOR * before) / count
    away = float(((share - mean) ** 2 / spread).sum())
    return Covered(mean, (away + PRIOR * VARIES) / count)


def _against(side: SideShares) -> Floats:
    """Return the log-odds, 0 or less, of the own sentences of a span against strangers."""
    import numpy as np

    usual, chance = side.close.usual, side.close.chance
    by_chance = np.array([span.share for span in chance])
    odds = log_odds(
        side.share,
        (usual.share, usual.varies),
        (by_chance, np.array([span.varies for span in chance])),
        side.spread[:, None],
    )
    return side.close.apart * side.judged[:, None] * np.maximum(odds, -MOST)


def log_odds(
    share: Floats,
    own: tuple[Floats | float, Floats | float],
    strange: tuple[Floats | float, Floats | float],
    spread: Floats,
) -> Floats:
    """Return the log-odds of ``own`` against ``strange``, means and variances, 0 at most.

    More than the usual is as good as the usual, less than chance as bad as chance.
    """
    import numpy as np

    short = np.minimum(share - own[0], 0) ** 2 / own[1]
    over = np.maximum(share - strange[0], 0) ** 2 / strange[1]
    odds: Floats = (over - short) / (2 * spread) + np.log(strange[1] / np.asarray(own[1])) / 2
    least: Floats = np.minimum(odds, 0)
    return least
