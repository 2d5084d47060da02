"""How long the two sides of a pair are, counted once for all checks that ask.

A word is a run of letters or digits with the marks inside it (3.5, don't, A/B). Chinese counts by
characters; the words it prints in Latin letters or figures are counted apart.
"""

import re
from functools import lru_cache

from aligner.text.script import HAN
from aligner.text.script import han_count as _han_count

_WORD = re.compile(r"[^\W_]+(?:['’.,:/-][^\W_]+)*")
_HAN_RUN = re.compile(f"[{HAN}]+")

han_count = lru_cache(maxsize=256)(_han_count)


@lru_cache(maxsize=256)
def word_count(text: str) -> int:
    """Return the words of an English text."""
    return len(_WORD.findall(text))


@lru_cache(maxsize=256)
def given_words(src: str) -> int:
    """Return the words of a Chinese text that are no Chinese: figures and Latin names."""
    return len(_WORD.findall(_HAN_RUN.sub(" ", src)))
