"""Turn a Marian (OPUS-MT) or transformers checkpoint into a model folder that decodes safely.

CTranslate2's converters do the weights. What they leave open, and what makes converted models loop
or produce nonsense, is settled here: the source always gets its end-of-sentence piece, padding can
never be produced, the vocabulary is the one the weights were trained with, the tokenizer files
belong to it, and a smoke sentence is decoded to its end before the folder counts as a model.

Nothing is downloaded, no code of a checkpoint is run, and pickled weights are read by PyTorch's
restricted loader only. Does not convert decoder-only models or BPE tokenizers.
"""

import json
import logging
import os
import shutil
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

from aligner.errors import AlignerError, ModelError
from aligner.lang import Lang, LangPair
from aligner.registry import int8
from aligner.registry.card import (
    CheckpointKind,
    ModelCard,
    Quality,
    TrainingSet,
    measure_files,
    write_card,
)
from aligner.registry.checkpoint import (
    TokenizerFiles,
    checkpoint_kind,
    load_sentencepiece,
    normal_pieces,
    read_json,
    read_tokenizer,
)

logger = logging.getLogger(__name__)

QUANTIZATIONS = (
    "int8",
    "int8_float32",
    "int8_float16",
    "int8_bfloat16",
    "int16",
    "float16",
    "bfloat16",
    "float32",
)
"""CTranslate2's types of weights."""

SMOKE_SENTENCES: dict[Lang, str] = {"zh": "今天天气很好。", "en": "The weather is fine today."}
SMOKE_LIMIT = 128
"""Pieces after which the smoke sentence, 4 words long, counts as a loop."""

LOWEST_COVERAGE = 0.5
"""Share of a tokenizer's pieces that its vocabulary must know; OPUS-MT zh-en has over 0.99."""

_START_TOLERANCE = 1e-3
"""Norm of the start embedding relative to the mean that still counts as zero."""

_NO_LOGIT = -1e4
"""Bias that no logit overcomes; within the range of float16."""


@dataclass(frozen=True, slots=True)
class About:
    """What a checkpoint's own files do not say, for the card of the converted model."""

    name: str
    pair: LangPair
    description: str = ""
    licence: str = "unknown"
    licence_url: str = ""
    source: str = ""
    training: tuple[TrainingSet, ...] = ()
    quality: tuple[Quality, ...] = ()


@dataclass(frozen=True, slots=True)
class Smoke:
    """The smoke sentence, what the converted model made of it, and whether it came to an end."""

    source: str
    output: str
    ended: bool


@dataclass(frozen=True, slots=True)
class Converted:
    """A model folder that was just made."""

    folder: Path
    card: ModelCard
    smoke: Smoke


def convert_checkpoint(
    checkpoint: Path,
    folder: Path,
    about: About,
    *,
    quantization: str = "int8",
    allow_endless: bool = False,
) -> Converted:
    """Convert ``checkpoint`` into the empty or new ``folder`` and write its card.

    Raises ``InputError`` or ``ModelError`` if files are missing or do not fit together, if an
    extra is not installed, or if the smoke sentence does not end within ``SMOKE_LIMIT`` pieces
    (``allow_endless`` lets that pass: weights that were never trained do not end).
    """
    kind = checkpoint_kind(checkpoint)
    if kind == "ready":
        raise ModelError(
            f"{checkpoint}: a CTranslate2 model already; install it with "
            f"'aligner models import {checkpoint}'"
        )
    require_extras(kind)
    tokenizer = read_tokenizer(checkpoint, kind, about.pair)
    run = _run_marian if kind == "marian" else _run_transformers
    _quietly(lambda: run(checkpoint, folder, quantization), checkpoint)
    _settle_config(folder)
    _copy_tokenizer(tokenizer, folder, about.pair)
    _check_vocabularies(checkpoint, folder, tokenizer)
    smoke = _decode_smoke(folder, tokenizer, about.pair)
    if not smoke.ended and not allow_endless:
        raise ModelError(
            f"{checkpoint}: the converted model does not end: {smoke.source} gave {SMOKE_LIMIT} "
            f"pieces ({smoke.output[:40]!r}...); vocabulary and weights do not fit together, or it "
            "was never trained"
        )
    card = _card(checkpoint, folder, about, tokenizer, f"{kind} checkpoint, {quantization}")
    write_card(folder, card, force=True)
    return Converted(folder, card, smoke)


