"""The recipe: every setting of a training run in one TOML file.

A recipe is strict: a key it does not know is an error that names the nearest one it does, so a
misspelt option cannot be ignored. ``Recipe()`` holds the defaults; ``recipe_toml`` writes them out.
"""

import math
import os
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path

from aligner.errors import ModelError, UsageError
from aligner.registry.card import check_name
from aligner.registry.convert import QUANTIZATIONS
from aligner.settings import read_settings, settings_toml

Rules = tuple[tuple[bool, str], ...]
"""What must hold, and what to say if it does not."""


@dataclass(frozen=True, slots=True)
class TrainingFile:
    """A bitext file, how often its pairs are drawn, and how often at the end of the run.

    Weights are relative to those of the other files, per pair; the mix moves from ``weight`` to
    ``final_weight`` while the learning rate decays. ``licence`` goes into the card.
    """

    path: str
    weight: float = 1.0
    final_weight: float = 1.0
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Data:
    """What is read. Lengths in pieces; ``max_ratio`` bounds the longer side over the shorter.

    With ``figures`` the model is given Chinese numbers in 万 and 亿 as English writes them, in
    training and, since its card says so, in translation. ``resample`` is the share of sources that
    are cut into pieces anew each time they are drawn, the more freely the smaller
    ``resample_alpha``: subword regularization (Kudo 2018, arXiv 1804.10959).
    """

    train: tuple[TrainingFile, ...] = ()
    dev: str = ""
    max_pieces: int = 100
    max_ratio: float = 4.0
    pair: str = "zh-en"
    figures: bool = False
    resample: float = 0.0
    resample_alpha: float = 0.2


@dataclass(frozen=True, slots=True)
class Tokenizer:
    """SentencePiece: one unigram model for both sides, byte fallback, digits split.

    ``model`` names a trained one; otherwise it is trained on ``sentences`` of the training data.
    """

    model: str = ""
    vocabulary: int = 32000
    coverage: float = 0.9998
    sentences: int = 600_000


@dataclass(frozen=True, slots=True)
class Shape:
    """The Transformer. ``ffn`` is the SwiGLU width; ``dropout`` acts on every sublayer.

    A model that is fine-tuned (``--init``) keeps its own shape but for ``dropout``; with ``deepen``
    it is given as many layers as stand here, and as large an ``ffn``, and what is new adds nothing
    until it has learnt to.
    """

    width: int = 512
    ffn: int = 1408
    heads: int = 8
    encoder_layers: int = 10
    decoder_layers: int = 2
    dropout: float = 0.1
    deepen: bool = False


@dataclass(frozen=True, slots=True)
class LexicalStart:
    """Start the embeddings from a lexical table, so that a short run spends no time on words.

    ``rounds`` of IBM model 1 over ``sentences`` pairs; 0 rounds starts from random numbers.
    """

    rounds: int = 3
    sentences: int = 300_000


@dataclass(frozen=True, slots=True)
class Optimizer:
    """``warmup`` in steps; the rate is flat for a share ``flat`` of the run, then decays.

    ``matrices`` is ``muon`` or ``adamw``: what trains the weight matrices; embeddings and vectors
    are trained by AdamW.
    ``batch_pieces`` counts padded target pieces a batch; ``accumulate`` batches make a step.
    ``sampled`` pieces drawn at random stand for the rest of the vocabulary in the softmax (0: all
    of it); ``frequent`` pieces are always in it. ``token_dropout`` is the share of pieces, of the
    source and of what the decoder has written so far, that are hidden from the model: with little
    data it otherwise learns sentences by heart (Sennrich & Zhang 2019, arXiv 1905.11901).
    """

    matrices: str = "muon"
    rate: float = 2e-3
    warmup: int = 300
    flat: float = 0.4
    weight_decay: float = 0.01
    smoothing: float = 0.1
    clip: float = 1.0
    batch_pieces: int = 16384
    accumulate: int = 1
    sampled: int = 0
    frequent: int = 1500
    token_dropout: float = 0.0
    average: float = 0.99


@dataclass(frozen=True, slots=True)
class Risk:
    """Learn to prefer the better of the model's own candidates (``training/risk.py``).

    ``weight`` is that of the expected cost of a candidate, 0 for none: training by likelihood;
    ``likelihood`` that of the reference, a sentence's mean. Candidates count by the mean
    log-probability of their pieces times ``sharpness``. ``candidates`` of those found by a beam of
    ``beam`` and by drawing ``sampled`` times among ``topk`` pieces at a ``temperature`` are taken a
    source; the penalties are the beam's. Sources longer than one of ``parts`` are also translated
    in parts of at most so many pieces, joined. What all are worth is sentence BLEU for the share
    ``bleu`` and chrF++ for the rest. Outputs are kept near ``length`` times as long as references:
    ``steer`` times the share they lack is what one reference's length more is worth. The candidates
    of the last ``sources`` sources are drawn from.
    """

    weight: float = 0.0
    likelihood: float = 0.3
    sharpness: float = 3.0
    candidates: int = 4
    beam: int = 6
    sampled: int = 5
    topk: int = 12
    temperature: float = 0.9
    length_penalty: float = 1.3
    coverage_penalty: float = 0.2
    parts: tuple[int, ...] = ()
    bleu: float = 0.4
    length: float = 1.0
    steer: float = 1.0
    sources: int = 2_500


