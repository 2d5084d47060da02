"""Transliterated names that an article repeats and nobody spells, and one spelling for each.

卡瓦尼奥 came out as *Cavani*, *Caravani Or* and *Cavanio* in one article. What stands there twice
in characters of transliterations only, between others or words, is a name if a table lists it or
some output has a word that sounds like it. It is spelt as the table says, or as the best of the
outputs' words and of a guess by rule (``transliteration.py``): what sounds right, and stands in
many sentences. What this does not do: names that stand once; those of two characters, but for the
last part of a full name, 卡特琳·莱曼.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from aligner.alignment.lexicon import load_lexicon, shipped_lexicon
from aligner.document import Span
from aligner.translation.glossary import REPEATED, Term
from aligner.translation.names.dotted_names import TRANSLITERATING
from aligner.translation.names.name_table import NameTable
from aligner.translation.names.transliteration import Transliterations
from aligner.translation.source.countries import NAMES

Outputs = Callable[[str], Sequence[str]]
"""Gives what was written for the sentences that hold a name."""

_LETTERS = "".join(sorted(TRANSLITERATING - {"·"}))
_RUN = re.compile(f"[{_LETTERS}]{{2,}}")
_COUNTRIES = frozenset(NAMES.values())
_COUNTRY = re.compile("|".join(sorted(_COUNTRIES)))
_NO_END = frozenset("阿华")
"""What follows a country, 科索沃阿族, and ends no name."""
_SHORTEST, _LONGEST = 3, 9
_TWICE = 2
_ALIKE = 4.0
"""Most that a word of an output may cost as a spelling of the name, a character."""
_GUESSED = 1.0
"""What a spelling by rule costs more than one that an output has."""
_CAPITAL = re.compile(r"[^\W\d_a-z][\w’'-]*[^\W\d_](?<!'s)")


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of such characters without what belongs to a word beside it, and whether after ·."""

    text: str
    after_mark: bool


def transliterated(whole: str, outputs: Outputs) -> Iterator[Term]:
    """Yield the repeated names of a text with their spelling, and full names that end in one."""
    runs = list(_runs(whole))
    found: dict[str, tuple[str, ...]] = {}
    for name in _repeated(runs, whole):
        spellings = _spellings(name, outputs(name))
        if spellings:
            found[name] = spellings
            yield Term(name, spellings, REPEATED, own=True)
    for full in dict.fromkeys(re.findall(f"[{_LETTERS}]+(?:·[{_LETTERS}]+)+", whole)):
        *first, last = full.split("·")
        names = [found.get(part, (NameTable.shipped().spelling(part),))[0] for part in first]
        if last in found and all(names):
            long = " ".join([*(name for name in names if name), found[last][0]])
            yield Term(full, (long, *found[last]), REPEATED, own=True)


def _runs(whole: str) -> Iterator[_Run]:
    """Yield the runs of such characters, without what ends a longer name or begins a word.

    大利亚 of 澳大利亚 is none, nor 平 of 平均; a country is cut off, 波兰谢米亚努夫卡.
    """
    words = load_lexicon(shipped_lexicon()).words
    table = NameTable.shipped()
    for match in _RUN.finditer(whole):
        start, end = match.span()
        after_mark = whole[start - 1 : start] == "·"
        if not after_mark:
            start = min(end, table.end_of_longer(whole, start))
            before = whole[max(0, start - 1) : start]
            start += before + whole[start : start + 1] in words or before.isdigit()  # 29日
        if whole[end : end + 1] != "·":
            end -= whole[end - 1 : end + 1] in words or whole[end - 1] in _NO_END
        country = _COUNTRY.match(whole, start, end)
        if country and end - country.end() >= _SHORTEST:
            start = country.end()
        if end - start > 1:
            yield _Run(whole[start:end], after_mark)


def _repeated(runs: Sequence[_Run], whole: str) -> Iterator[str]:
    """Yield the runs that stand alone once and in two places at least.

    What holds a shorter one is a name only if it stands twice itself: 卡瓦尼奥梅 is not. What goes
    on in the same way everywhere is none either.
    """
    alone = Counter(run.text for run in runs)
    last = {run.text for run in runs if run.after_mark}
    words = load_lexicon(shipped_lexicon()).words
    for name, times in alone.items():
        long_enough = _SHORTEST <= len(name) <= _LONGEST or (len(name) == 2 and name in last)
        if not long_enough or name in words or name in _COUNTRIES:
            continue
        places = whole.count(name)
        if places < _TWICE:
            continue
        longer = (other for other in alone if name in other and other != name)
        goes_on = any(whole.count(other) == places for other in longer)
        holds = any(
            other in name and len(other) >= _SHORTEST and whole.count(other) > places
            for other in alone
        )
        if not goes_on and (times >= _TWICE or not holds):
            yield name


def _spellings(name: str, outputs: Sequence[str]) -> tuple[str, ...]:
    table = NameTable.shipped()
    whole = Span(0, len(name))
    listed = next((n.spellings for n in table.listed(name) if n.span == whole), ())
    if listed or (name in table and len(name) <= _SHORTEST):
        return listed if all(spelt[0].isupper() for spelt in listed) else ()
    model = Transliterations.shipped()
    votes: Counter[str] = Counter()
    words = load_lexicon(shipped_lexicon()).words
    # 英雄烈士 is two words, 平方米 may be anything.
    heard = len(name) > _SHORTEST and not (name[:2] in words and name[-2:] in words)
    for text in outputs:
        capitals = _CAPITAL.findall(text)
        costs = {word: model.cost(name, word) for word in capitals}
        best = min(costs, key=lambda word: (costs[word], word), default=None)
        if best is not None and costs[best] <= _ALIKE:
            votes[best] += 1
        heard = heard or _heard(name, capitals)
    guess = model.spell(name)
    if not guess or not (votes or heard):
        return ()
    costs = {word: model.cost(name, word) - math.log(times) for word, times in votes.items()}
    costs.setdefault(guess, model.cost(name, guess) + _GUESSED)
    return (min(costs, key=lambda word: (round(costs[word], 6), word)),)


def _heard(name: str, words: Sequence[str]) -> bool:
    """Tell whether two words together sound like the name: Bel Tony, El Dan."""
    model = Transliterations.shipped()
    return any(model.cost(name, one + other) <= _ALIKE for one, other in pairwise(words))
