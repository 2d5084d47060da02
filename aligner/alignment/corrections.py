"""Beads a person has corrected hold; what they do not cover is aligned anew around them."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from aligner.alignment.reasons import reason_of
from aligner.bitext import Alignment, Bead
from aligner.document import Article, Paragraph
from aligner.errors import AlignmentError

Gap = tuple[range, range]
"""The sentences of both sides between two corrections, as numbers in the whole articles."""
Aligner = Callable[[Article, Article, Gap], Alignment]
"""Aligns the two parts of the articles that lie in a gap."""


def with_corrections(
    src: Article, tgt: Article, given: Sequence[Bead], align: Aligner
) -> Alignment:
    """Return the given beads, in order, and ``align``'s for the sentences between them."""
    edges = [
        Bead(range(0), range(0)),
        *given,
        Bead(_end(src), _end(tgt)),
    ]
    beads: list[Bead] = []
    for before, after in pairwise(edges):
        between = (
            range(before.src.stop, after.src.start),
            range(before.tgt.stop, after.tgt.start),
        )
        beads.extend(_between(src, tgt, between, align))
        beads.append(after)
    return Alignment(src, tgt, tuple(beads[:-1]))


def _end(article: Article) -> range:
    count = len(article.sentences)
    return range(count, count)


def _between(src: Article, tgt: Article, gap: Gap, align: Aligner) -> Iterator[Bead]:
    found: tuple[Bead, ...] | None = None
    if gap[0] and gap[1]:
        try:
            found = align(_part(src, gap[0]), _part(tgt, gap[1]), gap).beads
        except AlignmentError:
            found = None  # too unlike in length: nothing to pair
    if found is None:
        for index, reason in zip(gap[0], _reasons(src, gap[0]), strict=True):
            yield Bead(range(index, index + 1), range(gap[1].start, gap[1].start), 1.0, reason)
        for index, reason in zip(gap[1], _reasons(tgt, gap[1]), strict=True):
            yield Bead(range(gap[0].stop, gap[0].stop), range(index, index + 1), 1.0, reason)
        return
    for bead in found:
        yield Bead(
            _shifted(bead.src, gap[0].start),
            _shifted(bead.tgt, gap[1].start),
            bead.confidence,
            bead.reason,
        )


_NO_PARTNER = "nothing between the reviewed beads"


def _reasons(article: Article, wanted: range) -> list[str]:
    return [
        reason_of(paragraph.role) or _NO_PARTNER
        for paragraph in _part(article, wanted).paragraphs
        for _ in paragraph.sentences
    ]


def _shifted(indices: range, by: int) -> range:
    return range(indices.start + by, indices.stop + by)


def _part(article: Article, wanted: range) -> Article:
    """Return the article with only some of its sentences."""
    paragraphs, at = [], 0
    for paragraph in article.paragraphs:
        count = len(paragraph.sentences)
        kept = paragraph.sentences[max(0, wanted.start - at) : max(0, wanted.stop - at)]
        if kept:
            paragraphs.append(Paragraph(paragraph.role, kept))
        at += count
    return Article(article.id, article.lang, article.text, tuple(paragraphs))
