"""Work that goes wrong in every way, for workers in other processes to import."""

import os
import signal
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aligner.errors import ModelError
from aligner.execution.executor import Executor


@dataclass(frozen=True)
class Squares:
    """Makes work that squares; notes in ``folder`` each process that makes it and each task."""

    folder: Path

    def __call__(self):
        (self.folder / f"made-{os.getpid()}-{time.monotonic_ns()}").touch()
        return self.square

    def square(self, number):
        time.sleep(0.01 if number % 2 else 0.03)
        (self.folder / f"task-{number}-{time.monotonic_ns()}").touch()
        if number == 13:
            raise ValueError("an unlucky number")
        if number == 99:
            raise ModelError("no model for 99")
        if number == 66:
            os.kill(os.getpid(), signal.SIGKILL)
        return number * number


@dataclass(frozen=True)
class KilledOnce:
    """Makes the work of ``make``, but the first process to begin its ``nth`` task is killed at it.

    SIGKILL comes ``after`` seconds into the task, wherever it is then.
    """

    make: Any
    mark: Path
    nth: int = 2
    after: float = 0.05

    def __call__(self):
        work, seen = self.make(), []

        def run(task):
            seen.append(task)
            if len(seen) == self.nth and _first(self.mark):
                threading.Timer(self.after, os.kill, (os.getpid(), signal.SIGKILL)).start()
                result = work(task)
                time.sleep(10)  # too fast for the timer: it still may not get away with it
                return result
            return work(task)

        return run


@dataclass(frozen=True)
class Killing:
    """An executor whose workers are killed once."""

    inner: Executor
    mark: Path
    nth: int = 2
    after: float = 0.05

    @property
    def workers(self):
        return self.inner.workers

    def run(self, make, tasks, *, threads=1):
        deadly = KilledOnce(make, self.mark, self.nth, self.after)
        return self.inner.run(deadly, tasks, threads=threads)


@dataclass(frozen=True)
class Stumbling:
    """An executor whose work fails at one task by a fault of its own."""

    inner: Executor
    at: int

    @property
    def workers(self):
        return self.inner.workers

    def run(self, make, tasks, *, threads=1):
        return self.inner.run(FaultAt(make, self.at), tasks, threads=threads)


@dataclass(frozen=True)
class FaultAt:
    """Makes the work of ``make``, with a fault at the task of that number."""

    make: Any
    at: int

    def __call__(self):
        work = self.make()

        def run(task):
            if task.number == self.at:
                raise ValueError("a fault")
            return work(task)

        return run


def _first(mark):
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
