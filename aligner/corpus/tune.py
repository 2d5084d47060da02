"""Thresholds from a sample of pairs known to be good: as strict as a stated share of errors allows.

Every filter may reject the same share of the sample, the largest with which all of them together
reject no more than asked. Only filters that grade (``GRADED``) become stricter than they were: the
others look for rubbish that a clean sample has none of, and are loosened if it has. Says nothing
about what bad pairs get through; a sample of a few hundred pairs knows rates of a few percent only.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from aligner.bitext import SegmentPair
from aligner.corpus.clean import BATCH, batches
from aligner.corpus.filters import FilterSet, scores_of
from aligner.errors import InputError
from aligner.progress import Progress, Silent

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

GRADED = frozenset({"ratio", "confidence", "lexical", "complete"})
"""Filters that a better sample makes stricter."""
FEWEST = 50
"""Pairs below which a sample says nothing about thresholds."""
STEPS = 20
"""Halvings of the share that is looked for."""


@dataclass(frozen=True, slots=True)
class Tuned:
    """A filter, its threshold before and after, and the share of the sample it rejects alone."""

    name: str
    before: float
    after: float
    rejected: float


@dataclass(frozen=True, slots=True)
class Tuning:
    """The filters with their new thresholds; ``rejected``: share all together reject, of ``pairs``.

    ``Length`` is tuned at its upper end, all others at ``least``.
    """

    filters: FilterSet
    tuned: tuple[Tuned, ...]
    pairs: int
    rejected: float


def tune(
    sample: Iterable[SegmentPair],
    filters: FilterSet,
    names: Sequence[str],
    rate: float,
    progress: Progress | None = None,
) -> Tuning:
    """Choose thresholds for the filters named, so that ``rate`` of the sample is rejected at most.

    Raises ``InputError`` for a sample of fewer than ``FEWEST`` pairs.
    """
    import numpy as np

    chosen = [getattr(filters, name) for name in names]
    columns: list[list[float]] = [[] for _ in chosen]
    for batch in batches(sample, BATCH):
        for filter, column in zip(chosen, columns, strict=True):
            column += scores_of(filter, batch)
        (progress or Silent()).advance(len(columns[0]), None)
    count = len(columns[0])
    if count < FEWEST:
        raise InputError(f"a sample of {count} pairs says too little; give {FEWEST} and more")
    scores = np.array(columns)
    signs = np.array([-1.0 if name == "length" else 1.0 for name in names])
    scores *= signs[:, None]
    limits = np.array([_limit(filter) for filter in chosen]) * signs
    ceilings = np.where([name in GRADED for name in names], np.inf, limits)
    least = _search(scores, ceilings, rate)
    bad = scores < least[:, None]
    tuned = []
    for at, name in enumerate(names):
        before, after = (float(signs[at] * x[at]) for x in (limits, least))
        after = math.ceil(after) if name == "length" else _round_down(after)
        filters = replace(filters, **{name: replace(chosen[at], **{_field(name): after})})
        tuned.append(Tuned(name, before, after, float(bad[at].mean())))
    return Tuning(filters, tuple(tuned), count, float(bad.any(axis=0).mean()))


def _field(name: str) -> str:
    return "most" if name == "length" else "least"


def _limit(filter: Any) -> float:  # noqa: ANN401 (every filter has its own parameters)
    return float(getattr(filter, _field(filter.name)))


def _search(scores: Floats, ceilings: Floats, rate: float) -> Floats:
    """Return the thresholds at the largest share a filter that keeps within ``rate``."""
    low, high = 0.0, rate
    for _ in range(STEPS):
        middle = (low + high) / 2
        rejected = (scores < _thresholds(scores, ceilings, middle)[:, None]).any(axis=0).mean()
        low, high = (middle, high) if rejected <= rate else (low, middle)
    return _thresholds(scores, ceilings, low)


def _thresholds(scores: Floats, ceilings: Floats, share: float) -> Floats:
    """Return for each filter the score that ``share`` of the sample is below, at most."""
    import numpy as np

    return np.minimum(np.sort(scores, axis=1)[:, int(share * scores.shape[1])], ceilings)


def _round_down(value: float) -> float:
    return math.floor(value * 1e4) / 1e4