def require_extras(kind: CheckpointKind) -> None:
    """Raise ``ModelError`` if what converts this kind of checkpoint is not installed."""
    if kind != "transformers":
        return
    missing = [name for name in ("torch", "transformers") if find_spec(name) is None]
    if missing:
        raise ModelError(
            f"converting a transformers checkpoint needs {' and '.join(missing)}: "
            "pip install 'aligner[convert]'"
        )


def _run_marian(checkpoint: Path, folder: Path, quantization: str) -> None:
    from ctranslate2.converters import OpusMTConverter

    converter = OpusMTConverter(str(checkpoint))
    _save(converter, folder, quantization)


def _run_transformers(checkpoint: Path, folder: Path, quantization: str) -> None:
    # Read when huggingface_hub is imported: its tokenizers must not ask the hub about a local path.
    os.environ["HF_HUB_OFFLINE"] = "1"
    from ctranslate2.converters import TransformersConverter
    from transformers.utils import logging as transformers_logging

    bars: Any = transformers_logging  # not wholly typed
    bars.disable_progress_bar()

    class SafeConverter(TransformersConverter):  # type: ignore[misc] # ctranslate2 ships no types
        """Sees to padding and to language pieces, which the plain converter may get wrong."""

        def load_model(self, model_class: Any, name: str, **options: Any) -> Any:  # noqa: ANN401
            """Load the weights and see to the padding piece."""
            model = super().load_model(model_class, name, **options)
            _forbid_padding(model)
            _check_start(model)
            return model

        def load_tokenizer(self, tokenizer_class: Any, name: str, **options: Any) -> Any:  # noqa: ANN401
            """Load the tokenizer and have its vocabulary include the language pieces."""
            return _with_languages(super().load_tokenizer(tokenizer_class, name, **options))

    converter = SafeConverter(str(checkpoint))
    _save(converter, folder, quantization)


def _save(converter: Any, folder: Path, quantization: str) -> None:  # noqa: ANN401
    # converter.convert() would quantise in its own way, which not every processor computes right.
    spec = converter._load()
    spec.validate()
    int8.optimize(spec, quantization)
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))


def _forbid_padding(model: Any) -> None:  # noqa: ANN401 (a transformers model)
    bias, pad = getattr(model, "final_logits_bias", None), model.config.pad_token_id
    if bias is not None and pad is not None and pad < bias.shape[-1] - 1:
        bias[..., pad] = _NO_LOGIT


def _with_languages(tokenizer: Any) -> Any:  # noqa: ANN401 (a transformers tokenizer)
    """Put M2M100's language pieces in ``get_vocab``, where transformers 5 leaves them out."""
    languages = getattr(tokenizer, "lang_token_to_id", None)
    if languages:
        vocabulary = {**tokenizer.get_vocab(), **languages}
        tokenizer.get_vocab = lambda: vocabulary
    return tokenizer


def _check_start(model: Any) -> None:  # noqa: ANN401 (a transformers model)
    """Refuse a Marian model that does not start from zero, as CTranslate2 makes all of them do.

    transformers starts decoding from the embedding of ``<pad>``, which is zero in Marian's own
    models; fine-tuning moves it through the tied output layer unless that is prevented.
    """
    if model.config.model_type != "marian":
        return
    weight = model.get_input_embeddings().weight.detach().float()
    start = weight[model.config.decoder_start_token_id].norm().item()
    if start > _START_TOLERANCE * weight.norm(dim=1).mean().item():
        raise ModelError(
            "the embedding of <pad>, where decoding starts, is not zero: this checkpoint was "
            "fine-tuned without keeping it so, and CTranslate2 would decode it wrongly; keep that "
            "row zero while fine-tuning"
        )


