"""Sums and maxima over all monotone paths of beads through a band; knows nothing of text.

A path is a sequence of beads from node (0, 0) to (n, m): beads with both sides, or runs of
sentences with nothing on the other side, whose cost is affine (open once, then by the sentence).
Semi-Markov forward-backward gives the probability of each bead; Viterbi the best path. Scores are
natural logarithms and add up. Time and memory are nodes x bead types.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aligner.alignment.band import OUTSIDE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.alignment.band import Band

    Floats = NDArray[np.float64]

NEVER = -1e30
"""The score of what cannot be: large enough to lose, finite enough to add."""


def bead_types(longest: int, narrow: int = 3) -> tuple[tuple[int, int], ...]:
    """Return the shapes ``(x, y)`` with x + y <= ``longest`` and the smaller side <= ``narrow``."""
    return tuple(
        (x, y)
        for x in range(1, longest)
        for y in range(1, longest)
        if x + y <= longest and min(x, y) <= narrow
    )


@dataclass(frozen=True, slots=True)
class Lattice:
    """Scores of everything a path may be made of.

    ``beads``: (nodes, types), the bead of that type which starts at that node. ``src_gap`` (n,)
    and ``tgt_gap`` (m,): leaving that sentence without counterpart; ``src_open``, ``tgt_open``: the
    first of a run, at that sentence.
    """

    band: Band
    types: tuple[tuple[int, int], ...]
    beads: NDArray[np.floating[Any]]
    src_gap: Floats
    tgt_gap: Floats
    src_open: Floats
    tgt_open: Floats


@dataclass(frozen=True, slots=True)
class Posteriors:
    """Probabilities: ``beads`` like ``Lattice.beads``; the gaps by node they leave from."""

    log_total: float
    beads: Floats
    src_gap: Floats
    tgt_gap: Floats
    src_open: float
    tgt_open: float

    @property
    def nodes(self) -> Floats:
        """The probability that the path leads through each node (the last one aside)."""
        return self.beads.sum(axis=1) + self.src_gap + self.tgt_gap  # type: ignore[no-any-return]


def ends(lattice: Lattice) -> NDArray[np.int32]:
    """Return the node where each bead ends, (nodes, types); ``OUTSIDE`` where there is none."""
    import numpy as np

    rows, columns = lattice.band.rows(), lattice.band.columns()
    stops = np.empty((lattice.band.size, len(lattice.types)), np.int32)
    for kind, (x, y) in enumerate(lattice.types):
        stops[:, kind] = lattice.band.node(rows + x, columns + y)
    return stops


def _starts(lattice: Lattice) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the node where each bead that ends at a node starts, and the node one row up."""
    import numpy as np

    rows, columns = lattice.band.rows(), lattice.band.columns()
    starts = np.empty((lattice.band.size, len(lattice.types)), np.int32)
    for kind, (x, y) in enumerate(lattice.types):
        starts[:, kind] = lattice.band.node(rows - x, columns - y)
    return starts, lattice.band.node(rows - 1, columns).astype(np.int32)


@dataclass(frozen=True, slots=True)
class _Sweep:
    """Log sums of the paths to (or from) each node, by what the last (first) step was."""

    match: Floats
    src_gap: Floats
    tgt_gap: Floats
    total: Floats


def _log_sum(values: Floats) -> Floats:
    import numpy as np

    peak = values.max(axis=1)
    values -= peak[:, None]
    return np.maximum(peak + np.log(np.exp(values, out=values).sum(axis=1)), NEVER)  # type: ignore[no-any-return]


def _peak(values: Floats) -> Floats:
    import numpy as np

    return np.maximum(values.max(axis=1), NEVER)  # type: ignore[no-any-return]


