"""A whole training run: data, tokenizer, lexical start, training, export, measurement, card.

Everything lies in the run folder: ``recipe.toml``, ``origin.json`` (what ``init`` named),
``zh-en.spm`` and ``tokenizer.json``, prepared arrays, ``checkpoint.pt``, ``log.tsv``,
``curve.svg``, and at the end ``weights.pt`` and the model folder
``model/``. A run that was cut goes on from there when it is called again with the same recipe.
"""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from aligner.atomic import writing
from aligner.errors import UsageError
from aligner.progress import Progress, Silent
from aligner.registry.card import ModelCard, write_card
from aligner.training import lexical
from aligner.training.card import Origin, as_trained, model_card
from aligner.training.crew import crew
from aligner.training.curve import learning_curve
from aligner.training.data import TrainingData, check_files, prepare, read_pairs
from aligner.training.dev import dev_lines, dev_scores, measure_dev
from aligner.training.export import (
    WEIGHTS,
    Agreement,
    calendar_pieces,
    compare,
    export,
    load_weights,
    pieces_of,
    save_weights,
)
from aligner.training.folder import (
    LOG,
    LOG_HEADER,
    MODEL,
    RECIPE,
    UNFINISHED,
    keep_origin,
    keep_recipe,
    open_folder,
    put_model,
)
from aligner.training.grow import grow
from aligner.training.loop import CHECKPOINT, NEVER, Report, Trainer, config_of
from aligner.training.model import Transformer
from aligner.training.recipe import Recipe, portable, recipe_toml
from aligner.training.risk import trainer_of
from aligner.training.tokenizer import is_trained, put_given, train_tokenizer
from aligner.training.unpack import load_folder
from aligner.training.writer import MAP, writing_candidates

