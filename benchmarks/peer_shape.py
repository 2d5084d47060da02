"""Speed of a model's search beside a model of OPUS-MT's shape, in one run.

    python benchmarks/peer_shape.py FOLDER SHAPE [--model M] [--limit 200] [--reps 3]

FOLDER has ``src.zh`` and ``ref.en``; SHAPE is a folder with the ``config.json``, ``vocab.json``,
``source.spm`` and ``target.spm`` of a Marian checkpoint of transformers. Its weights are drawn at
random, so nothing is said of its quality, and both models are made to write as many pieces as
their tokenizer needs for the reference: the same text costs each what it would cost. Both are
int8, on one thread, in batches of sentences of like length, each at its best size of batch; ours
is the search alone, without reranking, with and without its vocabulary map.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import sentencepiece
from ctranslate2.specs import common_spec, transformer_spec
from ctranslate2.specs.model_spec import visit_spec
from numpy.typing import NDArray

from aligner.registry import int8
from aligner.registry.store import resolve_model
from aligner.translation.tokenizer import tokenizer_files

SIZES = (4, 8, 16, 32)
"""Sizes of batch that are tried."""


def random_marian(shape: Path, folder: Path) -> None:
    """Write an int8 CTranslate2 model of the shape in ``config.json``, with random weights."""
    config = json.loads((shape / "config.json").read_text(encoding="utf-8"))
    vocabulary = json.loads((shape / "vocab.json").read_text(encoding="utf-8"))
    pieces = sorted(vocabulary, key=vocabulary.__getitem__)
    spec = transformer_spec.TransformerSpec.from_config(
        (config["encoder_layers"], config["decoder_layers"]),
        config["encoder_attention_heads"],
        pre_norm=config["normalize_before"],
        activation=common_spec.Activation.SWISH,
    )
    spec.decoder.scale_embeddings = spec.encoder.scale_embeddings = config["scale_embedding"]
    weights = Weights(len(pieces), config["d_model"], config["encoder_ffn_dim"])
    visit_spec(spec, weights.fill)
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.config.bos_token = spec.config.decoder_start_token = pieces[config["pad_token_id"]]
    spec.config.eos_token = pieces[config["eos_token_id"]]
    spec.config.unk_token, spec.config.add_source_eos = "<unk>", True
    spec.validate()
    int8.optimize(spec, "int8")
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))


class Weights:
    """Random weights for a Marian Transformer of one width, by the names CTranslate2 gives them."""

    def __init__(self, pieces: int, width: int, inner: int) -> None:
        self.width, self.inner = width, inner
        self.random = np.random.default_rng(1)
        # Embeddings and output layer share their rows, as in Marian; they are not stored twice.
        self.rows = self.random.normal(0, 0.02, (pieces, width)).astype(np.float32)

    def fill(self, part: object, name: str, value: object) -> None:
        """Give one variable of a specification its value, if it has none."""
        kind = name.split("/")[-1]
        makers: dict[str, Callable[[str], NDArray[np.float32]]] = {
            "weight": self.weight,
            "bias": lambda name: np.zeros(len(self.weight(name)), dtype=np.float32),
            "gamma": lambda _: np.ones(self.width, dtype=np.float32),
            "beta": lambda _: np.zeros(self.width, dtype=np.float32),
            "encodings": lambda _: np.zeros((512, self.width), dtype=np.float32),
        }
        if value is None and kind in makers:
            setattr(part, kind, makers[kind](name))

    def weight(self, name: str) -> NDArray[np.float32]:
        """Return a matrix, output by input; q, k and v of a layer are one, k and v where two."""
        if "embeddings" in name or "projection" in name:
            return self.rows
        cross, width = "/attention/" in name, self.width
        sizes = {
            "ffn/linear_0": (self.inner, width),
            "ffn/linear_1": (width, self.inner),
            "attention/linear_0": (width if cross else 3 * width, width),
            "attention/linear_1": (2 * width if cross else width, width),
            "attention/linear_2": (width, width),
        }
        size = next(size for part, size in sizes.items() if part in name)
        return self.random.normal(0, 0.02, size).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Contestant:
    """A model and what it reads and has to write: pieces of each source, number of pieces out."""

    name: str
    translator: Any
    sources: Sequence[list[str]]
    lengths: Sequence[int]
    vocabulary_map: bool

    def run(self, size: int, beam: int) -> float:
        """Translate everything in batches of ``size``; return processor seconds."""
        order = sorted(range(len(self.sources)), key=lambda at: (self.lengths[at], at))
        start = time.process_time()
        for first in range(0, len(order), size):
            batch = order[first : first + size]
            length = round(statistics.fmean(self.lengths[at] for at in batch))
            self.translator.translate_batch(
                [self.sources[at] for at in batch],
                beam_size=beam,
                min_decoding_length=length,
                max_decoding_length=length,
                max_batch_size=0,
                use_vmap=self.vocabulary_map,
            )
        return time.process_time() - start


def contestants(arguments: argparse.Namespace, folder: Path) -> list[Contestant]:
    """Load the models and encode the lines."""
    lines = [
        (arguments.folder / name).read_text(encoding="utf-8").splitlines()
        for name in ("src.zh", "ref.en")
    ]
    pairs = [pair for pair in zip(*lines, strict=True) if all(side.strip() for side in pair)]
    pairs = pairs[:: max(1, -(-len(pairs) // arguments.limit))]
    model = resolve_model(arguments.model)
    random_marian(arguments.shape, folder)
    found = []
    for name, place, tokenizer, mapped in (
        ("ours, vocabulary map", model, model, True),
        ("ours, whole vocabulary", model, model, False),
        ("OPUS-MT's shape", folder, arguments.shape, False),
    ):
        if mapped and not (place / "vmap.txt").is_file():
            continue
        zh, en = (
            sentencepiece.SentencePieceProcessor(model_file=str(file))
            for file in tokenizer_files(tokenizer)
        )
        translator = ctranslate2.Translator(
            str(place), device="cpu", compute_type="int8", intra_threads=1
        )
        encoded = [zh.encode(s, out_type=str) for s, _ in pairs]
        lengths = [len(en.encode(t)) for _, t in pairs]
        found.append(Contestant(name, translator, encoded, lengths, mapped))
    return found


def main() -> None:
    """Run the models in turn and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("shape", type=Path)
    parser.add_argument("--model")
    parser.add_argument("--limit", type=int, default=200)
    parser.add_argument("--reps", type=int, default=3)
    parser.add_argument("--beam-size", type=int, default=4)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        models = contestants(arguments, Path(folder))
        best = {
            model.name: min(SIZES, key=lambda size, m=model: m.run(size, arguments.beam_size))
            for model in models
        }
        seconds: dict[str, list[float]] = {model.name: [] for model in models}
        for rep in range(arguments.reps):
            # The order turns round, so that a slow stretch of the machine hits each in turn.
            for model in models[:: 1 if rep % 2 == 0 else -1]:
                seconds[model.name].append(model.run(best[model.name], arguments.beam_size))
        size = (Path(folder) / "model.bin").stat().st_size / 1e6
    print(
        f"{len(models[0].sources)} lines, beam {arguments.beam_size}; their model.bin {size:.0f} MB"
    )
    last = statistics.median(seconds[models[-1].name])
    for model in models:
        median = statistics.median(seconds[model.name])
        print(
            f"{model.name:24} batches of {best[model.name]:2}  {median:7.2f} CPU s  "
            f"{sum(model.lengths) / median:6.0f} pieces/CPU s  {last / median:5.1f}x"
        )


if __name__ == "__main__":
    main()
