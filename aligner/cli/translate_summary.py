"""What ``aligner translate`` says on stderr at the end, and the exit status it ends with."""

import sys
from collections import Counter

from aligner.checks.finding import Severity
from aligner.errors import GateError, PartialError
from aligner.translation.run import RunReport


def finish(report: RunReport, fail_on: str, *, quiet: bool) -> None:
    """Print the summary; raise what the run ends with if it was not all well."""
    for failure in report.failures:
        print(f"aligner: {failure}", file=sys.stderr)
    if not quiet:
        for line in summary(report):
            print(line, file=sys.stderr)
    if report.failures:
        done = len(report.written) + len(report.skipped)
        raise PartialError(f"{len(report.failures)} inputs failed, {done} are translated")
    if fail_on != "none":
        bad = report.worst_at_least(Severity(fail_on))
        if bad:
            raise GateError(f"{bad} findings of severity {fail_on} or worse stay (--fail-on)")


def summary(report: RunReport) -> list[str]:
    """Return the lines of the summary; nothing that is zero is mentioned."""
    counts = report.counts
    lines = [f"wrote {path}" for path in report.written]
    lines += [f"finished before: {path}" for path in report.skipped]
    lines.append(
        f"{counts.segments} segments, {counts.sentences} sentences, {counts.characters} characters"
    )
    details = (
        ("taken from the journal", report.reused),
        ("without Chinese, passed through", counts.copied),
        ("unknown characters", counts.unknown.total()),
    )
    lines += [f"{name}: {number}" for name, number in details if number]
    lines += _counted("repaired by the guard", counts.repaired)
    lines += _counted("findings that stay", counts.flagged)
    lines += _counted("glossary terms", counts.terms)
    return lines


def _counted(title: str, counter: Counter[str]) -> list[str]:
    if not counter.total():
        return []
    parts = ", ".join(f"{name} {number}" for name, number in sorted(counter.items()))
    return [f"{title}: {parts}"]
