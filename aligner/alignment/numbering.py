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
        now, then = _unlike(own, text)
        raise AlignmentError(
            f"{where}: sentence {ids[0]} is now {now!r}, not {then!r}; the text or its splitting "
            "has changed since"
        )
    return found


def _unlike(one: str, other: str) -> tuple[str, str]:
    """Return thirty characters of both from a little before they differ, white space aside."""
    same = 0
    for a, b in zip(_bare(one), _bare(other), strict=False):
        if a != b:
            break
        same += 1
    return _from(one, same - 10), _from(other, same - 10)


def _from(text: str, skip: int) -> str:
    """Return what follows ``skip`` characters that are no white space; all of it if few."""
    places = [at for at, mark in enumerate(text) if not mark.isspace()]
    start = places[skip] if 10 < skip < len(places) else 0
    return text[start : start + 30]


def _by_text(sentences: tuple[Sentence, ...], start: int, text: str, where: str) -> range:
    """Return the first sentences from ``start`` on that spell ``text``.

    Those passed over are in no bead of the file, as where it was written without null beads.
    """
    wanted = _bare(text)
    if not wanted:
        return range(start, start)
    for first in range(start, len(sentences)):
        stop, rest = _spelt(sentences, first, wanted)
        if not rest:
            return range(first, stop)
    stop, rest = _spelt(sentences, start, wanted)
    here = sentences[stop].text[:30] if stop < len(sentences) else "the end of the text"
    raise AlignmentError(f"{where}: has {rest[:30]!r} where the document has {here!r}")


def _spelt(sentences: tuple[Sentence, ...], first: int, wanted: str) -> tuple[int, str]:
    """Return the end of the sentences from ``first`` on that spell ``wanted``, and its rest."""
    stop = first
    while wanted and stop < len(sentences):
        own = _bare(sentences[stop].text)
        if not wanted.startswith(own):
            break
        wanted, stop = wanted[len(own) :], stop + 1
    return stop, wanted


def _bare(text: str) -> str:
    return "".join(text.split())
