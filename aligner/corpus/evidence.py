"""How much of each side of a pair the lexical table explains by the other, many pairs at once.

Every unit weighs its information, ``-log p(unit)``; it is explained by what the best unit of the
other side makes it likelier than by chance, ``log p(unit | other) / p(unit)``. Units spelt alike on
both sides explain each other; units the table does not know count nothing. Time is linear in the
text; nothing is learned from the corpus. Not a judgement of fluency, nor of word order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.alignment.lexicon import Lexicon, Sparse, load_lexicon, shipped_lexicon
from aligner.alignment.table import expand
from aligner.alignment.units import en_units, zh_units
from aligner.bitext import SegmentPair
from aligner.text.script import HAN, to_simplified

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

ALIKE = 8.0
"""Information of a word both sides spell alike and no table knows, in nats."""
EXPECTED = 0.25
"""Share of its information that any unit should have explained, for ``gap``."""
PRIOR, PRIOR_SHARE = 12.0, 0.55
"""Information (nats, about two words) of which this share counts as explained before anything is
looked at: so that one word the table lacks does not decide on a short pair."""
BATCH = 256
"""Pairs looked up at once: a few megabytes."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the table says of one pair.

    ``src`` and ``tgt``: explained share of the information of that side, 0 to 1, drawn towards
    ``PRIOR_SHARE`` on short sides. ``edges``: what the beginning and the end of the source, then
    of the target lack in explained information, in nats: large where the other side was cut.
    ``clause``: the explained share of the worst clause of the source, 1 where none is long enough.
    ``known``: share of the English words that the table knows as English.
    """

    src: float
    tgt: float
    edges: tuple[float, float, float, float]
    clause: float
    known: float


@dataclass(frozen=True, slots=True)
class _Side:
    """Units of one side of all pairs: table rows (-1: unknown), owner of each, first of each.

    ``clause``: the clause of each unit; ``clause_owner``: the pair of each clause that is judged,
    -1 for one too short.
    """

    units: tuple[str, ...]
    ids: Ints
    owner: Ints
    start: Ints
    clause: Ints
    clause_owner: Ints


_ZH_CLAUSE = re.compile("[，。；：！？\n]")
_HAN = re.compile(f"[{HAN}]")
_SPEAKER = re.compile("(?:[称说]|表示|指出|认为|强调|透露|介绍|报道)\\s*$")
"""Who says so: a name that no table knows."""
LEAST = 6
"""Characters of a clause that is judged by itself."""


def evidence(pairs: Sequence[SegmentPair]) -> tuple[Evidence, ...]:
    """Return the evidence for each pair, from the table that ships."""
    found: list[Evidence] = []
    for at in range(0, len(pairs), BATCH):
        found.extend(_batch(pairs[at : at + BATCH], load_lexicon(shipped_lexicon())))
    return tuple(found)


def _batch(pairs: Sequence[SegmentPair], lexicon: Lexicon) -> list[Evidence]:
    import numpy as np

    sources = [_ZH_CLAUSE.split(to_simplified(pair.src)) for pair in pairs]
    zh = _side(
        [[zh_units(clause, lexicon.words) for clause in clauses] for clauses in sources],
        [[_is_judged(clause) for clause in clauses] for clauses in sources],
        lexicon.zh,
    )
    # Where English clauses end is too uncertain to judge them by themselves.
    en = _side([[en_units(pair.tgt)] for pair in pairs], [[False]] * len(pairs), lexicon.en)
    src, worst, src_edges = _explained(zh, en, lexicon.backward, lexicon.zh_share)
    tgt, _, tgt_edges = _explained(en, zh, lexicon.forward, lexicon.en_share)
    word = np.array([unit.isalpha() for unit in en.units], np.float64)
    known = _share(word * (en.ids >= 0), word, en)
    edges = np.stack([*src_edges, *tgt_edges], 1).tolist()
    rows = zip(src.tolist(), tgt.tolist(), edges, worst.tolist(), known.tolist(), strict=True)
    return [Evidence(a, b, (c[0], c[1], c[2], c[3]), w, d) for a, b, c, w, d in rows]


def _is_judged(clause: str) -> bool:
    """Tell whether a Chinese clause says enough to be judged by itself."""
    return len(_HAN.findall(clause)) >= LEAST and not _SPEAKER.search(clause)


def _side(
    lists: Sequence[Sequence[Sequence[str]]],
    judged: Sequence[Sequence[bool]],
    rows: dict[str, int],
) -> _Side:
    """``lists``: units by pair and clause; ``judged``: whether a clause is long enough."""
    import numpy as np

    clauses = [clause for side in lists for clause in side]
    units = tuple(unit for clause in clauses for unit in clause)
    sizes = np.array([sum(map(len, side)) for side in lists], np.int64)
    homes = [n if long else -1 for n, side in enumerate(judged) for long in side]
    return _Side(
        units,
        np.array([rows.get(unit, -1) for unit in units], np.int64),
        np.repeat(np.arange(len(lists)), sizes),
        np.concatenate([[0], np.cumsum(sizes)]),
        np.repeat(np.arange(len(clauses)), [len(clause) for clause in clauses]),
        np.array(homes, np.int64),
    )


def _explained(
    side: _Side, other: _Side, table: Sparse, share: NDArray[np.float32]
) -> tuple[Floats, Floats, tuple[Floats, Floats]]:
    """Return of each pair the explained share of ``side``, of its worst clause, and the edges."""
    import numpy as np

    width = len(share)
    known = side.ids >= 0
    chance = share[np.where(known, side.ids, 0)].astype(np.float64)
    weight = np.where(known, -np.log(np.maximum(chance, 1e-12)), 0.0)
    best = _best(side.owner * width + np.where(known, side.ids, 0), other, table, width)
    gain = np.where(known, np.log(np.maximum(best, 1e-12) / np.maximum(chance, 1e-12)), 0.0)
    gain = np.clip(gain, 0.0, weight)
    alike = _alike(side, other)
    weight = np.where(alike & ~known, ALIKE, weight)
    gain = np.where(alike, weight, gain)
    explained = _share(gain, weight, side, PRIOR, PRIOR_SHARE)
    return explained, _worst(gain, weight, side), _edges(EXPECTED * weight - gain, side)


def _worst(gain: Floats, weight: Floats, side: _Side) -> Floats:
    """Return the explained share of the clause of each pair that is explained least."""
    import numpy as np

    count = len(side.clause_owner)
    gains = np.bincount(side.clause, weights=gain, minlength=count) + PRIOR * PRIOR_SHARE
    weights = np.bincount(side.clause, weights=weight, minlength=count) + PRIOR
    least = np.ones(len(side.start) - 1)
    judged = side.clause_owner >= 0
    np.minimum.at(least, side.clause_owner[judged], (gains / weights)[judged])
    return least


def _best(cells: Ints, other: _Side, table: Sparse, width: int) -> Floats:
    """Return for each cell ``pair * width + unit`` the highest probability the other side gives."""
    import numpy as np

    wanted, back = np.unique(cells, return_inverse=True)
    own = np.flatnonzero(other.ids >= 0)
    entries = expand(table, other.ids[own])
    if not len(entries.row) or not len(wanted):
        return np.zeros(len(cells))
    key = other.owner[own][entries.row] * width + entries.column
    at = np.minimum(np.searchsorted(wanted, key), len(wanted) - 1)
    hit = wanted[at] == key
    best = np.zeros(len(wanted))
    np.maximum.at(best, at[hit], entries.value[hit])
    return best[back]


def _alike(side: _Side, other: _Side) -> NDArray[np.bool_]:
    """Say which Latin words and figures stand on both sides of their pair."""
    import numpy as np

    seen = {(o, u) for o, u in zip(other.owner.tolist(), other.units, strict=True) if u.isascii()}
    owners = side.owner.tolist()
    return np.array([(o, u) in seen for o, u in zip(owners, side.units, strict=True)], np.bool_)


def _share(
    part: Floats, whole: Floats, side: _Side, prior: float = 0.0, share: float = 1.0
) -> Floats:
    """Return part / whole of each pair, with ``prior`` of which ``share`` is added to both.

    1 where there is nothing to judge and no prior.
    """
    import numpy as np

    count = len(side.start) - 1
    parts = np.bincount(side.owner, weights=part, minlength=count) + prior * share
    wholes = np.bincount(side.owner, weights=whole, minlength=count) + prior
    return np.where(wholes > 0, parts / np.maximum(wholes, 1e-12), 1.0)


def _edges(lacking: Floats, side: _Side) -> tuple[Floats, Floats]:
    """Return the largest sum of ``lacking`` from the start on, and up to the end."""
    import numpy as np

    count = len(side.start) - 1
    if not len(lacking):
        return np.zeros(count), np.zeros(count)
    sums = np.concatenate([[0.0], np.cumsum(lacking)])
    before, after = sums[side.start[:-1]], sums[side.start[1:]]
    most, least = before.copy(), after.copy()
    np.maximum.at(most, side.owner, sums[1:])
    np.minimum.at(least, side.owner, sums[:-1])
    return most - before, after - least
