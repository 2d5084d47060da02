"""Runs of characters as 64-bit numbers: what near-duplicates and leaks are found by.

A text is squeezed first (compatibility forms, simplified characters, lower case, letters and digits
only), so that marks, widths, spaces and the Chinese script make no difference. The same numbers on
every machine. Two different runs share a number with a chance of about 1 in 2^64.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.text.script import to_simplified

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NO_WORD = re.compile(r"[\W_]+")
_MULTIPLIER = 0x9E3779B97F4A7C15  # 2^64 divided by the golden ratio
_MIX = 0xBF58476D1CE4E5B9  # from the finalizer of SplitMix64 (Steele et al. 2014)


@dataclass(frozen=True, slots=True)
class Shingles:
    """The runs of several texts: ``values[start[i] : start[i + 1]]`` are those of text ``i``."""

    values: NDArray[np.uint64]
    start: NDArray[np.int64]


def squeeze(text: str) -> str:
    """Return only what two copies of a text have in common whatever their marks and script."""
    folded = text if text.isascii() else to_simplified(unicodedata.normalize("NFKC", text))
    return _NO_WORD.sub("", folded.casefold())


def shingles(texts: Sequence[str], size: int) -> Shingles:
    """Return every run of ``size`` characters of squeezed texts, one run for shorter ones."""
    import numpy as np

    padded = [text.ljust(size, "\0") for text in texts]
    codes = np.frombuffer("".join(padded).encode("utf-32-le", "surrogatepass"), np.uint32)
    sizes = np.array([len(text) for text in padded], np.int64)
    begin = np.concatenate([[0], np.cumsum(sizes)])
    counts = sizes - size + 1
    start = np.concatenate([[0], np.cumsum(counts)])
    first = np.repeat(begin[:-1] - start[:-1], counts) + np.arange(start[-1])
    values = np.zeros(len(first), np.uint64)
    for step in range(size):
        values = values * np.uint64(_MULTIPLIER) + codes[first + step]
    return Shingles(mixed(values), start)


def mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread the bits, so that the order of the numbers says nothing."""
    import numpy as np

    values = (values ^ (values >> np.uint64(30))) * np.uint64(_MIX)
    return values ^ (values >> np.uint64(31))


def text_numbers(texts: Sequence[str]) -> NDArray[np.uint64]:
    """Return one number a text: equal for equal texts."""
    import numpy as np

    found = shingles(texts, 1)
    # A polynomial in the characters: sums of powers, which reduceat adds up text by text.
    place = np.arange(len(found.values)) - np.repeat(found.start[:-1], np.diff(found.start))
    powers = _powers(int(place.max()) + 1 if len(place) else 1)
    return mixed(np.add.reduceat(found.values * powers[place], found.start[:-1]))


def _powers(count: int) -> NDArray[np.uint64]:
    import numpy as np

    base = np.full(count, _MULTIPLIER, np.uint64)
    base[0] = 1
    return np.multiply.accumulate(base)
