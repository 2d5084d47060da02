"""A whole training run: data, tokenizer, lexical start, training, export, measurement, card.

Everything lies in the run folder: ``recipe.toml``, ``zh-en.spm``, prepared arrays,
``checkpoint.pt``, ``log.tsv``, ``curve.svg``, and at the end ``weights.pt`` and the model folder
``model/``. A run that was cut goes on from there when it is called again with the same recipe.
"""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import sentencepiece
import torch
from numpy.typing import NDArray

from aligner.atomic import writing
from aligner.errors import InputError, RefusedError, UsageError
from aligner.lang import LangPair
from aligner.progress import Progress, Silent
from aligner.registry.card import (
    CARD_FILE,
    ModelCard,
    Quality,
    Search,
    Speed,
    TrainingSet,
    measure_files,
    read_card,
    write_card,
)
from aligner.signature import run_signature
from aligner.training import lexical
from aligner.training.crew import crew
from aligner.training.curve import learning_curve
from aligner.training.data import TrainingData, prepare, read_pairs, train_tokenizer
from aligner.training.deepen import deepen
from aligner.training.export import (
    WEIGHTS,
    Agreement,
    compare,
    export,
    load_weights,
    pieces_of,
    save_weights,
)
from aligner.training.loop import CHECKPOINT, NEVER, Report, Trainer, config_of
from aligner.training.model import Transformer, greedy
from aligner.training.recipe import Recipe, portable, read_recipe, recipe_toml
from aligner.training.unpack import load_folder

TOKENIZER = "zh-en.spm"
LOG_HEADER = "step\tshare\tloss\trate\tpieces_per_second\tseconds\tBLEU\tchrF++\n"

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a finished run gave."""

    model: Path
    card: ModelCard
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class _Bench:
    """What every stage of a run works with; ``init`` is a folder to start from, ``search`` its."""

    recipe: Recipe
    folder: Path
    init: Path | None
    search: Search
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
    when the folder holds another run, ``InputError`` for data that cannot be used.
    """
    if not recipe.data.train:
        raise UsageError("the recipe names no training data: add a [[data.train]] with a path")
    search = _search_of(init, recipe.data.pair)
    if search.figures:  # the weights to start from expect them
        recipe = replace(recipe, data=replace(recipe.data, figures=True))
    folder.mkdir(parents=True, exist_ok=True)
    bench = _Bench(recipe, folder, init, search, say, progress or Silent())
    _keep_recipe(bench)
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
    trainer = Trainer(recipe, model, data)
    if trainer.restore(folder):
        say(f"going on from step {trainer.step}, {trainer.share:.0%} of the run")
    if not several:
        _loop(bench, trainer)
    elif trainer.device.type != "cpu":
        raise UsageError('run.workers is for the CPU: write 1, or run.device = "cpu"')
    elif trainer.share < 1:
        with crew(trainer, bench.tokenizer, folder):
            _loop(bench, trainer)
    return _finish(bench, trainer, table)


def _search_of(init: Path | None, pair: str) -> Search:
    """Return how the model in ``init``, a model or run folder, is searched: so is what it becomes.

    The defaults where there is no card, or one of the other direction.
    """
    folders = [] if init is None else [init, init / "model"]
    cards = [read_card(folder) for folder in folders if (folder / CARD_FILE).exists()]
    return next((card.search for card in cards if str(card.pair) == pair), Search())


def _keep_recipe(bench: _Bench) -> None:
    kept = bench.folder / "recipe.toml"
    new = bench.recipe
    if kept.exists() and not bench.fresh:
        old = read_recipe(kept)
        # How long a run is may change (a second hour goes on from the first); what it is may not.
        if (old.data, old.shape, old.tokenizer) != (new.data, new.shape, new.tokenizer):
            raise RefusedError(
                f"{kept}: this folder holds a run of another recipe (data, shape or tokenizer "
                "differ); choose another --output"
            )
    with writing(kept, force=True) as stream:
        stream.write(recipe_toml(new))


def _make_tokenizer(bench: _Bench) -> None:
    wanted = bench.recipe.tokenizer
    if bench.tokenizer.exists():
        return
    if bench.init is None and not wanted.model:
        bench.say(f"training a tokenizer of {wanted.vocabulary:,} pieces")
        train_tokenizer(bench.recipe.data, wanted, bench.tokenizer)
        return
    given = bench.init / TOKENIZER if bench.init else Path(wanted.model)
    if not given.is_file():
        raise InputError(f"{given}: no such tokenizer; --init wants a run or model folder of ours")
    shutil.copyfile(given, bench.tokenizer)


def _start(bench: _Bench, data: TrainingData) -> tuple[Transformer, lexical.Table | None]:
    recipe, pieces, table = bench.recipe, len(pieces_of(bench.tokenizer)), None
    lexical_start = recipe.lexical.rounds > 0 and bench.fresh and bench.init is None
    if recipe.export.map_pieces or lexical_start:
        rounds = max(1, recipe.lexical.rounds)
        bench.say(f"training a lexical table, {rounds} rounds")
        table = lexical.train_table(
            data,
            rounds=rounds,
            sentences=recipe.lexical.sentences,
            progress=bench.progress,
        )
    if bench.init is not None:
        weights = bench.init / WEIGHTS
        known = load_weights(weights) if weights.exists() else load_folder(bench.init)
        _wake(known, data)
        own = replace(known.config, dropout=recipe.shape.dropout)
        return deepen(known, config_of(recipe, pieces) if recipe.shape.deepen else own), table
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


