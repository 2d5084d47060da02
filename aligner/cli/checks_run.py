"""What ``aligner checks`` does once its options are parsed."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aligner.bitext import SegmentPair
from aligner.checks.finding import Check, Severity
from aligner.checks.output import FORMATS, TSV_HEADER, Located, write_finding
from aligner.checks.registry import OFF, all_checks, run_checks, select_checks, summary
from aligner.cli.dash import not_stdin
from aligner.cli.format_warnings import format_warnings
from aligner.cli.progress import bar
from aligner.errors import GateError, InputError, UsageError
from aligner.formats.base import format_of, read_numbered
from aligner.formats.streams import read_lines
from aligner.progress import counted

_LEVELS = tuple(Severity)
_NOT_FOR_REFERENCES = frozenset({"dateline-lost", "boilerplate", "chinese-marks", "spacing"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options of ``aligner checks``, as given."""

    files: tuple[str, ...]
    src: Path | None
    hyps: tuple[Path, ...]
    from_format: str | None
    names: tuple[str, ...]
    skip: tuple[str, ...]
    severity: str
    fail_on: str
    format: str
    show: bool
    audit: bool
    list_checks: bool
    self_test: bool
    data: Path | None
    jobs: int
    quiet: bool


def run(wanted: Wanted) -> None:
    """List, measure or check; then the gate."""
    _check_options(wanted)
    if wanted.list_checks:
        sys.stdout.writelines(f"{line}\n" for line in _listing())
        return
    if wanted.self_test:
        from aligner.cli.checks_self_test import run_self_test

        run_self_test(wanted.data, _chosen(wanted, every=True), wanted.jobs)
        return
    counts = _check(wanted, _chosen(wanted, every=False))
    _gate(wanted, counts)


def _check_options(wanted: Wanted) -> None:
    if wanted.format not in FORMATS:
        raise UsageError(f"--format {wanted.format}: choose from {', '.join(FORMATS)}")
    for option, level in (("--severity", wanted.severity), ("--fail-on", wanted.fail_on)):
        if level and level not in _LEVELS:
            raise UsageError(f"{option} {level}: choose from {', '.join(_LEVELS)}")
    not_stdin("--src", wanted.src)
    not_stdin("--hyp", *wanted.hyps)
    for broken, message in _rules(wanted):
        if broken:
            raise UsageError(message)


def _rules(wanted: Wanted) -> Iterator[tuple[bool, str]]:
    """Yield what does not go together, whether it is so here, and the message."""
    texts = bool(wanted.files or wanted.src or wanted.hyps)
    alone = wanted.list_checks or wanted.self_test
    yield (
        bool(wanted.src) != bool(wanted.hyps),
        "--src and --hyp belong together: Chinese lines and their translations",
    )
    yield wanted.data is not None and not wanted.self_test, "--data is for --self-test"
    yield wanted.jobs > 1 and not wanted.self_test, "--jobs is for --self-test"
    yield wanted.list_checks and wanted.self_test, "--list and --self-test exclude each other"
    yield wanted.list_checks and texts, "--list looks at no text; leave the files out"
    yield wanted.self_test and texts, "--self-test has texts of its own; leave the files out"
    yield alone and bool(wanted.fail_on), "--fail-on is a gate for texts that are checked"
    yield not (texts or alone), "nothing to check: name a bitext, or --src FILE and --hyp FILE"
    yield (
        wanted.from_format is not None and not wanted.files,
        "--from is the format of a bitext, and none is named",
    )


def _listing() -> Iterator[str]:
    width = max(len(check.name) for check in all_checks())
    for check in all_checks():
        state = "off" if check.name in OFF else "on"
        yield f"{check.name:{width}}  {state:3}  {summary(check)}"


def _chosen(wanted: Wanted, *, every: bool) -> tuple[Check, ...]:
    names = wanted.names or (("all",) if every else ())
    skip = wanted.skip
    if wanted.audit and not wanted.names:
        skip = (*skip, *sorted(_NOT_FOR_REFERENCES))
    return select_checks(names, skip)


