"""What ``aligner translate`` says on stderr at the end, and the exit status it ends with."""

from collections import Counter

from aligner.checks.finding import Severity
from aligner.cli.messages import complain, inform, one_line
from aligner.errors import GateError, PartialError
from aligner.paths import as_text
from aligner.translation.run import RunReport, RunRequest


def finish(report: RunReport, fail_on: str, *, quiet: bool) -> None:
    """Print the summary; raise what the run ends with if it was not all well."""
    for failure in report.failures:
        complain(failure)
    if not quiet:
        for line in summary(report):
            inform(line)
    if report.failures:
        done = len(report.written) + len(report.skipped)
        raise PartialError(f"{len(report.failures)} inputs failed, {done} are translated")
    if fail_on != "none":
        bad = report.worst_at_least(Severity(fail_on))
        if bad:
            raise GateError(f"{bad} findings of severity {fail_on} or worse stay (--fail-on)")


def print_dry_run(request: RunRequest) -> None:
    """Print what the request would do: on stdout, for it is what was asked for."""
    from aligner.translation.dry_run import dry_run

    report = dry_run(request)
    for name, output in report.outputs:
        print(one_line(as_text(f"{name} -> {output or 'standard output'}")))
    print(
        f"{report.files} inputs, {report.segments} segments, {report.sentences} sentences, "
        f"{report.characters} characters, {report.han} of them Chinese"
    )
    if report.seconds is not None:
        print(f"about {_duration(report.seconds)} on this machine")
    for failure in report.failures:
        complain(failure)
    if report.failures:
        raise PartialError(f"{len(report.failures)} inputs would fail")


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02d} min"


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
        ("written by rule (bylines, datelines, labels)", counts.ruled),
        ("without Chinese, passed through", counts.copied),
        ("unknown characters", counts.unknown.total()),
    )
    lines += [f"{name}: {number}" for name, number in details if number]
    lines += _counted("flagged sentences", counts.flagged)
    lines += _counted("repaired", counts.repaired)
    lines += _counted("findings that stay", counts.staying)
    lines += _counted("glossary terms", counts.terms)
    return lines


def _counted(title: str, counter: Counter[str]) -> list[str]:
    if not counter.total():
        return []
    parts = ", ".join(f"{name} {number}" for name, number in sorted(counter.items()))
    return [f"{title}: {parts}"]
