"""The trained weights of the bead model: read, write, and turn features into a lattice.

The file is JSON with a version: one set of weights for use with the lexical table, one without.
Trained by ``training/crf.py``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.alignment.anchoring import crossing
from aligner.alignment.dp import NEVER, Lattice, bead_types
from aligner.alignment.features import COARSE, NAMES, weighed
from aligner.alignment.gains import Gains, gains
from aligner.alignment.gaps import GAP_NAMES, gap_features
from aligner.atomic import writing
from aligner.errors import ModelError
from aligner.paths import exists
from aligner.registry.store import shipped_root

if TYPE_CHECKING:
    from aligner.alignment.similarity import Signals

VERSION = 2
WEIGHTS = "beads.json"
"""The file's name in a folder of tables."""
LONGEST = 8
"""Sentences in the largest bead the weights know."""
SETS = ("coarse lexicon", "lexicon", "coarse plain", "plain")
TYPES = bead_types(LONGEST)
COARSE_TYPES = bead_types(5)


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-linear weights; ``kinds`` go with ``types``, ``features`` with ``names``."""

    types: tuple[tuple[int, int], ...]
    names: tuple[str, ...]
    kinds: tuple[float, ...]
    features: tuple[float, ...]
    src_gap: tuple[float, ...]
    tgt_gap: tuple[float, ...]
    src_open: float
    tgt_open: float
    temperature: float = 1.0


def shipped_weights() -> Path:
    """Return where the weights that ship lie."""
    return shipped_root() / "models" / "lexicon" / WEIGHTS


def find_weights(folder: Path | None) -> Path:
    """Return the weights of a folder of tables, the ones that ship if it has none."""
    own = folder / WEIGHTS if folder else None
    return own if own and exists(own) else shipped_weights()


def load_sets(path: Path) -> dict[str, Weights]:
    """Read all sets of a file by name."""
    return {name: load_weights(path, name) for name in SETS}


@lru_cache(maxsize=4)
def load_weights(path: Path, name: str) -> Weights:
    """Read the set ``name`` ("lexicon" or "plain"). Raises ``ModelError`` if it does not fit."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["version"] != VERSION:
            raise ModelError(f"{path}: weights of version {content['version']}, not {VERSION}")
        group = content["sets"][name]
        types, names = shapes(name)
        return Weights(
            types,
            names,
            tuple(group["kinds"][f"{x}-{y}"] for x, y in types),
            tuple(group["features"][feature] for feature in names),
            tuple(group["src_gap"][feature] for feature in GAP_NAMES),
            tuple(group["tgt_gap"][feature] for feature in GAP_NAMES),
            group["src_open"],
            group["tgt_open"],
            group["temperature"],
        )
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ModelError(f"{path}: not weights of the aligner ({error!r})") from error


def shapes(name: str) -> tuple[tuple[tuple[int, int], ...], tuple[str, ...]]:
    """Return the bead shapes and features that the set ``name`` is about."""
    return (COARSE_TYPES, COARSE) if name.startswith("coarse") else (TYPES, NAMES)


def save_weights(path: Path, sets: dict[str, Weights], note: str) -> None:
    """Write the sets by name; ``note`` says what they were trained on."""
    content = {
        "version": VERSION,
        "note": note,
        "sets": {name: _spell(weights) for name, weights in sets.items()},
    }
    with writing(path, force=True) as stream:
        json.dump(content, stream, indent=1, ensure_ascii=False)
        stream.write("\n")


def _spell(weights: Weights) -> dict[str, object]:
    def named(names: tuple[str, ...], values: tuple[float, ...]) -> dict[str, float]:
        return {name: round(value, 5) for name, value in zip(names, values, strict=True)}

    return {
        "kinds": named(tuple(f"{x}-{y}" for x, y in weights.types), weights.kinds),
        "features": named(weights.names, weights.features),
        "src_gap": named(GAP_NAMES, weights.src_gap),
        "tgt_gap": named(GAP_NAMES, weights.tgt_gap),
        "src_open": round(weights.src_open, 5),
        "tgt_open": round(weights.tgt_open, 5),
        "temperature": round(weights.temperature, 5),
    }


def lattice(
    signals: Signals,
    weights: Weights,
    longest: int = LONGEST,
    anchors: Sequence[tuple[int, int]] = (),
    summed: Gains | None = None,
) -> Lattice:
    """Weigh every bead of the band.

    Beads of more than ``longest`` sentences, and beads across hard anchors, are ruled out.
    ``summed``: the gains of the shapes of the weights, where they are known.
    """
    import numpy as np

    found = summed or gains(signals, weights.types)
    amounts = dict(zip(weights.names, weights.features, strict=True))
    beads = weighed(signals, weights.types, found, amounts)
    beads += np.array(weights.kinds, np.float32)
    beads /= np.float32(weights.temperature)
    beads[~found.valid] = NEVER
    beads[:, [x + y > longest for x, y in weights.types]] = NEVER
    beads[crossing(signals.band, weights.types, anchors)] = NEVER
    src, tgt = gap_features(signals)
    return Lattice(
        signals.band,
        weights.types,
        beads,
        src @ np.array(weights.src_gap) / weights.temperature,
        tgt @ np.array(weights.tgt_gap) / weights.temperature,
        np.full(signals.band.n, weights.src_open / weights.temperature),
        np.full(signals.band.m, weights.tgt_open / weights.temperature),
    )
