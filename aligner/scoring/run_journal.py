"""What an evaluation has done so far, beside its run folder, so that a killed one goes on.

The journal of ``aligner.translation``: the answers of the engine batch by batch, and besides, of
each model, the signature it works under, the time it took so far and, at its end, its result. A
run goes on only with the same models, test set and challenge, and a model only under the same
signature: nothing of other settings gets into a run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from aligner.errors import RefusedError
from aligner.scoring.model_job import Before, Cost, JobResult, Spent
from aligner.translation.journal import SUFFIX, Answer, Journal

_TASK = "task"


class RunJournal:
    """The journal of a run; each model has its ``Part``."""

    def __init__(self, output: Path, task: str, *, resume: bool) -> None:
        """Open the journal of the run folder ``output``.

        ``task`` names all that the models do. Raises ``RefusedError`` if an interrupted run did
        something else, or if another one is at work there.
        """
        whole = Path(os.path.abspath(output))  # noqa: PTH100 (a link keeps its name)
        path = whole.with_name(f".{whole.name}{SUFFIX}")
        self._journal = Journal(path, "", resume=resume)
        before = self._journal.noted(_TASK)
        if before not in {None, task}:
            self._journal.close(finished=False)
            raise RefusedError(
                f"{output}: the interrupted run was of {before}, this one is of {task}; give the "
                "same, or leave out --resume to begin anew"
            )
        self._holds = not self._journal.empty or self._journal.noted(_result(0)) is not None
        if before is None:
            self._journal.note(_TASK, task)

    def part(self, number: int) -> Part:
        """Return what is there, and is to be kept, of the model with this number."""
        return Part(self, self._journal, number)

    def kept(self) -> None:
        """Remember that there is something to go on with."""
        self._holds = True

    def close(self, *, finished: bool) -> None:
        """Close it; it stays if the run did not come to its end and there is something in it."""
        self._journal.close(finished=finished or not self._holds)


class Part:
    """What the journal has of one model."""

    def __init__(self, whole: RunJournal, journal: Journal, number: int) -> None:
        self._whole, self._journal, self._number = whole, journal, number

    def before(self) -> Before:
        """Return what an interrupted run left of this model."""
        result = self._journal.noted(_result(self._number))
        return Before(
            self._journal.path,
            str(self._number),
            self._journal.noted(f"signature {self._number}") or "",
            Spent(*(self._journal.noted(f"spent {self._number}") or ())),
            None if result is None else _unpacked(result),
        )

    def begun(self, signature: str) -> None:
        """Note what the model works under."""
        self._journal.note(f"signature {self._number}", signature)

    def answered(self, key: str, answer: Answer, spent: Spent) -> None:
        """Keep the answer of a batch, and what the model took until then."""
        self._whole.kept()
        self._journal.add(key, answer)
        self._journal.note(f"spent {self._number}", [spent.seconds, spent.cpu, spent.peak])

    def finished(self, result: JobResult) -> None:
        """Keep all that the model did."""
        self._whole.kept()
        self._journal.note(_result(self._number), asdict(result))


@contextmanager
def journal_of(output: Path | None, task: str, *, resume: bool) -> Iterator[RunJournal | None]:
    """Open the journal of a run that is kept; a run that is not has none."""
    if output is None:
        yield None
        return
    journal = RunJournal(output, task, resume=resume)
    try:
        yield journal
    except BaseException:
        journal.close(finished=False)
        raise
    journal.close(finished=True)


def _result(number: int) -> str:
    return f"result {number}"


def _unpacked(record: dict[str, object]) -> JobResult:
    hyps, scores, signature, cost = (record[key] for key in ("hyps", "scores", "signature", "cost"))
    return JobResult(tuple(hyps), tuple(scores), str(signature), Cost(**cost))  # type: ignore[arg-type] # as it was packed
