"""Ranges of which a translation has one end: 585亿元至595亿元 as *58.5 billion yuan*.

The checks let a value inside a range pass for it, since news rounds so. Of two candidates the one
that has both ends is the better.
"""

from aligner.checks.quantities import close, source_quantities, target_quantities, values
from aligner.text.quantity import Quantity

_KINDS = frozenset({"number", "money", "percent", "points"})
_TOLERANCE = 0.006


def half_ranges(source: str, text: str) -> int:
    """Return how many ranges of the source have one of their ends in the text, and not the other.

    >>> half_ranges("上调到585亿元至595亿元", "raised to 58.5 billion yuan")
    1
    >>> half_ranges("上调到585亿元至595亿元", "raised to 58.5-59.5 billion yuan")
    0
    """
    ours = source_quantities(source)
    ranges = [quantity for quantity in ours if _is_range(quantity)]
    if not ranges:
        return 0
    theirs = [value for quantity in target_quantities(text) for value in values(quantity)]
    return sum(_is_half(quantity, ours, theirs) for quantity in ranges)


def _is_range(quantity: Quantity) -> bool:
    ends = values(quantity)
    exact = quantity.kind in _KINDS and not quantity.approximate
    return exact and not close(ends[0], ends[-1], _TOLERANCE)


def _is_half(quantity: Quantity, ours: tuple[Quantity, ...], theirs: list[float]) -> bool:
    """Tell whether one end stands in the text for this range, as nothing else in the source is."""
    told = [any(close(end, value, _TOLERANCE) for value in theirs) for end in values(quantity)]
    if all(told) or not any(told):
        return False
    end = values(quantity)[told.index(True)]
    return not any(
        close(end, value, _TOLERANCE)
        for other in ours
        if other is not quantity
        for value in values(other)
    )
