"""``--executor``, ``--address`` and ``--jobs``: who does the work."""

from typing import Annotated, Literal

import typer

from aligner.errors import UsageError
from aligner.execution.executor import Executor

ExecutorName = Annotated[
    Literal["local", "ray"],
    typer.Option("--executor", help="Processes of this machine, or a Ray cluster (extra: ray)."),
]
Address = Annotated[
    str | None,
    typer.Option(
        "--address", metavar="ADDR", help="The Ray cluster; without it one is started here."
    ),
]
Workers = Annotated[
    int | None,
    typer.Option("-j", "--jobs", min=1, help="Workers. [default: local 1, ray one a core]"),
]


def chosen_executor(name: str, jobs: int | None, address: str | None) -> Executor:
    """Return what the options ask for. Nothing is started yet."""
    if name == "ray":
        from aligner.execution.ray_cluster import Ray, check_installed

        check_installed()
        return Ray(jobs or 0, address)
    if address is not None:
        raise UsageError("--address names a Ray cluster: add --executor ray")
    from aligner.execution.local import Local

    return Local(jobs or 1)


def several_workers(name: str, jobs: int | None, address: str | None) -> Executor | None:
    """Return what the options ask for, ``None`` for this process alone."""
    executor = chosen_executor(name, jobs, address)
    return None if name == "local" and executor.workers == 1 else executor
