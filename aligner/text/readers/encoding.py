r"""Read text in any encoding Chinese news comes in, or say exactly why it cannot be read.

A byte order mark decides; then strict UTF-8; then GB18030 against Big5 (with the Hong Kong
supplement), by strict decoding and by how many of the Chinese characters that come out are common
ones. A text that no encoding explains is refused with the byte where it went wrong: a wrong guess
is worse than an error. Does not guess Western code pages, nor UTF-16 without a mark.
"""

import codecs
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from aligner.errors import InputError
from aligner.text.readers.common_han import COMMON_HAN

Newline = Literal["\n", "\r\n", "\r"]

STDIN = Path("-")
"""Stands for standard input in messages."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark starts with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF document; extract its text first, for example with pdftotext -layout"),
    (b"PK\x03\x04", "a zip archive or an office document (docx, epub); save it as text or HTML"),
    (b"\xd0\xcf\x11\xe0", "an old office document (doc); save it as text or HTML"),
    (b"{\\rtf", "an RTF document; save it as text or HTML"),
    (b"\x89PNG", "a PNG image; its text has to be recognised (OCR) first"),
    (b"\xff\xd8\xff", "a JPEG image; its text has to be recognised (OCR) first"),
    (b"GIF8", "a GIF image; its text has to be recognised (OCR) first"),
    (b"\x1f\x8b", "a gzip file; unpack it first"),
    (b"BZh", "a bzip2 file; unpack it first"),
    (b"\xfd7zXZ", "an xz file; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file; unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive; unpack it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"\x7fELF", "a program, not text"),
    (b"SQLite format 3", "a database, not text"),
)
_LEGACY = ("gb18030", "big5hkscs")
_SAMPLE = 1 << 16
_PLAUSIBLE = 0.6
"""Of 100 Chinese characters in right text 90 to 99 are common ones; in a wrong guess 5 to 40."""


@dataclass(frozen=True, slots=True)
class DecodedText:
    r"""Text with line ends as ``\n`` and what is needed to write it back.

    ``newline`` is the line end the source used (``\n`` where it has none); ``source`` is the path,
    ``Path("-")`` for standard input. A lone ``\r`` inside a text with ``\n`` is left alone.
    """

    text: str
    encoding: str
    newline: Newline
    source: Path


def read_text(path: Path | None, encoding: str | None = None) -> DecodedText:
    """Return the text of a file, or of standard input for ``None``.

    ``encoding`` overrides the detection. Raises ``InputError`` with the file, the byte and the
    remedy when the file is missing, a directory, not readable, binary, or not decodable.
    """
    source = STDIN if path is None else path
    return decode(read_bytes(path), source, encoding)


def decode(data: bytes, source: Path, encoding: str | None = None) -> DecodedText:
    """Return ``data`` as text; ``source`` names it in errors."""
    name = _name(source)
    _refuse_binary(data, name)
    text, used = _decode_as(data, encoding, name) if encoding else _detect(data, name)
    newline = newline_of(text)
    return DecodedText(unify_newlines(text, newline), used, newline, source)


def marked_encoding(data: bytes) -> str:
    """Return the encoding that a byte order mark at the beginning names, ``""`` without one."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")


def newline_of(text: str) -> Newline:
    r"""Return the line end most lines of ``text`` have; ``\r`` only where there is no ``\n``."""
    feeds = text.count("\n")
    if not feeds:
        return "\r" if "\r" in text else "\n"
    return "\r\n" if text.count("\r\n") * 2 > feeds else "\n"


def unify_newlines(text: str, newline: Newline) -> str:
    r"""Return ``text`` with its line ends as ``\n``."""
    if newline == "\r":
        return text.replace("\r", "\n")
    return text.replace("\r\n", "\n")


def read_bytes(path: Path | None, most: int = -1) -> bytes:
    """Return the bytes of a file, or of standard input for ``None``; not more than ``most``."""
    if path is None:
        return sys.stdin.buffer.read(most)
    try:
        with path.open("rb") as stream:
            return stream.read(most)
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None
    except IsADirectoryError:
        raise InputError(f"{path}: is a directory; name a file") from None
    except PermissionError:
        raise InputError(f"{path}: no permission to read it") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from error


