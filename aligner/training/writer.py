"""The process that writes candidates while others train, and how it gets to know their weights.

The model is put into the run folder every minute or so; the writer takes the newest one
for every file of candidates. On a CPU it wants a core for itself, or a third of one.
"""

import json
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import multiprocessing

from aligner.atomic import writing
from aligner.execution.children import started, starting
from aligner.training.candidates import FIRST, SOURCES, Store, Writer
from aligner.training.data import prepare
from aligner.training.export import export
from aligner.training.recipe import Recipe

if TYPE_CHECKING:
    from aligner.training.loop import Trainer

FOLDER = "candidates"
"""Where in the run folder candidates and the models that write them lie while it trains."""
MAP = "vmap.txt"
PROGRESS = "progress.json"
PATIENCE = 10.0
"""Seconds it has to end by itself."""


def put_model(trainer: "Trainer", folder: Path) -> None:
    """Write the model of ``trainer`` into ``folder``, as the newest there.

    As the last step left it: averaged weights are minutes behind, and so would be what candidates
    show of what was learnt.
    """
    made, target = folder / "unfinished-model", folder / f"model-{trainer.step:08d}"
    shutil.rmtree(made, ignore_errors=True)
    with torch.no_grad():
        export(trainer.current(), trainer.data.tokenizer, made, "int8")
    if (folder / MAP).exists():
        shutil.copyfile(folder / MAP, made / MAP)
    shutil.rmtree(target, ignore_errors=True)  # of a call that was cut at this step
    made.rename(target)
    with writing(folder / PROGRESS, force=True) as stream:
        json.dump({"step": trainer.step, "seconds": trainer.seconds}, stream)
    for old in _models(folder)[:-2]:  # the last but one may still be being read
        shutil.rmtree(old)


def _models(folder: Path) -> list[Path]:
    return sorted(folder.glob("model-*"))


@contextmanager
def writing_candidates(
    trainer: "Trainer", tokenizer: Path, folder: Path, vocabulary_map: Path | None = None
) -> Iterator[None]:
    """Have a process write candidates for ``trainer`` into the run ``folder`` while this holds.

    ``vocabulary_map`` is one that its search may use. What it wrote is deleted at the end of the
    run; a run that is cut finds it again.
    """
    place = folder / FOLDER
    place.mkdir(exist_ok=True)
    if vocabulary_map is not None:
        shutil.copyfile(vocabulary_map, place / MAP)
    put_model(trainer, place)
    context = multiprocessing.get_context("spawn")
    given = (trainer.recipe, tokenizer, folder)
    writer = context.Process(target=_write, args=given, daemon=True)
    with starting():
        writer.start()
    try:
        yield
    finally:
        writer.terminate()
        writer.join(PATIENCE)
        writer.kill()
        writer.join()
    shutil.rmtree(place)


def _write(recipe: Recipe, tokenizer: Path, folder: Path) -> None:
    """Write candidates for ever: the process that started this one ends it."""
    from aligner.progress import Silent
    from aligner.training.loop import share_of, weights_at

    started(signal.SIG_IGN)  # Ctrl-C is for the one that owns the checkpoint
    place = folder / FOLDER
    data = prepare(recipe.data, tokenizer, folder, Silent())
    writer = Writer(data, recipe.risk, recipe.data.max_pieces)
    store = Store(place, recipe.risk.sources)
    rng = np.random.default_rng([recipe.run.seed, store.count])
    while True:
        progress = json.loads((place / PROGRESS).read_text(encoding="utf-8"))
        weights = weights_at(recipe, share_of(recipe.run, **progress))
        pairs = writer.pairs(weights, SOURCES if store.count else FIRST, rng)
        store.put(writer.write(_models(place)[-1], pairs))
