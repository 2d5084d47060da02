"""From bitext files to arrays of piece ids on disk, and from those to batches.

``prepare`` writes once, into the run folder, what every later call maps into memory: the pieces of
both sides as flat ``uint16`` arrays with offsets. Pairs that cannot be trained on (an empty side,
too long, too unequal, the same text on both sides) are counted and left out.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sentencepiece
from numpy.typing import NDArray

from aligner.atomic import writing
from aligner.bitext import SegmentPair
from aligner.errors import InputError
from aligner.formats.base import read_bitext
from aligner.progress import Progress
from aligner.text.normalize import normalize
from aligner.text.script import to_simplified
from aligner.training.model import EOS, PAD
from aligner.training.recipe import Data
from aligner.translation.source.figures import english_figures

Ids = NDArray[np.int64]
Row = Sequence[int] | NDArray[np.uint16]
"""The pieces of one text."""
Resample = Callable[[NDArray[np.uint16]], Row]
CHUNK = 50_000
LONGER = 1.5
"""How much longer than its best cut a source cut at random may be."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of all pairs: ``pieces`` of pair i lie from ``offsets[i]`` to ``offsets[i + 1]``."""

    pieces: NDArray[np.uint16]
    offsets: Ids

    @property
    def lengths(self) -> Ids:
        """Pieces a pair, without ``EOS``."""
        return np.diff(self.offsets)

    def of(self, pair: int) -> NDArray[np.uint16]:
        """The pieces of one pair."""
        return self.pieces[self.offsets[pair] : self.offsets[pair + 1]]


@dataclass(frozen=True, slots=True)
class TrainingData:
    """All pairs that can be trained on; ``file`` numbers the training file of each.

    ``tokenizer`` is the model that cut them into pieces.
    """

    src: Side
    tgt: Side
    file: NDArray[np.int64]
    counts: tuple[int, ...]
    dropped: int
    tokenizer: Path


def clean_pair(pair: SegmentPair, data: Data) -> tuple[str, str]:
    """Return the two sides of a pair as the model sees them, in the direction of ``data.pair``."""
    zh = to_simplified(normalize(pair.src, "zh"))
    en = normalize(pair.tgt, "en")
    if data.figures:
        zh = english_figures(zh)
    return (zh, en) if data.pair == "zh-en" else (en, zh)


def read_pairs(path: str, data: Data) -> Iterator[tuple[str, str]]:
    """Yield the cleaned pairs of a training file in the direction of ``data.pair``."""
    for pair in read_bitext(Path(path)):
        src, tgt = clean_pair(pair, data)
        if src and tgt and src != tgt:
            yield src, tgt


def check_files(data: Data) -> None:
    """Raise ``InputError`` before the work if a file of the recipe is missing or no bitext.

    The first pair of each is read.
    """
    names = [file.path for file in data.train]
    missing = next((name for name in names if not Path(name).is_file()), None)
    if missing is not None:
        raise InputError(f"{missing}: no such file; the recipe names it in [[data.train]]")
    for name in (*names, *([data.dev] if data.dev else [])):
        next(read_bitext(Path(name)), None)


def fingerprint(data: Data, tokenizer: Path) -> str:
    """Return a digest of everything the prepared arrays depend on."""
    digest = hashlib.sha256(tokenizer.read_bytes())
    for mark in file_marks(data):
        digest.update(mark)
    digest.update(f"{data.max_pieces} {data.max_ratio} {data.pair} {data.figures}".encode())
    return digest.hexdigest()


def file_marks(data: Data) -> Iterator[bytes]:
    """Yield what tells whether a training file is still the same: path, size and time."""
    for file in data.train:
        # One file, however a recipe names it: a large corpus takes long to encode again.
        path = Path(file.path).resolve()
        stat = path.stat()
        yield f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode()


def prepare(data: Data, tokenizer: Path, folder: Path, progress: Progress) -> TrainingData:
    """Encode every training file into ``folder``, or map what an earlier call left there."""
    about = folder / "data.json"
    mark = fingerprint(data, tokenizer)
    if not about.exists() or json.loads(about.read_text(encoding="utf-8"))["fingerprint"] != mark:
        about.unlink(missing_ok=True)  # cut off in between, the arrays are those of no recipe
        counts, dropped = _encode(data, tokenizer, folder, progress)
        if sum(counts) == 0:
            raise InputError(
                f"{data.train[0].path}: no pair is left to train on ({dropped} dropped: too long, "
                "too unequal or empty); look at data.max_pieces and data.max_ratio"
            )
        record = {"fingerprint": mark, "counts": counts, "dropped": dropped}
        with writing(about, force=True) as stream:
            json.dump(record, stream)
    record = json.loads(about.read_text(encoding="utf-8"))
    src, tgt = (
        Side(*(np.load(folder / f"{name}.npy", mmap_mode="r") for name in (s, f"{s}_offsets")))
        for s in ("src", "tgt")
    )
    return TrainingData(
        src,
        tgt,
        np.repeat(np.arange(len(record["counts"])), record["counts"]),
        tuple(record["counts"]),
        int(record["dropped"]),
        tokenizer,
    )


