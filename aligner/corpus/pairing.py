"""Which document goes with which: by file name, by a list, or by what they say.

By content: a Chinese document becomes the English words the lexical table expects of it, an English
one its own; words both sides write alike (Latin names, figures) and amounts by value join them.
Weights are the information of the word times how few documents have it; the score is the cosine.
Pairs are taken from the best score down, one to one. Every document is compared only with those it
shares words with; memory holds a few hundred words a document, never the texts.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.alignment.documents import (
    DocumentPair,
    Pairing,
    document_label,
    documents_in,
    pair_by_list,
    pair_by_name,
)
from aligner.alignment.lexicon import Lexicon, load_lexicon, shipped_lexicon
from aligner.alignment.table import expand
from aligner.alignment.units import en_units, zh_units
from aligner.errors import InputError, UsageError
from aligner.lang import Lang
from aligner.paths import CLOSED, closed_folders, is_folder
from aligner.text.numbers import find_quantities
from aligner.text.readers.article import FORMAT_OF_SUFFIX, read_article
from aligner.text.script import to_simplified

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

LEAST = 0.25
"""Score from which documents are taken for translations."""
TERMS = 400
"""Words kept of a document: those with the most information."""
ALIKE = 10.0
"""Information of a word or amount both sides write alike, in nats."""
CANDIDATES = 20
"""Partners looked at for a document."""
LONGEST = 4.0
"""How many times longer than likely one side may be."""
LETTERS_PER_HAN = 4.0

BY = ("auto", "name", "content")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ScoredPairing:
    """A pairing and the score of each of its pairs; 1 for pairs by name or list."""

    pairing: Pairing
    scores: tuple[float, ...]
    unreadable: tuple[tuple[Path, str], ...] = ()


def pair_documents(
    src_folder: Path,
    tgt_folder: Path,
    *,
    by: str = "auto",
    table: Path | None = None,
    least: float = LEAST,
) -> ScoredPairing:
    """Pair the documents of two folders.

    ``table`` lists the pairs; else ``by`` name, content, or ``auto``: by name where the content
    bears it out, the rest by content. Raises ``InputError`` for folders that are missing or empty.
    """
    folders = (src_folder, tgt_folder)
    for folder in folders:
        if not is_folder(folder):
            raise InputError(f"{folder}: no such folder")
    if table is not None:
        return _certain(pair_by_list(table, src_folder, tgt_folder))
    if by not in BY:
        raise UsageError(f"pairing by {by!r}: use one of {', '.join(BY)}")
    closed = tuple((path, CLOSED) for folder in folders for path in closed_folders(folder))
    if by == "name":
        return replace(
            _certain(pair_by_name(src_folder, tgt_folder, presplit=False)), unreadable=closed
        )
    files = [tuple(documents_in(folder)) for folder in folders]
    for folder, found in zip(folders, files, strict=True):
        if not found:
            raise InputError(f"{folder}: no documents in this folder")
    named = _named(src_folder, tgt_folder) if by == "auto" else frozenset()
    paired = pair_by_content(files[0], files[1], least=least, named=named, folder=src_folder)
    return replace(paired, unreadable=(*paired.unreadable, *closed))


def pair_by_content(
    src: Sequence[Path],
    tgt: Sequence[Path],
    *,
    least: float = LEAST,
    named: frozenset[tuple[Path, Path]] = frozenset(),
    folder: Path | None = None,
) -> ScoredPairing:
    """Pair files by what they say, one to one, from the best score down to ``least``.

    Pairs in ``named`` come before all others if their score is ``least`` or more. Documents have
    the names of their source files in ``folder``, as when paired by name.
    """
    unreadable: list[tuple[Path, str]] = []
    lexicon = load_lexicon(shipped_lexicon())
    terms = _Terms(lexicon)
    sides = []
    readers: tuple[tuple[Sequence[Path], Lang, Callable[[str], Counter[int]]], ...] = (
        (src, "zh", terms.chinese),
        (tgt, "en", terms.english),
    )
    for paths, lang, read in readers:
        side = [(path, _profile(path, lang, read, unreadable)) for path in sorted(paths)]
        sides.append([(path, profile) for path, profile in side if profile is not None])
    found = _candidates([p for _, p in sides[0]], [p for _, p in sides[1]])
    first = {(i, j) for _, i, j in found if named and (sides[0][i][0], sides[1][j][0]) in named}
    matched = _one_to_one(found, least, first)
    pairs = [(sides[0][i][0], sides[1][j][0], score) for i, j, score in matched]
    used = {path for one, other, _ in pairs for path in (one, other)}
    documents = _named_apart(tuple(DocumentPair(_label(a, folder), a, b) for a, b, _ in pairs))
    alone = [tuple(path for path, _ in side if path not in used) for side in sides]
    return ScoredPairing(
        Pairing(documents, alone[0], alone[1]),
        tuple(round(score, 4) for _, _, score in pairs),
        tuple(unreadable),
    )


def _certain(pairing: Pairing) -> ScoredPairing:
    return ScoredPairing(pairing, (1.0,) * len(pairing.pairs))


def _named(src_folder: Path, tgt_folder: Path) -> frozenset[tuple[Path, Path]]:
    """Return the files whose names agree; none where the names of a folder are ambiguous."""
    try:
        pairing = pair_by_name(src_folder, tgt_folder, presplit=False)
    except InputError as error:
        _log.debug("not paired by name: %s", error)
        return frozenset()
    return frozenset((pair.src, pair.tgt) for pair in pairing.pairs if pair.src and pair.tgt)


def _label(path: Path, folder: Path | None) -> str:
    return document_label(path.relative_to(folder).as_posix() if folder else path.name)


def _named_apart(pairs: tuple[DocumentPair, ...]) -> tuple[DocumentPair, ...]:
    """Give documents of one name numbers: a name is one document in the whole corpus."""
    seen: Counter[str] = Counter()
    named = []
    for pair in pairs:
        seen[pair.doc_id] += 1
        times = seen[pair.doc_id]
        doc_id = pair.doc_id if times == 1 else f"{pair.doc_id}~{times}"
        named.append(DocumentPair(doc_id, pair.src, pair.tgt))
    return tuple(named)


@dataclass(frozen=True, slots=True)
class _Profile:
    """Terms of a document and their weights, and its length in Chinese characters' worth."""

    terms: Ints
    weights: Floats
    length: float


