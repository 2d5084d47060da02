"""Word edit distance for TER: bit-parallel for one pair or thousands, and the banded original.

A hypothesis is a list of masks, one a word: bit ``j`` is set where the word equals reference word
``j``. Nothing else about the words matters to TER, and moving a word moves its mask.

``align_words`` and ``rotated_distances`` compute the plain Levenshtein distance with the
bit-parallel recurrence of Myers (1999) as written by Hyyrö (2001): a row of the matrix is two bit
vectors, one addition carries through it. ``banded_alignment`` is the recurrence of tercom as
sacrebleu runs it, which only visits cells near the diagonal. The plain result is the banded one
whenever its path stays in the band: ``stays_in_band`` checks that.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

BEAM_WIDTH = 25
_UNREACHED = 10**16
_WORD = 64
_CHUNK = 1 << 14  # candidates at a time: the working set stays in the second-level cache


@dataclass(frozen=True, slots=True)
class WordAlignment:
    """The cheapest way to turn a hypothesis into a reference, ties broken as tercom does.

    ``targets[j]`` is how many hypothesis words precede the place where reference word ``j`` would
    go (length of the reference plus one); ``hyp_errors`` and ``ref_errors`` flag edited words.
    """

    distance: int
    targets: list[int]
    hyp_errors: bytearray
    ref_errors: bytearray


@dataclass(frozen=True, slots=True)
class Rotations:
    """Candidate orders of hypotheses: words ``[a, b)`` and ``[b, c)`` change places.

    ``owner`` names the hypothesis of each candidate; candidates are sorted by the length of their
    hypothesis, longest first. All arrays are int64 of one length.
    """

    owner: npt.NDArray[np.int64]
    a: npt.NDArray[np.int64]
    b: npt.NDArray[np.int64]
    c: npt.NDArray[np.int64]


def word_masks(hyp: Sequence[str], ref: Sequence[str]) -> list[int]:
    """Return for each hypothesis word the set of equal reference positions, as bits."""
    masks: dict[str, int] = {}
    for position, word in enumerate(ref):
        masks[word] = masks.get(word, 0) | 1 << position
    return [masks.get(word, 0) for word in hyp]


def band_is_wide_enough(n_hyp: int, n_ref: int, distance: int) -> bool:
    """Tell whether every path that costs at most ``distance`` stays inside sacrebleu's band.

    Such a path inserts at most ``(distance + n_ref - n_hyp) / 2`` reference words and drops at
    most ``(distance - n_ref + n_hyp) / 2`` hypothesis words, and the middle of the band is at most
    ``n_ref - n_hyp`` away from the diagonal. Never true by mistake, sometimes false by caution.
    """
    return distance + abs(n_ref - n_hyp) <= 2 * BEAM_WIDTH - 4


def stays_in_band(alignment: WordAlignment) -> bool:
    """Tell whether the path of an alignment from ``align_words`` is inside sacrebleu's band.

    If so, the band changes neither the distance nor the path: each cell of the path then costs the
    same in both matrices, and no other cell costs less in the band than without it, so that each
    tie is broken in the same way.
    """
    n_hyp, n_ref = len(alignment.hyp_errors), len(alignment.ref_errors)
    if band_is_wide_enough(n_hyp, n_ref, alignment.distance):
        return True
    rows = alignment.targets
    band = [(0, n_ref + 1), *_band(n_hyp, n_ref)]
    # The path stands in column j from row rows[j] on, until row rows[j + 1] at the latest; the
    # band moves right from row to row, but for its end in the last row, which is the widest.
    return all(
        column < band[first][1] and band[last][0] <= column
        for column, (first, last) in enumerate(zip(rows, [*rows[1:], n_hyp], strict=True))
    )


def align_words(masks: Sequence[int], n_ref: int) -> WordAlignment:
    """Align without a band; equal to ``banded_alignment`` where that ``stays_in_band``."""
    full = (1 << n_ref) - 1
    plus, minus = full, 0  # where the row goes up and down by one from column to column
    diagonal: list[int] = []
    rising: list[int] = []
    for mask in masks:
        same = (((mask & plus) + plus) ^ plus) | mask | minus  # no dearer than the diagonal cell
        up = minus | (full & ~(same | plus))  # dearer than the cell above
        down = same & plus
        shifted = up << 1 | 1
        plus = (down << 1 | ~(same | shifted)) & full
        minus = same & shifted & full
        diagonal.append(same)
        rising.append(up)
    distance = len(masks) + plus.bit_count() - minus.bit_count()
    return _trace_bits(masks, n_ref, distance, diagonal, rising)


def _trace_bits(
    masks: Sequence[int], n_ref: int, distance: int, diagonal: list[int], rising: list[int]
) -> WordAlignment:
    """Walk back from the last cell: match, else substitution, else deletion, else insertion."""
    i, j = len(masks), n_ref
    targets = [0] * (n_ref + 1)
    hyp_errors = bytearray(i)
    ref_errors = bytearray(b"\1") * n_ref
    bit = 1 << j
    while i and j:
        bit = 1 << (j - 1)
        row = i - 1
        if masks[row] & bit:
            targets[j] = i
            j -= 1
            i = row
            ref_errors[j] = 0
        elif not diagonal[row] & bit:
            targets[j] = i
            hyp_errors[row] = 1
            j -= 1
            i = row
        elif rising[row] & bit:
            hyp_errors[row] = 1
            i = row
        else:
            targets[j] = i
            j -= 1
    hyp_errors[:i] = b"\1" * i
    return WordAlignment(distance, targets, hyp_errors, ref_errors)


def _band(n_hyp: int, n_ref: int) -> list[tuple[int, int]]:
    """Return the columns ``[low, high)`` that sacrebleu visits in rows 1 to ``n_hyp``."""
    ratio = n_ref / n_hyp
    width = BEAM_WIDTH
    if ratio / 2 > BEAM_WIDTH:
        width = math.ceil(ratio / 2 + BEAM_WIDTH)
    band = []
    for i in range(1, n_hyp + 1):
        middle = math.floor(i * ratio)
        high = n_ref + 1 if i == n_hyp else min(n_ref + 1, middle + width)
        band.append((max(0, middle - width), high))
    return band


def banded_alignment(masks: Sequence[int], n_ref: int) -> WordAlignment:
    """Align inside the band of sacrebleu's ``BeamEditDistance``, cell by cell."""
    row = list(range(n_ref + 1))
    moves = [bytearray(b"i") * (n_ref + 1)]
    if masks:
        for mask, (low, high) in zip(masks, _band(len(masks), n_ref), strict=True):
            row, ops = _banded_row(row, mask, low, high)
            moves.append(ops)
    return _trace_moves(moves, n_ref, row[n_ref])


