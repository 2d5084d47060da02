"""How alike a Chinese name and a Latin word sound.

A transliteration keeps the consonants and their order, hardly the vowels: 施密特 is s-m-t, and so
is Schmidt. Both sides are written as classes of consonants and compared by a weighted edit
distance. Classes and costs are from general knowledge of how names are transcribed, not trained.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product

from aligner.alignment.names import readings

_MOST_READINGS = 16

_INITIAL = re.compile("zh|ch|sh|[bpmfdtnlgkhjqxrzcswy]?")
_CLASS_OF_INITIAL = {
    **dict.fromkeys(("b", "p"), "P"),
    **dict.fromkeys(("d", "t"), "T"),
    **dict.fromkeys(("g", "k"), "K"),
    **dict.fromkeys(("l", "r"), "L"),
    **dict.fromkeys(("j", "q", "zh", "ch"), "J"),
    **dict.fromkeys(("x", "sh", "z", "c", "s"), "S"),
    **{letter: letter.upper() for letter in "mfnhwy"},
    "": "",
}

_VOWELS = ("yi", "wu", "yu")
"""Syllables that begin with a consonant on paper only."""

_LETTERS = {
    "tsch": "J", "sch": "S", "tch": "J", "dge": "J", "ch": "J", "sh": "S", "zh": "J", "cz": "J",
    "th": "T", "ph": "F", "gh": "", "kn": "N", "wr": "L", "ck": "K", "qu": "KW", "x": "KS",
    "rh": "L", "wh": "W", "sz": "S", "ts": "S", "tz": "S",
    "b": "P", "p": "P", "m": "M", "f": "F", "v": "F", "w": "W", "d": "T", "t": "T", "n": "N",
    "l": "L", "r": "L", "g": "K", "k": "K", "q": "K", "c": "K", "h": "H", "j": "J", "z": "S",
    "s": "S",
}  # fmt: skip
_TOKEN = re.compile(
    "c(?=[eiy])|y(?=[aeiou])|" + "|".join(sorted(_LETTERS, key=len, reverse=True)), re.ASCII
)

_NEAR = {
    "FW": 0.2, "HJ": 0.3, "JS": 0.3, "JY": 0.3, "FH": 0.4, "HW": 0.4, "HK": 0.4, "MN": 0.4,
    "JT": 0.5, "JK": 0.5, "FP": 0.5, "PW": 0.5, "KW": 0.6, "ST": 0.7, "LN": 0.9,
}  # fmt: skip
"""What a pair of classes costs where it is not 1."""

_LEFT_OUT = {"H": 0.3, "Y": 0.3, "W": 0.4, "L": 0.5, "N": 0.6, "K": 0.7}
"""What a class costs that the other side does not write, where it is not 0.9."""


def distance(chinese: str, latin: str) -> float:
    """Return 0 if both have the same consonants, 1 or so if none; the least over all readings.

    Characters without a known reading, and all marks, count as silent.
    """
    there = _classes_of_latin(latin)
    choices = product(*(_classes_of(character) for character in chinese))
    best = 2.0
    for number, choice in enumerate(choices):
        if number == _MOST_READINGS:
            break
        here = "".join(choice)
        best = min(best, _edits(here, there) / max(len(here), len(there), 2))
    return best


@lru_cache(maxsize=1)
def _syllables() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for syllable, characters in readings().items():
        for character in characters:
            found.setdefault(character, []).append(syllable)
    return {character: tuple(own) for character, own in found.items()}


def _classes_of(character: str) -> tuple[str, ...]:
    """Return what the readings of a character write, each once."""
    written = {_classes_of_syllable(own): None for own in _syllables().get(character, ())}
    return tuple(written) or ("",)


def _classes_of_syllable(syllable: str) -> str:
    match = _INITIAL.match(syllable)
    initial = match[0] if match else ""
    nasal = "N" if syllable.endswith(("n", "ng")) else ""
    if syllable in _VOWELS:
        return ""
    return "L" if syllable == "er" else _CLASS_OF_INITIAL[initial] + nasal


def _classes_of_latin(word: str) -> str:
    """Return the consonants of a word, doubled ones once."""
    letters = re.sub(r"([^aeiou\W])\1", r"\1", unmarked(word))
    return "".join(
        {"c": "S", "y": "Y"}[found[0]]
        if found[0] in "cy" and _soft(letters, found.start())
        else _LETTERS[found[0]]
        for found in _TOKEN.finditer(letters)
    )


_OTHER_LETTERS = str.maketrans(
    {
        **dict.fromkeys("łŁ", "l"),
        **dict.fromkeys("øØ", "o"),
        **dict.fromkeys("đĐðÐ", "d"),
        **dict.fromkeys("þÞ", "th"),
        **dict.fromkeys("čćČĆ", "ch"),
        **dict.fromkeys("šśşŠŚŞ", "sh"),
        **dict.fromkeys("žŽ", "zh"),
        **dict.fromkeys("çÇ", "s"),
        "ı": "i",
        "ß": "ss",
        "ğ": "",
    }
)
"""Letters that are more than another with a mark, or sound otherwise: Wałęsa is w-l-s."""


def unmarked(word: str) -> str:
    """Return a word in small letters without accents."""
    letters = unicodedata.normalize("NFKD", word.translate(_OTHER_LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).lower()


def _soft(letters: str, place: int) -> bool:
    """Tell whether the c or y at ``place`` is followed by what makes it s, or a consonant."""
    after = letters[place + 1 : place + 2]
    return after != "" and after in ("eiy" if letters[place] == "c" else "aeiou")


def _edits(here: str, there: str) -> float:
    row = [0.0]
    for other in there:
        row.append(row[-1] + _LEFT_OUT.get(other, 0.9))
    for own in here:
        left_out = _LEFT_OUT.get(own, 0.9)
        new = [row[0] + left_out]
        for at, other in enumerate(there):
            new.append(
                min(
                    row[at] + _substitution(own, other),
                    row[at + 1] + left_out,
                    new[-1] + _LEFT_OUT.get(other, 0.9),
                )
            )
        row = new
    return row[-1]


def _substitution(own: str, other: str) -> float:
    return 0.0 if own == other else _NEAR.get("".join(sorted(own + other)), 1.0)
