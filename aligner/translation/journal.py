"""What is already computed and written, on disk, so that a killed run can go on where it stopped.

Three kinds of record, one JSON line each: a finished batch (a digest of its pieces and settings,
and the engine's answer), a finished output file (its path, a digest of what went in and of what
came out), and a note of the run's own (the last one of a name holds). Lines are flushed as they are
made, so a SIGKILL loses the batches under way at most; a torn last line is ignored. Keys are
digests of content: a changed input, model or option finds nothing and is computed afresh, never
answered with an old result.

Batches and not sentences are the unit, because the result of a sentence can depend in its last bit
on its neighbours in the batch; so a resumed run gives the same bytes as an undisturbed one.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import IO, Any, Protocol

from aligner.atomic import hold
from aligner.errors import OutputError
from aligner.paths import as_text
from aligner.signature import file_digest
from aligner.translation.engine import Batch, Candidate, Candidates, Engine
from aligner.translation.options import Decoding

SUFFIX = ".aligner-journal"


def digest(*parts: str) -> str:
    """Return 32 hexadecimal digits that stand for the parts, their number and order."""
    total = hashlib.sha256()
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        total.update(f"{len(encoded)}:".encode())
        total.update(encoded)
    return total.hexdigest()[:32]


Answer = tuple[Candidates, ...]


class Answers(Protocol):
    """What an engine answered before, by the digest of the batch, for the run signature ``run``."""

    run: str

    def find(self, key: str) -> Answer | None:
        """Return what is recorded for the batch ``key``."""

    def add(self, key: str, answer: Answer) -> None:
        """Record the answer of a batch."""


class Journal:
    """An append-only file of finished work; open it once, close it at the end."""

    def __init__(self, path: Path, run: str, *, resume: bool) -> None:
        """Open ``path`` for the run signature ``run``; without ``resume`` start it empty."""
        self.path = path
        self.run = run
        self._batches: dict[str, int] = {}
        self._outputs: dict[str, tuple[str, str]] = {}
        self._notes: dict[str, Any] = {}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Opened for appending: the journal of a run that still works must not be emptied.
            self._stream: IO[bytes] = path.open("a+b")
            hold(self._stream, path)
            end = self._read() if resume else 0
            self._stream.truncate(end)
            self._stream.seek(end)
        except OSError as error:
            raise self._failed(error) from error
        self.interrupted = bool(self._batches)
        """Whether the run that left this journal did not come to its end."""

    @property
    def empty(self) -> bool:
        """Whether no work is recorded."""
        return not self._batches and not self._outputs

    def find(self, key: str) -> Answer | None:
        """Return what the engine answered for the batch ``key``, if it is recorded."""
        place = self._batches.get(key)
        if place is None:
            return None
        self._stream.seek(place)
        answer = _answer(self._stream.readline())
        self._stream.seek(0, os.SEEK_END)
        return answer

    def add(self, key: str, answer: Answer) -> None:
        """Record the answer of a batch."""
        rows = [[[c.pieces, c.score, c.complete] for c in request] for request in answer]
        self._batches[key] = self._append({"batch": key, "answer": rows})

    def is_written(self, output: Path, made_from: str) -> bool:
        """Return whether ``output`` was finished from this very input and still is as written."""
        recorded = self._outputs.get(as_text(output.absolute()))
        if recorded is None or recorded[0] != digest(self.run, made_from) or not output.is_file():
            return False
        return recorded[1] == file_digest(output)

    def is_ours(self, output: Path) -> bool:
        """Return whether ``output`` is still as some earlier run of this journal wrote it."""
        recorded = self._outputs.get(as_text(output.absolute()))
        return recorded is not None and output.is_file() and recorded[1] == file_digest(output)

    def add_output(self, output: Path, made_from: str) -> None:
        """Record that ``output`` is finished; ``made_from`` stands for its input."""
        name, source = as_text(output.absolute()), digest(self.run, made_from)
        result = file_digest(output)
        self._outputs[name] = (source, result)
        self._append({"output": name, "from": source, "is": result})

    def note(self, name: str, value: object) -> None:
        """Record something under a name; it must be what JSON holds."""
        self._append({"note": name, "is": value})
        self._notes[name] = value

    def noted(self, name: str) -> Any:  # noqa: ANN401 (whatever was noted)
        """Return what was recorded last under the name, ``None`` if nothing was."""
        return self._notes.get(name)

    def close(self, *, finished: bool, keep: bool = False) -> None:
        """Close the file; a finished run removes it, or with ``keep`` lists its outputs only."""
        try:
            if finished and keep:
                self._list_outputs()
            self._stream.close()
        except OSError as error:
            if finished:
                raise self._failed(error) from error
            # What could not be written is tried again, in vain, and was said before.
        if finished and not keep:
            self.path.unlink(missing_ok=True)

    def _list_outputs(self) -> None:
        self._stream.truncate(0)
        self._stream.seek(0)
        for name, (source, result) in self._outputs.items():
            self._append({"output": name, "from": source, "is": result})

    def _append(self, record: dict[str, object]) -> int:
        line = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        try:
            place = self._stream.tell()
            self._stream.write(line)
            self._stream.flush()
        except OSError as error:
            raise self._failed(error) from error
        return place

    def _read(self) -> int:
        """Index the records; return where the last whole line ends."""
        end = 0
        for start, stop, record in _records(self.path):
            end = stop
            if "batch" in record:
                self._batches[str(record["batch"])] = start
            elif "output" in record:
                self._outputs[str(record["output"])] = (str(record["from"]), str(record["is"]))
            elif "note" in record:
                self._notes[str(record["note"])] = record["is"]
        return end

    def _failed(self, error: OSError) -> OutputError:
        return OutputError(f"{self.path}: the journal cannot be written: {error.strerror or error}")


class Notes:
    """A worker's part in a journal that another process writes.

    Reads what an interrupted run left at ``path``; keeps what is new in ``fresh`` for the writer.
    """

    def __init__(self, path: Path | None, run: str) -> None:
        self.run = run
        self.fresh: list[tuple[str, Answer]] = []
        self._path = path
        known = _records(path) if path is not None and path.is_file() else ()
        self._batches = {str(r["batch"]): start for start, _, r in known if "batch" in r}

    def find(self, key: str) -> Answer | None:
        """Return what was recorded for the batch ``key`` before."""
        place = self._batches.get(key)
        if place is None or self._path is None:
            return None
        with self._path.open("rb") as stream:
            stream.seek(place)
            return _answer(stream.readline())

    def add(self, key: str, answer: Answer) -> None:
        """Keep the answer of a batch."""
        self.fresh.append((key, answer))


class JournalledEngine:
    """An engine that answers from the journal what it has computed before."""

    def __init__(self, engine: Engine, journal: Answers) -> None:
        self._engine = engine
        self._journal = journal
        self.reused = 0

    @property
    def threads(self) -> int:
        """How many batches are computed at once."""
        return self._engine.threads

    def decode(self, batches: Sequence[Batch], how: Decoding) -> Iterator[tuple[Candidates, ...]]:
        """Yield the candidates of each batch in order; compute and record only the unknown."""
        keys = [_batch_key(self._journal.run, batch, how) for batch in batches]
        known = [self._journal.find(key) for key in keys]
        missing = [batch for batch, found in zip(batches, known, strict=True) if found is None]
        computed = self._engine.decode(missing, how)
        for key, found in zip(keys, known, strict=True):
            if found is None:
                answer = next(computed)
                self._journal.add(key, answer)
                yield answer
            else:
                self.reused += len(found)
                yield found

    def score(
        self, pairs: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]
    ) -> list[tuple[float, ...]]:
        """Force-decode, not recorded."""
        return self._engine.score(pairs)


def _batch_key(run: str, batch: Batch, how: Decoding) -> str:
    requests = (" ".join(request.pieces) + "\t" + " ".join(request.prefix) for request in batch)
    return digest(run, repr(astuple(how)), *requests)


def _records(path: Path) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """Yield each whole record with where it begins and ends."""
    start = 0
    with path.open("rb") as stream:
        for line in stream:
            record = _whole_record(line)
            if record is None:
                return
            yield start, start + len(line), record
            start += len(line)


def _answer(line: bytes) -> Answer:
    return tuple(
        tuple(Candidate(tuple(pieces), score, complete) for pieces, score, complete in request)
        for request in json.loads(line)["answer"]
    )


def _whole_record(line: bytes) -> dict[str, Any] | None:
    if not line.endswith(b"\n"):
        return None
    try:
        record = json.loads(line)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None
