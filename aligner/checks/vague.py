"""Sizes that both languages leave open: 数万 as "hundreds of", 几十人 as "thousands".

The check of numbers asks for no number where the source has none. Here both sides must say such a
size, and each one that the other says in no way.
"""

import math
import re

from aligner.checks.quantities import agree, source_quantities, target_quantities, values
from aligner.text.quantity import Quantity

_LEAST = 10
"""What 几个 and *a few* leave open is not told by its size."""
_APART = 2
"""How many times as much another size is at least: dozens may be 十几."""
_BARE = re.compile("[十百千万萬亿億]+")
_WORTH = {"十": 1, "百": 2, "千": 3, "万": 4, "萬": 4, "亿": 8, "億": 8}


def vague_sizes(src: str, tgt: str) -> tuple[tuple[Quantity, Quantity], ...]:
    """Return the open sizes of the source that stand as another, each with what stands for it.

    >>> [tuple(q.value for q in pair) for pair in vague_sizes("数万人", "hundreds of people")]
    [(20000.0, 200.0)]
    """
    ours = [q for q in source_quantities(src) if _is_open(q)]
    if not ours:
        return ()
    theirs = target_quantities(tgt)
    other = [q for q in theirs if _is_open(q) and not _told(src, q)]
    lost = [q for q in ours if not any(agree(src, q, target) for target in theirs)]
    return tuple(pair for pair in zip(lost, other, strict=False) if _apart(*pair))


def _apart(one: Quantity, other: Quantity) -> bool:
    (low, high), (least, most) = values(one), values(other)
    return least >= _APART * high or low >= _APART * most


def _is_open(quantity: Quantity) -> bool:
    return (
        quantity.kind == "number"
        and quantity.approximate
        and quantity.high is not None
        and (quantity.value >= _LEAST)
    )


def _told(src: str, target: Quantity) -> bool:
    """Tell whether the source has the size in any form: 上万人 may be tens of thousands."""
    powers = {sum(_WORTH[char] for char in run) for run in _BARE.findall(src)}
    power = int(math.log10(values(target)[0]))
    return power in powers or any(agree(src, source, target) for source in source_quantities(src))
