"""One shard of a build: align its documents, judge its pairs, write it down whole.

A shard is two files in the work folder: JSON lines, a line a pair with its verdict, in order, then
a line of counts and failures; and its index (see ``fates.py``). The lines are renamed into place
last, so a shard that exists is a finished one, and a killed build goes on with the others.
"""

import json
from collections import deque
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aligner.alignment.align import align
from aligner.alignment.documents import DocumentPair, read_documents
from aligner.atomic import writing
from aligner.bitext import Alignment, SegmentPair
from aligner.corpus.clean import Verdict, judge
from aligner.corpus.fates import REJECTED, write_index
from aligner.corpus.filters import ALIGNED, Filter, FilterSet, choose
from aligner.corpus.leak import Leak, read_test_sets
from aligner.corpus.split import PARTS, SplitOptions, part_of
from aligner.errors import InputError, UsageError
from aligner.formats.jsonl import pair_of, record_of
from aligner.paths import as_text

NO_COUNTERPART = "no-counterpart"
"""The filter named for sentences that the alignment leaves alone."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for all shards of a build."""

    work: Path
    filters: FilterSet
    skip: tuple[str, ...] = ()
    exclude: tuple[Path, ...] = ()
    split: SplitOptions = field(default_factory=SplitOptions)

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
        guard = (Leak(read_test_sets(job.exclude)),) if job.exclude else ()
        self._for_documents = _filters(job, guard, aligned=True)
        self._for_pairs = _filters(job, guard, aligned=False)

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
        fates: list[int] = []
        kept: list[SegmentPair] = []
        with writing(path, force=True) as stream:
            for verdict in verdicts:
                stream.write(_line(verdict))
                if verdict.kept:
                    fates.append(PARTS.index(part_of(verdict.pair.doc_id, self._job.split)))
                    kept.append(verdict.pair)
                else:
                    fates.append(REJECTED)
            count = ShardCount(
                shard.number, len(shard.documents), len(fates), len(kept), tuple(failures)
            )
            stream.write(_last_line(count))
            write_index(index_path(path), fates, kept)
        return count


def _line(verdict: Verdict) -> str:
    record = record_of(verdict.pair)
    if not verdict.kept:
        record |= {"filter": verdict.filter, "filter_score": round(verdict.score, 4)}
    return json.dumps(record, ensure_ascii=False) + "\n"


def _last_line(count: ShardCount) -> str:
    end = [count.documents, count.pairs, count.kept, count.failures]
    return json.dumps({"end": end}, ensure_ascii=False) + "\n"


def index_path(path: Path) -> Path:
    """Return where the index of the shard at ``path`` lies."""
    return path.with_suffix(".npz")


def read_verdicts(
    path: Path, fates: Sequence[int], wanted: Container[int]
) -> Iterator[tuple[int, Verdict]]:
    """Yield the pairs of a finished shard that have one of the ``wanted`` fates, with it."""
    with path.open(encoding="utf-8") as stream:
        for number, (line, fate) in enumerate(zip(stream, fates, strict=False), 1):
            if fate in wanted:
                record = json.loads(line)
                pair = pair_of(record, f"{path}:{number}")
                yield fate, Verdict(pair, record.get("filter", ""), record.get("filter_score", 0.0))


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
            failures.append((document.doc_id, as_text(error)))
        else:
            yield from alignment.pairs()


def _judged(pairs: Iterator[SegmentPair], filters: tuple[Filter, ...]) -> Iterator[Verdict]:
    """Judge what has two sides; a sentence alone is rejected as such, in its place."""
    for verdict in judge(pairs, filters):
        if verdict.kept or (verdict.pair.src.strip() and verdict.pair.tgt.strip()):
            yield verdict
        else:
            yield Verdict(verdict.pair, NO_COUNTERPART)


def _filters(job: Job, guard: tuple[Filter, ...], *, aligned: bool) -> tuple[Filter, ...]:
    skip = job.skip if aligned else (*job.skip, *ALIGNED)
    chosen = choose(job.filters, skip=skip)
    # Length first: it takes the empty sides.
    return (*chosen[:1], *guard, *chosen[1:])