def _check(wanted: Wanted, checks: tuple[Check, ...]) -> Counter[tuple[str, Severity]]:
    """Print the findings of all inputs; return how many of each check and severity there are.

    What ``--severity`` leaves out is counted, too: the gate looks at all of them.
    """
    shown = _from(wanted.severity)
    counts: Counter[tuple[str, Severity]] = Counter()
    pairs = flagged = 0
    if wanted.format == "tsv":
        print(TSV_HEADER)
    # On a terminal the findings themselves show that it goes on.
    quiet = wanted.quiet or sys.stdout.isatty()
    with format_warnings(), bar("Checking", quiet=quiet, unit="pairs") as progress:
        for place, pair in counted(_pairs(wanted), progress):
            pairs += 1
            found = list(run_checks(pair, checks))
            counts.update((finding.check, finding.severity) for finding in found)
            visible = [finding for finding in found if finding.severity in shown]
            flagged += bool(visible)
            for finding in visible:
                located = Located(place, pair, finding)
                print(write_finding(located, wanted.format, show=wanted.show))
    if wanted.fail_on and not pairs:
        raise InputError("no pairs to check: --fail-on would let everything through")
    if not wanted.quiet:
        visible_counts = Counter({key: n for key, n in counts.items() if key[1] in shown})
        _summarise(pairs, flagged, visible_counts, audit=wanted.audit)
    return counts


def _from(level: str) -> tuple[Severity, ...]:
    """Return a severity and all that are worse."""
    return _LEVELS[: _LEVELS.index(Severity(level)) + 1]


def _pairs(wanted: Wanted) -> Iterator[tuple[str, SegmentPair]]:
    for name in wanted.files:
        if name == "-" and wanted.from_format is None:
            raise UsageError("- has no suffix; say the format with --from")
        path = None if name == "-" else Path(name)
        if wanted.from_format is None and name.lower().endswith(".txt"):
            raise UsageError(
                f"{name}: holds one language; check two such files with --src ZH --hyp EN"
            )
        format = format_of(wanted.from_format or name)
        for number, pair in read_numbered(format, path):
            yield f"{name}:{number}", pair
    for hyp in wanted.hyps:
        if wanted.src is not None:
            yield from _line_pairs(wanted.src, hyp)


def _line_pairs(src: Path, hyp: Path) -> Iterator[tuple[str, SegmentPair]]:
    """Yield lines of two files as pairs. Raises ``InputError`` if one has more lines."""
    ours = [line for _, line in read_lines(src)]
    theirs = [line for _, line in read_lines(hyp)]
    if len(ours) != len(theirs):
        raise InputError(
            f"{src} has {len(ours)} lines, {hyp} has {len(theirs)}; they must go line by line"
        )
    for number, (zh, en) in enumerate(zip(ours, theirs, strict=True), 1):
        yield f"{hyp}:{number}", SegmentPair(zh, en)


def _summarise(
    pairs: int, flagged: int, counts: Counter[tuple[str, Severity]], *, audit: bool
) -> None:
    what = "likely errors of references" if audit else "findings"
    share = 100 * flagged / pairs if pairs else 0.0
    print(
        f"{pairs} pairs, {flagged} with {what} ({share:.1f} %), {counts.total()} in all",
        file=sys.stderr,
    )
    for (check, severity), count in sorted(counts.items(), key=lambda item: -item[1]):
        print(f"{count:7}  {check} ({severity})", file=sys.stderr)


def _gate(wanted: Wanted, counts: Counter[tuple[str, Severity]]) -> None:
    if not wanted.fail_on:
        return
    bad = _from(wanted.fail_on)
    total = sum(count for (_, severity), count in counts.items() if severity in bad)
    if total:
        what = "finding is" if total == 1 else "findings are"
        worse = "" if len(bad) == 1 else " or worse"
        raise GateError(f"{total} {what} {wanted.fail_on}{worse} (--fail-on)")
