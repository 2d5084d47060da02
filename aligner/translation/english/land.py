"""Land in mu: a model that writes 960亩 as *960 acres* makes it six times as large."""

import re

from aligner.checks.quantities import source_quantities, target_quantities, values

_MU = re.compile("[多余餘]?(?:亩|畝)(?!产|產)")
_OTHER = re.compile(r"([ -])(?:acres?|hectares?)\b")


def land_in_mu(source: str, text: str) -> str:
    """Return the text with amounts of mu in mu; what was converted stays.

    >>> land_in_mu("占地960亩", "covers 960 acres"), land_in_mu("960亩", "158 acres")
    ('covers 960 mu', '158 acres')
    """
    if not _OTHER.search(text) or not _MU.search(source):
        return text
    amounts = {
        value
        for quantity in source_quantities(source)
        if _MU.match(source, quantity.span.end) or source[quantity.span.end - 1] in "亩畝"
        for value in values(quantity)
    }
    for quantity in reversed(target_quantities(text)):
        unit = _OTHER.match(text, quantity.span.end)
        if unit and not amounts.isdisjoint(values(quantity)):
            text = f"{text[: unit.start()]}{unit[1]}mu{text[unit.end() :]}"
    return text.replace(" mu of mu", " mu")
