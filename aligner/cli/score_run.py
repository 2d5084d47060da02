"""What ``aligner score`` does once its options are parsed."""

from __future__ import annotations

import math
import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from aligner.atomic import check_no_input, check_writable, writing
from aligner.cli.dash import not_stdin, not_stdout
from aligner.cli.messages import complain
from aligner.cli.progress import bar
from aligner.errors import GateError, InputError, UsageError
from aligner.paths import as_text
from aligner.scoring.buckets import KINDS, group_segments
from aligner.scoring.guards import check_lengths, inspect, inspect_reference
from aligner.scoring.metrics import MetricOptions, make_metrics
from aligner.scoring.plugin import Plugin
from aligner.scoring.report import extra_text, to_json, to_markdown, to_tsv
from aligner.scoring.sacrebleu_format import FORMATS, Layout, sentence_lines, write_report
from aligner.scoring.score import (
    Measured,
    ScoreReport,
    TestOptions,
    measure,
    report,
    with_buckets,
    with_phenomena,
)
from aligner.scoring.segments import (
    SegmentFile,
    System,
    TestSet,
    count_columns,
    decode_segments,
    read_names,
    read_segments,
    split_columns,
)
from aligner.scoring.significance import SEED, Kind
from aligner.scoring.tokenizers import check_tokenizer

