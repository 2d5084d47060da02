"""An evaluation or a comparison as blocks of a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from aligner.scoring.binomial import Share
from aligner.scoring.challenge import PhenomenonRow, by_phenomenon, challenge_json
from aligner.scoring.compare import ChallengeChange, Comparison, SegmentChange
from aligner.scoring.evaluation import Evaluation, ModelRun
from aligner.scoring.flags import FlagChange, flag_counts
from aligner.scoring.page import to_html
from aligner.scoring.phenomena import Accuracy
from aligner.scoring.report import KEPT, detectable_lines, system_table
from aligner.scoring.score import ScoreReport
from aligner.scoring.significance import ALPHA
from aligner.scoring.tables import Block, display_width

_WIDTH = 2
_MIB = 1 << 20


def evaluation_blocks(evaluation: Evaluation) -> list[Block]:
    """Return quality, findings, challenge, cost and signatures."""
    run = evaluation.run
    blocks = []
    if run.test_set and evaluation.report:
        licence = f", {run.test_set.licence}" if run.test_set.licence else ""
        title = f"Quality on {run.test_set.name}: {len(run.test_set.src)} segments{licence}"
        blocks.append(_quality(title, evaluation.report))
        blocks += _kept(evaluation.report)
        blocks.append(_findings(evaluation))
    if run.challenge:
        answers = [model.answers for model in run.models]
        rows = by_phenomenon(run.challenge.items, answers)
        blocks.append(_challenge(rows, [model.name for model in run.models]))
    names = [model.name for model in run.models]
    blocks.append(_cost(run.models, names))
    signatures = tuple(_signatures(run.models, names, evaluation.report))
    blocks.append(Block("Signatures", lines=signatures))
    return blocks


def comparison_blocks(comparison: Comparison, count: int) -> list[Block]:
    """Return scores, the ``count`` largest wins and losses, findings, challenge and cost."""
    blocks = []
    if comparison.report and comparison.pair.test_set:
        size = len(comparison.pair.test_set)
        blocks.append(_quality(f"Scores on {size} segments", comparison.report))
        blocks += _kept(comparison.report)
        better, worse, same = comparison.tally()
        second = comparison.pair.systems[1].name
        line = f"{second} is better in {better} segments, worse in {worse}, equal in {same}"
        blocks.append(Block("Segments by chrF++", lines=(line,)))
        blocks += _segments("Largest gains", comparison, comparison.wins(count))
        blocks += _segments("Largest losses", comparison, comparison.losses(count))
    if comparison.flags:
        blocks.append(_flag_changes(comparison))
    if comparison.challenge:
        blocks.append(_challenge_changes(comparison.challenge, comparison))
    # Not the names of the models: two runs of one model have the same.
    names = [system.name for system in comparison.pair.systems]
    models = comparison.pair.models or ()
    if models:
        blocks.append(_cost(models, names))
    signatures = tuple(_signatures(models, names, comparison.report))
    blocks.append(Block("Signatures", lines=signatures))
    return blocks


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """Return everything of a comparison but the texts."""
    pair = comparison.pair
    return {
        "systems": [system.name for system in pair.systems],
        "scores": asdict(comparison.report) if comparison.report else None,
        "tally": dict(zip(("better", "worse", "equal"), comparison.tally(), strict=True)),
        "segments": [
            {**asdict(one), "line": one.index + 1, "change": one.change}
            for one in comparison.segments
        ],
        "findings": [{**asdict(one), "p_value": one.p_value} for one in comparison.flags],
        "challenge": _challenge_json(comparison.challenge),
        "signatures": [model.signature for model in pair.models or ()],
    }


def _challenge_json(challenge: ChallengeChange | None) -> list[dict[str, Any]] | None:
    if challenge is None:
        return None
    rows = challenge_json(challenge.rows, ("first", "second"))
    return [{**row, "p_value": p} for row, p in zip(rows, challenge.p_values, strict=True)]


def _quality(title: str, report: ScoreReport) -> Block:
    header, rows = system_table(report, _WIDTH)
    lines = detectable_lines(report, _WIDTH)
    return Block(title, tuple(header), tuple(tuple(row) for row in rows), tuple(lines))


def _kept(report: ScoreReport) -> Iterator[Block]:
    """Yield what is kept of each phenomenon, a column a system."""
    tables = [table.kept for table in report.buckets if table.kept and table.kept.rows]
    for table in tables:
        header = ("phenomenon", "things", *report.systems)
        rows = tuple(
            (one.name, str(one.items), *map(_kept_cell, one.systems)) for one in table.rows
        )
        yield Block("Kept, by phenomenon, percent", header, rows, (KEPT,))


def _kept_cell(one: Accuracy) -> str:
    return f"{one.value:.1f} ({one.low:.1f}-{one.high:.1f}) {one.letters}"


def evaluation_page(evaluation: Evaluation) -> str | None:
    """Return the page of an evaluation, ``None`` without a test set."""
    if evaluation.report is None or evaluation.measured is None:
        return None
    blocks = _beside_scores(evaluation_blocks(evaluation))
    title = f"Evaluation on {evaluation.run.test_set.name}" if evaluation.run.test_set else ""
    return to_html(evaluation.report, evaluation.measured, title, blocks)


def comparison_page(comparison: Comparison) -> str | None:
    """Return the page of a comparison, ``None`` without a test set."""
    if comparison.report is None or comparison.measured is None:
        return None
    title = " and ".join(system.name for system in comparison.pair.systems)
    blocks = _beside_scores(comparison_blocks(comparison, 0))
    return to_html(comparison.report, comparison.measured, title, blocks)


def _beside_scores(blocks: Sequence[Block]) -> list[Block]:
    """Leave out what the page draws itself: scores first, then what is kept."""
    return [block for block in blocks[1:] if not block.title.startswith("Kept")]


def _findings(evaluation: Evaluation) -> Block:
    counts = [flag_counts(flags) for flags in evaluation.flags]
    total = [sum(map(bool, flags)) for flags in evaluation.flags]
    names = sorted({name for one in counts for name in one}, key=lambda n: -counts[0].get(n, 0))
    header = ("check", *(model.name for model in evaluation.run.models))
    rows = [("any", *map(str, total))]
    rows += [(name, *(str(one.get(name, 0)) for one in counts)) for name in names]
    return Block("Segments flagged by checks", header, tuple(rows))


def _challenge(rows: Sequence[PhenomenonRow], names: Sequence[str]) -> Block:
    header = ("phenomenon", "items", "chance", *names)
    table = tuple(
        (row.name, str(row.shares[0].total), f"{row.chance:.0%}", *map(_share, row.shares))
        for row in rows
    )
    lines = ("solved: the right translation is more probable a piece than every wrong one",)
    return Block("Challenge, accuracy with 95 % intervals", header, table, lines)


def _share(share: Share) -> str:
    low, high = share.interval
    return f"{share.value:.0%} ({low:.0%}-{high:.0%})"


def _challenge_changes(challenge: ChallengeChange, comparison: Comparison) -> Block:
    block = _challenge(challenge.rows, [system.name for system in comparison.pair.systems])
    rows = tuple(
        (*row, f"{p:.3f}{_star(p)}") for row, p in zip(block.rows, challenge.p_values, strict=True)
    )
    lines = (*block.lines, "p: exact sign test on the items that one solves and the other not")
    return Block(block.title, (*block.header, "p"), rows, lines)


def _cost(models: Sequence[ModelRun], names: Sequence[str]) -> Block:
    timing = ("sentences/s", "pieces/s", "clock s", "CPU s", "load s", "challenge s")
    header = ("model", *timing, "peak MiB", "size MiB")
    rows = []
    for model, name in zip(models, names, strict=True):
        cost = model.cost
        rows.append(
            (
                name,
                _rate(cost.sentences_per_second),
                _rate(cost.pieces_per_second),
                _rate(cost.translate_seconds if cost.sentences else 0.0),
                _rate(cost.cpu_seconds if cost.sentences else 0.0),
                f"{cost.load_seconds:.2f}",
                _rate(cost.score_seconds),
                f"{cost.peak_bytes / _MIB:.0f}",
                f"{cost.model_bytes / _MIB:.1f}",
            )
        )
    threads = list(dict.fromkeys(str(model.cost.threads) for model in models))
    line = (
        f"{' and '.join(threads)} thread(s); pieces are those written; "
        "clock and CPU of translating; load and peak of a fresh process"
    )
    return Block("Speed and size", header, tuple(rows), (line,))


def _rate(value: float) -> str:
    return f"{value:.1f}" if value else "-"


def _signatures(
    models: Sequence[ModelRun], names: Sequence[str], report: ScoreReport | None
) -> Iterator[str]:
    for model, name in zip(models, names[: len(models)], strict=True):
        yield f"{name}: {model.signature}"
    for table in report.metrics if report else ():
        yield f"{table.name}: {table.scores[0].signature}"


def _flag_changes(comparison: Comparison) -> Block:
    header = ("check", *(system.name for system in comparison.pair.systems), "gained", "lost", "p")
    rows = tuple(_flag_row(change) for change in comparison.flags)
    line = "p: exact sign test on segments gained against lost; not adjusted for their number"
    return Block("Segments flagged by checks", header, rows, (line,))


def _flag_row(change: FlagChange) -> tuple[str, ...]:
    numbers = (change.first, change.second, change.gained, change.lost)
    return (change.check, *map(str, numbers), f"{change.p_value:.3f}{_star(change.p_value)}")


def _star(p: float) -> str:
    return "*" if p < ALPHA else ""


def _segments(
    title: str, comparison: Comparison, segments: Sequence[SegmentChange]
) -> Iterator[Block]:
    """Yield a block a segment, the title before the first."""
    test_set, systems = comparison.pair.test_set, comparison.pair.systems
    if test_set is None:
        return
    width = max(map(display_width, ("reference", *(system.name for system in systems))))
    for one in segments:
        texts = [("source", test_set.src[one.index])] if test_set.src else []
        texts += [("reference", reference[one.index]) for reference in test_set.references]
        texts += [(system.name, system.hyps[one.index]) for system in systems]
        lines = [f"{name}{' ' * (width - display_width(name))}  {text}" for name, text in texts]
        changes = (("findings gained", one.gained), ("findings lost", one.lost))
        lines += [f"{what}: {', '.join(names)}" for what, names in changes if names]
        figures = f"chrF++ {one.first:.1f} to {one.second:.1f} ({one.change:+.1f})"
        yield Block(f"{title}: line {one.index + 1}, {figures}", lines=tuple(lines))
