"""Find figures that a translation says more often than its source does.

A small model that loses its thread says a figure again: *will increase €45 billion from €32 billion
to €45 billion*, *the 70th anniversary of China's 70th anniversary*. References hardly ever do: 6
lines each of the 2,000 of wmt19 and wmt20, where outputs had 101 and 106 before this counted.
"""

import re
from collections import Counter
from functools import lru_cache

from aligner.checks.quantities import source_quantities, surface, values
from aligner.translation.source.figures import english_figures

_FIGURE = re.compile(r"(?<![\d:.,])\d[\d,]*(?:\.\d+)?")
"""Not the minutes of a clock."""


def figures_repeated(source: str, text: str) -> int:
    """Return how many figures of two digits and more ``text`` says oftener than its source.

    Once is never too often: the source may say it in words.

    >>> figures_repeated("由320亿元增至450亿元", "rose 45 billion from 32 billion to 45 billion")
    1
    >>> figures_repeated("2018年底和2018年初", "late 2018 and early 2018")
    0
    """
    told = _figures(text)
    if max(told.values(), default=0) < 2:
        return 0
    given = _given(source)
    return sum(count > max(1, given[figure]) for figure, count in told.items())


@lru_cache(1024)
def _given(source: str) -> Counter[str]:
    """Return the figures of a source as English writes them, 45 for 450亿 and 30 for 三十."""
    words = [q for q in source_quantities(source) if _FIGURE.search(surface(source, q)) is None]
    spelt = " ".join(f"{value:g}" for quantity in words for value in values(quantity))
    return _figures(english_figures(source)) + _figures(spelt)


def _figures(text: str) -> Counter[str]:
    found = (figure.replace(",", "") for figure in _FIGURE.findall(text))
    return Counter(figure for figure in found if len(figure.replace(".", "")) > 1)
