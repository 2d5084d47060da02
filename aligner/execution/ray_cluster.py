"""A Ray cluster: actors hold the work, tasks go to whichever actor is free.

Without an address a cluster is started for the run on this machine: it listens on 127.0.0.1 alone,
has no dashboard, sends no usage statistics, and leaves nothing behind. Written after the
documentation of Ray 2.60.
"""

import os
import secrets
import shutil
import tempfile
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, Generic, TypeVar

from aligner.errors import PartialError, UsageError
from aligner.execution.executor import TRIES, WORKER_ENDED, Failed, Trouble, Worker, settle

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")
_Make = Callable[[], Callable[[_Task], _Result]]

_OFFLINE = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0",  # else `uv run` makes Ray upload the working folder
}
_LOOPBACK = "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"
"""Its name notwithstanding, 0 is what keeps Ray to 127.0.0.1 on every system."""

_MISSING = "--executor ray needs Ray: pip install 'aligner[ray]'"
_STORE_BYTES = 200 * 2**20


@dataclass(frozen=True, slots=True)
class Ray:
    """Workers on a Ray cluster: ``address`` names one that runs, ``None`` starts one here.

    ``jobs`` is the number of workers, 0 for as many as the cluster has cores for.
    """

    jobs: int = 0
    address: str | None = None

    @property
    def workers(self) -> int:
        """How many tasks are computed at once on this machine at most."""
        return self.jobs or os.cpu_count() or 1

    def run(
        self, make: _Make[_Task, _Result], tasks: Iterable[_Task], *, threads: int = 1
    ) -> Iterator[_Result | Failed[_Task]]:
        """Yield the result of each task in order."""
        with self.connected(threads) as ray:
            crew: _Crew[_Task, _Result] = _Crew(ray, make, threads)
            try:
                yield from crew.run(tasks, self._size(ray, threads))
            except ray.exceptions.RaySystemError as error:
                raise PartialError(
                    f"the Ray cluster was lost: {error}; --resume goes on with what is finished"
                ) from error

    @contextmanager
    def connected(self, threads: int = 1) -> Iterator[Any]:
        """Give the module ``ray``, connected; a connection that is there already stays."""
        ray = _import_ray(loopback=self.address is None)
        if ray.is_initialized():
            yield ray
            return
        folder = tempfile.mkdtemp(prefix="aligner-ray-") if self.address is None else ""
        try:
            self._connect(ray, folder, threads)
            yield ray
        finally:
            ray.shutdown()
            if folder:
                shutil.rmtree(folder, ignore_errors=True)

    def _connect(self, ray: Any, folder: str, threads: int) -> None:  # noqa: ANN401
        _keep_stdout_clean()
        quiet = {"log_to_driver": False, "logging_level": "error"}
        own = {
            "num_cpus": self.workers * threads,
            "include_dashboard": False,
            "object_store_memory": _STORE_BYTES,
            "_node_ip_address": "127.0.0.1",
            "_temp_dir": folder,
        }
        try:
            ray.init(**quiet, **({"address": self.address} if self.address else own))
        except Exception as error:  # Ray raises the bare class, too
            where = f"--address {self.address}: no" if self.address else "no"
            reason = str(error).partition("\n")[0]
            raise UsageError(f"{where} Ray cluster to work on: {reason}") from error

    def _size(self, ray: Any, threads: int) -> int:  # noqa: ANN401
        room = int(ray.cluster_resources().get("CPU", 0)) // threads
        if max(1, self.jobs) > room:
            raise UsageError(
                f"--jobs {max(1, self.jobs)}: the Ray cluster has cores for {room} workers of "
                f"{threads} threads"
            )
        return self.jobs or room


