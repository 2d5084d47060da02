"""First pass: pairs of sentences that clearly belong together, in order.

Sentences become short dense vectors: each unit has a fixed random direction, a source unit the sum
of the directions of its translations. Products of such vectors approximate the cosine of the
sparse ones (Johnson-Lindenstrauss) and are cheap enough for a whole grid. Long documents are
matched coarse to fine: blocks of sentences first, then within a band around the blocks' path.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.alignment.band import Band, around, whole
from aligner.alignment.table import Tables, expand

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.alignment.side import Side

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

DIRECTIONS = 128
WHOLE = 700
"""Sentences of a side up to which the whole grid is looked at."""


def sentence_vectors(src: Side, tgt: Side, tables: Tables) -> tuple[Floats, Floats]:
    """Return vectors of both sides, (sentences, 128), not normalised: sums are block vectors."""
    import numpy as np

    directions = _directions(len(tgt.vocabulary))
    directions *= (-np.log(tables.tgt_share)).astype(np.float32)[:, None] / 8.0
    found = expand(tables.forward, np.arange(len(src.vocabulary)))
    units = np.zeros((len(src.vocabulary), DIRECTIONS), np.float32)
    if len(found.row):
        rare = np.minimum(0.02 / tables.tgt_share[found.column], 1.0)
        first = np.flatnonzero(np.diff(found.row, prepend=-1))
        scaled = directions[found.column]
        scaled *= (found.value * rare).astype(np.float32)[:, None]
        units[found.row[first]] = np.add.reduceat(scaled, first, axis=0)
    return _gather(units, src), _gather(directions, tgt)


def _directions(count: int) -> Floats:
    """Return random directions, (count, 128): corners of a cube (Achlioptas 2003).

    The bits are those of SplitMix64 (Steele et al. 2014), the same everywhere and at once.
    """
    import numpy as np

    state = np.arange(1, 2 * count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    state ^= state >> np.uint64(31)
    bits = np.unpackbits(state.astype("<u8").view(np.uint8)).reshape(count, DIRECTIONS)
    return (bits * np.float32(2) - np.float32(1)) / np.float32(DIRECTIONS**0.5)


def _gather(units: Floats, side: Side) -> Floats:
    import numpy as np

    out = np.zeros((side.count, units.shape[1]), np.float32)
    for at in range(0, side.count, 512):
        stop = min(at + 512, side.count)
        first, last = side.start[at], side.start[stop]
        if last > first:
            filled = np.flatnonzero(np.diff(side.start[at : stop + 1])) + at
            rows = units[side.ids[first:last]]
            out[filled] = np.add.reduceat(rows, side.start[filled] - first, axis=0)
    return out


def find_anchors(src: Floats, tgt: Floats) -> Ints:
    """Return pairs (i, j), shape (k, 2), rising in both, that match each other well."""
    n, m = len(src), len(tgt)
    if max(n, m) <= WHOLE:
        return _match(src, tgt, whole(n, m))
    coarse = find_anchors(_halve(src), _halve(tgt)) * 2
    return _match(src, tgt, around(coarse, n, m, pad=24, reach=6))


def _halve(rows: Floats) -> Floats:
    import numpy as np

    odd = np.zeros((len(rows) % 2, rows.shape[1]), rows.dtype)
    return np.concatenate([rows, odd]).reshape(-1, 2, rows.shape[1]).sum(axis=1)  # type: ignore[no-any-return]


def _normal(rows: Floats) -> Floats:
    import numpy as np

    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)  # type: ignore[no-any-return]


def _match(src: Floats, tgt: Floats, band: Band) -> Ints:
    """Best 1-1 path through the band: what a match is worth is its cosine beyond the usual."""
    import numpy as np

    one, other = _normal(src), _normal(tgt)
    usual = float(np.mean([_row(one, other, band, i).std() for i in range(0, band.n, 7)])) * 2.0
    best = np.zeros(band.m + 1, np.float32)
    moves = []
    known = 0
    for i in range(band.n):
        lo, hi = int(band.lo[i]), min(int(band.hi[i]), band.m)
        if hi > known:  # no column beyond has been looked at
            best[known + 1 : hi + 1] = best[known]
            known = hi
        row = _row(one, other, band, i)
        worth = np.maximum(row - np.add.reduce(row) / np.float32(max(1, len(row))) - usual, 0)
        taken = best[lo:hi] + worth
        up = best[lo + 1 : hi + 1]
        take = (taken > up) & (worth > 0)
        fresh = best[lo : hi + 1]
        fresh[1:] = np.where(take, taken, up)
        through = np.maximum.accumulate(fresh)
        moves.append((lo, take, through[1:] > fresh[1:]))
        best[lo : hi + 1] = through
    return _walk_back(moves, band.m)


def _row(one: Floats, other: Floats, band: Band, i: int) -> Floats:
    lo, hi = int(band.lo[i]), min(int(band.hi[i]), band.m)
    return other[lo:hi] @ one[i]  # type: ignore[no-any-return]


def _walk_back(moves: list[tuple[int, np.ndarray, np.ndarray]], m: int) -> Ints:
    import numpy as np

    pairs = []
    j = m
    for i in range(len(moves) - 1, -1, -1):
        lo, take, left = moves[i]
        j = min(j, lo + len(take))
        while j > lo and left[j - lo - 1]:
            j -= 1
        if j > lo and take[j - lo - 1]:
            pairs.append((i, j - 1))
            j -= 1
    return np.array(pairs[::-1], np.int64).reshape(-1, 2)
