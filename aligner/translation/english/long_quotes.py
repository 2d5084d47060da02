"""No marks between the sentences of one quotation, each of which was translated as one.

The other half of ``source/long_quotes.py``.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from aligner.translation.hypotheses import Translation
from aligner.translation.units import Segment

_MET = re.compile(r"""(?<=[.!?'])" "(?=\S)""")
_ENDS = re.compile(r"""[.!?]'?"\Z""")


def run_on(segments: Sequence[Segment], translations: Sequence[Translation]) -> list[Translation]:
    """Return the translations of the segments of a document with their long quotations in one."""
    found = [_within(*pair) for pair in zip(segments, translations, strict=True)]
    for at, segment in enumerate(segments[:-1]):
        if segment.units and segment.units[-1].quoted_on:
            found[at : at + 2] = _met(*found[at : at + 2])
    return found


def _within(segment: Segment, translation: Translation) -> Translation:
    """Return a translation without the marks between sentences of a quotation in it."""
    if not any(unit.quoted_on for unit in segment.units[:-1]):
        return translation
    nbest = tuple(replace(each, text=_MET.sub(" ", each.text)) for each in translation.nbest)
    return replace(translation, nbest=nbest)


def _met(before: Translation, after: Translation) -> tuple[Translation, Translation]:
    """Return two translations without the marks where one ends and the other begins."""
    if not _ENDS.search(before.text) or not after.text.startswith('"'):
        return before, after
    ended = tuple(
        replace(each, text=each.text[:-1]) if _ENDS.search(each.text) else each
        for each in before.nbest
    )
    begun = tuple(replace(each, text=each.text.removeprefix('"')) for each in after.nbest)
    return replace(before, nbest=ended), replace(after, nbest=begun)
