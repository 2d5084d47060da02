"""Files, gzip files and the standard streams as lines of text in and text out."""

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

from aligner.atomic import writing
from aligner.errors import FormatError, InputError, UsageError

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BAD_GZIP = (EOFError, gzip.BadGzipFile, zlib.error)


def name_of(path: Path | None) -> str:
    """Return what messages call the file."""
    return "standard input" if path is None else str(path)


@contextmanager
def reading_bytes(path: Path | None) -> Iterator[BinaryIO]:
    """Open a file, unpacked if it ends in ``.gz``, or standard input (``None``).

    Raises ``InputError`` when it cannot be opened, read or unpacked, also later in the block.
    """
    try:
        if path is None:
            yield sys.stdin.buffer
        elif path.suffix.lower() == ".gz":
            with gzip.open(path, "rb") as packed:
                yield cast(BinaryIO, packed)
        else:
            with path.open("rb") as stream:
                yield stream
    except _BAD_GZIP as error:
        raise InputError(f"{name_of(path)}: damaged gzip file: {error}") from error
    except OSError as error:
        raise InputError(f"{name_of(path)}: cannot be read: {error.strerror or error}") from error


def read_lines(path: Path | None) -> Iterator[tuple[int, str]]:
    r"""Yield the line number from 1 and the line, without its ``\n`` or ``\r\n``.

    UTF-8 with or without a byte order mark, or UTF-16 with one. Only a newline ends a line: U+2028,
    form feed and the like belong to the text. Raises ``FormatError`` naming the line and byte that
    cannot be decoded.
    """
    with reading_bytes(path) as stream:
        buffered = stream if hasattr(stream, "peek") else io.BufferedReader(stream)  # type: ignore[type-var] # gzip, files and stdin all peek
        if buffered.peek(2)[:2] in _UTF16_MARKS:
            yield from _read_utf16(buffered, path)
            return
        number = 0
        for number, raw in enumerate(buffered, 1):
            try:
                line = raw.decode("utf-8")
            except UnicodeDecodeError as error:
                raise FormatError(
                    f"{name_of(path)}:{number}: not UTF-8 (byte {error.start + 1} of the line is "
                    f"0x{raw[error.start]:02X}); convert the file to UTF-8"
                ) from error
            yield number, _bare(line.removeprefix("\ufeff") if number == 1 else line)


def _read_utf16(stream: BinaryIO, path: Path | None) -> Iterator[tuple[int, str]]:
    text = io.TextIOWrapper(stream, encoding="utf-16", newline="\n")
    number = 0
    try:
        for number, line in enumerate(text, 1):
            yield number, _bare(line)
    except UnicodeError as error:
        raise FormatError(f"{name_of(path)}:{number + 1}: broken UTF-16: {error}") from error
    finally:
        text.detach()


def _bare(line: str) -> str:
    return line.removesuffix("\n").removesuffix("\r")


@contextmanager
def writing_text(path: Path | None, *, force: bool) -> Iterator[IO[str]]:
    """Open a UTF-8 text stream that becomes ``path`` at the end, or standard output (``None``).

    A name that ends in ``.gz`` is packed, the same bytes each time. Errors as in ``atomic``.
    """
    if path is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    with writing(path, force=force) as stream:
        if path.suffix.lower() != ".gz":
            yield stream
            return
        raw = cast(io.TextIOWrapper, stream).buffer
        # No name and no time in the header: the same text gives the same bytes.
        with (
            gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed,
            io.TextIOWrapper(packed, encoding="utf-8", newline="") as text,
        ):
            yield text


def required(path: Path | None, what: str) -> Path:
    """Return the path; ``UsageError`` when a format of several files is sent to a stream."""
    if path is None:
        raise UsageError(f"{what} needs a file name: it cannot go through a standard stream")
    return path
