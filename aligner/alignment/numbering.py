"""From segments on disk back to beads of two articles: by sentence numbers, else by the text.

Used for gold files and for corrections. White space does not count when texts are compared.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from aligner.bitext import Bead, SegmentPair
from aligner.document import Article, Sentence
from aligner.errors import AlignmentError, FormatError
from aligner.formats.base import format_of
from aligner.formats.ladder import read_ladder


def read_beads(path: Path, src: Article, tgt: Article) -> tuple[Bead, ...]:
    """Return the beads a ladder or bitext file holds for these articles, in order.

    Of a bitext with document names, those of ``src.id`` are taken; all when the file names none.
    Raises ``AlignmentError`` where numbers or text do not belong to the articles, and
    ``FormatError`` for a file without beads: a review page saves them all, so something got lost.
    """
    pairs = list(_read(path))
    if not pairs:
        raise FormatError(f"{path}: no beads; leave --reviewed out to align everything anew")
    return beads_of((pair for pair in pairs if pair.doc_id in ("", src.id)), src, tgt, str(path))


def _read(path: Path) -> Iterator[SegmentPair]:
    format = format_of(path) if path.suffix else format_of("ladder")
    if format.name != "ladder":
        return format.read(path)
    return (
        SegmentPair("", "", bead.score, "", bead.src_ids, bead.tgt_ids)
        for bead in read_ladder(path)
    )


def beads_of(
    pairs: Iterable[SegmentPair], src: Article, tgt: Article, where: str
) -> tuple[Bead, ...]:
    """Return the pairs as beads; ``where`` names their file in errors."""
    sides = (src.sentences, tgt.sentences)
    at = [0, 0]
    beads = []
    for number, pair in enumerate(pairs, 1):
        ranges = []
        for side, (text, ids) in enumerate(((pair.src, pair.src_ids), (pair.tgt, pair.tgt_ids))):
            place = f"{where}: bead {number}"
            found = (
                _by_ids(sides[side], ids, text, place)
                if ids
                else _by_text(sides[side], at[side], text, place)
            )
            if found and found.start < at[side]:
                raise AlignmentError(f"{place}: sentence {found.start} comes twice or out of order")
            at[side] = found.stop if found else at[side]
            ranges.append(found if found else range(at[side], at[side]))
        if ranges[0] or ranges[1]:
            score = 1.0 if pair.score is None else pair.score
            reason = "" if ranges[0] and ranges[1] else pair.reason
            beads.append(Bead(ranges[0], ranges[1], min(1.0, max(0.0, score)), reason))
    return tuple(beads)


def _by_ids(sentences: tuple[Sentence, ...], ids: tuple[int, ...], text: str, where: str) -> range:
    found = range(ids[0], ids[-1] + 1)
    if tuple(found) != ids:
        raise AlignmentError(f"{where}: the sentence numbers {ids} leave a gap")
    if found.stop > len(sentences):
        raise AlignmentError(f"{where}: sentence {ids[-1]}, but the text has {len(sentences)}")
    own = "".join(sentences[index].text for index in found)
    if text and _bare(own) != _bare(text):
        raise AlignmentError(
            f"{where}: sentence {ids[0]} is now {sentences[ids[0]].text[:30]!r}, not "
            f"{text[:30]!r}; the text or its splitting has changed since"
        )
    return found


def _by_text(sentences: tuple[Sentence, ...], start: int, text: str, where: str) -> range:
    """Return the sentences from ``start`` that spell ``text``."""
    wanted, stop = _bare(text), start
    while wanted and stop < len(sentences):
        own = _bare(sentences[stop].text)
        if not wanted.startswith(own):
            break
        wanted, stop = wanted[len(own) :], stop + 1
    if wanted:
        here = sentences[stop].text[:30] if stop < len(sentences) else "the end of the text"
        raise AlignmentError(f"{where}: has {wanted[:30]!r} where the document has {here!r}")
    return range(start, stop)


def _bare(text: str) -> str:
    return "".join(text.split())
