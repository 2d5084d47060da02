"""What the figures of a bead say: both sides have some and not one in common, or one of their own.

In lists and round-ups (results, prices, regions) sentences differ in a name and a figure only, and
where each side picks its own, all the rest of a stranger is covered. Of news sentences that
translate each other and both have values 1 in 100 share none, of neighbours 4 in 5.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.alignment.amounts import MARK
from aligner.alignment.band import OUTSIDE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.alignment.band import Band
    from aligner.alignment.dp import Lattice
    from aligner.alignment.side import Side

    Flags = NDArray[np.bool_]
    Homes = dict[str, NDArray[np.int64]]

AGAINST = 3.0
"""Log-odds against a bead whose sides have values and share no figure; less than the counts above
say, as the lexical signal counts figures, too."""
OWN = 2.0
"""Log-odds for a bead with a value that stands in it and nowhere else, on both sides."""

_VALUE = re.compile(rf"{MARK}.*[\d%]")
"""Not dates and times, which end in a letter: they are told in too many ways."""
_FIGURE = re.compile(rf"{MARK}.*|.*\d.*\d.*")
"""Any amount, and any number of two digits as it is written."""


def mind_figures(grid: Lattice, src: Side, tgt: Side) -> Lattice:
    """Return the lattice with what its figures say for and against each bead."""
    import numpy as np

    values = [np.concatenate([[0], np.cumsum(_with_values(side))]) for side in (src, tgt)]
    if not values[0][-1] or not values[1][-1]:
        return grid
    band, beads = grid.band, grid.beads.copy()
    rows, columns = band.rows(), band.columns()
    agree, own = (np.append(flags, False) for flags in _shared(band, src, tgt))
    for kind, (x, y) in enumerate(grid.types):
        here = np.flatnonzero(_any(values[0], rows, x) & _any(values[1], columns, y))
        sharing, owning = np.zeros((2, len(here)), bool)
        for step in range(x * y):
            nodes = band.node(rows[here] + step // y, columns[here] + step % y)
            sharing |= agree[nodes]
            owning |= own[nodes]
        beads[here, kind] += np.where(owning, OWN, np.where(sharing, 0.0, -AGAINST))
    return replace(grid, beads=beads)


def _any(counts: NDArray[np.int64], at: NDArray[np.int64], size: int) -> Flags:
    import numpy as np

    flags: Flags = counts[np.minimum(at + size, len(counts) - 1)] > counts[at]
    return flags


def _with_values(side: Side) -> Flags:
    """Tell which sentences have a value, dates and small whole numbers aside."""
    import numpy as np

    value = np.array([_VALUE.fullmatch(unit) is not None for unit in side.vocabulary], bool)
    flags = np.zeros(side.count, bool)
    flags[side.owners()[value[side.ids]]] = True
    return flags


def _shared(band: Band, src: Side, tgt: Side) -> tuple[Flags, Flags]:
    """Tell of each node whether its two sentences share a figure, and a value of theirs alone."""
    import numpy as np

    figures = {unit for unit in src.vocabulary if _FIGURE.fullmatch(unit)} & set(tgt.vocabulary)
    homes = _homes(src, figures), _homes(tgt, figures)
    agree, own = np.zeros((2, band.size), bool)
    for unit in figures:
        rows, columns = homes[0][unit], homes[1][unit]
        nodes = band.node(np.repeat(rows, len(columns)), np.tile(columns, len(rows)))
        nodes = nodes[nodes != OUTSIDE]
        agree[nodes] = True
        if len(rows) == len(columns) == 1 and _VALUE.fullmatch(unit):
            own[nodes] = True
    return agree, own


def _homes(side: Side, wanted: set[str]) -> Homes:
    """Return the sentences of each of these units."""
    import numpy as np

    owners = side.owners()
    return {
        unit: np.flatnonzero(np.bincount(owners[side.ids == number], minlength=side.count))
        for number, unit in enumerate(side.vocabulary)
        if unit in wanted
    }


__all__ = ["AGAINST", "OWN", "mind_figures"]
