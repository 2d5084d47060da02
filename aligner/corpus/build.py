"""From documents and bitexts to a clean corpus with its manifest, resumable shard by shard.

Stages: pair documents; align and filter shard by shard, in parallel; deduplicate; split; write. The
work folder ``.work`` inside the corpus holds finished shards and goes when the corpus is whole. The
same inputs and recipe give the same bytes, whatever the number of processes and interruptions.
"""

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from aligner import __version__
from aligner.alignment.documents import Pairing
from aligner.atomic import writing
from aligner.bitext import SegmentPair
from aligner.corpus.clean import Verdict, batches, rejected_line
from aligner.corpus.dedupe import Index, Kind
from aligner.corpus.executor import Executor, Local
from aligner.corpus.manifest import Built, FileRecord, Source, write_card, write_manifest
from aligner.corpus.pairing import ScoredPairing, pair_documents
from aligner.corpus.recipe import CorpusRecipe, check_recipe
from aligner.corpus.shard import Job, Shard, ShardCount, finish, read_verdicts
from aligner.corpus.split import PARTS, part_of
from aligner.errors import InputError, RefusedError, UsageError
from aligner.formats.base import WriteOptions, format_of, read_bitext, write_bitext
from aligner.progress import Progress, Silent
from aligner.settings import settings_toml
from aligner.signature import run_signature

WORK = ".work"


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How a build runs; nothing here changes a byte of what it gives."""

    executor: Executor = field(default_factory=Local)
    resume: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build is going to do."""

    pairing: ScoredPairing
    bitexts: tuple[Path, ...]
    document_shards: int


