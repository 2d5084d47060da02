"""Align two articles: two passes, beads with confidence, reasons for what has no counterpart.

Pass 1 finds anchors and with them the band; the bead model weighs every bead in the band; what it
is sure of teaches IBM model 1 the document's own words; the model is applied again. Confidence is
the posterior probability of the bead. Deterministic: no clock, no chance but a fixed seed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.alignment.anchors import find_anchors, sentence_vectors
from aligner.alignment.band import around
from aligner.alignment.dp import posteriors
from aligner.alignment.lexicon import Lexicon, load_lexicon, shipped_lexicon
from aligner.alignment.path import Step, best_path
from aligner.alignment.side import Side, read_side
from aligner.alignment.similarity import signals
from aligner.alignment.table import tables
from aligner.alignment.units import cutter
from aligner.alignment.weights import LONGEST, Weights, lattice, load_weights, shipped_weights
from aligner.bitext import Alignment, Bead
from aligner.document import Article, Paragraph, Role, Sentence, Span
from aligner.errors import AlignmentError
from aligner.lang import Lang

PAD = 6
REACH = 5
SPANS = LONGEST - 1

Scorer = Callable[[Sequence[tuple[str, str]]], Sequence[float]]
"""Log-probability per target piece of (source, target) pairs: a translation model's judgement."""


@dataclass(frozen=True, slots=True)
class AlignOptions:
    """How to align.

    ``max_bead``: sentences in the largest bead, 2 to 8. ``anchors``: pairs of sentence numbers
    ``(source, target)``, 0-based, before which both sides start anew. ``lexicon``: a lexical table
    other than the shipped one; ``use_lexicon`` off aligns by the document's own words and lengths
    alone, for any languages. ``score``: a translation model's judgement of a pair, consulted only
    where the posterior is below ``doubt``.
    """

    max_bead: int = LONGEST
    anchors: tuple[tuple[int, int], ...] = ()
    use_lexicon: bool = True
    lexicon: Path | None = None
    weights: Path | None = None
    score: Scorer | None = None
    doubt: float = 0.9


def presplit(lines: Sequence[str], lang: Lang, doc_id: str) -> Article:
    """Make an article of lines that are sentences already; blank lines begin paragraphs."""
    text = "\n".join(lines)
    paragraphs: list[Paragraph] = []
    current: list[Sentence] = []
    at = 0
    for line in [*lines, ""]:
        bare = line.strip()
        if bare:
            start = at + line.index(bare)
            current.append(Sentence(bare, Span(start, start + len(bare))))
        elif current:
            paragraphs.append(Paragraph(Role.BODY, tuple(current)))
            current = []
        at += len(line) + 1
    return Article(doc_id, lang, text, tuple(paragraphs))


def align(src: Article, tgt: Article, options: AlignOptions = AlignOptions()) -> Alignment:
    """Align the sentences of two articles, in either direction.

    Raises ``AlignmentError`` where there is nothing to align, saying what to do.
    """
    _check(src, tgt)
    if src.lang == "en" and tgt.lang == "zh":
        flipped = _align(tgt, src, options, ((j, i) for i, j in options.anchors))
        beads = (Bead(bead.tgt, bead.src, bead.confidence, bead.reason) for bead in flipped)
        return Alignment(src, tgt, tuple(beads))
    return Alignment(src, tgt, _align(src, tgt, options, options.anchors))


def _check(src: Article, tgt: Article) -> None:
    for article in (src, tgt):
        if not article.sentences:
            raise AlignmentError(f"{article.id}: no sentences to align")
    few, many = sorted((len(src.sentences), len(tgt.sentences)))
    if many > 50 * few:
        raise AlignmentError(
            f"{src.id}: {len(src.sentences)} sentences against {len(tgt.sentences)}"
            f" in {tgt.id}: not translations of each other"
        )


def _align(src: Article, tgt: Article, options: AlignOptions, _anchors: object) -> tuple[Bead, ...]:
    lexicon: Lexicon | None = None
    if options.use_lexicon:
        lexicon = load_lexicon(options.lexicon or shipped_lexicon())
    name = "plain" if lexicon is None else "lexicon"
    weights = load_weights(options.weights or shipped_weights(), name)
    words = lexicon.words if lexicon else frozenset[str]()
    one = read_side([s.text for s in src.sentences], cutter(src.lang, words))
    other = read_side([s.text for s in tgt.sentences], cutter(tgt.lang, words))
    return _beads(one, other, (src, tgt), lexicon, weights, options)


def _beads(
    one: Side,
    other: Side,
    articles: tuple[Article, Article],
    lexicon: Lexicon | None,
    weights: Weights,
    options: AlignOptions,
) -> tuple[Bead, ...]:
    import numpy as np

    known = tables(one, other, lexicon)
    points = find_anchors(*sentence_vectors(one, other, known))
    band = around(points, one.count, other.count, PAD, REACH)
    breaks = _breaks(articles[0]), _breaks(articles[1])
    found = signals((one, other), known, band, (np.array(breaks[0]), np.array(breaks[1])), SPANS)
    grid = lattice(found, weights, options.max_bead)
    chances = posteriors(grid)
    beads = []
    for step in best_path(grid):
        beads.append(
            Bead(
                range(step.i, step.i + step.x),
                range(step.j, step.j + step.y),
                min(1.0, _chance(step, chances.beads, chances.src_gap, chances.tgt_gap)),
                "" if step.x and step.y else "no counterpart",
            )
        )
    return tuple(beads)


def _chance(step: Step, beads: object, src: object, tgt: object) -> float:
    import numpy as np

    if step.type >= 0:
        return float(np.asarray(beads)[step.node, step.type])
    return float(np.asarray(src if step.x else tgt)[step.node])


def _breaks(article: Article) -> list[int]:
    return [
        int(at == 0) for paragraph in article.paragraphs for at in range(len(paragraph.sentences))
    ]
