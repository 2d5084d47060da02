"""Chinese names in pinyin as English newspapers write them: Zhou Xingzhu, Shijiazhuang, Xi'an."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aligner.checks.surnames import PINYIN
from aligner.text.script import HAN

_GIVEN = {
    "长": "chang",
    "朝": "chao",
    "珩": "heng",
    "焘": "tao",
    "隽": "jun",
    "裳": "chang",
    "婼": "ruo",
    "焯": "zhuo",
    "晟": "sheng",
    "翀": "chong",
    "朴": "pu",
}
"""Readings of characters in given names, where they differ from the commonest."""
_PERSON = re.compile(rf"[{HAN}]{{2,4}}")


def person(name: str, *, labelled: bool = False) -> str | None:
    """Return a Chinese person's name with the surname first; ``None`` if it does not look like one.

    It looks like one if it begins with a common surname; ``labelled``: it is known to be one, and
    the first character is taken for a surname. Surnames are read as surnames are (单 is Shan), 长
    and 朝 as in given names, the rest as in words; ü is yu, as in passports. In Hong Kong or
    Singapore people spell otherwise.
    """
    if not _PERSON.fullmatch(name):
        return None
    size = 2 if name[:2] in PINYIN and len(name) > 2 else 1
    if not 1 <= len(name) - size <= 2 or not (labelled or name[:size] in PINYIN):
        return None
    syllables = _syllables(name)
    surname = PINYIN.get(name[:size], syllables[0])
    given = map(_GIVEN.get, name[size:], syllables[size:])
    return f"{surname.capitalize()} {_joined(list(given))}"


def place(name: str) -> str:
    """Return a place's name as one word."""
    return _joined(_syllables(name))


def _syllables(text: str) -> list[str]:
    from pypinyin import lazy_pinyin

    return [re.sub(r"(?<=[ln])[vü]", "yu", syllable) for syllable in lazy_pinyin(text)]


def _joined(syllables: Sequence[str]) -> str:
    """Return the syllables as a word; one that begins with a vowel is set off: Xi'an."""
    word = syllables[0]
    for syllable in syllables[1:]:
        word += f"'{syllable}" if syllable[0] in "aeo" else syllable
    return word.capitalize()
