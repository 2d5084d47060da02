"""Translate and score with one model in a process of its own, and measure what it takes.

A process of its own, because memory that one model used would be counted for the next. The child
is started afresh (not forked) and reports over a pipe; nothing of it is printed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from aligner.errors import AlignerError, ModelError
from aligner.execution.children import started, starting
from aligner.progress import Progress, Silent
from aligner.translation.options import TranslateOptions


@dataclass(frozen=True, slots=True)
class ModelJob:
    """What to do with a model: lines to translate, and pairs to score by forced decoding."""

    folder: Path
    lines: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    options: TranslateOptions


@dataclass(frozen=True, slots=True)
class Cost:
    """What a model took; seconds by the clock, sizes in bytes.

    ``load_seconds`` is what a fresh process needs until it can translate, the import of the engine
    included; ``peak_bytes`` the most memory it held until all was translated, Python included.
    ``target_pieces`` counts the outputs with their ends.
    """

    load_seconds: float
    translate_seconds: float
    cpu_seconds: float
    score_seconds: float
    sentences: int
    source_pieces: int
    target_pieces: int
    peak_bytes: int
    model_bytes: int
    threads: int

    @property
    def sentences_per_second(self) -> float:
        """Source sentences translated a second; 0 if none were."""
        return self.sentences / self.translate_seconds if self.translate_seconds else 0.0

    @property
    def pieces_per_second(self) -> float:
        """Target pieces written a second."""
        return self.target_pieces / self.translate_seconds if self.translate_seconds else 0.0


@dataclass(frozen=True, slots=True)
class JobResult:
    """``hyps`` a line, ``scores`` a pair, and the signature of the translator."""

    hyps: tuple[str, ...]
    scores: tuple[float, ...]
    signature: str
    cost: Cost


def run_job(job: ModelJob, progress: Progress | None = None) -> JobResult:
    """Run the job in a child process; ``progress`` counts lines.

    Raises what the child raised, or ``ModelError`` if it was killed.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(job, theirs), daemon=True)
    with starting():
        child.start()
    theirs.close()
    try:
        return _listen(job, ours, progress or Silent())
    except EOFError:
        child.join()
        raise ModelError(
            f"{job.folder}: the process of this model ended with status {child.exitcode} and no "
            "result (a negative number is a signal; -9 is often: out of memory)"
        ) from None
    finally:
        ours.close()
        child.terminate()
        child.join()
        child.close()


def _listen(job: ModelJob, pipe: Connection, progress: Progress) -> JobResult:
    while True:
        message = pipe.recv()
        if isinstance(message, JobResult):
            return message
        if isinstance(message, AlignerError):
            raise message
        progress.advance(message, len(job.lines))


class _Reporter:
    """Sends how far the child is, at most ten times a second."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._last = 0.0

    def advance(self, done: int, total: int | None) -> None:  # noqa: ARG002 (the protocol's)
        now = time.monotonic()
        if now - self._last > 0.1:
            self._last = now
            self._pipe.send(done)


def _child(job: ModelJob, pipe: Connection) -> None:
    # The parent is interrupted as well and ends us; a second traceback helps nobody.
    started(signal.SIG_IGN)
    try:
        pipe.send(perform(job, _Reporter(pipe)))
    except AlignerError as error:
        pipe.send(error)


def perform(job: ModelJob, progress: Progress | None = None) -> JobResult:
    """Do the job in this process."""
    from aligner.translation.tokenizer import Tokenizer
    from aligner.translation.translator import Translator

    begin = time.perf_counter()
    translator = Translator.load(job.folder, job.options)
    loaded = time.perf_counter()
    cpu = time.process_time()
    found = translator.translate_texts(job.lines, progress)
    translated, cpu = time.perf_counter(), time.process_time() - cpu
    peak = peak_memory()
    scores = tuple(translator.score_pairs(job.pairs)) if job.pairs else ()
    scored = time.perf_counter()
    hyps = tuple(translation.text for translation in found)
    tokenizer = Tokenizer.load(job.folder)
    texts = [hyp for hyp in hyps if hyp]
    cost = Cost(
        loaded - begin,
        translated - loaded,
        cpu,
        scored - translated,
        translator.counts.sentences,
        sum(map(len, tokenizer.encode(job.lines))),
        sum(map(len, tokenizer.encode_target(texts))) + len(texts),
        peak,
        folder_size(job.folder),
        job.options.engine.threads or os.cpu_count() or 1,
    )
    return JobResult(hyps, scores, str(translator.signature()), cost)


def peak_memory() -> int:
    """Return the most bytes this process held at once."""
    # The high-water mark of getrusage survives exec and so may be the parent's; this one does not.
    try:
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    import resource  # not on Windows, so not above

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def folder_size(folder: Path) -> int:
    """Return the bytes of all files of a model folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
