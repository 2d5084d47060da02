"""Speed of ``aligner translate``: throughput, start-up, memory, help; of commands on one line.

    python benchmarks/translate.py throughput LINES.zh [--model M] [--limit 300] [--reps 3]
    python benchmarks/translate.py startup ARTICLE [--model M] [--reps 5]
    python benchmarks/translate.py memory LINES.zh [--model M] [--sizes 1 20] [--beam-size 1]
    python benchmarks/translate.py help [--reps 9]
    python benchmarks/translate.py small [--reps 5]

Runs are interleaved and both wall and processor seconds are printed, because a machine is seldom
idle: ratios of processor time hold under load, those of wall time only on an idle machine.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from aligner.registry.store import resolve_model
from aligner.translation.engine import Ct2Engine
from aligner.translation.fit import load_shape
from aligner.translation.options import (
    Decoding,
    EngineOptions,
    RerankOptions,
    TranslateOptions,
)
from aligner.translation.translator import Translator


@dataclass
class Times:
    """Wall and processor seconds of repeated runs."""

    wall: list[float]
    cpu: list[float]

    def add(self, work: Callable[[], object]) -> None:
        """Run ``work`` once."""
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        self.wall.append(time.perf_counter() - wall)
        self.cpu.append(time.process_time() - cpu)


def read_lines(path: Path, limit: int) -> list[str]:
    """Return lines from all over the file, so that a sample has all lengths."""
    lines = path.read_text(encoding="utf-8").split("\n")
    lines = [line for line in lines if line.strip()]
    step = max(1, len(lines) // limit)
    return lines[::step][:limit]


def throughput(arguments: argparse.Namespace) -> None:
    """Compare our pipeline with bare CTranslate2 loops over the very same pieces."""
    lines = read_lines(arguments.source, arguments.limit)
    folder = resolve_model(arguments.model)
    engine_options = EngineOptions("cpu", "int8", arguments.threads)
    decoding = Decoding(beam_size=arguments.beam_size, scores=arguments.beam_size > 1)
    # Choosing among candidates is other work, measured by rerank.py.
    options = TranslateOptions(engine_options, decoding, rerank=RerankOptions(False))
    plain = Translator.load(folder, replace(options, guard=False))
    guarded = Translator.load(folder, options)
    if arguments.ending:
        # A weak model loops up to its length limit, which is not the same for all contestants.
        found = plain.translate_texts(lines)
        lines = [t.source for t in found if not any(f.check == "cut" for f in t.findings)]
    shape, _ = load_shape(folder)
    bare = Bare(Ct2Engine(folder, shape, engine_options), decoding, arguments)
    segments = plain.segments(lines)
    units = {unit.text: unit for s in segments for unit in s.units if unit.pieces}
    pieces = [list(unit.pieces) for unit in units.values()]
    total = sum(map(len, pieces))
    print(f"{len(lines)} lines, {len(pieces)} sentences, {total} source pieces, {bare.describe()}")
    runs: dict[str, Callable[[], object]] = {
        "bare translate_batch, best settings": lambda: bare.batched(pieces),
        "aligner, guard off": lambda: plain.translate_texts(lines),
    }
    if arguments.guard:
        runs["aligner, guard on"] = lambda: guarded.translate_texts(lines)
    if arguments.single:
        runs["one sentence at a time"] = lambda: bare.one_by_one(pieces)
    times = {name: Times([], []) for name in runs}
    for rep in range(arguments.reps):
        # The order turns round, so that a slow stretch of the machine hits each in turn.
        for name in list(runs)[:: 1 if rep % 2 == 0 else -1]:
            times[name].add(runs[name])
    report(times, total)


class Bare:
    """CTranslate2 as one would call it by hand."""

    def __init__(
        self, engine: Ct2Engine, decoding: Decoding, arguments: argparse.Namespace
    ) -> None:
        self.translator = engine._translator  # the same loaded model for all
        self.eos = [] if engine.shape.add_source_eos else [engine.shape.eos]
        self.vmap = engine.shape.has_vocabulary_map
        self.decoding = decoding
        self.examples = arguments.examples

    def describe(self) -> str:
        """Return the settings."""
        return f"beam {self.decoding.beam_size}, batches of {self.examples} for the bare loop"

    def _translate(self, sources: list[list[str]], limit: int) -> None:
        self.translator.translate_batch(
            sources,
            beam_size=self.decoding.beam_size,
            return_scores=self.decoding.scores,
            max_batch_size=self.examples,
            max_decoding_length=limit,
            use_vmap=self.vmap,
            disable_unk=True,
            max_input_length=0,
        )

    def batched(self, pieces: list[list[str]]) -> None:
        """One call for everything: CTranslate2 sorts, batches and uses all workers."""
        self._translate([[*source, *self.eos] for source in pieces], 256)

    def one_by_one(self, pieces: list[list[str]]) -> None:
        """A call for each sentence, as translators that loop over sentences do."""
        for source in pieces:
            self._translate([[*source, *self.eos]], 2 * len(source) + 40)


def report(times: dict[str, Times], pieces: int) -> None:
    """Print medians and the ratio of the first to each."""
    base = statistics.median(next(iter(times.values())).cpu)
    base_wall = statistics.median(next(iter(times.values())).wall)
    for name, measured in times.items():
        cpu, wall = statistics.median(measured.cpu), statistics.median(measured.wall)
        print(
            f"{name:38} cpu {cpu:7.2f} s  wall {wall:7.2f} s  {pieces / cpu:6.0f} pieces/cpu-s  "
            f"throughput to the first: cpu {base / cpu:.3f}, wall {base_wall / wall:.3f}"
        )


def startup(arguments: argparse.Namespace) -> None:
    """Break down a cold run on one article: a new process, each part timed inside it."""
    script = (
        "import time; t=[time.perf_counter()]; c=lambda: t.append(time.perf_counter())\n"
        "import sys; from pathlib import Path\n"
        "from aligner.translation.translator import Translator\n"
        "from aligner.text.readers.article import read_document\n"
        "from aligner.translation.render.render import render; c()\n"
        "import ctranslate2, sentencepiece; c()\n"
        "d = read_document(Path(sys.argv[1]), 'zh'); c()\n"
        "tr = Translator.load(Path(sys.argv[2])); c()\n"
        "r = tr.translate_documents([[s.text for s in d.article.sentences]]); c()\n"
        "render(d, [x.text for x in r[0]]); c()\n"
        "print(len(r[0]), *(b - a for a, b in zip(t, t[1:])))\n"
    )
    names = ("our imports", "engine imports", "read", "load and check", "translate", "render")
    rows = []
    for _ in range(arguments.reps):
        command = [sys.executable, "-c", script, str(arguments.source)]
        out = subprocess.check_output([*command, str(resolve_model(arguments.model))], text=True)
        rows.append([float(part) for part in out.split()])
    print(f"{int(rows[0][0])} sentences, wall ms, median of {arguments.reps}")
    for index, name in enumerate(names, 1):
        print(f"{name:16} {1000 * statistics.median(row[index] for row in rows):8.0f}")


def memory(arguments: argparse.Namespace) -> None:
    """Peak memory of line mode for inputs of several sizes, each in a process of its own."""
    text = arguments.source.read_text(encoding="utf-8")
    for megabytes in arguments.sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "lines.zh"
            with path.open("w", encoding="utf-8") as stream:
                number = 0
                while stream.tell() < megabytes * 1e6:
                    # A number in each line: else every repetition is translated once only.
                    for line in text.split("\n"):
                        stream.write(f"{line[: arguments.cut]}{number}\n")
                        number += 1
            command = [sys.executable, "-m", "aligner", "translate", str(path), "--lines", "-q"]
            command += ["-m", str(resolve_model(arguments.model)), "--no-guard"]
            command += ["--beam-size", str(arguments.beam_size)]
            start = time.perf_counter()
            with Path(os.devnull).open("w") as null:
                process = subprocess.Popen(command, stdout=null)
                _, status, usage = os.wait4(process.pid, 0)
            print(
                f"{path.stat().st_size / 1e6:6.1f} MB, {number} lines: peak "
                f"{usage.ru_maxrss / 1024:.0f} MiB, {time.perf_counter() - start:.0f} s, "
                f"status {status}"
            )


def bare_help(arguments: argparse.Namespace) -> None:
    """Compare ``aligner --help`` with the help of a Typer app that does nothing."""
    app = (
        "import typer\napp = typer.Typer()\n@app.command()\ndef a(): pass\n"
        "@app.command()\ndef b(): pass\napp()\n"
    )
    commands = {
        "bare Typer app --help": [sys.executable, "-c", app, "--help"],
        "aligner --help": [sys.executable, "-m", "aligner", "--help"],
        "aligner translate --help": [sys.executable, "-m", "aligner", "translate", "--help"],
    }
    processor_times(commands, arguments.reps)


def small(arguments: argparse.Namespace) -> None:
    """Time whole commands whose input is a line or two: what they take to start."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in SMALL.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        commands = {
            line: [sys.executable, "-m", "aligner", *line.format(folder).split()]
            for line in (
                "--version",
                "score {0}/ref.en -i {0}/hyp.en -q",
                "checks {0}/pair.tsv -q",
                "split {0}/line.zh",
                "corpus stats {0}/pair.tsv",
                "translate --lines {0}/line.zh -q",
            )
        }
        processor_times(commands, arguments.reps)


