"""Chinese names in Latin letters: which English words are spelt in pinyin by which characters.

Only words the lexical table does not know are looked at: ``he`` and ``women`` are pinyin too. The
table of readings, ``models/lexicon/pinyin.txt``, has a syllable and its characters on each line,
common characters only, no tones.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

from aligner.errors import ModelError
from aligner.registry.store import shipped_root

MOST = 3
"""Syllables in the longest word: given names have two, Ouyang Xiu or Beidaihe up to three."""
LONGEST = 6
"""Letters in the longest syllable."""
ENDINGS = ("", "e", "ing", "ed", "s", "y")
"""What stemming may have cut off a word that is no English one: Wenjie, Wenming."""


@lru_cache(maxsize=1)
def readings() -> dict[str, str]:
    """Return the characters of each syllable. Raises ``ModelError`` where the table is missing."""
    path = shipped_root() / "models" / "lexicon" / "pinyin.txt"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ModelError(f"{path}: no table of readings here; reinstall aligner") from error
    table: dict[str, str] = {}
    for line in lines:
        syllable, characters = line.split()
        table[syllable] = characters
    return table


def syllables(stem: str) -> tuple[str, ...]:
    """Return the syllables of a word spelt in pinyin, the fewest there can be; empty if it is not.

    >>> syllables("wenji")  # Wenjie, stemmed
    ('wen', 'ji')
    """
    if not (stem.isascii() and stem.isalpha() and 3 <= len(stem) <= MOST * LONGEST):
        return ()
    known = readings()
    for ending in ENDINGS:
        found = _split(stem + ending, known, MOST)
        if found:
            return found
    return ()


def _split(word: str, known: Mapping[str, str], most: int) -> tuple[str, ...]:
    if word in known:
        return (word,)
    if most > 1:
        for size in range(min(LONGEST, len(word) - 1), 1, -1):
            if word[:size] in known:
                rest = _split(word[size:], known, most - 1)
                if rest:
                    return (word[:size], *rest)
    return ()


def spelt(
    zh: Mapping[str, int], en: Mapping[str, int], words: Collection[str]
) -> Iterator[tuple[int, int, float]]:
    """Yield ``(zh unit, en unit, share)``: the characters that may spell the unknown words.

    ``zh`` and ``en`` are the units of a document by number, ``words`` the English stems that are
    known. The shares of a word add up to 1 over its syllables and their homophones.
    """
    for stem, number in en.items():
        if stem in words:
            continue
        parts = syllables(stem)
        for part in parts:
            same = [zh[character] for character in readings()[part] if character in zh]
            for unit in same:
                yield unit, number, 1.0 / (len(parts) * len(same))
