"""Word translation probabilities from sentence pairs: IBM model 1 both ways, made to agree.

Brown et al. 1993 for the model; the agreement of the two directions is the geometric mean of their
expected counts (after Liang et al. 2006, but once, at the end). Tables are dense while training:
12 bytes times the two vocabulary sizes (7.7 GB for 32,000 x 20,000).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.alignment.lexicon import Lexicon, Sparse
from aligner.alignment.training.words import find_words
from aligner.alignment.units import en_units, zh_units
from aligner.errors import InputError
from aligner.progress import Progress, Silent

if TYPE_CHECKING:
    import numpy as np

NULL = 0
"""The source unit that stands for nothing: it explains words without a counterpart."""
BATCH = 4000
"""Pairs whose links are laid out at once."""


@dataclass(frozen=True, slots=True)
class IbmOptions:
    """``rounds`` of EM; ``longest`` units of a side, longer pairs are skipped; vocabulary sizes.

    ``least``: segments a unit must be seen in. ``floor``: probability of an entry that is kept, at
    ``most`` that many a row.
    """

    rounds: int = 4
    longest: int = 90
    src_size: int = 32_000
    tgt_size: int = 20_000
    null_weight: float = 0.5
    least: int = 3
    floor: float = 0.001
    most: int = 64


def vocabulary(sides: Iterable[Sequence[str]], size: int, least: int = 3) -> list[str]:
    """Return the most frequent units, at most ``size``, each seen in ``least`` segments or more."""
    seen: Counter[str] = Counter()
    for units in sides:
        seen.update(set(units))
    ranked = sorted(seen.items(), key=lambda item: (-item[1], item[0]))
    return [unit for unit, count in ranked[:size] if count >= least]


def expected_counts(
    pairs: Sequence[tuple[np.ndarray, np.ndarray]],
    shape: tuple[int, int],
    options: IbmOptions,
    progress: Progress | None = None,
) -> np.ndarray:
    """Return expected link counts, float32 ``(source units, target units)``, after EM.

    ``pairs`` holds arrays of distinct unit numbers; source unit 0 is the null word, added here.
    """
    import numpy as np

    progress = progress or Silent()
    table: np.ndarray | None = None
    counts = np.zeros(shape, np.float32)
    total = options.rounds * len(pairs)
    for turn in range(options.rounds):
        counts = np.zeros(shape, np.float32)
        for at in range(0, len(pairs), BATCH):
            _count_batch(pairs[at : at + BATCH], table, counts, options.null_weight)
            progress.advance(turn * len(pairs) + at, total)
        if turn + 1 < options.rounds:
            table = _normalised(counts, 0.02 if turn else 0.0)
    progress.advance(total, total)
    return counts


def _count_batch(
    pairs: Sequence[tuple[np.ndarray, np.ndarray]],
    table: np.ndarray | None,
    counts: np.ndarray,
    null_weight: float,
) -> None:
    """Add to ``counts`` the links of some pairs: each target unit is one link, shared out.

    Links lie pair by pair, target unit by target unit, the null word last.
    """
    import numpy as np

    rows = np.concatenate([np.tile(np.append(src, NULL), len(tgt)) for src, tgt in pairs])
    columns = np.concatenate([np.repeat(tgt, len(src) + 1) for src, tgt in pairs])
    key = rows * counts.shape[1] + columns
    size = np.repeat([len(src) + 1 for src, _ in pairs], [len(tgt) for _, tgt in pairs])
    stop = np.cumsum(size)
    if table is None:
        share = np.ones(len(key), np.float32)
    else:
        share = table.ravel()[key]
        share[stop - 1] *= null_weight
    whole = np.maximum(np.add.reduceat(share, stop - size), 1e-12)
    share /= np.repeat(whole, size)
    np.add.at(counts.reshape(-1), key, share)


def _normalised(counts: np.ndarray, floor: float) -> np.ndarray:
    """Turn counts into probabilities of each row, in place, those below ``floor`` to 0."""
    import numpy as np

    for start in range(0, len(counts), 1000):
        block = np.maximum(counts[start : start + 1000] - np.float32(floor), 0)
        block /= np.maximum(block.sum(1, keepdims=True), 1e-6)
        counts[start : start + 1000] = block
    return counts


def train_lexicon(
    pairs: Sequence[tuple[str, str]],
    words: frozenset[str] | None = None,
    options: IbmOptions | None = None,
    progress: Progress | None = None,
) -> Lexicon:
    """Train the table that ``save_lexicon`` writes from (zh, en) sentence pairs.

    ``words``: the Chinese words to know, found in the text itself when not given; all characters
    are known besides. A million pairs take twenty minutes on one core. Raises ``InputError`` when
    no pair has units on both sides that are frequent enough.
    """
    import numpy as np

    options = options or IbmOptions()
    words = find_words([zh for zh, _ in pairs]) if words is None else words
    zh_sides = [zh_units(zh, words) for zh, _ in pairs]
    en_sides = [en_units(en) for _, en in pairs]
    zh = ["<null>", *vocabulary(zh_sides, options.src_size, options.least)]
    en = vocabulary(en_sides, options.tgt_size, options.least)
    zh_at = {unit: at for at, unit in enumerate(zh)}
    en_at = {unit: at for at, unit in enumerate(en)}
    numbered = [
        (_numbers(one, zh_at), _numbers(other, en_at))
        for one, other in zip(zh_sides, en_sides, strict=True)
        if 0 < len(one) <= 2 * options.longest and 0 < len(other) <= options.longest
    ]
    numbered = [(one, other) for one, other in numbered if len(one) and len(other)]
    if not numbered:
        raise InputError(
            f"no pair has words on both sides that stand in {options.least} pairs; "
            "train on more pairs, or ask for words of fewer (--least)"
        )
    there = expected_counts(numbered, (len(zh), len(en)), options, progress)
    # the other way round the null word is on the English side, as number 0
    turned = [(other + 1, one - 1) for one, other in numbered]
    back = expected_counts(turned, (len(en) + 1, len(zh) - 1), options, progress)
    for at in range(1, len(zh), 1000):  # in blocks: the tables are large
        there[at : at + 1000] = np.sqrt(there[at : at + 1000] * back[1:, at - 1 : at + 999].T)
    there[0] = 0
    return Lexicon(
        zh_at,
        en_at,
        frozenset(unit for unit in zh if re.fullmatch(r"[^\x00-\x7f]{2,}", unit)),
        _table(there, options),
        _table(np.ascontiguousarray(there.T), options),
        _shares([one for one, _ in numbered], len(zh)),
        _shares([other for _, other in numbered], len(en)),
    )


def _numbers(units: Sequence[str], known: dict[str, int]) -> np.ndarray:
    import numpy as np

    return np.array(sorted({known[unit] for unit in units if unit in known}), np.int64)


def _table(counts: np.ndarray, options: IbmOptions) -> Sparse:
    """Turn counts into the probabilities of each row that are worth keeping, best first."""
    import numpy as np

    start, columns, values = [0], [], []
    for row in counts:
        # two more occurrences of something else: rare units are not sure of anything
        chance = row / (row.sum() + 2.0)
        best = np.argsort(-chance, kind="stable")[: options.most]
        best = best[(chance[best] > options.floor) & (row[best] > 0.3)]
        columns.append(best)
        values.append(chance[best])
        start.append(start[-1] + len(best))
    return Sparse(np.array(start), np.concatenate(columns), np.concatenate(values))


def _shares(sides: Sequence[np.ndarray], size: int) -> np.ndarray:
    import numpy as np

    count = np.bincount(np.concatenate(sides), minlength=size).astype(np.float32)
    return count / count.sum()  # type: ignore[no-any-return]