def _settle_config(folder: Path) -> None:
    """Have CTranslate2 append the end of sentence itself, so that no caller can forget it."""
    path = folder / "config.json"
    config = read_json(path)
    config["add_source_eos"] = True
    path.write_text(json.dumps(config, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _copy_tokenizer(tokenizer: TokenizerFiles, folder: Path, pair: LangPair) -> None:
    if tokenizer.kind == "joint":
        shutil.copyfile(tokenizer.source, folder / f"{pair}.spm")
    else:
        shutil.copyfile(tokenizer.source, folder / "source.spm")
        shutil.copyfile(tokenizer.target, folder / "target.spm")


def _check_vocabularies(checkpoint: Path, folder: Path, tokenizer: TokenizerFiles) -> None:
    config = read_json(folder / "config.json")
    sides = (
        ("source", tokenizer.source, tokenizer.source_prefix),
        ("target", tokenizer.target, tokenizer.target_prefix),
    )
    for side, spm, prefix in sides:
        vocabulary = _vocabulary(folder, side)
        for piece in (str(config["eos_token"]), str(config["unk_token"]), *prefix):
            if piece not in vocabulary:
                raise ModelError(f"{checkpoint}: the {side} vocabulary has no {piece}")
        pieces = normal_pieces(spm)
        share = sum(piece in vocabulary for piece in pieces) / max(1, len(pieces))
        logger.info("%s: %.3f of %s pieces in the vocabulary", checkpoint, share, side)
        if share < LOWEST_COVERAGE:
            raise ModelError(
                f"{spm}: only {share:.0%} of its pieces are in the model's {side} vocabulary: "
                "tokenizer and weights belong to different models"
            )


def _vocabulary(folder: Path, side: str) -> frozenset[str]:
    for name in (f"{side}_vocabulary.json", "shared_vocabulary.json"):
        if (folder / name).is_file():
            text = (folder / name).read_text(encoding="utf-8")
            return frozenset(cast("list[str]", json.loads(text)))
    raise ModelError(f"{folder}: the conversion wrote no {side} vocabulary")


def _decode_smoke(folder: Path, tokenizer: TokenizerFiles, pair: LangPair) -> Smoke:
    import ctranslate2

    text = SMOKE_SENTENCES[pair.src]
    pieces = [
        *tokenizer.source_prefix,
        *load_sentencepiece(tokenizer.source).encode(text, out_type=str),
    ]
    prefix = [list(tokenizer.target_prefix)] if tokenizer.target_prefix else None
    try:
        translator = ctranslate2.Translator(str(folder), device="cpu", intra_threads=1)
        results = translator.translate_batch(
            [pieces], target_prefix=prefix, beam_size=1, max_decoding_length=SMOKE_LIMIT
        )
    except (RuntimeError, ValueError) as error:
        raise ModelError(f"{folder}: the converted model does not run: {error}") from error
    output = cast("list[str]", results[0].hypotheses[0])
    shown = load_sentencepiece(tokenizer.target).decode(_without(output, tokenizer.target_prefix))
    return Smoke(text, shown, len(output) < SMOKE_LIMIT)


def _without(pieces: Sequence[str], prefix: Sequence[str]) -> list[str]:
    has_prefix = list(pieces[: len(prefix)]) == list(prefix)
    return list(pieces[len(prefix) :] if has_prefix else pieces)


def _card(
    checkpoint: Path, folder: Path, about: About, tokenizer: TokenizerFiles, made_from: str
) -> ModelCard:
    from importlib.metadata import version

    return ModelCard(
        name=about.name,
        pair=about.pair,
        description=about.description or f"converted from {checkpoint.name}",
        architecture=_architecture(folder),
        tokenizer=tokenizer.kind,
        licence=about.licence,
        licence_url=about.licence_url,
        source=about.source or checkpoint.name,
        made=f"{made_from}, converted by CTranslate2 {version('ctranslate2')}",
        files=measure_files(folder),
        training=about.training,
        quality=about.quality,
        source_prefix=tokenizer.source_prefix,
        target_prefix=tokenizer.target_prefix,
    )


def _architecture(folder: Path) -> str:
    """Say what can be read off the result: the kind of model and its vocabulary."""
    sizes = " and ".join(str(len(_vocabulary(folder, side))) for side in ("source", "target"))
    return f"Transformer encoder-decoder, vocabulary {sizes} pieces (source and target)"


def _quietly(run: Callable[[], None], checkpoint: Path) -> None:
    """Run a foreign converter: its warnings go to our log, its errors become ours."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            run()
        except AlignerError:
            raise
        except Exception as error:  # A damaged file may raise anything in YAML, zip, torch...
            what = f"{type(error).__name__}: {error}".replace("\n", " ")
            raise ModelError(f"{checkpoint}: cannot be converted: {what}") from error
    for warning in caught:
        logger.info("%s: %s", checkpoint, warning.message)
