"""A number in figures as news in English prints it."""

from decimal import Decimal

_NAMES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_MOST_DECIMALS = 4
"""Decimals of 12.3456 million; what has more takes the next smaller unit, or is written out."""


def figure(value: Decimal) -> str:
    """Return a number as news in English prints it: 1.5 million, 42 billion, 380,000."""
    for size, name in _NAMES:
        if value >= size:
            amount = (value / size).normalize()
            if round(amount, _MOST_DECIMALS) == amount:
                return f"{amount:,f} {name}"
    return f"{value.normalize():,f}"