_SMOOTHING = ("exp", "floor", "add-k", "none")
_OUR_FORMATS = ("md", "tsv", "html")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options of ``aligner score``, as given.

    ``confidence`` counts the resamples of an interval, if one is wanted; ``samples`` belongs to the
    paired test.
    """

    refs: tuple[Path, ...]
    hyps: tuple[str, ...] | None
    metrics: tuple[str, ...]
    options: MetricOptions
    num_refs: int
    encoding: str
    sentence_level: bool
    confidence: int | None
    paired: Kind | None
    both_tests: bool
    samples: int
    quiet: bool
    force: bool
    short: bool
    score_only: bool
    width: int
    color: bool
    format: str
    names: str | None
    src: Path | None
    docids: Path | None
    domains: Path | None
    by: tuple[str, ...]
    plugins: tuple[str, ...]
    html: Path | None
    minimum: tuple[str, ...]
    smoothing_for_src: bool


def run(wanted: Wanted) -> None:
    """Read, guard, score, print; then the gates."""
    _check_options(wanted)
    seed = _seed()
    plugins = [Plugin.parse(text) for text in wanted.plugins]
    gates = _named_gates(wanted, plugins)
    _check_html(wanted)
    test_set, references = _test_set(wanted)
    systems, files = _systems(wanted)
    _check_systems(wanted, len(systems))
    _guard(wanted, files, references)
    metrics = make_metrics(
        wanted.metrics, test_set.references, wanted.options, as_given=wanted.paired is not None
    )
    with bar("Scoring", quiet=wanted.quiet) as progress:
        measured = measure(systems, test_set, metrics, plugins=plugins, progress=progress)
    if wanted.sentence_level:
        print("\n".join(sentence_lines(measured, _layout(wanted))))
        return
    tests = TestOptions(wanted.confidence or 0, wanted.paired, wanted.samples, seed, _short(wanted))
    whole = report(measured, tests)
    if wanted.by:
        whole = _with_groups(whole, measured, wanted, tests)
    _write(wanted, whole, measured)
    _check_gates(gates, whole)


def _check_options(wanted: Wanted) -> None:
    """Raise ``UsageError`` for options that do not go together, before anything is read."""
    formats = (*FORMATS, *_OUR_FORMATS)
    orders = (wanted.options.chrf.char_order, wanted.options.chrf.word_order)
    rules = (
        (
            wanted.format not in formats,
            f"--format {wanted.format}: choose from {' '.join(formats)}",
        ),
        (wanted.both_tests, "--paired-bs and --paired-ar exclude each other; choose one"),
        (
            wanted.sentence_level and len(wanted.metrics) > 1,
            "--sentence-level takes one metric: -m bleu, -m chrf or -m ter",
        ),
        (
            wanted.sentence_level and bool(wanted.confidence or wanted.paired),
            "no statistical tests with --sentence-level",
        ),
        (
            wanted.sentence_level
            and bool(wanted.minimum or wanted.html or wanted.by or wanted.plugins),
            "--min, --html, --by and --plugin are not for --sentence-level",
        ),
        (
            wanted.sentence_level and wanted.format in _OUR_FORMATS,
            f"--sentence-level prints lines of its own; leave out --format {wanted.format}",
        ),
        (wanted.num_refs < 1, "--num-refs must be at least 1"),
        (
            wanted.num_refs > 1 and len(wanted.refs) > 1,
            "--num-refs splits one reference file at its tabs; give one file, or leave it out",
        ),
        (
            wanted.options.bleu.smooth_method not in _SMOOTHING,
            f"--smooth-method {wanted.options.bleu.smooth_method}: choose from "
            + " ".join(_SMOOTHING),
        ),
        (
            wanted.smoothing_for_src,
            "-s is --src here; sacrebleu's -s is --smooth-method or -sm",
        ),
        (
            wanted.samples < 1 or (wanted.confidence is not None and wanted.confidence < 1),
            "the number of resamples must be positive",
        ),
        (
            min(orders) < 0 or not any(orders),
            "--chrf-char-order and --chrf-word-order must not be negative, nor both 0",
        ),
        (wanted.options.chrf.beta < 0, "--chrf-beta must not be negative"),
        (not 0 <= wanted.width <= 12, "--width takes 0 to 12 decimals"),
    )
    for broken, message in rules:
        if broken:
            raise UsageError(message)
    not_stdin("REF", *wanted.refs)
    for option, path in (
        ("--src", wanted.src),
        ("--docids", wanted.docids),
        ("--domains", wanted.domains),
    ):
        not_stdin(option, path)
    for kind in wanted.by:
        if kind not in KINDS:
            raise UsageError(f"--by {kind}: choose from {' '.join(KINDS)}")
    used = "bleu" in (name.lower() for name in wanted.metrics)
    check_tokenizer(wanted.options.bleu.tokenize, used=used)


def _check_html(wanted: Wanted) -> None:
    """Raise before the work if the page cannot be written, or only over what is read."""
    not_stdout("--html", wanted.html)
    if wanted.html is not None:
        others = (wanted.src, wanted.docids, wanted.domains)
        read = [*wanted.refs, *map(Path, wanted.hyps or ()), *(path for path in others if path)]
        check_no_input((wanted.html,), read, "choose another name with --html")
        check_writable(wanted.html, force=wanted.force)


def _test_set(wanted: Wanted) -> tuple[TestSet, list[SegmentFile]]:
    """Read references, source, documents and domains; all must have the same number of lines."""
    tabs = wanted.num_refs > 1
    files = [read_segments(path, wanted.encoding, columns=tabs) for path in wanted.refs]
    if not files[0].lines:
        raise InputError(f"{files[0].name}: is empty")
    columns = (
        split_columns(files[0], wanted.num_refs, "--num-refs")
        if tabs
        else tuple(file.lines for file in files)
    )
    for file in files[1:]:
        check_lengths(file, files[0])
    others: list[tuple[str, ...] | None] = []
    for path in (wanted.src, wanted.docids, wanted.domains):
        others.append(None if path is None else _beside(path, wanted.encoding, files[0]))
    if tabs:
        more = [SegmentFile(f"{files[0].name} (column {k})", c) for k, c in enumerate(columns, 1)]
        files = [replace(files[0], lines=columns[0]), *more[1:]]
    return TestSet(tuple(tuple(column) for column in columns), *others), files


def _beside(path: Path, encoding: str, reference: SegmentFile) -> tuple[str, ...]:
    file = read_segments(path, encoding)
    if len(file.lines) != len(reference.lines):
        raise InputError(
            f"{file.name} has {len(file.lines)} lines, "
            f"{reference.name} has {len(reference.lines)}; they must go line by line"
        )
    return file.lines


def _systems(wanted: Wanted) -> tuple[list[System], list[SegmentFile]]:
    files = _stdin_systems(wanted) if wanted.hyps is None else _file_systems(wanted)
    names = read_names(wanted.names, len(files)) if wanted.names else [f.name for f in files]
    return [System(name, f.lines) for name, f in zip(names, files, strict=True)], files


def _file_systems(wanted: Wanted) -> list[SegmentFile]:
    paths = list(wanted.hyps or ())
    if wanted.paired:
        paths = [p for k, p in enumerate(paths) if k == 0 or p != paths[0]]
    for path in paths:
        if paths.count(path) > 1:
            raise UsageError(f"-i names {path} twice; each system needs its own file")
    return [
        decode_segments(sys.stdin.buffer.read(), "stdin", wanted.encoding)
        if path == "-"
        else replace(read_segments(Path(path), wanted.encoding), name=as_text(path))
        for path in paths
    ]


def _stdin_systems(wanted: Wanted) -> list[SegmentFile]:
    """Split stdin at its tabs, a column a system, named as sacrebleu names them."""
    file = decode_segments(sys.stdin.buffer.read(), "stdin", wanted.encoding, columns=True)
    if not file.lines:
        raise InputError("stdin is empty; name the hypotheses with -i FILE, or pipe them in")
    count = count_columns(file)
    columns = split_columns(file, count, "line 1", open_end=False)
    names = [f"System {k + 1}" for k in range(count)]
    if wanted.paired:
        names = ["Baseline", *names[: count - 1]]
    return [
        SegmentFile(name, tuple(hyp.rstrip() for hyp in column), file.crlf, file.bom)
        for name, column in zip(names, columns, strict=True)
    ]


def _check_systems(wanted: Wanted, count: int) -> None:
    if wanted.sentence_level and count > 1:
        raise UsageError("--sentence-level takes one system; score the others in their own runs")
    if wanted.paired and count == 1:
        raise UsageError("a paired test needs at least two systems: -i BASELINE OTHER...")
    if wanted.confidence and count > 1:
        raise UsageError("--confidence is for one system; several are compared with --paired-bs")


def _guard(wanted: Wanted, files: list[SegmentFile], references: list[SegmentFile]) -> None:
    """Stop at files of different lengths; print what else looks wrong."""
    for file in files:
        check_lengths(file, references[0])
    if wanted.quiet:
        return
    src = None if wanted.src is None else read_segments(wanted.src, wanted.encoding)
    notices = [n for r in references for n in inspect_reference(r, wanted.num_refs)]
    for file in files:
        notices += inspect(file, references[0], src)
    for notice in notices:
        if not (wanted.force and "detokenise" in notice.message):
            complain(notice)


def _layout(wanted: Wanted) -> Layout:
    return Layout(
        wanted.format,
        wanted.width,
        wanted.score_only,
        _short(wanted),
        wanted.color,
        wanted.paired,
        wanted.samples,
    )


def _short(wanted: Wanted) -> bool:
    """Tell whether to: JSON always has the long signature, as sacrebleu's keys come from it."""
    return wanted.short and (wanted.format != "json" or wanted.sentence_level)


