r"""Line mode: any number of lines in, as many out, at flat memory.

A line ends at ``\n`` alone, as in Moses: U+2028, form feed and lone carriage returns belong to the
text. UTF-8 is read line by line; a file that turns out not to be UTF-8 in its first line beyond
ASCII is read in the encoding its beginning is found to be in.
"""

import codecs
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from aligner.errors import InputError
from aligner.text.readers.encoding import STDIN, decode, marked_encoding

_HEAD = 1 << 20
_WIDE = frozenset({"utf-16", "utf-32"})


@dataclass
class LineSource:
    r"""Lines of a file or of standard input, without their ends; ``newline`` is known once read.

    ``newline`` is ``\r\n`` if the first line ends so.
    """

    stream: BinaryIO
    name: str
    newline: str = "\n"

    def __iter__(self) -> Iterator[str]:
        """Yield the lines; ``InputError`` with line and byte where one cannot be decoded."""
        buffered = io.BufferedReader(cast(io.RawIOBase, self.stream), _HEAD)
        try:
            head = buffered.peek(_HEAD)[:_HEAD]
            marked = marked_encoding(head)
            if marked in _WIDE:
                yield from self._wide(buffered, marked)
            else:
                yield from self._narrow(buffered, head)
        finally:
            if not self.stream.closed:  # as it is when an iteration is given up
                buffered.detach()

    def _narrow(self, buffered: "io.BufferedReader[Any]", head: bytes) -> Iterator[str]:
        if head.startswith(codecs.BOM_UTF8):
            head = head[len(buffered.read(len(codecs.BOM_UTF8))) :]
        encoding = self._encoding(head)
        offset = 0
        for number, raw in enumerate(buffered, 1):
            try:
                line = raw.decode(encoding)
            except UnicodeDecodeError as error:
                place = f"byte {offset + error.start} (0x{raw[error.start]:02x})"
                raise InputError(
                    f"{self.name}:{number}: {place} is not valid {encoding.upper()}; "
                    "convert the file to UTF-8 (iconv -f ENCODING -t UTF-8)"
                ) from error
            offset += len(raw)
            yield self._bare(line, number)

    def _encoding(self, head: bytes) -> str:
        """Return the encoding of the beginning; raises for binary files."""
        whole = head[: head.rfind(b"\n") + 1] or _whole_characters(head)
        try:
            found = decode(whole, STDIN if self.name == "standard input" else Path(self.name))
        except InputError:
            # Damaged UTF-8 deep in the beginning is reported with its line when it is reached.
            if not _turns_bad(whole):
                raise
            return "utf-8"
        return "utf-8" if found.encoding.startswith("utf-8") else found.encoding

    def _wide(self, buffered: "io.BufferedReader[Any]", encoding: str) -> Iterator[str]:
        text = io.TextIOWrapper(buffered, encoding=encoding, newline="\n")
        number = 0
        try:
            for number, line in enumerate(text, 1):
                yield self._bare(line, number)
        except UnicodeError as error:
            where = f"{self.name}:{number + 1}"
            raise InputError(f"{where}: broken {encoding.upper()}: {error}") from error
        finally:
            text.detach()

    def _bare(self, line: str, number: int) -> str:
        if number == 1 and line.endswith("\r\n"):
            self.newline = "\r\n"
        line = line.removesuffix("\n")
        return line.removesuffix("\r") if self.newline == "\r\n" else line


@contextmanager
def open_lines(path: Path | None) -> Iterator[LineSource]:
    """Open a file, or standard input for ``None``; ``InputError`` if it cannot be read."""
    if path is None:
        yield LineSource(cast(BinaryIO, sys.stdin.buffer), "standard input")
        return
    with _open(path) as stream:
        yield LineSource(cast(BinaryIO, stream), str(path))


def _open(path: Path) -> io.FileIO:
    try:
        return path.open("rb", buffering=0)
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None
    except IsADirectoryError:
        raise InputError(f"{path}: is a directory; --lines needs a file") from None
    except PermissionError:
        raise InputError(f"{path}: no permission to read it") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error


def count_lines(path: Path | None) -> int | None:
    """Return the number of lines of a regular file, ``None`` for anything else."""
    if path is None or not path.is_file():
        return None
    total, last = 0, b"\n"
    with path.open("rb") as stream:
        while block := stream.read(_HEAD):
            total += block.count(b"\n")
            last = block[-1:]
    return total + (last != b"\n")


def _whole_characters(head: bytes) -> bytes:
    """Return ``head`` without a UTF-8 character that its end cuts off."""
    for cut in range(1, min(4, len(head)) + 1):
        lead = head[-cut]
        if lead >= 0xC0:
            length = 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
            return head[:-cut] if cut < length else head
        if lead < 0x80:
            break
    return head


def _turns_bad(data: bytes) -> bool:
    """Tell whether text begins as UTF-8 and goes wrong later: not binary, nor another encoding."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        good = data[: error.start]
        return b"\0" not in data and not good.isascii()
    return False
