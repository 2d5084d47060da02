"""One side of a document as numbers: units, lengths and offsets of its sentences."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.alignment.marks import Marks, read_marks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Side:
    """Sentences cut into units that are numbered within the document.

    ``ids`` are all units in order, sentence ``s`` owning ``start[s]:start[s + 1]``; ``vocabulary``
    their spelling by number; ``length`` the number of characters of each sentence without spaces.
    """

    texts: tuple[str, ...]
    ids: NDArray[np.int64]
    start: NDArray[np.int64]
    vocabulary: tuple[str, ...]
    length: NDArray[np.float64]
    marks: Marks

    @property
    def count(self) -> int:
        """How many sentences."""
        return len(self.texts)

    def owners(self) -> NDArray[np.int64]:
        """Return the sentence of every unit."""
        import numpy as np

        return np.repeat(np.arange(self.count), np.diff(self.start))


def read_side(texts: Sequence[str], cut: Callable[[str], list[str]]) -> Side:
    """Cut and number the sentences of one side."""
    import numpy as np

    numbers: defaultdict[str, int] = defaultdict(itertools.count().__next__)
    ids: list[int] = []
    start = [0]
    for text in texts:
        ids.extend(map(numbers.__getitem__, cut(text)))
        start.append(len(ids))
    length = np.array([max(1, len("".join(text.split()))) for text in texts], np.float64)
    return Side(
        tuple(texts),
        np.array(ids, np.int64),
        np.array(start, np.int64),
        tuple(numbers),
        length,
        read_marks(texts),
    )
