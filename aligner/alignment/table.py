"""Translation probabilities between the units of one document's two sides.

Put together from the shipped lexical table, units spelt alike on both sides, and what IBM model 1
learns from the document itself once a first alignment is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.alignment.amounts import MARK
from aligner.alignment.lexicon import Lexicon, Sparse
from aligner.alignment.names import spelt

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.alignment.side import Side

COGNATE = 4
"""Letters that words of related languages must share at their start."""
LIKELY = 0.2
"""Probability that such words translate each other, all of them together."""
ALIKE = 0.8
"""Probability that a Latin word or number stays as it is."""
AMOUNT = 1e-5
"""Share of running text that any one number has."""
SPELT = 0.5
"""Probability that a character of a name is the one an unknown word spells, homophones together."""


@dataclass(frozen=True, slots=True)
class Tables:
    """``forward``: rows src units, p(tgt | src); ``backward``: rows tgt units, p(src | tgt).

    ``src_share`` and ``tgt_share`` say how likely each unit is anywhere: what an unexplained unit
    costs.
    """

    forward: Sparse
    backward: Sparse
    src_share: NDArray[np.float64]
    tgt_share: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Entries:
    """A sparse matrix as three parallel arrays."""

    row: NDArray[np.int64]
    column: NDArray[np.int64]
    value: NDArray[np.float64]


def tables(src: Side, tgt: Side, lexicon: Lexicon | None) -> Tables:
    """Return what is known before anything is aligned; ``src`` is the side the lexicon calls zh."""
    forward, backward = _alike(src, tgt), _alike(tgt, src)
    if lexicon is not None:
        src_at = _numbers(src.vocabulary, lexicon.zh)
        tgt_at = _numbers(tgt.vocabulary, lexicon.en)
        forward = _both(forward, _known(lexicon.forward, src_at, tgt_at, len(lexicon.en)))
        backward = _both(backward, _known(lexicon.backward, tgt_at, src_at, len(lexicon.zh)))
        shares = _share(src, src_at, lexicon.zh_share), _share(tgt, tgt_at, lexicon.en_share)
        names = _names(src, tgt, lexicon)
        forward = _both(forward, names)
        backward = _both(backward, Entries(names.column, names.row, names.value))
    else:
        shares = _share(src, None, None), _share(tgt, None, None)
        forward = _both(forward, _cognates(src, tgt))
        backward = _both(backward, _cognates(tgt, src))
    return Tables(
        compress(forward, len(src.vocabulary)),
        compress(backward, len(tgt.vocabulary)),
        *shares,
    )


def compress(entries: Entries, rows: int) -> Sparse:
    """Return the entries as compressed rows; those at one place are added up, at most 1."""
    import numpy as np

    if not len(entries.row):
        empty = np.zeros(0, np.int64)
        return Sparse(np.zeros(rows + 1, np.int64), empty, np.zeros(0, np.float32))
    width = int(entries.column.max()) + 1
    key, at = distinct(entries.row * width + entries.column)
    value = np.minimum(np.bincount(at, weights=entries.value), 1.0).astype(np.float32)
    row = key // width
    return Sparse(np.searchsorted(row, np.arange(rows + 1)), key % width, value)


def distinct(keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the values of ``keys``, rising, and for each key its place among them.

    As ``np.unique``, which imports masked arrays: a twentieth of a second.
    """
    import numpy as np

    order = np.argsort(keys)
    ranked = keys[order]
    fresh = np.concatenate([[True], ranked[1:] != ranked[:-1]])
    place = np.empty(len(keys), np.int64)
    place[order] = np.cumsum(fresh) - 1
    return ranked[fresh], place


def expand(table: Sparse, rows: NDArray[np.int64]) -> Entries:
    """Return the entries of ``rows``, which may repeat; ``row`` is the place in ``rows``."""
    import numpy as np

    count = table.start[rows + 1] - table.start[rows]
    owner = np.repeat(np.arange(len(rows)), count)
    first = np.repeat(table.start[rows] - np.cumsum(count) + count, count)
    at = first + np.arange(len(owner))
    return Entries(owner, table.column[at], table.value[at].astype(np.float64))


def _numbers(units: tuple[str, ...], known: Mapping[str, int]) -> NDArray[np.int64]:
    import numpy as np

    return np.array([known.get(unit, -1) for unit in units], np.int64)


def _known(
    table: Sparse, rows: NDArray[np.int64], columns: NDArray[np.int64], width: int
) -> Entries:
    """Cut the shipped table down to the units of the document, numbered as there."""
    import numpy as np

    place = np.full(width, -1, np.int64)
    here = np.flatnonzero(columns >= 0)
    place[columns[here]] = here
    own = np.flatnonzero(rows >= 0)
    found = expand(table, rows[own])
    column = place[found.column]
    keep = column >= 0
    return Entries(own[found.row[keep]], column[keep], found.value[keep])


def _alike(one: Side, other: Side) -> Entries:
    import numpy as np

    place = {unit: at for at, unit in enumerate(other.vocabulary)}
    pairs = [
        (at, place[unit])
        for at, unit in enumerate(one.vocabulary)
        if unit in place and (len(unit) > 1 or unit.isdigit())
    ]
    found = np.array(pairs, np.int64).reshape(-1, 2)
    return Entries(found[:, 0], found[:, 1], np.full(len(found), ALIKE))


def _cognates(one: Side, other: Side) -> Entries:
    """Link words that begin alike: without a lexical table, related words are worth a guess."""
    import numpy as np

    begin: dict[str, list[int]] = {}
    for at, unit in enumerate(other.vocabulary):
        if len(unit) >= COGNATE and unit.isalpha():
            begin.setdefault(unit[:COGNATE], []).append(at)
    pairs = [
        (at, match, 1.0 / len(begin[unit[:COGNATE]]))
        for at, unit in enumerate(one.vocabulary)
        if len(unit) >= COGNATE and unit[:COGNATE] in begin
        for match in begin[unit[:COGNATE]]
    ]
    found = np.array(pairs, np.float64).reshape(-1, 3)
    row, column = found[:, 0].astype(np.int64), found[:, 1].astype(np.int64)
    return Entries(row, column, LIKELY * found[:, 2])


def _names(zh: Side, en: Side, lexicon: Lexicon) -> Entries:
    """Link characters to the unknown English words they may be spelt as, in pinyin."""
    import numpy as np

    numbers = [{unit: at for at, unit in enumerate(side.vocabulary)} for side in (zh, en)]
    links = list(spelt(numbers[0], numbers[1], lexicon.en))
    found = np.array(links, np.float64).reshape(-1, 3)
    return Entries(found[:, 0].astype(np.int64), found[:, 1].astype(np.int64), SPELT * found[:, 2])


def _both(one: Entries, other: Entries) -> Entries:
    import numpy as np

    return Entries(
        np.concatenate([one.row, other.row]),
        np.concatenate([one.column, other.column]),
        np.concatenate([one.value, other.value]),
    )


def _share(
    side: Side, known: NDArray[np.int64] | None, share: NDArray[np.float32] | None
) -> NDArray[np.float64]:
    import numpy as np

    count = np.bincount(side.ids, minlength=len(side.vocabulary)).astype(np.float64)
    here = (count + 0.5) / (count.sum() + 0.5 * len(count) + 100.0)
    if known is None or share is None:
        return here  # type: ignore[no-any-return]
    general = np.where(known >= 0, share[np.maximum(known, 0)], here)
    amounts = [unit.startswith(MARK) for unit in side.vocabulary]
    general[amounts] = np.minimum(AMOUNT, here[amounts])
    return np.sqrt(general * here)  # type: ignore[no-any-return]
