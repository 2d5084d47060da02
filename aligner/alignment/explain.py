"""How well each span of one side explains each sentence of the other: IBM model 1 likelihoods.

For a sentence y and a span of 1..7 neighbouring sentences x, every unit u of y has the ratio
``r = sum of p(u | v) over the units v of the span / (units in the span * p(u))``, and

    gain  = sum of log(NULL + (1 - NULL) * r)          how much likelier y is given the span
    cover = sum of weight(u) * (share of u not from NULL)   how much of y has a counterpart
    telling = the same, units that many sentences of y's side have counting less

All are sums over units, hence over sentences: any bead is a sum of at most seven table cells.
Work is units x band width x 7, in blocks, so that memory stays flat.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.alignment.table import distinct, expand

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.alignment.lexicon import Sparse
    from aligner.alignment.side import Side

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

NULL = 0.3
"""Share of units that come from nowhere in an honest translation."""
BLOCK = 64
"""Sentences y for which translations are looked up at once."""
GROUP = 8
"""Sentences y that are explained at once, by all x that any of them reaches."""

CHUNK = 32
"""Ratios multiplied before a logarithm is taken; none is above 1e9 or below ``NULL``."""


@dataclass(frozen=True, slots=True)
class Reach:
    """For each sentence y, the spans looked at start at ``first[y] <= x < stop[y]``; both rise."""

    first: Ints
    stop: Ints


@dataclass(frozen=True, slots=True)
class Explained:
    """Of (y, x start, span length - 1), rows as in ``Reach``, y by y."""

    gain: Floats
    cover: Floats
    telling: Floats


def explain(
    table: Sparse, share: NDArray[np.float64], sides: tuple[Side, Side], reach: Reach, spans: int
) -> Explained:
    """Explain the sentences of ``sides[1]`` by spans of ``sides[0]``.

    ``table`` rows are units of ``sides[0]``; ``share`` belongs to the units of ``sides[1]``.
    """
    import numpy as np

    one, other = sides
    weight = unit_weights(share)
    tells = weight * telling(other)
    count = reach.stop - reach.first
    place = np.concatenate([[0], np.cumsum(count)])
    gain = np.zeros((place[-1], spans), np.float32)
    cover = np.zeros((place[-1], spans), np.float32)
    told = np.zeros((place[-1], spans), np.float32)
    size = np.concatenate([[0], np.cumsum(np.diff(one.start)), np.full(spans, len(one.ids))])
    filled = np.flatnonzero((np.diff(other.start) > 0) & (count > 0))
    for low, ys, ratios in _ratios(table, share, sides, reach, (filled, spans)):
        first = int(reach.first[ys[0]])
        starts = np.arange(first, int(reach.stop[ys[-1]]))
        sizes = other.start[ys + 1] - other.start[ys]
        chunks, chunk_of = _chunks(sizes.tolist())
        units = np.concatenate([other.ids[other.start[y] : other.start[y + 1]] for y in ys])
        weights = np.zeros((2, len(units), len(ys)), np.float32)
        owner = np.repeat(np.arange(len(ys)), sizes)
        weights[:, np.arange(len(units)), owner] = weight[units], tells[units]
        summed = np.zeros((len(starts), len(units)), np.float32)
        found = np.empty((3, spans, len(starts), len(ys)), np.float32)
        for span in range(spans):
            summed += ratios[first - low + span :][: len(starts)]
            inside = np.maximum(size[starts + span + 1] - size[starts], 1)
            spread = summed * ((1 - NULL) / inside).astype(np.float32)[:, None]
            both = spread + np.float32(NULL)
            # The logarithm of a product is a third of the work of the sum of logarithms.
            product = np.multiply.reduceat(both, chunks, axis=1, dtype=np.float64)
            found[0, span] = np.add.reduceat(np.log(product), chunk_of, axis=1)
            spread /= both
            found[1:, span] = spread @ weights
        for at, y in enumerate(ys.tolist()):
            rows = slice(int(reach.first[y]) - first, int(reach.stop[y]) - first)
            gain[place[y] : place[y + 1]] = found[0, :, rows, at].T
            cover[place[y] : place[y + 1]] = found[1, :, rows, at].T
            told[place[y] : place[y + 1]] = found[2, :, rows, at].T
    return Explained(gain, cover, told)


def _chunks(sizes: list[int]) -> tuple[list[int], list[int]]:
    """Return where the chunks of runs of these sizes begin, and the first chunk of each run."""
    begins: list[int] = []
    firsts: list[int] = []
    at = 0
    for size in sizes:
        firsts.append(len(begins))
        begins += range(at, at + size, CHUNK)
        at += size
    return begins, firsts


def telling(side: Side) -> Floats:
    """Return how much each unit tells sentences apart: 1 if one has it, next to 0 if all have it.

    What a list or the matter of an article repeats in every line covers strangers, too.
    """
    import numpy as np

    size = len(side.vocabulary)
    seen = np.ones(size)
    if size:
        key, _ = distinct(side.owners() * size + side.ids)
        seen = np.maximum(np.bincount(key % size, minlength=size), 1)
    return (1 - np.log(seen) / np.log(side.count + 1)).astype(np.float32)  # type: ignore[no-any-return]


def unit_weights(share: NDArray[np.float64]) -> Floats:
    """Return how much each unit counts for coverage: rare ones more, up to 1."""
    import numpy as np

    return np.clip(-np.log(share) / 9.0, 0.05, 1.0).astype(np.float32) ** 2


def _ratios(
    table: Sparse,
    share: NDArray[np.float64],
    sides: tuple[Side, Side],
    reach: Reach,
    what: tuple[Ints, int],
) -> Iterator[tuple[int, Ints, Floats]]:
    """Yield the first x, a group of y, and p(u | x) / p(u): (sentences x, units of all these y).

    ``what`` is all y that have units, and the longest span. Rows beyond the last x are 0.
    """
    import numpy as np

    one, other = sides
    filled, spans = what
    number = np.empty(len(other.vocabulary), np.int64)
    for at in range(0, len(filled), BLOCK):
        block = filled[at : at + BLOCK]
        low, high = int(reach.first[block[0]]), int(reach.stop[block[-1]]) + spans
        number.fill(-1)
        number[other.ids[other.start[block[0]] : other.start[block[-1] + 1]]] = 0
        known = np.flatnonzero(number == 0)
        number[known] = np.arange(len(known))
        found = _unfold(table, one, (low, high), (number, len(known)))
        found *= (1.0 / share[known]).astype(np.float32)
        for start in range(0, len(block), GROUP):
            ys = block[start : start + GROUP]
            units = np.concatenate([other.ids[other.start[y] : other.start[y + 1]] for y in ys])
            yield low, ys, found[:, number[units]]


def _unfold(table: Sparse, one: Side, span: tuple[int, int], columns: tuple[Ints, int]) -> Floats:
    """Return p(u | x) for the sentences x of ``span`` and the units numbered in ``columns``."""
    import numpy as np

    (low, high), (number, width) = span, columns
    stop = min(high, one.count)
    found = expand(table, one.ids[one.start[low] : one.start[stop]])
    column = number[found.column]
    keep = np.flatnonzero(column >= 0)
    owner = np.repeat(np.arange(stop - low), np.diff(one.start[low : stop + 1]))
    key = owner[found.row[keep]] * width + column[keep]
    flat = np.bincount(key, weights=found.value[keep], minlength=(high - low) * width)
    return flat.reshape(high - low, width).astype(np.float32)
