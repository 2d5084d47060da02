"""What the corpus commands do after their options are read."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, get_type_hints

from aligner.alignment.outputs import plan_outputs
from aligner.atomic import check_no_input, check_writable
from aligner.bitext import SegmentPair
from aligner.cli.corpus_streams import (
    in_files,
    out_format,
    out_path,
    read_pairs,
    readable_twice,
)
from aligner.cli.dash import not_stdout
from aligner.cli.format_warnings import format_warnings
from aligner.cli.messages import complain, inform
from aligner.cli.progress import bar
from aligner.corpus.clean import Counting, Verdict, judge, rejected_line
from aligner.corpus.filters import (
    ALIGNED,
    NAMES,
    Filter,
    FilterSet,
    Model,
    check_name,
    choose,
)
from aligner.corpus.recipe import Clean, read_corpus_recipe
from aligner.corpus.split import SplitOptions
from aligner.corpus.spread import FAILED, Judge, judge_by
from aligner.errors import PartialError, UsageError
from aligner.execution.executor import Executor
from aligner.formats.base import format_of, write_bitext
from aligner.formats.moses import bitext_files, bitext_stem
from aligner.formats.streams import writing_text
from aligner.paths import exists, is_folder
from aligner.progress import counted
from aligner.settings import parse_value

if TYPE_CHECKING:
    from aligner.corpus.publish import Publication


MODEL_LEAST = -5.0
"""Least log-probability a piece that a model may give a pair, unless another is asked for."""


@dataclass(frozen=True, slots=True)
class FilterRequest:
    """One run of ``aligner corpus filter``."""

    source: str
    output: str
    rejects: Path | None
    only: tuple[str, ...]
    skip: tuple[str, ...]
    changes: tuple[str, ...]
    exclude: tuple[Path, ...]
    recipe: Path | None
    model: str | None
    model_least: float | None
    explain: bool
    force: bool
    quiet: bool


def run_filter(request: FilterRequest, executor: Executor | None) -> None:
    """Filter a bitext, or explain what would become of it; ``executor``: not in this process."""
    filters = _filters(request)
    failures: list[str] = []
    target = _checked_output(request)
    counting = Counting()
    with bar("Filtering", quiet=request.quiet, unit="pairs") as progress:
        pairs = counted(read_pairs(request.source), progress)
        if executor is None:
            verdicts = judge(pairs, filters, ask_all=request.explain)
        else:
            verdicts = judge_by(executor, partial(_judge, request), pairs, failures)
        if request.explain:
            with writing_text(target, force=request.force) as stream:
                for verdict in verdicts:
                    counting.add(verdict)
                    stream.write(rejected_line(verdict))
        else:
            with rejecting(request.rejects, force=request.force) as reject:
                kept = _kept(verdicts, counting, reject)
                write_bitext(target, kept, force=request.force, format=out_format(request.output))
    count = counting.count
    if not request.quiet:
        took = ", ".join(f"{name} {times}" for name, times in count.rejected)
        rest = f"; rejected by {took}" if took else ""
        print(f"{count.kept} of {count.read} pairs kept{rest}", file=sys.stderr)
    if failures:
        lost = dict(count.rejected)[FAILED]
        raise PartialError(f"{lost} pairs were not judged, rejected as {FAILED}: {failures[0]}")


def _checked_output(request: FilterRequest) -> Path | None:
    """Return where the output goes; raise what speaks against it before the work.

    The bitext itself may be the output: it is then replaced by what is kept of it.
    """
    target = out_path(request.output)
    if request.model is None and request.model_least is not None:
        raise UsageError("--model-least is for --model")
    _check_rejects(request.rejects, request.source)
    others = [*request.exclude, *([] if request.recipe is None else [request.recipe])]
    if not request.explain:
        plan_outputs(
            (request.output,), "tsv", beside=request.rejects, inputs=others, force=request.force
        )
    elif request.rejects is not None:
        raise UsageError("--explain writes the rejected pairs with the others; drop --rejects")
    elif target is not None:
        check_no_input((target,), (*in_files(request.source), *others))
        check_writable(target, force=request.force)
    return target


def _check_rejects(rejects: Path | None, source: str) -> None:
    not_stdout("--rejects", rejects)
    if rejects is not None:
        check_no_input((rejects,), in_files(source), "choose another name with --rejects")


def _judge(request: FilterRequest) -> Judge:
    return Judge(_filters(request), request.explain)


def _kept(
    verdicts: Iterator[Verdict], counting: Counting, reject: Callable[[Verdict], None]
) -> Iterator[SegmentPair]:
    for verdict in verdicts:
        counting.add(verdict)
        if verdict.kept:
            yield verdict.pair
        else:
            reject(verdict)


@contextmanager
def rejecting(path: Path | None, *, force: bool) -> Iterator[Callable[[Verdict], None]]:
    """Give what takes rejected pairs: it writes them to ``path``, or forgets them."""
    if path is None:
        yield lambda _: None
        return
    with writing_text(path, force=force) as stream:

        def reject(verdict: Verdict) -> None:
            stream.write(rejected_line(verdict))

        yield reject


def wanted(request: FilterRequest) -> tuple[FilterSet, Clean]:
    """Return the filters with their parameters, and what is left out and kept away from.

    A recipe comes first, options change it.
    """
    base = FilterSet(), Clean()
    if request.recipe is not None:
        recipe = read_corpus_recipe(request.recipe)
        base = recipe.filters, recipe.clean
    skip = (*base[1].skip, *request.skip, *sorted(ALIGNED - set(request.only)))
    exclude = (*base[1].exclude, *map(str, request.exclude))
    return changed(base[0], request.changes), replace(base[1], skip=skip, exclude=exclude)


def _filters(request: FilterRequest) -> tuple[Filter, ...]:
    settings, clean = wanted(request)
    chosen = list(choose(settings, request.only, clean.skip))
    if clean.exclude:
        from aligner.corpus.leak import Leak, check_test_set, read_test_sets

        paths = [Path(name) for name in clean.exclude]
        for path in paths:
            check_test_set(path)
        chosen.insert(0, Leak(read_test_sets(paths)))
    if request.model is not None:
        from aligner.cli.align import load_scorer
        from aligner.registry.store import resolve_model

        least = MODEL_LEAST if request.model_least is None else request.model_least
        chosen.append(Model(load_scorer(resolve_model(request.model)), least))
    if not chosen:
        raise UsageError("no filter is left; take a --skip away")
    return tuple(chosen)


def changed(filters: FilterSet, changes: Sequence[str]) -> FilterSet:
    """Return the filters with ``name.key=value`` applied.

    Raises ``UsageError`` for a misspelt filter or key and for a value of the wrong type.
    """
    for change in changes:
        place, equals, text = change.partition("=")
        name, dot, key = place.partition(".")
        if not (equals and dot):
            raise UsageError(f"--set {change}: write FILTER.KEY=VALUE, as ratio.least=0.3")
        check_name(name)
        filter = getattr(filters, name)
        known = [f.name for f in fields(filter) if f.init]
        if key not in known:
            raise UsageError(f"--set {change}: {name} has no {key}; it has {', '.join(known)}")
        value = parse_value(get_type_hints(type(filter))[key], text, f"--set {change}")
        filters = replace(filters, **{name: replace(filter, **{key: value})})
    return filters


def print_filters() -> None:
    """Print each filter with its parameters and what it looks at."""
    filters = FilterSet()
    for name in NAMES:
        filter = getattr(filters, name)
        shown = " ".join(f"{f.name}={getattr(filter, f.name)}" for f in fields(filter) if f.init)
        print(f"{name:12} {shown:38} {(type(filter).__doc__ or '').strip().splitlines()[0]}")


def run_dedupe(
    source: str, output: str, rejects: Path | None, near: float, *, force: bool, quiet: bool
) -> None:
    """Deduplicate a bitext in two passes."""
    from aligner.corpus.dedupe import Index, Kind, kept

    index = Index(near)
    target = out_path(output)
    _check_rejects(rejects, source)
    plan_outputs((output,), "tsv", beside=rejects, force=force)
    with readable_twice(source) as path:
        with bar("Comparing", quiet=quiet, unit="pairs") as progress:
            index.add(counted(read_pairs(str(path)), progress))
            verdicts = index.verdicts()
        with (
            bar("Writing", quiet=quiet, unit="pairs") as progress,
            rejecting(rejects, force=force) as reject,
        ):

            def first() -> Iterator[SegmentPair]:
                pairs = counted(read_pairs(str(path), again=True), progress)
                for pair, kind in kept(pairs, verdicts):
                    if kind is None:
                        yield pair
                    else:
                        reject(Verdict(pair, kind))

            write_bitext(target, first(), force=force, format=out_format(output))
    if not quiet:
        counts = [f"{verdicts.count(kind)} {kind}s" for kind in Kind]
        print(
            f"{verdicts.count(None)} of {len(verdicts)} pairs kept; dropped {', '.join(counts)}",
            file=sys.stderr,
        )


def run_split(
    source: str,
    folder: Path,
    to: str,
    options: SplitOptions,
    *,
    block: int,
    force: bool,
    quiet: bool,
) -> None:
    """Write the three parts, passing over the input once for each."""
    from aligner.corpus.leak import Watch
    from aligner.corpus.split import PARTS, parts

    not_stdout("-o", folder, "folder")
    suffix = format_of(to).suffixes[0]
    if exists(folder) and not is_folder(folder):
        raise UsageError(f"{folder}: not a folder; -o names the folder of the three parts")
    targets = {part: folder / f"{part}{suffix}" for part in PARTS}
    # All three are planned before one is written: the input is read once for each of them.
    files = [file for target in targets.values() for file in bitext_files(target)]
    check_no_input(files, in_files(source), "choose another folder with -o")
    for file in files:
        check_writable(file, force=force)
    counts, watch = [], Watch()
    with readable_twice(source) as path, _all_or_none(files) as begun:
        for part, target in targets.items():
            begun += bitext_files(target)
            with bar(f"Writing {part}", quiet=quiet, unit="pairs") as progress:
                pairs = counted(read_pairs(str(path), again=part != PARTS[0]), progress)
                found = parts(pairs, options, block=block)
                chosen = (pair for own, pair in found if own == part)
                passing = watch.passing(chosen, train=part == PARTS[0])
                counts.append(f"{write_bitext(target, passing, force=force)} {part}")
    if quiet:
        return
    inform(f"{', '.join(counts)}; written to {folder}")
    if watch.known:
        complain(
            f"{watch.known} pairs of dev and test have a side that stands in train; "
            f"take them out with corpus filter --exclude {targets[PARTS[0]]}"
        )


@contextmanager
def _all_or_none(files: Sequence[Path]) -> Iterator[list[Path]]:
    """Give a list for what is written of ``files``: if the block fails, what is new of it goes.

    Train without dev and test would be taken for a split, and refuse the next one.
    """
    before = {file for file in files if exists(file)}
    begun: list[Path] = []
    try:
        yield begun
    except BaseException:
        for file in begun:
            if file not in before:
                file.unlink(missing_ok=True)
        raise


def run_merge(sources: tuple[str, ...], output: str, *, force: bool, quiet: bool) -> None:
    """Join bitexts."""
    from aligner.corpus.split import merged

    names = [bitext_stem(Path(source)) if source != "-" else "stdin" for source in sources]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise UsageError(
            f"two inputs are named {sorted(twice)[0]}: their documents could not be told apart; "
            "rename one"
        )
    found = [(name, read_pairs(source)) for name, source in zip(names, sources, strict=True)]
    target, format = out_path(output), out_format(output)
    with bar("Joining", quiet=quiet, unit="pairs") as progress:
        pairs = counted(merged(found), progress)
        count = write_bitext(target, pairs, force=force, format=format)
    if not quiet:
        print(f"{count} pairs of {len(sources)} bitexts", file=sys.stderr)


def run_sample(source: str, output: str, size: int, seed: int, *, force: bool, quiet: bool) -> None:
    """Draw a sample in two passes."""
    from aligner.corpus.split import sample_numbers

    with ExitStack() as stack:
        path = stack.enter_context(readable_twice(source))
        with bar("Counting", quiet=quiet, unit="pairs") as progress:
            count = sum(1 for _ in counted(read_pairs(str(path)), progress))
        chosen = sample_numbers(count, size, seed)
        with bar("Drawing", quiet=quiet, unit="pairs") as progress:
            every = counted(read_pairs(str(path), again=True), progress)
            pairs = (pair for number, pair in enumerate(every) if number in chosen)
            write_bitext(out_path(output), pairs, force=force, format=out_format(output))
    if not quiet:
        print(f"{len(chosen)} of {count} pairs", file=sys.stderr)


def run_export(
    sources: tuple[Path, ...], folder: Path, what: "Publication", *, force: bool, quiet: bool
) -> None:
    """Write a corpus folder."""
    from aligner.corpus.publish import publish

    not_stdout("-o", folder, "folder")
    with format_warnings(), bar("Writing", quiet=quiet, unit="pairs") as progress:
        built = publish(sources, folder, what, force=force, progress=progress)
    if not quiet:
        counts = ", ".join(f"{file.count} pairs in {file.name}" for file in built.files)
        inform(f"{counts}; written to {folder}")
