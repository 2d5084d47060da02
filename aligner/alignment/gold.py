"""Strict and lax precision, recall and F1 of beads against gold, by bead kind.

The definition of Vecalign's score.py (after Sennrich & Volk 2011): precision counts every bead that
was given, deletions too; recall counts gold beads with both sides only. Strict: the bead is in the
gold. Lax: it shares a source and a target sentence with one gold bead. Null beads are never lax.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.bitext import Bead
from aligner.document import Article
from aligner.errors import FormatError
from aligner.formats.streams import read_lines

Link = tuple[tuple[int, ...], tuple[int, ...]]
"""A bead as sentence numbers; gold may skip sentences, which a ``Bead`` cannot."""

_NUMBERS = r"\[\s*((?:\d{1,9}\s*,\s*)*(?:\d{1,9})?)\s*\]"
_LADDER = re.compile(rf"\s*{_NUMBERS}\s*:\s*{_NUMBERS}")


@dataclass(frozen=True, slots=True)
class Rates:
    """Right among given, right among gold; 0 where there are none."""

    given: int
    given_right: int
    gold: int
    gold_right: int

    @property
    def precision(self) -> float:
        """Share of the given beads that are right."""
        return self.given_right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold beads that were found."""
        return self.gold_right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __add__(self, other: Rates) -> Rates:
        """Add up documents: rates of a set are over all its beads."""
        return Rates(
            self.given + other.given,
            self.given_right + other.given_right,
            self.gold + other.gold,
            self.gold_right + other.gold_right,
        )


@dataclass(frozen=True, slots=True)
class KindScore:
    """Strict recall of gold beads of one kind, and how many of that kind were given."""

    kind: str
    gold: int
    right: int
    given: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Beads measured against gold; add evaluations up to measure a set of documents."""

    strict: Rates
    lax: Rates
    kinds: tuple[KindScore, ...]

    def __add__(self, other: Evaluation) -> Evaluation:
        """Add up documents."""
        merged: dict[str, tuple[int, int, int]] = {}
        for kind in (*self.kinds, *other.kinds):
            gold, right, given = merged.get(kind.kind, (0, 0, 0))
            merged[kind.kind] = gold + kind.gold, right + kind.right, given + kind.given
        return Evaluation(self.strict + other.strict, self.lax + other.lax, _by_frequency(merged))


def links(beads: Iterable[Bead | Link]) -> list[Link]:
    """Return beads as sentence numbers; beads without any sentence are left out."""
    pairs = [(tuple(b.src), tuple(b.tgt)) if isinstance(b, Bead) else b for b in beads]
    return [(tuple(src), tuple(tgt)) for src, tgt in pairs if src or tgt]


def evaluate(beads: Iterable[Bead | Link], gold: Iterable[Bead | Link]) -> Evaluation:
    """Measure ``beads`` against ``gold``; either may be ``Bead`` or sentence numbers."""
    given, wanted = links(beads), links(gold)
    strict_p, lax_p = _right(given, wanted)
    full = [link for link in wanted if link[0] and link[1]]
    strict_r, lax_r = _right(full, [link for link in given if link[0] and link[1]])
    total, found = len(set(given)), len(set(full))
    return Evaluation(
        Rates(total, strict_p, found, strict_r),
        Rates(total, lax_p, found, lax_r),
        _kinds(given, wanted),
    )


def _right(test: Sequence[Link], truth: Sequence[Link]) -> tuple[int, int]:
    known = set(truth)
    counterpart: defaultdict[int, set[int]] = defaultdict(set)
    for src, tgt in known:
        for i in src:
            counterpart[i].update(tgt)
    strict = lax = 0
    for link in set(test):
        if link in known:
            strict += 1
            lax += 1
        elif set().union(*(counterpart[i] for i in link[0] if i in counterpart)) & set(link[1]):
            lax += 1
    return strict, lax


def _kinds(given: Sequence[Link], wanted: Sequence[Link]) -> tuple[KindScore, ...]:
    known = set(given)
    gold: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for link in wanted:
        gold[_kind(link)] += 1
        right[_kind(link)] += link in known
    counts = Counter(_kind(link) for link in known)
    return _by_frequency({k: (gold[k], right[k], counts[k]) for k in gold.keys() | counts.keys()})


def _by_frequency(counts: dict[str, tuple[int, int, int]]) -> tuple[KindScore, ...]:
    ranked = sorted(counts.items(), key=lambda item: (-item[1][0], item[0]))
    return tuple(KindScore(kind, *numbers) for kind, numbers in ranked)


def _kind(link: Link) -> str:
    return f"{len(link[0])}-{len(link[1])}"


def read_ladder(path: Path) -> list[Link]:
    """Read gold as ``[0,1]:[2]`` lines. Raises ``FormatError`` with the line, or without any."""
    found = []
    for number, line in read_lines(path):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LADDER.match(line)
        if match is None:
            raise FormatError(f"{path}:{number}: not a ladder line like [0,1]:[2]: {line.strip()}")
        src, tgt = (tuple(int(v) for v in side.split(",") if v.strip()) for side in match.groups())
        found.append((src, tgt))
    if not found:
        raise FormatError(f"{path}: no beads; expected are lines like [0]:[1,2]")
    return found


def read_text_gold(path: Path, src: Article, tgt: Article) -> list[Link]:
    """Read gold as ``zh<TAB>en`` texts of beads and number the articles' sentences by them.

    A sentence belongs to the bead its middle lies in, white space and ``‖`` aside, so that gold cut
    into other sentences than the articles still serves. Raises ``FormatError`` where the texts of a
    side do not spell out the article.
    """
    rows = []
    for number, line in read_lines(path):
        if not line.strip():
            continue
        row = line.split("\t")
        if len(row) < 2:
            raise FormatError(f"{path}:{number}: no tab; a gold line is source<TAB>target")
        rows.append(row)
    if not rows:
        raise FormatError(f"{path}: no beads; expected are lines of source<TAB>target")
    one = _place([row[0] for row in rows], src, path)
    other = _place([row[1] for row in rows], tgt, path)
    return [link for link in zip(one, other, strict=True) if link[0] or link[1]]


def _place(texts: Sequence[str], article: Article, path: Path) -> Iterator[tuple[int, ...]]:
    bare = [_bare(text) for text in texts]
    sentences = [_bare(sentence.text) for sentence in article.sentences]
    if "".join(bare) != "".join(sentences):
        raise FormatError(f"{path}: does not spell out {article.id}; gold of another version?")
    groups: list[list[int]] = [[] for _ in bare]
    at, end, start = 0, len(bare[0]) if bare else 0, 0
    for number, sentence in enumerate(sentences):
        middle = start + len(sentence) // 2
        while middle >= end and at + 1 < len(bare):
            at += 1
            end += len(bare[at])
        groups[at].append(number)
        start += len(sentence)
    return (tuple(group) for group in groups)


def _bare(text: str) -> str:
    return re.sub(r"[\s‖]+", "", text)
