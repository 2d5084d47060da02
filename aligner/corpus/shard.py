"""One shard of a build: align its documents, judge its pairs, write it down whole.

A shard is a file of JSON lines in the work folder: a line a pair with its verdict, in order, then a
line of counts and failures. It is renamed into place when it is finished, so a shard that exists is
a finished one, and a killed build goes on with the others.
"""

import json
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from aligner.alignment.align import align
from aligner.alignment.documents import DocumentPair, read_documents
from aligner.atomic import writing
from aligner.bitext import Alignment, SegmentPair
from aligner.corpus.clean import Verdict, judge
from aligner.corpus.filters import ALIGNED, Filter, FilterSet, choose
from aligner.corpus.leak import Leak, TestSet, read_test_sets
from aligner.errors import InputError, UsageError
from aligner.formats.jsonl import pair_of, record_of

NO_COUNTERPART = "no-counterpart"
"""The filter named for sentences that the alignment leaves alone."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for all shards of a build."""

    work: Path
    filters: FilterSet
    skip: tuple[str, ...] = ()
    exclude: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Shard:
    """Documents to align, or pairs that are aligned already."""

    number: int
    job: Job
    documents: tuple[DocumentPair, ...] = ()
    pairs: tuple[SegmentPair, ...] = ()

    @property
    def path(self) -> Path:
        """Where the finished shard lies."""
        return self.job.work / f"{self.number:06d}.jsonl"


@dataclass(frozen=True, slots=True)
class ShardCount:
    """What became of a shard: pairs of both sides, and documents that failed, each with why."""

    documents: int
    pairs: int
    kept: int
    failures: tuple[tuple[str, str], ...] = ()


def finish(shard: Shard) -> ShardCount:
    """Make the shard unless it is there already; return its counts."""
    if shard.path.exists():
        return read_count(shard.path)
    failures: list[tuple[str, str]] = []
    aligned = bool(shard.documents)
    filters = _filters(shard.job, aligned=aligned)
    pairs = _aligned(shard.documents, failures) if aligned else iter(shard.pairs)
    total = kept = 0
    with writing(shard.path, force=True) as stream:
        for verdict in _judged(pairs, filters):
            total += 1
            kept += verdict.kept
            record = record_of(verdict.pair)
            if not verdict.kept:
                record |= {"filter": verdict.filter, "filter_score": round(verdict.score, 4)}
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")
        end = {"end": [len(shard.documents), total, kept, failures]}
        stream.write(json.dumps(end, ensure_ascii=False) + "\n")
    return ShardCount(len(shard.documents), total, kept, tuple(failures))


def read_verdicts(path: Path) -> Iterator[Verdict]:
    """Yield the pairs of a finished shard with their verdicts."""
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            record = json.loads(line)
            if "end" not in record:
                pair = pair_of(record, f"{path}:{number}")
                yield Verdict(pair, record.get("filter", ""), record.get("filter_score", 0.0))


def read_count(path: Path) -> ShardCount:
    """Return the counts of a finished shard. Raises ``InputError`` if it is none."""
    with path.open(encoding="utf-8") as stream:
        last = "".join(deque(stream, maxlen=1))
    try:
        documents, pairs, kept, failures = json.loads(last)["end"]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: not a finished shard; delete it and resume") from error
    return ShardCount(documents, pairs, kept, tuple((doc, why) for doc, why in failures))


def _aligned(
    documents: Iterable[DocumentPair], failures: list[tuple[str, str]]
) -> Iterator[SegmentPair]:
    for document in documents:
        try:
            src, tgt = read_documents(document, presplit=False)
            alignment: Alignment = align(src, tgt)
        except (InputError, UsageError) as error:
            failures.append((document.doc_id, str(error)))
        else:
            yield from alignment.pairs()


def _judged(pairs: Iterator[SegmentPair], filters: tuple[Filter, ...]) -> Iterator[Verdict]:
    """Judge what has two sides; a sentence alone is rejected as such, in its place."""
    for verdict in judge(pairs, filters):
        if verdict.kept or (verdict.pair.src.strip() and verdict.pair.tgt.strip()):
            yield verdict
        else:
            yield Verdict(verdict.pair, NO_COUNTERPART)


def _filters(job: Job, *, aligned: bool) -> tuple[Filter, ...]:
    skip = job.skip if aligned else (*job.skip, *ALIGNED)
    chosen = choose(job.filters, skip=skip)
    guard: tuple[Filter, ...] = (Leak(_test_sets(job.exclude)),) if job.exclude else ()
    # Length first: it takes the empty sides.
    return (*chosen[:1], *guard, *chosen[1:])


@lru_cache(maxsize=2)
def _test_sets(paths: tuple[Path, ...]) -> TestSet:
    """Read the test sets once a process."""
    return read_test_sets(paths)
