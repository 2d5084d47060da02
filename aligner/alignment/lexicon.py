"""The lexical table t(en | zh), t(zh | en): load the one that ships, look up, write.

The file is an ``.npz`` of plain arrays (no pickles): both vocabularies as newline-joined UTF-8
bytes, the table as compressed sparse rows with probabilities in steps of 1/8 of a natural
logarithm (one byte), and how often each unit occurs. How it is trained: ``training/ibm.py``.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from aligner.atomic import writing
from aligner.errors import ModelError
from aligner.paths import exists
from aligner.registry.store import shipped_root

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEXICON = "zh-en.npz"
"""The file's name in a folder of tables."""
_DAMAGE = (EOFError, zipfile.BadZipFile, zlib.error)
STEP = 8.0
"""Steps of a natural logarithm that one byte counts: 255 of them reach down to e^-31.9."""


@dataclass(frozen=True, slots=True)
class Sparse:
    """Rows of ``(column, probability)``: row ``r`` is ``start[r]:start[r + 1]``."""

    start: NDArray[np.int64]
    column: NDArray[np.int64]
    value: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Translation probabilities between units of two languages.

    ``forward`` rows are zh units, values p(en | zh); ``backward`` rows are en units, values
    p(zh | en). ``zh_share`` and ``en_share`` are the probabilities of the units in running text.
    """

    zh: dict[str, int]
    en: dict[str, int]
    words: frozenset[str]
    forward: Sparse
    backward: Sparse
    zh_share: NDArray[np.float32]
    en_share: NDArray[np.float32]


@cache
def shipped_lexicon() -> Path:
    """Return where the table that ships lies."""
    return shipped_root() / "models" / "lexicon" / LEXICON


def find_lexicon(folder: Path | None) -> Path:
    """Return the table of a folder of tables, the one that ships if it has none."""
    own = folder / LEXICON if folder else None
    return own if own and exists(own) else shipped_lexicon()


@lru_cache(maxsize=2)
def load_lexicon(path: Path) -> Lexicon:
    """Read a lexical table. Raises ``ModelError`` if it is missing or not one."""
    import numpy as np

    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            zh = bytes(arrays["zh"]).decode().split("\n")
            en = bytes(arrays["en"]).decode().split("\n")
            return Lexicon(
                {unit: at for at, unit in enumerate(zh)},
                {unit: at for at, unit in enumerate(en)},
                frozenset(unit for unit in zh if len(unit) > 1 and not unit.isascii()),
                _unpack(arrays["forward_count"], arrays["forward_at"], arrays["forward_log"]),
                _unpack(arrays["backward_count"], arrays["backward_at"], arrays["backward_log"]),
                np.exp(-arrays["zh_log"].astype(np.float32) / STEP),
                np.exp(-arrays["en_log"].astype(np.float32) / STEP),
            )
    except FileNotFoundError as error:
        raise ModelError(f"{path}: no lexical table here; reinstall aligner") from error
    except (*_DAMAGE, KeyError, TypeError, ValueError, OSError) as error:
        raise ModelError(f"{path}: not a lexical table ({error}); reinstall aligner") from error


def save_lexicon(path: Path, lexicon: Lexicon) -> None:
    """Write ``lexicon`` to ``path``; probabilities lose what does not fit in a byte.

    Raises ``OutputError`` if it cannot be written; what was there then stays.
    """
    import numpy as np

    zh = sorted(lexicon.zh, key=lexicon.zh.__getitem__)
    en = sorted(lexicon.en, key=lexicon.en.__getitem__)
    arrays = {
        "zh": np.frombuffer("\n".join(zh).encode(), np.uint8),
        "en": np.frombuffer("\n".join(en).encode(), np.uint8),
        "zh_log": _byte(lexicon.zh_share),
        "en_log": _byte(lexicon.en_share),
    }
    for name, table in (("forward", lexicon.forward), ("backward", lexicon.backward)):
        arrays[f"{name}_count"] = np.diff(table.start).astype(np.uint8)
        arrays[f"{name}_at"] = table.column.astype(np.uint16)
        arrays[f"{name}_log"] = _byte(table.value)
    with writing(path, force=True) as stream:
        np.savez(cast(io.TextIOWrapper, stream).buffer, **cast(dict[str, Any], arrays))


def _byte(values: NDArray[np.float32]) -> NDArray[np.uint8]:
    import numpy as np

    return np.clip(np.rint(-np.log(np.maximum(values, 1e-30)) * STEP), 0, 255).astype(np.uint8)


def _unpack(count: np.ndarray, at: np.ndarray, log: np.ndarray) -> Sparse:
    import numpy as np

    start = np.concatenate([[0], np.cumsum(count.astype(np.int64))])
    return Sparse(start, at.astype(np.int64), np.exp(-log.astype(np.float32) / STEP))
