"""Train the weights of the bead model: maximum likelihood of gold alignments, L2, L-BFGS.

The model is a semi-Markov conditional random field (Sarawagi & Cohen 2004): the gradient of a
document's log-likelihood is the features of its gold path less those expected under the model,
both exact. Gold beads the lattice cannot hold are given their most likely reading in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aligner.alignment.dp import NEVER, Lattice, posteriors
from aligner.alignment.features import blocks
from aligner.alignment.gains import gains
from aligner.alignment.gaps import GAP_NAMES, gap_features
from aligner.alignment.training.lbfgs import minimise
from aligner.alignment.weights import Weights, shapes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.alignment.band import Band
    from aligner.alignment.similarity import Signals

    Floats = NDArray[np.float64]

BeadIds = tuple[Sequence[int], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Example:
    """A document laid out for training; ``allowed``: beads of the gold path, like the lattice."""

    band: Band
    types: tuple[tuple[int, int], ...]
    features: NDArray[np.float32]
    valid: NDArray[np.bool_]
    src_gap: Floats
    tgt_gap: Floats
    allowed: NDArray[np.bool_]
    src_allowed: NDArray[np.bool_]
    tgt_allowed: NDArray[np.bool_]
    weight: float = 1.0


def example(
    signals: Signals, gold: Sequence[BeadIds], name: str = "lexicon", weight: float = 1.0
) -> Example:
    """Lay out a document with its gold beads for training the set ``name``."""
    import numpy as np

    types, names = shapes(name)
    found = gains(signals, types)
    parts = [features.astype(np.float32) for _, features in blocks(signals, types, found, names)]
    features = np.concatenate(parts)
    allowed = np.zeros(found.valid.shape, bool)
    band = signals.band
    src_allowed, tgt_allowed = np.ones(band.n, bool), np.ones(band.m, bool)
    for side, free in enumerate((src_allowed, tgt_allowed)):  # what no bead names has none
        free[[number for bead in gold for number in bead[side]]] = False
    number = {shape: kind for kind, shape in enumerate(types)}
    for src, tgt in gold:
        if not src or not tgt:
            src_allowed[list(src)] = True
            tgt_allowed[list(tgt)] = True
            continue
        kind = number.get((len(src), len(tgt)), -1)
        node = int(band.node(np.array([src[0]]), np.array([tgt[0]]))[0])
        if kind >= 0 and node >= 0 and found.valid[node, kind]:
            allowed[node, kind] = True
        else:
            _allow_within(allowed, types, band, (src, tgt))
            src_allowed[list(src)] = True
            tgt_allowed[list(tgt)] = True
    allowed &= found.valid
    gaps = gap_features(signals)
    return Example(
        band, types, features, found.valid, *gaps, allowed, src_allowed, tgt_allowed, weight
    )


def _allow_within(
    allowed: NDArray[np.bool_], types: tuple[tuple[int, int], ...], band: Band, gold: BeadIds
) -> None:
    src, tgt = gold
    rows, columns = band.rows(), band.columns()
    for kind, (x, y) in enumerate(types):
        inside = (rows >= src[0]) & (rows + x <= src[-1] + 1)
        inside &= (columns >= tgt[0]) & (columns + y <= tgt[-1] + 1)
        allowed[inside, kind] = True


def _unpack(theta: Floats, like: Weights) -> Weights:
    cut = [len(like.types), len(like.names), len(GAP_NAMES), len(GAP_NAMES)]
    parts: list[tuple[float, ...]] = []
    at = 0
    for size in cut:
        parts.append(tuple(float(v) for v in theta[at : at + size]))
        at += size
    kinds, features, src_gap, tgt_gap = parts
    opens = float(theta[at]), float(theta[at + 1])
    return Weights(like.types, like.names, kinds, features, src_gap, tgt_gap, *opens)


def pack(weights: Weights) -> Floats:
    """Return the weights as one vector."""
    import numpy as np

    return np.array(
        [
            *weights.kinds,
            *weights.features,
            *weights.src_gap,
            *weights.tgt_gap,
            weights.src_open,
            weights.tgt_open,
        ]
    )


def weigh(item: Example, weights: Weights) -> Lattice:
    """Return the lattice of a laid-out document."""
    import numpy as np

    beads = item.features @ np.array(weights.features, np.float32)
    beads = beads + np.array(weights.kinds, np.float32)
    beads[~item.valid] = NEVER
    return Lattice(
        item.band,
        item.types,
        beads,
        item.src_gap @ np.array(weights.src_gap),
        item.tgt_gap @ np.array(weights.tgt_gap),
        np.full(item.band.n, weights.src_open),
        np.full(item.band.m, weights.tgt_open),
    )


def _expected(item: Example, grid: Lattice) -> tuple[float, Floats]:
    """Return log Z and the expected value of every feature."""
    import numpy as np

    found = posteriors(grid)
    chance = found.beads.astype(np.float32)
    rows, columns = item.band.rows(), item.band.columns()
    src = np.bincount(rows, weights=found.src_gap, minlength=item.band.n + 1)[: item.band.n]
    tgt = np.bincount(columns, weights=found.tgt_gap, minlength=item.band.m + 1)[: item.band.m]
    return found.log_total, np.concatenate(
        [
            chance.sum(axis=0),
            np.tensordot(chance, item.features, axes=([0, 1], [0, 1])),
            src @ item.src_gap,
            tgt @ item.tgt_gap,
            [found.src_open, found.tgt_open],
        ]
    ).astype(np.float64)


def _gold(item: Example, weights: Weights) -> tuple[float, Floats]:
    """Return the log sum and features of what the gold allows."""
    import numpy as np

    grid = weigh(item, weights)
    return _expected(
        item,
        replace(
            grid,
            beads=np.where(item.allowed, grid.beads, NEVER),
            src_gap=np.where(item.src_allowed, grid.src_gap, -300.0),
            tgt_gap=np.where(item.tgt_allowed, grid.tgt_gap, -300.0),
        ),
    )


def fit(
    items: Sequence[Example], start: Weights, strength: float = 2.0, rounds: int = 60
) -> Weights:
    """Return the weights that make the gold likeliest, from ``start``; ``strength`` of the L2."""
    import numpy as np

    pull = np.full(len(pack(start)), strength)
    pull[: len(start.types)] = strength / 4
    theta = pack(start)
    gold = [_gold(item, start)[1] for item in items]

    def objective(point: Floats) -> tuple[float, Floats]:
        weights = _unpack(point, start)
        loss, slope = 0.5 * float(pull @ point**2), pull * point
        for item, wanted in zip(items, gold, strict=True):
            total, given = _expected(item, weigh(item, weights))
            loss += item.weight * (total - float(wanted @ point))
            slope = slope + item.weight * (given - wanted)
        return loss, slope

    return _unpack(minimise(objective, theta, rounds), start)


def blank(name: str = "lexicon") -> Weights:
    """Return a sensible starting point: 1-1 beads with well covered sentences."""
    types, names = shapes(name)
    kinds = tuple(-1.5 * (x + y - 2) for x, y in types)
    features = tuple(
        {"cover both n": 3.0, "gain root": 0.5, "length square": -1.0}.get(feature, 0.0)
        for feature in names
    )
    gaps = tuple(-2.0 if name == "always" else 0.0 for name in GAP_NAMES)
    return Weights(types, names, kinds, features, gaps, gaps, -2.0, -2.0)
