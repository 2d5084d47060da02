"""Which documents ``aligner align`` takes: the two named, or those of two folders that match."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from aligner.alignment.documents import (
    DocumentPair,
    Pairing,
    pair_by_list,
    pair_by_name,
)
from aligner.cli.messages import complain, inform
from aligner.errors import InputError, UsageError
from aligner.paths import CLOSED, as_text, closed_folders, exists, is_folder

_LISTED = 20
"""Unmatched files named on stderr; of more, the number."""


@dataclass(frozen=True, slots=True)
class Sides:
    """What the command line says about the two sides."""

    src: str
    tgt: str
    table: Path | None = None
    folders: bool = False
    presplit: bool = False
    by_content: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """The documents to align, which of them go together by content, and what could not be read.

    ``by_content`` has the score of each pair (0 to 1); ``searched`` says that content was asked.
    """

    pairing: Pairing
    by_content: tuple[tuple[DocumentPair, float], ...] = ()
    unreadable: tuple[tuple[Path, str], ...] = ()
    searched: bool = False

    @property
    def left(self) -> int:
        """Number of documents left out."""
        return len(self.pairing.src_only) + len(self.pairing.tgt_only) + len(self.unreadable)


def pair_up(sides: Sides) -> Found:
    """Return the documents to align: the two that are named, or those of two folders."""
    table = sides.table
    src, tgt = (None if side == "-" else Path(side) for side in (sides.src, sides.tgt))
    found = [path is not None and is_folder(path) for path in (src, tgt)]
    if src is None or tgt is None or not any((sides.folders, table, *found)):
        if sides.folders or table or any(found):
            raise UsageError("standard input and folders do not go together")
        return Found(Pairing((DocumentPair(_doc_id(src, tgt), src, tgt),)))
    _check_folders(src, tgt, files_too=not (sides.folders or table))
    if table is not None:
        return Found(pair_by_list(table, src, tgt))
    named = pair_by_name(src, tgt, presplit=sides.presplit)
    wanted = sides.by_content and named.src_only and named.tgt_only
    paired = _and_by_content(named, src) if wanted else Found(named)
    closed = [(path, CLOSED) for folder in (src, tgt) for path in closed_folders(folder)]
    return replace(paired, unreadable=(*paired.unreadable, *closed))


def _check_folders(src: Path, tgt: Path, *, files_too: bool) -> None:
    """Raise an error for two sides that are not two folders; ``files_too``: or might be files."""
    sides = (src, tgt)
    for path in sides:
        if not exists(path):
            what = "two files or two folders" if files_too else "two folders"
            raise InputError(f"{path}: no such folder; name {what}")
    files = [path for path in sides if not is_folder(path)]
    if len(files) == len(sides):
        raise UsageError(f"{src}: not a folder; --pairs and --dir need two folders")
    if files:
        raise InputError(
            f"{files[0]}: not a folder, but the other side is; name two files or two folders"
        )


def _and_by_content(named: Pairing, src_folder: Path) -> Found:
    """Pair by content what the names left over; all pairs come in the order of their names."""
    from aligner.corpus.pairing import pair_by_content

    scored = pair_by_content(named.src_only, named.tgt_only, folder=src_folder)
    more = scored.pairing.pairs
    together = sorted((*named.pairs, *more), key=lambda pair: pair.doc_id.casefold())
    return Found(
        replace(scored.pairing, pairs=tuple(together)),
        tuple(zip(more, scored.scores, strict=True)),
        scored.unreadable,
        searched=True,
    )


def report_pairing(found: Found, *, quiet: bool) -> None:
    """Say on stderr what was paired by content, unless ``quiet``, and what is left out."""
    if not quiet:
        for pair, score in found.by_content:
            inform(f"{pair.src} and {pair.tgt}: paired by content, score {score:.2f}")
    for lines in _left_out(found):
        for line in lines[:_LISTED]:
            complain(f"{line}; left out")
        if len(lines) > _LISTED:
            complain(f"{len(lines) - _LISTED} more like this left out")


def why_none(found: Found) -> str:
    """Return why nothing was aligned and what to do, when that is for want of pairs."""
    if found.pairing.pairs:
        return ""
    agree = "neither file names nor contents agree" if found.searched else "no file names agree"
    return f": {agree}; list what belongs together with --pairs"


def _left_out(found: Found) -> Iterator[list[str]]:
    match = "of this name or content" if found.searched else "of this name"
    for side, paths in (("target", found.pairing.src_only), ("source", found.pairing.tgt_only)):
        yield [f"{path}: no {side} document {match}" for path in paths]
    yield [f"{path}: {why.removeprefix(f'{path}: ')}" for path, why in found.unreadable]


def _doc_id(src: Path | None, tgt: Path | None) -> str:
    """Return the name of a single document: that of its source file, without the suffix."""
    named = src or tgt
    return as_text(named.stem) if named else "stdin"
