"""What speaks for leaving a sentence without a counterpart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.alignment.dp import posteriors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.alignment.dp import Lattice
    from aligner.alignment.marks import Marks
    from aligner.alignment.similarity import SideSums, Signals

    Floats = NDArray[np.float64]

GAP_NAMES = ("always", "log length", "short", "best cover", "alone", "quoted", "no end mark")

HABIT = 3.0
"""Log-odds for leaving any sentence of a side alone where all of that side seem to be alone; half
as much where half of them do. Whole translations do not change."""


def mind_omissions(grid: Lattice, src_body: Floats, tgt_body: Floats) -> Lattice:
    """Return the lattice of a document that leaves out as much as this one seems to.

    The weights expect what they were trained on, where few sentences stay alone. In a translation
    of every other sentence the rest would be glued to its neighbours. ``src_body`` and ``tgt_body``
    are 1 for the sentences that count and are concerned, not for the lines around a text. Not for
    work without a lexical table, where too little tells a pair from two strangers.
    """
    import numpy as np

    chances, band = posteriors(grid), grid.band
    src = np.bincount(band.rows(), chances.src_gap, band.n + 1)[:-1] * src_body
    tgt = np.bincount(band.columns(), chances.tgt_gap, band.m + 1)[:-1] * tgt_body
    return replace(
        grid,
        src_gap=grid.src_gap + HABIT * src_body * src.sum() / max(1.0, src_body.sum()),
        tgt_gap=grid.tgt_gap + HABIT * tgt_body * tgt.sum() / max(1.0, tgt_body.sum()),
    )


def gap_features(signals: Signals) -> tuple[Floats, Floats]:
    """Return the features of every sentence of both sides, (n, features) and (m, features)."""
    import numpy as np

    band = signals.band
    rows, columns = band.rows(), band.columns()
    src_best, tgt_best = np.zeros(band.n + 1), np.zeros(band.m + 1)
    np.maximum.at(src_best, rows, signals.tgt_cover[:, 0])
    np.maximum.at(tgt_best, columns, signals.src_cover[:, 0])
    return (
        _one_side(signals.src, signals.src_marks, src_best[:-1]),
        _one_side(signals.tgt, signals.tgt_marks, tgt_best[:-1]),
    )


def _one_side(sums: SideSums, marks: Marks, best: Floats) -> Floats:
    import numpy as np

    length = np.diff(sums.length)
    weight = np.maximum(np.diff(sums.units), 0.5)
    breaks = np.append(np.diff(sums.breaks), 1.0)
    alone = breaks[:-1] * breaks[1:] * (sums.breaks[-1] > 1)
    return np.stack(
        [
            np.ones_like(length),
            np.log(length + 1),
            length < _median(length) / 4,
            np.minimum(best / weight, 1.5),
            alone,
            marks.starts,
            marks.ends > 2,
        ],
        axis=1,
    )


def _median(values: Floats) -> float:
    """Return the median; NumPy's own imports masked arrays, which takes as long as a page."""
    import numpy as np

    ranked = np.sort(values)
    return float(ranked[(len(ranked) - 1) // 2] + ranked[len(ranked) // 2]) / 2
