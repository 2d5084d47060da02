"""Translate and score with one model in a process of its own, and measure what it takes.

A process of its own, because memory that one model used would be counted for the next. The child
is started afresh (not forked) and reports over a pipe; nothing of it is printed. What it translates
is handed back batch by batch, for the journal, which the parent alone writes.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

from aligner.errors import AlignerError, ModelError, RefusedError
from aligner.execution.children import started, starting
from aligner.progress import Progress, Silent
from aligner.signature import Signature
from aligner.translation.journal import Answer, Notes
from aligner.translation.options import TranslateOptions

Send = Callable[[object], None]
"""Hands something to the parent."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a model took so far: seconds by the clock and of the CPU, and the most memory."""

    seconds: float = 0.0
    cpu: float = 0.0
    peak: int = 0


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


@dataclass(frozen=True, slots=True)
class Before:
    """What an interrupted run left of a job in the journal at ``path``; ``run`` marks its batches.

    The job goes on only under ``signature``, unless that is empty.
    """

    path: Path
    run: str
    signature: str = ""
    spent: Spent = Spent()
    result: JobResult | None = None


@dataclass(frozen=True, slots=True)
class ModelJob:
    """What to do with a model: lines to translate, and pairs to score by forced decoding.

    ``before`` says that a journal is kept, and what is in it.
    """

    folder: Path
    lines: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    options: TranslateOptions
    before: Before | None = None


class Keeper(Protocol):
    """Keeps what a model does as it does it."""

    def begun(self, signature: str) -> None:
        """Keep what the model works under."""

    def answered(self, key: str, answer: Answer, spent: Spent) -> None:
        """Keep the answer of the engine to a batch."""


@dataclass(frozen=True, slots=True)
class _Begun:
    signature: str


@dataclass(frozen=True, slots=True)
class _Answered:
    key: str
    answer: Answer
    spent: Spent


def run_job(
    job: ModelJob, progress: Progress | None = None, keeper: Keeper | None = None
) -> JobResult:
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
        return _listen(job, ours, progress or Silent(), keeper)
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


def _listen(
    job: ModelJob, pipe: Connection, progress: Progress, keeper: Keeper | None
) -> JobResult:
    while True:
        message = pipe.recv()
        if isinstance(message, JobResult):
            return message
        if isinstance(message, AlignerError):
            raise message
        if isinstance(message, int):
            progress.advance(message, len(job.lines))
        elif keeper is not None:
            _keep(message, keeper)


def _keep(message: _Begun | _Answered, keeper: Keeper) -> None:
    if isinstance(message, _Begun):
        keeper.begun(message.signature)
    else:
        keeper.answered(message.key, message.answer, message.spent)


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
        pipe.send(perform(job, _Reporter(pipe), pipe.send))
    except AlignerError as error:
        pipe.send(error)


class _Meter:
    """Tells what was spent since it was made, on top of what was spent before."""

    def __init__(self, before: Spent) -> None:
        self._before = before
        self._seconds, self._cpu = time.perf_counter(), time.process_time()

    def read(self) -> Spent:
        return Spent(
            self._before.seconds + time.perf_counter() - self._seconds,
            self._before.cpu + time.process_time() - self._cpu,
            max(self._before.peak, peak_memory()),
        )


class _Sending:
    """Takes answers from the journal, and sends new ones to the process that writes it."""

    def __init__(self, before: Before, signature: str, meter: _Meter, send: Send) -> None:
        self.run = f"{before.run}|{signature}"
        self._notes = Notes(before.path, self.run)
        self._meter, self._send = meter, send

    def find(self, key: str) -> Answer | None:
        return self._notes.find(key)

    def add(self, key: str, answer: Answer) -> None:
        self._send(_Answered(key, answer, self._meter.read()))


def perform(
    job: ModelJob, progress: Progress | None = None, send: Send = lambda _: None
) -> JobResult:
    """Do the job in this process, or what is left of it; ``send`` gets what is to be kept."""
    from aligner.translation.tokenizer import Tokenizer
    from aligner.translation.translator import Translator

    begin = time.perf_counter()
    translator = Translator.load(job.folder, job.options)
    loaded = time.perf_counter()
    before, signature = job.before, str(translator.signature())
    meter = _Meter(before.spent if before else Spent())
    if before is not None:
        _check_same(job.folder, before.signature, signature)
        if before.result is not None:
            return before.result
        send(_Begun(signature))
        translator.use_journal(_Sending(before, signature, meter, send))
    found = translator.translate_texts(job.lines, progress)
    spent, translated = meter.read(), time.perf_counter()
    scores = tuple(translator.score_pairs(job.pairs)) if job.pairs else ()
    scored = time.perf_counter()
    hyps = tuple(translation.text for translation in found)
    tokenizer = Tokenizer.load(job.folder)
    texts = [hyp for hyp in hyps if hyp]
    cost = Cost(
        loaded - begin,
        spent.seconds,
        spent.cpu,
        scored - translated,
        translator.counts.sentences,
        sum(map(len, tokenizer.encode(job.lines))),
        sum(map(len, tokenizer.encode_target(texts))) + len(texts),
        spent.peak,
        folder_size(job.folder),
        job.options.engine.threads or os.cpu_count() or 1,
    )
    return JobResult(hyps, scores, signature, cost)


def _check_same(folder: Path, before: str, now: str) -> None:
    """Raise ``RefusedError`` for a model that does not go on as it began."""
    if before in {"", now}:
        return
    was, is_now = (dict(Signature.parse(line).fields) for line in (before, now))
    names = [name for name in {**was, **is_now} if was.get(name) != is_now.get(name)]
    raise RefusedError(
        f"{folder}: the interrupted run had other settings: "
        + ", ".join(f"{name} {was.get(name)}, now {is_now.get(name)}" for name in names)
        + "; give the same, or leave out --resume to begin anew"
    )


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
