"""Time and bytes of ``corpus build`` and ``translate`` by executor and number of workers.

    python benchmarks/scale.py build BITEXT.tsv --with local:1 --with local:2 --with ray:2
    python benchmarks/scale.py build BITEXT.tsv --with local:2 --kill
    python benchmarks/scale.py translate LINES.txt --with local:1 --with local:2

Every row says whether its output has the bytes of the first row. ``worker CPU`` is the processor
time of all workers, imports and loading included; ``own CPU`` that of the process that asks them;
``longest`` is own CPU and that of the busiest worker, which bounds the clock on free cores;
``last`` the seconds of clock and processor after the last shard: deduplicate, split, write.
``--kill`` kills the first worker that begins its second task, 0.3 s into it.
"""

import hashlib
import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer

from aligner.execution.executor import Executor
from aligner.execution.local import Local
from aligner.execution.ray_cluster import Ray

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)


@dataclass(frozen=True)
class MeteredWork:
    """Makes the work of ``make``; writes down what each process of it has cost so far."""

    make: Any
    folder: Path
    kill: bool

    def __call__(self) -> Callable[[Any], Any]:
        """Make it."""
        work = self.make()
        done = 0

        def run(task: Any) -> Any:  # noqa: ANN401 (of whatever work)
            nonlocal done
            done += 1
            if self.kill and done == 2 and _first(self.folder / "killed"):
                threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGKILL)).start()
            result = work(task)
            (self.folder / f"{os.getpid()}.cpu").write_text(str(time.process_time()))
            return result

        return run


@dataclass
class Metered:
    """An executor that measures."""

    inner: Executor
    folder: Path
    kill: bool = False
    finished: tuple[float, float] = (0.0, 0.0)
    waited: list[float] = field(default_factory=list)

    @property
    def workers(self) -> int:
        """As the executor that is measured."""
        return self.inner.workers

    def run(
        self, make: Callable[[], Callable[[Any], Any]], tasks: Iterable[Any], *, threads: int = 1
    ) -> Iterator[Any]:
        """Run, and note when all is done."""
        metered = MeteredWork(make, self.folder, self.kill)
        yield from self.inner.run(metered, tasks, threads=threads)
        self.finished = (time.perf_counter(), time.process_time())

    def worker_cpu(self) -> list[float]:
        """Return the processor time of each worker."""
        return [float(path.read_text()) for path in self.folder.glob("*.cpu")]


def _first(mark: Path) -> bool:
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def _executor(name: str) -> Executor:
    kind, _, jobs = name.partition(":")
    return Ray(int(jobs)) if kind == "ray" else Local(int(jobs))


def _digest(folder: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


def _measure(
    names: list[str], kill: bool, size: int, work: Callable[[Executor, Path], None]
) -> None:
    print(
        "executor  clock s  units/s  worker CPU s  own CPU s  longest s  last clock s  last CPU s"
        "  bytes"
    )
    first = ""
    for name in names:
        folder = Path(tempfile.mkdtemp(prefix="aligner-scale-"))
        (folder / "meter").mkdir()
        alone = name == "local:1"  # this very process
        executor = Metered(_executor(name), folder / "meter", kill and not alone)
        start, own = time.perf_counter(), time.process_time()
        work(executor, folder / "out")
        clock, spent = time.perf_counter() - start, time.process_time() - own
        last = (
            time.perf_counter() - executor.finished[0],
            time.process_time() - executor.finished[1],
        )
        digest = _digest(folder / "out")
        first = first or digest
        workers = [0.0] if alone else executor.worker_cpu()
        print(
            f"{name:8}  {clock:7.1f}  {size / clock:7.0f}  {sum(workers):12.1f}  {spent:9.1f}  "
            f"{spent + max(workers):9.1f}  "
            f"{last[0]:12.1f}  {last[1]:10.1f}  {'same' if digest == first else 'DIFFERENT'}"
            + ("; a worker was killed" if (folder / "meter" / "killed").exists() else ""),
            flush=True,
        )
        shutil.rmtree(folder)


With = Annotated[list[str], typer.Option("--with", metavar="KIND:N", help="local:2, ray:2...")]
Kill = Annotated[bool, typer.Option("--kill", help="Kill a worker in the middle.")]


@app.command()
def build(
    bitext: Path,
    pairs: int = 20_000,
    shard: int = 1000,
    executors: With = ["local:1", "local:2"],  # noqa: B006 (Typer copies it)
    kill: Kill = False,
) -> None:
    """Build a corpus of the first PAIRS lines of a bitext."""
    from aligner.corpus.build import BuildOptions
    from aligner.corpus.build import build as build_corpus
    from aligner.corpus.recipe import Bitext, CorpusRecipe, Output

    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "bitext.tsv"
        count = _head(bitext, source, pairs)
        recipe = CorpusRecipe(bitext=(Bitext(str(source)),), output=Output(shard_pairs=shard))

        def work(executor: Executor, folder: Path) -> None:
            built = build_corpus(recipe, folder, BuildOptions(executor))
            assert not built.lost, built.lost

        _measure(executors, kill, count, work)


@app.command()
def translate(
    lines: Path,
    count: int = 2000,
    window: int = 6000,
    executors: With = ["local:1", "local:2"],  # noqa: B006 (Typer copies it)
    kill: Kill = False,
) -> None:
    """Translate the first COUNT lines of a file, WINDOW characters at a time."""
    from aligner.translation.options import BatchOptions, TranslateOptions
    from aligner.translation.run import RunRequest, run

    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "lines.txt"
        size = _head(lines, source, count)
        options = TranslateOptions(batches=BatchOptions(examples=8, window=window))

        def work(executor: Executor, folder: Path) -> None:
            output = str(folder / "lines.en.txt")
            report = run(
                RunRequest((str(source),), output, lines=True, options=options, executor=executor)
            )
            assert not report.failures, report.failures

        _measure(executors, kill, size, work)


def _head(source: Path, target: Path, count: int) -> int:
    with source.open(encoding="utf-8") as lines, target.open("w", encoding="utf-8") as stream:
        taken = list(islice(lines, count))
        stream.writelines(taken)
    return len(taken)


if __name__ == "__main__":
    app()
