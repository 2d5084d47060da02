"""What an executor is: it runs the same work over many tasks and gives the results in their order.

The work is made once in each worker and kept there, so that models and tables are loaded once.
Few tasks are under way at a time, so that memory does not grow with their number. Who computes a
task changes the time, never a byte.
"""

import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from aligner.errors import AlignerError

TRIES = 3
"""How many workers may end under a task before it is given up."""

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Failed(Generic[_Task]):
    """A task that came to nothing, and why; the others went on."""

    task: _Task
    reason: str


class Executor(Protocol):
    """Runs work over tasks; work, tasks and results are sent to other processes by pickle."""

    @property
    def workers(self) -> int:
        """How many tasks are computed at once on this machine at most."""

    def run(
        self,
        make: Callable[[], Callable[[_Task], _Result]],
        tasks: Iterable[_Task],
        *,
        threads: int = 1,
    ) -> Iterator[_Result | Failed[_Task]]:
        """Yield the result of each task in order, ``Failed`` for one that came to nothing.

        ``make`` is called once in every worker and gives the work; ``threads`` is how many cores
        the work keeps busy. An ``AlignerError`` of the work ends the run: it is about all tasks (no
        model, disk full). Any other exception fails its task alone, and so does a worker that ends
        under the same task ``TRIES`` times.
        """


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong in a worker; with ``error`` the whole run ends."""

    reason: str
    error: AlignerError | None = None


WORKER_ENDED = Trouble(f"its worker ended {TRIES} times under it: killed, or out of memory")


class Worker(Generic[_Task, _Result]):
    """The work inside a worker, made when the first task comes."""

    def __init__(self, make: Callable[[], Callable[[_Task], _Result]]) -> None:
        self._make = make
        self._work: Callable[[_Task], _Result] | None = None

    def attempt(self, task: _Task) -> _Result | Trouble:
        """Return the result, or what went wrong; only making the work may raise."""
        try:
            if self._work is None:
                self._work = self._make()
        except AlignerError as error:
            return Trouble(str(error), error)
        try:
            return self._work(task)
        except AlignerError as error:
            return Trouble(str(error), error)
        except Exception as error:  # noqa: BLE001 (a fault in one task must not cost the others)
            return Trouble(_described(error))


def settle(task: _Task, outcome: _Result | Trouble) -> _Result | Failed[_Task]:
    """Return the result or the failure of a task; raise what ends the run."""
    if not isinstance(outcome, Trouble):
        return outcome
    if outcome.error is not None:
        raise outcome.error
    return Failed(task, outcome.reason)


def _described(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(last.filename).name}:{last.lineno})"