def _seed() -> int | None:
    text = os.environ.get("SACREBLEU_SEED", str(SEED))
    if text.lower() == "none":
        return None
    try:
        seed = int(text)
    except ValueError as error:
        raise UsageError(f"SACREBLEU_SEED={text}: not a whole number") from error
    if seed < 0:
        raise UsageError(f"SACREBLEU_SEED={text}: must not be negative")
    return seed


def _with_groups(
    whole: ScoreReport, measured: Measured, wanted: Wanted, tests: TestOptions
) -> ScoreReport:
    """Return the report with what ``--by`` asks for."""
    from aligner.checks.phenomena import labels  # takes longer to load than a score
    from aligner.scoring.phenomena import measure_phenomena

    groups = {kind: group_segments(kind, measured.test_set, labels) for kind in wanted.by}
    whole = with_buckets(whole, measured, groups, tests)
    if "phenomenon" not in wanted.by:
        return whole
    with bar("Phenomena", quiet=wanted.quiet) as progress:
        kept = measure_phenomena(measured.systems, measured.test_set, progress)
    return with_phenomena(whole, kept)


def _write(wanted: Wanted, whole: ScoreReport, measured: Measured) -> None:
    if wanted.html is not None:
        with writing(wanted.html, force=wanted.force) as stream:
            stream.write(_page(whole, measured))
    if wanted.format == "html":
        text = _page(whole, measured)
    elif wanted.format == "md":
        text = to_markdown(whole, wanted.width)
    elif wanted.format == "tsv":
        text = to_tsv(whole, wanted.width)
    elif wanted.format == "json" and whole.buckets:
        text = to_json(whole)
    else:
        text = write_report(whole, measured, _layout(wanted))
        if wanted.format == "text" and whole.buckets:
            text += extra_text(whole, wanted.width)
    sys.stdout.write(text)


def _page(whole: ScoreReport, measured: Measured) -> str:
    from aligner.scoring.page import to_html

    return to_html(whole, measured)


def _gate(text: str) -> tuple[str, float]:
    name, equals, number = text.partition("=")
    try:
        limit = float(number)
    except ValueError:
        limit = math.nan
    if not math.isfinite(limit):
        hint = "" if equals else " (no =)"
        raise UsageError(f"--min {text}{hint}: write METRIC=NUMBER, as in bleu=25")
    return name.strip().lower(), limit


def _named_gates(wanted: Wanted, plugins: list[Plugin]) -> list[tuple[str, float]]:
    """Return each gate with the name of its metric in the report.

    Raises ``UsageError`` for a gate on what is not measured, before measuring.
    """
    chrf = wanted.options.chrf
    words = "+" * chrf.word_order
    whole = f"chrf{chrf.beta}{words}"
    known = {name.lower(): name.lower() for name in wanted.metrics}
    if "chrf" in known:
        # As sacrebleu writes it, chrF2++, and as people do: chrF++, or chrF whatever its words.
        known |= dict.fromkeys(("chrf", f"chrf{words}", whole), whole)
    known |= {plugin.name.lower(): plugin.name.lower() for plugin in plugins}
    gates = [_gate(text) for text in wanted.minimum]
    for name, _ in gates:
        if name not in known:
            raise UsageError(f"--min {name}: not among the metrics {', '.join(known)}")
    return [(known[name], limit) for name, limit in gates]


def _check_gates(gates: list[tuple[str, float]], whole: ScoreReport) -> None:
    """Raise ``GateError`` for the first system that is worse than a gate allows."""
    tables = {table.name.lower(): table for table in whole.metrics}
    for name, limit in gates:
        table = tables[name]
        for system, score in zip(whole.systems, table.scores, strict=True):
            worse = score.value < limit if table.higher_is_better else score.value > limit
            if worse:
                raise GateError(
                    f"{system}: {table.name} {score.value:.2f} is worse than --min {name}={limit:g}"
                )
