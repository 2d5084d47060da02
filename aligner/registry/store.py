"""Models on disk: find one by name or path, list them, verify, install and remove.

Two places hold models: what ships with the package, and the user's folder (``user_root``), which
is looked at first. A model is a folder; its name is the folder's. Does not load or run models.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import platformdirs

import aligner
from aligner.errors import AlignerError, ModelError, OutputError, RefusedError
from aligner.paths import exists, is_file, is_folder
from aligner.progress import Progress, Silent
from aligner.registry.card import (
    CARD_FILE,
    ModelCard,
    ModelFile,
    check_name,
    file_sha256,
    folder_files,
    read_card,
    read_card_file,
)

DEFAULT_MODEL = "zh-en"
NEEDED_FILES = ("model.bin", "config.json")
"""Without these CTranslate2 loads nothing; vocabulary and tokenizer names vary."""

Place = Literal["user", "shipped"]
FileState = Literal["ok", "missing", "size differs", "checksum differs", "not on the card"]


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model folder found in one of the two places; without a card, ``problem`` says why."""

    name: str
    folder: Path
    place: Place
    card: ModelCard | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class FileCheck:
    """One file of a model compared with its card."""

    path: str
    state: FileState
    size: int


@dataclass(frozen=True, slots=True)
class Verification:
    """All files of a model folder compared with its card."""

    folder: Path
    card: ModelCard
    files: tuple[FileCheck, ...]

    @property
    def problems(self) -> tuple[FileCheck, ...]:
        """Return the files that are not as the card says."""
        return tuple(file for file in self.files if file.state != "ok")

    def require(self) -> None:
        """Raise ``ModelError`` naming every file that is not as the card says."""
        if self.problems:
            what = "; ".join(f"{file.path}: {file.state}" for file in self.problems)
            raise ModelError(
                f"{self.folder}: damaged or changed model: {what}; install it again with --force"
            )


def shipped_root() -> Path:
    """Return the folder that holds the shipped ``models/`` and ``corpora/``.

    In a wheel it is ``aligner/shipped``, in a checkout the root of the repository.
    """
    package = Path(aligner.__file__).parent
    inside = package / "shipped"
    return inside if inside.is_dir() else package.parent


def user_root() -> Path:
    """Return the user's model folder: ``$ALIGNER_HOME/models`` or the platform's data folder."""
    home = os.environ.get("ALIGNER_HOME")
    base = (
        Path(home).expanduser() if home else platformdirs.user_data_path("aligner", appauthor=False)
    )
    return base / "models"


def default_model() -> str:
    """Return the model used when none is named: ``$ALIGNER_MODEL`` or the shipped one."""
    return os.environ.get("ALIGNER_MODEL") or DEFAULT_MODEL


def resolve_model(name_or_path: str | None) -> Path:
    """Return the folder of a model given by name or path; ``None`` is the default model.

    A name is looked for in the user's folder, then among the shipped models; what contains a
    separator, or is a folder and no known name, is a path. A card is not required, so a folder
    converted elsewhere works too. Raises ``ModelError`` that lists what there is.
    """
    asked = name_or_path or default_model()
    if not _looks_like_path(asked):
        for _, root in _roots():
            if is_folder(root / asked):
                return _require_model(root / asked)
    path = Path(os.path.expanduser(asked))  # noqa: PTH111 (Path's raises for an unknown ~user)
    if is_folder(path):
        return _require_model(path)
    if is_file(path):
        raise ModelError(
            f"{path}: a file, not a model folder; if it is an archive of one, install it with "
            f"'aligner models import {path}'"
        )
    raise ModelError(_not_found(asked))


def list_models() -> tuple[InstalledModel, ...]:
    """Return every model folder, the user's first; one with a broken card says so."""
    return tuple(_iter_models())


def pullable_cards() -> tuple[ModelCard, ...]:
    """Return the cards of models that can be pulled, by name."""
    root = shipped_root() / "models"
    return tuple(read_card_file(path) for path in sorted(root.glob("*.toml")))


def verify_model(folder: Path, progress: Progress | None = None) -> Verification:
    """Compare every file of a model folder with its card: presence, size, SHA-256, no others.

    ``progress`` counts bytes. Raises ``ModelError`` only if there is no readable card; what
    differs is in the result.
    """
    card = read_card(folder)
    progress = progress or Silent()
    done, checks = 0, []
    for file in card.files:
        checks.append(_check_file(folder, file))
        done += file.size
        progress.advance(done, card.size)
    listed = {file.path for file in card.files}
    others = [name for name in folder_files(folder) if name not in listed]
    checks += [FileCheck(name, "not on the card", _size(folder / name)) for name in others]
    unlisted = [name for name in NEEDED_FILES if name not in listed and name not in others]
    checks += [FileCheck(name, "missing", 0) for name in unlisted]
    return Verification(folder, card, tuple(checks))


