"""Whether the parts of a model folder belong together, found out before anything is translated.

A translation model fed by the wrong tokenizer, or without the sentence end it was trained with,
does not fail but babbles; so the vocabularies are compared, and a smoke sentence is translated.
"""

from dataclasses import asdict, replace
from pathlib import Path

from aligner.errors import ModelError
from aligner.paths import is_file
from aligner.registry.card import CARD_FILE, ModelCard, file_sha256, read_card
from aligner.translation.engine import VOCABULARY_MAP, Ct2Engine, ModelShape, read_shape
from aligner.translation.options import BatchOptions, Decoding, TranslateOptions
from aligner.translation.tokenizer import Tokenizer

SMOKE_SENTENCE = "今天天气很好。"

_MAPPED_EXAMPLES = 8
"""Sentences a batch with a vocabulary map: the map of a batch is that of all its sentences, so
large batches compute more of the vocabulary (16: a tenth slower, 32: a quarter)."""

_LOADED = frozenset({".bin", ".json", ".spm", ".model", ".txt"})
"""Suffixes of what is loaded; a recipe or a text about the model may be edited."""

_MOST_LOST = 0.05
"""A tokenizer of the same training shares all its pieces with the vocabulary, bar a few symbols."""


def load_shape(folder: Path) -> tuple[ModelShape, str]:
    """Return what the files of a model folder say, and the model's identity for signatures.

    The identity is ``name@digest`` of the card; without a card, of the weights themselves.
    """
    if not (folder / CARD_FILE).is_file():
        shape = read_shape(folder)
        return shape, f"{folder.absolute().name}@{file_sha256(folder / 'model.bin')[:8]}"
    card = read_card(folder)
    if str(card.pair) != "zh-en":
        raise ModelError(
            f"{folder}: translates {card.pair}, as its card says; aligner translates Chinese to "
            "English: name a model for zh-en"
        )
    _check_sizes(folder, card)
    return read_shape(folder, card.source_prefix, card.target_prefix), card.identity


def _check_sizes(folder: Path, card: ModelCard) -> None:
    """Raise ``ModelError`` for a file that was cut off or is not there, as the card has it.

    A vocabulary map that ends too early crashes the engine, or makes it write other words.
    """
    for file in card.files:
        path = folder / file.path
        size = path.stat().st_size if is_file(path) else None
        if size != file.size and path.suffix in _LOADED:
            why = "is missing" if size is None else f"has {size} bytes, its card says {file.size}"
            raise ModelError(
                f"{path}: {why}; see 'aligner models verify' and install the model again"
            )


def suited_options(folder: Path, options: TranslateOptions) -> TranslateOptions:
    """Return the options with what suits the model where the caller left the default.

    That is the search its card asks for, and small batches if it has a vocabulary map.
    """
    if (folder / VOCABULARY_MAP).is_file() and options.batches == BatchOptions():
        options = replace(options, batches=BatchOptions(examples=_MAPPED_EXAMPLES))
    if not (folder / CARD_FILE).is_file():
        return options
    default, given, search = Decoding(), options.decoding, asdict(read_card(folder).search)
    parts, beam_size = search.pop("parts"), search.pop("beam_size")
    given_as = {name: search.pop(name) for name in ("figures", "short_forms")}
    chosen = {
        name: value
        for name, value in search.items()
        if getattr(given, name) == getattr(default, name)
    }
    if given.beam_size is None and beam_size:
        chosen["beam_size"] = max(beam_size, given.nbest)
    rerank = options.rerank
    if rerank.on is None:
        rerank = replace(rerank, on=bool(rerank.parts or parts))
    rerank = replace(rerank, parts=rerank.parts or parts)
    for name in given_as:
        if (asked := getattr(options, name)) is not None:
            given_as[name] = asked
    return replace(options, decoding=replace(given, **chosen), rerank=rerank, **given_as)


def check_fit(folder: Path, engine: Ct2Engine, tokenizer: Tokenizer) -> None:
    """Raise ``ModelError`` if vocabulary, tokenizer and sentence end do not fit together."""
    source, target = tokenizer.files
    shape = engine.shape
    _compare(folder, source, *tokenizer.strangers(shape.source_vocabulary))
    if target != source:
        known = frozenset(shape.target_vocabulary)
        _compare(folder, target, *tokenizer.strangers(known, target=True))
    _translate_smoke_sentence(folder, engine, tokenizer)


def _compare(folder: Path, file: Path, lost: int, total: int) -> None:
    if lost > _MOST_LOST * total:
        raise ModelError(
            f"{folder}: {file.name} does not belong to this model: only {total - lost} of its "
            f"{total} pieces are in the vocabulary; convert the model again with "
            "'aligner models convert', which copies the right one"
        )


def _translate_smoke_sentence(folder: Path, engine: Ct2Engine, tokenizer: Tokenizer) -> None:
    """Translate one sentence; a search that never ends is how a wrong sentence end shows."""
    pieces = tokenizer.encode([SMOKE_SENTENCE])[0]
    if not pieces:
        raise ModelError(f"{folder}: {tokenizer.files[0].name} makes no pieces of Chinese text")
    if not engine.ends(pieces) and engine.ends(pieces, with_eos=False):
        raise ModelError(
            f"{folder}: the model babbles when {engine.shape.eos} ends the source and stops when "
            "it does not: it was trained without a source end, which aligner's models, Marian's "
            "and those of transformers all have; convert one of these with 'aligner models convert'"
        )
