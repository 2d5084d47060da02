"""Learn the document's own words from beads one is sure of: IBM model 1, two rounds.

Names and terms that no table holds come back within a document; what is seen together in two beads
or more is added to the tables. A link seen in one bead only is discounted away, since it would
merely repeat the alignment it came from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.alignment.lexicon import Sparse
from aligner.alignment.table import Entries, Tables, compress, distinct, expand

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.alignment.side import Side

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

ROUNDS = 2
PRIOR = 3.0
"""How many occurrences the probability known beforehand is worth."""
DISCOUNT = 0.8
"""Taken off every expected count, so that a single bead proves nothing."""
FLOOR = 2e-3
"""Probability granted to links nothing is known about, before the first round."""
COMMON = 0.25
"""Units in more than this share of the beads are too common to learn about."""

Range = tuple[range, range]


def learn(
    sides: tuple[Side, Side], beads: Sequence[Range], known: Tables, discount: float = DISCOUNT
) -> Tables:
    """Return ``known`` with what ``beads`` teach about the units of both sides."""
    src = [_distinct(sides[0], bead[0]) for bead in beads]
    tgt = [_distinct(sides[1], bead[1]) for bead in beads]
    forward = _one_way(src, tgt, known.forward, (len(sides[1].vocabulary), discount))
    backward = _one_way(tgt, src, known.backward, (len(sides[0].vocabulary), discount))
    return replace(known, forward=forward, backward=backward)


def _distinct(side: Side, sentences: range) -> Ints:
    import numpy as np

    ranked = np.sort(side.ids[side.start[sentences.start] : side.start[sentences.stop]])
    return ranked[np.flatnonzero(np.diff(ranked, prepend=-1))]


def _wanted(units: list[Ints], size: int) -> NDArray[np.bool_]:
    """Say which units are in two beads or more, but not in too many."""
    import numpy as np

    seen = np.bincount(np.concatenate(units), minlength=size)
    return (seen > 1) & (seen <= max(8, COMMON * len(units)))


def _one_way(
    rows: list[Ints], columns: list[Ints], known: Sparse, how: tuple[int, float]
) -> Sparse:
    import numpy as np

    width, discount = how

    height = len(known.start) - 1
    if not rows:
        return known
    keep_row, keep_column = _wanted(rows, height), _wanted(columns, width)
    rows = [units[keep_row[units]] for units in rows]
    columns = [units[keep_column[units]] for units in columns]
    row = np.concatenate([np.repeat(r, len(c)) for r, c in zip(rows, columns, strict=True)])
    column = np.concatenate([np.tile(c, len(r)) for r, c in zip(rows, columns, strict=True)])
    bead = np.repeat(
        np.arange(len(rows)), [len(r) * len(c) for r, c in zip(rows, columns, strict=True)]
    )
    if not len(row):
        return known
    link, place = distinct(row * width + column)
    before = _lookup(known, link, width)
    seen = np.bincount(np.concatenate(rows), minlength=height)[link // width]
    # every word of a bead is explained by exactly one word of the other side
    sizes = [len(c) for c in columns]
    cell = np.concatenate(
        [np.tile(np.arange(len(c)), len(r)) for r, c in zip(rows, columns, strict=True)]
    )
    cell += np.concatenate([[0], np.cumsum(sizes)[:-1]])[bead]
    chance = before + FLOOR
    count = np.zeros(len(link))
    for _ in range(ROUNDS):
        share = chance[place]
        share /= np.bincount(cell, weights=share)[cell]
        count = np.maximum(np.bincount(place, weights=share) - discount, 0)
        chance = (count + PRIOR * (before + FLOOR)) / (seen + PRIOR)
    gained = (count + PRIOR * before) / (seen + PRIOR)
    good = (count > 0) & (gained > before)
    fresh = Entries(link[good] // width, link[good] % width, (gained - before)[good])
    old = expand(known, np.arange(height))
    return compress(
        Entries(
            np.concatenate([old.row, fresh.row]),
            np.concatenate([old.column, fresh.column]),
            np.concatenate([old.value, fresh.value]),
        ),
        height,
    )


def _lookup(table: Sparse, link: Ints, width: int) -> Floats:
    """Return the probabilities of the links ``row * width + column``, 0 where there is none."""
    import numpy as np

    rows = np.repeat(np.arange(len(table.start) - 1), np.diff(table.start))
    keys = rows * width + table.column
    if not len(keys):
        return np.zeros(len(link))
    at = np.minimum(np.searchsorted(keys, link), len(keys) - 1)
    return np.where(keys[at] == link, table.value[at], 0.0)
