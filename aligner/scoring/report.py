"""A report as Markdown, TSV or JSON with everything we know, and the extra tables of the text form.

The plain forms that sacrebleu also has are written by ``sacrebleu_format``, the page by ``page``.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from aligner.formats.tsv import escape
from aligner.scoring.metrics import Interval
from aligner.scoring.score import BucketTable, MetricTable, ScoreReport
from aligner.scoring.significance import ALPHA, FEWEST_TESTED
from aligner.scoring.tables import Row, markdown_table, text_table

if TYPE_CHECKING:
    from aligner.scoring.phenomena import Accuracy, PhenomenaTable, Phenomenon

_ROUNDING = 1e-5
"""What float32 makes of resamples that are all the same."""


def to_markdown(report: ScoreReport, width: int) -> str:
    """Return tables of systems, groups, tests and signatures in GitHub's Markdown."""
    parts = [markdown_table(*system_table(report, width))]
    parts += detectable_lines(report, width)
    for table in report.buckets:
        rows = markdown_table(*bucket_table(table, report.systems, width))
        parts.append(f"### By {table.kind}\n\n{rows if table.buckets else NO_GROUPS}")
        if table.kept is not None and table.kept.rows:
            rows = markdown_table(*phenomena_table(table.kept, report.systems, width))
            parts.append(f"### Kept, by phenomenon\n\n{rows}\n\n{KEPT}")
    signatures = [f"- `{t.name}|{t.scores[0].signature}`" for t in report.metrics]
    parts.append("\n".join(signatures))
    return "\n\n".join(parts) + "\n"


def to_tsv(report: ScoreReport, width: int) -> str:
    """Return one line a system, metric and group, for spreadsheets and scripts."""
    lines = [
        "by\tgroup\tsegments\tsystem\tmetric\tscore\tmean\tci95\tp\tp_holm\tletters\tsignature"
    ]
    for table in report.metrics:
        for s, score in enumerate(table.scores):
            fields = ["all", "", str(report.segments), report.systems[s], table.name]
            fields += [f"{score.value:.{width}f}", *_interval(score.interval, width)]
            fields += [*_tested(table, s), score.signature]
            lines.append(_tsv_line(fields))
    for groups in report.buckets:
        for bucket in groups.buckets:
            for system, scores in zip(report.systems, bucket.scores, strict=True):
                for of_metric in scores:
                    fields = [groups.kind, bucket.name, str(bucket.size), system, of_metric.metric]
                    fields += [f"{of_metric.value:.{width}f}"]
                    fields += [*_interval(of_metric.interval, width)]
                    fields += [_probability(of_metric.p_value), "", "", ""]
                    lines.append(_tsv_line(fields))
        lines += _kept_tsv(groups.kept, report.systems, width) if groups.kept else []
    return "\n".join(lines) + "\n"


def _tsv_line(fields: Row) -> str:
    """Return the cells as a line; a tab in the name of a document or a system is escaped."""
    return "\t".join(map(escape, fields))


def _kept_tsv(table: PhenomenaTable, systems: Row, width: int) -> list[str]:
    """Return a line a phenomenon and system; the number of things stands for that of segments."""
    lines = []
    for one in table.rows:
        for name, a in zip(systems, one.systems, strict=True):
            interval = Interval((a.low + a.high) / 2, (a.high - a.low) / 2)
            fields = ["phenomenon", one.name, str(one.items), name, "kept"]
            fields += [f"{a.value:.{width}f}", *_interval(interval, width)]
            fields += ["" if p is None else f"{p:.4g}" for p in (a.p_value, a.adjusted)]
            fields += [a.letters, ""]
            lines.append(_tsv_line(fields))
    return lines


def to_json(report: ScoreReport) -> str:
    """Return the whole report with unrounded figures."""
    return json.dumps(asdict(report), ensure_ascii=False, indent=1) + "\n"


def extra_text(report: ScoreReport, width: int) -> str:
    """Return what the text form adds below sacrebleu's: groups, adjusted tests, the detectable."""
    parts = []
    if report.baseline is not None:
        parts.append(text_table(*system_table(report, width)))
        parts.append("\n".join(detectable_lines(report, width)))
    for table in report.buckets:
        title = f"By {table.kind}"
        rows = text_table(*bucket_table(table, report.systems, width))
        parts.append(f"{title}\n{rows if table.buckets else NO_GROUPS}")
        if table.kept is not None and table.kept.rows:
            rows = text_table(*phenomena_table(table.kept, report.systems, width))
            parts.append(f"Kept, by phenomenon\n{rows}\n{KEPT}")
    return "\n" + "\n\n".join(parts) + "\n" if parts else ""


