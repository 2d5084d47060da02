"""What ``aligner corpus pair`` and ``build`` do after their options are read."""

import sys
import time
from dataclasses import replace
from pathlib import Path

from aligner.alignment.documents import documents_in
from aligner.atomic import check_no_input, check_writable
from aligner.cli.corpus_streams import out_path
from aligner.cli.dash import not_stdout
from aligner.cli.format_warnings import format_warnings
from aligner.cli.messages import complain, inform
from aligner.cli.progress import bar
from aligner.corpus.build import BuildOptions, build, dry_run
from aligner.corpus.manifest import Built
from aligner.corpus.pairing import ScoredPairing, pair_documents
from aligner.corpus.recipe import CorpusRecipe, check_recipe, read_corpus_recipe
from aligner.errors import PartialError, UsageError
from aligner.execution.executor import Executor
from aligner.formats.streams import writing_text
from aligner.formats.tsv import escape
from aligner.paths import as_text
from aligner.settings import settings_toml

_LISTED = 20


def run_pair(
    src: Path, tgt: Path, output: str, *, by: str, least: float, force: bool, quiet: bool
) -> None:
    """Write the table of pairs; list on stderr what is left over."""
    target = out_path(output)
    if target is not None:
        read = [path for folder in (src, tgt) for path in documents_in(folder)]
        check_no_input((target,), read)
        check_writable(target, force=force)
    found = pair_documents(src, tgt, by=by, least=least)
    with writing_text(target, force=force) as stream:
        for pair, score in zip(found.pairing.pairs, found.scores, strict=True):
            names = [
                escape(as_text(path.relative_to(folder).as_posix()))
                for path, folder in ((pair.src, src), (pair.tgt, tgt))
                if path is not None
            ]
            stream.write("\t".join([*names, escape(pair.doc_id), f"{score:g}"]) + "\n")
    if not quiet:
        _list_unmatched(found)
        print(f"{len(found.scores)} document pairs", file=sys.stderr)


def _list_unmatched(found: ScoredPairing) -> None:
    left = [
        *((path, "no counterpart") for path in found.pairing.src_only + found.pairing.tgt_only),
        *found.unreadable,
    ]
    for path, why in left[:_LISTED]:
        complain(f"{path}: {why.removeprefix(f'{path}: ')}")
    if len(left) > _LISTED:
        complain(f"{len(left) - _LISTED} more without a counterpart")


def print_recipe() -> None:
    """Print every setting with its default."""
    print(settings_toml(CorpusRecipe()), end="")
    print("\n# Bitexts that are aligned already, as many as you like:")
    print('# [[bitext]]\n# path = "more.tmx"\n# name = "more"\n# licence = "CC-BY-4.0"')


def run_build(
    folders: tuple[Path | None, Path | None],
    output: Path | None,
    recipe_path: Path | None,
    *,
    executor: Executor,
    flags: tuple[bool, bool, bool, bool],
) -> None:
    """Build a corpus, or say what would be built."""
    only_plan, resume, force, quiet = flags
    recipe = _recipe(folders, recipe_path)
    if only_plan:
        print(dry_run(recipe))
        return
    if output is None:
        raise UsageError("say where the corpus goes with -o DIR")
    not_stdout("-o", output, "folder")
    options = BuildOptions(executor, resume=resume, force=force)
    start = time.perf_counter()
    with format_warnings(), bar("Building", quiet=quiet, unit="pairs") as progress:
        built = build(recipe, output, options, progress)
    if not quiet:
        _report(built, output, time.perf_counter() - start)
    _raise_failures(built, output)


def _raise_failures(built: Built, output: Path) -> None:
    for name, why in (*built.failures, *built.lost)[:_LISTED]:
        complain(f"{name}: {why}")
    if built.lost:
        raise PartialError(
            f"{len(built.lost)} shards failed, the others are in {output}; "
            "--resume tries them again"
        )
    if built.failures:
        raise PartialError(f"{len(built.failures)} documents failed, the others are in {output}")


def _recipe(folders: tuple[Path | None, Path | None], path: Path | None) -> CorpusRecipe:
    recipe = CorpusRecipe() if path is None else read_corpus_recipe(path)
    src, tgt = folders
    if (src is None) != (tgt is None):
        raise UsageError("name two folders: Chinese, then English")
    if src is not None and tgt is not None:
        documents = replace(recipe.documents, src=str(src), tgt=str(tgt))
        recipe = replace(recipe, documents=documents)
    check_recipe(recipe)
    return recipe


def _report(built: Built, output: Path, seconds: float) -> None:
    for name, count in built.stages:
        if count:
            print(f"{name}: {count}", file=sys.stderr)
    parts = ", ".join(f"{file.count} {file.name}" for file in built.files[:3])
    pairs = dict(built.stages)["pairs aligned or read"]
    print(f"{pairs / seconds:.0f} pairs a second over {seconds:.1f} s", file=sys.stderr)
    inform(f"written to {output}: {parts}")