SMALL = {
    "ref.en": "The exhibition opens on Thursday.\nTickets cost 50 yuan.\n",
    "hyp.en": "The exhibit opens on Thursday.\nTickets are 50 yuan.\n",
    "pair.tsv": "展览星期四开幕。\tThe exhibition opens on Thursday.\n",
    "line.zh": "展览星期四开幕。\n",
}


def processor_times(commands: dict[str, list[str]], reps: int) -> None:
    """Run each command several times in turn and print the median of its processor time."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(reps):
        for name, command in commands.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            times[name].append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    for name, values in times.items():
        print(f"{name:34} {1000 * statistics.median(values):6.0f} ms of processor time")


def main() -> None:
    """Parse and run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)
    for name, work in (("throughput", throughput), ("startup", startup), ("memory", memory)):
        command = commands.add_parser(name)
        command.add_argument("source", type=Path)
        command.add_argument("--model", default=None)
        command.add_argument("--reps", type=int, default=3)
        command.add_argument("--limit", type=int, default=300)
        command.add_argument("--threads", type=int, default=0)
        command.add_argument("--beam-size", type=int, default=1 if name == "memory" else 4)
        command.add_argument("--examples", type=int, default=32)
        command.add_argument("--sizes", type=float, nargs="+", default=[1, 20])
        command.add_argument("--cut", type=int, default=1000, help="characters of a line used")
        command.add_argument(
            "--ending", action="store_true", help="only lines that end by themselves"
        )
        command.add_argument("--guard", action="store_true", help="also with the guard on")
        command.add_argument("--single", action="store_true", help="also one sentence at a time")
        command.set_defaults(work=work)
    command = commands.add_parser("help")
    command.add_argument("--reps", type=int, default=9)
    command.set_defaults(work=bare_help)
    command = commands.add_parser("small")
    command.add_argument("--reps", type=int, default=5)
    command.set_defaults(work=small)
    arguments = parser.parse_args()
    arguments.work(arguments)


if __name__ == "__main__":
    main()
