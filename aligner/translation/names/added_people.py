"""People whom a translation names and its source does not, or not so often.

A small model that has learnt from news writes *Xi Jinping* for a city it does not know. Nothing in
a translation does more harm, so it is looked for by table: the people of ``people.tsv`` by their
full names. And it stutters at names: *Feng Shaoting, chief economist Feng Shaoting told*.
"""

import re
from collections import Counter
from functools import lru_cache

from aligner.registry.store import shipped_root
from aligner.translation.names.name_table import PEOPLE, NameTable
from aligner.translation.names.spelt_names import names_in, persons_in

_CAPITALS = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+")


def people_added(source: str, text: str) -> tuple[str, ...]:
    """Return the full names of known people in a translation whom its source does not name.

    The source, simplified, names somebody if it has two characters in a row of the name, or the
    name in Latin letters.

    >>> people_added("漳州、厦门、泉州三市停课", "Zhangzhou, Xiamen and Xi Jinping closed schools.")
    ('Xi Jinping',)
    >>> people_added("特朗普总统说", "President Donald Trump said")
    ()
    """
    found = dict.fromkeys(
        name for run in _CAPITALS.findall(text) for name in _runs(run) if name in _people()
    )
    added = [name for name in found if name not in source and not _named(source, name)]
    # 王义 is spelt like 王毅.
    spelt = {spelling for name in names_in(source) for spelling in name.spellings} if added else ()
    return tuple(name for name in added if name not in spelt)


def people_repeated(source: str, text: str) -> int:
    """Return how often a translation says full names of Chinese persons beyond their source.

    >>> people_repeated("经济学家冯绍庭表示", "Feng Shaoting, economist Feng Shaoting said")
    1
    """
    said = Counter(name.spellings[0] for name in persons_in(source))
    return sum(
        max(0, len(re.findall(rf"\b{re.escape(name)}\b", text)) - times)
        for name, times in said.items()
        if " " in name
    )


def _runs(run: str) -> list[str]:
    """Return all runs of two words and more in a run of words."""
    words = run.split(" ")
    return [
        " ".join(words[first:last])
        for first in range(len(words))
        for last in range(first + 2, len(words) + 1)
    ]


def _named(source: str, name: str) -> bool:
    return any(
        chinese[at : at + 2] in source
        for chinese in _people()[name]
        for at in range(len(chinese) - 1)
    )


@lru_cache(1)
def _people() -> dict[str, tuple[str, ...]]:
    """Return the Chinese names of each person by the full name in English."""
    people: dict[str, tuple[str, ...]] = {}
    for chinese, spellings in NameTable.read(
        shipped_root() / "models" / "lexicon" / PEOPLE
    ).items():
        for name in spellings:
            if " " in name:
                people[name] = (*people.get(name, ()), chinese)
    return people
