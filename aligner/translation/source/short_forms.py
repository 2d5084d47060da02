"""Short forms of news written out, in the Chinese that the model is given.

News shortens names: 京津冀, 发改委, 俄乌, 美国防部. A small model has hardly seen them and spells
out their characters (防长, the defence minister, as *the long-term*); the names themselves it
knows. ``short_forms.tsv`` lists those that always mean the same; for countries named by one
character see ``countries.py``. A strong model needs none of this.
"""

import re
from functools import cache, partial
from pathlib import Path

from aligner.translation.source.changes import plain_changes
from aligner.translation.source.countries import full_names
from aligner.translation.source.results import plain_results
from aligner.translation.source.small_words import plain_small_words
from aligner.translation.source.trading import PAD, plain_trading, spaced
from aligner.translation.source.weapons import western_codes

TABLE = Path(__file__).with_name("short_forms.tsv")
MARKET_TABLE = Path(__file__).with_name("market_words.tsv")


def written_out(text: str) -> str:
    """Return the text with its short forms written out.

    >>> written_out("京津冀昨起降温，美防长取消出访")
    '北京、天津和河北昨起降温，美国国防部长取消出访'
    """
    plain = plain_changes(plain_results(plain_small_words(text)))
    plain = western_codes(plain_trading(plain))
    for pattern, full in (_table(MARKET_TABLE), _table(TABLE)):
        plain = pattern.sub(partial(_in_full, full), plain)
    return full_names(spaced(plain))


def _in_full(full: dict[str, str], match: re.Match[str]) -> str:
    return full[match[0]]


@cache
def _table(path: Path) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern that finds every short form, the longest first, and what each means.

    What is English has spaces around it.
    """
    rows = [
        line.split("\t")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    forms = []
    for short, _, *around in sorted(rows, key=lambda row: -len(row[0])):
        after, before = (*around, "", "")[:2]
        guards = (f"(?<![{after}])" if after else "", f"(?![{before}])" if before else "")
        forms.append(f"{guards[0]}{re.escape(short)}{guards[1]}")
    return re.compile("|".join(forms)), {row[0]: _spaced(row[1]) for row in rows}


def _spaced(given: str) -> str:
    before, after = (PAD if end.isascii() else "" for end in (given[0], given[-1]))
    return f"{before}{given}{after}"
