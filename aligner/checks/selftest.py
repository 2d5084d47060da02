"""Every check measured: on evaluation data, or on the sample corpora where there is none."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.bitext import SegmentPair
from aligner.checks.finding import Check
from aligner.checks.measure import (
    Penalty,
    Rate,
    evaluation_sets,
    flag_pairs,
    flag_rates,
    judged_outputs,
    penalties,
    rates,
    read_pairs,
)
from aligner.errors import FormatError
from aligner.execution.executor import Executor
from aligner.formats.streams import read_lines
from aligner.progress import Progress

_JOINER = " ‖ "


@dataclass(frozen=True, slots=True)
class Measured:
    """A check on evaluation data: flags on references, on outputs of systems, and penalties."""

    check: str
    references: Rate
    systems: Rate
    penalty: Penalty | None


@dataclass(frozen=True, slots=True)
class Sampled:
    """A check on the sample corpora: alarms on right translations, findings on wrong ones."""

    check: str
    gold: Rate
    right: Rate
    wrong: Rate


@dataclass(frozen=True, slots=True)
class Detected:
    """How many wrong translations of a phenomenon any of the checks finds."""

    phenomenon: str
    right: Rate
    wrong: Rate


def measure(
    data: Path,
    checks: Sequence[Check],
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> tuple[Measured, ...]:
    """Measure the checks on all test sets of a folder. Raises ``InputError`` if it has none."""
    sets = evaluation_sets(data)
    references = [pair for s in sets for pair in read_pairs(s / "src.zh", s / "ref.en")]
    peers = [
        pair
        for s in sets
        for output in sorted((s / "systems").glob("ff_*.en"))
        for pair in read_pairs(s / "src.zh", output)
    ]
    judged = [output for s in sets for output in judged_outputs(s, s.name)]
    pairs = [*references, *peers, *(output.pair for output in judged)]
    flags = flag_pairs(pairs, checks, executor, progress)
    first, last = len(references), len(references) + len(peers)
    gaps = penalties(judged, flags[last:]) or (None,) * len(checks)
    columns = zip(
        checks, rates(flags[:first], checks), rates(flags[first:last], checks), gaps, strict=True
    )
    return tuple(
        Measured(check.name, on_ref, on_sys, gap) for check, on_ref, on_sys, gap in columns
    )


@dataclass(frozen=True, slots=True)
class Item:
    """A challenge item: one right translation and wrong ones."""

    phenomenon: str
    src: str
    good: str
    bad: tuple[str, ...]


def read_challenge(path: Path) -> Iterator[Item]:
    """Yield the items of a challenge file. Raises ``FormatError`` for a line that is none."""
    for number, line in read_lines(path):
        try:
            record = json.loads(line)
            yield Item(record["phenomenon"], record["src"], record["good"], tuple(record["bad"]))
        except (ValueError, KeyError, TypeError) as error:
            raise FormatError(f"{path}:{number}: not a challenge item: {error}") from error


def read_gold(folder: Path) -> Iterator[SegmentPair]:
    """Yield the beads of the sample articles that have both sides."""
    for path in sorted(folder.glob("*.tsv")):
        for _, line in read_lines(path):
            zh, _, en = line.partition("\t")
            if zh and en:
                yield SegmentPair(zh.replace(_JOINER, ""), en.replace(_JOINER, " "))


def sample(corpora: Path, checks: Sequence[Check]) -> tuple[Sampled, ...]:
    """Measure the checks on the articles and the challenge set that come with the project."""
    items = list(read_challenge(corpora / "challenge" / "zh-en.jsonl"))
    gold = flag_rates(read_gold(corpora / "news" / "gold"), checks)
    right = flag_rates((SegmentPair(i.src, i.good) for i in items), checks)
    wrong = flag_rates((SegmentPair(i.src, bad) for i in items for bad in i.bad), checks)
    columns = zip(checks, gold, right, wrong, strict=True)
    return tuple(Sampled(check.name, *rates) for check, *rates in columns)


def detect(corpora: Path, checks: Sequence[Check]) -> tuple[Detected, ...]:
    """Return for each phenomenon of the challenge set what any of the checks finds."""
    right: dict[str, list[bool]] = defaultdict(list)
    wrong: dict[str, list[bool]] = defaultdict(list)
    for item in read_challenge(corpora / "challenge" / "zh-en.jsonl"):
        right[item.phenomenon].append(_flags(item.src, item.good, checks))
        wrong[item.phenomenon] += [_flags(item.src, bad, checks) for bad in item.bad]
    return tuple(
        Detected(name, Rate(sum(right[name]), len(right[name])), Rate(sum(rows), len(rows)))
        for name, rows in wrong.items()
    )


def _flags(src: str, tgt: str, checks: Sequence[Check]) -> bool:
    pair = SegmentPair(src, tgt)
    return any(check(pair) for check in checks)
