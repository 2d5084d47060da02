"""Judging by an executor: the verdicts of one process, and what becomes of a batch that fails."""

from dataclasses import dataclass

from aligner.bitext import SegmentPair
from aligner.corpus.clean import judge
from aligner.corpus.filters import FilterSet, choose
from aligner.corpus.spread import FAILED, TASK, Judge, judge_by
from aligner.execution.local import Local

PAIRS = [
    SegmentPair(f"他在北京工作了{n}年。", f"He worked there for {n % 9} years.") for n in range(50)
]
PAIRS += [SegmentPair("他走了。", "他走了。")]


@dataclass(frozen=True)
class Fragile:
    """Accepts all pairs, but breaks at one."""

    name: str = "fragile"

    def score(self, pair):
        if pair.src == "坏":
            raise ValueError("broken")
        return 1.0

    def accept(self, score):
        return score > 0


def test_the_verdicts_are_those_of_judge():
    filters = choose(FilterSet())
    failures: list[str] = []
    found = list(judge_by(Local(1), lambda: Judge(filters), PAIRS, failures))
    assert found == list(judge(PAIRS, filters))
    every = list(judge_by(Local(1), lambda: Judge(filters, ask_all=True), PAIRS, failures))
    assert every == list(judge(PAIRS, filters, ask_all=True)) != found
    assert not failures
    assert {verdict.kept for verdict in found} == {True, False}


def test_a_batch_that_fails_is_rejected_and_the_others_are_judged():
    pairs = [SegmentPair("好", "good")] * TASK + [SegmentPair("坏", "bad")] + PAIRS[:2]
    failures: list[str] = []
    found = list(judge_by(Local(1), lambda: Judge((Fragile(),)), pairs, failures))
    assert [verdict.pair for verdict in found] == pairs
    assert all(verdict.kept for verdict in found[:TASK])
    assert [verdict.filter for verdict in found[TASK:]] == [FAILED] * 3
    assert len(failures) == 1
    assert "broken" in failures[0]
