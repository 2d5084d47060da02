"""CPU time and memory of filtering and deduplicating, beside OpusFilter with comparable filters.

    python benchmarks/corpus_speed.py ROWS... [--sizes 10000,100000] [--opusfilter PROGRAM]

ROWS as for ``corpus.py``. PROGRAM is the ``opusfilter`` of an environment of its own (``pip install
opusfilter``); without it only aligner is measured. Every command is a process of its own, told
apart by what the system counts for it: seconds of CPU and peak resident memory. The tools take
turns at each size, so that what else the machine does meets both.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from multiprocessing import Process, Queue
from pathlib import Path

from corpus_damage import read_rows

OPUS_FILTER = """
common: {output_directory: FOLDER}
steps:
- type: filter
  parameters:
    inputs: [in.zh, in.en]
    outputs: [opus.zh, opus.en]
    filters:
    - LengthFilter: {unit: [char, word], min_length: [1, 1], max_length: [400, 400]}
    - LengthRatioFilter: {unit: char, threshold: 8}
    - LongWordFilter: {threshold: [400, 40]}
    - HtmlTagFilter: {}
    - CharacterScoreFilter: {scripts: [Han, Latin], thresholds: [0.4, 0.8]}
    - TerminalPunctuationFilter: {threshold: -2}
    - NonZeroNumeralsFilter: {threshold: 0.5}
    - RepetitionFilter: {threshold: 2, min_length: 3, max_length: 100}
    - SimilarityFilter: {threshold: 0.7, unit: char}
"""
OPUS_DEDUPE = """
common: {output_directory: FOLDER}
steps:
- type: remove_duplicates
  parameters:
    inputs: [in.zh, in.en]
    outputs: [single.zh, single.en]
    compare: [0, 1]
    hash: xxh64
    lowercase: true
    letters_only: true
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took, and how many pairs it left."""

    seconds: float
    megabytes: float
    kept: int


def write_input(paths: Sequence[Path], size: int, folder: Path) -> None:
    """Write the first ``size`` pairs as TSV and as two files."""
    rows = (pair for path in paths for _, pair in read_rows(path))
    count = 0
    with (
        (folder / "in.tsv").open("w", encoding="utf-8") as both,
        (folder / "in.zh").open("w", encoding="utf-8") as zh,
        (folder / "in.en").open("w", encoding="utf-8") as en,
    ):
        for pair in islice(rows, size):
            both.write(f"{pair.src}\t{pair.tgt}\n")
            zh.write(f"{pair.src}\n")
            en.write(f"{pair.tgt}\n")
            count += 1
    if count < size:
        sys.exit(f"only {count} pairs in the files named")


def measure(command: Sequence[str], kept: Path) -> Cost:
    """Run a command to its end in a process that has no other child."""
    answers: Queue[tuple[int, float, float]] = Queue()
    process = Process(target=_watch, args=(list(command), answers))
    process.start()
    status, seconds, megabytes = answers.get()
    process.join()
    if status:
        sys.exit(f"{' '.join(command)}: status {status}")
    with kept.open("rb") as stream:
        return Cost(seconds, megabytes, sum(1 for _ in stream))


def _watch(command: list[str], answers: "Queue[tuple[int, float, float]]") -> None:
    status = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    answers.put((status.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024))


def commands(folder: Path, opusfilter: str) -> Iterator[tuple[str, str, list[str], Path]]:
    """Yield stage, tool, command and what it writes, the tools in turn."""
    filtered, single = folder / "kept.tsv", folder / "single.tsv"
    aligner = [sys.executable, "-m", "aligner", "corpus"]
    source = str(folder / "in.tsv")
    yield "filter", "aligner", [*aligner, "filter", source, "-o", str(filtered), "-q"], filtered
    if opusfilter:
        yield "filter", "opusfilter", _opus(OPUS_FILTER, folder, opusfilter), folder / "opus.zh"
    yield "dedupe", "aligner", [*aligner, "dedupe", source, "-o", str(single), "-q"], single
    exact = folder / "exact.tsv"
    command = [*aligner, "dedupe", source, "-o", str(exact), "-q", "--near", "1"]
    yield "dedupe", "aligner, exact", command, exact
    if opusfilter:
        yield "dedupe", "opusfilter", _opus(OPUS_DEDUPE, folder, opusfilter), folder / "single.zh"


def _opus(recipe: str, folder: Path, program: str) -> list[str]:
    name = folder / ("filter.yaml" if "type: filter" in recipe else "dedupe.yaml")
    name.write_text(recipe.replace("FOLDER", str(folder)), encoding="utf-8")
    return [program, "--overwrite", str(name)]


def main() -> None:
    """Read the options and run."""
    default = Path(os.environ.get("ALIGNER_DATA", ".")) / "train" / "general.tsv.zst"
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("rows", type=Path, nargs="*", default=[default])
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--opusfilter", default="", metavar="PROGRAM")
    parser.add_argument("--stage", default="", help="only filter, or only dedupe")
    options = parser.parse_args()
    print("pairs\tstage\ttool\tkept\tCPU s\tpairs/s\tpeak MB")
    for size in map(int, options.sizes.split(",")):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_input(options.rows, size, folder)
            for stage, tool, command, kept in commands(folder, options.opusfilter):
                if options.stage in ("", stage):
                    cost = measure(command, kept)
                    print(
                        f"{size}\t{stage}\t{tool}\t{cost.kept}\t{cost.seconds:.1f}\t"
                        f"{size / cost.seconds:.0f}\t{cost.megabytes:.0f}",
                        flush=True,
                    )


if __name__ == "__main__":
    main()
