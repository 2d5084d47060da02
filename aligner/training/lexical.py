"""A lexical start: piece embeddings of both languages in one space before training begins.

IBM model 1 (Brown et al. 1993) over pieces gives t(target | source); its positive pointwise mutual
information, weighted by the square root of t, is factorised (truncated SVD) so that the inner
product of a source and a target embedding says how well one translates the other. With tied
embeddings and cross-attention that hands its memory through (``model.py``), an untrained model
already prefers the translations of what it attends to; a short run on a CPU then learns order and
grammar instead of words. The same table makes the vocabulary map of a finished model.

Does not: align words (see ``aligner.alignment``) or look at the order of words.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from aligner.progress import Progress
from aligner.training.data import Ids, TrainingData
from aligner.training.model import BOS

Matrix = NDArray[np.float32]
MAX_LENGTH = 40
PRUNE = 0.02
FEWEST = 0.3
ALWAYS = 3000


@dataclass(frozen=True, slots=True)
class Table:
    """t(target | source): row i is for piece ``sources[i]``, column j for ``targets[j]``.

    Rows sum to 1, or less where rare pairs were pruned; the row of ``BOS`` is the null word.
    """

    sources: Ids
    targets: Ids
    probability: Matrix


def train_table(data: TrainingData, *, rounds: int, sentences: int, progress: Progress) -> Table:
    """Train the table on ``sentences`` pairs of at most ``MAX_LENGTH`` pieces a side.

    The sample has a fixed seed. Takes 8 bytes for every (source piece, target piece) seen.
    """
    short = (data.src.lengths <= MAX_LENGTH) & (data.tgt.lengths <= MAX_LENGTH)
    pairs = np.random.default_rng(5).permutation(np.flatnonzero(short))[:sentences]
    sides = [
        (
            np.append(np.unique(data.src.of(int(i))), BOS).astype(np.int64),
            np.unique(data.tgt.of(int(i))),
        )
        for i in pairs
    ]
    sources = np.unique(np.concatenate([src for src, _ in sides]))
    targets = np.unique(np.concatenate([tgt for _, tgt in sides])).astype(np.int64)
    cells = [
        (np.searchsorted(sources, src)[:, None], np.searchsorted(targets, tgt))
        for src, tgt in sides
    ]
    table = np.ones((len(sources), len(targets)), np.float32)
    for done in range(rounds):
        counts = np.zeros_like(table)
        for number, cell in enumerate(cells):
            share = table[cell]
            counts[cell] += share / np.maximum(share.sum(0), 1e-12)
            if number % 10_000 == 0:
                progress.advance(done * len(cells) + number, rounds * len(cells))
        if done:  # what little the first round spread over everything is noise by now
            np.maximum(counts - PRUNE, 0, out=counts)
        total = np.maximum(counts.sum(1, keepdims=True), 1e-6)
        if done == rounds - 1:
            counts[counts < FEWEST] = 0
        table = counts
        table /= total
    return Table(sources, targets, table)


def start_embeddings(table: Table, frequency: NDArray[np.float64], width: int) -> Matrix:
    """Return (V, width) unit vectors, zero for pieces the table does not know.

    ``frequency`` (V,) counts each target piece. A piece of both languages (digits, names,
    punctuation) gets the sum of its two vectors.
    """
    rows = np.flatnonzero(table.probability.any(1))
    columns = np.flatnonzero(table.probability.any(0))
    known = table.probability[np.ix_(rows, columns)]
    share = frequency[table.targets[columns]] / frequency.sum() + 1e-9
    with np.errstate(divide="ignore"):
        information = np.log(known / share.astype(np.float32))
    # One nat is the price of entry: pairs barely more likely than chance say nothing.
    information = np.maximum(information - 1, 0) * np.sqrt(known)
    rank = min(width, *information.shape)
    torch.manual_seed(5)
    left, scale, right = torch.svd_lowrank(
        torch.from_numpy(information), q=min(rank + 40, *information.shape), niter=3
    )
    root = scale[:rank].sqrt()
    start = np.zeros((len(frequency), width), np.float32)
    for ids, vectors in ((table.sources[rows], left), (table.targets[columns], right)):
        start[ids, :rank] += _unit((vectors[:, :rank] * root).numpy())
    return _unit(start)


def vocabulary_map(
    table: Table,
    pieces: list[str],
    frequency: NDArray[np.float64],
    a_piece: int,
    also: Iterable[int] = (),
) -> list[str]:
    """Return the lines of CTranslate2's ``vmap.txt``: source piece, tab, its target pieces.

    The first line has an empty source: control pieces, bytes, the ``ALWAYS`` most frequent
    target pieces and those of ``also``, which are offered for every sentence. Every source piece
    adds its ``a_piece`` likeliest and, if targets ever hold it (names, codes), itself.
    """
    order = np.argsort(-frequency, kind="stable")[:ALWAYS]
    always = {*range(BOS + 1), *also, *(int(i) for i in order if frequency[i] > 0)}
    always |= {i for i, piece in enumerate(pieces) if piece.startswith("<0x")}
    lines = ["\t" + " ".join(pieces[i] for i in sorted(always))]
    for source, row in zip(table.sources.tolist(), table.probability, strict=True):
        best = [i for i in np.argsort(-row)[: a_piece + ALWAYS].tolist() if row[i] > 0]
        targets = [i for i in table.targets[best].tolist() if i not in always][:a_piece]
        if frequency[source] > 0 and source not in always:
            targets = list(dict.fromkeys([*targets, source]))
        if targets and source > BOS:
            lines.append(f"{pieces[source]}\t{' '.join(pieces[i] for i in targets)}")
    return lines


def _unit(vectors: Matrix) -> Matrix:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
