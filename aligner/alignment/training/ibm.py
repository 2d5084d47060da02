"""Word translation probabilities from sentence pairs: IBM model 1 both ways, made to agree.

Brown et al. 1993 for the model; the agreement of the two directions is the geometric mean of their
expected counts (after Liang et al. 2006, but once, at the end). Tables are dense while training:
8 bytes times the two vocabulary sizes (3.6 GB for 28,000 x 16,000).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.progress import Progress, Silent

if TYPE_CHECKING:
    import numpy as np

NULL = 0
"""The source unit that stands for nothing: it explains words without a counterpart."""


@dataclass(frozen=True, slots=True)
class IbmOptions:
    """``rounds`` of EM; ``longest`` units of a side, longer pairs are skipped; vocabulary sizes."""

    rounds: int = 4
    longest: int = 90
    src_size: int = 28_000
    tgt_size: int = 16_000
    null_weight: float = 0.5


def vocabulary(sides: Iterable[Sequence[str]], size: int, least: int = 3) -> list[str]:
    """Return the most frequent units, at most ``size``, each seen in ``least`` segments or more."""
    seen: Counter[str] = Counter()
    for units in sides:
        seen.update(set(units))
    ranked = sorted(seen.items(), key=lambda item: (-item[1], item[0]))
    return [unit for unit, count in ranked[:size] if count >= least]


def expected_counts(
    pairs: Sequence[tuple[np.ndarray, np.ndarray]],
    shape: tuple[int, int],
    options: IbmOptions,
    progress: Progress | None = None,
) -> np.ndarray:
    """Return expected link counts, float32 ``(source units, target units)``, after EM.

    ``pairs`` holds arrays of distinct unit numbers; source unit 0 is the null word, added here.
    """
    import numpy as np

    progress = progress or Silent()
    table: np.ndarray | None = None
    counts = np.zeros(shape, np.float32)
    total = options.rounds * len(pairs)
    for turn in range(options.rounds):
        counts = np.zeros(shape, np.float32)
        for at, (src, tgt) in enumerate(pairs):
            rows = np.append(src, NULL)[:, None]
            if table is None:
                counts[rows, tgt] += 1.0 / len(rows)
                continue
            share = table[rows, tgt]
            share[-1] *= options.null_weight
            share /= np.maximum(share.sum(0), 1e-12)
            counts[rows, tgt] += share
            if at % 20_000 == 0:
                progress.advance(turn * len(pairs) + at, total)
        del table
        if turn + 1 < options.rounds:
            floor = np.float32(0.02 if turn else 0.0)
            table = counts
            for start in range(0, shape[0], 1000):
                block = np.maximum(table[start : start + 1000] - floor, 0)
                block /= np.maximum(block.sum(1, keepdims=True), 1e-6)
                table[start : start + 1000] = block
    progress.advance(total, total)
    return counts
