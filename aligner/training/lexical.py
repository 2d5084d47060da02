"""A lexical start: piece embeddings of both languages in one space before training begins.

IBM model 1 (Brown et al. 1993) over pieces gives t(target | source); its positive pointwise mutual
information, weighted by the square root of t, is factorised (truncated SVD) so that the inner
product of a source and a target embedding says how well one translates the other. With tied
embeddings and cross-attention that hands its memory through (``model.py``), an untrained model
already prefers the translations of what it attends to; a short run on a CPU then learns order and
grammar instead of words. The same table makes the vocabulary map of a finished model.

Does not: align words (see ``aligner.alignment``) or look at the order of words.
"""

import numpy as np
import torch
from numpy.typing import NDArray

from aligner.progress import Progress
from aligner.training.data import TrainingData
from aligner.training.model import BOS

Table = NDArray[np.float32]
MAX_LENGTH = 40
PRUNE = 0.02
FEWEST = 0.3


def train_table(
    data: TrainingData, vocabulary: int, *, rounds: int, sentences: int, progress: Progress
) -> Table:
    """Return t(target | source) as (V, V) float32; row ``BOS`` is the null word.

    Rows sum to 1, or to 0 for a piece never seen. ``sentences`` pairs of at most ``MAX_LENGTH``
    pieces a side are sampled with a fixed seed.
    Takes 4 V^2 bytes.
    """
    rng = np.random.default_rng(5)
    short = (data.src.lengths <= MAX_LENGTH) & (data.tgt.lengths <= MAX_LENGTH)
    pairs = np.flatnonzero(short)
    pairs = rng.permutation(pairs)[:sentences]
    sides = [
        (
            np.append(np.unique(data.src.of(int(i))), BOS).astype(np.int64),
            np.unique(data.tgt.of(int(i))),
        )
        for i in pairs
    ]
    table: Table | None = None
    for round_number in range(rounds):
        counts = np.zeros((vocabulary, vocabulary), np.float32)
        for number, (src, tgt) in enumerate(sides):
            cells = src[:, None], tgt
            share = np.ones((len(src), len(tgt)), np.float32) if table is None else table[cells]
            counts[cells] += share / np.maximum(share.sum(0), 1e-12)
            if number % 10_000 == 0:
                progress.advance(round_number * len(sides) + number, rounds * len(sides))
        if round_number:  # what little the first round spread over everything is noise by now
            np.maximum(counts - PRUNE, 0, out=counts)
        if round_number == rounds - 1:
            counts[counts < FEWEST] = 0
        table = counts
        table /= np.maximum(table.sum(1, keepdims=True), 1e-6)
    if table is None:
        raise ValueError("rounds must be at least 1")
    return table


def start_embeddings(table: Table, frequency: NDArray[np.float64], width: int) -> Table:
    """Return (V, width) unit vectors, zero for pieces the table does not know.

    ``frequency`` counts each target piece. A piece of both languages (digits, names, punctuation)
    gets the sum of its two vectors.
    """
    rows, columns = np.flatnonzero(table.any(1)), np.flatnonzero(table.any(0))
    share = (frequency[columns] / frequency.sum() + 1e-9).astype(np.float32)
    known = table[np.ix_(rows, columns)]
    with np.errstate(divide="ignore"):
        # One nat is the price of entry: pairs barely more likely than chance say nothing.
        information = np.maximum(np.log(known / share) - 1, 0) * np.sqrt(known)
    rank = min(width, *information.shape)
    torch.manual_seed(5)
    left, scale, right = torch.svd_lowrank(
        torch.from_numpy(information), q=min(rank + 40, *information.shape), niter=3
    )
    root = scale[:rank].sqrt()
    start = np.zeros((len(table), width), np.float32)
    for ids, vectors in ((rows, left), (columns, right)):
        start[ids, :rank] += _unit((vectors[:, :rank] * root).numpy())
    return _unit(start)


def _unit(vectors: Table) -> Table:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def vocabulary_map(
    table: Table, pieces: list[str], frequency: NDArray[np.float64], a_piece: int, always: int
) -> list[str]:
    """Return the lines of CTranslate2's ``vmap.txt``: source piece, tab, its target pieces.

    The first line has an empty source and lists the ``always`` most frequent target pieces, which
    are offered for every sentence; every source piece adds its ``a_piece`` likeliest.
    """
    frequent = [int(i) for i in np.argsort(-frequency)[:always] if frequency[i] > 0]
    lines = ["\t" + " ".join(pieces[i] for i in [*range(4), *frequent])]
    for source, row in enumerate(table):
        best = np.argsort(-row)[:a_piece]
        targets = [pieces[int(i)] for i in best if row[i] > 0]
        if targets:
            lines.append(f"{pieces[source]}\t{' '.join(targets)}")
    return lines