def _banded_row(above: list[int], mask: int, low: int, high: int) -> tuple[list[int], bytearray]:
    """Return the costs and operations of one row; cells outside ``[low, high)`` are unreached."""
    row = [_UNREACHED] * len(above)
    ops = bytearray(b"x") * len(above)
    left = _UNREACHED
    for j in range(low, high):
        best, op = _UNREACHED, "x"
        if j == 0:
            best, op = above[0] + 1, "d"
        else:
            match = mask >> (j - 1) & 1
            cost = above[j - 1] + 1 - match
            if cost < best:
                best, op = cost, " " if match else "s"
            if above[j] + 1 < best:
                best, op = above[j] + 1, "d"
            if left + 1 < best:
                best, op = left + 1, "i"
        row[j] = left = best
        ops[j] = ord(op)
    return row, ops


def _trace_moves(moves: list[bytearray], n_ref: int, distance: int) -> WordAlignment:
    i, j = len(moves) - 1, n_ref
    targets = [0] * (n_ref + 1)
    hyp_errors = bytearray(b"\1") * i
    ref_errors = bytearray(b"\1") * n_ref
    while i > 0 or j > 0:
        op = chr(moves[i][j])
        if op == "x":
            raise AssertionError("the band has a hole: sacrebleu fails here as well")
        if op != "d":
            targets[j] = i
        if op == " ":
            hyp_errors[i - 1] = ref_errors[j - 1] = 0
        i -= op != "i"
        j -= op != "d"
    return WordAlignment(distance, targets, hyp_errors, ref_errors)