def _name(source: Path) -> str:
    return "standard input" if source == STDIN else str(source)


LONGEST_MAGIC = max(len(magic) for magic, _ in _MAGIC)


def refuse_known(data: bytes, name: str) -> None:
    """Raise ``InputError`` with what to do if the file begins as one of a kind that is no text."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"{name}: {what}")


def _refuse_binary(data: bytes, name: str) -> None:
    refuse_known(data, name)
    if marked_encoding(data):
        return
    nul = data.find(b"\0")
    if nul >= 0:
        raise InputError(
            f"{name}: byte {nul} is NUL: a binary file, or UTF-16 without a byte order mark; "
            "save it as UTF-8 text"
        )


def _decode_as(data: bytes, encoding: str, name: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), encoding
    except LookupError:
        raise InputError(
            f"{name}: unknown encoding {encoding!r}; use utf-8, gb18030, big5hkscs or utf-16"
        ) from None
    except UnicodeDecodeError as error:
        raise _undecodable(data, name, encoding, error.start) from None


def _detect(data: bytes, name: str) -> tuple[str, str]:
    marked = marked_encoding(data)
    if marked:
        return _decode_as(data, marked, name)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        start = error.start
    if _nearly_utf8(data):
        raise _undecodable(data, name, "utf-8", start)
    return _detect_legacy(data, name, start)


def _nearly_utf8(data: bytes) -> bool:
    """Tell whether ``data`` is UTF-8 with a few damaged places: then no other guess is made."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return sum(char > "\x7f" for char in text) - broken > 2 * broken


def _detect_legacy(data: bytes, name: str, first_bad: int) -> tuple[str, str]:
    scores = {encoding: plausibility(_lenient(data, encoding)) for encoding in _LEGACY}
    best, other = sorted(_LEGACY, key=lambda encoding: -scores[encoding])
    if scores[best] < _PLAUSIBLE:
        raise InputError(
            f"{name}: byte {first_bad} (0x{data[first_bad]:02x}): not UTF-8, and neither GB18030 "
            "nor Big5 gives readable Chinese; convert it to UTF-8 (iconv -f ENCODING -t UTF-8)"
        )
    if scores[best] == scores[other] and data.decode(best, "replace") != data.decode(
        other, "replace"
    ):
        raise InputError(
            f"{name}: byte {first_bad}: could be GB18030 or Big5 and is too short to tell; "
            "convert it to UTF-8 (iconv -f ENCODING -t UTF-8)"
        )
    return _decode_as(data, best, name)


def _lenient(data: bytes, encoding: str) -> str:
    return data[:_SAMPLE].decode(encoding, errors="replace")


def plausibility(text: str) -> float:
    """Return how readable Chinese ``text`` is, 0 to 1: common characters among all beyond ASCII.

    Chinese punctuation and full-width forms are left out of the count; undecodable places,
    private-use and control characters count against it.
    """
    common = odd = 0
    for char in text:
        if char in COMMON_HAN:
            common += 1
        elif char > "\x7f" and not _is_neutral(char):
            odd += 1
    return common / (common + odd) if common else 0.0


def _is_neutral(char: str) -> bool:
    return (
        "\u2010" <= char <= "\u203f"
        or "\u3000" <= char <= "\u3020"
        or "\uff01" <= char <= "\uff65"
        or char in "·—×°%\xa0"
    )


def _undecodable(data: bytes, name: str, encoding: str, start: int) -> InputError:
    line = data.count(b"\n", 0, start) + 1
    shown = "utf-8" if encoding == "utf-8-sig" else encoding
    return InputError(
        f"{name}: byte {start} (line {line}, 0x{data[start]:02x}): not valid {shown.upper()}, "
        "though the rest looks like it; repair or remove the damaged text"
    )


def restore_newlines(text: str, newline: Newline) -> str:
    r"""Return ``text`` with each ``\n`` as ``newline``."""
    return text if newline == "\n" else text.replace("\n", newline)
