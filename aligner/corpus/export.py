"""The corpus out of its finished shards: duplicates dropped, split by document, with a manifest.

Streams: the shards are read once for each file that is written; the index of the deduper alone
grows with the corpus.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from aligner.atomic import writing
from aligner.corpus.clean import Verdict, rejected_line
from aligner.corpus.dedupe import Index, Kind
from aligner.corpus.manifest import Built, FileRecord, Source, write_card, write_manifest
from aligner.corpus.pairing import ScoredPairing
from aligner.corpus.recipe import CorpusRecipe
from aligner.corpus.shard import Job, ShardCount, read_verdicts, sketch_path
from aligner.corpus.sketches import read_sketches
from aligner.corpus.split import PARTS, part_of
from aligner.formats.base import WriteOptions, format_of, write_bitext
from aligner.settings import settings_toml
from aligner.signature import run_signature


@dataclass(frozen=True, slots=True)
class Finished:
    """The shards that are finished, in order, and the names of those lost, each with why."""

    job: Job
    counts: tuple[ShardCount, ...]
    lost: tuple[tuple[str, str], ...] = ()


def export(recipe: CorpusRecipe, pairing: ScoredPairing, finished: Finished, folder: Path) -> Built:
    """Deduplicate the finished shards, split them and write everything; the manifest last."""
    shards = [finished.job.path(count.number) for count in finished.counts]
    index = Index(recipe.clean.near)
    for path in shards:
        index.extend(read_sketches(sketch_path(path)))
    duplicates = index.verdicts()
    reasons: Counter[str] = Counter()
    with writing(folder / "rejected.jsonl", force=True) as stream:
        for verdict in _after_dedupe(shards, duplicates):
            if not verdict.kept:
                reasons[verdict.filter] += 1
                stream.write(rejected_line(verdict))
    _write_unmatched(pairing, folder)
    run = str(run_signature(near=recipe.clean.near, seed=recipe.split.seed))
    suffix = format_of(recipe.output.format).suffixes[0]
    files = []
    for part in PARTS:
        path = folder / f"{part}{suffix}"
        pairs = (
            verdict.pair
            for verdict in _after_dedupe(shards, duplicates)
            if verdict.kept and part_of(verdict.pair.doc_id, recipe.split) == part
        )
        count = write_bitext(path, pairs, force=True, options=WriteOptions(run=run))
        files.append(FileRecord(path.name, count, digest(path)))
    for name in ("rejected.jsonl", "unmatched.tsv"):
        lines = _lines(folder / name)
        files.append(FileRecord(name, lines, digest(folder / name)))
    built = _built(recipe, pairing, finished, reasons, tuple(files))
    write_card(folder / "DATACARD.md", built)
    write_manifest(folder / "manifest.json", built, settings_toml(_portable(recipe)), run)
    return built


def _built(
    recipe: CorpusRecipe,
    found: ScoredPairing,
    finished: Finished,
    reasons: Counter[str],
    files: tuple[FileRecord, ...],
) -> Built:
    pairing, documents, counts = found.pairing, recipe.documents, finished.counts
    sources = [Source(s.name or Path(s.path).stem, s.licence, s.origin) for s in recipe.bitext]
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
        ),
        rejected=tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
        files=files,
        failures=failures,
        lost=finished.lost,
    )


def _portable(recipe: CorpusRecipe) -> CorpusRecipe:
    """Return the recipe with bare file names: a corpus is the same wherever it was built."""

    def bare(name: str) -> str:
        return Path(name).name

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


def _verdicts(shards: list[Path]) -> Iterator[Verdict]:
    for path in shards:
        yield from read_verdicts(path)


def _after_dedupe(shards: list[Path], duplicates: list[Kind | None]) -> Iterator[Verdict]:
    left = iter(duplicates)
    for verdict in _verdicts(shards):
        kind = next(left) if verdict.kept else None
        yield verdict if kind is None else Verdict(verdict.pair, kind)


def _write_unmatched(found: ScoredPairing, folder: Path) -> None:
    with writing(folder / "unmatched.tsv", force=True) as stream:
        for side, paths in (("src", found.pairing.src_only), ("tgt", found.pairing.tgt_only)):
            for path in paths:
                stream.write(f"{side}\t{path.name}\tno counterpart\n")
        for path, why in found.unreadable:
            stream.write(f"-\t{path.name}\t{' '.join(why.split())}\n")


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
