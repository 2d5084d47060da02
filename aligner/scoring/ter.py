"""Translation edit rate with sacrebleu's numbers, bit for bit, many times faster.

TER (Snover et al. 2006) counts word edits plus block shifts. The shifts are found greedily by the
heuristics of tercom, which sacrebleu 2 follows: try every run of up to ten words that also stands
in the reference, both places being wrong at present; take the move that lowers the edit distance
most; repeat. Almost all of the time goes into the edit distances of the moves that lose.

Here thousands of segments advance together. One round aligns each segment once (one bit vector a
row), lists its moves, and computes the distances of all moves of all segments in one array sweep
(``edit_distance.rotated_distances``). Those are distances without tercom's band. Where a path
could leave the band, they are lower bounds, so that the moves are looked at one by one in the
order of what they could gain at best, until none left can win.

Does not do: tokenisation (sacrebleu's ``TercomTokenizer`` does), characters, weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from aligner.scoring.edit_distance import (
    Rotations,
    WordAlignment,
    align_words,
    band_is_wide_enough,
    banded_alignment,
    rotated_distances,
    stays_in_band,
    word_masks,
)

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

# Tercom's limits, as in sacrebleu.
_MAX_SHIFT_SIZE = 10
_MAX_SHIFT_DISTANCE = 50
_MAX_CANDIDATES = 1000

_TOGETHER = 4096
"""Segments that advance together: more gain no time, and each holds dozens of moves."""

Pair = tuple[Sequence[str], Sequence[str]]
"""Hypothesis words and reference words."""

Move = tuple[int, int, int]
"""Words ``[start, start + length)`` go before word ``target``: start, length, target."""


@dataclass(slots=True)
class _Search:
    """The state of one segment's greedy search; ``exact``: no gainful move can leave the band."""

    index: int
    masks: list[int]
    n_ref: int
    places: dict[int, tuple[int, ...]]
    shifts: int = 0
    checked: int = 0
    exact: bool = True
    distance: int = 0


def edit_counts(pairs: Iterable[Pair]) -> list[int]:
    """Return shifts plus edits of each hypothesis-reference pair.

    An empty reference costs one edit a hypothesis word. ``pairs`` are taken as they are needed.
    """
    source, counts = iter(pairs), list[int]()
    while together := list(islice(source, _TOGETHER)):
        counts += _edit_counts(together)
    return counts


