"""Numbers and dates of a sentence as units, so that 1.2万亿 meets ``1.2 trillion``.

A value is spelt alike in both languages and then is evidence like any name in Latin letters.
"""

from __future__ import annotations

from collections.abc import Iterator

from aligner.lang import Lang
from aligner.text.quantity import PartialDate, Quantity

MARK = "#"
"""What the units of amounts begin with."""
SMALL = 10
"""Whole numbers below this are left to the lexical table: they are words (一, ``one``)."""


def amount_units(text: str, lang: Lang) -> list[str]:
    """Return the values in ``text`` as units, those of a date part by part."""
    from aligner.text.numbers import find_quantities

    return [unit for quantity in find_quantities(text, lang) for unit in _units(quantity)]


def _units(quantity: Quantity) -> Iterator[str]:
    if quantity.kind == "date" and quantity.date is not None:
        yield from _date_units(quantity.date)
    elif quantity.kind == "time":
        yield f"{MARK}{quantity.value:g}m"
    else:
        if quantity.kind == "score" and quantity.high is not None:
            yield f"{MARK}{quantity.value:g}:{quantity.high:g}"
        times = 100 if quantity.kind == "fraction" else 1
        mark = "%" if quantity.kind in {"fraction", "percent", "points"} else ""
        for value in (quantity.value, quantity.high):
            if value is not None and (value >= SMALL or value % 1 or mark):
                yield f"{MARK}{value * times:.6g}{mark}"


def _date_units(date: PartialDate) -> Iterator[str]:
    for value, mark in (
        (date.year, "y"),
        (date.month, "mo"),
        (date.day, "d"),
        (date.decade, "s"),
        (date.weekday, "wd"),
    ):
        if value:
            yield f"{MARK}{value}{mark}"
