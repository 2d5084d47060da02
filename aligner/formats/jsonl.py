r"""JSON Lines: one object a line, the full record.

Keys: ``src`` and ``tgt`` (strings, required), ``score`` (number), ``doc`` (string), ``src_ids``
and ``tgt_ids`` (lists of whole numbers from 0), ``reason`` (string: why a side is empty). A key
without a value is absent or ``null``. Other keys (``flags``, ``logprob``, ``reviewed``...) are
passed over. UTF-8; blank lines are passed over.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from aligner.bitext import SegmentPair
from aligner.errors import FormatError
from aligner.formats.base import ALL_FIELDS, DEFAULTS, WriteOptions, checked
from aligner.formats.streams import name_of, read_lines, writing_text


@dataclass(frozen=True, slots=True)
class Jsonl:
    """JSON Lines."""

    name: str = "jsonl"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson")
    fields: frozenset[str] = ALL_FIELDS | {"reason"}

    def read(self, path: Path | None) -> Iterator[SegmentPair]:
        """Yield the pairs."""
        return (pair for _, pair in self.read_numbered(path))

    def read_numbered(self, path: Path | None) -> Iterator[tuple[int, SegmentPair]]:
        """Yield the pairs with their lines."""
        for number, line in read_lines(path):
            if line.strip():
                where = f"{name_of(path)}:{number}"
                yield number, pair_of(parse_object(line, where), where)

    def write(
        self,
        pairs: Iterable[SegmentPair],
        path: Path | None,
        options: WriteOptions = DEFAULTS,
    ) -> int:
        """Write the pairs, known values only."""
        number = 0
        with writing_text(path, force=options.force) as stream:
            for number, pair in enumerate(pairs, 1):
                record = record_of(checked(pair, number))
                stream.write(json.dumps(record, ensure_ascii=False) + "\n")
        return number


def record_of(pair: SegmentPair) -> dict[str, object]:
    """Return the object of one line."""
    record: dict[str, object] = {"src": pair.src, "tgt": pair.tgt}
    if pair.score is not None:
        record["score"] = pair.score
    if pair.doc_id:
        record["doc"] = pair.doc_id
    if pair.src_ids:
        record["src_ids"] = list(pair.src_ids)
    if pair.tgt_ids:
        record["tgt_ids"] = list(pair.tgt_ids)
    if pair.reason:
        record["reason"] = pair.reason
    return record


def parse_object(line: str, where: str) -> dict[str, object]:
    """Return the object a line holds; ``FormatError`` naming ``where`` if it holds none."""
    try:
        record = json.loads(line, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{where}: not JSON: {error}") from error
    if not isinstance(record, dict):
        raise FormatError(f"{where}: a JSON object is needed, not {type(record).__name__}")
    return record


def pair_of(record: dict[str, object], where: str) -> SegmentPair:
    """Return the pair of one object."""
    score = record.get("score")
    if isinstance(score, bool) or not isinstance(score, int | float | None):
        raise FormatError(f"{where}: score is not a number")
    try:
        return checked(
            SegmentPair(
                _text(record, "src", where),
                _text(record, "tgt", where),
                None if score is None else float(score),
                "" if record.get("doc") is None else _text(record, "doc", where),
                _ids(record, "src_ids", where),
                _ids(record, "tgt_ids", where),
                "" if record.get("reason") is None else _text(record, "reason", where),
            ),
            1,
        )
    except (FormatError, OverflowError) as error:
        reason = str(error).removeprefix("pair 1: ").removeprefix(f"{where}: ")
        raise FormatError(f"{where}: {reason}") from error


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _text(record: dict[str, object], key: str, where: str) -> str:
    value = record.get(key)
    if not isinstance(value, str):
        raise FormatError(f"{where}: {key} is {'missing' if value is None else 'not a string'}")
    return value


def _ids(record: dict[str, object], key: str, where: str) -> tuple[int, ...]:
    value = record.get(key)
    if value is None:
        return ()
    if not isinstance(value, list) or any(type(number) is not int for number in value):
        raise FormatError(f"{where}: {key} is not a list of whole numbers")
    return tuple(value)