def detectable_lines(report: ScoreReport, width: int) -> list[str]:
    """Say what the letters mean and what difference this test set would show."""
    if report.baseline is None or len(report.systems) < 2:
        return []
    lines = [
        "Systems that share a letter do not differ significantly "
        f"(all pairs, Holm-adjusted p < {ALPHA})."
    ]
    if report.segments < FEWEST_TESTED:
        lines.append(f"Fewer than {FEWEST_TESTED} segments are too few to tell systems apart.")
    lines += _too_few_trials(report)
    found = [
        f"{t.name} {_size(t.tests.detectable, max(1, width))}"
        for t in report.metrics
        if t.tests is not None
        and t.tests.detectable is not None
        and t.tests.detectable > _ROUNDING  # nothing where all systems are the same
    ]
    if found:
        lines.append(
            f"Minimum detectable difference with these {report.segments} segments "
            f"(power 80 %, p < {ALPHA}, one comparison): {', '.join(found)}."
        )
    return lines


def _too_few_trials(report: ScoreReport) -> list[str]:
    """Say so where no p-value of randomisation can be small enough for so many pairs."""
    pairs = len(report.systems) * (len(report.systems) - 1) // 2
    randomised = all(table.scores[0].interval is None for table in report.metrics)
    if not randomised or pairs / (report.samples + 1) < ALPHA:
        return []
    return [
        f"{report.samples} trials cannot tell {pairs} pairs apart; "
        f"it takes more than {round(pairs / ALPHA)}."
    ]


def _size(value: float, width: int) -> str:
    """Return a positive figure that is never 0: a metric of one's own may be about 0.01."""
    text = f"{value:.{width}f}"
    return text if float(text) else f"{value:.2g}"


def _interval(interval: Interval | None, width: int) -> tuple[str, str]:
    if interval is None:
        return "", ""
    return f"{interval.mean:.{width}f}", f"{interval.half_width:.{width}f}"


def _tested(table: MetricTable, system: int) -> tuple[str, str, str]:
    """Return p against the baseline, Holm's p and the letters; empty without tests."""
    if table.tests is None:
        return "", "", ""
    letters = table.tests.letters[system]
    if not system:
        return "", "", letters
    p, adjusted = table.tests.p_values[system][0], table.tests.adjusted[system][0]
    return f"{p:.4f}", f"{adjusted:.4f}", letters


def system_table(report: ScoreReport, width: int) -> tuple[Row, list[Row]]:
    """Return header and a row a system: scores, intervals, adjusted p-values, letters."""
    header = ["System"]
    for table in report.metrics:
        header.append(f"{table.name} {'↑' if table.higher_is_better else '↓'}")
        if table.scores[0].interval is not None:
            header.append("± 95 %")
        if table.tests is not None:
            header += ["p (Holm)", "letters"]
    rows: list[Row] = []
    for s, name in enumerate(report.systems):
        row = [f"{name} (baseline)" if name == report.baseline else name]
        for table in report.metrics:
            score = table.scores[s]
            row.append(f"{score.value:.{width}f}")
            if score.interval is not None:
                row.append(f"{score.interval.half_width:.{width}f}")
            if table.tests is not None:
                row += _tested(table, s)[1:]
        rows.append(row)
    return header, rows


def bucket_table(table: BucketTable, systems: Row, width: int) -> tuple[Row, list[Row]]:
    """A line a group and system; a star marks a difference from the first system (p < 0.05)."""
    first = table.buckets[0].scores[0] if table.buckets else ()
    header = [table.kind, "segments", "system", *(score.metric for score in first)]
    rows: list[Row] = []
    for bucket in table.buckets:
        for name, scores in zip(systems, bucket.scores, strict=True):
            cells = []
            for score in scores:
                star = "*" if score.p_value is not None and score.p_value < ALPHA else ""
                half = f" ± {score.interval.half_width:.{width}f}" if score.interval else ""
                cells.append(f"{score.value:.{width}f}{half}{star}")
            rows.append([bucket.name, str(bucket.size), name, *cells])
    return header, rows


NO_GROUPS = "No segment belongs to any group."

KEPT = (
    "kept: the share of things (numbers, dates...) that both source and reference have and the "
    "translation keeps, with its 95 % interval; headlines, long sentences and all have those of "
    "all kinds. Systems that share a letter do not differ (exact test by segments; Holm over all "
    "pairs and phenomena, for all things over pairs; 0.05)."
)


def phenomena_table(table: PhenomenaTable, systems: Row, width: int) -> tuple[Row, list[Row]]:
    """Return header and a row a phenomenon and system."""
    tested = len(systems) > 1
    header = ["phenomenon", "things", "system", "kept %", "95 %"]
    header += ["p (Holm)", "letters"] if tested else []
    rows: list[Row] = []
    for one in table.rows:
        for name, accuracy in zip(systems, one.systems, strict=True):
            rows.append(_kept_row(one, name, accuracy, width, tested=tested))
    return header, rows


def _kept_row(one: Phenomenon, system: str, a: Accuracy, width: int, *, tested: bool) -> list[str]:
    row = [one.name, str(one.items), system, f"{a.value:.{width}f}"]
    row.append(f"{a.low:.{width}f}-{a.high:.{width}f}")
    return row + ([_probability(a.adjusted), a.letters] if tested else [])


def _probability(p: float | None) -> str:
    return "" if p is None else f"{p:.4f}" if p >= 0.0001 else "<.0001"