def rotated_distances(
    hyps: Sequence[Sequence[int]], ref_lengths: Sequence[int], candidates: Rotations
) -> npt.NDArray[np.int64]:
    """Return the plain edit distance of every candidate order to its own reference.

    ``hyps`` are lists of masks, ``ref_lengths`` how many bits each uses. The bit vectors of all
    candidates advance together, one hypothesis word a step, in as many 64-bit words as the
    longest reference needs.
    """
    import numpy as np

    words = -(-max(ref_lengths) // _WORD)
    lengths = np.array([len(hyp) for hyp in hyps], dtype=np.int64)
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    low = (1 << _WORD) - 1
    table = np.array(
        [[mask >> _WORD * w & low for hyp in hyps for mask in hyp] for w in range(words)],
        dtype=np.uint64,
    )
    tops = np.array(
        [[((1 << n) - 1) >> _WORD * w & low for n in ref_lengths] for w in range(words)],
        dtype=np.uint64,
    )
    total = len(candidates.owner)
    distances = np.empty(total, dtype=np.int64)
    for begin in range(0, total, _CHUNK):
        part = slice(begin, begin + _CHUNK)
        owner = candidates.owner[part]
        order = _Order(candidates.a[part], candidates.b[part], candidates.c[part])
        plus, minus = _advance(table, starts[owner], lengths[owner], order)
        top = tops[:, owner]
        distances[part] = lengths[owner] + _popcount(plus & top) - _popcount(minus & top)
    return distances


class _Order:
    """Where each candidate reads its next mask: consecutive, but for three jumps."""

    def __init__(
        self, a: npt.NDArray[np.int64], b: npt.NDArray[np.int64], c: npt.NDArray[np.int64]
    ) -> None:
        import numpy as np

        rows = np.concatenate((a, a + c - b, c))
        jumps = np.concatenate((b - a, a - c, c - b))
        by_row = np.argsort(rows, kind="stable")
        self._jumps = jumps[by_row]
        self._candidate = np.tile(np.arange(len(a)), 3)[by_row]
        self._bounds = np.searchsorted(rows[by_row], np.arange(int(c.max()) + 2))

    def jump(self, row: int, index: npt.NDArray[np.int64]) -> None:
        """Add the jumps of ``row`` to ``index`` in place."""
        if row + 1 < len(self._bounds):
            part = slice(self._bounds[row], self._bounds[row + 1])
            # A candidate jumps at three different rows, so that no index repeats here.
            index[self._candidate[part]] += self._jumps[part]


def _advance(
    table: npt.NDArray[np.uint64],
    starts: npt.NDArray[np.int64],
    lengths: npt.NDArray[np.int64],
    order: _Order,
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Run the recurrence over all hypothesis words; return the last row's two vectors."""
    import numpy as np

    words = len(table)
    index = starts.copy()
    plus = np.full((words, len(starts)), ~np.uint64(0))
    minus = np.zeros_like(plus)
    active = np.searchsorted(-lengths, -np.arange(int(lengths[0])), side="left")
    one, last = np.uint64(1), np.uint64(_WORD - 1)
    for row, count in enumerate(active.tolist()):
        order.jump(row, index)
        carry = np.zeros(count, dtype=np.uint64)
        up_in = np.full(count, one)
        down_in = np.zeros(count, dtype=np.uint64)
        for w in range(words):
            mask = table[w][index[:count]]
            vp, vn = plus[w, :count], minus[w, :count]
            addend = mask & vp
            total = addend + vp
            if words > 1:
                wrapped = total < vp
                total += carry
                carry = (wrapped | (total < carry)).astype(np.uint64)
            same = (total ^ vp) | mask | vn
            up = vn | ~(same | vp)
            down = same & vp
            shifted = up << one | up_in
            plus[w, :count] = down << one | down_in | ~(same | shifted)
            minus[w, :count] = same & shifted
            if words > 1:
                up_in, down_in = up >> last, down >> last
        index[:count] += 1
    return plus, minus


def _popcount(bits: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
    """Return the number of set bits of each column (NumPy 1 has no ``bitwise_count``)."""
    import numpy as np

    as_bytes = np.ascontiguousarray(bits.T).view(np.uint8)
    ones: npt.NDArray[np.int64] = np.unpackbits(as_bytes, axis=1).sum(axis=1, dtype=np.int64)
    return ones
