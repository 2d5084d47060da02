"""What a check is worth: false alarms on human translations, and the MQM penalty of what it flags.

The penalty of flagged segments is compared in two ways: with all unflagged segments, and with what
other systems made of the same segments, which takes out that hard segments are flagged more often.
Data: ``eval/<set>/src.zh``, ``ref.en``, ``systems/*.en`` and ``human/<set>/mqm_seg.tsv`` (system,
line, MQM score: 0 or negative, higher is better; ``wmt_<system>.en`` is the output).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import sqrt
from pathlib import Path

from aligner.bitext import SegmentPair
from aligner.checks.finding import Check
from aligner.errors import InputError
from aligner.execution.executor import Executor, Failed
from aligner.execution.local import Local
from aligner.formats.streams import read_lines
from aligner.progress import Progress, Silent


@dataclass(frozen=True, slots=True)
class Rate:
    """How many pairs a check flags."""

    flagged: int
    total: int

    @property
    def percent(self) -> float:
        """The share in percent."""
        return 100 * self.flagged / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Penalty:
    """Mean MQM penalties (positive, worse is higher) of segments a check flags and does not.

    ``within`` is the mean difference between a flagged output and the unflagged outputs of the same
    segment, over ``within_cells`` flagged outputs; ``half_width`` its 95 % interval.
    """

    cells: int
    flagged: float
    unflagged: float
    within_cells: int
    within: float
    half_width: float


@dataclass(frozen=True, slots=True)
class Judged:
    """One system's output of one segment with its penalty."""

    segment: tuple[str, int]
    system: str
    pair: SegmentPair
    penalty: float


def evaluation_sets(data: Path) -> tuple[Path, ...]:
    """Return the test sets below ``data`` or ``data/eval``: folders with a source and a reference.

    Raises ``InputError`` if there is none.
    """
    root = data / "eval" if (data / "eval").is_dir() else data
    found = tuple(
        sorted(p.parent for p in root.glob("*/src.zh") if (p.parent / "ref.en").is_file())
    )
    if not found:
        raise InputError(f"{data}: no test set here; expected eval/NAME/src.zh and ref.en")
    return found


def read_pairs(src: Path, tgt: Path) -> list[SegmentPair]:
    """Read two files line by line. Raises ``InputError`` if one has more lines."""
    ours = [line for _, line in read_lines(src)]
    theirs = [line for _, line in read_lines(tgt)]
    if len(ours) != len(theirs):
        raise InputError(
            f"{src} has {len(ours)} lines, {tgt} has {len(theirs)}; they must go line by line"
        )
    return [SegmentPair(zh, en) for zh, en in zip(ours, theirs, strict=True)]


_BATCH = 500

Flags = tuple[bool, ...]
"""Whether each of some checks finds anything in a pair."""


@dataclass(frozen=True, slots=True)
class _Flagger:
    """The work of one batch of pairs."""

    checks: tuple[Check, ...]

    def __call__(self, pairs: Sequence[SegmentPair]) -> list[Flags]:
        return [tuple(bool(check(pair)) for check in self.checks) for pair in pairs]


def flag_pairs(
    pairs: Sequence[SegmentPair],
    checks: Sequence[Check],
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> list[Flags]:
    """Return the flags of each pair, computed in this process or by the executor's."""
    progress = progress or Silent()
    batches = (tuple(pairs[begin : begin + _BATCH]) for begin in range(0, len(pairs), _BATCH))
    flags: list[Flags] = []
    for result in (executor or Local()).run(partial(_Flagger, tuple(checks)), batches):
        if isinstance(result, Failed):
            message = f"a check failed after pair {len(flags)}: {result.reason}"
            raise RuntimeError(message)  # noqa: TRY004 (no argument has a wrong type)
        flags += result
        progress.advance(len(flags), len(pairs))
    return flags


def rates(flags: Sequence[Flags], checks: Sequence[Check]) -> tuple[Rate, ...]:
    """Return for each check how many pairs it flags."""
    return tuple(Rate(sum(row[k] for row in flags), len(flags)) for k in range(len(checks)))


def flag_rates(pairs: Iterable[SegmentPair], checks: Sequence[Check]) -> tuple[Rate, ...]:
    """Return for each check how many pairs it flags."""
    return rates(flag_pairs(tuple(pairs), checks), checks)


def judged_outputs(folder: Path, name: str) -> Iterator[Judged]:
    """Yield the outputs of a set that have an MQM score and are on disk; human ones are not.

    Raises ``InputError`` for a malformed table.
    """
    table = folder.parent / "human" / name / "mqm_seg.tsv"
    if not table.is_file():
        return
    outputs: dict[str, list[SegmentPair]] = {}
    for number, line in read_lines(table):
        if number == 1:
            continue
        fields = line.split("\t")
        try:
            system, row, score = fields[0], int(fields[1]) - 1, float(fields[2])
        except (IndexError, ValueError) as error:
            raise InputError(f"{table}:{number}: expected system, line and MQM score") from error
        output = folder / "systems" / f"wmt_{system}.en"
        if system not in outputs:
            exists = output.is_file()
            outputs[system] = read_pairs(folder / "src.zh", output) if exists else []
        if row < len(outputs[system]):
            yield Judged((name, row), system, outputs[system][row], -score)


def penalties(outputs: Sequence[Judged], flags: Sequence[Flags]) -> tuple[Penalty | None, ...]:
    """Return for each check the penalty of what it flags, ``None`` where it flags nothing."""
    by_segment: dict[tuple[str, int], list[int]] = defaultdict(list)
    for index, output in enumerate(outputs):
        by_segment[output.segment].append(index)
    groups = list(by_segment.values())
    scores = [output.penalty for output in outputs]
    columns = range(len(flags[0]) if flags else 0)
    return tuple(_penalty(scores, [row[column] for row in flags], groups) for column in columns)


def _penalty(scores: list[float], flagged: list[bool], groups: list[list[int]]) -> Penalty | None:
    bad = [score for score, flag in zip(scores, flagged, strict=True) if flag]
    good = [score for score, flag in zip(scores, flagged, strict=True) if not flag]
    if not bad or not good:
        return None
    differences = [d for group in groups for d in _differences(group, scores, flagged)]
    within = _mean(differences) if differences else 0.0
    return Penalty(
        len(bad), _mean(bad), _mean(good), len(differences), within, _half_width(differences)
    )


def _differences(group: list[int], scores: list[float], flagged: list[bool]) -> list[float]:
    others = [scores[index] for index in group if not flagged[index]]
    if not others:
        return []
    return [scores[index] - _mean(others) for index in group if flagged[index]]


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)


def _half_width(numbers: Sequence[float]) -> float:
    """Return half of the normal 95 % interval of the mean; 0 for fewer than two numbers."""
    if len(numbers) < 2:
        return 0.0
    mean = _mean(numbers)
    variance = sum((x - mean) ** 2 for x in numbers) / (len(numbers) - 1)
    return 1.96 * sqrt(variance / len(numbers))