def plan(recipe: CorpusRecipe) -> Plan:
    """Pair the documents and look for the files. Raises what the build would raise."""
    check_recipe(recipe)
    documents = recipe.documents
    for name in (*recipe.clean.exclude, *(source.path for source in recipe.bitext)):
        if not Path(name).is_file():
            raise InputError(f"{name}: no such file")
    for source in recipe.bitext:
        format_of(Path(source.path))
    if not documents.src:
        return Plan(ScoredPairing(Pairing(()), ()), _paths(recipe), 0)
    pairing = pair_documents(
        Path(documents.src),
        Path(documents.tgt),
        by=documents.by,
        table=Path(documents.pairs) if documents.pairs else None,
        least=documents.least,
    )
    if not pairing.pairing.pairs and not recipe.bitext:
        raise InputError(
            f"{documents.src}, {documents.tgt}: no document goes with any other; list what belongs "
            "together in a file for documents.pairs, or lower documents.least"
        )
    shards = -(-len(pairing.pairing.pairs) // recipe.output.shard_documents)
    return Plan(pairing, _paths(recipe), shards)


def build(
    recipe: CorpusRecipe,
    folder: Path,
    options: BuildOptions | None = None,
    progress: Progress | None = None,
) -> Built:
    """Build the corpus in ``folder``.

    Raises ``RefusedError`` if there is one, finished or not, and neither ``resume`` nor ``force``.
    """
    options, progress = options or BuildOptions(), progress or Silent()
    check_recipe(recipe)
    _make_room(folder, options)
    planned = plan(recipe)
    work = folder / WORK
    _check_key(work, recipe, planned)
    counts = []
    shards = _shards(recipe, planned, work)
    for count in options.executor.run(finish, shards):
        counts.append(count)
        progress.advance(len(counts), None if planned.bitexts else planned.document_shards)
    built = _write(recipe, planned, folder, counts)
    shutil.rmtree(work)
    return built


def _make_room(folder: Path, options: BuildOptions) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: not a folder; -o names the folder of the corpus")
    work = folder / WORK
    finished = (folder / "manifest.json").exists()
    if options.force:
        shutil.rmtree(work, ignore_errors=True)
    elif work.exists() and not options.resume:
        raise RefusedError(f"{folder}: an unfinished build; --resume goes on, --force starts anew")
    elif finished and not work.exists():
        raise RefusedError(f"{folder}: holds a finished corpus; --force builds it anew")
    elif not finished and not work.exists() and folder.exists() and any(folder.iterdir()):
        raise RefusedError(f"{folder}: not empty, and no corpus; choose another folder")
    work.mkdir(parents=True, exist_ok=True)


def _check_key(work: Path, recipe: CorpusRecipe, planned: Plan) -> None:
    """Make sure finished shards are of this very build."""
    key = sha256(f"{__version__}\n{settings_toml(recipe)}".encode())
    for path in _inputs(planned, recipe):
        key.update(f"{path}\0{_sha256(path)}\n".encode("utf-8", "surrogateescape"))
    file = work / "key"
    if not file.exists():
        with writing(file) as stream:
            stream.write(key.hexdigest())
    elif file.read_text() != key.hexdigest():
        raise UsageError(
            f"{work.parent}: inputs or recipe changed since the build began; --force starts anew"
        )


def _shards(recipe: CorpusRecipe, planned: Plan, work: Path) -> Iterator[Shard]:
    clean = recipe.clean
    job = Job(work, recipe.filters, clean.skip, tuple(Path(name) for name in clean.exclude))
    number = 0
    for group in batches(planned.pairing.pairing.pairs, recipe.output.shard_documents):
        yield Shard(number, job, documents=tuple(group))
        number += 1
    for source in recipe.bitext:
        pairs = _sourced(Path(source.path), source.name)
        for block in batches(pairs, recipe.output.shard_pairs):
            shard = Shard(number, job, pairs=tuple(block))
            # A finished shard need not travel to another process.
            yield replace(shard, pairs=()) if shard.path.exists() else shard
            number += 1


def _sourced(path: Path, name: str) -> Iterator[SegmentPair]:
    """Yield the pairs of a bitext; where it names no document, a thousand lines are one."""
    source = name or path.stem
    for number, pair in enumerate(read_bitext(path)):
        own = pair.doc_id or f"lines-{number // 1000}"
        yield replace(pair, doc_id=f"{source}/{own}")


def _write(recipe: CorpusRecipe, planned: Plan, folder: Path, counts: list[ShardCount]) -> Built:
    shards = [folder / WORK / f"{number:06d}.jsonl" for number in range(len(counts))]
    index = Index(recipe.clean.near)
    index.add(verdict.pair for verdict in _verdicts(shards) if verdict.kept)
    duplicates = index.verdicts()
    reasons: Counter[str] = Counter()
    with writing(folder / "rejected.jsonl", force=True) as stream:
        for verdict in _after_dedupe(shards, duplicates):
            if not verdict.kept:
                reasons[verdict.filter] += 1
                stream.write(rejected_line(verdict))
    _write_unmatched(planned.pairing, folder)
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
        files.append(FileRecord(path.name, count, _sha256(path)))
    for name in ("rejected.jsonl", "unmatched.tsv"):
        lines = _lines(folder / name)
        files.append(FileRecord(name, lines, _sha256(folder / name)))
    built = _built(recipe, planned, counts, reasons, tuple(files))
    write_card(folder / "DATACARD.md", built)
    write_manifest(folder / "manifest.json", built, settings_toml(_portable(recipe)), run)
    return built


def _built(
    recipe: CorpusRecipe,
    planned: Plan,
    counts: list[ShardCount],
    reasons: Counter[str],
    files: tuple[FileRecord, ...],
) -> Built:
    pairing, documents = planned.pairing.pairing, recipe.documents
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
            ("documents unreadable", len(planned.pairing.unreadable)),
            ("document pairs failed", len(failures)),
            ("pairs aligned or read", sum(count.pairs for count in counts)),
            ("pairs after filters", kept),
            ("pairs after deduplication", kept - dropped),
        ),
        rejected=tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
        files=files,
        failures=failures,
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


def _inputs(planned: Plan, recipe: CorpusRecipe) -> Iterator[Path]:
    for pair in planned.pairing.pairing.pairs:
        yield from (path for path in (pair.src, pair.tgt) if path is not None)
    yield from planned.bitexts
    yield from map(Path, recipe.clean.exclude)


def _paths(recipe: CorpusRecipe) -> tuple[Path, ...]:
    return tuple(Path(source.path) for source in recipe.bitext)


def _sha256(path: Path) -> str:
    found = sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            found.update(block)
    return found.hexdigest()


def _lines(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(1 for _ in stream)


def dry_run(recipe: CorpusRecipe) -> str:
    """Return what a build would do, in lines of text."""
    planned = plan(recipe)
    pairing = planned.pairing.pairing
    lines = [
        f"{len(pairing.pairs)} document pairs in {planned.document_shards} shards",
        f"{len(pairing.src_only)} Chinese and {len(pairing.tgt_only)} English documents unmatched",
        f"{len(planned.pairing.unreadable)} documents unreadable",
        *(f"bitext {path}: {path.stat().st_size} bytes" for path in planned.bitexts),
        f"filters without {', '.join(recipe.clean.skip) or 'exception'}; "
        f"near-duplicates from {recipe.clean.near}; "
        f"dev {recipe.split.dev:g}, test {recipe.split.test:g} of the documents",
    ]
    return "\n".join(lines)