def _encode(data: Data, tokenizer: Path, folder: Path, progress: Progress) -> tuple[list[int], int]:
    processor = sentencepiece.SentencePieceProcessor(model_file=str(tokenizer))
    sides: tuple[list[NDArray[np.uint16]], list[NDArray[np.uint16]]] = ([], [])
    counts, dropped, seen = [], 0, 0
    for file in data.train:
        before = len(sides[0])
        for chunk in _chunks(read_pairs(file.path, data)):
            encoded = [processor.encode([pair[side] for pair in chunk]) for side in (0, 1)]
            for src, tgt in zip(*encoded, strict=True):
                if _usable(len(src), len(tgt), data):
                    sides[0].append(np.array(src, np.uint16))
                    sides[1].append(np.array(tgt, np.uint16))
                else:
                    dropped += 1
            seen += len(chunk)
            progress.advance(seen, None)
        counts.append(len(sides[0]) - before)
    for name, side in zip(("src", "tgt"), sides, strict=True):
        offsets = np.concatenate([[0], np.cumsum([len(x) for x in side])]).astype(np.int64)
        pieces = np.concatenate(side) if side else np.zeros(0, np.uint16)
        _save(folder / f"{name}.npy", pieces)
        _save(folder / f"{name}_offsets.npy", offsets)
    return counts, dropped


def _save(path: Path, array: NDArray[np.uint16] | Ids) -> None:
    temporary = path.with_name(f".{path.name}")
    np.save(temporary, array)
    temporary.replace(path)  # the old file may still be mapped


def _chunks(pairs: Iterator[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    chunk: list[tuple[str, str]] = []
    for pair in pairs:
        chunk.append(pair)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _usable(src: int, tgt: int, data: Data) -> bool:
    longer, shorter = max(src, tgt), min(src, tgt)
    # Eight pieces are forgiven: a one-word headline may well take a clause to translate.
    return shorter > 0 and longer <= data.max_pieces and longer <= data.max_ratio * shorter + 8


def resampling(data: Data, tokenizer: Path, rng: np.random.Generator) -> Resample:
    """Return what cuts the share ``data.resample`` of sources into other pieces of the same text.

    A unigram model draws a cut by its probability to the power ``data.resample_alpha``; one that
    would be much longer is not taken, for the model has never seen such. SentencePiece has one
    generator for all its models; it is seeded here.
    """
    if not data.resample:
        return lambda pieces: pieces
    processor = sentencepiece.SentencePieceProcessor(model_file=str(tokenizer))
    sentencepiece.set_random_generator_seed(int(rng.integers(2**31)))

    def resample(pieces: NDArray[np.uint16]) -> Row:
        if rng.random() >= data.resample:
            return pieces
        text = processor.decode(pieces.tolist())
        drawn = processor.sample_encode_as_ids(text, -1, data.resample_alpha)
        return drawn if len(drawn) <= LONGER * len(pieces) + 2 else pieces

    return resample


def draw(
    data: TrainingData, weights: NDArray[np.float64], count: int, rng: np.random.Generator
) -> Ids:
    """Draw pairs; ``weights`` are those of a pair of each file."""
    mass = weights * np.array(data.counts, np.float64)
    starts = np.concatenate([[0], np.cumsum(data.counts)])
    drawn = rng.multinomial(count, mass / mass.sum())
    return np.concatenate(
        [rng.integers(starts[f], starts[f + 1], n) for f, n in enumerate(drawn) if n]
    )


def batches(
    data: TrainingData,
    weights: Callable[[], NDArray[np.float64]],
    pieces: int,
    rng: np.random.Generator,
    resample: Resample,
) -> Iterator[tuple[Ids, Ids]]:
    """Yield padded batches (source, target ids with ``EOS``) for ever.

    ``weights`` gives the present weight of a pair of each file. Pairs are drawn in blocks, sorted
    by length within a block, packed up to ``pieces`` padded pieces a side, and the batches
    shuffled. ``resample`` may cut a source anew (``resampling``).
    """
    lengths = data.src.lengths, data.tgt.lengths
    block = min(20_000, max(64, sum(data.counts)))
    while True:
        pairs = draw(data, weights(), block, rng)
        order = np.lexsort((lengths[0][pairs], lengths[1][pairs] + rng.integers(0, 2, len(pairs))))
        packed = list(_packed(pairs[order], lengths, pieces))
        for index in rng.permutation(len(packed)):
            sources = [resample(data.src.of(int(pair))) for pair in packed[index]]
            yield pad(sources), pad([data.tgt.of(int(pair)) for pair in packed[index]])


def _packed(pairs: Ids, lengths: tuple[Ids, Ids], pieces: int) -> Iterator[Ids]:
    start, widest = 0, 0
    for end, pair in enumerate(pairs):
        width = int(max(lengths[0][pair], lengths[1][pair])) + 1
        if end > start and max(widest, width) * (end - start + 1) > pieces:
            yield pairs[start:end]
            start, widest = end, 0
        widest = max(widest, width)
    if start < len(pairs):
        yield pairs[start:]


def pad(rows: Sequence[Row]) -> Ids:
    """Return (rows, longest + 1) ids, each row ended by ``EOS`` and filled with ``PAD``."""
    ids = np.full((len(rows), max(len(row) for row in rows) + 1), PAD, np.int64)
    for row, line in zip(rows, ids, strict=True):
        line[: len(row)] = row
        line[len(row)] = EOS
    return ids
