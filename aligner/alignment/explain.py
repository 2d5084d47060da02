"""How well each span of one side explains each sentence of the other: IBM model 1 likelihoods.

For a sentence y and a span of 1..7 neighbouring sentences x, every unit u of y has the ratio
``r = sum of p(u | v) over the units v of the span / (units in the span * p(u))``, and

    gain  = sum of log(NULL + (1 - NULL) * r)          how much likelier y is given the span
    cover = sum of weight(u) * (share of u not from NULL)   how much of y has a counterpart

Both are sums over units, hence over sentences: any bead is a sum of at most seven table cells.
Work is units x band width x 7, in blocks, so that memory stays flat.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.alignment.table import expand

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.alignment.lexicon import Sparse
    from aligner.alignment.side import Side

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

NULL = 0.3
"""Share of units that come from nowhere in an honest translation."""
BLOCK = 192
"""Sentences x whose explanations are unfolded at once."""


@dataclass(frozen=True, slots=True)
class Reach:
    """For each sentence y, the spans looked at start at ``first[y] <= x < stop[y]``."""

    first: Ints
    stop: Ints


@dataclass(frozen=True, slots=True)
class Explained:
    """``gain`` and ``cover`` of (y, x start, span length - 1), rows as in ``Reach``, y by y."""

    gain: Floats
    cover: Floats


def explain(
    table: Sparse, share: NDArray[np.float64], sides: tuple[Side, Side], reach: Reach, spans: int
) -> Explained:
    """Explain the sentences of ``sides[1]`` by spans of ``sides[0]``.

    ``table`` rows are units of ``sides[0]``; ``share`` belongs to the units of ``sides[1]``.
    """
    import numpy as np

    one, other = sides
    weight = unit_weights(share)
    total = int((reach.stop - reach.first).sum())
    gain = np.zeros((total, spans), np.float32)
    cover = np.zeros((total, spans), np.float32)
    size = np.concatenate([[0.0], np.cumsum(np.diff(one.start))])
    at = 0
    for y, low, ratios in _ratios(table, share, sides, reach, spans):
        starts = int(reach.stop[y] - reach.first[y])
        ids = other.ids[other.start[y] : other.start[y + 1]]
        if len(ids) and starts:
            running = np.zeros((len(ratios) + 1, len(ids)), np.float32)
            np.cumsum(ratios, axis=0, out=running[1:])
            head = np.arange(starts)[:, None]
            tail = np.minimum(head + np.arange(1, spans + 1), len(ratios))
            units = np.maximum(size[low + tail] - size[low + head], 1.0)
            spread = (running[tail] - running[head]) * ((1 - NULL) / units)[:, :, None]
            spread = np.maximum(spread, 0, out=spread).astype(np.float32, copy=False)
            both = spread + np.float32(NULL)
            gain[at : at + starts] = np.log(both).sum(axis=2)
            spread /= both
            cover[at : at + starts] = spread @ weight[ids]
        at += starts
    return Explained(gain, cover)


def unit_weights(share: NDArray[np.float64]) -> Floats:
    """Return how much each unit counts for coverage: rare ones more, up to 1."""
    import numpy as np

    return np.clip(-np.log(share) / 9.0, 0.05, 1.0).astype(np.float32) ** 2


def _ratios(
    table: Sparse, share: NDArray[np.float64], sides: tuple[Side, Side], reach: Reach, spans: int
) -> Iterator[tuple[int, int, Floats]]:
    """Yield y, the first x of its reach, and p(u | x) / p(u): (sentences x, units of y)."""
    import numpy as np

    one, other = sides
    low = high = 0
    block = np.zeros((0, 0), np.float32)
    scale = (1.0 / share).astype(np.float32)
    for y in range(other.count):
        first = int(reach.first[y])
        stop = min(int(reach.stop[y]) + spans - 1, one.count)
        if first < low or stop > high:
            low, high = first, min(one.count, max(stop, first + BLOCK))
            block = _unfold(table, one, low, high, len(other.vocabulary))
        ids = other.ids[other.start[y] : other.start[y + 1]]
        yield y, first, block[first - low : max(stop, first) - low][:, ids] * scale[ids]


def _unfold(table: Sparse, one: Side, low: int, high: int, width: int) -> Floats:
    import numpy as np

    first, last = int(one.start[low]), int(one.start[high])
    found = expand(table, one.ids[first:last])
    owner = np.repeat(np.arange(high - low), np.diff(one.start[low : high + 1]))
    key = owner[found.row] * width + found.column
    flat = np.bincount(key, weights=found.value, minlength=(high - low) * width)
    return flat.reshape(high - low, width).astype(np.float32)
