"""Aligned text: beads of sentence indices, and the segment pairs they spell out."""

from collections.abc import Iterator
from dataclasses import dataclass

from aligner.document import Article, Sentence
from aligner.lang import Lang

JOINER: dict[Lang, str] = {"zh": "", "en": " "}
"""What stands between two sentences of one segment."""


@dataclass(frozen=True, slots=True)
class Bead:
    """Source sentences and the target sentences that translate them; either may be empty.

    ``src`` and ``tgt`` are ranges over ``Article.sentences``. ``confidence`` is the posterior
    probability of the bead, 0 to 1. ``reason`` says why a null bead is one, or is empty.
    """

    src: range
    tgt: range
    confidence: float = 1.0
    reason: str = ""

    @property
    def kind(self) -> str:
        """``1-1``, ``2-1``, ``0-1``..."""
        return f"{len(self.src)}-{len(self.tgt)}"


@dataclass(frozen=True, slots=True)
class SegmentPair:
    """One source and one target segment, with provenance.

    ``score`` is the alignment confidence or another score of the pair, ``None`` when unknown.
    ``src_ids`` and ``tgt_ids`` number the sentences within the document ``doc_id``. ``reason`` says
    why a side is empty, or is empty.
    """

    src: str
    tgt: str
    score: float | None = None
    doc_id: str = ""
    src_ids: tuple[int, ...] = ()
    tgt_ids: tuple[int, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two articles and the beads that cover both sides once, in order."""

    src: Article
    tgt: Article
    beads: tuple[Bead, ...]

    def pairs(self) -> Iterator[SegmentPair]:
        """Yield each bead as a segment pair; the empty side of a null bead is ``""``."""
        src, tgt = self.src.sentences, self.tgt.sentences
        for bead in self.beads:
            yield SegmentPair(
                join(src[bead.src.start : bead.src.stop], self.src.lang),
                join(tgt[bead.tgt.start : bead.tgt.stop], self.tgt.lang),
                bead.confidence,
                self.src.id,
                tuple(bead.src),
                tuple(bead.tgt),
                bead.reason,
            )


def join(sentences: tuple[Sentence, ...], lang: Lang) -> str:
    """Return the sentences as one segment in the manner of the language."""
    return JOINER[lang].join(sentence.text for sentence in sentences)