def _profile(
    path: Path,
    lang: Lang,
    read: Callable[[str], Counter[int]],
    unreadable: list[tuple[Path, str]],
) -> _Profile | None:
    import numpy as np

    try:
        known = path.suffix.lower() in FORMAT_OF_SUFFIX
        article = read_article(path, lang, format=None if known else "txt")
    except InputError as error:
        unreadable.append((path, str(error)))
        return None
    counts = read(article.text)
    terms = np.array(sorted(counts), np.int64)
    weights = np.sqrt(np.array([counts[term] for term in sorted(counts)], np.float64) / 1e6)
    length = len(article.text) / (1.0 if lang == "zh" else LETTERS_PER_HAN)
    return _Profile(terms, weights, length)


@dataclass(slots=True)
class _Terms:
    """Numbers for terms: those of the table keep theirs, others are numbered as they come.

    Counts are in millionths, since a Chinese unit gives its English words in parts.
    """

    lexicon: Lexicon
    others: dict[str, int] = field(default_factory=dict)

    def chinese(self, text: str) -> Counter[int]:
        """Return the English terms a Chinese text makes likely."""
        import numpy as np

        simple = to_simplified(text)
        units = Counter(zh_units(simple, self.lexicon.words))
        known = {unit: n for unit, n in units.items() if unit in self.lexicon.zh}
        rows = np.array([self.lexicon.zh[unit] for unit in known], np.int64)
        entries = expand(self.lexicon.forward, rows)
        times = np.array(list(known.values()), np.float64)[entries.row] if len(rows) else rows
        mass = np.bincount(
            entries.column, weights=entries.value * times, minlength=len(self.lexicon.en)
        )
        information = -np.log(np.maximum(self.lexicon.en_share.astype(np.float64), 1e-12))
        value = np.sqrt(mass) * information
        best = np.argsort(-value, kind="stable")[:TERMS]
        counts = Counter({int(at): int(mass[at] * 1e6) for at in best if mass[at] >= 0.05})
        self._add_alike(counts, (unit for unit in units if unit.isascii()), simple, "zh")
        return counts

    def english(self, text: str) -> Counter[int]:
        """Return the terms of an English text."""
        units = Counter(en_units(text))
        counts = Counter(
            {self.lexicon.en[u]: n * 1_000_000 for u, n in units.items() if u in self.lexicon.en}
        )
        self._add_alike(counts, iter(units), text, "en")
        return counts

    def _add_alike(self, counts: Counter[int], units: Iterator[str], text: str, lang: Lang) -> None:
        """Add the words the table does not know and the amounts, by value."""
        names = {unit for unit in units if unit not in self.lexicon.en and len(unit) > 1}
        names |= {f"#{q.value:g}" for q in find_quantities(text, lang) if q.value > 12}
        for name in names:
            number = self.others.setdefault(name, len(self.lexicon.en) + len(self.others))
            counts[number] += 1_000_000

    def information(self, terms: Ints) -> Floats:
        """Return the information of terms, in nats."""
        import numpy as np

        size = len(self.lexicon.en)
        share = self.lexicon.en_share[np.minimum(terms, size - 1)].astype(np.float64)
        return np.where(terms < size, -np.log(np.maximum(share, 1e-12)), ALIKE)


