"""Learn the document's own words from beads one is sure of: IBM model 1, two rounds.

Names and terms that no table holds come back within a document; what is seen together in two beads
or more is added to the tables. A link seen in one bead only is discounted away, since it would
merely repeat the alignment it came from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
    src = _distinct(sides[0], [bead[0] for bead in beads])
    tgt = _distinct(sides[1], [bead[1] for bead in beads])
    forward = _one_way(src, tgt, known.forward, (len(sides[1].vocabulary), discount))
    backward = _one_way(tgt, src, known.backward, (len(sides[0].vocabulary), discount))
    return replace(known, forward=forward, backward=backward)


@dataclass(frozen=True, slots=True)
class _Beads:
    """The units of one side of every bead: ``units[start[b]:start[b + 1]]``, rising, once each."""

    units: Ints
    start: Ints

    def __len__(self) -> int:
        return len(self.start) - 1

    @property
    def sizes(self) -> Ints:
        """How many units each bead has."""
        return self.start[1:] - self.start[:-1]

    def only(self, keep: NDArray[np.bool_]) -> _Beads:
        """Return what is left when units that are not in ``keep`` are taken out."""
        import numpy as np

        kept = keep[self.units]
        return _Beads(self.units[kept], np.concatenate([[0], np.cumsum(kept)])[self.start])


def _distinct(side: Side, sentences: Sequence[range]) -> _Beads:
    import numpy as np

    first = side.start[[part.start for part in sentences]]
    sizes = side.start[[part.stop for part in sentences]] - first
    at = _counting(first, sizes)
    width = len(side.vocabulary)
    keys = np.sort(np.repeat(np.arange(len(sizes)), sizes) * width + side.ids[at])
    keys = keys[np.flatnonzero(np.diff(keys, prepend=-1))]
    start = np.searchsorted(keys, np.arange(len(sizes) + 1) * width)
    return _Beads(keys % max(1, width), start)


def _counting(first: Ints, sizes: Ints) -> Ints:
    """Return ``first[k], first[k] + 1, ...``, ``sizes[k]`` of them, for every k in turn."""
    import numpy as np

    return np.arange(sizes.sum()) + np.repeat(first - np.cumsum(sizes) + sizes, sizes)


def _wanted(beads: _Beads, size: int) -> NDArray[np.bool_]:
    """Say which units are in two beads or more, but not in too many."""
    import numpy as np

    seen = np.bincount(beads.units, minlength=size)
    return (seen > 1) & (seen <= max(8, COMMON * len(beads)))


def _one_way(rows: _Beads, columns: _Beads, known: Sparse, how: tuple[int, float]) -> Sparse:
    import numpy as np

    width, discount = how
    height = len(known.start) - 1
    if not len(rows):
        return known
    rows, columns = rows.only(_wanted(rows, height)), columns.only(_wanted(columns, width))
    # every word of a bead is explained by exactly one word of the other side
    across = np.repeat(columns.sizes, rows.sizes)
    row = np.repeat(rows.units, across)
    cell = _counting(np.repeat(columns.start[:-1], rows.sizes), across)
    if not len(row):
        return known
    link, place = distinct(row * width + columns.units[cell])
    before = _lookup(known, link, width)
    seen = np.bincount(rows.units, minlength=height)[link // width]
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
