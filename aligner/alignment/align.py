"""Align two articles: beads with confidence, and reasons for what has no counterpart.

The passes are in ``passes.py``. Confidence is the posterior probability of the bead under the
trained model. Deterministic: no clock, no chance but a fixed seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.alignment.anchoring import check_anchors
from aligner.alignment.dp import posteriors
from aligner.alignment.figures import mind_figures
from aligner.alignment.gains import gains
from aligner.alignment.gaps import mind_omissions
from aligner.alignment.inputs import check_pair
from aligner.alignment.lexicon import Lexicon, load_lexicon, shipped_lexicon
from aligner.alignment.passes import Pair, breaks_of, fine_signals
from aligner.alignment.path import best_path, confidences
from aligner.alignment.reasons import reasons
from aligner.alignment.rescore import Scorer, rescore
from aligner.alignment.roles import mind_roles
from aligner.alignment.side import read_side
from aligner.alignment.surplus import mind_document
from aligner.alignment.units import cutter
from aligner.alignment.weights import LONGEST, lattice, load_weights, shipped_weights
from aligner.bitext import Alignment, Bead
from aligner.document import Article, Paragraph, Role, Sentence, Span
from aligner.errors import AlignmentError, UsageError
from aligner.lang import Lang
from aligner.text.script import detect_script, to_simplified

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class AlignOptions:
    """How to align.

    ``max_bead``: sentences in the largest bead, 2 to 8. ``anchors``: pairs of sentence numbers
    ``(source, target)``, 0-based, before which both sides start anew. ``use_lexicon`` off aligns by
    the document's own words, lengths and marks alone, for any two languages (articles of one and
    the same ``lang`` are never cut as Chinese then). ``lexicon``, ``weights``: other files than the
    shipped ones. ``score``: a translation model's judgement of pairs, consulted only where the
    confidence is below ``doubt``.
    """

    max_bead: int = LONGEST
    anchors: tuple[tuple[int, int], ...] = ()
    use_lexicon: bool = True
    lexicon: Path | None = None
    weights: Path | None = None
    score: Scorer | None = None
    doubt: float = 0.9

    def __post_init__(self) -> None:
        if not 2 <= self.max_bead <= LONGEST:
            raise UsageError(f"largest bead {self.max_bead}: give 2 to {LONGEST} sentences")


DEFAULTS = AlignOptions()


def presplit(lines: Sequence[str], lang: Lang, doc_id: str) -> Article:
    """Make an article of lines that are sentences already; blank lines end paragraphs.

    Raises ``AlignmentError`` for one text in place of its lines.
    """
    if isinstance(lines, str):
        raise AlignmentError(f"{doc_id}: one text where its lines belong; give text.split('\\n')")
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
    return Article(doc_id, lang, "\n".join(lines), tuple(paragraphs))


def align(src: Article, tgt: Article, options: AlignOptions = DEFAULTS) -> Alignment:
    """Align the sentences of two articles, in either direction.

    Raises ``AlignmentError`` where there is nothing to align, saying what to do.
    """
    check_pair(src, tgt, check_languages=options.use_lexicon)
    check_anchors(options.anchors, len(src.sentences), len(tgt.sentences))
    if src.lang == "en" and tgt.lang == "zh":
        anchors = tuple((j, i) for i, j in options.anchors)
        flipped = _beads(tgt, src, options, anchors)
        beads = tuple(Bead(b.tgt, b.src, b.confidence, b.reason) for b in flipped)
        return Alignment(src, tgt, beads)
    return Alignment(src, tgt, _beads(src, tgt, options, options.anchors))


def _beads(
    src: Article, tgt: Article, options: AlignOptions, anchors: tuple[tuple[int, int], ...]
) -> tuple[Bead, ...]:
    """Align with the Chinese side, if there is one, first."""
    lexicon: Lexicon | None = None
    if options.use_lexicon and src.lang != tgt.lang:
        lexicon = load_lexicon(options.lexicon or shipped_lexicon())
    kind = "plain" if lexicon is None else "lexicon"
    path = options.weights or shipped_weights()
    pair = _read(src, tgt, lexicon, anchors)
    found = fine_signals(pair, lexicon, load_weights(path, f"coarse {kind}"))
    weights = load_weights(path, kind)
    summed = gains(found, weights.types)
    grid = lattice(found, weights, options.max_bead, anchors, summed)
    grid = mind_roles(grid, src, tgt)
    if lexicon is not None:
        grid = mind_figures(grid, pair.src, pair.tgt)
        grid = mind_document(grid, found, summed, (_judged(src), _judged(tgt)))
        grid = mind_omissions(grid, _marked(src, Role.BODY), _marked(tgt, Role.BODY))
    chances = posteriors(grid)
    if options.score is not None:
        grid = rescore(grid, chances, (src, tgt), options.score, options.doubt)
        chances = posteriors(grid)
    steps = best_path(grid)
    said = reasons(steps, src, tgt)
    sure = confidences(steps, chances, grid.band)
    return tuple(
        Bead(
            range(step.i, step.i + step.x),
            range(step.j, step.j + step.y),
            confidence,
            reason,
        )
        for step, confidence, reason in zip(steps, sure, said, strict=True)
    )


def _read(
    src: Article, tgt: Article, lexicon: Lexicon | None, anchors: tuple[tuple[int, int], ...]
) -> Pair:
    import numpy as np

    words = lexicon.words if lexicon else frozenset[str]()
    one = read_side(_texts(src), cutter(src.lang, words, stems=lexicon is not None))
    other = read_side(_texts(tgt), cutter(tgt.lang, words, stems=lexicon is not None))
    breaks = [
        np.array(breaks_of([len(paragraph.sentences) for paragraph in article.paragraphs]))
        for article in (src, tgt)
    ]
    return Pair(one, other, (breaks[0], breaks[1]), anchors)


def _marked(article: Article, wanted: Role) -> NDArray[np.float64]:
    """Return 1 for each sentence of a role, 0 for the rest."""
    import numpy as np

    roles = [paragraph.role for paragraph in article.paragraphs for _ in paragraph.sentences]
    return np.array([role is wanted for role in roles], np.float64)


def _judged(article: Article) -> NDArray[np.float64]:
    """Return 1 for body text but its first line, which is a headline in texts without roles.

    Headlines are put freely, datelines are formulas that share a name at most.
    """
    judged = _marked(article, Role.BODY)
    judged[0] = 0
    return judged


def _texts(article: Article) -> list[str]:
    """Return the sentences in the characters the lexical table is written in."""
    texts = [sentence.text for sentence in article.sentences]
    if article.lang == "zh" and detect_script(article.text) == "Hant":
        return [to_simplified(text) for text in texts]
    return texts


__all__ = ["AlignOptions", "Scorer", "align", "presplit"]
