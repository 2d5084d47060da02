"""A linear model that finds Chinese persons by their characters and by what is around them.

Rules find a person whom a title or a verb shows to be one (``persons.py``). This finds
56岁的赵振刚下肢残疾 by what is usual: every surname with one or two characters after it is a
candidate, and its features have weights learnt from bitext, where the English spells the name in
pinyin or does not (logistic regression; ``benchmarks/person_model.py``).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from aligner.alignment.lexicon import load_lexicon, shipped_lexicon
from aligner.checks.surnames import PINYIN
from aligner.registry.store import shipped_root
from aligner.text.script import HAN
from aligner.translation.names.person_cues import (
    CALLED,
    ELSEWHERE,
    ENDS,
    FOREIGN,
    NO_PERSON,
    REACH,
    SAYS,
    SOUTH,
    SURNAMES,
    TITLES,
)
from aligner.translation.tables import read_table

WEIGHTS = "persons.tsv"
_SURNAME = re.compile(f"(?=({SURNAMES}))")
_HAN = re.compile(f"[{HAN}]+")
_TITLE = re.compile(f"(?:{TITLES}) ?$")
_LONGEST_TITLE = 6


def candidates(text: str) -> Iterator[tuple[int, str]]:
    """Yield where a name may begin in a simplified text, and the name: the longer one first."""
    for match in _SURNAME.finditer(text):
        start, size = match.start(), len(match[1])
        for given in (2, 1):
            name = text[start : start + size + given]
            if len(name) == size + given and _HAN.fullmatch(name):
                yield start, name


def features(text: str, start: int, name: str) -> list[str]:
    """Return the features of a candidate: short names without spaces, each at most once."""
    return [
        "bias",
        *_of_name(name),
        *_of_neighbours(text, start, name),
        *_of_words(text, start, name),
        *_of_cues(text, start, name),
    ]


class PersonModel:
    """Weights of features; what is not among them weighs nothing."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights

    @classmethod
    def read(cls, path: Path) -> "PersonModel":
        """Read lines of feature, tab, weight. ``ModelError`` if there is no such file."""
        weights = read_table(path, "weights of persons")
        return cls({feature: float(weight) for feature, weight in weights.items()})

    @classmethod
    def shipped(cls) -> "PersonModel":
        """Return the weights that ship, read once."""
        return _shipped()

    def score(self, text: str, start: int, name: str) -> float:
        """Return the log-odds that a candidate is a person's full name."""
        weights = (self._weights.get(feature, 0.0) for feature in features(text, start, name))
        return round(sum(weights), 3)

    def find(self, text: str, least: float = 0.0) -> list[tuple[int, str, float]]:
        """Return where persons stand, their names and log-odds, in order; of overlapping the best.

        ``least``: log-odds of the least likely.

        >>> [name for _, name, _ in PersonModel.shipped().find("56岁的赵振刚下肢残疾，很少出门")]
        ['赵振刚']
        """
        scored = [(self.score(text, start, name), start, name) for start, name in candidates(text)]
        found: dict[int, tuple[str, float]] = {}
        taken: set[int] = set()
        for score, start, name in sorted(scored, key=lambda each: (-each[0], each[1])):
            span = range(start, start + len(name))
            if score >= least and taken.isdisjoint(span):
                found[start] = name, score
                taken.update(span)
        return [(start, *found[start]) for start in sorted(found)]


def titled(text: str, start: int) -> bool:
    """Tell whether a title stands right before a place."""
    return _TITLE.search(text[max(0, start - _LONGEST_TITLE) : start]) is not None


@lru_cache(1)
def _shipped() -> PersonModel:
    return PersonModel.read(shipped_root() / "models" / "lexicon" / WEIGHTS)


def _parts(name: str) -> tuple[str, str]:
    """Return surname and given name."""
    size = 2 if name[:2] in PINYIN and len(name) > 2 else 1
    return name[:size], name[size:]


def _of_name(name: str) -> Iterator[str]:
    surname, given = _parts(name)
    size = len(given)
    yield f"size{size}"
    yield f"surname:{surname}"
    yield f"surname{size}:{surname}"
    yield f"first{size}:{given[0]}"
    yield f"last{size}:{given[-1]}"
    yield f"given:{given}"
    yield f"begins:{surname}{given[0]}"
    yield f"foreign{len(FOREIGN.findall(given))}"
    yield f"no-person{bool(NO_PERSON.search(given)):d}"


def _mark(text: str, at: int) -> str:
    """Return the character there: one for all digits, one for all Latin letters, one for none."""
    char = text[at] if 0 <= at < len(text) else "$"
    if char.isdigit():
        return "0"
    return "a" if char.isascii() and char.isalpha() else "_" if char.isspace() else char


def _of_neighbours(text: str, start: int, name: str) -> Iterator[str]:
    end, surname = start + len(name), _parts(name)[0]
    left = [_mark(text, start - n) for n in (3, 2, 1)]
    right = [_mark(text, end + n) for n in (0, 1, 2)]
    for size in (1, 2, 3):
        yield f"left:{''.join(left[-size:])}"
        yield f"right:{''.join(right[:size])}"
    yield f"left{len(name)}:{left[1]}{left[2]}"
    yield f"into:{left[2]}{surname}"
    yield f"out:{name[-1]}{right[0]}"
    sides = (char if not _HAN.match(char) else "H" for char in (left[2], right[0]))
    yield f"sides{len(name)}:{''.join(sides)}"


def _of_words(text: str, start: int, name: str) -> Iterator[str]:
    end = start + len(name)
    known = load_lexicon(shipped_lexicon()).words

    def word(first: int, last: int) -> str:
        return "1" if first >= 0 and text[first:last] in known else "0"

    yield f"word{len(name)}:{word(start, end)}"
    yield f"two{len(name)}:{word(start, start + 2)}"
    yield f"given-word:{word(end - 2, end)}{word(start + 1, end)}"
    yield f"before:{word(start - 2, start)}{word(start - 3, start)}"
    yield f"after:{word(end, end + 2)}{word(end, end + 3)}"
    across = (word(start - size, start + 1) for size in (1, 2, 3))
    yield f"across-start:{''.join(across)}"
    yield f"across-end:{word(end - 1, end + 1)}{word(end - 2, end + 1)}{word(end - 1, end + 2)}"


_AFTER: tuple[tuple[str, Callable[[str, int], object]], ...] = (
    ("says", SAYS.match),
    ("called", CALLED.match),
    ("ends", ENDS.match),
)


def _of_cues(text: str, start: int, name: str) -> Iterator[str]:
    end, size = start + len(name), len(name)
    edge = "inside" if _HAN.match(_mark(text, start - 1)) else "edge"
    before = "title" if titled(text, start) else edge
    after = next((cue for cue, match in _AFTER if match(text, end)), "other")
    yield f"{before}-{after}"
    yield f"{before}-{after}{size}"
    yield f"{before}-{after}-word{name in load_lexicon(shipped_lexicon()).words:d}"
    yield f"times{min(3, text.count(name))}"
    yield f"elsewhere{bool(ELSEWHERE.search(text, max(0, start - REACH), start)):d}"
    yield f"south{bool(SOUTH.search(text, 0, start)):d}"
