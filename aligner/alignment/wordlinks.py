"""Which words of a bead support it: links between Chinese and English words, Pharaoh style.

The evidence is the lexical table the aligner uses, and words and numbers spelt alike. A link is
made where two words are each other's best partner; then words left over are linked to their best
partner if it is clearly better than chance and lies beside a link that is there. Not a full word
aligner: no distortion model, function words mostly stay free.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.alignment.lexicon import Lexicon, Sparse
from aligner.alignment.units import en_stem
from aligner.bitext import SegmentPair
from aligner.document import Span
from aligner.formats.streams import writing_text
from aligner.text.script import HAN, to_simplified

LEAST = 0.02
"""Geometric mean of both translation probabilities below which words are not linked."""

_ZH_TOKEN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+(?:[.,][0-9]+)*|[^\w\s]")
_EN_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*|[^\w\s]")
_HAN_RUN = re.compile(rf"[{HAN}]+")
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class WordLinks:
    """The words of both sides and the links between them, as pairs of positions from 0."""

    src: tuple[str, ...]
    tgt: tuple[str, ...]
    links: tuple[tuple[int, int], ...]

    def pharaoh(self) -> str:
        """Return the links as ``0-0 1-2``."""
        return " ".join(f"{i}-{j}" for i, j in self.links)


def link_words(src: str, tgt: str, lexicon: Lexicon) -> WordLinks:
    """Link the words of a Chinese and an English segment.

    The table knows simplified characters; the words of the result are those of the text.
    """
    known = _simplified(src)
    spans = tuple(zh_words(known, lexicon.words))
    zh, en = [known[slice(*span)] for span in spans], tuple(_EN_TOKEN.findall(tgt))
    table = _scores(zh, en, lexicon)
    best_tgt = {
        i: max((j for i2, j in table if i2 == i), key=lambda j: _rank(table, i, j))
        for i, _ in table
    }
    best_src = {
        j: max((i for i, j2 in table if j2 == j), key=lambda i: _rank(table, i, j))
        for _, j in table
    }
    links = {(i, j) for i, j in best_tgt.items() if best_src[j] == i}
    for i, j in sorted(table):
        lonely = not any(i == i2 for i2, _ in links) or not any(j == j2 for _, j2 in links)
        beside = any(abs(i - i2) <= 1 and abs(j - j2) <= 1 for i2, j2 in links)
        if lonely and beside and (best_tgt[i] == j or best_src[j] == i):
            links.add((i, j))
    return WordLinks(tuple(src[slice(*span)] for span in spans), en, tuple(sorted(links)))


def write_word_links(
    pairs: Iterable[SegmentPair], lexicon: Lexicon, path: Path, *, force: bool
) -> None:
    """Write a line for each pair: links, source words, target words, with tabs between.

    Words are separated by spaces.
    """
    with writing_text(path, force=force) as stream:
        for pair in pairs:
            found = link_words(pair.src, pair.tgt, lexicon)
            row = (found.pharaoh(), " ".join(found.src), " ".join(found.tgt))
            stream.write("\t".join(row) + "\n")


def zh_words(text: str, words: frozenset[str]) -> Iterator[Span]:
    """Yield where words stand in simplified Chinese, longest first, Latin ones, numbers, marks."""
    for match in _ZH_TOKEN.finditer(text):
        at, end = match.span()
        if not _HAN_RUN.match(text, at):
            yield Span(at, end)
            continue
        while at < end:
            sizes = range(min(_LONGEST, end - at), 1, -1)
            size = next((n for n in sizes if text[at : at + n] in words), 1)
            yield Span(at, at + size)
            at += size


def _simplified(text: str) -> str:
    """Return the text in simplified characters, as far as that leaves every one in its place.

    Where mainland wording is longer or shorter (川普, 特朗普), each run of Han is turned by itself,
    and those of another length stay as they are.
    """
    simple = to_simplified(text)
    if len(simple) == len(text):
        return simple
    return _HAN_RUN.sub(lambda run: _as_long(to_simplified(run[0]), run[0]), text)


def _as_long(simple: str, text: str) -> str:
    return simple if len(simple) == len(text) else text


def _rank(table: dict[tuple[int, int], float], i: int, j: int) -> tuple[float, int, int]:
    return table[i, j], -i, -j


def _scores(zh: Sequence[str], en: Sequence[str], lexicon: Lexicon) -> dict[tuple[int, int], float]:
    """Return how well each pair of words goes together, only those worth a link.

    Among equals the pair that lies nearer the diagonal is a little better.
    """
    stems = [en_stem(word.lower()) for word in en]
    forward = [_row(lexicon.forward, lexicon.zh.get(word, -1)) for word in zh]
    backward = [_row(lexicon.backward, lexicon.en.get(stem, -1)) for stem in stems]
    scores = {}
    for i, word in enumerate(zh):
        for j, stem in enumerate(stems):
            there = forward[i].get(lexicon.en.get(stem, -1), 0.0)
            back = backward[j].get(lexicon.zh.get(word, -1), 0.0)
            score = 1.0 if word.lower() == en[j].lower() else (there * back) ** 0.5
            if score >= LEAST:
                off = abs((i + 0.5) / len(zh) - (j + 0.5) / len(en))
                scores[i, j] = score * (1 - 0.5 * off)
    return scores


def _row(table: Sparse, row: int) -> dict[int, float]:
    if row < 0:
        return {}
    places = slice(int(table.start[row]), int(table.start[row + 1]))
    return dict(zip(table.column[places].tolist(), table.value[places].tolist(), strict=True))
