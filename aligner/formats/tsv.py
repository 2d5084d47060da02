r"""Tab-separated values: the first two columns are always source and target.

UTF-8, one pair a line, ``\t``, ``\n``, ``\r`` and ``\\`` for tab, newline, carriage return and
backslash; any other backslash is itself. Pairs that carry more than text have more columns under a
header row: ``src tgt score doc_id src_ids tgt_ids`` (the last two: numbers with spaces between).
The reader takes the columns of a header in any order and passes over those it does not know;
without a header the columns are in the order above. An empty cell is an unknown value.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from aligner.bitext import SegmentPair
from aligner.errors import FormatError
from aligner.formats.base import (
    ALL_FIELDS,
    DEFAULTS,
    WriteOptions,
    checked,
    read_ids,
    read_score,
    write_ids,
)
from aligner.formats.streams import name_of, read_lines, writing_text

COLUMNS = ("src", "tgt", "score", "doc_id", "src_ids", "tgt_ids")
"""The columns in the order we write them."""

_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_UNESCAPES = {escape: char for char, escape in _ESCAPES.items()}
_ESCAPE = re.compile(r"[\\\t\n\r]")
_UNESCAPE = re.compile(r"\\[\\tnr]")
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Tsv:
    """Tab-separated values."""

    name: str = "tsv"
    suffixes: tuple[str, ...] = (".tsv", ".tab")
    fields: frozenset[str] = ALL_FIELDS

    def read(self, path: Path | None) -> Iterator[SegmentPair]:
        """Yield the pairs."""
        return (pair for _, pair in self.read_numbered(path))

    def read_numbered(self, path: Path | None) -> Iterator[tuple[int, SegmentPair]]:
        """Yield the pairs with their lines."""
        columns: tuple[str, ...] | None = None
        for number, line in read_lines(path):
            cells = line.split("\t")
            where = f"{name_of(path)}:{number}"
            if columns is None:
                header = _is_header(cells)
                columns = tuple(cells) if header else COLUMNS
                if header:
                    continue
            if len(cells) < 2:
                raise FormatError(f"{where}: no tab between source and target")
            if len(cells) > len(columns):
                raise FormatError(
                    f"{where}: {len(cells)} columns, {len(columns)} expected; write a tab inside "
                    "the text as \\t, or name the columns in a header row (src, tgt, ...)"
                )
            yield number, _pair(dict(zip(columns, cells, strict=False)), where)

    def write(
        self,
        pairs: Iterable[SegmentPair],
        path: Path | None,
        options: WriteOptions = DEFAULTS,
    ) -> int:
        """Write the pairs; two columns and no header as long as there is nothing but text."""
        number = 0
        with writing_text(path, force=options.force) as stream:
            for number, pair in enumerate(pairs, 1):
                row = _row(checked(pair, number))
                if number == 1 and (len(row) > 2 or _is_header(row)):
                    stream.write("\t".join(COLUMNS) + "\n")
                elif number == 1 and row[0].startswith(_MARK):
                    raise FormatError(
                        "pair 1: starts with U+FEFF, which a reader takes for a byte order mark"
                    )
                stream.write("\t".join(row) + "\n")
        return number


def escape(text: str) -> str:
    """Return the text as one cell."""
    return _ESCAPE.sub(lambda match: _ESCAPES[match[0]], text)


def unescape(cell: str) -> str:
    """Return the text of a cell."""
    return _UNESCAPE.sub(lambda match: _UNESCAPES[match[0]], cell)


def _is_header(cells: Iterable[str]) -> bool:
    return {"src", "tgt"} <= set(cells)


def _row(pair: SegmentPair) -> tuple[str, ...]:
    texts = (escape(pair.src), escape(pair.tgt))
    score = "" if pair.score is None else repr(pair.score)
    rest = (score, escape(pair.doc_id), write_ids(pair.src_ids), write_ids(pair.tgt_ids))
    return texts + rest if any(rest) else texts


def _pair(cells: dict[str, str], where: str) -> SegmentPair:
    if "src" not in cells or "tgt" not in cells:
        raise FormatError(f"{where}: fewer columns than the header row")
    score = cells.get("score", "")
    return SegmentPair(
        unescape(cells["src"]),
        unescape(cells["tgt"]),
        read_score(score, where) if score else None,
        unescape(cells.get("doc_id", "")),
        read_ids(cells.get("src_ids", ""), where),
        read_ids(cells.get("tgt_ids", ""), where),
    )
