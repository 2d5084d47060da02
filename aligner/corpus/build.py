"""From documents and bitexts to a clean corpus with its manifest, resumable shard by shard.

Stages: pair documents; align, filter and sketch shard by shard, in parallel; deduplicate; split;
write. The work folder ``.work`` inside the corpus holds finished shards and goes when the corpus is
whole. The same inputs and recipe give the same bytes, whatever the executor, the number of its
workers and the interruptions. A shard that fails is left out and named in the manifest; then the
work folder stays, and resuming tries that shard again.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from aligner import __version__
from aligner.alignment.documents import Pairing
from aligner.atomic import hold, writing
from aligner.bitext import SegmentPair
from aligner.corpus.clean import batches
from aligner.corpus.export import Finished, digest, export
from aligner.corpus.leak import check_test_set, test_set_files
from aligner.corpus.manifest import Built
from aligner.corpus.pairing import ScoredPairing, pair_documents
from aligner.corpus.recipe import CorpusRecipe, check_recipe, source_name
from aligner.corpus.shard import Finisher, Job, Shard, ShardCount
from aligner.errors import InputError, OutputError, RefusedError, UsageError
from aligner.execution.executor import Executor, Failed
from aligner.execution.local import Local
from aligner.formats.base import format_of, read_bitext
from aligner.formats.moses import bitext_files, check_bitext
from aligner.paths import exists, is_folder
from aligner.progress import Progress, Silent
from aligner.settings import settings_toml

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
    for name in recipe.clean.exclude:
        check_test_set(Path(name))
    for source in recipe.bitext:
        format_of(Path(source.path))
        check_bitext(Path(source.path))
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
    """Build the corpus in ``folder``. ``progress`` counts pairs.

    Raises ``RefusedError`` if there is one, finished or not, and neither ``resume`` nor ``force``.
    """
    options, progress = options or BuildOptions(), progress or Silent()
    check_recipe(recipe)
    _check_room(folder, options)
    # Before the folder is made: one with an unfinished build would refuse the corrected command.
    planned = plan(recipe)
    with _room(folder, options) as work:
        _check_key(work, recipe, planned)
        clean = recipe.clean
        exclude = tuple(map(Path, clean.exclude))
        job = Job(work, recipe.filters, clean.skip, exclude, recipe.split)
        shards = _shards(recipe, planned, job)
        expected = None if planned.bitexts else planned.document_shards
        finished = _finish_shards(job, shards, options.executor, _Pairs(progress, expected))
        built = export(recipe, planned.pairing, finished, folder)
    if not built.lost:
        shutil.rmtree(work)
    return built


def _finish_shards(
    job: Job, shards: Iterator[Shard], executor: Executor, progress: "_Pairs"
) -> Finished:
    counts: list[ShardCount] = []
    lost: list[tuple[str, str]] = []
    for result in executor.run(partial(Finisher, job), shards):
        if isinstance(result, Failed):
            lost.append((result.task.name, result.reason))
        else:
            counts.append(result)
            progress.add(result)
    return Finished(job, tuple(counts), tuple(lost))


@dataclass
class _Pairs:
    """Counts pairs out of finished shards; their number is estimated if that of shards is known."""

    progress: Progress
    expected: int | None
    shards: int = 0
    pairs: int = 0

    def add(self, count: ShardCount) -> None:
        self.shards += 1
        self.pairs += count.pairs
        known = self.expected is not None
        total = self.pairs * (self.expected or 0) // self.shards if known else None
        self.progress.advance(self.pairs, total)


def _check_room(folder: Path, options: BuildOptions) -> None:
    if exists(folder) and not is_folder(folder):
        raise UsageError(f"{folder}: not a folder; -o names the folder of the corpus")
    begun = exists(folder / WORK)
    finished = exists(folder / "manifest.json")
    if options.force:
        return
    if begun and not options.resume:
        raise RefusedError(f"{folder}: an unfinished build; --resume goes on, --force starts anew")
    if finished and not begun:
        raise RefusedError(f"{folder}: holds a finished corpus; --force builds it anew")
    if not begun and exists(folder) and any(folder.iterdir()):
        raise RefusedError(f"{folder}: not empty, and no corpus; choose another folder")


@contextmanager
def _room(folder: Path, options: BuildOptions) -> Iterator[Path]:
    """Give the work folder, empty if the build starts anew; no other build has it meanwhile.

    A build that is cut short before anything is finished leaves nothing to be refused for.
    """
    work, made = folder / WORK, not exists(folder)
    try:
        work.mkdir(parents=True, exist_ok=True)
        lock = (work / "lock").open("ab")
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror or error}") from error
    hold(lock, folder)
    with lock:
        if options.force:
            _empty(work)
        try:
            yield work
        except BaseException:
            if not any(work.glob("*.jsonl")):
                shutil.rmtree(folder if made else work, ignore_errors=True)
            raise


def _empty(work: Path) -> None:
    """Remove what another build left, but for the lock, which this one holds."""
    for path in work.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != "lock":
            path.unlink()


def _check_key(work: Path, recipe: CorpusRecipe, planned: Plan) -> None:
    """Make sure finished shards are of this very build."""
    settings = f"{__version__}\n{settings_toml(recipe)}"
    key = sha256(settings.encode("utf-8", "surrogateescape"))
    for path in _inputs(planned, recipe):
        key.update(f"{path}\0{digest(path)}\n".encode("utf-8", "surrogateescape"))
    file = work / "key"
    if not file.exists():
        with writing(file) as stream:
            stream.write(key.hexdigest())
    elif file.read_text() != key.hexdigest():
        raise UsageError(
            f"{work.parent}: inputs or recipe changed since the build began; --force starts anew"
        )


def _shards(recipe: CorpusRecipe, planned: Plan, job: Job) -> Iterator[Shard]:
    number = 0
    for group in batches(planned.pairing.pairing.pairs, recipe.output.shard_documents):
        yield Shard(number, documents=tuple(group))
        number += 1
    for source in recipe.bitext:
        pairs = _sourced(Path(source.path), source_name(source))
        for block in batches(pairs, recipe.output.shard_pairs):
            # The pairs of a finished shard need not travel to another process.
            yield Shard(number, pairs=() if job.path(number).exists() else tuple(block))
            number += 1


def _sourced(path: Path, source: str) -> Iterator[SegmentPair]:
    """Yield the pairs of a bitext; where it names no document, a thousand lines are one."""
    for number, pair in enumerate(read_bitext(path)):
        own = pair.doc_id or f"lines-{number // 1000}"
        yield replace(pair, doc_id=f"{source}/{own}")


def _inputs(planned: Plan, recipe: CorpusRecipe) -> Iterator[Path]:
    for pair in planned.pairing.pairing.pairs:
        yield from (path for path in (pair.src, pair.tgt) if path is not None)
    for path in planned.bitexts:
        yield from filter(exists, bitext_files(path))
    for name in recipe.clean.exclude:
        yield from test_set_files(Path(name))


def _paths(recipe: CorpusRecipe) -> tuple[Path, ...]:
    return tuple(Path(source.path) for source in recipe.bitext)


def _size(path: Path) -> int:
    return sum(file.stat().st_size for file in bitext_files(path) if exists(file))


def dry_run(recipe: CorpusRecipe) -> str:
    """Return what a build would do, in lines of text."""
    planned = plan(recipe)
    pairing = planned.pairing.pairing
    lines = [
        f"{len(pairing.pairs)} document pairs in {planned.document_shards} shards",
        f"{len(pairing.src_only)} Chinese and {len(pairing.tgt_only)} English documents unmatched",
        f"{len(planned.pairing.unreadable)} documents unreadable",
        *(f"bitext {path}: {_size(path)} bytes" for path in planned.bitexts),
        f"filters without {', '.join(recipe.clean.skip) or 'exception'}; "
        f"near-duplicates from {recipe.clean.near}; "
        f"dev {recipe.split.dev:g}, test {recipe.split.test:g} of the documents",
    ]
    return "\n".join(lines)
