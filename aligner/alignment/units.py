"""Cut a sentence into the units that lexical evidence is about.

Chinese: every Han character, and besides every word of two to four characters found by longest
match in a word list; Latin and digit runs as they are. Other languages: lower-cased words, English
ones with their endings cut by a few rules. No segmenter, no model: a unit is only a key to a table.
Does not normalise: callers pass text in simplified characters where the table is simplified.
"""

import re
from collections.abc import Callable, Collection
from functools import lru_cache

from aligner.lang import Lang

LONGEST = 4
"""Characters in the longest Chinese word unit."""

_ZH_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇]+|[^\W_]+(?:[.,][0-9]+)*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_HAN_FIRST = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇]")
_VOWEL = re.compile(r"[aeiouy]")
_CLITIC = re.compile(r"['’](?:s|d|ll|ve|re|m)$")


def zh_units(text: str, words: Collection[str]) -> list[str]:
    """Return the units of a Chinese sentence in order, characters after the word they are in."""
    units: list[str] = []
    for match in _ZH_RUN.finditer(text):
        run = match.group()
        if not _HAN_FIRST.match(run):
            units.extend(_latin_in_zh(run, words))
            continue
        start = 0
        while start < len(run):
            size = _longest(run, start, words)
            if size > 1:
                units.append(run[start : start + size])
            units.extend(run[start : start + size])
            start += size
    return units


def _longest(run: str, start: int, words: Collection[str]) -> int:
    for size in range(min(LONGEST, len(run) - start), 1, -1):
        if run[start : start + size] in words:
            return size
    return 1


def _latin_in_zh(run: str, words: Collection[str]) -> list[str]:
    """A run that starts with a Latin letter or digit may still have Han in it: 3月, T恤."""
    units: list[str] = []
    for part in re.findall(r"[\u3400-\u9fff]+|[^\u3400-\u9fff]+", run):
        if _HAN_FIRST.match(part):
            units.extend(zh_units(part, words))
        else:
            units.append(en_stem(part.lower()))
    return units


def en_units(text: str) -> list[str]:
    """Return the stems of an English sentence in order."""
    return [en_stem(word) for word in _WORD.findall(text.lower())]


def plain_units(text: str) -> list[str]:
    """Return the lower-cased words of any spaced language, cut to six letters."""
    return [word[:6] for word in _WORD.findall(text.lower())]


@lru_cache(maxsize=100_000)
def en_stem(word: str) -> str:
    """Cut a lower-cased English word to a stem: walked, walking, walks become walk.

    A light version of Porter's step 1 (1980): the aim is that inflected forms meet, not linguistic
    truth, since the lexical table is trained on the same stems.
    """
    word = _CLITIC.sub("", word).replace("’", "'")
    if len(word) < 4 or not word.isascii() or word[0].isdigit():
        return word
    word = _plural(word)
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2 and _VOWEL.search(stem):
            return _mend(stem)
    if word.endswith("ly") and len(word) > 5:
        return _mend(word[:-2])
    return _mend(word)


def _plural(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _mend(stem: str) -> str:
    """Undo doubling (stopp) and drop the final e or turn y to i, so that forms meet."""
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "aeilosz":
        stem = stem[:-1]
    if len(stem) > 3 and stem[-1] == "e":
        stem = stem[:-1]
    if len(stem) > 3 and stem[-1] == "y" and stem[-2] not in "aeiou":
        stem = stem[:-1] + "i"
    return stem


def cutter(lang: Lang, words: Collection[str], *, stems: bool = True) -> Callable[[str], list[str]]:
    """Return the function that cuts sentences of ``lang``.

    Without ``stems`` a text that is not Chinese may be in any language. With them the values of
    numbers and dates are units as well.
    """
    if not stems:
        return (lambda text: zh_units(text, words)) if lang == "zh" else plain_units
    from aligner.alignment.amounts import amount_units

    if lang == "zh":
        return lambda text: zh_units(text, words) + amount_units(text, lang)
    return lambda text: en_units(text) + amount_units(text, lang)
