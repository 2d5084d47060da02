"""A report written exactly as sacrebleu 2 writes it: JSON, text and LaTeX.

The printing functions are sacrebleu's own (``sacrebleu.utils``), so that scripts which read its
output read ours. One difference: its JSON of a paired test with chrF ends in an exception
(NumPy's float32 is no JSON), where ours is written.
"""

import io
from argparse import Namespace
from contextlib import redirect_stdout
from dataclasses import dataclass
from typing import Any

from aligner.scoring.metrics import Metric, MetricScore
from aligner.scoring.score import Measured, ScoreReport

FORMATS = ("json", "text", "latex")


@dataclass(frozen=True, slots=True)
class Layout:
    """How to write; ``paired`` and ``samples`` only name the test in the text."""

    format: str = "json"
    width: int = 1
    score_only: bool = False
    short: bool = False
    color: bool = False
    paired: str | None = None
    samples: int = 0

    def namespace(self) -> Namespace:
        """Return what sacrebleu's printing functions read from its own command line."""
        return Namespace(
            format=self.format,
            width=self.width,
            paired_bs=self.paired == "bs",
            paired_ar=self.paired == "ar",
            paired_bs_n=self.samples,
            paired_ar_n=self.samples,
        )


def write_report(report: ScoreReport, measured: Measured, layout: Layout) -> str:
    """Return what sacrebleu prints for these systems and options, with its last line feed."""
    from sacrebleu.utils import Color, print_results_table, print_single_results

    before, Color.ENABLE_COLORS = Color.ENABLE_COLORS, layout.color
    stream = io.StringIO()
    try:
        with redirect_stdout(stream):
            if len(report.systems) == 1:
                print_single_results(_single(report, measured, layout), layout.namespace())
            else:
                signatures = {t.name: t.scores[0].signature for t in report.metrics}
                print_results_table(_table(report, layout), signatures, layout.namespace())
    finally:
        Color.ENABLE_COLORS = before
    return stream.getvalue()


def _single(report: ScoreReport, measured: Measured, layout: Layout) -> list[str]:
    lines = []
    for m, table in enumerate(report.metrics):
        score = _score(measured.metrics[m], measured.stats[m][0], table.scores[0])
        signature = table.scores[0].signature
        is_json = layout.format == "json"
        lines.append(score.format(layout.width, layout.score_only, signature, is_json))
    return lines


def _score(metric: Metric, stats: Any, figure: MetricScore) -> Any:  # noqa: ANN401 (sacrebleu's)
    """Return sacrebleu's score object of the metric, with the interval."""
    from sacrebleu.metrics.base import Score

    make = getattr(metric, "score", None)
    score = make(stats) if make else Score(metric.name, figure.value)
    if figure.interval is not None:
        score._mean, score._ci = figure.interval.mean, figure.interval.half_width
    return score


def _table(report: ScoreReport, layout: Layout) -> dict[str, list[Any]]:
    names = list(report.systems)
    if report.baseline is not None:
        names[0] = "Baseline" if names[0] == "Baseline" else f"Baseline: {names[0]}"
    columns: dict[str, list[Any]] = {"System": names}
    for table in report.metrics:
        if report.baseline is None:
            columns[table.name] = [f"{score.value:.{layout.width}f}" for score in table.scores]
            continue
        from sacrebleu.significance import Result

        p_values = table.tests.p_values if table.tests else ()
        columns[table.name] = [
            Result(
                score.value,
                p_values[s][0] if s else None,
                score.interval.mean if score.interval else None,
                score.interval.half_width if score.interval else None,
            )
            for s, score in enumerate(table.scores)
        ]
    return columns


def sentence_lines(measured: Measured, layout: Layout) -> list[str]:
    """Return a line for each segment of the only system by the only metric."""
    metric, rows = measured.metrics[0], measured.stats[0][0]
    signature = metric.signature(short=layout.short)
    lines = []
    for i in range(len(rows)):
        value = float(metric.values(rows[i]))
        score = _score(metric, rows[i : i + 1], MetricScore(metric.name, value, signature))
        lines.append(score.format(layout.width, layout.score_only, signature))
    return lines
