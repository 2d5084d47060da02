"""One shard of a build: align its documents, judge its pairs, write it down whole.

A shard is two files in the work folder: the sketches of its kept pairs for the deduper, and JSON
lines, a line a pair with its verdict, in order, then a line of counts and failures. The lines are
renamed into place last, so a shard that exists is a finished one, and a killed build goes on with
the others.
"""

import json
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from aligner.alignment.align import align
from aligner.alignment.documents import DocumentPair, read_documents
from aligner.atomic import writing
from aligner.bitext import Alignment, SegmentPair
from aligner.corpus.clean import Verdict, judge
from aligner.corpus.filters import ALIGNED, Filter, FilterSet, choose
from aligner.corpus.leak import Leak, read_test_sets
from aligner.corpus.sketches import write_sketches
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

    def path(self, number: int) -> Path:
        """Where the lines of a finished shard lie."""
        return self.work / f"{number:06d}.jsonl"


@dataclass(frozen=True, slots=True)
class Shard:
    """Documents to align, or pairs that are aligned already; neither if it is finished."""

    number: int
    documents: tuple[DocumentPair, ...] = ()
    pairs: tuple[SegmentPair, ...] = ()

    @property
    def name(self) -> str:
        """What messages call it: its number, first and last document."""
        names = [d.doc_id for d in self.documents] + [p.doc_id for p in self.pairs]
        return f"shard {self.number}" + (f" ({names[0]} to {names[-1]})" if names else "")


@dataclass(frozen=True, slots=True)
class ShardCount:
    """What became of a shard: pairs of both sides, and documents that failed, each with why."""

    number: int
    documents: int
    pairs: int
    kept: int
    failures: tuple[tuple[str, str], ...] = ()


class Finisher:
    """Makes shards; holds the filters, which keep what they load."""

    def __init__(self, job: Job) -> None:
        if not job.work.is_dir():
            raise UsageError(
                f"{job.work.absolute()}: not seen by a worker; the folder of the corpus and its "
                "inputs must lie on a disk that all nodes share, under the same path"
            )
        self._job = job
        self._for_documents = _filters(job, aligned=True)
        self._for_pairs = _filters(job, aligned=False)

    def __call__(self, shard: Shard) -> ShardCount:
        """Make the shard unless it is there already; return its counts."""
        path = self._job.path(shard.number)
        if path.exists():
            return read_count(path, shard.number)
        failures: list[tuple[str, str]] = []
        if shard.documents:
            verdicts = _judged(_aligned(shard.documents, failures), self._for_documents)
        else:
            verdicts = _judged(iter(shard.pairs), self._for_pairs)
        total = 0
        kept: list[SegmentPair] = []
        with writing(path, force=True) as stream:
            for verdict in verdicts:
                total += 1
                stream.write(_line(verdict))
                if verdict.kept:
                    kept.append(verdict.pair)
            end = {"end": [len(shard.documents), total, len(kept), failures]}
            stream.write(json.dumps(end, ensure_ascii=False) + "\n")
            write_sketches(sketch_path(path), kept)
        return ShardCount(shard.number, len(shard.documents), total, len(kept), tuple(failures))


def _line(verdict: Verdict) -> str:
    record = record_of(verdict.pair)
    if not verdict.kept:
        record |= {"filter": verdict.filter, "filter_score": round(verdict.score, 4)}
    return json.dumps(record, ensure_ascii=False) + "\n"


def sketch_path(path: Path) -> Path:
    """Return where the sketches of the shard at ``path`` lie."""
    return path.with_suffix(".npz")


def read_verdicts(path: Path) -> Iterator[Verdict]:
    """Yield the pairs of a finished shard with their verdicts."""
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            record = json.loads(line)
            if "end" not in record:
                pair = pair_of(record, f"{path}:{number}")
                yield Verdict(pair, record.get("filter", ""), record.get("filter_score", 0.0))


def read_count(path: Path, number: int) -> ShardCount:
    """Return the counts of a finished shard. Raises ``InputError`` if it is none."""
    with path.open(encoding="utf-8") as stream:
        last = "".join(deque(stream, maxlen=1))
    try:
        documents, pairs, kept, failures = json.loads(last)["end"]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: not a finished shard; delete it and resume") from error
    return ShardCount(number, documents, pairs, kept, tuple((doc, why) for doc, why in failures))


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
    guard: tuple[Filter, ...] = (Leak(read_test_sets(job.exclude)),) if job.exclude else ()
    # Length first: it takes the empty sides.
    return (*chosen[:1], *guard, *chosen[1:])
