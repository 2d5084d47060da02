"""Exact and near duplicates among pairs: the first one of each kind stays.

Exact: both sides have the same letters and digits, traditional or simplified. Near: the share of
character runs in common (Jaccard; runs of 2 in Chinese, 4 in English) is ``near`` or more in the
mean of both sides, and not less than ``near`` - 0.2 on either, estimated by MinHash (Broder 1997)
with one byte a hash (Li and König 2010) and banding. In two passes: ``Index`` reads every pair once
and keeps 133 bytes of it, whatever its length (1 million pairs: 133 MB, up to 490 MB while it
decides); the second pass needs only the verdicts. What was kept loses nothing in a second run. Not
found: pairs whose one side alone is a duplicate, which are different translations. Caveat: two
sentences that differ in one number only are near-duplicates.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from aligner.bitext import SegmentPair
from aligner.corpus.clean import batches
from aligner.corpus.shingles import Shingles, mixed, shingles, squeeze, text_numbers
from aligner.errors import InputError, UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Words = NDArray[np.uint64]
    Bytes = NDArray[np.uint8]

HASHES = 24
"""MinHashes a side."""
BANDS = 8
"""Keys a pair; each joins two hashes of either side: 0.98 of pairs alike at 0.8 and 0.8 meet."""
ZH_RUN, EN_RUN = 2, 4
BELOW = 0.2
"""What the less alike side may lack: in a short sentence one word is much."""
BATCH = 256
_FEW = 64
"""Up to so many pairs it is not worth to look bucket by bucket."""
_SEED = 0x5DEECE66D


class Kind(StrEnum):
    """Why a pair is dropped."""

    EXACT = "duplicate"
    NEAR = "near-duplicate"


@dataclass(frozen=True, slots=True)
class Sketches:
    """What is kept of pairs: number of the whole, keys (n, BANDS), hashes (n, 2, HASHES)."""

    whole: Words
    keys: Words
    hashes: Bytes


class Index:
    """The sketches of all pairs seen so far."""

    def __init__(self, near: float = 0.7) -> None:
        """Prepare to find pairs alike at ``near`` (0.5 to 1; 1: exact duplicates only)."""
        if not 0.5 <= near <= 1:
            raise UsageError(f"near-duplicates at {near}: give 0.5 to 1 (1: exact only)")
        self.near = near
        self._parts: list[Sketches] = []

    def add(self, pairs: Iterable[SegmentPair]) -> int:
        """Read pairs; return how many."""
        count = 0
        for batch in batches(pairs, BATCH):
            self._parts.append(sketch(batch))
            count += len(batch)
        return count

    def extend(self, part: Sketches) -> None:
        """Add sketches made elsewhere, in the order of their pairs."""
        self._parts.append(part)

    def verdicts(self) -> list[Kind | None]:
        """Return for each pair why it is dropped, ``None`` if it stays."""
        import numpy as np

        if not self._parts:
            return []
        names = ("whole", "keys", "hashes")
        arrays = [np.concatenate([getattr(part, name) for part in self._parts]) for name in names]
        self._parts = [Sketches(*arrays)]
        return _decide(self._parts[0], self.near)


def sketch(pairs: Sequence[SegmentPair]) -> Sketches:
    """Return the sketches of a batch of pairs."""
    import numpy as np

    src = [squeeze(pair.src) for pair in pairs]
    tgt = [squeeze(pair.tgt) for pair in pairs]
    whole = text_numbers([f"{a}\0{b}" for a, b in zip(src, tgt, strict=True)])
    low = _minhashes(shingles(src, ZH_RUN))
    high = _minhashes(shingles(tgt, EN_RUN))
    keys = np.empty((len(pairs), BANDS), np.uint64)
    for band in range(BANDS):
        at = slice(2 * band, 2 * band + 2)
        key = np.zeros(len(pairs), np.uint64)
        for column in (*low[:, at].T, *high[:, at].T):
            key = mixed(key * np.uint64(31) + column + np.uint64(band))
        keys[:, band] = key
    return Sketches(whole, keys, np.stack([low, high], 1).astype(np.uint8))


def kept(
    pairs: Iterable[SegmentPair], verdicts: Sequence[Kind | None]
) -> Iterator[tuple[SegmentPair, Kind | None]]:
    """Yield each pair of the second pass with its verdict.

    Raises ``InputError`` when there are not as many pairs as in the first pass.
    """
    number = -1
    for number, pair in enumerate(pairs):
        if number < len(verdicts):
            yield pair, verdicts[number]
    if number + 1 != len(verdicts):
        raise InputError("the input changed between the two passes of deduplication; run again")


def _minhashes(runs: Shingles) -> Words:
    """Return the least value of each text under ``HASHES`` random orders, the high 32 bits."""
    import numpy as np

    random = np.random.Generator(np.random.PCG64(_SEED))
    factors = random.integers(1, 2**63, HASHES, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    result = np.empty((len(runs.start) - 1, HASHES), np.uint64)
    for column, factor in enumerate(factors):
        ordered = mixed(runs.values * factor) >> np.uint64(32)
        result[:, column] = np.minimum.reduceat(ordered, runs.start[:-1])
    return result


def _decide(sketches: Sketches, near: float) -> list[Kind | None]:
    import numpy as np

    count = len(sketches.whole)
    verdicts: list[Kind | None] = [None] * count
    _, first, back = np.unique(sketches.whole, return_index=True, return_inverse=True)
    for copy in np.flatnonzero(first[back] != np.arange(count)).tolist():
        verdicts[copy] = Kind.EXACT
    if near >= 1:
        return verdicts
    buckets = _buckets(sketches.keys, [v is None for v in verdicts])
    stay = _Kept(sketches.hashes, near)
    crowded = np.flatnonzero((buckets >= 0).any(axis=1))
    for at in crowded.tolist():
        own = [bucket for bucket in buckets[at].tolist() if bucket >= 0]
        if stay.has_like(at, own):
            verdicts[at] = Kind.NEAR
        else:
            stay.add(at, own)
    return verdicts


class _Kept:
    """The pairs that stay, by bucket.

    Sentences of one pattern that stay all the same (weather, markets) fill a few buckets, and each
    is compared with all of them: by arrays, for thousands of pairs at a time.
    """

    def __init__(self, hashes: Bytes, near: float) -> None:
        import numpy as np

        self._hashes = hashes
        self._alike = _alike(near)
        self._members: dict[int, array[int]] = {}
        self._asked = np.full(len(hashes), -1, np.int64)
        """For which pair each was looked at last: two may share several buckets."""

    def add(self, at: int, buckets: Iterable[int]) -> None:
        for bucket in buckets:
            self._members.setdefault(bucket, array("q")).append(at)

    def has_like(self, at: int, buckets: Iterable[int]) -> bool:
        """Say whether a pair that stays, in one of the buckets, is near to the pair ``at``."""
        found = [self._members[bucket] for bucket in buckets if bucket in self._members]
        if sum(map(len, found)) <= _FEW:
            others = sorted({other for members in found for other in members})
            return bool(others) and self._near(at, others)
        return any(self._near(at, self._unasked(at, members)) for members in found)

    def _unasked(self, at: int, members: array[int]) -> NDArray[np.int64]:
        import numpy as np

        found = np.frombuffer(members, np.int64)
        others: NDArray[np.int64] = found[self._asked[found] != at]
        self._asked[others] = at
        return others

    def _near(self, at: int, others: list[int] | NDArray[np.int64]) -> bool:
        import numpy as np

        equal = self._hashes[others] == self._hashes[at]
        # Eight truths a word are added up in one step, and its bytes by a product.
        words = equal.view(np.uint64).sum(axis=2, dtype=np.uint64)
        both = ((words * np.uint64(0x0101010101010101)) >> np.uint64(56)).astype(np.intp)
        return bool(self._alike[both[:, 0], both[:, 1]].any())


def _alike(near: float) -> NDArray[np.bool_]:
    """Tell by how many hashes of either side agree whether two pairs are near.

    On both sides together, and neither far below. Two bytes agree by chance once in 256, which is
    taken off the estimate.
    """
    import numpy as np

    share = (np.arange(HASHES + 1) / HASHES - 1 / 256) / (1 - 1 / 256)
    src, tgt = np.meshgrid(share, share, indexing="ij")
    both = np.stack([src, tgt])
    near_ones: NDArray[np.bool_] = (both.mean(axis=0) >= near) & (both.min(axis=0) >= near - BELOW)
    return near_ones


def _buckets(keys: Words, alive: Sequence[bool]) -> NDArray[np.int64]:
    """Number the keys that two live pairs or more share, -1 for all others; (n, BANDS)."""
    import numpy as np

    buckets = np.full(keys.shape, -1, np.int64)
    live = np.flatnonzero(np.array(alive))
    offset = 0
    for band in range(keys.shape[1]):
        _, back, counts = np.unique(keys[live, band], return_inverse=True, return_counts=True)
        shared = counts[back] > 1
        buckets[live[shared], band] = back[shared] + offset
        offset += len(counts)
    return buckets
