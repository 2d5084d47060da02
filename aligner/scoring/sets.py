"""Test sets on disk: a folder with source and references, or any bitext.

A folder holds ``src.zh``, one or more ``ref*.en`` and, if wanted, ``docids`` and ``domains`` (a
name a line) and ``manifest.toml`` with ``name`` and ``licence``. A bitext has one reference; its
document names are kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.errors import InputError
from aligner.formats.base import read_bitext
from aligner.scoring.guards import check_lengths
from aligner.scoring.segments import SegmentFile, TestSet, read_segments
from aligner.settings import read_settings

SOURCE, MANIFEST = "src.zh", "manifest.toml"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What ``manifest.toml`` says of a test set."""

    name: str = ""
    licence: str = ""
    description: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class NamedSet:
    """A test set with source; ``digest`` identifies sources and references."""

    name: str
    licence: str
    segments: TestSet
    src: tuple[str, ...]
    digest: str

    @property
    def identity(self) -> str:
        """``name@digest``, for signatures."""
        return f"{self.name}@{self.digest}"


def read_test_set(path: Path, limit: int | None = None) -> NamedSet:
    """Read a folder or a bitext; ``limit`` keeps the first segments only.

    Raises ``InputError`` for a set that is missing, incomplete, empty or of unequal lines.
    """
    if path.is_dir():
        manifest, columns = _read_folder(path)
    elif path.exists():
        manifest, columns = Manifest(), _read_bitext(path)
    else:
        raise InputError(f"{path}: no such test set; name a folder with {SOURCE} and ref.en")
    references, src, docids, domains = columns
    if not src:
        raise InputError(f"{path}: the test set has no segments")
    cut = slice(limit)
    name = manifest.name or path.absolute().name.removesuffix(".gz").partition(".")[0]
    if limit is not None and limit < len(src):
        name += f"[:{limit}]"
    references = tuple(ref[cut] for ref in references)
    return NamedSet(
        name.replace("|", "_"),
        manifest.licence,
        TestSet(references, src[cut], docids and docids[cut], domains and domains[cut]),
        src[cut],
        digest_of(src[cut], references),
    )


def digest_of(src: Sequence[str], references: Sequence[Sequence[str]]) -> str:
    """Return eight hexadecimal digits of the content of a test set."""
    whole = hashlib.sha256()
    for lines in (src, *references):
        whole.update(("\n".join(lines) + "\n\0").encode())
    return whole.hexdigest()[:8]


_Columns = tuple[
    tuple[tuple[str, ...], ...],
    tuple[str, ...],
    tuple[str, ...] | None,
    tuple[str, ...] | None,
]


def _read_folder(folder: Path) -> tuple[Manifest, _Columns]:
    paths = sorted(folder.glob("ref*.en"))
    if not (folder / SOURCE).is_file() or not paths:
        what = "ref.en" if (folder / SOURCE).is_file() else SOURCE
        raise InputError(
            f"{folder}: no {what} here; a test set is a folder with {SOURCE} and ref.en"
        )
    references = [read_segments(path) for path in paths]
    for file in references[1:]:
        check_lengths(file, references[0])
    src = read_segments(folder / SOURCE)
    _same_length(src, references[0])
    others = [_beside(folder / name, references[0]) for name in ("docids", "domains")]
    path = folder / MANIFEST
    manifest = read_settings(path, Manifest) if path.is_file() else Manifest()
    return manifest, (tuple(r.lines for r in references), src.lines, others[0], others[1])


def _beside(path: Path, reference: SegmentFile) -> tuple[str, ...] | None:
    if not path.is_file():
        return None
    file = read_segments(path)
    _same_length(file, reference)
    return file.lines


def _same_length(file: SegmentFile, reference: SegmentFile) -> None:
    if len(file.lines) != len(reference.lines):
        raise InputError(
            f"{file.name} has {len(file.lines)} lines, {reference.name} has "
            f"{len(reference.lines)}; they must go line by line"
        )


def _read_bitext(path: Path) -> _Columns:
    pairs = list(read_bitext(path))
    src = tuple(one_line(pair.src) for pair in pairs)
    ref = tuple(one_line(pair.tgt) for pair in pairs)
    docids = tuple(one_line(pair.doc_id) for pair in pairs)
    return (ref,), src, docids if any(docids) else None, None


def one_line(text: str) -> str:
    """Return the text as a file with a segment a line can hold it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", " ").strip()
