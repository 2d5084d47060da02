"""All names that an article requires of its own translation.

Those that it glosses and its Chinese persons (``own_names.py``), and those that it repeats: by the
word for their kind (``kinds.py``), by a number (``series.py``), storms (``storms.py``), and
transliterated (``foreign_names.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aligner.translation.glossary import GLOSSED, Term
from aligner.translation.names.foreign_names import transliterated
from aligner.translation.names.kinds import named_by_kind
from aligner.translation.names.own_names import own_names
from aligner.translation.names.series import numbered
from aligner.translation.names.storms import storms_of


def article_names(texts: Sequence[str], output: Callable[[str], str]) -> tuple[Term, ...]:
    """Return the names of one article as terms; ``output`` gives what was written for a text.

    What is glossed goes first, then companies and places, then persons, then what is repeated.
    """
    own = own_names(texts)
    whole = "\n".join(texts)
    terms = {term.source: term for term in own if term.note == GLOSSED}
    persons = {term.source: term for term in own if term.note != GLOSSED}

    def outputs(name: str) -> list[str]:
        return [output(text) for text in dict.fromkeys(texts) if name in text]

    for term in (*named_by_kind(whole), *numbered(whole), *storms_of(whole)):
        inside = any(term.source in person and term.source != person for person in persons)
        if not inside and not (term.source in persons and _is_full(term)):
            terms.setdefault(term.source, term)
    foreign = [t for t in transliterated(whole, outputs) if not any(t.source in o for o in terms)]
    for source, term in persons.items():
        if not any(source in other.source for other in foreign):  # 范德海 of 范德海登
            terms.setdefault(source, term)
    for term in foreign:
        terms.setdefault(term.source, term)
    return tuple(terms.values())


def _is_full(term: Term) -> bool:
    return " " in term.targets[0]
