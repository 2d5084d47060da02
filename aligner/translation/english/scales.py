"""Amounts that an output shortens like a headline: *35m acres* is 35 million acres."""

import re

from aligner.checks.quantities import source_quantities, values

_SHORT = re.compile(
    r"(?<![\w.,])((?:[A-Z]{1,3})?[$€£¥]?)(\d[\d,]*(?:\.\d+)?) ?(m|mn|bn|tn)\b(?![²³/])"
)
_WORDS = {"m": ("million", 1e6), "mn": ("million", 1e6), "bn": ("billion", 1e9)}
_WORDS["tn"] = ("trillion", 1e12)


def spelt_scales(source: str, text: str) -> str:
    """Return the text with the amounts of its source in full words; 35m of cloth stays.

    >>> spelt_scales("面积3500万亩，长5米", "35m acres, 5m long")
    '35 million acres, 5m long'
    """
    if not _SHORT.search(text):
        return text
    amounts = [value for quantity in source_quantities(source) for value in values(quantity)]

    def in_words(match: re.Match[str]) -> str:
        word, scale = _WORDS[match[3]]
        value = float(match[2].replace(",", "")) * scale
        known = any(abs(value - amount) <= value / 1000 for amount in amounts)
        return f"{match[1]}{match[2]} {word}" if known else match[0]

    return _SHORT.sub(in_words, text)