def _candidates(src: Sequence[_Profile], tgt: Sequence[_Profile]) -> list[tuple[float, int, int]]:
    """Return ``(score, source, target)`` for the best partners of each source document."""
    import numpy as np

    if not src or not tgt:
        return []
    size = max(int(p.terms.max(initial=0)) for p in (*src, *tgt)) + 1
    seen = np.bincount(np.concatenate([p.terms for p in tgt]), minlength=size)
    rarity = np.log1p(len(tgt) / np.maximum(seen, 0.5)) / np.log1p(len(tgt) / 0.5)
    information = _information(size)
    factor = rarity * information
    owner = np.concatenate([np.full(len(p.terms), at) for at, p in enumerate(tgt)])
    term = np.concatenate([p.terms for p in tgt])
    weight = np.concatenate([_unit(p.weights * factor[p.terms]) for p in tgt])
    order = np.argsort(term, kind="stable")
    owner, term, weight = owner[order], term[order], weight[order]
    start = np.searchsorted(term, np.arange(size + 1))
    lengths = np.array([p.length for p in tgt])
    found: list[tuple[float, int, int]] = []
    for at, profile in enumerate(src):
        scores = np.zeros(len(tgt))
        own = _unit(profile.weights * factor[profile.terms])
        for one, value in zip(profile.terms.tolist(), own.tolist(), strict=True):
            block = slice(start[one], start[one + 1])
            scores[owner[block]] += value * weight[block]
        ratio = lengths / max(1.0, profile.length)
        scores[(ratio > LONGEST) | (ratio < 1 / LONGEST)] = 0.0
        for other in np.argsort(-scores, kind="stable")[:CANDIDATES].tolist():
            if scores[other] > 0:
                found.append((float(scores[other]), at, other))
    return found


def _information(size: int) -> Floats:
    import numpy as np

    return _Terms(load_lexicon(shipped_lexicon())).information(np.arange(size))


def _unit(weights: Floats) -> Floats:
    import numpy as np

    return weights / max(float(np.sqrt((weights**2).sum())), 1e-12)


def _one_to_one(
    found: list[tuple[float, int, int]], least: float, first: set[tuple[int, int]]
) -> list[tuple[int, int, float]]:
    """Take pairs from the best score down, ``first`` before others; ties go to the first names.

    In source order.
    """
    used_src: set[int] = set()
    used_tgt: set[int] = set()
    pairs = []
    good = [item for item in found if item[0] >= least]
    for score, i, j in sorted(good, key=lambda x: (x[1:] not in first, -x[0], x[1], x[2])):
        if i not in used_src and j not in used_tgt:
            used_src.add(i)
            used_tgt.add(j)
            pairs.append((i, j, score))
    return sorted(pairs)