def forward(lattice: Lattice, *, best: bool = False) -> _Sweep:
    """Sum (``best``: maximise) over the paths from (0, 0) to each node."""
    import numpy as np

    grid = lattice.band
    size = grid.size
    fold, join = (_peak, np.maximum) if best else (_log_sum, np.logaddexp)
    # One entry more than nodes: OUTSIDE, -1, is a node that no path comes from.
    match, src, tgt, total = (np.full(size + 1, NEVER) for _ in range(4))
    sources, above = _starts(lattice)
    into = lattice.beads[sources, np.arange(len(lattice.types))]
    column = np.concatenate([[0.0], np.cumsum(lattice.tgt_gap)])
    bounds = zip(grid.lo.tolist(), grid.hi.tolist(), grid.start.tolist(), strict=True)
    for i, (lo, hi, at) in enumerate(bounds):
        stop = at + hi - lo
        if i == 0:
            match[0] = 0.0
        else:
            up = above[at:stop]
            match[at:stop] = fold(total[sources[at:stop]] + into[at:stop])
            opened = join(match[up], tgt[up]) + lattice.src_open[i - 1]
            src[at:stop] = join(opened, src[up]) + lattice.src_gap[i - 1]
        entry = join(match[at:stop], src[at:stop])
        total[at:stop] = entry
        if hi - lo > 1:
            enter = entry[:-1] + lattice.tgt_open[lo : hi - 1] - column[lo : hi - 1]
            tgt[at + 1 : stop] = join.accumulate(enter) + column[lo + 1 : hi]
            total[at:stop] = join(entry, tgt[at:stop])
    return _Sweep(match[:-1], src[:-1], tgt[:-1], total[:-1])


def backward(lattice: Lattice, stops: NDArray[np.int32]) -> _Sweep:
    """Sum over the paths from each node to (n, m).

    ``match`` of the result is the sum of all ways on that start with a bead; ``src_gap`` and
    ``tgt_gap`` the sums given that the step before was such a gap, ``total`` that it was a bead.
    """
    import numpy as np

    grid = lattice.band
    match, src, tgt, total = (np.full(grid.size + 1, NEVER) for _ in range(4))
    column = np.concatenate([[0.0], np.cumsum(lattice.tgt_gap)])
    under = grid.node(grid.rows() + 1, grid.columns())
    bounds = list(zip(grid.lo.tolist(), grid.hi.tolist(), grid.start.tolist(), strict=True))
    for i in range(grid.n, -1, -1):
        lo, hi, at = bounds[i]
        stop = at + hi - lo
        down, opening = np.full(hi - lo, NEVER), 0.0
        if i == grid.n:
            match[grid.size - 1] = 0.0
        else:
            match[at:stop] = _log_sum(total[stops[at:stop]] + lattice.beads[at:stop])
            down, opening = src[under[at:stop]] + lattice.src_gap[i], lattice.src_open[i]
        on = np.logaddexp(match[at:stop], down + opening)
        tgt[at:stop] = on
        right = np.full(hi - lo, NEVER)
        if hi - lo > 1:
            away = (on + column[lo:hi])[::-1]
            tgt[at:stop] = np.logaddexp.accumulate(away)[::-1] - column[lo:hi]
            right[:-1] = tgt[at + 1 : stop] + (lattice.tgt_gap + lattice.tgt_open)[lo : hi - 1]
        total[at:stop] = np.logaddexp(on, right)
        src[at:stop] = np.logaddexp(np.logaddexp(match[at:stop], down), right)
    return _Sweep(match[:-1], src[:-1], tgt[:-1], total[:-1])


def posteriors(lattice: Lattice) -> Posteriors:
    """Return the probability of every bead and gap under the lattice."""
    import numpy as np

    grid, stops = lattice.band, ends(lattice)
    ahead, after = forward(lattice), backward(lattice, stops)
    whole = float(ahead.total[-1])
    beads = np.where(
        stops == OUTSIDE, NEVER, ahead.total[:, None] + lattice.beads + after.total[stops] - whole
    )
    rows, columns = grid.rows(), grid.columns()
    below = grid.node(rows + 1, columns)
    down = np.where(
        (below == OUTSIDE) | (rows == grid.n),
        NEVER,
        after.src_gap[below] + np.append(lattice.src_gap, 0.0)[rows] - whole,
    )
    beside = grid.node(rows, columns + 1)
    right = np.where(
        beside == OUTSIDE,
        NEVER,
        after.tgt_gap[beside] + np.append(lattice.tgt_gap, 0.0)[columns] - whole,
    )
    open_src, open_tgt = np.append(lattice.src_open, 0.0)[rows], np.append(lattice.tgt_open, 0.0)
    fresh_down = np.exp(np.logaddexp(ahead.match, ahead.tgt_gap) + open_src + down)
    fresh_right = np.exp(np.logaddexp(ahead.match, ahead.src_gap) + open_tgt[columns] + right)
    return Posteriors(
        whole,
        np.exp(beads),
        fresh_down + np.exp(ahead.src_gap + down),
        fresh_right + np.exp(ahead.tgt_gap + right),
        float(fresh_down.sum()),
        float(fresh_right.sum()),
    )
