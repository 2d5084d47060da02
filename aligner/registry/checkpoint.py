"""Foreign checkpoints on disk: what kind one is, its tokenizer files, and whether it is whole.

Two kinds can be converted: Marian as OPUS-MT packs it (decoder.yml, .npz, vocab.yml, source.spm,
target.spm) and transformers (config.json with a known model_type, weights, SentencePiece files).
Does not read weights.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from aligner.errors import InputError, ModelError
from aligner.lang import Lang, LangPair
from aligner.paths import is_file, is_folder
from aligner.registry.card import CheckpointKind, TokenizerKind

_LANGUAGE_PIECES: dict[str, dict[Lang, str]] = {
    "M2M100Tokenizer": {"zh": "__zh__", "en": "__en__"},
}
"""Tokenizer class to the piece that names the language, first on both sides."""

_MODEL_TYPES = ("marian", "m2m_100")


@dataclass(frozen=True, slots=True)
class TokenizerFiles:
    """SentencePiece files, source and target; the same one twice for a joint tokenizer."""

    source: Path
    target: Path
    source_prefix: tuple[str, ...] = ()
    target_prefix: tuple[str, ...] = ()

    @property
    def kind(self) -> TokenizerKind:
        """Return whether both sides have one model or each its own."""
        return "joint" if self.source == self.target else "pair"


def checkpoint_kind(checkpoint: Path) -> CheckpointKind:
    """Return what a folder holds; ``ModelError`` if it is nothing that can be converted."""
    if not is_folder(checkpoint):
        raise InputError(f"{checkpoint}: no such folder; unpack an archive first")
    if is_file(checkpoint / "decoder.yml"):
        return "marian"
    config = checkpoint / "config.json"
    if is_file(config) and "model_type" in read_json(config):
        return "transformers"
    if is_file(checkpoint / "model.bin"):
        return "ready"
    raise ModelError(
        f"{checkpoint}: nothing to convert: a Marian checkpoint has decoder.yml and its .npz, a "
        "transformers one has config.json with model_type"
    )


def find_checkpoint(folder: Path, archive: Path) -> Path:
    """Return the folder of an unpacked archive, itself or directly in it, that holds a model."""
    marks = ("decoder.yml", "config.json", "model.bin")
    candidates = (folder, *(path for path in sorted(folder.iterdir()) if path.is_dir()))
    found = [path for path in candidates if any((path / mark).is_file() for mark in marks)]
    if len(found) != 1:
        raise ModelError(f"{archive}: holds {len(found)} models or checkpoints; one is expected")
    return found[0]


def read_tokenizer(checkpoint: Path, kind: CheckpointKind, pair: LangPair) -> TokenizerFiles:
    """Return the tokenizer files of a checkpoint; ``ModelError`` if it has none we can use."""
    if kind == "marian":
        return _marian_tokenizer(checkpoint)
    return _transformers_tokenizer(checkpoint, pair)


def _marian_tokenizer(checkpoint: Path) -> TokenizerFiles:
    return TokenizerFiles(_need(checkpoint, "source.spm"), _need(checkpoint, "target.spm"))


def _transformers_tokenizer(checkpoint: Path, pair: LangPair) -> TokenizerFiles:
    config = read_json(checkpoint / "config.json")
    model_type = str(config.get("model_type"))
    if model_type not in _MODEL_TYPES:
        raise ModelError(
            f"{checkpoint}: model_type {model_type} is not supported; {', '.join(_MODEL_TYPES)} are"
        )
    if model_type == "marian":
        _check_marian_vocabulary(checkpoint, config)
        return _marian_tokenizer(checkpoint)
    joint = _need(checkpoint, "sentencepiece.bpe.model")
    languages = _LANGUAGE_PIECES[_tokenizer_class(checkpoint)]
    return TokenizerFiles(joint, joint, (languages[pair.src],), (languages[pair.tgt],))


def _tokenizer_class(checkpoint: Path) -> str:
    path = _need(checkpoint, "tokenizer_config.json")
    name = str(read_json(path).get("tokenizer_class") or "").removesuffix("Fast")
    if not name and (checkpoint / "vocab.json").is_file():
        return "M2M100Tokenizer"  # Older files name no class; NLLB's have no vocab.json.
    if name not in _LANGUAGE_PIECES:
        raise ModelError(f"{path}: tokenizer_class {name!r} is not {' or '.join(_LANGUAGE_PIECES)}")
    return name


def _check_marian_vocabulary(checkpoint: Path, config: dict[str, object]) -> None:
    """Refuse what CTranslate2 would convert with the wrong vocabulary, without a word."""
    separate = config.get("share_encoder_decoder_embeddings") is False
    if separate or (checkpoint / "target_vocab.json").is_file():
        raise ModelError(
            f"{checkpoint}: separate source and target vocabularies are converted correctly only "
            "from the Marian form (decoder.yml and .npz); take the original OPUS-MT archive"
        )
    path = _need(checkpoint, "vocab.json")
    numbers = sorted(cast("dict[str, int]", read_json(path)).values())
    if numbers != list(range(len(numbers))):
        raise ModelError(f"{path}: piece numbers have holes or repeat; the file is damaged")


def normal_pieces(spm: Path) -> list[str]:
    """Return the pieces that stand for text: no control, unknown or unused ones."""
    processor = load_sentencepiece(spm)
    numbers = range(processor.get_piece_size())
    special = (processor.is_control, processor.is_unknown, processor.is_unused)
    kept = (number for number in numbers if not any(test(number) for test in special))
    return [processor.id_to_piece(number) for number in kept]


def load_sentencepiece(spm: Path) -> Any:  # noqa: ANN401 (sentencepiece ships no types)
    """Load a SentencePiece model; ``ModelError`` if it is none."""
    import sentencepiece

    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(spm))
    except (OSError, RuntimeError) as error:
        raise ModelError(f"{spm}: not a SentencePiece model; BPE is not supported") from error


def _need(folder: Path, name: str) -> Path:
    path = folder / name
    if not path.is_file():
        raise ModelError(f"{path}: missing; only SentencePiece checkpoints can be converted")
    return path


def read_json(path: Path) -> dict[str, object]:
    """Read a JSON object; ``ModelError`` if the file holds none."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: cannot be read as JSON: {error}") from error
    if not isinstance(values, dict):
        raise ModelError(f"{path}: must hold a JSON object")
    return values
