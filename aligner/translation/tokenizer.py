"""Text to SentencePiece pieces and back, for one model folder.

Knows the file names in use: our joint ``zh-en.spm``, the pair ``source.spm`` and ``target.spm`` of
Marian and OPUS-MT, and the single model transformers saves. Never loads the translation model.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from aligner.errors import ModelError
from aligner.translation.source.figures import english_figures
from aligner.translation.source.short_forms import written_out

PAIR = ("source.spm", "target.spm")
JOINT = (
    "zh-en.spm",
    "sentencepiece.model",
    "sentencepiece.bpe.model",
    "spiece.model",
    "spm.model",
    "tokenizer.model",
)
_WORD_START = "▁"
_UNKNOWN_SURFACE = " ⁇ "
_STRAY = {0xFFFD: None, 0xFFFE: None, 0xFFFF: None, ord("￡"): "£", ord("￥"): "¥"}
"""What bytes that the model makes up come to: nothing, or the money it has learnt to write wide."""
_PLAIN = {"／": "/", "Ⅰ": "I", "Ⅱ": "II", "Ⅲ": "III", "Ⅳ": "IV", "Ⅴ": "V", "Ⅵ": "VI"}
"""Characters that a model without a piece for them copies as other bytes: ／ became ￡."""


def tokenizer_files(folder: Path) -> tuple[Path, Path]:
    """Return the source and the target SentencePiece file of a model folder (may be the same).

    Raises ``ModelError`` if there is none, or several among which nothing tells the right one.
    """
    pair = tuple(folder / name for name in PAIR)
    present = [path for path in pair if path.is_file()]
    if len(present) == 1:
        missing = next(path for path in pair if path not in present)
        raise ModelError(
            f"{folder}: {missing.name} is missing beside {present[0].name}; "
            "copy it from the original model or convert again with 'aligner models convert'"
        )
    if present:
        return pair[0], pair[1]
    for name in JOINT:
        if (folder / name).is_file():
            return folder / name, folder / name
    return _only_spm(folder)


def _only_spm(folder: Path) -> tuple[Path, Path]:
    found = sorted(folder.glob("*.spm"))
    if len(found) == 1:
        return found[0], found[0]
    names = ", ".join(path.name for path in found) or "none"
    raise ModelError(
        f"{folder}: no tokenizer: expected zh-en.spm, or source.spm and target.spm, or "
        f"sentencepiece.model (*.spm files here: {names}); convert the model again with "
        "'aligner models convert', which copies it"
    )


@dataclass(frozen=True, slots=True)
class Tokenizer:
    """The two sides of a model's tokenizer; the same processor twice when it is joint.

    ``figures``: the source is given with numbers as English writes them (``figures.py``);
    ``short_forms``: with its short forms written out (``short_forms.py``).
    """

    source: Any
    target: Any
    files: tuple[Path, Path]
    figures: bool = False
    short_forms: bool = False

    @classmethod
    def load(cls, folder: Path, *, figures: bool = False, short_forms: bool = False) -> "Tokenizer":
        """Load the tokenizer of a model folder; ``ModelError`` if missing or corrupt."""
        source_file, target_file = tokenizer_files(folder)
        source = _load_processor(source_file)
        target = source if target_file == source_file else _load_processor(target_file)
        return cls(source, target, (source_file, target_file), figures, short_forms)

    @property
    def _plainer(self) -> Mapping[int, str]:
        """What is written plainer because the model knows the character only as bytes."""
        return _plainer(self.source)

    def encode(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """Return the source pieces of each text.

        Unknown characters come out as themselves, but for a few that can be written plainer.
        """
        given = [text.translate(self._plainer) for text in texts]
        if self.short_forms:
            given = [written_out(text) for text in given]
        if self.figures:
            given = [english_figures(text) for text in given]
        return [tuple(pieces) for pieces in self.source.encode(given, out_type=str)]

    def encode_target(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """Return the target pieces of each text, as the model's training saw them."""
        return [tuple(pieces) for pieces in self.target.encode(list(texts), out_type=str)]

    def decode(self, pieces: Iterable[str]) -> str:
        """Return the text of target pieces.

        Bytes of byte-fallback pieces are joined to characters; bytes that form none, which a
        search can produce, are dropped. So is the unknown piece, which stands for nothing.
        """
        text = str(self.target.decode(list(pieces)))
        text = text.replace(_UNKNOWN_SURFACE, " ").translate(_STRAY)
        return " ".join(text.replace(_WORD_START, " ").split())

    def strangers(self, vocabulary: Container[str], *, target: bool = False) -> tuple[int, int]:
        """Return how many pieces of a side are not in ``vocabulary``, and how many it has."""
        processor = self.target if target else self.source
        pieces = processor.id_to_piece(list(range(processor.get_piece_size())))
        missing = [number for number, piece in enumerate(pieces) if piece not in vocabulary]
        # Control symbols stand for no text; asking only of the missing saves a tenth of a second.
        lost = sum(not _is_symbol(processor, number) for number in missing)
        return lost, len(pieces)


@lru_cache(8)
def _plainer(processor: Any) -> Mapping[int, str]:  # noqa: ANN401
    unknown = processor.unk_id()
    return {
        ord(char): plain for char, plain in _PLAIN.items() if processor.piece_to_id(char) == unknown
    }


def _load_processor(path: Path) -> Any:  # noqa: ANN401 (SentencePiece ships no types)
    import sentencepiece

    try:
        processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError) as error:
        raise ModelError(
            f"{path}: not a readable SentencePiece model; verify the folder with "
            "'aligner models verify' or install it again"
        ) from error
    if processor.get_piece_size() == 0:
        raise ModelError(f"{path}: an empty SentencePiece model; install the model again")
    return processor


def _is_symbol(processor: Any, number: int) -> bool:  # noqa: ANN401
    return bool(
        processor.is_control(number) or processor.is_unknown(number) or processor.is_unused(number)
    )
