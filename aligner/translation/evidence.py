"""How much of a source each of its candidate translations explains, word by word.

IBM model 1 with the table p(zh | en) of the aligner. It knows nothing of word order or grammar,
and that is its use: it was not trained to be fluent, so it sees what a fluent translation left
out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.alignment.lexicon import Lexicon, Sparse, load_lexicon, shipped_lexicon
from aligner.alignment.units import en_units, zh_units

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NULL = 0.3
"""Share of units that come from nowhere in an honest translation."""

_MOST = 0.999


@dataclass(frozen=True, slots=True)
class Explained:
    """One figure a candidate each.

    ``gain``: mean over the units of the source of the logarithm of how much likelier the candidate
    makes them than chance; ``cover``: share of the source, rare units counting more, that has a
    counterpart.
    """

    gain: Floats
    cover: Floats


class Evidence:
    """The lexical table, asked about one source and its candidates at a time."""

    def __init__(self, lexicon: Lexicon) -> None:
        import numpy as np

        self._lexicon = lexicon
        self._weight = np.clip(-np.log(lexicon.zh_share) / 9.0, 0.05, 1.0) ** 2

    @classmethod
    def shipped(cls) -> Evidence:
        """Load the table that ships. Raises ``ModelError`` if it is missing."""
        return cls(load_lexicon(shipped_lexicon()))

    def explain(self, source: str, candidates: Sequence[str]) -> Explained:
        """Measure each candidate against the simplified source; 0 where nothing is known."""
        import numpy as np

        lexicon = self._lexicon
        zh = Counter(_known(zh_units(source, lexicon.words), lexicon.zh))
        counts = [Counter(_known(en_units(text), lexicon.en)) for text in candidates]
        rows, columns = list(zh), sorted(set().union(*counts))
        if not rows or not columns:
            return Explained(np.zeros(len(counts)), np.zeros(len(counts)))
        times = np.array([zh[unit] for unit in rows], np.float64)
        number = np.array([[count[unit] for unit in columns] for count in counts], np.float64)
        back = _cells(lexicon.backward, columns, rows, len(lexicon.zh))
        size = np.maximum(number.sum(axis=1), 1)[:, None]
        ratio = (1 - NULL) * (number @ back) / size / lexicon.zh_share[rows]
        # A unit is covered if any word of the candidate is likely to mean it, however often.
        missed = np.exp(np.minimum(number, 1) @ np.log1p(-np.minimum(back, _MOST)))
        wanted = self._weight[rows] * times
        return Explained(
            np.log(NULL + ratio) @ times / times.sum(), (1 - missed) @ wanted / wanted.sum()
        )


def _known(units: Sequence[str], vocabulary: Mapping[str, int]) -> list[int]:
    """Return the numbers of the known units but figures: 90亿 is not 90, and checks read values."""
    return [vocabulary[u] for u in units if u in vocabulary and not u[0].isdigit()]


def _cells(table: Sparse, rows: Sequence[int], columns: Sequence[int], width: int) -> Floats:
    """Return the probabilities of ``columns`` in ``rows`` as a matrix of that shape."""
    import numpy as np

    place = np.full(width, -1, np.int64)
    place[columns] = np.arange(len(columns))
    cells = np.zeros((len(rows), len(columns)))
    for at, row in enumerate(rows):
        here = slice(table.start[row], table.start[row + 1])
        column = place[table.column[here]]
        inside = column >= 0
        cells[at, column[inside]] = table.value[here][inside]
    return cells
