"""Set right in an output how it spells people whom the article glosses.

A small model that copies a gloss also guesses at the Chinese before it, *Schmitz (Anna Schmidt)*,
and letters it has not are others, *Watęsa* for Wałęsa. What sounds like the Chinese name, or is
nearly its spelling, is the name. What this does not do: find a name that is not there at all.
"""

import calendar
import re
from collections.abc import Collection, Sequence

from aligner.translation.english.joining import is_small_word
from aligner.translation.glossary import Term
from aligner.translation.names import pinyin
from aligner.translation.names.sounds import distance, unmarked

_GUESS = re.compile(r"(?:[^\W\d_][\w'’-]*[ .]+){1,4}(?P<opens>[(\[]?)\Z")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_TITLE = re.compile(r"(?:\bDr[. ]*)+\Z")
_ROLE = re.compile(r"(?<=[a-z]),? (?:doctor|dr|professor)(?=\s*[(\[]?\Z)", re.IGNORECASE)
_ROLE_ZH = re.compile("(?:医生|医师|博士|教授)\\Z")
"""What a guess and its Chinese may have behind the name: Fang Huizhen doctor, 方慧珍医生."""
_ALIKE = 0.3
"""Farthest that a guess may be apart from the Chinese name in sound."""
_MUCH_LESS = 0.1
"""What words that stand before a guess may make it less alike, if they belong to it."""
_FULL = 3
"""Characters of a Chinese name whose given name has two."""
_SHORTEST = 4
"""Letters of the shortest word that may be another one misspelt."""
_LONG = 6
"""Letters of the shortest pinyin that no other name is like."""
_BRACKET = "（("
_NUMBERED = re.compile(r"(\w+) (\d+)")
_MONTHS = frozenset(calendar.month_name)


def gloss_spelling(text: str, terms: Sequence[Term]) -> str:
    """Return an output with the article's own terms that its source has spelt as they are glossed.

    >>> term = Term("施密特（Anna Schmidt）", ("Anna Schmidt",), own=True)
    >>> gloss_spelling("Delegate Shmitt (Anna Schmidt) said.", [term])
    'Delegate Anna Schmidt said.'
    >>> term = Term("沈国梁", ("Shen Guoliang",), own=True)
    >>> gloss_spelling("Shen Liang was born there.", [term])
    'Shen Guoliang was born there.'
    """
    spelt = {word for term in terms for target in term.targets for word in target.split()}
    for term in terms:
        text = _numbered(text, term)
        text = _with_syllables(text, term)
        text = _recased(_near(_together(text, term, spelt), term, spelt), term)
        if any(mark in term.source for mark in _BRACKET):
            text = _once(text, term)
    return text


def _once(text: str, term: Term) -> str:
    """Return the text without a guess at the name before its gloss, and the gloss out of brackets.

    What stands in brackets behind anything else stays there.
    """
    full = term.targets[0]
    start = text.find(full)
    if start < 0:
        return text
    chinese = _ROLE_ZH.sub("", re.split(f"[{_BRACKET}]", term.source)[0].strip())
    before = text[:start]
    begun = _guess(before, chinese, full)
    if begun is None:
        return text
    title, opens, end = (
        _TITLE.search(before),
        _TITLE.sub("", before)[-1:] in ("(", "["),
        start + len(full),
    )
    closes = opens and text[end : end + 1] in ")]"
    kept = "Dr. " if title and not text[:begun].endswith("Dr. ") else ""
    # Schmitz (Anna Schmidt, 54): the age stays in brackets.
    rest = f" ({text[end + 2 :]}" if opens and text.startswith(", ", end) else text[end + closes :]
    return text[:begun] + kept + full + rest


def _guess(before: str, chinese: str, full: str) -> int | None:
    """Return where a guess at a name begins that stands right before its gloss, if one does."""
    bare = _ROLE.sub("", _TITLE.sub("", before))
    found = _GUESS.search(bare)
    if found is None:
        return None
    words = [match for match in _WORD.finditer(bare, found.start()) if match[0] != "Dr"]
    guesses = [
        (_apart(" ".join(word[0] for word in words[first:]), chinese, full), words[first].start())
        for first in range(len(words))
        if words[first][0][0].isupper() or words[first][0] in full.split()
    ]
    best = min((apart for apart, _ in guesses), default=1.0)
    if best > _ALIKE:
        return None
    return min(start for apart, start in guesses if apart <= min(best + _MUCH_LESS, _ALIKE))


def _apart(guess: str, chinese: str, full: str) -> float:
    """Return how far words are from a Chinese name: 0 if they are pinyin or end its spelling."""
    letters, in_pinyin = _letters(guess), _letters(pinyin.place(chinese))
    ends = f" {full}".endswith(f" {guess}") or full.startswith(f"{guess} ")
    if ends or (len(letters) > 1 and in_pinyin.startswith(letters)):
        return 0.0
    small = all(is_small_word(word) for word in guess.split())
    return 1.0 if small or len(letters) < _SHORTEST else distance(chinese, guess.replace(" ", ""))


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", unmarked(text))


