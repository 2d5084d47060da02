"""A report as one HTML page that needs nothing else: no network, no other file.

The tables and the plots of groups are drawn here; ``page.html`` holds the style and the script,
which draws the scatter of two chosen systems and the list of segments from data inside the page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files

from aligner import __version__
from aligner.scoring.phenomena import PhenomenaTable
from aligner.scoring.report import KEPT, detectable_lines, phenomena_table
from aligner.scoring.score import BucketScore, BucketTable, Measured, MetricTable, ScoreReport
from aligner.scoring.significance import ALPHA
from aligner.scoring.tables import Block, display_width

COLORS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b58900", "#56b4e9", "#8d66a9", "#888888")
"""One a system, then from the start again as rings; the colour-blind can tell them apart."""

_LABEL = 190
_LABEL_COLUMNS = 20
_PLOT = 430
_MOST_TICKS = 8
_TALL = 560
"""Higher plots than this, in pixels, scroll, and have their scale above them as well."""

_Row = tuple[str, int, list[tuple[float, float, float]]]
"""A line of a plot: its name, its size, and a value with its interval for each system."""


def to_html(
    report: ScoreReport, measured: Measured, title: str = "Scores", blocks: Sequence[Block] = ()
) -> str:
    """Return the page; ``blocks`` stand between the plots and the segments."""
    page = files("aligner.scoring").joinpath("page.html").read_text(encoding="utf-8")
    parts = {
        "TITLE": escape(title),
        "SUMMARY": _summary(report),
        "SYSTEMS": _systems(report),
        "GROUPS": "".join(_groups(table, report) for table in report.buckets),
        "BLOCKS": "".join(map(_block, blocks)),
        "SIGNATURES": "".join(
            f"<li><code>{escape(t.name)}|{escape(t.scores[0].signature)}</code></li>"
            for t in report.metrics
        ),
        "VERSION": escape(__version__),
        "DATA": _data(measured),
    }
    # One pass over the template: what a name says is never taken for a place to fill.
    pieces = page.split("@@")
    return "".join(parts[piece] if at % 2 else piece for at, piece in enumerate(pieces))


def _summary(report: ScoreReport) -> str:
    count = len(report.systems)
    first = f"{count} system{'s' if count > 1 else ''}, {report.segments} segments."
    rest = " ".join(detectable_lines(report, 1))
    return f"<p>{first} {escape(rest)}</p>"


def _systems(report: ScoreReport) -> str:
    """The table of systems; best figures are bold, letters beside them."""
    names = (f"{t.name} {'↑' if t.higher_is_better else '↓'}" for t in report.metrics)
    head = _head(["System", *names])
    rows = []
    for s, name in enumerate(report.systems):
        cells = "".join(_system_cell(table, s) for table in report.metrics)
        badge = ' <small class="badge">baseline</small>' if name == report.baseline else ""
        rows.append(f"<tr><th scope=row>{_dot(s)}{escape(name)}{badge}</th>{cells}</tr>")
    return f"<table class=systems><tr>{head}</tr>{''.join(rows)}</table>"


def _head(names: Sequence[str]) -> str:
    return "".join(f"<th scope=col>{escape(name)}</th>" for name in names)


def _is_ring(s: int) -> bool:
    return s // len(COLORS) % 2 == 1


def _dot(s: int) -> str:
    """Return the sign of a system, as in the plots."""
    ring = " ring" if _is_ring(s) else ""
    return f'<i class="dot{ring}" style="color:{COLORS[s % len(COLORS)]}"></i>'


def _legend(systems: Sequence[str]) -> str:
    """Say which sign is which system; the table that does may be screens away."""
    if len(systems) < 2:
        return ""
    signs = "".join(f"<span>{_dot(s)}{escape(name)}</span>" for s, name in enumerate(systems))
    return f"<p class=legend>{signs}</p>"


def _system_cell(table: MetricTable, s: int) -> str:
    values = [score.value for score in table.scores]
    best = max(values) if table.higher_is_better else min(values)
    score = table.scores[s]
    text = f"{score.value:.1f}"
    if score.value == best and len(values) > 1:
        text = f"<b>{text}</b>"
    if score.interval is not None:
        text += f" <small>± {score.interval.half_width:.1f}</small>"
    title = ""
    if table.tests is not None:
        text += f" <sup>{table.tests.letters[s]}</sup>"
        if s:
            p, adjusted = table.tests.p_values[s][0], table.tests.adjusted[s][0]
            title = (
                f' title="against the baseline: p = {p:.4f} as in sacrebleu, Holm {adjusted:.4f}"'
            )
    return f"<td{title}>{text}</td>"


def _groups(table: BucketTable, report: ScoreReport) -> str:
    """A plot and a table for each way of grouping."""
    if not table.buckets:
        return ""
    metric = _main_metric([t.name for t in report.metrics])
    title = f"{report.metrics[metric].name} by {table.kind}"
    rows = [
        (bucket.name, bucket.size, [_range(of_system[metric]) for of_system in bucket.scores])
        for bucket in table.buckets
    ]
    section = _plotted(title, rows, report.systems, _group_table(table, report))
    return section + (_kept(table.kept, report.systems) if table.kept and table.kept.rows else "")


def _kept(table: PhenomenaTable, systems: Sequence[str]) -> str:
    """What the systems keep of each phenomenon; the plot begins where the worst one is."""
    rows = [
        (one.name, one.items, [(a.value, a.low, a.high) for a in one.systems]) for one in table.rows
    ]
    header, body = phenomena_table(table, systems, 1)
    drawn = f"{_plain_table(header, body)}<p class=dim>{escape(KEPT)}</p>"
    return _plotted("Kept, by phenomenon, percent", rows, systems, drawn)


def _plotted(title: str, rows: Sequence[_Row], systems: Sequence[str], table: str) -> str:
    return (
        f"<section><h2>{escape(title)}</h2>{_legend(systems)}"
        f'<div class="scroll tall" tabindex=0>{_dot_plot(rows, systems, title)}</div>'
        f'<details><summary>As a table</summary><div class="scroll tall">{table}</div>'
        "</details></section>"
    )


def _block(block: Block) -> str:
    table = _plain_table(block.header, block.rows) if block.header else ""
    lines = "".join(f"<p class=dim>{escape(line)}</p>" for line in block.lines)
    title = f"<h2>{escape(block.title)}</h2>"
    return f'<section>{title}<div class="scroll">{table}</div>{lines}</section>'


def _plain_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = _head(header)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows
    )
    return f"<table><tr>{head}</tr>{body}</table>"


def _range(score: BucketScore) -> tuple[float, float, float]:
    half = score.interval.half_width if score.interval else 0.0
    low, high = score.value - half, score.value + half
    return score.value, low if score.value < 0 else max(0.0, low), high


def _main_metric(names: Sequence[str]) -> int:
    """chrF, if there: it is meaningful for single segments and small groups."""
    return next((k for k, name in enumerate(names) if name.startswith("chrF")), 0)


def _dot_plot(rows: Sequence[_Row], names: Sequence[str], title: str) -> str:
    """A dot with its interval for each row and system, rows from top to bottom."""
    systems = len(names)
    low = min(below for _, _, scores in rows for _, below, _ in scores)
    high = max(above for _, _, scores in rows for _, _, above in scores)
    low, high = 10 * (low // 10), 10 * -(-high // 10)
    scale = _PLOT / max(1e-9, high - low)
    block = max(22, systems * 9 + 10)
    above = 18 if len(rows) * block + 30 > _TALL else 0
    height = above + len(rows) * block + 30
    marks = [_axis((low, high), scale, above, height)]
    for g, (name, size, scores) in enumerate(rows):
        top = above + g * block + 8
        label = _label(name)
        whole = f"<title>{escape(name)}</title>" if label != name else ""
        marks.append(
            f'<text x="{_LABEL - 8}" y="{top + block / 2 - 2:.0f}" text-anchor="end">{whole}'
            f"{escape(label)} <tspan class=dim>{size}</tspan></text>"
        )
        for s, (value, least, most) in enumerate(scores):
            x, left = (_LABEL + (number - low) * scale for number in (value, least))
            y = top + (s + 0.5) * (block - 10) / systems
            color = COLORS[s % len(COLORS)]
            ring = " class=ring" if _is_ring(s) else ""
            tip = f"{names[s]}, {name}: {value:.1f} ({least:.1f} to {most:.1f})"
            marks.append(
                f'<g stroke="{color}" fill="{color}"{ring}><title>{escape(tip)}</title>'
                f'<path d="M{left:.1f} {y:.1f}h{(most - least) * scale:.1f}"/>'
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.4"/></g>'
            )
    width = _LABEL + _PLOT + 20
    return (
        f'<svg class=dots viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role=img aria-label="{escape(title)}">{"".join(marks)}</svg>'
    )


def _label(name: str) -> str:
    """Return as much of the name as there is room for beside the plot, its beginning and its end.

    Names of documents often differ in their last figures alone.
    """
    if display_width(name) < _LABEL_COLUMNS:
        return name
    room = _LABEL_COLUMNS - 2
    head = _within(name, room // 2)
    tail = _within(name[::-1], room - display_width(head))[::-1]
    return f"{head}…{tail}"


def _within(name: str, columns: int) -> str:
    """Return the longest beginning of a name that is no wider than ``columns``."""
    kept = next(n for n in range(len(name)) if display_width(name[: n + 1]) > columns)
    return name[:kept]


def _axis(span: tuple[float, float], scale: float, above: int, height: int) -> str:
    """Draw the scale below the plot, and above it where there is room for that."""
    low, high = span
    lines = []
    # The TER of a group with a loop in it can be thousands.
    step = next(step for step in _steps() if (high - low) / step <= _MOST_TICKS)
    for tick in range(-(-int(low) // step) * step, int(high) + 1, step):
        x = _LABEL + (tick - low) * scale
        lines.append(f'<path class=grid d="M{x:.1f} {above + 4}V{height - 20}"/>')
        lines += [
            f'<text class=dim x="{x:.1f}" y="{y}" text-anchor="middle">{tick}</text>'
            for y in ([12] if above else []) + [height - 5]
        ]
    return "".join(lines)


def _steps() -> Iterator[int]:
    """Yield 10, 20, 50, 100, 200..."""
    size = 10
    while True:
        yield from (size, 2 * size, 5 * size)
        size *= 10


def _group_table(table: BucketTable, report: ScoreReport) -> str:
    head = _head([table.kind, "segments", "system", *(m.name for m in report.metrics)])
    rows = []
    for bucket in table.buckets:
        for s, scores in enumerate(bucket.scores):
            cells = []
            for score in scores:
                star = "*" if score.p_value is not None and score.p_value < ALPHA else ""
                half = f"± {score.interval.half_width:.1f}" if score.interval else ""
                cells.append(f"<td>{score.value:.1f}{star} <small>{half}</small></td>")
            first = (
                f"<th scope=rowgroup rowspan={len(bucket.scores)}>{escape(bucket.name)}</th>"
                f"<td rowspan={len(bucket.scores)}>{bucket.size}</td>"
                if s == 0
                else ""
            )
            rows.append(f"<tr>{first}<td>{escape(report.systems[s])}</td>{''.join(cells)}</tr>")
    return (
        f"<table><tr>{head}</tr>"
        f"{''.join(rows)}</table>"
        "<p class=dim>* differs from the first system (paired bootstrap in the group, p &lt; 0.05, "
        "not adjusted for the number of groups)</p>"
    )


def _data(measured: Measured) -> str:
    """Return the segments as JSON that cannot end the script element it stands in."""
    scores = [
        [[round(float(x), 1) for x in metric.segment_values(rows)] for rows in of_metric]
        for metric, of_metric in zip(measured.metrics, measured.stats, strict=True)
    ]
    test_set = measured.test_set
    content = {
        "systems": [system.name for system in measured.systems],
        "colors": [COLORS[s % len(COLORS)] for s in range(len(measured.systems))],
        "rings": [_is_ring(s) for s in range(len(measured.systems))],
        "metrics": [metric.name for metric in measured.metrics],
        "higher": [metric.higher_is_better for metric in measured.metrics],
        "main": _main_metric([metric.name for metric in measured.metrics]),
        "scores": scores,
        "src": test_set.src,
        "refs": test_set.references,
        "docids": test_set.docids,
        "hyps": [system.hyps for system in measured.systems],
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
