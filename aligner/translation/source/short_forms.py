"""Short forms of news written out, in the Chinese that the model is given.

News shortens names: 京津冀, 发改委, 俄乌, 美国防部. A small model has hardly seen them and spells
out their characters (防长, the defence minister, as *the long-term*); the names themselves it
knows. ``short_forms.tsv`` lists those that always mean the same; for countries named by one
character see ``countries.py``. A strong model needs none of this.
"""

import re
from functools import cache
from pathlib import Path

from aligner.translation.source.countries import full_names

TABLE = Path(__file__).with_name("short_forms.tsv")


def written_out(text: str) -> str:
    """Return the text with its short forms written out.

    >>> written_out("京津冀昨起降温，美防长取消出访")
    '北京、天津和河北昨起降温，美国国防部长取消出访'
    """
    pattern, full = _table()
    return full_names(pattern.sub(lambda match: full[match[0]], text))


@cache
def _table() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern that finds every short form, the longest first, and what each means."""
    rows = [
        line.split("\t")
        for line in TABLE.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    forms = []
    for short, _, *around in sorted(rows, key=lambda row: -len(row[0])):
        after, before = (*around, "", "")[:2]
        guards = (f"(?<![{after}])" if after else "", f"(?![{before}])" if before else "")
        forms.append(f"{guards[0]}{re.escape(short)}{guards[1]}")
    return re.compile("|".join(forms)), {row[0]: row[1] for row in rows}
