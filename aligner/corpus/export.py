"""The corpus out of its finished shards: duplicates dropped, split by document, with a manifest.

Streams: every file written goes over the shards once and reads only the lines it is to hold. The
index of the deduper alone grows with the corpus, and one byte a pair that says what becomes of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.atomic import writing
from aligner.bitext import SegmentPair
from aligner.corpus.clean import Verdict, rejected_line
from aligner.corpus.dedupe import Index, Kind
from aligner.corpus.fates import (
    IN_TRAIN,
    LEFT_OUT,
    REJECTED,
    mark_duplicates,
    mark_known,
    read_index,
)
from aligner.corpus.manifest import Built, FileRecord, Source, write_card, write_manifest
from aligner.corpus.pairing import ScoredPairing
from aligner.corpus.recipe import CorpusRecipe, source_name
from aligner.corpus.shard import Job, ShardCount, index_path, read_verdicts
from aligner.corpus.split import PARTS
from aligner.formats.base import WriteOptions, format_of, write_bitext
from aligner.formats.moses import bitext_files
from aligner.formats.tsv import escape
from aligner.paths import as_text
from aligner.settings import settings_toml
from aligner.signature import run_signature

if TYPE_CHECKING:
    from aligner.corpus.dedupe import Bytes


@dataclass(frozen=True, slots=True)
class Finished:
    """The shards that are finished, in order, and the names of those lost, each with why."""

    job: Job
    counts: tuple[ShardCount, ...]
    lost: tuple[tuple[str, str], ...] = ()


def export(recipe: CorpusRecipe, pairing: ScoredPairing, finished: Finished, folder: Path) -> Built:
    """Deduplicate the finished shards, split them and write everything; the manifest last."""
    shards = _Shards([finished.job.path(count.number) for count in finished.counts])
    index, sides = Index(recipe.clean.near), []
    for path in shards.paths:
        found = read_index(index_path(path))
        shards.fates.append(found.fates)
        index.extend(found.sketches)
        sides.append(found.sides)
    mark_duplicates(shards.fates, index.verdicts())
    mark_known(shards.fates, sides)
    reasons: Counter[str] = Counter()
    with writing(folder / "rejected.jsonl", force=True) as stream:
        for verdict in shards.rejected():
            reasons[verdict.filter] += 1
            stream.write(rejected_line(verdict))
    _write_unmatched(pairing, recipe, folder)
    run = str(run_signature(near=recipe.clean.near, seed=recipe.split.seed))
    suffix = format_of(recipe.output.format).suffixes[0]
    files = []
    for number, part in enumerate(PARTS):
        path, written = folder / f"{part}{suffix}", WriteOptions(run=run)
        count = write_bitext(path, shards.part(number), force=True, options=written)
        files.append(FileRecord(path.name, count, digest(path)))
    for name in ("rejected.jsonl", "unmatched.tsv"):
        lines = _lines(folder / name)
        files.append(FileRecord(name, lines, digest(folder / name)))
    built = _built(recipe, pairing, finished, reasons, tuple(files))
    write_card(folder / "DATACARD.md", built)
    bitexts = [file for s in recipe.bitext for file in bitext_files(Path(s.path))]
    inputs = [*bitexts, *map(Path, recipe.clean.exclude)]
    portable = settings_toml(_portable(recipe))
    write_manifest(folder / "manifest.json", built, portable, run, inputs)
    return built


def _built(
    recipe: CorpusRecipe,
    found: ScoredPairing,
    finished: Finished,
    reasons: Counter[str],
    files: tuple[FileRecord, ...],
) -> Built:
    pairing, documents, counts = found.pairing, recipe.documents, finished.counts
    sources = [Source(source_name(s), s.licence, s.origin) for s in recipe.bitext]
    if documents.src:
        sources.insert(0, Source("documents", documents.licence, documents.origin))
    dropped = sum(reasons[kind] for kind in Kind)
    kept = sum(count.kept for count in counts)
    failures = tuple(failure for count in counts for failure in count.failures)
    return Built(
        name=recipe.output.name,
        sources=tuple(sources),
        stages=(
            ("documents read", 2 * len(pairing.pairs) + len(pairing.src_only + pairing.tgt_only)),
            ("document pairs", len(pairing.pairs)),
            ("documents unmatched", len(pairing.src_only) + len(pairing.tgt_only)),
            ("documents unreadable", len(found.unreadable)),
            ("document pairs failed", len(failures)),
            ("shards lost", len(finished.lost)),
            ("pairs aligned or read", sum(count.pairs for count in counts)),
            ("pairs after filters", kept),
            ("pairs after deduplication", kept - dropped),
            ("pairs of dev and test in train", reasons[LEFT_OUT[IN_TRAIN]]),
        ),
        rejected=tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
        files=files,
        failures=failures,
        lost=finished.lost,
    )


def _portable(recipe: CorpusRecipe) -> CorpusRecipe:
    """Return the recipe with bare file names: a corpus is the same wherever it was built."""

    def bare(name: str) -> str:
        return as_text(Path(name).name)

    documents = recipe.documents
    return replace(
        recipe,
        documents=replace(
            documents,
            src=bare(documents.src),
            tgt=bare(documents.tgt),
            pairs=bare(documents.pairs),
        ),
        bitext=tuple(replace(source, path=bare(source.path)) for source in recipe.bitext),
        clean=replace(recipe.clean, exclude=tuple(map(bare, recipe.clean.exclude))),
    )


@dataclass(frozen=True, slots=True)
class _Shards:
    """The finished shards and what becomes of each of their pairs."""

    paths: list[Path]
    fates: list[Bytes] = field(default_factory=list)

    def rejected(self) -> Iterator[Verdict]:
        """Yield what is dropped, by a filter or as a duplicate."""
        for fate, verdict in self._of({REJECTED, *LEFT_OUT}):
            yield Verdict(verdict.pair, LEFT_OUT[fate]) if fate in LEFT_OUT else verdict

    def part(self, number: int) -> Iterator[SegmentPair]:
        """Yield the pairs of train, dev or test."""
        return (verdict.pair for _, verdict in self._of({number}))

    def _of(self, wanted: set[int]) -> Iterator[tuple[int, Verdict]]:
        for path, own in zip(self.paths, self.fates, strict=True):
            yield from read_verdicts(path, own.tolist(), wanted)


def _write_unmatched(found: ScoredPairing, recipe: CorpusRecipe, folder: Path) -> None:
    """Write side, path in the folder of that side, and why: nothing of where the folder lies."""
    sides = {"src": Path(recipe.documents.src), "tgt": Path(recipe.documents.tgt)}
    left = [
        *(("src", path, "no counterpart") for path in found.pairing.src_only),
        *(("tgt", path, "no counterpart") for path in found.pairing.tgt_only),
        *(
            ("src" if path.is_relative_to(sides["src"]) else "tgt", path, why)
            for path, why in found.unreadable
        ),
    ]
    with writing(folder / "unmatched.tsv", force=True) as stream:
        for side, path, why in left:
            name = escape(as_text(path.relative_to(sides[side]).as_posix()))
            reason = as_text(" ".join(why.removeprefix(f"{path}: ").split()))
            stream.write(f"{side}\t{name}\t{reason}\n")


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    found = sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            found.update(block)
    return found.hexdigest()


def _lines(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(1 for _ in stream)
