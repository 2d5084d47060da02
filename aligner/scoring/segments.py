"""Files of segments, one a line, read as sacrebleu reads them; and what else belongs to a test set.

A line ends at a line feed only; white space at its end is dropped. A file whose name ends in
``.gz`` is unpacked. Other than sacrebleu, a byte order mark is dropped and said to have been there,
and an undecodable byte is reported with its line.
"""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.errors import InputError, UsageError
from aligner.paths import as_text, exists, is_folder


@dataclass(frozen=True, slots=True)
class SegmentFile:
    """The lines of one file; ``crlf`` and ``bom`` say what was stripped from them."""

    name: str
    lines: tuple[str, ...]
    crlf: bool = False
    bom: bool = False


@dataclass(frozen=True, slots=True)
class System:
    """The hypotheses of one system, one a segment."""

    name: str
    hyps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TestSet:
    """References (one tuple of segments each) and what is known of each segment."""

    references: tuple[tuple[str, ...], ...]
    src: tuple[str, ...] | None = None
    docids: tuple[str, ...] | None = None
    domains: tuple[str, ...] | None = None

    __test__ = False  # not a test class, whatever pytest thinks of the name

    def __len__(self) -> int:
        """Return the number of segments."""
        return len(self.references[0])


def read_segments(path: Path, encoding: str = "utf-8", *, columns: bool = False) -> SegmentFile:
    """Read one file of segments; ``columns`` as in ``decode_segments``.

    Raises ``InputError`` for a file that cannot be read.
    """
    if is_folder(path):
        raise InputError(f"{path}: is a directory; name a text file with one segment a line")
    if not exists(path):
        raise InputError(f"{path}: no such file")
    try:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{path}: cannot be read: {error}") from error
    return decode_segments(raw, as_text(path), encoding, columns=columns)


def decode_segments(
    raw: bytes, name: str, encoding: str = "utf-8", *, columns: bool = False
) -> SegmentFile:
    """Split what was read from ``name`` into segments.

    With ``columns`` a line keeps the tabs at its end, behind which a column may be empty.
    """
    bom = raw.startswith(b"\xef\xbb\xbf")
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        text = raw.decode(encoding)
    except LookupError as error:
        raise UsageError(f"--encoding {encoding}: Python knows no such encoding") from error
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        other = "gb18030" if codecs.lookup(encoding).name == "utf-8" else "utf-8"
        other = "utf-16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else other
        raise InputError(
            f"{name}:{line}: byte {raw[error.start]:#04x} is not {encoding}; "
            f"name the encoding with --encoding, for example --encoding {other}"
        ) from error
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    crlf = any(line.endswith("\r") for line in lines)
    stripped = (_with_tabs(line) if columns else line.rstrip() for line in lines)
    return SegmentFile(name, tuple(stripped), crlf, bom)


def _with_tabs(line: str) -> str:
    text = line.rstrip()
    return text + "\t" * line.count("\t", len(text))


def count_columns(file: SegmentFile) -> int:
    """Return how many columns the first line has; tabs at its end count if another line fills them.

    A tab at the end of every line separates nothing, an empty last column in the first line does.
    """
    filled = max(line.rstrip().count("\t") for line in file.lines)
    return min(file.lines[0].count("\t"), filled) + 1


def split_columns(
    file: SegmentFile, columns: int, option: str, *, open_end: bool = True
) -> tuple[tuple[str, ...], ...]:
    """Return the tab-separated columns of a file, each with all its segments.

    White space at the end of a line belongs to no column; an empty last one needs its tab. With
    ``open_end`` the last column takes all tabs that are left, as it does in sacrebleu's references;
    otherwise a line with more of them is an error, as in its systems.
    """
    rows = [_cells(line, columns) for line in file.lines]
    for number, row in enumerate(rows, start=1):
        if len(row) != columns or (not open_end and "\t" in row[-1]):
            found = len(row) + row[-1].count("\t")
            raise InputError(
                f"{file.name}:{number}: {found} tab-separated fields where {option} wants {columns}"
            )
    return tuple(zip(*rows, strict=True)) if rows else tuple(() for _ in range(columns))


def _cells(line: str, columns: int) -> list[str]:
    *most, last = line.split("\t", columns - 1)
    return [*most, last.rstrip()]


def read_names(text: str, count: int) -> tuple[str, ...]:
    """Return the comma-separated names of ``count`` systems."""
    names = tuple(name.strip() for name in text.split(","))
    if len(names) != count:
        raise UsageError(f"--names gives {len(names)} names for {count} systems")
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise UsageError(f"--names gives {twice!r} twice; each system needs its own name")
    if not all(names):
        raise UsageError("--names gives an empty name")
    return names


def check_references(references: Sequence[Sequence[str]]) -> None:
    """Raise ``InputError`` unless there are references with as many segments each."""
    if any(isinstance(segments, str) for segments in references):
        raise InputError(
            "references is a list of strings; it must be a list of references, each a list of "
            "segments: [references]"
        )
    lengths = sorted({len(segments) for segments in references})
    if not lengths or not lengths[0]:
        raise InputError("a reference without segments: there is nothing to compare with")
    if len(lengths) > 1:
        raise InputError(f"references of {lengths[0]} and of {lengths[-1]} segments")


def check_test_set(references: Sequence[Sequence[str]], n_hyps: int) -> None:
    """Raise ``InputError`` for references given by segment instead of by translation.

    sacrebleu wants ``[[all segments of the first reference], [all of the second], ...]``, and
    scores the transposed lists without a word if their shape happens to allow it.
    """
    check_references(references)
    lengths = {len(segments) for segments in references}
    if len(references) == n_hyps and lengths and lengths != {n_hyps} and max(lengths) < n_hyps:
        raise InputError(
            f"references looks transposed: {n_hyps} lists of {max(lengths)} for {n_hyps} "
            "hypotheses; give one list for each reference translation, with all its segments"
        )
