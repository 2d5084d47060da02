"""The best single path through a lattice, as steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.alignment.band import OUTSIDE
from aligner.alignment.dp import NEVER, Posteriors, forward

if TYPE_CHECKING:
    import numpy as np

    from aligner.alignment.band import Band
    from aligner.alignment.dp import Lattice

TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Step:
    """From node ``(i, j)``: ``x`` source and ``y`` target sentences; ``type`` -1 for a gap."""

    i: int
    j: int
    x: int
    y: int
    node: int
    type: int = -1


def best_path(lattice: Lattice) -> list[Step]:
    """Return the steps of the best path, first to last.

    Ties go to the bead that comes first in ``Lattice.types``, beads before gaps.
    """
    grid, best = lattice.band, forward(lattice, best=True)
    steps: list[Step] = []
    i, j = grid.n, grid.m
    state = "any"
    while (i, j) != (0, 0):
        node = int(grid.start[i] + j - grid.lo[i])
        values = {"match": best.match[node], "src": best.src_gap[node], "tgt": best.tgt_gap[node]}
        if state == "any":
            state = max(values, key=lambda name: values[name])
        elif state.startswith("open-"):
            del values[state.removeprefix("open-")]
            state = max(values, key=lambda name: values[name])
        if state == "match":
            step = _bead_into(lattice, best.total, i, j)
            state = "any"
        elif state == "src":
            before = int(grid.start[i - 1] + j - grid.lo[i - 1])
            step = Step(i - 1, j, 1, 0, before)
            run = best.src_gap[before] + lattice.src_gap[i - 1]
            state = "src" if _same(run, best.src_gap[node]) else "open-src"
        else:
            step = Step(i, j - 1, 0, 1, node - 1)
            run = best.tgt_gap[node - 1] + lattice.tgt_gap[j - 1]
            state = "tgt" if _same(run, best.tgt_gap[node]) else "open-tgt"
        steps.append(step)
        i, j = step.i, step.j
    steps.reverse()
    return steps


def confidences(steps: Sequence[Step], chances: Posteriors, grid: Band) -> list[float]:
    """Return the probability of each step, 0 to 1.

    That of a gap is the probability that its sentence stays alone, wherever on the other side it
    is left out: where both sides have sentences of their own, they may come in any order.
    """
    import numpy as np

    src_alone = np.bincount(grid.rows(), weights=chances.src_gap, minlength=grid.n + 1)
    tgt_alone = np.bincount(grid.columns(), weights=chances.tgt_gap, minlength=grid.m + 1)

    def chance(step: Step) -> float:
        if step.type >= 0:
            return float(chances.beads[step.node, step.type])
        return float(src_alone[step.i] if step.x else tgt_alone[step.j])

    return [min(1.0, max(0.0, chance(step))) for step in steps]


def _same(one: np.float64, other: np.float64) -> bool:
    return abs(float(one - other)) <= TOLERANCE * max(1.0, abs(float(other)))


def _bead_into(lattice: Lattice, total: np.ndarray, i: int, j: int) -> Step:
    grid = lattice.band
    best = -float("inf")
    found = Step(i, j, 0, 0, OUTSIDE)
    for kind, (x, y) in enumerate(lattice.types):
        row, column = i - x, j - y
        node = OUTSIDE
        if row >= 0 and grid.lo[row] <= column < grid.hi[row]:
            node = int(grid.start[row] + column - grid.lo[row])
        score = NEVER if node == OUTSIDE else float(total[node] + lattice.beads[node, kind])
        if score > best:
            best, found = score, Step(row, column, x, y, node, kind)
    return found
