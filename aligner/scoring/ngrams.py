"""How many n-grams each hypothesis shares with its reference, counted for many segments at once.

The same numbers as sacrebleu's counters give, segment by segment and order by order. The n-grams of
the references get numbers: an n-gram is the number of its first n-1 symbols and its last symbol, so
a hypothesis looks each of its own up in one sorted array, and those not found are followed no
further. References are numbered once for all systems, but for test sets of millions of characters:
of those a block is numbered at a time, so that memory does not grow with the n-grams.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]


Symbols = Sequence[Sequence[str]]
"""The characters or the words of each segment."""


@dataclass(frozen=True, slots=True)
class _Order:
    """The different n-grams of one order in all references, by segment."""

    keys: Ints
    counts: Ints
    segments: Ints


class ReferenceGrams:
    """The n-grams of one reference up to an order."""

    def __init__(self, symbols: Symbols, order: int) -> None:
        import numpy as np

        self._numbers: dict[str, int] = {}
        self.order = order
        self.lengths = np.array([len(one) for one in symbols], dtype=np.int64)
        flat = [self._numbers.setdefault(s, len(self._numbers)) for one in symbols for s in one]
        ids = np.array(flat, dtype=np.int64)
        segments = np.repeat(np.arange(len(symbols)), self.lengths)
        self._size = max(1, len(self._numbers))
        self._orders = tuple(self._numbered(ids, segments))

    def _numbered(self, ids: Ints, segments: Ints) -> list[_Order]:
        import numpy as np

        orders = []
        places, prefix = np.arange(len(ids)), segments
        for n in range(self.order):
            keys, inverse, counts = np.unique(
                prefix * self._size + ids[places + n], return_inverse=True, return_counts=True
            )
            of_key = np.zeros(len(keys), dtype=np.int64)
            of_key[inverse] = segments[places]
            orders.append(_Order(keys, counts.astype(np.int64), of_key))
            inside = _goes_on(segments, places, n + 1)
            places, prefix = places[inside], inverse[inside]
        return orders

    def shared(self, symbols: Symbols) -> tuple[Ints, Ints]:
        """Return lengths ``(segments,)`` and shared n-grams ``(segments, order)``."""
        import numpy as np

        lengths = np.array([len(one) for one in symbols], dtype=np.int64)
        numbers = self._numbers
        ids = np.array([numbers.get(s, -1) for one in symbols for s in one], dtype=np.int64)
        segments = np.repeat(np.arange(len(symbols)), lengths)
        found = np.zeros((len(symbols), self.order), dtype=np.int64)
        places, prefix = np.arange(len(ids)), segments
        for n, known in enumerate(self._orders):
            last = ids[places + n]
            at, there = _looked_up(known.keys, prefix * self._size + last)
            there &= last >= 0
            places, prefix = places[there], at[there]
            both = np.minimum(np.bincount(prefix, minlength=len(known.keys)), known.counts)
            found[:, n] = np.bincount(known.segments, both, minlength=len(symbols))
            inside = _goes_on(segments, places, n + 1)
            places, prefix = places[inside], prefix[inside]
        return lengths, found


_BLOCK = 1 << 20
"""Characters of the references that are numbered together: some 200 bytes each meanwhile."""
_KEPT = 2
"""Blocks whose numbers are kept for the next system."""


class SharedGrams:
    """The n-grams that hypotheses share with one reference, up to an order."""

    def __init__(
        self, references: Sequence[str], symbols: Callable[[Sequence[str]], Symbols], order: int
    ) -> None:
        """``symbols`` gives those of segments, of references and hypotheses alike."""
        self.order = order
        self._references = references
        self._symbols = symbols
        self._blocks = _blocks(references)
        self._kept: dict[int, ReferenceGrams] = {}

    def counted(self, hyps: Sequence[str]) -> tuple[Ints, Ints, Ints]:
        """Return lengths of hypotheses and references ``(segments,)``, and what they share.

        The shared n-grams are ``(segments, order)``.
        """
        import numpy as np

        found: list[tuple[Ints, Ints, Ints]] = []
        for number, block in enumerate(self._blocks):
            grams = self._kept.get(number)
            if grams is None:
                grams = ReferenceGrams(self._symbols(self._references[block]), self.order)
            if number < _KEPT:
                self._kept[number] = grams
            lengths, shared = grams.shared(self._symbols(hyps[block]))
            found.append((lengths, grams.lengths, shared))
        lengths, ref_lengths, shared = (np.concatenate(part) for part in zip(*found, strict=True))
        return lengths, ref_lengths, shared


def _blocks(texts: Sequence[str]) -> list[slice]:
    """Cut the segments where a block is full; the last block has what is left."""
    blocks, begin, filled = [], 0, 0
    for number, text in enumerate(texts):
        if filled >= _BLOCK:
            blocks.append(slice(begin, number))
            begin, filled = number, 0
        filled += len(text)
    return [*blocks, slice(begin, len(texts))]


def _goes_on(segments: Ints, places: Ints, further: int) -> npt.NDArray[np.bool_]:
    """Tell which n-grams have a symbol ``further`` places after their first in their segment."""
    import numpy as np

    ends = places + further
    inside = np.zeros(len(places), dtype=bool)
    there = ends < len(segments)
    inside[there] = segments[ends[there]] == segments[places[there]]
    return inside


def _looked_up(keys: Ints, wanted: Ints) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """Return where each wanted key would stand among the sorted keys, and whether it does."""
    import numpy as np

    if not len(keys):
        return np.zeros_like(wanted), np.zeros(len(wanted), dtype=bool)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return at, keys[at] == wanted


def gram_counts(lengths: Ints, order: int) -> Ints:
    """Return how many n-grams of each order sequences of these lengths have."""
    import numpy as np

    counts: Ints = np.maximum(lengths[:, None] - np.arange(order), 0)
    return counts
