"""Hard anchors: pairs of sentences before which both sides start anew, whatever the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aligner.alignment.band import band
from aligner.errors import AlignmentError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.alignment.band import Band

    Ints = NDArray[np.int64]

Anchors = Sequence[tuple[int, int]]


def check_anchors(anchors: Anchors, n: int, m: int) -> None:
    """Raise ``AlignmentError`` for anchors outside the articles or out of order."""
    before = (-1, -1)
    for anchor in anchors:
        if not (0 <= anchor[0] <= n and 0 <= anchor[1] <= m):
            raise AlignmentError(
                f"anchor {anchor[0]}-{anchor[1]}: the articles have {n} and {m} sentences"
            )
        if anchor[0] <= before[0] or anchor[1] <= before[1]:
            raise AlignmentError(
                f"anchor {anchor[0]}-{anchor[1]} after {before[0]}-{before[1]}: both must rise"
            )
        before = anchor


def agreeing(points: Ints, anchors: Anchors) -> Ints:
    """Return the points that agree with the anchors, and the anchors, in order."""
    import numpy as np

    if not anchors:
        return points
    hard = np.array(anchors, np.int64)
    rank = [np.searchsorted(hard[:, side], points[:, side], side="right") for side in (0, 1)]
    kept = points[rank[0] == rank[1]]
    both = np.concatenate([kept, hard])
    return np.unique(both, axis=0)


def pin(grid: Band, anchors: Anchors) -> Band:
    """Return the band without the nodes from which no path leads through the anchors."""
    import numpy as np

    if not anchors:
        return grid
    rows, lo, hi = np.arange(grid.n + 1), grid.lo.copy(), grid.hi.copy()
    for i, j in anchors:
        lo[i], hi[i] = min(lo[i], j), max(hi[i], j + 1)
        lo = np.where(rows > i, np.maximum(lo, j), lo)
        hi = np.where(rows < i, np.minimum(hi, j + 1), hi)
    return band(lo, hi, grid.m)


def crossing(grid: Band, types: Sequence[tuple[int, int]], anchors: Anchors) -> NDArray[np.bool_]:
    """Return the beads, (nodes, types), that step over an anchor."""
    import numpy as np

    rows, columns = grid.rows(), grid.columns()
    bad = np.zeros((grid.size, len(types)), bool)
    reach = max(x for x, _ in types)
    for i, j in anchors:
        first, last = max(0, i - reach), min(grid.n, i)
        here = slice(int(grid.start[first]), int(grid.start[last] + grid.hi[last] - grid.lo[last]))
        row, column = rows[here], columns[here]
        for kind, (x, y) in enumerate(types):
            before = (row + x <= i) & (column + y <= j)
            after = (row >= i) & (column >= j)
            bad[here, kind] |= ~before & ~after
    return bad
