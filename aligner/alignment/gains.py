"""The lexical evidence for every bead: what features are made of."""

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
    ``src_cover``, ``tgt_cover``: covered weight. ``src_weakest``, ``tgt_weakest``: the share of the
    sentence of that side which is covered least, 1 where the side is one sentence.
    """

    src: Floats
    tgt: Floats
    src_cover: Floats
    tgt_cover: Floats
    src_weakest: Floats
    tgt_weakest: Floats
    valid: NDArray[np.bool_]


def gains(signals: Signals, types: tuple[tuple[int, int], ...]) -> Gains:
    """Add up the cells of each bead: at most the longer side's number of sentences."""
    import numpy as np

    band = signals.band
    rows, columns = band.rows(), band.columns()
    end = np.repeat(band.start + band.hi - band.lo, band.hi - band.lo)
    below = [band.node(rows + step, columns) for step in range(max(x for x, _ in types))]
    shape = (band.size, len(types))
    src, tgt, src_cover, tgt_cover = (np.zeros(shape, np.float32) for _ in range(4))
    weakest = np.ones((2, *shape), np.float32)
    valid = np.empty(shape, bool)
    place = np.arange(band.size)
    src_share, tgt_share = _shares(signals, rows, columns)
    for kind, (x, y) in enumerate(types):
        stop = band.node(rows + x, columns + y)
        good = (stop != OUTSIDE) & (place + y - 1 < end)
        for step in range(y):
            at = np.minimum(place + step, band.size - 1)
            src[:, kind] += signals.src_gain[at, x - 1]
            src_cover[:, kind] += signals.src_cover[at, x - 1]
            if y > 1:
                np.minimum(weakest[1, :, kind], tgt_share[at, x - 1], out=weakest[1, :, kind])
        for step in range(x):
            good &= below[step] != OUTSIDE
            tgt[:, kind] += signals.tgt_gain[below[step], y - 1]
            tgt_cover[:, kind] += signals.tgt_cover[below[step], y - 1]
            if x > 1:
                share = src_share[below[step], y - 1]
                np.minimum(weakest[0, :, kind], share, out=weakest[0, :, kind])
        valid[:, kind] = good
    return Gains(src, tgt, src_cover, tgt_cover, weakest[0], weakest[1], valid)


def _shares(signals: Signals, rows: Ints, columns: Ints) -> tuple[Floats, Floats]:
    """Return how much of each node's source and target sentence a span of the other covers."""
    import numpy as np

    shares = []
    for sums, cover, at in (
        (signals.src, signals.tgt_cover, rows),
        (signals.tgt, signals.src_cover, columns),
    ):
        weight = np.append(np.maximum(np.diff(sums.units), 0.5), 1.0).astype(np.float32)
        shares.append(cover / weight[at, None])
    return shares[0], shares[1]