def _together(text: str, term: Term, spelt: Collection[str]) -> str:
    """Return the text with what is written in parts, Ling Yue or Lind Quest, as one word."""
    if term.found_in(text):
        return text
    for word in term.targets[0].split():
        wanted = _letters(word)
        if len(wanted) <= _SHORTEST or is_small_word(word):
            continue
        for start, end in _runs(text, spelt):
            letters = _letters(text[start:end])
            one_off = len(wanted) > _LONG and letters[:1] == wanted[:1]
            if letters == wanted or (one_off and _edits(letters, wanted) <= 1):
                text = text[:start] + word + text[end:]
                break
    return text


def _numbered(text: str, term: Term) -> str:
    """Return the text with what begins like a name and has its number, Mongyu 2, as it is spelt."""
    target = _NUMBERED.fullmatch(term.targets[0])
    if target is None or term.found_in(text):
        return text
    guess = rf"\b{target[1][0]}[\w'’]+(?: No\.)?[ -]{target[2]}\b(?![.,]\d|%|[ -][a-z]+s\b)"
    near = [found for found in re.findall(guess, text) if found.split()[0] not in _MONTHS]
    return text.replace(near[0], term.targets[0]) if len(near) == 1 else text


def _with_syllables(text: str, term: Term) -> str:
    """Return the text with a Chinese name that lost one of its syllables whole: Shen Liang.

    Only where nothing else is named so: Shen Guoliang must be missing, and Shen Liang stand alone.
    """
    surname, _, given = term.targets[0].partition(" ")
    chinese = term.source
    if len(chinese) != _FULL or term.found_in(text) or pinyin.person(chinese) != term.targets[0]:
        return text
    syllables = {pinyin.place(character) for character in chinese[1:]}
    if len(syllables) != _FULL - 1 or given.casefold() in map(str.casefold, syllables):
        return text
    short = rf"\b{surname} (?:{'|'.join(syllables)})\b(?! [A-Z]|['’-]\w\w)"
    return re.sub(short, term.targets[0], text)


def _recased(text: str, term: Term) -> str:
    """Return the text with a name in the capitals it has: Haichuan Microelectronics."""
    found = term.found_in(text)
    if not found or found in text:
        return text
    return re.sub(
        rf"(?<!\w){re.escape(found)}(?!\w)",
        lambda match: match[0] if match[0].isupper() else found,
        text,
        flags=re.IGNORECASE,
    )


def _near(text: str, term: Term, spelt: Collection[str]) -> str:
    """Return the text with words that are nearly those of the name, or its pinyin, as these are."""
    if term.found_in(text):
        return text
    target = term.targets[0]
    for word in target.split():
        if is_small_word(word):  # Country is no County
            continue
        if len(word) >= _SHORTEST and not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text):
            text = _replaced(text, word, spelt)
    return text if term.found_in(text) else _from_pinyin(text, term, spelt)


def _from_pinyin(text: str, term: Term, spelt: Collection[str]) -> str:
    """Return the text with what is nearly the pinyin of a name, Nanlan Harun, as it is spelt."""
    wanted = _letters(pinyin.place(re.split(f"[{_BRACKET}]", term.source)[0].strip()))
    if len(wanted) < _LONG:
        return text
    runs = _runs(text, spelt)
    edits = {run: _edits(_letters(text[slice(*run)]), wanted) for run in runs}
    start, end = min(edits, key=lambda run: edits[run], default=(0, 0))
    if end == 0 or edits[start, end] > (2 if len(wanted) > _LONG else 1):
        return text
    return text[:start] + term.targets[0] + text[end:]


def _runs(text: str, spelt: Collection[str]) -> list[tuple[int, int]]:
    """Return the runs of up to three capitalised words, but for those of names spelt right."""
    words = list(_WORD.finditer(text))
    return [
        (words[first].start(), words[last].end())
        for first in range(len(words))
        for last in range(first, min(first + 3, len(words)))
        if all(word[0][0].isupper() for word in words[first : last + 1])
        and not all(word[0] in spelt for word in words[first : last + 1])
        and re.fullmatch(r"[\w'’ -]+", text[words[first].start() : words[last].end()])
    ]


def _replaced(text: str, word: str, spelt: Collection[str]) -> str:
    """Return the text with a word that is this one but for a letter or two as this one."""
    near = [
        match
        for match in _WORD.finditer(text)
        if match[0] not in spelt and _nearly(match[0].removesuffix("'s"), word)
    ]
    if len(near) != 1:
        return text
    start, end = near[0].start(), near[0].start() + len(near[0][0].removesuffix("'s"))
    return text[:start] + word + text[end:]


def _nearly(found: str, word: str) -> bool:
    if not found[0].isupper() or len(found) < _SHORTEST or is_small_word(found):
        return False
    one, other = unmarked(found), unmarked(word)
    most = 1 if len(word) < 6 else 2
    # Hong of Hong Kong is no Hongji.
    return one[0] == other[0] and abs(len(one) - len(other)) < 2 and _edits(one, other) <= most


def _edits(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        new = [at]
        for place, wanted in enumerate(other):
            new.append(min(row[place] + (letter != wanted), row[place + 1] + 1, new[-1] + 1))
        row = new
    return row[-1]
