"""What becomes of each pair of a shard, one byte a pair, and the sketches of those it keeps.

Both are made where the shard is, and lie beside it. So what comes after the shards need read only
the lines it writes, each once.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.corpus.clean import batches
from aligner.corpus.dedupe import BATCH, Kind, Sketches, sketch
from aligner.corpus.leak import among, side_numbers
from aligner.corpus.split import PARTS
from aligner.errors import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.bitext import SegmentPair
    from aligner.corpus.dedupe import Bytes, Words

REJECTED = len(PARTS)
"""The fate of a pair that a filter rejects; a lower one is the number of its part."""
DROPPED = {kind: REJECTED + 1 + number for number, kind in enumerate(Kind)}
"""The fates of duplicates."""
IN_TRAIN = REJECTED + 1 + len(DROPPED)
"""The fate of a pair of dev or test that would be known from another part."""
LEFT_OUT: dict[int, str] = {fate: str(kind) for kind, fate in DROPPED.items()}
LEFT_OUT[IN_TRAIN] = "in-train"
"""Why a pair that no filter rejects is not in the corpus, by its fate."""


@dataclass(frozen=True, slots=True)
class ShardIndex:
    """The fates of all pairs of a shard, and of those not rejected, in order, what tells copies.

    ``sides`` (n, 2): a number for the text of each side, 0 for one too short to prove anything.
    """

    fates: Bytes
    sketches: Sketches
    sides: Words


def write_index(path: Path, fates: Sequence[int], kept: Sequence[SegmentPair]) -> None:
    """Write the index of a shard; ``OutputError`` if that fails."""
    import numpy as np

    parts = [sketch(batch) for batch in batches(kept, BATCH)] or [sketch(())]
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as stream:
            np.savez(
                stream,
                fates=np.array(fates, np.uint8),
                whole=np.concatenate([part.whole for part in parts]),
                keys=np.concatenate([part.keys for part in parts]),
                hashes=np.concatenate([part.hashes for part in parts]),
                sides=side_numbers(kept),
            )
        Path(name).replace(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error


def read_index(path: Path) -> ShardIndex:
    """Read what ``write_index`` wrote. Raises ``InputError`` if it is not that."""
    import numpy as np

    try:
        with np.load(path) as found:
            sketches = Sketches(found["whole"], found["keys"], found["hashes"])
            return ShardIndex(found["fates"], sketches, found["sides"])
    except (OSError, ValueError, KeyError) as error:
        raise InputError(f"{path}: no index of a shard; delete the shard and resume") from error


def mark_duplicates(fates: Sequence[Bytes], verdicts: Sequence[Kind | None]) -> None:
    """Enter the deduper's verdicts on all pairs that are not rejected, in their order."""
    import numpy as np

    begin = 0
    for own in fates:
        kept = np.flatnonzero(own < REJECTED)
        for at, kind in zip(kept.tolist(), verdicts[begin : begin + len(kept)], strict=True):
            if kind is not None:
                own[at] = DROPPED[kind]
        begin += len(kept)


def mark_known(fates: Sequence[Bytes], sides: Sequence[Words]) -> None:
    """Leave out of test what has a side that stands in train, and of dev what is in either.

    Documents are in one part each, but what several of them say (a fixed phrase, one text in two
    translations) would be in several.
    """
    import numpy as np

    train, dev, test = (PARTS.index(part) for part in ("train", "dev", "test"))
    seen = np.zeros(0, np.uint64)
    for part, following in ((train, test), (test, dev)):
        new = [
            numbers[own[own != REJECTED] == part].ravel()
            for own, numbers in zip(fates, sides, strict=True)
        ]
        seen = np.union1d(seen, np.concatenate([seen, *new]))
        seen = seen[seen != 0]
        for own, numbers in zip(fates, sides, strict=True):
            at = np.flatnonzero(own != REJECTED)
            known = among(numbers, seen).any(axis=1) & (own[at] == following)
            own[at[known]] = IN_TRAIN
