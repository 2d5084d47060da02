"""What the punctuation of a sentence says: how it ends, its quotes, its questions.

A translation may break sentences elsewhere, but questions stay questions and speech stays speech;
this is nearly all there is to go by for a line like “是吗？” / "Oh, really?".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_TRAILING = re.compile(r"[\s\"'“”‘’」』»)）\]】]+$")
COUNTED = ("?？", "!！", ":：", ";；", ",，、", "…", "—–", "(（", "0123456789")
"""Groups of characters whose numbers are compared."""
_GROUP_OF = {mark: number for number, group in enumerate(COUNTED) for mark in group}
_DOTS = COUNTED.index("…")
_MOST = 6
"""The most of a group that is told from more."""
_OPENING = tuple("“「『\"‘'«„")
_CLOSING = tuple("”」』\"’'»")
ENDS = ("。.", "?？", "!！", ":：", ";；", ",，、", "…", "—–-")
"""Groups of characters a sentence may end with, closing quotes aside; none of them is a group."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Per sentence: counts (n, groups), quotes opened and closed, and the kind of its end.

    ``starts`` and ``stops`` are 1 where the sentence starts with an opening quote or ends with a
    closing one; ``ends`` is the number of its end in ``ENDS``, ``len(ENDS)`` for none.
    """

    counts: Floats
    opened: Floats
    closed: Floats
    starts: Floats
    stops: Floats
    ends: NDArray[np.int64]


def read_marks(texts: Sequence[str]) -> Marks:
    """Look at the punctuation of each sentence."""
    import numpy as np

    quotes = np.array([_quotes(text) for text in texts], np.float64).reshape(-1, 2)
    groups = [_counts(text) for text in texts]
    return Marks(
        np.array(groups, np.float64).reshape(-1, len(COUNTED)),
        quotes[:, 0],
        quotes[:, 1],
        np.array([_starts_quoted(text) for text in texts], np.float64),
        np.array([_stops_quoted(text) for text in texts], np.float64),
        np.array([_end(text) for text in texts], np.int64),
    )


def _counts(text: str) -> list[int]:
    """Return how often the marks of each group stand in the text, few of which do."""
    counts = [0] * len(COUNTED)
    for mark in _GROUP_OF.keys() & text:
        counts[_GROUP_OF[mark]] += text.count(mark)
    counts = [min(count, _MOST) for count in counts]
    if counts[_DOTS] or "..." in text:
        counts[_DOTS] = 1
    return counts


def _end(text: str) -> int:
    bare = _TRAILING.sub("", text)
    if not bare:
        return len(ENDS)
    if bare.endswith("..."):
        return 6
    return next((at for at, group in enumerate(ENDS) if bare[-1] in group), len(ENDS))


def _starts_quoted(text: str) -> bool:
    return text.lstrip().startswith(_OPENING)


def _stops_quoted(text: str) -> bool:
    return text.rstrip().endswith(_CLOSING)


def _quotes(text: str) -> tuple[int, int]:
    """Count opening and closing quotes; straight ones by what stands before and after them."""
    opened = sum(text.count(mark) for mark in "“「『«„")
    closed = sum(text.count(mark) for mark in "”」』»")
    for match in re.finditer(r"[\"'‘’]", text):
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        if not before.isalnum() and after.isalnum():
            opened += 1
        elif not after.isalnum() and before and not before.isspace():
            closed += match.group() == '"' or not before.isalpha() or not after
    return opened, closed
