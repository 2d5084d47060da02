"""Quotations of several sentences, of which each is given to the model as one of its own.

一名官员说：“情况不好。我们要小心。” is two sentences, and none of them has both marks. A small
model took that for no quotation and left out who speaks. With both marks in each it writes *"Things
are bad," an official said* and *"We must be careful."*; where one ends with its mark and the next
begins with one, ``english/long_quotes.py`` takes both away.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from aligner.text.script import han_count

_MARKS = re.compile("[“”]")
_FARTHEST = 12
"""Sentences of a quotation at most; what is open longer was never closed."""


class Quoted(NamedTuple):
    """A sentence with both marks of what it quotes, and whether that goes on in the next one."""

    text: str
    goes_on: bool


def whole_quotes(sentences: Sequence[str]) -> list[Quoted]:
    """Return sentences in order, those of a longer quotation with both of its marks.

    >>> for quoted in whole_quotes(["他说：“好。", "走吧。", "再见。”", "他走了。"]):
    ...     print(*quoted)
    他说：“好。” True
    “走吧。” True
    “再见。” False
    他走了。 False
    """
    found: list[Quoted] = []
    inside = False
    for at, sentence in enumerate(sentences):
        marks = "".join(_MARKS.findall(sentence))
        begins = "“" if inside else ""
        opened = marks.endswith("“") or (inside and not marks)
        goes_on = opened and _closes(sentences, at)
        # What is never closed is somebody's words, too.
        found.append(Quoted(f"{begins}{sentence}{'”' if opened else ''}", goes_on))
        inside = goes_on
    return found


def _closes(sentences: Sequence[str], at: int) -> bool:
    """Tell whether the next mark behind a sentence closes a quotation, and is not too far."""
    for sentence in sentences[at + 1 : at + 1 + _FARTHEST]:
        if mark := _MARKS.search(sentence):
            return mark[0] == "”"
        if not han_count(sentence):
            return False
    return False