def _edit_counts(pairs: Sequence[Pair]) -> list[int]:
    counts: list[int] = []
    active: list[_Search] = []
    for index, (hyp, ref) in enumerate(pairs):
        counts.append(len(hyp) or len(ref))
        if hyp and ref:
            masks = word_masks(hyp, ref)
            places = {mask: tuple(_bits(mask)) for mask in set(masks)}
            active.append(_Search(index, masks, len(ref), places))
    # Longest first, as the array sweep wants it; long references need more words a row.
    active.sort(key=lambda search: (-(-search.n_ref // 64), len(search.masks)), reverse=True)
    while active:
        active = _round(active, counts)
    return counts


def _round(active: list[_Search], counts: list[int]) -> list[_Search]:
    """Apply the best move of each segment; note the count of those that have none."""
    moving: list[_Search] = []
    moves: list[list[Move]] = []
    for search in active:
        candidates = _candidates(search, _align(search))
        counts[search.index] = search.shifts + search.distance
        if candidates:
            moving.append(search)
            moves.append(candidates)
    left: list[_Search] = []
    for search, best in zip(moving, _best_moves(moving, moves), strict=True):
        if best is not None:
            search.masks = _moved(search.masks, best)
            search.shifts += 1
            left.append(search)
    return left


def _align(search: _Search) -> WordAlignment:
    alignment = _alignment(search.masks, search.n_ref)
    search.distance = alignment.distance
    search.exact = band_is_wide_enough(len(search.masks), search.n_ref, alignment.distance)
    return alignment


def _alignment(masks: Sequence[int], n_ref: int) -> WordAlignment:
    """Return what ``banded_alignment`` does, by the fast way where that is proved equal."""
    alignment = align_words(masks, n_ref)
    return alignment if stays_in_band(alignment) else banded_alignment(masks, n_ref)


def _candidates(search: _Search, alignment: WordAlignment) -> list[Move]:
    """Return the moves tercom would try, each once; none if that passes its limit.

    Tercom tries a run of words that matches the reference elsewhere, if the run holds an error on
    both sides and is not aligned with itself; it goes before or behind each word that the matching
    reference words align with. Moves that change nothing are counted, not returned.
    """
    hyp_wait = _distance_to_error(alignment.hyp_errors)
    ref_wait = _distance_to_error(alignment.ref_errors)
    targets = alignment.targets
    changes = [0]
    for before, after in pairwise(targets):
        changes.append(changes[-1] + (before != after))
    n_hyp = len(search.masks)
    found: set[Move] = set()
    checked = search.checked
    for start, position, run in _runs(search):
        wait = max(hyp_wait[start], ref_wait[position])
        if wait >= run or abs(position - start) > _MAX_SHIFT_DISTANCE:
            continue
        home = targets[position + 1] - 1
        longest = min(run, home - start) if home >= start else run
        for length in range(wait + 1, longest + 1):
            end = position + length
            checked += changes[end] - changes[position] + 1
            if start + length < n_hyp:
                found.update((start, length, t) for t in targets[position : end + 1] if t != start)
            else:
                found.update((start, length, t) for t in targets[position : end + 1] if t < start)
        if checked >= _MAX_CANDIDATES:
            return []
    search.checked = checked
    return list(found)


def _distance_to_error(errors: bytearray) -> list[int]:
    """Return for each position how many right words precede the next wrong one."""
    distance = _MAX_SHIFT_SIZE
    distances = [distance] * len(errors)
    for position in range(len(errors) - 1, -1, -1):
        distance = 0 if errors[position] else distance + 1
        distances[position] = distance
    return distances


def _runs(search: _Search) -> list[tuple[int, int, int]]:
    """Return every matching start in hypothesis and reference with the length of the run."""
    runs: list[tuple[int, int, int]] = []
    behind: dict[int, int] = {}
    for start in range(len(search.masks) - 1, -1, -1):
        here: dict[int, int] = {}
        for position in search.places[search.masks[start]]:
            run = behind.get(position + 1, 0)
            here[position] = run = run + 1 if run < _MAX_SHIFT_SIZE else run
            runs.append((start, position, run))
        behind = here
    return runs


def _bits(mask: int) -> Iterator[int]:
    """Yield the positions of the set bits, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _cut(n_words: int, move: Move) -> tuple[int, int, int]:
    """Return ``a, b, c``: the move swaps words ``[a, b)`` and ``[b, c)``, as sacrebleu's does.

    A target inside the moved run means: as far behind as the target is into the run.
    """
    start, length, target = move
    if target < start:
        return target, start, start + length
    if target > start + length:
        return start, start + length, target
    return start, start + length, min(length + target, n_words)


def _moved(masks: list[int], move: Move) -> list[int]:
    a, b, c = _cut(len(masks), move)
    return masks[:a] + masks[b:c] + masks[a:b] + masks[c:]


def _best_moves(searches: list[_Search], moves: list[list[Move]]) -> list[Move | None]:
    """Return the move of each segment that gains most, ``None`` where none gains.

    Ties go to the longest run, then the earliest, then the earliest target.
    """
    best: list[Move | None] = []
    begin = 0
    while begin < len(searches):
        words = -(-searches[begin].n_ref // 64)
        end = begin + 1
        while end < len(searches) and -(-searches[end].n_ref // 64) == words:
            end += 1
        best.extend(_best_of_group(searches[begin:end], moves[begin:end]))
        begin = end
    return best


def _best_of_group(searches: list[_Search], moves: list[list[Move]]) -> list[Move | None]:
    """As ``_best_moves``, for references that need the same number of 64-bit words."""
    import numpy as np

    sizes = np.array([len(of_one) for of_one in moves])
    flat = np.array([move for of_one in moves for move in of_one], dtype=np.int64)
    owner = np.repeat(np.arange(len(searches)), sizes)
    start, length, target = flat.T
    n_words = np.array([len(search.masks) for search in searches])[owner]
    run_end = start + length
    back, far = target < start, target > run_end
    inside = np.minimum(length + target, n_words)
    rotations = Rotations(
        owner,
        np.where(back, target, start),
        np.where(back, start, run_end),
        np.where(back, run_end, np.where(far, target, inside)),
    )
    distances = rotated_distances(
        [search.masks for search in searches], [search.n_ref for search in searches], rotations
    )
    gain = np.array([search.distance for search in searches])[owner] - distances
    rank = _rank(gain, length, start, target)
    firsts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    top = np.maximum.reduceat(rank, firsts)
    best: list[Move | None] = []
    for number, search in enumerate(searches):
        part = slice(firsts[number], firsts[number] + sizes[number])
        if top[number] < _GAIN:
            best.append(None)
        elif search.exact:
            best.append(moves[number][int(rank[part].argmax())])
        else:
            best.append(_best_banded(search, moves[number], rank[part]))
    return best


_GAIN = 1 << 40
"""A rank below this gains nothing."""


def _rank(
    gain: npt.NDArray[np.int64],
    length: npt.NDArray[np.int64],
    start: npt.NDArray[np.int64],
    target: npt.NDArray[np.int64],
) -> npt.NDArray[np.int64]:
    """Return one sortable number a move; words of a segment are numbered below 2**18."""
    last = (1 << 18) - 1
    rank: npt.NDArray[np.int64] = (
        gain * _GAIN + (length << 36) + ((last - start) << 18) + (last - target)
    )
    return rank


def _best_banded(search: _Search, moves: list[Move], ranks: npt.NDArray[np.int64]) -> Move | None:
    """Return the best move by banded distances; ``ranks`` are upper bounds of theirs."""
    winner: Move | None = None
    winning = _GAIN - 1
    for number in ranks.argsort()[::-1].tolist():
        bound = int(ranks[number])
        if bound <= winning:
            break
        distance = _alignment(_moved(search.masks, moves[number]), search.n_ref).distance
        rank = bound % _GAIN + (search.distance - distance) * _GAIN
        if rank > winning:
            winner, winning = moves[number], rank
    return winner
