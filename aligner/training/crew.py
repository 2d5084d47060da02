"""Several processes train one model on a CPU, each on batches of its own.

Every few steps each adds a part of what it has learnt since it last looked to weights in shared
memory, and goes on from those: local SGD (Stich 2019, 1805.09767) without waiting for each other.
The products of a small model are too small to be shared out among threads, so that two processes
on two cores see nearly twice the text.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, multiprocessing
from torch.nn.utils import parameters_to_vector, vector_to_parameters

from aligner.execution.children import started, starting
from aligner.training.data import prepare
from aligner.training.model import Config, Transformer
from aligner.training.recipe import Recipe

if TYPE_CHECKING:
    from aligner.training.loop import Trainer

EVERY = 6
"""Steps between two looks at the shared weights."""
PART = 0.6
"""What of a worker's change is added: all of it would count twice what the workers agree on."""
PATIENCE = 60.0
"""Seconds a worker has to end by itself: a step on a slow core, and what PyTorch closes."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What all workers see: weights, pieces trained on by each, steps and seconds of the first."""

    weights: Tensor
    pieces: Tensor
    progress: Tensor
    lock: Any


class Member:
    """A worker's side of the exchange; number 0 owns the schedule, the average and the log."""

    def __init__(self, number: int, shared: Shared) -> None:
        self.number, self._shared = number, shared
        self._base = shared.weights.clone()
        self._steps = 0
        self._seen = 0

    @torch.no_grad()
    def after_step(self, trainer: "Trainer", pieces: int) -> int:
        """Exchange weights now and then; return the pieces of the other workers since last time."""
        shared = self._shared
        shared.pieces[self.number] += pieces
        if self.number == 0:
            shared.progress[0], shared.progress[1] = trainer.step, trainer.seconds
        else:
            trainer.step, trainer.seconds = int(shared.progress[0]), float(shared.progress[1])
        self._steps += 1
        if self._steps % EVERY:
            return 0
        change = parameters_to_vector(trainer.model.parameters()) - self._base
        with shared.lock:
            shared.weights.add_(change, alpha=PART)
            self._base.copy_(shared.weights)
        vector_to_parameters(self._base.clone(), trainer.model.parameters())
        before, self._seen = self._seen, int(shared.pieces.sum() - shared.pieces[self.number])
        return self._seen - before


@contextmanager
def crew(trainer: "Trainer", tokenizer: Path, folder: Path) -> Iterator[None]:
    """Have ``run.workers - 1`` more processes train with ``trainer`` as long as this holds."""
    recipe = trainer.recipe
    context = multiprocessing.get_context("spawn")
    shared = Shared(
        parameters_to_vector(trainer.model.parameters()).detach().clone().share_memory_(),
        torch.zeros(recipe.run.workers, dtype=torch.int64).share_memory_(),
        torch.tensor([trainer.step, trainer.seconds], dtype=torch.float64).share_memory_(),
        context.Lock(),
    )
    given = (recipe, trainer.model.config, tokenizer, folder, shared)
    helpers = [
        context.Process(target=_help, args=(number, *given), daemon=True)
        for number in range(1, recipe.run.workers)
    ]
    with starting():
        for helper in helpers:
            helper.start()
    trainer.member = Member(0, shared)
    try:
        yield
    finally:
        trainer.member = None
        for helper in helpers:
            helper.terminate()
            helper.join(PATIENCE)
            helper.kill()
            helper.join()


def _help(
    number: int, recipe: Recipe, config: Config, tokenizer: Path, folder: Path, shared: Shared
) -> None:
    """Train for ever: the process that started this one ends it."""
    from aligner.progress import Silent
    from aligner.training.risk import trainer_of

    # An exit and no sudden death, or the semaphores of the compiler would be left behind.
    signal.signal(signal.SIGTERM, _leave)
    started(signal.SIG_IGN)  # Ctrl-C is for the one that owns the checkpoint
    torch.set_num_threads(recipe.run.threads or 1)
    torch.manual_seed(recipe.run.seed + number)
    model = Transformer(config)
    data = prepare(recipe.data, tokenizer, folder, Silent())
    trainer = trainer_of(recipe, model, data, folder)
    trainer.restore(folder)  # for the state of the optimizers
    vector_to_parameters(shared.weights.clone(), model.parameters())
    trainer.member = Member(number, shared)
    for _ in trainer.steps(number):
        pass


def _leave(*_: object) -> None:
    raise SystemExit
