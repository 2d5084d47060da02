"""Aligned documents on disk as they are finished: for resuming, and for writing several outputs.

One JSON line a document: a digest of what went in (both files and the settings), the sentences,
each on one line, and the beads. Lines are flushed as they are made; a torn last line is ignored.
A changed file or setting has another digest, so its document is aligned afresh.

Each output that was written is a line as well, with a digest of its bytes, so that a run that goes
on knows its own outputs from the files of somebody else.
"""

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from aligner.alignment.align import presplit
from aligner.atomic import hold
from aligner.bitext import Alignment, Bead
from aligner.errors import OutputError
from aligner.lang import Lang
from aligner.paths import as_text, is_file
from aligner.signature import file_digest
from aligner.text.script import CJK_PUNCT, HAN

SUFFIX = ".aligner-journal"
_OUTPUT = ""
"""What stands for the digest in the line of an output."""

_BREAK = re.compile(r"\s*[\r\n]\s*")
_BREAK_IN_HAN = re.compile(rf"(?<=[{HAN}{CJK_PUNCT}])\s*[\r\n]\s*(?=[{HAN}{CJK_PUNCT}])")


def digest(*parts: bytes) -> str:
    """Return 32 hexadecimal digits that stand for the parts, their number and order."""
    total = hashlib.sha256()
    for part in parts:
        total.update(f"{len(part)}:".encode())
        total.update(part)
    return total.hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    size: int


class Journal:
    """Finished documents by digest, read back one at a time."""

    def __init__(self, path: Path | None, *, resume: bool) -> None:
        """Open ``path``; without ``resume`` start it empty. ``None``: a file that vanishes."""
        self.path = path
        self._places: dict[str, _Place] = {}
        self._outputs: dict[str, str] = {}
        self._last: tuple[str, Alignment] | None = None
        try:
            if path is None:
                self._stream: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (closed later)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                # Opened for appending: the journal of a run that still works must not be emptied.
                self._stream = path.open("a+b")
                hold(self._stream, path)
            self._end = self._read() if resume else 0
            self._stream.truncate(self._end)
        except OSError as error:
            raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error

    def __contains__(self, key: str) -> bool:
        """Return whether the document with this digest is finished."""
        return key in self._places

    def add(self, key: str, alignment: Alignment) -> None:
        """Keep a finished document."""
        self._places[key] = self._append([key, _packed(alignment)])

    def add_output(self, path: Path) -> None:
        """Note that an output is written, unless it is a device or a pipe."""
        if not is_file(path):
            return
        name, found = as_text(path.absolute()), file_digest(path)
        self._append([_OUTPUT, {"file": name, "is": found}])
        self._outputs[name] = found

    def wrote(self, path: Path) -> bool:
        """Return whether ``path`` is an output, and still as it was written."""
        found = self._outputs.get(as_text(path.absolute()))
        return found is not None and is_file(path) and found == file_digest(path)

    def find(self, key: str) -> Alignment:
        """Return the finished document with this digest; the last one found is kept."""
        if self._last is None or self._last[0] != key:
            place = self._places[key]
            self._stream.seek(place.start)
            self._last = key, _unpacked(json.loads(self._stream.read(place.size))[1])
        return self._last[1]

    def close(self, *, keep: bool) -> None:
        """Close the file and remove it, unless it is to ``keep`` and holds something."""
        with suppress(OSError):  # what could not be written is tried again, and was said before
            self._stream.close()
        if self.path is not None and not (keep and self._places):
            self.path.unlink(missing_ok=True)

    def _append(self, record: list[object]) -> _Place:
        line = json.dumps(record, ensure_ascii=False).encode() + b"\n"
        try:
            self._stream.seek(self._end)
            self._stream.write(line)
            self._stream.flush()
        except OSError as error:
            raise OutputError(f"{self.path}: cannot be written: {error.strerror}") from error
        place = _Place(self._end, len(line))
        self._end += len(line)
        return place

    def _read(self) -> int:
        """Read the index of what is there; return the end of the last whole line."""
        end = 0
        self._stream.seek(0)
        for line in self._stream:
            try:
                key, record = json.loads(line)
                if key == _OUTPUT:
                    self._outputs[record["file"]] = record["is"]
            except (ValueError, TypeError, KeyError):
                break
            if not line.endswith(b"\n"):
                break
            if key != _OUTPUT:
                self._places[key] = _Place(end, len(line))
            end += len(line)
        return end


def journal_path(output: Path) -> Path:
    """Return where the journal of an output lies."""
    return output.with_name(f".{output.name}{SUFFIX}")


def one_line(text: str, lang: Lang) -> str:
    """Return the text without line breaks: a hard-wrapped line goes on after a space.

    Between two Chinese characters no space is wanted.
    """
    if "\n" not in text and "\r" not in text:
        return text
    return _BREAK.sub(" ", _BREAK_IN_HAN.sub("", text) if lang == "zh" else text)


def in_order(journal: Journal, keys: tuple[str, ...]) -> Iterator[Alignment]:
    """Yield finished documents in the order of their digests."""
    return (journal.find(key) for key in keys)


def read_or_empty(path: Path | None) -> bytes:
    """Return the bytes of a file; none for standard input and for what cannot be read."""
    try:
        return b"" if path is None else path.read_bytes()
    except OSError:
        return os.fsencode(path or "")


def _packed(alignment: Alignment) -> dict[str, object]:
    return {
        "doc": alignment.src.id,
        "src": [one_line(sentence.text, "zh") for sentence in alignment.src.sentences],
        "tgt": [one_line(sentence.text, "en") for sentence in alignment.tgt.sentences],
        "beads": [
            [b.src.start, b.src.stop, b.tgt.start, b.tgt.stop, round(b.confidence, 4), b.reason]
            for b in alignment.beads
        ],
    }


def _unpacked(record: dict[str, Any]) -> Alignment:
    return Alignment(
        presplit(record["src"], "zh", record["doc"]),
        presplit(record["tgt"], "en", record["doc"]),
        tuple(
            Bead(range(i, j), range(k, m), confidence, reason)
            for i, j, k, m, confidence, reason in record["beads"]
        ),
    )
