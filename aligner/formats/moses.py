r"""Moses: two plain text files, one segment a line, line N of one with line N of the other.

``NAME.moses`` and ``NAME.zh-en.moses`` stand for the pair ``NAME.zh`` and ``NAME.en``; so do either
of those two names, and ``NAME.{zh,en}`` with any two endings. Pairs with more than text add
``NAME.ids`` in the manner of OPUS: document, document, source sentence numbers, target sentence
numbers, score, with tabs between. A segment with a newline or carriage return cannot be held.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import IO

from aligner.atomic import check_writable
from aligner.bitext import SegmentPair
from aligner.errors import FormatError, InputError
from aligner.formats.base import (
    ALL_FIELDS,
    DEFAULTS,
    WriteOptions,
    checked,
    read_ids,
    read_score,
    write_ids,
)
from aligner.formats.streams import read_lines, required, writing_text
from aligner.paths import as_text, exists

_BRACES = re.compile(r"(?P<stem>.+)\.\{(?P<src>[\w-]+),(?P<tgt>[\w-]+)\}")
_DIRECTION = re.compile(r"(?P<stem>.+)\.(?P<src>[a-z]{2,3})-(?P<tgt>[a-z]{2,3})\.moses")
_UNHOLDABLE = re.compile(r"[\n\r]")
_UNHOLDABLE_ID = re.compile(r"[\n\r\t]")
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class MosesPaths:
    """The files of one Moses bitext."""

    src: Path
    tgt: Path
    ids: Path


@dataclass(frozen=True, slots=True)
class Moses:
    """A pair of plain text files."""

    name: str = "moses"
    suffixes: tuple[str, ...] = (".moses", ".zh", ".en", "}")
    fields: frozenset[str] = ALL_FIELDS

    def read(self, path: Path | None) -> Iterator[SegmentPair]:
        """Yield the pairs; ``FormatError`` when one file has more lines than the other."""
        paths = moses_paths(required(path, "Moses"))
        ids = read_lines(paths.ids) if exists(paths.ids) else iter(())
        rows = zip_longest(read_lines(paths.src), read_lines(paths.tgt), ids)
        for number, (src, tgt, extra) in enumerate(rows, 1):
            if src is None or tgt is None:
                if src is None and tgt is None:
                    raise FormatError(f"{paths.ids}:{number}: more lines than the text")
                short, long = (paths.src, paths.tgt) if src is None else (paths.tgt, paths.src)
                raise FormatError(f"{short}: ends after {number - 1} lines, but {long} goes on")
            yield _pair(src[1], tgt[1], extra[1] if extra else "", f"{paths.ids}:{number}")

    def write(
        self,
        pairs: Iterable[SegmentPair],
        path: Path | None,
        options: WriteOptions = DEFAULTS,
    ) -> int:
        """Write two files, and a third when there is more than text."""
        paths = moses_paths(required(path, "Moses"))
        # Also when none will be written: one left over would be read as belonging to the new text.
        check_writable(paths.ids, force=options.force)
        number = 0
        with ExitStack() as stack:
            src, tgt = (
                stack.enter_context(writing_text(side, force=options.force))
                for side in (paths.src, paths.tgt)
            )
            ids: IO[str] | None = None
            for number, pair in enumerate(pairs, 1):
                _check_lines(checked(pair, number), number)
                extra = _extra(pair)
                if extra and ids is None:
                    ids = stack.enter_context(writing_text(paths.ids, force=options.force))
                    ids.write("\n" * (number - 1))
                src.write(pair.src + "\n")
                tgt.write(pair.tgt + "\n")
                if ids is not None:
                    ids.write(extra + "\n")
        if options.force and ids is None:
            paths.ids.unlink(missing_ok=True)
        return number


def moses_paths(path: Path) -> MosesPaths:
    """Return the files that a name stands for."""
    name, packed = path.name, ""
    if name.lower().endswith(".gz"):
        name, packed = name[:-3], ".gz"
    match = _BRACES.fullmatch(name) or _DIRECTION.fullmatch(name)
    if match:
        stem, src, tgt = match["stem"], match["src"], match["tgt"]
    else:
        stem, src, tgt = re.sub(r"\.(moses|zh|en)$", "", name), "zh", "en"
    folder = path.parent
    return MosesPaths(*(folder / f"{stem}.{ending}{packed}" for ending in (src, tgt, "ids")))


def bitext_files(path: Path, format: str | None = None) -> tuple[Path, ...]:
    """Return the files that the name of a bitext stands for: three if it is Moses, else one.

    ``format`` is that of the bitext; without it the name tells.
    """
    name = path.name.lower().removesuffix(".gz")
    moses = name == "moses" or name.endswith(Moses().suffixes)
    if not (moses if format is None else format == "moses"):
        return (path,)
    paths = moses_paths(path)
    return (paths.src, paths.tgt, paths.ids)


def check_bitext(path: Path) -> None:
    """Raise ``InputError`` if a file that the name of a bitext stands for is not there."""
    for file in bitext_files(path)[:2]:  # a Moses bitext may lack its .ids
        if not exists(file):
            raise InputError(f"{file}: no such file")


def bitext_stem(path: Path) -> str:
    """Return the name of a bitext without what tells its format: ``a.24`` of ``a.24.tsv.gz``."""
    name = bitext_files(path)[0].name
    if name.lower().endswith(".gz"):
        name = name[: -len(".gz")]
    stem, dot, _ = name.rpartition(".")
    return as_text(stem if dot and stem else name)


def _check_lines(pair: SegmentPair, number: int) -> None:
    if _UNHOLDABLE.search(pair.src) or _UNHOLDABLE.search(pair.tgt):
        raise FormatError(f"pair {number}: a segment with a line break; Moses cannot hold it")
    if _UNHOLDABLE_ID.search(pair.doc_id):
        raise FormatError(f"pair {number}: a document name with a tab or line break")
    if number == 1 and _MARK in (pair.src[:1], pair.tgt[:1], pair.doc_id[:1]):
        raise FormatError("pair 1: starts with U+FEFF, which a reader takes for a byte order mark")


def _extra(pair: SegmentPair) -> str:
    """Return the line of the ``.ids`` file, empty when there is nothing to say."""
    score = "" if pair.score is None else repr(pair.score)
    ids = (write_ids(pair.src_ids), write_ids(pair.tgt_ids), score)
    return "\t".join((pair.doc_id, pair.doc_id, *ids)) if pair.doc_id or any(ids) else ""


def _pair(src: str, tgt: str, extra: str, where: str) -> SegmentPair:
    if not extra:
        return SegmentPair(src, tgt)
    cells = extra.split("\t")
    if len(cells) not in (4, 5):
        raise FormatError(f"{where}: {len(cells)} columns; document, document, numbers, numbers")
    score = cells[4] if len(cells) == 5 else ""
    return SegmentPair(
        src,
        tgt,
        read_score(score, where) if score else None,
        cells[0],
        read_ids(cells[2], where),
        read_ids(cells[3], where),
    )
