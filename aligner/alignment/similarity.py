"""Everything that is known about a document pair before beads are weighed, laid over the band.

The lexical signals become four tables over (node, span length); a bead of any shape reads at most
seven cells of each. The rest (length, punctuation, digits) are running sums over sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aligner.alignment.explain import Explained, Reach, explain, telling, unit_weights
from aligner.alignment.marks import Marks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.alignment.band import Band
    from aligner.alignment.side import Side
    from aligner.alignment.table import Tables

    Floats = NDArray[np.float64]
    Singles = NDArray[np.float32]
    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SideSums:
    """Running sums over the sentences of one side, each of n + 1 entries (rows).

    ``units``: weighted units; ``telling``: likewise, those of many sentences less; ``tokens``:
    their number; ``length``: characters; ``counts``: the groups of punctuation; ``opened`` and
    ``closed`` quotes; ``breaks``: paragraphs begun.
    """

    units: Floats
    telling: Floats
    tokens: Floats
    length: Floats
    counts: Floats
    opened: Floats
    closed: Floats
    breaks: Floats


@dataclass(frozen=True, slots=True)
class Signals:
    """The tables over the band and the sums over sentences.

    ``src_gain`` (nodes, spans): target sentence j explained by source sentences i.. of that many;
    ``tgt_gain``: source sentence i by target sentences j..; the rest likewise, see ``explain.py``.
    """

    band: Band
    src_gain: Singles
    src_cover: Singles
    tgt_gain: Singles
    tgt_cover: Singles
    src_telling: Singles
    tgt_telling: Singles
    src: SideSums
    tgt: SideSums
    src_marks: Marks
    tgt_marks: Marks
    ratio: float


def signals(
    sides: tuple[Side, Side],
    tables: Tables,
    band: Band,
    breaks: tuple[Ints, Ints],
    spans: int,
    ratio: float = 0.0,
) -> Signals:
    """Measure both sides against each other inside the band.

    ``breaks`` are 1 for the sentences that begin a paragraph; ``spans`` the longest span;
    ``ratio`` target characters for one of the source, 0 for that of the whole sides.
    """
    src, tgt = sides
    marks = src.marks, tgt.marks
    src_gain, src_cover, src_telling = _by_source(sides, tables, band, spans)
    tgt_gain, tgt_cover, tgt_telling = _by_target(sides, tables, band, spans)
    return Signals(
        band,
        src_gain,
        src_cover,
        tgt_gain,
        tgt_cover,
        src_telling,
        tgt_telling,
        _sums(src, tables.src_share, marks[0], breaks[0]),
        _sums(tgt, tables.tgt_share, marks[1], breaks[1]),
        *marks,
        ratio or float(tgt.length.sum() / src.length.sum()),
    )


def _by_source(
    sides: tuple[Side, Side], tables: Tables, band: Band, spans: int
) -> tuple[Singles, Singles, Singles]:
    """Target sentences explained by spans of the source, put where their nodes are."""
    import numpy as np

    columns = np.arange(band.m)
    first = np.searchsorted(band.hi, columns, side="right")
    stop = np.minimum(np.searchsorted(band.lo, columns, side="right"), band.n)
    found = explain(tables.forward, tables.tgt_share, sides, Reach(first, stop), spans)
    count = stop - first
    j = np.repeat(columns, count)
    i = np.arange(len(j)) - np.repeat(np.cumsum(count) - count - first, count)
    return _placed(found, band.node(i, j), band)


def _by_target(
    sides: tuple[Side, Side], tables: Tables, band: Band, spans: int
) -> tuple[Singles, Singles, Singles]:
    """Source sentences explained by spans of the target."""
    import numpy as np

    first, stop = band.lo[:-1], np.minimum(band.hi[:-1], band.m)
    reach = Reach(first, np.maximum(stop, first))
    found = explain(tables.backward, tables.src_share, (sides[1], sides[0]), reach, spans)
    count = reach.stop - reach.first
    i = np.repeat(np.arange(band.n), count)
    j = np.arange(len(i)) - np.repeat(np.cumsum(count) - count - first, count)
    return _placed(found, band.node(i, j), band)


def _placed(found: Explained, nodes: Ints, band: Band) -> tuple[Singles, Singles, Singles]:
    gain, cover, told = (
        _place(values, nodes, band) for values in (found.gain, found.cover, found.telling)
    )
    return gain, cover, told


def _place(values: Singles, nodes: Ints, band: Band) -> Singles:
    import numpy as np

    out = np.zeros((band.size, values.shape[1]), np.float32)
    out[nodes] = values
    return out


def _sums(side: Side, share: Floats, marks: Marks, breaks: Ints) -> SideSums:
    import numpy as np

    def running(values: NDArray[Any]) -> NDArray[Any]:
        return np.concatenate([np.zeros_like(values[:1]), np.cumsum(values, axis=0)])

    owner = side.owners()
    weights = np.bincount(owner, weights=unit_weights(share)[side.ids], minlength=side.count)
    own = (unit_weights(share) * telling(side))[side.ids]
    return SideSums(
        running(weights),
        running(np.bincount(owner, weights=own, minlength=side.count)),
        running(np.diff(side.start).astype(np.float64)),
        running(side.length),
        running(marks.counts),
        running(marks.opened),
        running(marks.closed),
        running(breaks.astype(np.float64)),
    )
