"""Cut stutters out of an output: what small models do at a word they are unsure of.

``jobs jobs jobs`` and ``Lee, Lee, Lee said`` slip through a ban on repeated phrases of three
pieces, which cannot be made stricter without forbidding honest English (``of the ... of the``).
Cutting them loses nothing and costs no second search. Longer loops are the guard's.
"""

import re

from aligner.checks.degenerate import source_repetition
from aligner.translation.names.spelt_names import names_in

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LONGEST = 6
"""Words of the longest phrase that is cut."""
_LONG = 3
"""Words of a phrase that is cut where it stands twice: with 320 beds with 320 beds."""
_ECHO = 4
"""Words of a sentence that is cut if it says no more than how one before it begins."""
_BETWEEN = re.compile(r"(?<=[.!?]) +(?=[A-Z])")
_DAYS = frozenset({"yesterday", "today", "tomorrow"})
_PREPOSITIONS = frozenset({"at", "by", "for", "from", "in", "of", "on", "to", "with"})
_ENGLISH_TWICE = frozenset({"had", "that", "her"})
"""Words that may stand twice in a row; any other is cut already when it is doubled."""


def without_stutter(source: str, text: str) -> str:
    """Return ``text`` with phrases three times in a row, doubled words and long phrases kept once.

    What the source repeats may be repeated as often, and its names are no stutter. Nor does a
    sentence stay that only says again how one before it begins.

    >>> without_stutter("双方表示将合作。", "Both sides said they would. Both sides said they.")
    'Both sides said they would.'
    """
    text = _without_echo(source, text)
    matches = list(_WORD.finditer(text))
    words = [match.group().casefold() for match in matches]
    if len(set(words)) == len(words):
        return text
    allowed = 0
    for size in range(1, _LONGEST + 1):
        start = 0
        while start + size < len(words):
            times = _times(words, start, size)
            run = (start, size, times)
            if times > 1 and _is_stutter(text, matches, run) and not _is_name(source, matches, run):
                allowed = allowed or source_repetition(source)
                if times > allowed:
                    last = matches[start + size * times - 1].end()
                    text = text[: matches[start + size - 1].end()] + text[last:]
                    matches = list(_WORD.finditer(text))
                    words = [match.group().casefold() for match in matches]
            start += 1
    return text


def _without_echo(source: str, text: str) -> str:
    sentences = _BETWEEN.split(text)
    told = [_WORD.findall(sentence.casefold()) for sentence in sentences]
    kept = [
        sentence
        for at, (sentence, words) in enumerate(zip(sentences, told, strict=True))
        if len(words) < _ECHO or not any(_begins(words, one) for one in told[:at])
    ]
    if len(kept) == len(sentences) or source_repetition(source) > 1:
        return text
    return " ".join(kept)


def _begins(words: list[str], longer: list[str]) -> bool:
    return len(words) < len(longer) and words == longer[: len(words)]


def _times(words: list[str], start: int, size: int) -> int:
    """Return how often the phrase at ``start`` stands in a row there."""
    times = 1
    phrase = words[start : start + size]
    while words[start + size * times : start + size * (times + 1)] == phrase:
        times += 1
    return times


def _is_name(source: str, matches: list[re.Match[str]], run: tuple[int, int, int]) -> bool:
    """Say whether a doubled word is a name of the source: 郎朗 is Lang Lang."""
    start, size, times = run
    word = matches[start].group()
    if size > 1 or times > 2 or not word[0].isupper():
        return False
    doubled = f"{word} {word}".casefold()
    return any(doubled == s.casefold() for name in names_in(source) for s in name.spellings)


def _is_stutter(text: str, matches: list[re.Match[str]], run: tuple[int, int, int]) -> bool:
    start, size, times = run
    if times > 2:
        return True
    one, other = matches[start + size - 1], matches[start + size]
    if size >= _LONG:
        return text[one.end() : other.start()] in (" ", ", ")
    between = text[one.end() : other.start()]
    if size == 2 and matches[start].group().lower() in _DAYS:  # yesterday (13) yesterday (13)
        return between == ") " and one.group().isdigit()
    if size == 2 and matches[start].group() in _PREPOSITIONS:  # from Yunnan from Yunnan
        return one.group().istitle() and between in (" ", ", ")
    if size == 1 and between == ", ":  # in Zhanjiang, Maoming, Maoming, but not Smith, Smith said
        return one.group().istitle() and text[other.end() : other.end() + 1] == ","
    if size > 1 or not one.group().isalpha() or one.group().casefold() in _ENGLISH_TWICE:
        return False
    return between == " "
