"""Train both weight sets of a mode from gold documents: the whole recipe behind ``beads.json``.

The coarse set is fitted first, since it decides which beads the fine one gets to see. Typical use:

    lexicon = load_lexicon(shipped_lexicon())
    trained = train_weights(Mixture(gold, pairs).all(), lexicon)
    save_weights(path, trained.sets, note)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.alignment.dp import posteriors
from aligner.alignment.gains import gains
from aligner.alignment.gaps import mind_omissions
from aligner.alignment.lexicon import Lexicon
from aligner.alignment.passes import Pair, coarse_signals, fine_signals, wide_band
from aligner.alignment.path import best_path, confidences
from aligner.alignment.side import read_side
from aligner.alignment.surplus import mind_document
from aligner.alignment.table import tables
from aligner.alignment.training.crf import blank, example, fit
from aligner.alignment.training.synthetic import GoldDocument
from aligner.alignment.units import cutter
from aligner.alignment.weights import Weights, lattice, load_weights
from aligner.bitext import Bead
from aligner.lang import Lang
from aligner.progress import Progress, Silent


@dataclass(frozen=True, slots=True)
class TrainOptions:
    """``rounds`` of L-BFGS for each set, ``strength`` of the L2 penalty; the languages' cutters.

    ``start``: sets to start from.
    """

    rounds: int = 25
    strength: float = 2.0
    langs: tuple[Lang, Lang] = ("zh", "en")
    start: Trained | None = None


@dataclass(frozen=True, slots=True)
class Trained:
    """The weights of the coarse and of the fine pass."""

    coarse: Weights
    fine: Weights
    mode: str

    @classmethod
    def load(cls, path: Path, mode: str) -> Trained:
        """Read the weights of a mode, "lexicon" or "plain"."""
        return cls(load_weights(path, f"coarse {mode}"), load_weights(path, mode), mode)

    @property
    def sets(self) -> dict[str, Weights]:
        """The sets by the names they are saved under."""
        return {f"coarse {self.mode}": self.coarse, self.mode: self.fine}

    def align(self, document: GoldDocument, lexicon: Lexicon | None) -> tuple[Bead, ...]:
        """Align a document with these weights, as ``align`` does with the shipped ones."""
        import numpy as np

        langs: tuple[Lang, Lang] = ("zh", "en") if lexicon else ("en", "en")
        pair = read_pair(document, lexicon, langs)
        found = fine_signals(pair, lexicon, self.coarse)
        summed = gains(found, self.fine.types)
        grid = lattice(found, self.fine, summed=summed)
        if lexicon is not None:
            every = np.ones(pair.src.count), np.ones(pair.tgt.count)
            grid = mind_document(grid, found, summed, every)
            grid = mind_omissions(grid, *every)
        steps = best_path(grid)
        sure = confidences(steps, posteriors(grid), grid.band)
        return tuple(
            Bead(range(step.i, step.i + step.x), range(step.j, step.j + step.y), confidence)
            for step, confidence in zip(steps, sure, strict=True)
        )


def read_pair(document: GoldDocument, lexicon: Lexicon | None, langs: tuple[Lang, Lang]) -> Pair:
    """Cut and number a gold document."""
    import numpy as np

    words = lexicon.words if lexicon else frozenset[str]()
    stems = lexicon is not None
    return Pair(
        read_side(document.src, cutter(langs[0], words, stems=stems)),
        read_side(document.tgt, cutter(langs[1], words, stems=stems)),
        (np.array(document.src_breaks), np.array(document.tgt_breaks)),
    )


def train_weights(
    documents: Sequence[tuple[GoldDocument, float]],
    lexicon: Lexicon | None,
    options: TrainOptions | None = None,
    progress: Progress | None = None,
) -> Trained:
    """Return the weights that make the gold likeliest; ``lexicon`` None trains the plain mode.

    ``documents`` come with how much each counts.
    """
    options = options or TrainOptions()
    progress = progress or Silent()
    mode = "plain" if lexicon is None else "lexicon"
    counts = [count for _, count in documents]
    pairs = [read_pair(document, lexicon, options.langs) for document, _ in documents]
    gold = [document.beads for document, _ in documents]
    items = []
    for pair, beads, count in zip(pairs, gold, counts, strict=True):
        known = tables(pair.src, pair.tgt, lexicon)
        found = coarse_signals(pair, known, wide_band(pair, known))
        items.append(example(found, beads, f"coarse {mode}", count))
    start = options.start
    coarse = start.coarse if start else blank(f"coarse {mode}")
    coarse = fit(items, coarse, options.strength, options.rounds)
    progress.advance(1, 2)
    items = [
        example(fine_signals(pair, lexicon, coarse), beads, mode, count)
        for pair, beads, count in zip(pairs, gold, counts, strict=True)
    ]
    fine = fit(items, start.fine if start else blank(mode), options.strength, options.rounds)
    progress.advance(2, 2)
    return Trained(coarse, fine, mode)
