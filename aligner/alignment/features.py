"""What speaks for or against a bead, as numbers a log-linear model weighs.

Every feature of every bead shape at every node is computed by array arithmetic from ``Signals``,
a block of nodes at a time. The order of ``NAMES`` is the order of the trained weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from aligner.alignment.band import OUTSIDE
from aligner.alignment.gains import Gains
from aligner.alignment.marks import ENDS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.alignment.similarity import Signals

    Floats = NDArray[np.float32]

BLOCK = 4096
"""Nodes whose features are computed at once."""

VARIANCE = 3.0
"""Of the length of a translation, per character (of English) of both sides."""

GROUPS: dict[str, tuple[str, ...]] = {
    "lexical": (
        *("gain src", "gain tgt", "gain src mean", "gain tgt mean", "gain root"),
        *("cover src", "cover tgt", "cover both", "cover src n", "cover tgt n", "cover both n"),
    ),
    "shape": (
        *("extend src before", "extend src after", "extend tgt before", "extend tgt after"),
        *("split", "split bad", "cross", "cross good"),
    ),
    "weakest": ("weakest src", "weakest tgt"),
    "deviation": ("deviation", "deviation square"),
    "length": ("length", "length square", "length n", "longer", "shorter"),
    "ends": ("ends alike", "ends strong differ", "src ends open", "tgt ends open", "both open"),
    "quotes": (
        *("starts quoted alike", "starts quoted differ"),
        *("stops quoted alike", "stops quoted differ"),
        *("quote depth differs", "quotes differ", "next quoted differs", "inner stops"),
    ),
    "counts": (
        *("questions", "exclamations", "colons", "semicolons", "commas"),
        *("ellipsis", "dashes", "brackets", "digits"),
    ),
    "breaks": ("breaks src", "breaks tgt", "break one side", "break both sides"),
}
"""Features by the method of ``_Block`` that computes them."""
NAMES = tuple(name for names in GROUPS.values() for name in names)
COARSE = (*GROUPS["lexical"], *GROUPS["length"])
"""What the first pass looks at."""


def blocks(
    signals: Signals,
    types: tuple[tuple[int, int], ...],
    found: Gains,
    names: tuple[str, ...] = NAMES,
) -> Iterator[tuple[slice, Floats]]:
    """Yield slices of nodes and the features ``names``, (nodes, types, features)."""
    import numpy as np

    for at in range(0, signals.band.size, BLOCK):
        here = slice(at, min(at + BLOCK, signals.band.size))
        out = np.empty((*found.valid[here].shape, len(names)), np.float32)
        for place, values in _Block(signals, types, found, here).features(names):
            out[:, :, place] = values
        out[~found.valid[here]] = 0
        yield here, out


def weighed(
    signals: Signals,
    types: tuple[tuple[int, int], ...],
    found: Gains,
    weights: Mapping[str, float],
) -> Floats:
    """Return the weighted sum of the features of every bead, (nodes, types)."""
    import numpy as np

    out = np.zeros(found.valid.shape, np.float32)
    names = tuple(name for name, weight in weights.items() if weight)
    for at in range(0, signals.band.size, BLOCK):
        here = slice(at, min(at + BLOCK, signals.band.size))
        for place, values in _Block(signals, types, found, here).features(names):
            out[here] += values * np.float32(weights[names[place]])
    return out


class _Block:
    """The features of a slice of nodes; arrays are (nodes, types) throughout."""

    def __init__(
        self,
        signals: Signals,
        types: tuple[tuple[int, int], ...],
        found: Gains,
        here: slice,
    ) -> None:
        import numpy as np

        self.signals, self.types, self.found, self.here = signals, types, found, here
        self.number = {shape: kind for kind, shape in enumerate(types)}
        band = signals.band
        nodes = np.arange(here.start, here.stop)
        row = np.searchsorted(band.start, nodes, side="right") - 1
        column = nodes - band.start[row] + band.lo[row]
        shapes = np.array(types)
        self.x, self.y = shapes[:, 0][None], shapes[:, 1][None]
        self.i, self.j = row[:, None], column[:, None]
        self.i_end = np.minimum(self.i + self.x, band.n)
        self.j_end = np.minimum(self.j + self.y, band.m)
        self.size = (self.x + self.y).astype(np.float32) / 2

    def features(self, names: tuple[str, ...]) -> Iterator[tuple[int, np.ndarray]]:
        """Yield the place in ``names`` and the values of each feature."""
        place = {name: at for at, name in enumerate(names)}
        for group, members in GROUPS.items():
            if place.keys().isdisjoint(members):
                continue
            for name, values in zip(members, getattr(self, f"_{group}")(), strict=True):
                if name in place:
                    yield place[name], values

    def _span(self, sums: np.ndarray, side: str) -> np.ndarray:
        if side == "src":
            return sums[self.i_end] - sums[self.i]  # type: ignore[no-any-return]
        return sums[self.j_end] - sums[self.j]  # type: ignore[no-any-return]

    def _lexical(self) -> tuple[np.ndarray, ...]:
        import numpy as np

        src, tgt = self.signals.src, self.signals.tgt
        gain_src, gain_tgt = self.found.src[self.here], self.found.tgt[self.here]
        src_tokens = np.maximum(self._span(src.tokens, "src"), 1)
        tgt_tokens = np.maximum(self._span(tgt.tokens, "tgt"), 1)
        src_weight = np.maximum(self._span(src.units, "src"), 0.5)
        tgt_weight = np.maximum(self._span(tgt.units, "tgt"), 0.5)
        cover_src = self.found.src_cover[self.here] / tgt_weight
        cover_tgt = self.found.tgt_cover[self.here] / src_weight
        both = np.sqrt(np.maximum(cover_src * cover_tgt, 0))
        mean_src, mean_tgt = gain_src / tgt_tokens, gain_tgt / src_tokens
        root = (gain_src + gain_tgt) / np.sqrt(src_tokens + tgt_tokens)
        return (
            *(gain_src / 10, gain_tgt / 10, mean_src * self.size, mean_tgt * self.size, root),
            *(cover_src, cover_tgt, both),
            *(cover_src * self.size, cover_tgt * self.size, both * self.size),
        )

    def _total(self, down: int, right: int, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Gain of the beads of shapes (x, y) ``down`` and ``right`` of the nodes."""
        import numpy as np

        kinds = np.array(
            [
                self.number.get((int(a), int(b)), -1)
                for a, b in zip(x.ravel(), y.ravel(), strict=True)
            ]
        )[None]
        node = self.signals.band.node(self.i + down, self.j + right)
        kind = np.maximum(kinds, 0)
        total = self.found.src[node, kind] + self.found.tgt[node, kind]
        known = (node != OUTSIDE) & (kinds >= 0) & self.found.valid[node, kind]
        return np.where(known, total, np.nan)

    def _shape(self) -> tuple[np.ndarray, ...]:
        """Whether the bead would be better with a sentence more, or in two."""
        import numpy as np

        x, y = self.x, self.y
        own = self.found.src[self.here] + self.found.tgt[self.here]
        more = (
            _squash(self._total(-1, 0, x + 1, y) - own, 8),
            _squash(self._total(0, 0, x + 1, y) - own, 8),
            _squash(self._total(0, -1, x, y + 1) - own, 8),
            _squash(self._total(0, 0, x, y + 1) - own, 8),
        )
        split = _squash(own - self._best_split(), 8)
        cross = _squash(self._crossing(), 8)
        return (
            *more,
            *(split, np.minimum(split, 0), cross, np.maximum(cross, 0)),
        )

    def _best_split(self) -> np.ndarray:
        """The best total gain of the bead cut into two, nan for beads that cannot be."""
        import numpy as np

        best = np.full(self.found.valid[self.here].shape, np.nan, np.float32)
        for kind, (x, y) in enumerate(self.types):
            for a in range(1, x):
                for b in range(1, y):
                    value = self._pair((a, b), (x - a, y - b), a, b)
                    best[:, kind] = np.fmax(best[:, kind], value)
        return best

    def _pair(
        self, one: tuple[int, int], other: tuple[int, int], down: int, right: int
    ) -> np.ndarray:
        import numpy as np

        first, second = self.number[one], self.number[other]
        node = self.signals.band.node(self.i[:, 0] + down, self.j[:, 0] + right)
        left = self.found.src[self.here, first] + self.found.tgt[self.here, first]
        rest = self.found.src[node, second] + self.found.tgt[node, second]
        good = (node != OUTSIDE) & self.found.valid[self.here, first]
        return np.where(good & self.found.valid[node, second], left + rest, np.nan)

    def _crossing(self) -> np.ndarray:
        """How much better the corners of a bead fit crosswise than straight."""
        import numpy as np

        one = self.number[1, 1]
        band, found = self.signals.band, self.found
        total = np.where(found.valid[:, one], found.src[:, one] + found.tgt[:, one], np.nan)

        def at(i: np.ndarray, j: np.ndarray) -> np.ndarray:
            node = band.node(i, j)
            return np.where(node == OUTSIDE, np.nan, total[node])

        last_i, last_j = self.i + self.x - 1, self.j + self.y - 1
        cross = at(self.i, last_j) + at(last_i, self.j)
        straight = at(self.i, self.j) + at(last_i, last_j)
        wide = (self.x > 1) & (self.y > 1)
        return np.where(wide, cross - straight, np.nan)

    def _length(self) -> tuple[np.ndarray, ...]:
        import numpy as np

        src = self._span(self.signals.src.length, "src") * self.signals.ratio
        tgt = self._span(self.signals.tgt.length, "tgt")
        skew = np.log((tgt + 8) / (src + 8))
        return (
            *(np.abs(skew), skew**2, np.abs(skew) * self.size),
            *(np.maximum(skew - 0.4, 0) ** 2, np.maximum(-skew - 0.4, 0) ** 2),
        )

    def _weakest(self) -> tuple[np.ndarray, ...]:
        """How well the worst sentence of a side is covered, where there are several."""
        return self.found.src_weakest[self.here] - 1, self.found.tgt_weakest[self.here] - 1

    def _deviation(self) -> tuple[np.ndarray, ...]:
        """How many standard deviations the lengths differ (Gale & Church 1993)."""
        import numpy as np

        src = self._span(self.signals.src.length, "src") * self.signals.ratio
        tgt = self._span(self.signals.tgt.length, "tgt")
        away = np.minimum(np.abs(tgt - src) / np.sqrt(VARIANCE * (tgt + src + 8)), 4)
        return away, away**2

    def _ends(self) -> tuple[np.ndarray, ...]:
        import numpy as np

        src = self.signals.src_marks.ends[np.maximum(self.i_end - 1, 0)]
        tgt = self.signals.tgt_marks.ends[np.maximum(self.j_end - 1, 0)]
        strong = (1, 2, 3, 4)
        open_ended = (3, 4, 5, 7, len(ENDS))
        differ = np.isin(src, strong[:2]) != np.isin(tgt, strong[:2])
        src_open, tgt_open = np.isin(src, open_ended), np.isin(tgt, open_ended)
        return (
            (src == tgt) & (src < len(ENDS)),
            differ,
            src_open & ~tgt_open,
            tgt_open & ~src_open,
            src_open & tgt_open,
        )

    def _quotes(self) -> tuple[np.ndarray, ...]:
        import numpy as np

        one, other = self.signals.src_marks, self.signals.tgt_marks
        src, tgt = self.signals.src, self.signals.tgt
        n, m = self.signals.band.n, self.signals.band.m
        first_src = one.starts[np.minimum(self.i, n - 1)]
        first_tgt = other.starts[np.minimum(self.j, m - 1)]
        last_src = one.stops[np.maximum(self.i_end - 1, 0)]
        last_tgt = other.stops[np.maximum(self.j_end - 1, 0)]
        depth = self._span(src.opened - src.closed, "src") - self._span(
            tgt.opened - tgt.closed, "tgt"
        )
        number = self._span(src.opened + src.closed, "src") - self._span(
            tgt.opened + tgt.closed, "tgt"
        )
        next_src = np.where(self.i_end < n, one.starts[np.minimum(self.i_end, n - 1)], 0)
        next_tgt = np.where(self.j_end < m, other.starts[np.minimum(self.j_end, m - 1)], 0)
        inner = np.maximum(self._span(src.closed, "src") - 1, 0) - np.maximum(
            self._span(tgt.closed, "tgt") - 1, 0
        )
        return (
            *(first_src * first_tgt, first_src != first_tgt),
            *(last_src * last_tgt, last_src != last_tgt),
            *(np.minimum(np.abs(depth), 2), np.minimum(np.abs(number), 4)),
            *(next_src != next_tgt, np.minimum(np.abs(inner), 2)),
        )

    def _counts(self) -> tuple[np.ndarray, ...]:
        import numpy as np

        differ = np.abs(
            self._span(self.signals.src.counts, "src") - self._span(self.signals.tgt.counts, "tgt")
        )
        limits = (2, 2, 2, 2, 4, 1, 2, 2, 6)
        return tuple(np.minimum(differ[:, :, at], most) for at, most in enumerate(limits))

    def _breaks(self) -> tuple[np.ndarray, ...]:
        """Paragraphs that begin inside the bead, and at its start."""
        import numpy as np

        src, tgt = self.signals.src.breaks, self.signals.tgt.breaks
        n, m = self.signals.band.n, self.signals.band.m
        inside_src = src[self.i_end] - src[np.minimum(self.i + 1, n)]
        inside_tgt = tgt[self.j_end] - tgt[np.minimum(self.j + 1, m)]
        at_src = src[np.minimum(self.i + 1, n)] - src[self.i]
        at_tgt = tgt[np.minimum(self.j + 1, m)] - tgt[self.j]
        some = (src[-1] > 1) & (tgt[-1] > 1)
        return (
            *(np.minimum(inside_src, 2) * some, np.minimum(inside_tgt, 2) * some),
            *((at_src != at_tgt) * some, (at_src * at_tgt > 0) * some),
        )


def _squash(values: np.ndarray, scale: float) -> np.ndarray:
    """Bring to -1..1, 0 where there is nothing to compare."""
    import numpy as np

    return np.nan_to_num(np.tanh(values / scale), nan=0.0)
