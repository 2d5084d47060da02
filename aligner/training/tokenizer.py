"""The tokenizer of a run: trained on its data, or given by the model it starts from or its recipe.

Until the first checkpoint nothing depends on the tokenizer that lies in a run folder, and it is
made anew unless a record shows it to be the one that this run would make; afterwards it may not
change.
"""

import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path

import sentencepiece

from aligner.atomic import writing
from aligner.errors import InputError, RefusedError
from aligner.training.data import file_marks, read_pairs
from aligner.training.recipe import Data, Tokenizer

RECORD = "tokenizer.json"
"""What a tokenizer that was trained here was trained from."""


def train_tokenizer(data: Data, tokenizer: Tokenizer, target: Path) -> None:
    """Train the shared SentencePiece model on both sides of the first pairs of every file.

    Identity normaliser: ，。？ stay what they are. ``target`` is written whole or not at all, and
    beside it what it was trained from (``is_trained``). Raises ``InputError`` when there is too
    little text for the vocabulary asked for.
    """
    share = max(1, tokenizer.sentences // max(1, 2 * len(data.train)))

    def lines() -> Iterator[str]:
        for file in data.train:
            for number, (src, tgt) in enumerate(read_pairs(file.path, data)):
                if number >= share:
                    break
                yield src
                yield tgt

    model = io.BytesIO()
    try:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=lines(),
            model_writer=model,
            vocab_size=tokenizer.vocabulary,
            character_coverage=tokenizer.coverage,
            byte_fallback=True,
            split_digits=True,
            normalization_rule_name="identity",
            model_type="unigram",
            pad_id=0,
            eos_id=1,
            unk_id=2,
            bos_id=3,
            hard_vocab_limit=False,
            max_sentence_length=4000,
            minloglevel=2,
        )
    except (RuntimeError, OSError) as error:
        raise InputError(
            f"the tokenizer could not be trained on {', '.join(f.path for f in data.train)}: "
            f"{error}; is there enough text for tokenizer.vocabulary = {tokenizer.vocabulary}?"
        ) from error
    _put(model.getvalue(), target)
    with writing(target.with_name(RECORD), force=True) as stream:
        stream.write(_record(data, tokenizer, target))


def put_given(given: Path, target: Path, *, fresh: bool) -> None:
    """Make ``target`` a copy of a tokenizer that is given.

    Raises ``InputError`` if there is none, ``RefusedError`` if the run is no longer ``fresh`` (it
    has a checkpoint) and was trained with another. Such a run goes on without the one given.
    """
    if not given.is_file():
        if not fresh and target.exists():
            return
        raise InputError(
            f"{given}: no such tokenizer; name another in tokenizer.model, or in --init a run or "
            "model folder of ours"
        )
    wanted = given.read_bytes()
    if target.exists() and target.read_bytes() == wanted:
        return
    if not fresh:
        raise RefusedError(
            f"{target}: this folder holds a run with another tokenizer than {given}; choose "
            "another --output"
        )
    _put(wanted, target)


def is_trained(data: Data, tokenizer: Tokenizer, target: Path) -> bool:
    """Tell whether ``target`` is what ``train_tokenizer`` made of the same data and settings."""
    record = target.with_name(RECORD)
    if not target.exists() or not record.exists():
        return False
    return record.read_text(encoding="utf-8") == _record(data, tokenizer, target)


def _record(data: Data, tokenizer: Tokenizer, target: Path) -> str:
    settings = f"{data.pair} {data.figures} {tokenizer}".encode()
    digest = hashlib.sha256(target.read_bytes() + settings)
    for mark in file_marks(data):
        digest.update(mark)
    return json.dumps({"fingerprint": digest.hexdigest()}) + "\n"


def _put(content: bytes, target: Path) -> None:
    temporary = target.with_name(f".{target.name}")
    temporary.write_bytes(content)
    temporary.replace(target)
