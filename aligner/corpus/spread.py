"""Judge pairs in several processes or on a cluster: same verdicts, in the same order."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from aligner.bitext import SegmentPair
from aligner.corpus.clean import Verdict, batches, judge
from aligner.corpus.filters import Filter
from aligner.execution.executor import Executor, Failed

TASK = 1024
"""Pairs sent to a worker at once."""
FAILED = "failed"
"""The filter named for pairs whose worker ended, or that brought a filter down."""


@dataclass(frozen=True, slots=True)
class Judge:
    """The work of one worker; ``ask_all`` as in ``judge``."""

    filters: tuple[Filter, ...]
    ask_all: bool = False

    def __call__(self, pairs: list[SegmentPair]) -> list[Verdict]:
        """Return the verdict on each pair."""
        return list(judge(pairs, self.filters, ask_all=self.ask_all))


def judge_by(
    executor: Executor,
    make: Callable[[], Judge],
    pairs: Iterable[SegmentPair],
    failures: list[str],
) -> Iterator[Verdict]:
    """Yield the verdict on each pair, in order, as ``judge`` does with what ``make`` gives.

    ``make`` is called in every worker. Where a worker came to nothing, its pairs are rejected as
    ``FAILED`` and the reason is added to ``failures``; the others go on.
    """
    for found in executor.run(make, batches(pairs, TASK)):
        if isinstance(found, Failed):
            failures.append(found.reason)
            yield from (Verdict(pair, FAILED) for pair in found.task)
        else:
            yield from found