class _Crew(Generic[_Task, _Result]):
    """The actors of a run. One that dies is replaced, and its task goes to another."""

    def __init__(self, ray: Any, make: _Make[_Task, _Result], threads: int) -> None:  # noqa: ANN401
        self._ray = ray
        self._make = make
        self._actor = ray.remote(num_cpus=threads, max_restarts=0)(_Actor)
        self._free: deque[Any] = deque()
        self._busy: dict[Any, tuple[Any, int]] = {}  # answer to come: actor, number of its task
        self._coming: dict[Any, Any] = {}  # first sign of life: actor
        self._open: dict[int, _Task] = {}  # not yielded yet
        self._lost: deque[int] = deque()
        self._deaths: Counter[int] = Counter()
        self._done: dict[int, _Result | Trouble] = {}

    def run(self, tasks: Iterable[_Task], size: int) -> Iterator[_Result | Failed[_Task]]:
        """Yield the result of each task in order; at most four tasks a worker are open."""
        for _ in range(size):
            self._hire()
        source = enumerate(tasks)
        first, more = 0, True
        while more or self._open:
            more = self._give_out(source, 4 * size - len(self._open))
            if self._busy or self._coming:
                self._collect()
            while first in self._done:
                yield settle(self._open.pop(first), self._done.pop(first))
                first += 1

    def _hire(self) -> None:
        actor = self._actor.remote(self._make, str(Path.cwd()))
        self._coming[actor.ready.remote()] = actor

    def _give_out(self, source: Iterator[tuple[int, _Task]], room: int) -> bool:
        """Give tasks to those who are free, lost ones first; say whether there may be more."""
        while self._lost and self._free:
            self._give(self._lost.popleft())
        room = min(len(self._free), room)
        fresh = list(islice(source, room))
        for number, task in fresh:
            self._open[number] = task
            self._give(number)
        return len(fresh) == room

    def _give(self, number: int) -> None:
        actor = self._free.popleft()
        self._busy[actor.attempt.remote(self._open[number])] = (actor, number)

    def _collect(self) -> None:
        """Wait for an actor to come up or to answer."""
        (answer,), _ = self._ray.wait([*self._busy, *self._coming], num_returns=1)
        if answer in self._coming:
            self._free.append(self._arrived(answer))
            return
        actor, number = self._busy.pop(answer)
        try:
            self._done[number] = self._ray.get(answer)
        except self._ray.exceptions.RayActorError:
            self._replace(number)
        else:
            self._free.append(actor)

    def _arrived(self, answer: Any) -> Any:  # noqa: ANN401
        try:
            self._ray.get(answer)
        except self._ray.exceptions.RayActorError as error:
            raise UsageError(
                f"a worker cannot start on the Ray cluster; is aligner installed on every node? "
                f"{' '.join(str(error).split())[:300]}"
            ) from error
        return self._coming.pop(answer)

    def _replace(self, number: int) -> None:
        self._hire()
        self._deaths[number] += 1
        if self._deaths[number] >= TRIES:
            self._done[number] = WORKER_ENDED
        else:
            self._lost.append(number)


class _Actor:
    """The work in a process of the cluster."""

    def __init__(self, make: _Make[Any, Any], folder: str) -> None:
        with suppress(OSError):  # relative paths mean the same as where the run was started
            os.chdir(folder)
        self._worker = Worker(make)

    def ready(self) -> None:
        """Answer as soon as the process is up."""

    def attempt(self, task: Any) -> Any:  # noqa: ANN401 (the types are those of the crew's work)
        """Return the result of a task, or what went wrong."""
        return self._worker.attempt(task)


def check_installed() -> None:
    """Raise ``UsageError`` if Ray is not there."""
    if find_spec("ray") is None:
        raise UsageError(_MISSING)


def _import_ray(*, loopback: bool) -> Any:  # noqa: ANN401 (Ray is not there for everyone)
    settings = dict(_OFFLINE)
    if loopback:
        # A password of this run keeps other users of the machine out, and no file of it stays.
        token = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}
        settings |= {_LOOPBACK: "0"} | ({} if "RAY_AUTH_MODE" in os.environ else token)
    for name, value in settings.items():
        os.environ.setdefault(name, value)  # Ray reads them when it is imported
    try:
        import ray
    except ImportError as error:
        raise UsageError(_MISSING) from error
    return ray


def _keep_stdout_clean() -> None:
    """Stop Ray from telling of dead workers on standard output, which is for data.

    There is no setting for it; the run itself tells what came of them.
    """
    import ray._private.worker as driver

    if hasattr(driver, "print_to_stdstream"):
        driver.print_to_stdstream = lambda *_, **__: None
