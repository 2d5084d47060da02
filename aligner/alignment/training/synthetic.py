"""Documents with gold beads: made from sentence pairs, or made harder from other documents.

Real gold is scarce. What it lacks is added here: blocks that one side leaves out, lines that belong
to neither text, paragraphs, and beads that follow from pairs of several sentences.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

Bead = tuple[tuple[int, ...], tuple[int, ...]]
Split = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """Sentences, the ones that begin paragraphs (1 or 0 each), and the beads that cover them."""

    src: tuple[str, ...]
    tgt: tuple[str, ...]
    src_breaks: tuple[int, ...]
    tgt_breaks: tuple[int, ...]
    beads: tuple[Bead, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """A bead by its text; ``fresh``: a paragraph begins with it on that side."""

    src: tuple[str, ...]
    tgt: tuple[str, ...]
    src_fresh: bool = False
    tgt_fresh: bool = False


def plain_document(
    src: Sequence[str], tgt: Sequence[str], beads: Sequence[tuple[Sequence[int], Sequence[int]]]
) -> GoldDocument:
    """Return a document without paragraphs."""
    gold = tuple((tuple(one), tuple(other)) for one, other in beads)
    return GoldDocument(tuple(src), tuple(tgt), (0,) * len(src), (0,) * len(tgt), gold)


def from_pairs(
    pairs: Iterable[tuple[str, str]], split_src: Split, split_tgt: Split
) -> GoldDocument:
    """Return a document of sentence pairs, one after the other.

    A pair of one sentence against several is a bead as it stands; one of several against several is
    left out, since it may be two beads or more.
    """
    groups = []
    for src, tgt in pairs:
        one, other = tuple(split_src(src)), tuple(split_tgt(tgt))
        if one and other and min(len(one), len(other)) == 1 and len(one) + len(other) <= 8:
            groups.append(_Group(one, other))
    return _document(groups)


def omit(
    document: GoldDocument, rng: random.Random, blocks: int, longest: int = 12
) -> GoldDocument:
    """Leave out ``blocks`` runs of 1 to ``longest`` beads on one side or the other."""
    groups = _groups(document)
    for _ in range(blocks):
        size = min(rng.randint(1, longest), max(1, len(groups) // 4))
        start = rng.randrange(max(1, len(groups) - size))
        keep_src = rng.random() < 0.5
        for at in range(start, min(start + size, len(groups))):
            group = groups[at]
            if keep_src:
                groups[at] = _Group(group.src, (), group.src_fresh)
            else:
                groups[at] = _Group((), group.tgt, tgt_fresh=group.tgt_fresh)
    return _document(groups)


def intrude(
    document: GoldDocument,
    rng: random.Random,
    strays: tuple[Sequence[str], Sequence[str]],
    chance: float,
) -> GoldDocument:
    """Put stray lines, paragraphs of their own, on either side before some of the beads."""
    groups: list[_Group] = []
    for group in _groups(document):
        if rng.random() < chance:
            if rng.random() < 0.5:
                groups.append(_Group((rng.choice(strays[0]),), (), src_fresh=True))
            else:
                groups.append(_Group((), (rng.choice(strays[1]),), tgt_fresh=True))
            group = _Group(group.src, group.tgt, src_fresh=True, tgt_fresh=True)
        groups.append(group)
    return _document(groups)


def paragraph(document: GoldDocument, rng: random.Random, chance: float) -> GoldDocument:
    """Begin paragraphs at some beads, mostly on both sides."""
    groups = []
    for group in _groups(document):
        fresh = rng.random() < chance
        src = fresh != (rng.random() < 0.06)
        tgt = fresh != (rng.random() < 0.06)
        groups.append(_Group(group.src, group.tgt, src, tgt))
    return _document(groups)


def _groups(document: GoldDocument) -> list[_Group]:
    return [
        _Group(
            tuple(document.src[i] for i in src),
            tuple(document.tgt[j] for j in tgt),
            bool(src and document.src_breaks[src[0]]),
            bool(tgt and document.tgt_breaks[tgt[0]]),
        )
        for src, tgt in document.beads
    ]


def _document(groups: Sequence[_Group]) -> GoldDocument:
    """Number the sentences; those of a group without counterpart become beads of their own."""
    src: list[str] = []
    tgt: list[str] = []
    src_breaks: list[int] = []
    tgt_breaks: list[int] = []
    beads: list[Bead] = []
    for group in groups:
        one = tuple(range(len(src), len(src) + len(group.src)))
        other = tuple(range(len(tgt), len(tgt) + len(group.tgt)))
        src.extend(group.src)
        tgt.extend(group.tgt)
        src_breaks.extend(int(group.src_fresh and at == 0) for at in range(len(one)))
        tgt_breaks.extend(int(group.tgt_fresh and at == 0) for at in range(len(other)))
        if one and other:
            beads.append((one, other))
        else:
            beads.extend(((i,), ()) for i in one)
            beads.extend(((), (j,)) for j in other)
    return GoldDocument(tuple(src), tuple(tgt), tuple(src_breaks), tuple(tgt_breaks), tuple(beads))
