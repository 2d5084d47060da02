"""Reading and writing bitexts for the corpus commands: files by suffix, ``-`` as TSV lines."""

import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from aligner.bitext import SegmentPair
from aligner.cli.format_warnings import format_warnings
from aligner.errors import AlignerError, OutputError
from aligner.formats.base import read_bitext
from aligner.formats.moses import bitext_files, check_bitext


def read_pairs(
    name: str, format: str | None = None, *, again: bool = False
) -> Iterator[SegmentPair]:
    """Yield the pairs of a file, or of standard input (``-``) as TSV unless ``format`` says so.

    What a reader leaves out is said on stderr, unless the file is read ``again``.
    """
    if name == "-":
        pairs = read_bitext(None, format=format or "tsv")
    else:
        check_bitext(Path(name))
        pairs = read_bitext(Path(name), format=format)
    return pairs if again else warned(pairs)


def warned(pairs: Iterable[SegmentPair]) -> Iterator[SegmentPair]:
    """Pass pairs on and show what their readers warn about meanwhile."""
    with format_warnings():
        yield from pairs


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


def out_path(name: str) -> Path | None:
    """Return the path of an output, ``None`` for standard output."""
    return None if name == "-" else Path(name)


def out_format(name: str) -> str | None:
    """Return the format to name: TSV on standard output, else by suffix."""
    return "tsv" if name == "-" else None
