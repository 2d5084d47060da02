"""The lexical evidence for every bead and its nearness in meaning: what features are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.alignment.band import OUTSIDE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.alignment.similarity import Signals

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Gains:
    """Summed evidence of every bead, (nodes, types); ``valid``: it lies inside the band.

    ``src`` and ``tgt``: log-likelihood ratios of target given source and the other way round;
    ``src_cover``, ``tgt_cover``: covered weight; ``meaning``: cosine of the two sides.
    """

    src: Floats
    tgt: Floats
    src_cover: Floats
    tgt_cover: Floats
    meaning: Floats
    valid: NDArray[np.bool_]


def gains(signals: Signals, types: tuple[tuple[int, int], ...]) -> Gains:
    """Add up the cells of each bead: at most the longer side's number of sentences."""
    import numpy as np

    band = signals.band
    rows, columns = band.rows(), band.columns()
    end = np.repeat(band.start + band.hi - band.lo, band.hi - band.lo)
    below = [band.node(rows + step, columns) for step in range(max(x for x, _ in types))]
    shape = (band.size, len(types))
    src, tgt, src_cover, tgt_cover, meaning = (np.zeros(shape, np.float32) for _ in range(5))
    valid = np.empty(shape, bool)
    place = np.arange(band.size)
    for kind, (x, y) in enumerate(types):
        stop = band.node(rows + x, columns + y)
        good = (stop != OUTSIDE) & (place + y - 1 < end)
        for step in range(y):
            at = np.minimum(place + step, band.size - 1)
            src[:, kind] += signals.src_gain[at, x - 1]
            src_cover[:, kind] += signals.src_cover[at, x - 1]
        for step in range(x):
            good &= below[step] != OUTSIDE
            tgt[:, kind] += signals.tgt_gain[below[step], y - 1]
            tgt_cover[:, kind] += signals.tgt_cover[below[step], y - 1]
        valid[:, kind] = good
        meaning[:, kind] = _cosine(signals, (rows, columns), x, y)
    return Gains(src, tgt, src_cover, tgt_cover, meaning, valid)


def _cosine(signals: Signals, at: tuple[Ints, Ints], x: int, y: int) -> Floats | float:
    """Return the cosine of the two sides of the beads of one shape, 0 without vectors."""
    import numpy as np

    src, tgt = signals.src.meaning, signals.tgt.meaning
    if not src.shape[1]:
        return 0.0
    out = np.empty(len(at[0]), np.float32)
    spans = src[x:] - src[:-x], tgt[y:] - tgt[:-y]
    unit = [span / np.maximum(np.linalg.norm(span, axis=1), 1e-6)[:, None] for span in spans]
    if not len(unit[0]) or not len(unit[1]):
        return 0.0
    for start in range(0, len(out), 8192):
        here = slice(start, start + 8192)
        i = np.minimum(at[0][here], len(unit[0]) - 1)
        j = np.minimum(at[1][here], len(unit[1]) - 1)
        out[here] = np.einsum("nd,nd->n", unit[0][i], unit[1][j])
    return out
