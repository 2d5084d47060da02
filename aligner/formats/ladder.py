"""Ladders: beads as sentence numbers, the text elsewhere.

Written and read: ``[0]:[1,2]:score``, the lines of Vecalign and Bertalign (and of gold files,
without the score). Read as well: hunalign's ladder, ``source TAB target TAB score`` where each line
is a rung and a bead lies between two rungs. Scores are taken as they are; Vecalign's are costs.
Numbers start at 0. To give text the reader needs the sentence files the numbers speak of; as with
``align --presplit``, blank lines in them are not counted.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from aligner.bitext import JOINER, SegmentPair
from aligner.errors import FormatError, UsageError
from aligner.formats.base import DEFAULTS, WriteOptions, checked, read_ids, read_score
from aligner.formats.streams import name_of, read_lines, writing_text
from aligner.lang import Lang

_BEAD = re.compile(r"\s*\[([\d\s,]*)\]\s*:\s*\[([\d\s,]*)\]\s*(?::\s*(\S*)\s*)?")
_RUNG = re.compile(r"\s*(\d+)\s+(\d+)\s+(\S+)\s*")


@dataclass(frozen=True, slots=True)
class NumberedBead:
    """One bead of a ladder: sentence numbers from 0 and the score, ``None`` when there is none."""

    src_ids: tuple[int, ...]
    tgt_ids: tuple[int, ...]
    score: float | None


@dataclass(frozen=True, slots=True)
class Ladder:
    """A ladder; ``src`` and ``tgt`` name the sentence files, one sentence a line, for reading."""

    src: Path | None = None
    tgt: Path | None = None
    name: str = "ladder"
    suffixes: tuple[str, ...] = (".ladder", ".path")
    fields: frozenset[str] = frozenset({"score", "src_ids", "tgt_ids"})

    def read(self, path: Path | None) -> Iterator[SegmentPair]:
        """Yield the pairs, spelled with the sentence files."""
        if self.src is None or self.tgt is None:
            raise UsageError(
                f"{name_of(path)}: a ladder holds numbers only; name the sentence files "
                "they number with --src and --tgt"
            )
        src, tgt = (
            [line for _, line in read_lines(side) if line.strip()] for side in (self.src, self.tgt)
        )
        for number, bead in enumerate(read_ladder(path), 1):
            where = f"{name_of(path)}: bead {number}"
            yield SegmentPair(
                _spell(src, bead.src_ids, "zh", f"{where}: {self.src}"),
                _spell(tgt, bead.tgt_ids, "en", f"{where}: {self.tgt}"),
                bead.score,
                "",
                bead.src_ids,
                bead.tgt_ids,
            )

    def write(
        self,
        pairs: Iterable[SegmentPair],
        path: Path | None,
        options: WriteOptions = DEFAULTS,
    ) -> int:
        """Write the sentence numbers of the pairs of one document."""
        number, doc_id = 0, None
        with writing_text(path, force=options.force) as stream:
            for number, pair in enumerate(pairs, 1):
                checked(pair, number)
                if doc_id is not None and pair.doc_id != doc_id:
                    raise FormatError(
                        f"pair {number}: a second document, {pair.doc_id!r} after {doc_id!r}; "
                        "a ladder holds one"
                    )
                doc_id = pair.doc_id
                stream.write(_line(pair, number) + "\n")
        return number


def read_ladder(path: Path | None) -> Iterator[NumberedBead]:
    """Yield the beads of a ladder of either kind; ``FormatError`` names file and line."""
    rung: NumberedBead | None = None
    for number, line in read_lines(path):
        where = f"{name_of(path)}:{number}"
        if not line.strip():
            continue
        if match := _RUNG.fullmatch(line):
            here = _rung(match, where)
            if rung is not None:
                yield _between(rung, here, where)
            rung = here
        elif (match := _BEAD.fullmatch(line)) and rung is None:
            score = match[3]
            yield NumberedBead(
                read_ids(match[1], where),
                read_ids(match[2], where),
                read_score(score, where) if score else None,
            )
        else:
            raise FormatError(f"{where}: no ladder line such as [0]:[1,2]:0.93")


def _rung(match: re.Match[str], where: str) -> NumberedBead:
    return NumberedBead((int(match[1]),), (int(match[2]),), read_score(match[3], where))


def _between(start: NumberedBead, end: NumberedBead, where: str) -> NumberedBead:
    if end.src_ids < start.src_ids or end.tgt_ids < start.tgt_ids:
        raise FormatError(f"{where}: a rung below the one before it")
    return NumberedBead(
        tuple(range(start.src_ids[0], end.src_ids[0])),
        tuple(range(start.tgt_ids[0], end.tgt_ids[0])),
        start.score,
    )


def _spell(sentences: list[str], ids: tuple[int, ...], lang: Lang, where: str) -> str:
    if ids and max(ids) >= len(sentences):
        raise FormatError(f"{where} has {len(sentences)} lines, but number {max(ids)} is asked for")
    return JOINER[lang].join(sentences[index] for index in ids)


def _line(pair: SegmentPair, number: int) -> str:
    if (pair.src and not pair.src_ids) or (pair.tgt and not pair.tgt_ids):
        raise FormatError(f"pair {number}: no sentence numbers, and a ladder holds nothing else")
    src, tgt = (",".join(map(str, ids)) for ids in (pair.src_ids, pair.tgt_ids))
    return f"[{src}]:[{tgt}]" + ("" if pair.score is None else f":{pair.score!r}")
