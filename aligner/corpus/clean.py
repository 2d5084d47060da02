"""Run filters over pairs: each is kept, or rejected by the first filter that does not accept it.

Streams: memory holds one batch. A pair is scored by a filter only if all before it accepted, unless
every score is wanted.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from aligner.bitext import SegmentPair
from aligner.corpus.filters import Filter, scores_of
from aligner.errors import FormatError
from aligner.formats.jsonl import pair_of, parse_object, record_of
from aligner.formats.streams import read_lines

BATCH = 256
"""Pairs judged at once: no more than the checks remember."""

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the filters say of a pair: rejected by ``filter`` with ``score``, or kept.

    ``filter`` is empty for a kept pair. ``scores`` holds the score of every filter that was asked.
    """

    pair: SegmentPair
    filter: str = ""
    score: float = 0.0
    scores: tuple[tuple[str, float], ...] = ()

    @property
    def kept(self) -> bool:
        """Whether every filter accepted."""
        return not self.filter


def judge(
    pairs: Iterable[SegmentPair], filters: Sequence[Filter], *, ask_all: bool = False
) -> Iterator[Verdict]:
    """Yield the verdict on each pair, in order; ``ask_all``: score rejected pairs to the end."""
    for batch in batches(pairs, BATCH):
        yield from _judge_batch(batch, filters, ask_all=ask_all)


def _judge_batch(
    batch: Sequence[SegmentPair], filters: Sequence[Filter], *, ask_all: bool
) -> Iterator[Verdict]:
    rejected: dict[int, tuple[str, float]] = {}
    scores: list[list[tuple[str, float]]] = [[] for _ in batch]
    for filter in filters:
        asked = [at for at in range(len(batch)) if ask_all or at not in rejected]
        found = scores_of(filter, [batch[at] for at in asked])
        for at, score in zip(asked, found, strict=True):
            scores[at].append((filter.name, score))
            if at not in rejected and not filter.accept(score):
                rejected[at] = (filter.name, score)
    for at, pair in enumerate(batch):
        name, score = rejected.get(at, ("", 0.0))
        yield Verdict(pair, name, score, tuple(scores[at]))


def batches(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    """Yield the items in lists of ``size``, the last shorter."""
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch


def rejected_line(verdict: Verdict) -> str:
    """Return a rejected pair as a line of JSON: the pair, ``filter`` and ``filter_score``."""
    record = record_of(verdict.pair)
    record |= {"filter": verdict.filter, "filter_score": round(verdict.score, 4)}
    if len(verdict.scores) > 1:
        record["scores"] = {name: round(score, 4) for name, score in verdict.scores}
    return json.dumps(record, ensure_ascii=False) + "\n"


def read_rejected(path: Path) -> Iterator[Verdict]:
    """Yield the verdicts of a file of ``rejected_line``: rejected pairs, or all of ``--explain``.

    Raises ``FormatError`` with the line for one that is none.
    """
    for number, line in read_lines(path):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        record = parse_object(line, where)
        name, score, scores = (record.get(k) for k in ("filter", "filter_score", "scores"))
        if not isinstance(name, str) or not isinstance(score, int | float):
            raise FormatError(f"{where}: no verdict; give what --rejects or --explain wrote")
        found = scores.items() if isinstance(scores, dict) else ()
        yield Verdict(pair_of(record, where), name, float(score), tuple(found))


@dataclass(frozen=True, slots=True)
class Count:
    """How many pairs came in, and how many each filter rejected, most first."""

    read: int
    kept: int
    rejected: tuple[tuple[str, int], ...]


class Counting:
    """Counts verdicts as they pass."""

    def __init__(self) -> None:
        self._kept = 0
        self._rejected: Counter[str] = Counter()

    def add(self, verdict: Verdict) -> None:
        """Count one."""
        if verdict.kept:
            self._kept += 1
        else:
            self._rejected[verdict.filter] += 1

    @property
    def count(self) -> Count:
        """What was counted so far."""
        order = tuple(sorted(self._rejected.items(), key=lambda item: (-item[1], item[0])))
        return Count(self._kept + self._rejected.total(), self._kept, order)