TOKENIZER = "zh-en.spm"

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a finished run gave."""

    model: Path
    card: ModelCard
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class _Bench:
    """What every stage of a run works with; ``origin`` is what it starts from."""

    recipe: Recipe
    folder: Path
    origin: Origin | None
    say: Say
    progress: Progress

    @property
    def tokenizer(self) -> Path:
        return self.folder / TOKENIZER

    @property
    def fresh(self) -> bool:
        return not (self.folder / CHECKPOINT).exists()


def train(
    recipe: Recipe,
    folder: Path,
    *,
    init: Path | None = None,
    say: Say = lambda _: None,
    progress: Progress | None = None,
) -> Outcome:
    """Carry out the recipe in ``folder``, going on from what is there.

    ``init`` is a run folder or a model folder to start from: its tokenizer and weights replace
    those the recipe would make. Raises ``UsageError`` for a recipe without data, ``RefusedError``
    when the folder holds another run or anything that is none, ``OutputError`` when it cannot be
    made, ``InputError`` for data that cannot be used.
    """
    if not recipe.data.train:
        raise UsageError("the recipe names no training data: add a [[data.train]] with a path")
    check_files(recipe.data)
    open_folder(folder)
    origin = Origin.read(init) if init else None
    if origin and origin.search(recipe.data.pair).figures:  # the weights to start from expect them
        recipe = replace(recipe, data=replace(recipe.data, figures=True))
    bench = _Bench(recipe, folder, origin, say, progress or Silent())
    keep_recipe(folder, recipe)
    keep_origin(folder, origin.name if origin else None)
    torch.manual_seed(recipe.run.seed)
    several = recipe.run.workers > 1
    torch.set_num_threads(recipe.run.threads or (1 if several else torch.get_num_threads()))
    _make_tokenizer(bench)
    data = prepare(recipe.data, bench.tokenizer, folder, bench.progress)
    say(
        f"{sum(data.counts):,} pairs to train on, {data.dropped:,} left out, "
        f"{len(data.src.pieces):,} source and {len(data.tgt.pieces):,} target pieces"
    )
    model, table = _start(bench, data)
    trainer = trainer_of(recipe, model, data, folder)
    if trainer.restore(folder):
        say(f"going on from step {trainer.step}, {trainer.share:.0%} of the run")
    if several and trainer.device.type != "cpu":
        raise UsageError('run.workers is for the CPU: write 1, or run.device = "cpu"')
    if trainer.share < 1:
        with ExitStack() as processes:
            if recipe.risk.weight:
                say("writing the first candidates")
                processes.enter_context(
                    writing_candidates(trainer, bench.tokenizer, folder, _known_map(bench))
                )
            if several:
                processes.enter_context(crew(trainer, bench.tokenizer, folder))
            _loop(bench, trainer)
    return _finish(bench, trainer, table)


def _known_map(bench: _Bench) -> Path | None:
    """Return the vocabulary map of the model a run starts from, if it has one."""
    if bench.origin is None:
        return None
    places = (bench.origin.folder / MAP, bench.origin.folder / MODEL / MAP)
    return next((path for path in places if path.exists()), None)


def _make_tokenizer(bench: _Bench) -> None:
    recipe, wanted = bench.recipe, bench.recipe.tokenizer
    if bench.origin or wanted.model:
        given = bench.origin.folder / TOKENIZER if bench.origin else Path(wanted.model)
        put_given(given, bench.tokenizer, fresh=bench.fresh)
        return
    if bench.fresh:
        made = is_trained(recipe.data, wanted, bench.tokenizer)
    else:
        made = bench.tokenizer.exists()
    if not made:
        bench.say(f"training a tokenizer of {wanted.vocabulary:,} pieces")
        train_tokenizer(recipe.data, wanted, bench.tokenizer)


def _start(bench: _Bench, data: TrainingData) -> tuple[Transformer, lexical.Table | None]:
    recipe, pieces, table = bench.recipe, len(pieces_of(bench.tokenizer)), None
    lexical_start = recipe.lexical.rounds > 0 and bench.fresh and bench.origin is None
    if recipe.export.map_pieces or lexical_start:
        rounds = max(1, recipe.lexical.rounds)
        bench.say(f"training a lexical table, {rounds} rounds")
        table = lexical.train_table(
            data,
            rounds=rounds,
            sentences=recipe.lexical.sentences,
            progress=bench.progress,
        )
    if bench.origin is not None:
        weights = bench.origin.folder / WEIGHTS
        known = load_weights(weights) if weights.exists() else load_folder(bench.origin.folder)
        _wake(known, data)
        own = replace(known.config, dropout=recipe.shape.dropout)
        return grow(known, config_of(recipe, pieces) if recipe.shape.deepen else own), table
    model = Transformer(config_of(recipe, pieces))
    if table is not None and lexical_start:
        _lexical_start(model, table, data)
    return model, table


def _lexical_start(model: Transformer, table: lexical.Table, data: TrainingData) -> None:
    frequency = _frequency(data, model.config.vocabulary)
    start = lexical.start_embeddings(table, frequency, model.config.width)
    known = torch.from_numpy(np.flatnonzero(start.any(1)))
    with torch.no_grad():
        model.embedding.weight[known] = torch.from_numpy(start)[known]
        share = torch.from_numpy((frequency + 1) / (frequency + 1).sum()).float()
        model.bias.copy_(0.5 * share.log())


def _wake(model: Transformer, data: TrainingData) -> None:
    """Let a model write pieces that no target of its own training held, but some of these do.

    They were shut out for good (``Trainer.averaged``): all of Chinese, where one into English
    becomes one into Chinese.
    """
    frequency = _frequency(data, model.config.vocabulary)
    asleep = torch.from_numpy(frequency > 0) & (model.bias <= NEVER / 2)
    share = torch.from_numpy((frequency + 1) / (frequency + 1).sum()).float()
    with torch.no_grad():
        model.bias[asleep] = 0.5 * share.log()[asleep]


def _frequency(data: TrainingData, vocabulary: int) -> NDArray[np.float64]:
    return np.bincount(data.tgt.pieces, minlength=vocabulary).astype(np.float64)


def _loop(bench: _Bench, trainer: Trainer) -> None:
    log, dev = bench.folder / LOG, dev_lines(bench.recipe)
    if not log.exists():
        log.write_text(LOG_HEADER, encoding="utf-8")

    def append(*values: object) -> None:
        with log.open("a", encoding="utf-8") as stream:
            stream.write("\t".join(str(value) for value in values) + "\n")

    def on_report(line: Report) -> None:
        append(
            line.step,
            f"{line.share:.4f}",
            f"{line.loss:.4f}",
            f"{line.rate:.2e}",
            f"{line.pieces_per_second:.0f}",
            f"{line.seconds:.0f}",
            "",
            "",
        )
        bench.progress.advance(round(1000 * line.share), 1000)
        bench.say(
            f"step {line.step} ({line.share:.1%}) loss {line.loss:.3f} rate {line.rate:.1e} "
            f"{line.pieces_per_second:.0f} pieces/s"
        )

    def on_evaluate(step: int) -> None:
        if dev:
            bleu, chrf = dev_scores(trainer.averaged(), bench.tokenizer, dev)
            append(step, f"{trainer.share:.4f}", "", "", "", "", f"{bleu:.2f}", f"{chrf:.2f}")
            bench.say(
                f"step {step}: dev BLEU {bleu:.2f} chrF++ {chrf:.2f} ({len(dev)} lines, greedy)"
            )

    trainer.run(bench.folder, on_report, on_evaluate)
    with writing(bench.folder / "curve.svg", force=True) as stream:
        stream.write(_curve(log))


def _curve(log: Path) -> str:
    rows = [line.split("\t") for line in log.read_text(encoding="utf-8").splitlines()[1:]]
    losses = [(float(row[0]), float(row[2])) for row in rows if row[2]]
    scores = [(float(row[0]), float(row[6])) for row in rows if row[6]]
    return learning_curve(losses, scores, "dev BLEU")


def _finish(bench: _Bench, trainer: Trainer, table: lexical.Table | None) -> Outcome:
    model = trainer.averaged()
    recipe = as_trained(bench.recipe, model.config, bench.origin)
    save_weights(model, bench.folder / WEIGHTS)
    with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=bench.folder) as temporary:
        exact, made = Path(temporary) / "float32", Path(temporary) / "made"
        export(model, bench.tokenizer, exact, "float32")
        agreement = compare(model, exact, _sample(recipe))
        bench.say(f"CTranslate2 and the module agree to {agreement.largest:.1e} nats (float32)")
        export(model, bench.tokenizer, made, recipe.export.quantization)
        if table is not None and recipe.export.map_pieces:
            frequency = _frequency(trainer.data, model.config.vocabulary)
            lines = lexical.vocabulary_map(
                table,
                pieces_of(bench.tokenizer),
                frequency,
                recipe.export.map_pieces,
                calendar_pieces(bench.tokenizer),
            )
            with writing(made / MAP) as stream:
                stream.write("\n".join(lines) + "\n")
        with writing(made / RECIPE) as stream:
            stream.write(recipe_toml(portable(recipe)))
        measured = measure_dev(model, bench.tokenizer, dev_lines(recipe))
        if measured[0]:
            bench.say("dev " + " ".join(f"{q.metric} {q.value:.2f}" for q in measured[0]))
        card = model_card(recipe, made, trainer, measured, bench.origin)
        write_card(made, card)
        return Outcome(put_model(made, bench.folder), card, agreement)


def _sample(recipe: Recipe) -> list[tuple[str, str]]:
    pairs = dev_lines(recipe)[:20]
    if pairs:
        return pairs
    first = read_pairs(recipe.data.train[0].path, recipe.data)
    return [pair for pair, _ in zip(first, range(20), strict=False)]
