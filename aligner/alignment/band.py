"""The part of the source x target grid that is searched, row by row.

A node ``(i, j)`` means: ``i`` source and ``j`` target sentences are done. Row ``i`` holds the nodes
``lo[i] <= j < hi[i]``; both bounds never fall, the first row holds ``j = 0`` and the last
``j = m``. Nodes are numbered row after row, so a quantity over the band is a flat array.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

OUTSIDE = -1
"""The number of a node outside the band."""

MOST = 2_000_000
"""Nodes up to which boxes without an anchor are searched whole; each takes some 500 bytes."""
CORRIDOR = 400
"""Columns that are searched of a large box beyond that, at least."""


@dataclass(frozen=True, slots=True)
class Band:
    """``n`` x ``m`` sentences; ``lo``, ``hi`` and ``start`` (first node number) of n + 1 rows."""

    n: int
    m: int
    lo: Ints
    hi: Ints
    start: Ints

    @property
    def size(self) -> int:
        """How many nodes."""
        return int(self.start[-1] + self.hi[-1] - self.lo[-1])

    def rows(self) -> Ints:
        """Return ``i`` of every node."""
        import numpy as np

        return np.repeat(np.arange(self.n + 1), self.hi - self.lo)

    def columns(self) -> Ints:
        """Return ``j`` of every node."""
        import numpy as np

        return np.arange(self.size) - np.repeat(self.start - self.lo, self.hi - self.lo)

    def node(self, i: Ints, j: Ints) -> Ints:
        """Return the numbers of the nodes ``(i, j)``, ``OUTSIDE`` where there is none."""
        import numpy as np

        row = np.clip(i, 0, self.n)
        inside = (i >= 0) & (i <= self.n) & (j >= self.lo[row]) & (j < self.hi[row])
        return np.where(inside, self.start[row] + j - self.lo[row], OUTSIDE)


def band(lo: Ints, hi: Ints, m: int) -> Band:
    """Return a band with the bounds made monotone, inside 0..m, and joined up from row to row."""
    import numpy as np

    low = np.maximum.accumulate(np.clip(lo, 0, m))
    high = np.maximum.accumulate(np.clip(hi, 1, m + 1))
    low[0], high[-1] = 0, m + 1
    low = np.minimum.accumulate(low[::-1])[::-1]
    high = np.maximum(high, low + 1)
    high[:-1] = np.maximum(high[:-1], low[1:] + 1)
    high = np.maximum.accumulate(high)
    width = high - low
    start = np.concatenate([[0], np.cumsum(width)[:-1]])
    return Band(len(low) - 1, m, low, high, start)


def whole(n: int, m: int) -> Band:
    """Return the band that is the whole grid."""
    import numpy as np

    return band(np.zeros(n + 1, np.int64), np.full(n + 1, m + 1, np.int64), m)


def around(points: Ints, n: int, m: int, pad: int, reach: int) -> Band:
    """Return the band around anchor points, shape ``(k, 2)``, rising in both columns.

    Row ``i`` spans from the anchor ``reach`` before to the anchor ``reach`` after it, and ``pad``
    more on both sides: where anchors are far apart the whole box between them is searched. If that
    comes to more than ``MOST`` nodes, boxes large both ways are searched along their diagonals
    only: two texts that have nothing in common would fill the memory.
    """
    import numpy as np

    path = np.concatenate([[[0, 0]], points, [[n, m]]])
    rows = np.arange(n + 1)
    last = len(path) - 1
    before = np.searchsorted(path[:, 0], rows, side="right") - 1 - reach
    after = np.searchsorted(path[:, 0], rows, side="left") + reach
    first, end = path[np.clip(before, 0, last)], path[np.clip(after, 0, last)]
    lo, hi = np.maximum(first[:, 1] - pad, 0), np.minimum(end[:, 1] + pad, m) + 1
    if int((hi - lo).sum()) > MOST:
        wide = max(CORRIDOR, MOST // len(rows))
        boxed = (hi - lo > wide) & (end[:, 0] - first[:, 0] > wide)
        middle = np.interp(rows, path[:, 0], path[:, 1]).astype(np.int64)
        lo = np.where(boxed, np.maximum(lo, middle - wide // 2), lo)
        hi = np.where(boxed, np.minimum(hi, middle + wide // 2), hi)
    return band(lo, hi, m)


def likely(grid: Band, nodes: NDArray[np.float64], least: float, pad: int) -> Band:
    """Return the band of the nodes that are at least that probable, ``pad`` wider on all sides."""
    import numpy as np

    keep = np.flatnonzero(nodes >= least)
    rows, columns = grid.rows()[keep], grid.columns()[keep]
    lo, hi = np.full(grid.n + 1, grid.m), np.zeros(grid.n + 1, np.int64)
    np.minimum.at(lo, rows, columns)
    np.maximum.at(hi, rows, columns)
    lo[0], hi[-1] = 0, grid.m
    # rows inside a bead have no node of their own: they take the bounds of the rows around them
    lo = np.minimum.accumulate(lo[::-1])[::-1]
    hi = np.maximum.accumulate(hi)
    lo = np.concatenate([np.full(pad, 0), lo])[: grid.n + 1] - pad
    hi = np.concatenate([hi[pad:], np.full(pad, grid.m)])[-grid.n - 1 :] + pad + 1
    return band(lo, hi, grid.m)