@dataclass(frozen=True, slots=True)
class Run:
    """How long, where and how often. The first of ``steps`` and ``minutes`` (0: no limit) ends it.

    ``minutes`` counts training time over all calls, so a run goes on where it was cut. ``workers``
    processes train together on a CPU, a thread each unless ``threads`` says more; ``steps`` are
    then those of one of them. ``precision`` is that of matrix products: ``float32``, ``bfloat16``,
    or ``auto`` for bfloat16 where the device is fast at it. ``compile`` has PyTorch fuse
    operations, which needs a C++ compiler.
    """

    steps: int = 20000
    minutes: float = 0.0
    seed: int = 1
    device: str = "auto"
    threads: int = 0
    workers: int = 1
    precision: str = "auto"
    compile: bool = False
    eval_every: int = 1000
    eval_lines: int = 200
    save_minutes: float = 5.0


@dataclass(frozen=True, slots=True)
class Export:
    """The model folder: weights, name and licence of the card, vocabulary map.

    ``map_pieces`` targets a source piece make the vocabulary map; 0 leaves it out.
    """

    name: str = "my-zh-en"
    licence: str = "unknown"
    quantization: str = "int8"
    map_pieces: int = 0


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides what a training run gives."""

    data: Data = field(default_factory=Data)
    tokenizer: Tokenizer = field(default_factory=Tokenizer)
    shape: Shape = field(default_factory=Shape)
    lexical: LexicalStart = field(default_factory=LexicalStart)
    optimizer: Optimizer = field(default_factory=Optimizer)
    risk: Risk = field(default_factory=Risk)
    run: Run = field(default_factory=Run)
    export: Export = field(default_factory=Export)


def read_recipe(path: Path) -> Recipe:
    """Read a recipe; relative paths in it are relative to its folder.

    Raises ``UsageError`` naming file and key for anything unknown, ill-typed or out of range.
    """
    recipe = read_settings(path, Recipe)
    _check(recipe, path)
    return _resolve(recipe, path.parent)


def recipe_toml(recipe: Recipe) -> str:
    """Return the recipe as TOML that ``read_recipe`` reads back."""
    return settings_toml(recipe)


def portable(recipe: Recipe) -> Recipe:
    """Return the recipe with paths relative to the folder that holds all its files."""
    names = [*(file.path for file in recipe.data.train), recipe.data.dev, recipe.tokenizer.model]
    folders = [str(Path(name).parent) for name in names if name]
    if not folders or not all(Path(folder).is_absolute() for folder in folders):
        return recipe
    common = os.path.commonpath(folders)

    def relative(name: str) -> str:
        return Path(name).relative_to(common).as_posix() if name else ""

    return _with_paths(recipe, relative)


def _check(recipe: Recipe, path: Path) -> None:
    rules = (
        *_shape_rules(recipe.shape),
        *_optimizer_rules(recipe.optimizer),
        *_data_rules(recipe.data),
        *_risk_rules(recipe.risk),
        *_run_rules(recipe.run),
        *_tokenizer_rules(recipe.tokenizer),
        (
            recipe.export.quantization in QUANTIZATIONS,
            f"export.quantization must be one of {', '.join(QUANTIZATIONS)}",
        ),
        (recipe.lexical.sentences > 0, "lexical.sentences must be positive"),
        *_sign_rules(recipe),
    )
    for holds, message in rules:
        if not holds:
            raise UsageError(f"{path}: {message}")
    try:
        check_name(recipe.export.name)
    except ModelError as error:
        raise UsageError(f"{path}: export.name: {error}") from error


def _sign_rules(recipe: Recipe) -> Rules:
    """No number of a recipe may be negative; a seed or threads below 0 would fail much later."""
    sections = ((part.name, getattr(recipe, part.name)) for part in fields(recipe))
    return tuple(
        (value >= 0, f"{name}.{key} must not be negative")
        for name, section in sections
        for key, value in asdict(section).items()
        if isinstance(value, int | float)
    )


def _tokenizer_rules(tokenizer: Tokenizer) -> Rules:
    return (
        (0 < tokenizer.vocabulary <= 65000, "tokenizer.vocabulary must be from 1 to 65000"),
        (0 < tokenizer.coverage <= 1, "tokenizer.coverage must be above 0, at most 1"),
        (tokenizer.sentences > 0, "tokenizer.sentences must be positive"),
    )


def _shape_rules(shape: Shape) -> Rules:
    sizes = (shape.width, shape.ffn, shape.heads)
    heads = max(shape.heads, 1)  # the first rule that is broken is what is said
    return (
        (min(sizes) > 0, "shape.width, ffn and heads must be positive"),
        (shape.width % heads == 0, "shape.width must be a multiple of shape.heads"),
        (shape.width // heads % 2 == 0, "shape.width / shape.heads must be even"),
        (shape.encoder_layers > 0 and shape.decoder_layers > 0, "layers must be positive"),
        (0 <= shape.dropout < 1, "shape.dropout must be in [0, 1)"),
    )


def _optimizer_rules(rate: Optimizer) -> Rules:
    return (
        (
            rate.rate > 0 and rate.batch_pieces > 0,
            "optimizer.rate and batch_pieces must be positive",
        ),
        (rate.matrices in {"muon", "adamw"}, "optimizer.matrices must be muon or adamw"),
        (0 <= rate.flat < 1, "optimizer.flat must be in [0, 1)"),
        (0 <= rate.smoothing < 1, "optimizer.smoothing must be in [0, 1)"),
        (0 <= rate.token_dropout < 1, "optimizer.token_dropout must be in [0, 1)"),
        (rate.accumulate >= 1, "optimizer.accumulate must be at least 1"),
        (rate.clip > 0, "optimizer.clip must be positive"),
        (rate.average <= 1, "optimizer.average must be at most 1"),
    )


def _data_rules(data: Data) -> Rules:
    first = [file.weight for file in data.train]
    last = [file.final_weight for file in data.train]
    return (
        (
            all(0 <= weight < math.inf for weight in first + last),
            "weight and final_weight in [[data.train]] must not be negative",
        ),
        (
            not data.train or (sum(first) > 0 and sum(last) > 0),
            "weight and final_weight must be positive in at least one [[data.train]] each",
        ),
        (data.max_pieces > 0, "data.max_pieces must be positive"),
        (data.max_ratio >= 1, "data.max_ratio must be at least 1"),
        (0 <= data.resample <= 1, "data.resample must be in [0, 1]"),
        (data.resample_alpha > 0, "data.resample_alpha must be positive"),
        (data.pair in {"zh-en", "en-zh"}, "data.pair must be zh-en or en-zh"),
        (
            data.pair == "zh-en" or not data.figures,
            "data.figures is for Chinese sources: data.pair must be zh-en",
        ),
    )


def _risk_rules(risk: Risk) -> Rules:
    return (
        (risk.candidates > 1, "risk.candidates must be at least 2"),
        (risk.beam + risk.sampled > 1, "risk.beam and sampled must make 2 candidates at least"),
        (risk.sharpness > 0, "risk.sharpness must be positive"),
        (risk.temperature > 0, "risk.temperature must be positive"),
        (risk.topk > 0, "risk.topk must be positive"),
        (min(risk.parts, default=1) > 0, "risk.parts must be positive"),
        (0 <= risk.bleu <= 1, "risk.bleu must be in [0, 1]"),
        (risk.length > 0, "risk.length must be positive"),
        (risk.steer >= 0, "risk.steer must not be negative"),
        (risk.sources > 0, "risk.sources must be positive"),
    )


def _run_rules(run: Run) -> Rules:
    return (
        (run.steps > 0 or run.minutes > 0, "run.steps or run.minutes must be positive"),
        (
            re.fullmatch(r"auto|cpu|cuda(:\d+)?", run.device) is not None,
            "run.device must be auto, cpu, cuda or cuda:NUMBER",
        ),
        (
            run.precision in {"auto", "float32", "bfloat16"},
            "run.precision must be auto, float32 or bfloat16",
        ),
        (run.workers >= 1, "run.workers must be at least 1"),
    )


def _resolve(recipe: Recipe, folder: Path) -> Recipe:
    def absolute(name: str) -> str:
        return str((folder / name).absolute()) if name else ""

    return _with_paths(recipe, absolute)


def _with_paths(recipe: Recipe, change: Callable[[str], str]) -> Recipe:
    files = tuple(replace(f, path=change(f.path)) for f in recipe.data.train)
    return replace(
        recipe,
        data=replace(recipe.data, train=files, dev=change(recipe.data.dev)),
        tokenizer=replace(recipe.tokenizer, model=change(recipe.tokenizer.model)),
    )
