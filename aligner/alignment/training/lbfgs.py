"""Minimise a smooth function: limited-memory BFGS with a backtracking line search.

Nocedal & Wright, Numerical Optimization (2006), algorithms 7.4 and 7.5. Does no bounds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Objective = Callable[[Floats], tuple[float, Floats]]

MEMORY = 12
ENOUGH = 1e-5
"""Relative fall of the value below which the search ends."""


def minimise(objective: Objective, start: Floats, rounds: int) -> Floats:
    """Return a point near a minimum of ``objective``, which gives value and gradient."""
    import numpy as np

    point = start.astype(np.float64)
    value, slope = objective(point)
    pairs: list[tuple[Floats, Floats]] = []
    for _ in range(rounds):
        step = _direction(slope, pairs)
        if float(step @ slope) >= 0:
            pairs.clear()
            step = -slope
        length = 1.0 if pairs else 1.0 / max(1.0, float(np.abs(slope).sum()))
        for _ in range(25):
            fresh = point + length * step
            fresh_value, fresh_slope = objective(fresh)
            if fresh_value <= value + 1e-4 * length * float(step @ slope):
                break
            length /= 2
        else:
            return point
        move, turn = fresh - point, fresh_slope - slope
        if float(move @ turn) > 1e-10:
            pairs = [*pairs[-(MEMORY - 1) :], (move, turn)]
        done = value - fresh_value < ENOUGH * max(1.0, abs(value))
        point, value, slope = fresh, fresh_value, fresh_slope
        if done:
            break
    return point


def _direction(slope: Floats, pairs: list[tuple[Floats, Floats]]) -> Floats:
    step = -slope
    factors = []
    for move, turn in reversed(pairs):
        factor = float(move @ step) / float(move @ turn)
        step = step - factor * turn
        factors.append(factor)
    if pairs:
        move, turn = pairs[-1]
        step = step * (float(move @ turn) / float(turn @ turn))
    for (move, turn), factor in zip(pairs, reversed(factors), strict=True):
        step = step + (factor - float(turn @ step) / float(move @ turn)) * move
    return step
