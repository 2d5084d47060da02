"""Windows of text translated by several workers, each with the model loaded once.

A window is what one process would translate together, and its batches are planned as there, so the
bytes are the same. Workers hand the batches they computed back to the one process that writes the
journal, so that an interrupted run goes on with any number of workers.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from aligner.errors import ModelError
from aligner.execution.executor import Executor, Failed
from aligner.progress import Progress
from aligner.signature import Signature
from aligner.translation.counts import RunCounts
from aligner.translation.glossary import Glossary
from aligner.translation.hypotheses import Translation
from aligner.translation.journal import Answer, Journal, Notes
from aligner.translation.options import TranslateOptions
from aligner.translation.translator import Translator, Window


class WindowTranslator(Protocol):
    """Translates windows of documents: a ``Translator`` here, or a ``Fleet`` of them."""

    counts: RunCounts

    @property
    def options(self) -> TranslateOptions:
        """How it translates."""

    def signature(self) -> Signature:
        """Return what identifies the run."""

    def translate_windows(
        self, windows: Iterable[tuple[Window, Progress]]
    ) -> Iterator[list[list[Translation]] | Failed[Window]]:
        """Yield the translations of each window in order, or why there are none."""


@dataclass(frozen=True, slots=True)
class Computed:
    """What a worker made of a window, with what it counted and the batches it computed."""

    translations: list[list[Translation]]
    counts: RunCounts
    answers: tuple[tuple[str, Answer], ...]
    reused: int


@dataclass(frozen=True, slots=True)
class Loading:
    """Loads a translator in a worker, and makes sure that it is the same as everywhere.

    ``journal`` is that of an interrupted run, ``run`` what its records are signed with.
    """

    model: Path
    options: TranslateOptions
    glossary: Glossary | None
    signature: str
    journal: Path | None = None
    run: str = ""

    def __call__(self) -> "Member":
        """Load it."""
        translator = Translator.load(self.model, self.options, glossary=self.glossary)
        found = str(translator.signature())
        if found != self.signature:
            raise ModelError(
                f"{self.model}: a worker has another model, version or processor: "
                f"{found} there, {self.signature} here; all nodes must have the same"
            )
        return Member(translator, Notes(self.journal, self.run))


class Member:
    """A translator in a worker."""

    def __init__(self, translator: Translator, notes: Notes) -> None:
        self._translator = translator
        self._notes = notes
        self._engine = translator.use_journal(notes)

    def __call__(self, window: Window) -> Computed:
        """Translate a window."""
        translations = self._translator.translate_documents(window)
        computed = Computed(
            translations,
            self._translator.counts.take(),
            tuple(self._notes.fresh),
            self._engine.reused,
        )
        self._notes.fresh.clear()
        self._engine.reused = 0
        return computed


class Fleet:
    """Translators on the workers of an executor."""

    def __init__(
        self,
        executor: Executor,
        model: Path,
        options: TranslateOptions,
        glossary: Glossary | None = None,
    ) -> None:
        """Load the model here to see that it is all right; raises what ``Translator.load`` does."""
        translator = Translator.load(model, options, glossary=glossary)
        self.options = translator.options
        self.counts = RunCounts()
        self.reused = 0
        self._executor = executor
        self._signature = translator.signature()
        engine = translator.engine_options
        self._threads = max(1, engine.threads // executor.workers)
        engine = replace(engine, own_threads=self._threads)
        self._loading = Loading(
            model.absolute(), replace(options, engine=engine), glossary, str(self._signature)
        )
        self._journal: Journal | None = None

    def signature(self) -> Signature:
        """Return what identifies the run: the same as in one process."""
        return self._signature

    def use_journal(self, journal: Journal) -> "Fleet":
        """Record every batch in ``journal``, and let the workers take from it what it has."""
        self._journal = journal
        path = journal.path.absolute() if journal.interrupted else None
        self._loading = replace(self._loading, journal=path, run=journal.run)
        return self

    def translate_windows(
        self, windows: Iterable[tuple[Window, Progress]]
    ) -> Iterator[list[list[Translation]] | Failed[Window]]:
        """Yield the translations of each window in order, or why there are none."""
        waiting: deque[Progress] = deque()

        def tasks() -> Iterator[Window]:
            for documents, progress in windows:
                waiting.append(progress)
                yield documents

        for found in self._executor.run(self._loading, tasks(), threads=self._threads):
            waiting.popleft().advance(1, 1)
            if isinstance(found, Failed):
                yield found
                continue
            self.counts.add(found.counts)
            self.reused += found.reused
            if self._journal is not None:
                for key, answer in found.answers:
                    self._journal.add(key, answer)
            yield found.translations