def _dev_lines(recipe: Recipe) -> list[tuple[str, str]]:
    if not recipe.data.dev:
        return []
    pairs = list(read_pairs(recipe.data.dev, recipe.data))
    step = max(1, len(pairs) // max(1, recipe.run.eval_lines))
    return pairs[::step][: recipe.run.eval_lines]


def dev_scores(
    model: Transformer, tokenizer: Path, dev: list[tuple[str, str]]
) -> tuple[float, float]:
    """Return BLEU and chrF++ (sacrebleu's defaults) of greedy decoding."""
    import sacrebleu

    processor = sentencepiece.SentencePieceProcessor(model_file=str(tokenizer))
    hypotheses: list[str] = []
    for i in range(0, len(dev), 50):
        ids = [processor.encode(src) for src, _ in dev[i : i + 50]]
        limit = 10 + 2 * max(len(s) for s in ids)
        hypotheses += [processor.decode(out) for out in greedy(model, ids, min(limit, 200))]
    references = [[tgt for _, tgt in dev]]
    bleu = sacrebleu.corpus_bleu(hypotheses, references).score
    chrf = sacrebleu.corpus_chrf(hypotheses, references, word_order=2).score
    return bleu, chrf


def _loop(bench: _Bench, trainer: Trainer) -> None:
    log, dev = bench.folder / "log.tsv", _dev_lines(bench.recipe)
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
    recipe, model = bench.recipe, trainer.averaged()
    save_weights(model, bench.folder / WEIGHTS)
    exact = bench.folder / "float32"
    export(model, bench.tokenizer, exact, "float32")
    agreement = compare(model, exact, _sample(recipe))
    bench.say(f"CTranslate2 and the module agree to {agreement.largest:.1e} nats (float32)")
    shutil.rmtree(exact)
    target = bench.folder / "model"
    shutil.rmtree(target, ignore_errors=True)
    export(model, bench.tokenizer, target, recipe.export.quantization)
    if table is not None and recipe.export.map_pieces:
        frequency = _frequency(trainer.data, model.config.vocabulary)
        lines = lexical.vocabulary_map(
            table, pieces_of(bench.tokenizer), frequency, recipe.export.map_pieces
        )
        with writing(target / "vmap.txt", force=True) as stream:
            stream.write("\n".join(lines) + "\n")
    with writing(target / "recipe.toml", force=True) as stream:
        stream.write(recipe_toml(portable(recipe)))
    card = _card(bench, trainer, model)
    write_card(target, card)
    return Outcome(target, card, agreement)


def _sample(recipe: Recipe) -> list[tuple[str, str]]:
    pairs = _dev_lines(recipe)[:20]
    if pairs:
        return pairs
    first = read_pairs(recipe.data.train[0].path, recipe.data)
    return [pair for pair, _ in zip(first, range(20), strict=False)]


def _card(bench: _Bench, trainer: Trainer, model: Transformer) -> ModelCard:
    recipe, shape = bench.recipe, bench.recipe.shape
    quality, speed = _measured(bench, model)
    return ModelCard(
        name=recipe.export.name,
        pair=LangPair.parse(recipe.data.pair),
        description=f"Trained for {trainer.step} steps, {trainer.seconds / 60:.0f} minutes",
        architecture=(
            f"Transformer {shape.encoder_layers}+{shape.decoder_layers} layers, "
            f"width {shape.width}, {recipe.export.quantization}"
        ),
        tokenizer="joint",
        licence=recipe.export.licence,
        licence_url="",
        source="trained here",
        made="aligner train recipe.toml (the recipe lies beside this card)",
        files=measure_files(bench.folder / "model"),
        training=tuple(
            TrainingSet(Path(file.path).name, file.licence or "unknown", count)
            for file, count in zip(recipe.data.train, trainer.data.counts, strict=True)
        ),
        quality=quality,
        speed=speed,
        search=replace(bench.search, figures=recipe.data.figures),
    )


def _measured(bench: _Bench, model: Transformer) -> tuple[tuple[Quality, ...], tuple[Speed, ...]]:
    dev = _dev_lines(bench.recipe)
    if not dev:
        return (), ()
    began = time.monotonic()
    bleu, chrf = dev_scores(model, bench.tokenizer, dev)
    seconds = time.monotonic() - began
    bench.say(f"dev BLEU {bleu:.2f} chrF++ {chrf:.2f}")
    how = str(run_signature("sacrebleu", lines=len(dev), decoding="greedy", weights="float32"))
    return (
        (
            Quality("dev", "BLEU", round(bleu, 2), how),
            Quality("dev", "chrF++", round(chrf, 2), how),
        ),
        (Speed("greedy decoding in PyTorch", round(len(dev) / seconds, 2), "sentences/s"),),
    )
