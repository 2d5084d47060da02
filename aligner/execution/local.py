"""This machine: one process, or a pool of them that outlives the death of its members."""

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, Generic, TypeVar

from aligner.execution.children import started, starting
from aligner.execution.executor import TRIES, WORKER_ENDED, Failed, Trouble, Worker, settle

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")
_Make = Callable[[], Callable[[_Task], _Result]]


@dataclass(frozen=True, slots=True)
class Local:
    """One process, this one, or a pool of ``jobs``."""

    jobs: int = 1

    @property
    def workers(self) -> int:
        """How many tasks are computed at once."""
        return max(1, self.jobs)

    def run(
        self, make: _Make[_Task, _Result], tasks: Iterable[_Task], *, threads: int = 1
    ) -> Iterator[_Result | Failed[_Task]]:
        """Yield the result of each task in order."""
        del threads  # the work's own affair where nothing schedules cores
        if self.workers == 1:
            worker = Worker(make)
            yield from (settle(task, worker.attempt(task)) for task in tasks)
        else:
            yield from _Pool(self.workers, make).run(tasks)


class _Pool(Generic[_Task, _Result]):
    """A process pool with at most twice as many tasks under way as processes."""

    def __init__(self, size: int, make: _Make[_Task, _Result]) -> None:
        self._size = size
        self._make = make
        self._pool = self._start()
        self._waiting: deque[tuple[_Task, Future[_Result | Trouble]]] = deque()

    def run(self, tasks: Iterable[_Task]) -> Iterator[_Result | Failed[_Task]]:
        """Yield the result of each task in order."""
        try:
            for task in tasks:
                self._waiting.append((task, self._submit(task)))
                if len(self._waiting) > 2 * self._size:
                    yield self._next()
            while self._waiting:
                yield self._next()
        except BaseException:
            self._give_up()
            raise
        finally:
            self._pool.shutdown(cancel_futures=True)

    def _give_up(self) -> None:
        """End the processes at work: nobody wants what they compute, and it may take minutes."""
        for process in dict(getattr(self._pool, "_processes", None) or {}).values():
            process.terminate()

    def _next(self) -> _Result | Failed[_Task]:
        task, future = self._waiting.popleft()
        try:
            outcome = future.result()
        except BrokenProcessPool:
            outcome = self._recover(task)
        return settle(task, outcome)

    def _recover(self, task: _Task) -> _Result | Trouble:
        """Compute ``task`` after a worker died, then start what else was lost with the pool.

        It is unknown who of those under way was to blame, so ``task`` is alone in the new pool.
        """
        self._pool.shutdown()
        self._pool = self._start()
        outcome = self._alone(task)
        for at, (other, future) in enumerate(self._waiting):
            if future.exception() is not None:
                self._waiting[at] = (other, self._submit(other))
        return outcome

    def _alone(self, task: _Task) -> _Result | Trouble:
        for _ in range(TRIES):
            try:
                return self._submit(task).result()
            except BrokenProcessPool:
                self._pool.shutdown()
                self._pool = self._start()
        return WORKER_ENDED

    def _submit(self, task: _Task) -> "Future[_Result | Trouble]":
        try:
            with starting():  # the first task starts the processes
                return self._pool.submit(_attempt, task)
        except BrokenProcessPool as error:
            lost: Future[_Result | Trouble] = Future()
            lost.set_exception(error)
            return lost

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._size, get_context("spawn"), initializer=_begin, initargs=(self._make,)
        )


_workers: list[Worker[Any, Any]] = []
"""The work of this process, if it is a member of a pool."""


def _begin(make: _Make[Any, Any]) -> None:
    started(signal.SIG_DFL)
    _workers.append(Worker(make))


def _attempt(task: _Task) -> Any:  # noqa: ANN401 (the types are those of the pool's work)
    return _workers[0].attempt(task)
