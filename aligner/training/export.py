"""Weights to a CTranslate2 model folder and back, and the proof that both give the same numbers."""

import calendar
import shutil
from dataclasses import dataclass
from pathlib import Path

import ctranslate2
import numpy as np
import sentencepiece
import torch
from ctranslate2.specs import common_spec, transformer_spec
from numpy.typing import NDArray
from torch import Tensor

from aligner.errors import ModelError
from aligner.registry import int8
from aligner.training.model import (
    BOS,
    EOS,
    EPSILON,
    ROTARY_BASE,
    UNK,
    Attention,
    Config,
    FeedForward,
    RMSNorm,
    Transformer,
)

WEIGHTS = "weights.pt"
"""The averaged weights kept in the run folder: what ``--init`` goes on from."""


def _array(weight: Tensor) -> NDArray[np.float32]:
    # A copy: CTranslate2 scales what it is given in place, and the module is still needed.
    return weight.detach().float().cpu().numpy().copy()


def _norm(spec: common_spec.LayerNormSpec, norm: RMSNorm) -> None:
    spec.gamma = _array(norm.weight)


def _attention(spec: object, attention: Attention, *, cross: bool) -> None:
    q, kv, o = (_array(part.weight) for part in (attention.q, attention.kv, attention.o))
    # CTranslate2 keeps q, k and v of self-attention in one matrix, of cross-attention in two.
    parts = (q, kv, o) if cross else (np.concatenate([q, kv]), o)
    for linear, weight in zip(spec.linear, parts, strict=True):  # type: ignore[attr-defined]
        linear.weight = weight


def _ffn(spec: object, ffn: FeedForward, norm: RMSNorm) -> None:
    _norm(spec.layer_norm, norm)  # type: ignore[attr-defined]
    spec.linear_0.weight = _array(ffn.gate.weight)  # type: ignore[attr-defined]
    spec.linear_0_noact.weight = _array(ffn.up.weight)  # type: ignore[attr-defined]
    spec.linear_1.weight = _array(ffn.down.weight)  # type: ignore[attr-defined]


def specification(model: Transformer, pieces: list[str]) -> transformer_spec.TransformerSpec:
    """Return CTranslate2's description of the model, weights included."""
    config = model.config
    options = {
        "pre_norm": True,
        "activation": common_spec.Activation.SWISH,
        "ffn_glu": True,
        "rms_norm": True,
        "rotary_dim": 0,
        "rotary_interleave": False,
        "rotary_base": ROTARY_BASE,
    }
    encoder = transformer_spec.TransformerEncoderSpec(
        config.encoder_layers, config.heads, **options
    )
    decoder = transformer_spec.TransformerDecoderSpec(
        config.decoder_layers, config.heads, **options
    )
    decoder.scale_embeddings = True
    embedding = _array(model.embedding.weight)
    encoder.embeddings[0].weight = embedding
    decoder.embeddings.weight = decoder.projection.weight = embedding
    decoder.projection.bias = _array(model.bias)
    _norm(encoder.layer_norm, model.encoder_norm)
    _norm(decoder.layer_norm, model.decoder_norm)
    for spec, layer in zip(encoder.layer, model.encoder, strict=True):
        _norm(spec.self_attention.layer_norm, layer.attention_norm)
        _attention(spec.self_attention, layer.attention, cross=False)
        _ffn(spec.ffn, layer.ffn, layer.ffn_norm)
    for spec, layer in zip(decoder.layer, model.decoder, strict=True):
        _norm(spec.self_attention.layer_norm, layer.attention_norm)
        _attention(spec.self_attention, layer.attention, cross=False)
        _norm(spec.attention.layer_norm, layer.cross_norm)
        _attention(spec.attention, layer.cross, cross=True)
        _ffn(spec.ffn, layer.ffn, layer.ffn_norm)
    spec = transformer_spec.TransformerSpec(encoder, decoder)
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.config.bos_token = spec.config.decoder_start_token = pieces[BOS]
    spec.config.eos_token, spec.config.unk_token = pieces[EOS], pieces[UNK]
    spec.config.add_source_eos = True
    spec.config.layer_norm_epsilon = EPSILON
    return spec


def pieces_of(tokenizer: Path) -> list[str]:
    """Return the pieces of a SentencePiece model in the order of their ids."""
    processor = sentencepiece.SentencePieceProcessor(model_file=str(tokenizer))
    return [processor.id_to_piece(i) for i in range(processor.get_piece_size())]


def calendar_pieces(tokenizer: Path) -> frozenset[int]:
    """Return the pieces in which months and weekdays are spelt behind a bracket: ``(July 3)``.

    They are other pieces than behind a space, too rare for a vocabulary map to have them all.
    """
    processor = sentencepiece.SentencePieceProcessor(model_file=str(tokenizer))
    names = (*calendar.month_name[1:], *calendar.day_name)
    return frozenset(piece for name in names for piece in processor.encode(f"({name} 1)"))


def export(model: Transformer, tokenizer: Path, folder: Path, quantization: str) -> None:
    """Write ``model.bin``, ``config.json``, the vocabulary and the tokenizer into ``folder``.

    ``quantization`` is CTranslate2's: ``int8`` (see ``registry/int8.py``), ``float32``...
    """
    spec = specification(model, pieces_of(tokenizer))
    spec.validate()
    int8.optimize(spec, quantization)
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))
    shutil.copyfile(tokenizer, folder / "zh-en.spm")


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far CTranslate2 is from the module: the largest and the mean difference, in nats."""

    largest: float
    mean: float


def compare(model: Transformer, folder: Path, pairs: list[tuple[str, str]]) -> Agreement:
    """Score the pairs with both and compare the log-probability of every target piece."""
    processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / "zh-en.spm"))
    translator = ctranslate2.Translator(str(folder), device="cpu")
    differences: list[float] = []
    for src, tgt in pairs:
        ids = processor.encode(src), processor.encode(tgt)
        texts = [[processor.id_to_piece(i) for i in side] for side in ids]
        theirs = translator.score_batch([texts[0]], [texts[1]])[0].log_probs
        source = torch.tensor([[*ids[0], EOS]])
        target = torch.tensor([[BOS, *ids[1]]])
        with torch.no_grad():
            log_probs = model.logits(model(source, target))[0].log_softmax(-1)
        gold = [*ids[1], EOS]
        ours = log_probs[torch.arange(len(gold)), torch.tensor(gold)]
        differences += (ours - torch.tensor(theirs)).abs().tolist()
    return Agreement(max(differences), sum(differences) / len(differences))


def save_weights(model: Transformer, path: Path) -> None:
    """Keep the float weights with their shape: what another run can start from."""
    from dataclasses import asdict

    torch.save({"config": asdict(model.config), "model": model.state_dict()}, path)


def load_weights(path: Path) -> Transformer:
    """Load what ``save_weights`` wrote; ``ModelError`` when it is something else."""
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
        model = Transformer(Config(**state["config"]))
        model.load_state_dict(state["model"])
    except (OSError, KeyError, TypeError, RuntimeError, ValueError) as error:
        raise ModelError(
            f"{path}: these are not weights saved by `aligner train`: {error}"
        ) from error
    return model
