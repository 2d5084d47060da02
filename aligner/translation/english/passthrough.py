"""Text without Chinese: what becomes of it in an English text.

A line of digits, a web address or an English quotation has nothing to translate. It is passed
through with full-width forms and Chinese punctuation turned into what English uses.
"""

import re

from aligner.translation.english.quotes import straight

_PUNCTUATION = str.maketrans(
    {
        "。": ".", "、": ",", "《": "“", "》": "”", "〈": "“", "〉": "”", "「": "“", "」": "”",
        "『": "‘", "』": "’", "【": "[", "】": "]", "〔": "[", "〕": "]", "・": "·", "　": " ",
        "〖": "[", "〗": "]",
    }
)  # fmt: skip
_BEFORE_WORD = re.compile(r"([、，；：。！？])(?=[^\W\d_])")
"""A mark of full width has its space in it."""
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def to_ascii_punctuation(text: str) -> str:
    """Return ``text`` with English punctuation and half-width forms; words stay as they are.

    >>> to_ascii_punctuation("“iPhone 15”、iPad，ＯＫ。")
    '"iPhone 15", iPad, OK.'
    """
    spaced = _BEFORE_WORD.sub(r"\1 ", text)
    return " ".join(straight(spaced.translate(_PUNCTUATION)).translate(_FULL_WIDTH).split())
