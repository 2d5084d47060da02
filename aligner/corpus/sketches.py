"""The deduper's sketches of a shard on disk: made where the shard is, read where all meet."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.corpus.clean import batches
from aligner.corpus.dedupe import BATCH, Sketches, sketch
from aligner.errors import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.bitext import SegmentPair


def write_sketches(path: Path, pairs: Sequence[SegmentPair]) -> None:
    """Write the sketches of the pairs; ``OutputError`` if that fails."""
    import numpy as np

    parts = [sketch(batch) for batch in batches(pairs, BATCH)] or [sketch(())]
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as stream:
            np.savez(
                stream,
                whole=np.concatenate([part.whole for part in parts]),
                keys=np.concatenate([part.keys for part in parts]),
                hashes=np.concatenate([part.hashes for part in parts]),
            )
        Path(name).replace(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error


def read_sketches(path: Path) -> Sketches:
    """Read what ``write_sketches`` wrote. Raises ``InputError`` if it is not that."""
    import numpy as np

    try:
        with np.load(path) as found:
            return Sketches(found["whole"], found["keys"], found["hashes"])
    except (OSError, ValueError, KeyError) as error:
        raise InputError(f"{path}: no sketches of a shard; delete the shard and resume") from error
