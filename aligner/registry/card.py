"""The card of a model: what it is, where it comes from, whose it is and how good it was measured.

A card is ``card.toml`` in the folder of its model, or one of ``models/*.toml`` for a model that
can be pulled. The format is described in ``docs/decisions/0401-model-card.md``. Reading is strict:
a missing, unknown or ill-typed key is an error that names the file and the key, because a card
that is half understood would state a licence or a checksum that nobody checked.
"""

import hashlib
import re
import tomllib
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal, cast, get_args

from aligner.atomic import writing
from aligner.errors import ModelError
from aligner.lang import LangPair
from aligner.registry.toml_table import Table, toml_item, toml_lines

CARD_FILE = "card.toml"
CARD_FORMAT = 1
MAX_BEAM_SIZE = 100
"""A beam of more fills the memory of most machines before it finds anything better."""

TokenizerKind = Literal["joint", "pair"]
"""``joint``: one SentencePiece model for both sides; ``pair``: source.spm and target.spm."""

CheckpointKind = Literal["ready", "marian", "transformers"]
"""What a download holds: a model folder as we use it, or a checkpoint to convert."""

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model folder; ``size`` in bytes."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """A corpus the model was trained on; ``pairs`` counts segment pairs, ``None`` if unknown."""

    name: str
    licence: str
    pairs: int | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Quality:
    """One measured score; ``signature`` says how it was measured, or who published it."""

    set: str
    metric: str
    value: float
    signature: str


@dataclass(frozen=True, slots=True)
class Speed:
    """One measured speed, for example 21.5 sentences/s on one core."""

    what: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Search:
    """How the model is best searched, found on tuning sets; CTranslate2's options of these names.

    They stand in for our defaults, since a small model that drops words wants a coverage penalty
    that only costs a large one time. ``parts`` are no option of CTranslate2: the sizes, in pieces,
    of the parts that a sentence, and a part of a larger size, is translated in besides as a whole;
    all of them compete. Nor are ``figures``: whether numbers in 万 and 亿 are given to the model as
    English writes them, and ``short_forms``: whether 俄乌 is given to it as 俄罗斯和乌克兰.
    ``beam_size`` 0 leaves the width of the search to us.
    """

    beam_size: int = 0
    length_penalty: float = 1.0
    coverage_penalty: float = 0.0
    no_repeat_ngram_size: int = 0
    parts: tuple[int, ...] = ()
    figures: bool = False
    short_forms: bool = False


@dataclass(frozen=True, slots=True)
class Download:
    """One file to pull; ``sha256`` is ``None`` as long as nobody of the project has seen it."""

    path: str
    url: str
    size: int | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Pull:
    """How a model is pulled: its files, what they are, and what fixes the version."""

    kind: CheckpointKind
    pinned_by: str
    files: tuple[Download, ...]


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What is known about one model; ``files`` is empty on the card of one not yet pulled."""

    name: str
    pair: LangPair
    description: str
    architecture: str
    tokenizer: TokenizerKind
    licence: str
    licence_url: str
    source: str
    made: str
    files: tuple[ModelFile, ...] = ()
    training: tuple[TrainingSet, ...] = ()
    quality: tuple[Quality, ...] = ()
    speed: tuple[Speed, ...] = ()
    source_prefix: tuple[str, ...] = ()
    target_prefix: tuple[str, ...] = ()
    search: Search = field(default_factory=Search)
    pull: Pull | None = field(default=None)

    @property
    def size(self) -> int:
        """Return the bytes of all files together, without the card."""
        return sum(file.size for file in self.files)

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the sorted ``sha256  path`` lines: one number for the model."""
        lines = sorted(f"{file.sha256}  {file.path}\n" for file in self.files)
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    @property
    def identity(self) -> str:
        """Return ``name@`` and 8 digits of the digest, for run signatures."""
        return f"{self.name}@{self.digest[:8]}"

    @property
    def non_commercial(self) -> bool:
        """Return whether the licence forbids commercial use (any ``-NC`` licence)."""
        return "-NC" in self.licence.upper()


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file as 64 hexadecimal digits."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"{path}: cannot be read: {error.strerror or error}") from error


def measure_files(folder: Path) -> tuple[ModelFile, ...]:
    """Return every file of a model folder but its card, with size and checksum, sorted by path.

    Hidden files are left out: they are an editor's or a file manager's.
    """
    return tuple(
        ModelFile(name, (folder / name).stat().st_size, file_sha256(folder / name))
        for name in folder_files(folder)
    )


def folder_files(folder: Path) -> tuple[str, ...]:
    """Return the relative paths ``measure_files`` measures."""
    names = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    visible = (name for name in names if not any(part.startswith(".") for part in name.parts))
    return tuple(sorted(name.as_posix() for name in visible if name.as_posix() != CARD_FILE))


def check_name(name: str) -> str:
    """Return ``name`` if it can name a model; ``ModelError`` otherwise."""
    if not _NAME.fullmatch(name):
        raise ModelError(
            f"{name!r} cannot name a model: use at most 64 lower-case letters, digits, '.', '_', "
            "'-', the first a letter or digit"
        )
    return name


def read_card(folder: Path) -> ModelCard:
    """Read the card of a model folder.

    Raises ``ModelError`` naming the file and the key that is missing, unknown or ill-typed.
    """
    return read_card_file(folder / CARD_FILE)


def read_card_file(path: Path) -> ModelCard:
    """Read a card by its own path (``models/*.toml``)."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        # Only a model folder can be given a card; a card by its own name is just not there.
        makes = f"; 'aligner models import {path.parent} --name NAME' makes one"
        raise ModelError(f"{path}: no such card{makes * (path.name == CARD_FILE)}") from error
    except OSError as error:
        raise ModelError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ModelError(f"{path}: not valid TOML: {error}") from error
    return _read(Table(path, "", values))


def write_card(folder: Path, card: ModelCard, *, force: bool = False) -> None:
    """Write the card into a model folder; ``read_card`` gives the same card back."""
    with writing(folder / CARD_FILE, force=force) as stream:
        stream.write(card_toml(card))


def card_toml(card: ModelCard) -> str:
    """Return the TOML text of a card."""
    top: dict[str, object] = {
        "format": CARD_FORMAT,
        "name": card.name,
        "pair": str(card.pair),
        "description": card.description,
        "architecture": card.architecture,
        "tokenizer": card.tokenizer,
        "source_prefix": card.source_prefix,
        "target_prefix": card.target_prefix,
        "licence": card.licence,
        "licence_url": card.licence_url,
        "source": card.source,
        "made": card.made,
    }
    blocks = [toml_lines(top)]
    if card.search != Search():
        blocks.append("[search]\n" + toml_lines(asdict(card.search)))
    if card.pull is not None:
        pull = {"kind": card.pull.kind, "pinned_by": card.pull.pinned_by}
        blocks.append("[pull]\n" + toml_lines(pull))
        blocks += [toml_item("pull.files", item) for item in card.pull.files]
    lists = {"quality": card.quality, "speed": card.speed, "training": card.training}
    for title, items in {**lists, "files": card.files}.items():
        blocks += [toml_item(title, item) for item in items]
    return "\n".join(blocks)


def _read(table: Table) -> ModelCard:
    version = table.needed_count("format")
    if version != CARD_FORMAT:
        raise table.error("format", f"is {version}; this aligner reads {CARD_FORMAT}: update it")
    card = ModelCard(
        name=_name(table),
        pair=_pair(table),
        description=table.text("description"),
        architecture=table.text("architecture"),
        tokenizer=cast(TokenizerKind, table.choice("tokenizer", get_args(TokenizerKind))),
        licence=table.text("licence"),
        licence_url=table.text("licence_url", required=False),
        source=table.text("source"),
        made=table.text("made"),
        files=table.items("files", _file),
        training=table.items("training", _training),
        quality=table.items("quality", _quality),
        speed=table.items("speed", _speed),
        source_prefix=table.texts("source_prefix"),
        target_prefix=table.texts("target_prefix"),
        search=_search(table),
        pull=_pull(table),
    )
    table.finish()
    _check_files(table, card)
    return card


def _name(table: Table) -> str:
    name = table.text("name")
    if not _NAME.fullmatch(name):
        raise table.error("name", f"cannot name a model: {name!r}")
    return name


def _pair(table: Table) -> LangPair:
    try:
        return LangPair.parse(table.text("pair"))
    except ValueError as error:
        raise table.error("pair", f"is {error}") from error


def _file(table: Table) -> ModelFile:
    path, size = table.file_path(), table.needed_count("size")
    checksum = _checksum(table)
    if checksum is None:
        raise table.error("sha256", f"is missing for {path}")
    return ModelFile(path, size, checksum)


def _checksum(table: Table) -> str | None:
    return table.checked("sha256", _SHA256, "64 lower-case hexadecimal digits")


def _training(table: Table) -> TrainingSet:
    return TrainingSet(
        name=table.text("name"),
        licence=table.text("licence"),
        pairs=table.count("pairs"),
        url=table.text("url", required=False),
    )


def _quality(table: Table) -> Quality:
    return Quality(
        set=table.text("set"),
        metric=table.text("metric"),
        value=table.number("value"),
        signature=table.text("signature"),
    )


def _search(table: Table) -> Search:
    value = table.optional("search", dict, "a table")
    return Search() if value is None else table.item("search", value, _read_search)


def _read_search(table: Table) -> Search:
    beam_size = table.count("beam_size") or 0
    if beam_size > MAX_BEAM_SIZE:
        raise table.error("beam_size", f"must be {MAX_BEAM_SIZE} or less: {beam_size}")
    return Search(
        beam_size,
        table.number("length_penalty"),
        table.number("coverage_penalty"),
        table.needed_count("no_repeat_ngram_size"),
        table.counts("parts"),
        table.flag("figures"),
        table.flag("short_forms"),
    )


def _speed(table: Table) -> Speed:
    return Speed(table.text("what"), table.number("value"), table.text("unit"))


def _pull(table: Table) -> Pull | None:
    value = table.optional("pull", dict, "a table")
    return None if value is None else table.item("pull", value, _read_pull)


def _read_pull(table: Table) -> Pull:
    kind = cast(CheckpointKind, table.choice("kind", get_args(CheckpointKind)))
    files = table.items("files", _download)
    if not files:
        raise table.error("files", "is missing: there is nothing to pull")
    return Pull(kind, table.text("pinned_by"), files)


def _download(table: Table) -> Download:
    path, url = table.file_path(), table.text("url")
    return Download(path, url, table.count("size"), _checksum(table))


def _check_files(table: Table, card: ModelCard) -> None:
    if not card.files and card.pull is None:
        raise table.error("files", "is missing: a card without files describes no model")
    names = [file.path for file in card.files]
    for name in names:
        if names.count(name) > 1 or name == CARD_FILE:
            raise table.error("files", f"lists {name}, which is the card itself or there twice")
