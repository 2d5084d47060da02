"""Reading and writing bitexts for the corpus commands: files by suffix, ``-`` as TSV lines."""

import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from aligner.bitext import SegmentPair
from aligner.errors import AlignerError, OutputError
from aligner.formats.base import read_bitext
from aligner.formats.moses import bitext_files, check_bitext
from aligner.progress import Progress

STEP = 256
"""Pairs between two reports of progress."""


def read_pairs(name: str, format: str | None = None) -> Iterator[SegmentPair]:
    """Yield the pairs of a file, or of standard input (``-``) as TSV unless ``format`` says so."""
    if name == "-":
        return read_bitext(None, format=format or "tsv")
    check_bitext(Path(name))
    return read_bitext(Path(name), format=format)


@contextmanager
def readable_twice(name: str) -> Iterator[Path]:
    """Give a file that can be read twice; standard input is kept in a temporary file meanwhile.

    Errors about that file name standard input: nobody else has seen it, and it is gone.
    """
    if name != "-":
        check_bitext(Path(name))
        yield Path(name)
        return
    with tempfile.TemporaryDirectory(prefix="aligner-") as folder:
        path = Path(folder) / "stdin.tsv"
        try:
            with path.open("wb") as stream:
                while block := sys.stdin.buffer.read(1 << 20):
                    stream.write(block)
        except OSError as error:
            raise OutputError(f"{path}: cannot be written: {error.strerror}") from error
        try:
            yield path
        except AlignerError as error:
            raise type(error)(str(error).replace(str(path), "standard input")) from error


def in_files(name: str) -> tuple[Path, ...]:
    """Return the files of an input; standard input is none."""
    return () if name == "-" else bitext_files(Path(name))


def counted(pairs: Iterable[SegmentPair], progress: Progress) -> Iterator[SegmentPair]:
    """Pass pairs on and report now and then how many went by."""
    number = 0
    for number, pair in enumerate(pairs, 1):
        if number % STEP == 0:
            progress.advance(number, None)
        yield pair
    progress.advance(number, None)


def out_path(name: str) -> Path | None:
    """Return the path of an output, ``None`` for standard output."""
    return None if name == "-" else Path(name)


def out_format(name: str) -> str | None:
    """Return the format to name: TSV on standard output, else by suffix."""
    return "tsv" if name == "-" else None