def find_removable(name: str) -> Path:
    """Return the folder of a model of the user's.

    Raises ``RefusedError`` for a shipped one, ``ModelError`` if there is none of this name.
    """
    folder = user_root() / check_name(name)
    if not folder.is_dir():
        if (shipped_root() / "models" / name).is_dir():
            raise RefusedError(f"{name}: ships with aligner and is not removed")
        raise ModelError(_not_found(name))
    return folder


def remove_model(name: str) -> Path:
    """Delete a model of the user's folder and return where it was; see ``find_removable``."""
    folder = find_removable(name)
    try:
        if folder.is_symlink():
            folder.unlink()
        else:
            shutil.rmtree(folder)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be removed: {error.strerror or error}") from error
    return folder


def check_installable(name: str, *, force: bool) -> None:
    """Raise ``RefusedError`` if installing ``name`` would replace or hide a model."""
    check_name(name)
    if force:
        return
    for place, root in _roots():
        if exists(root / name):
            hidden = "would be replaced" if place == "user" else "ships and would be hidden"
            raise RefusedError(
                f"{root / name}: exists already and {hidden}; choose another --name or use --force"
            )


@contextmanager
def installing(name: str, *, force: bool = False) -> Iterator[Path]:
    """Give an empty folder that becomes the user's model ``name`` if the block ends well.

    The folder must then verify against its own card, else ``ModelError`` and nothing is left.
    """
    check_installable(name, force=force)
    root = user_root()
    try:
        root.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=f".{name}.", dir=root))
    except OSError as error:
        raise OutputError(f"{root}: cannot be written: {error.strerror or error}") from error
    try:
        folder = temporary / name
        folder.mkdir()
        yield folder
        replace(verify_model(folder), folder=root / name).require()
        _swap_in(folder, root / name, temporary / "replaced")
    except OSError as error:
        raise OutputError(f"{root / name}: cannot be written: {error}") from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _swap_in(new: Path, place: Path, aside: Path) -> None:
    if not place.exists():
        new.rename(place)
        return
    place.rename(aside)
    try:
        new.rename(place)
    except OSError:
        aside.rename(place)
        raise


def _roots() -> tuple[tuple[Place, Path], ...]:
    return ("user", user_root()), ("shipped", shipped_root() / "models")


def _iter_models() -> Iterator[InstalledModel]:
    seen: set[str] = set()
    for place, root in _roots():
        folders = sorted(root.iterdir()) if is_folder(root) else []
        for folder in folders:
            if _is_meant_as_model(folder) and folder.name not in seen:
                seen.add(folder.name)
                yield _describe(folder, place)


def _is_meant_as_model(folder: Path) -> bool:
    """Tell a model, be it broken, from a hidden folder or one of other tables that ship."""
    marks = (*NEEDED_FILES, CARD_FILE)
    return not folder.name.startswith(".") and any(is_file(folder / name) for name in marks)


def _describe(folder: Path, place: Place) -> InstalledModel:
    try:
        card = read_card(_require_model(folder))
    except AlignerError as error:
        return InstalledModel(folder.name, folder, place, None, str(error))
    return InstalledModel(folder.name, folder, place, card)


def _require_model(folder: Path) -> Path:
    missing = [name for name in NEEDED_FILES if not is_file(folder / name)]
    if missing:
        has_card = " though it has a card" if is_file(folder / CARD_FILE) else ""
        raise ModelError(
            f"{folder}: not a complete model folder{has_card}: {' and '.join(missing)} missing; "
            "'aligner models list' shows the usable ones, 'aligner models convert' makes one "
            "from a Marian or transformers checkpoint"
        )
    return folder


def _check_file(folder: Path, file: ModelFile) -> FileCheck:
    path = folder / file.path
    if not path.is_file():
        return FileCheck(file.path, "missing", 0)
    size = _size(path)
    if size != file.size:
        return FileCheck(file.path, "size differs", size)
    same = file_sha256(path) == file.sha256
    return FileCheck(file.path, "ok" if same else "checksum differs", size)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise ModelError(f"{path}: cannot be read: {error.strerror or error}") from error


def _looks_like_path(text: str) -> bool:
    separators = {os.sep, os.altsep or os.sep, "/"}
    return text.startswith(("~", ".")) or any(mark in text for mark in separators)


def _not_found(asked: str) -> str:
    installed = ", ".join(model.name for model in _iter_models()) or "none"
    pullable = [card.name for card in pullable_cards()]
    if asked in pullable:
        remedy = f"'aligner models pull {asked}' downloads it"
    else:
        remedy = "'aligner models list' shows all, also those that can be pulled"
    return f"no model {asked!r}; installed: {installed}; {remedy}"
