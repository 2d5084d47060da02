"""Install a model in the user's folder: from a folder, an archive, a checkpoint or a download.

Whatever the way, the model is put together beside its place, verified against its card and only
then moved in, so that an interrupted or damaged one never counts as installed.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from aligner.errors import AlignerError, InputError, ModelError, OutputError, RefusedError
from aligner.lang import LangPair
from aligner.paths import is_file, is_folder
from aligner.progress import Progress, Silent
from aligner.registry.archive import Limits, is_archive, unpack
from aligner.registry.card import (
    CARD_FILE,
    Download,
    ModelCard,
    ModelFile,
    Pull,
    measure_files,
    read_card,
    write_card,
)
from aligner.registry.checkpoint import find_checkpoint
from aligner.registry.convert import About, Converted, convert_checkpoint, require_extras
from aligner.registry.pull import Transfer, download
from aligner.registry.store import (
    NEEDED_FILES,
    check_installable,
    installing,
    user_root,
    verify_model,
)


@dataclass(frozen=True, slots=True)
class Label:
    """What to call an imported model, and what it is if it comes without a card."""

    name: str | None = None
    pair: LangPair = field(default_factory=lambda: LangPair("zh", "en"))
    licence: str = "unknown"


@dataclass(frozen=True, slots=True)
class PullOptions:
    """What pulling may do: replace a model, take files whose checksum nobody knows."""

    force: bool = False
    accept_unpinned: bool = False
    transfer: Transfer = field(default_factory=Transfer)


@dataclass(frozen=True, slots=True)
class Pulled:
    """A model that was just installed; ``recorded`` are the files whose checksum was unknown."""

    folder: Path
    card: ModelCard
    recorded: tuple[Download, ...]


def import_model(source: Path, label: Label | None = None, *, force: bool = False) -> Path:
    """Install a model folder, or an archive of one, and return its new folder.

    A model with a card must be exactly what the card says; for one without, a card is made from
    what is there, its licence "unknown" unless ``label`` knows it. Raises ``InputError`` for a
    damaged or hostile archive, ``ModelError`` for a folder that is no whole model.
    """
    label = label or Label()
    if is_folder(source):
        return _import_folder(source, source, label, force=force)
    if not is_file(source):
        raise InputError(f"{source}: no such file or folder")
    if not is_archive(source):
        raise InputError(f"{source}: neither a model folder nor a .zip or .tar.gz of one")
    with _scratch() as folder:
        unpack(source, folder)
        return _import_folder(find_checkpoint(folder, source), source, label, force=force)


def _import_folder(folder: Path, shown: Path, label: Label, *, force: bool) -> Path:
    missing = [name for name in NEEDED_FILES if not is_file(folder / name)]
    if missing:
        raise ModelError(
            f"{shown}: no CTranslate2 model: {' and '.join(missing)} missing; a Marian or "
            "transformers checkpoint is installed by 'aligner models convert'"
        )
    has_card = is_file(folder / CARD_FILE)
    if has_card:
        replace(verify_model(folder), folder=shown).require()
    card = read_card(folder) if has_card else _card_without(folder, shown, label)
    card = replace(card, name=label.name or card.name)
    files = [file.path for file in card.files]
    _check_size(shown, card.files)
    with installing(card.name, force=force) as place:
        for name in files:
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / name, place / name)
        write_card(place, card, force=True)
    return user_root() / card.name


def _card_without(folder: Path, shown: Path, label: Label) -> ModelCard:
    if label.name is None:
        raise ModelError(f"{shown}: has no {CARD_FILE}; say --name, and --licence if you know it")
    pair_of_files = all(is_file(folder / name) for name in ("source.spm", "target.spm"))
    return ModelCard(
        name=label.name,
        pair=label.pair,
        description=f"imported from {shown.name}, which had no card",
        architecture="CTranslate2 model, not described",
        tokenizer="pair" if pair_of_files else "joint",
        licence=label.licence,
        licence_url="",
        source=shown.name,
        made="not stated",
        files=measure_files(folder),
    )


def _check_size(shown: Path, files: tuple[ModelFile, ...]) -> None:
    limits, size = Limits(), sum(file.size for file in files)
    if len(files) > limits.files or size > limits.size:
        raise InputError(
            f"{shown}: {len(files)} files of {size} bytes are more than a model has; refused"
        )
    free = shutil.disk_usage(_existing(user_root())).free
    if size > free:
        raise OutputError(f"{user_root()}: {size} bytes are needed, {free} are free")


def _existing(path: Path) -> Path:
    return next(folder for folder in (path, *path.parents) if is_folder(folder))


@contextmanager
def _scratch() -> Iterator[Path]:
    """Give a folder on the disk of the models that is gone afterwards."""
    try:
        user_root().mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".import.", dir=user_root()))
    except OSError as error:
        raise OutputError(f"{user_root()}: cannot be written: {error.strerror}") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def convert_model(
    checkpoint: Path,
    about: About,
    *,
    quantization: str = "int8",
    allow_endless: bool = False,
    force: bool = False,
) -> Converted:
    """Convert a checkpoint and install it; see ``convert_checkpoint`` for what is raised."""
    with installing(about.name, force=force) as place:
        made = convert_checkpoint(
            checkpoint, place, about, quantization=quantization, allow_endless=allow_endless
        )
    return replace(made, folder=user_root() / about.name)


def unpinned(card: ModelCard) -> tuple[Download, ...]:
    """Return the files of a card that have no checksum, installed models' records included."""
    return tuple(item for item in _known(_plan(card), card.name).files if item.sha256 is None)


def pull_model(
    card: ModelCard, options: PullOptions | None = None, progress: Progress | None = None
) -> Pulled:
    """Download, verify, convert where needed, and install the model of ``card``.

    ``progress`` counts the bytes of all files. Raises ``RefusedError`` if the model is there
    already (``force`` replaces it) or a checksum is unknown and ``accept_unpinned`` off, and
    ``ModelError`` if a file cannot be had or is not the one the card names. A partial download
    stays for the next try.
    """
    options, progress = options or PullOptions(), progress or Silent()
    check_installable(card.name, force=options.force)
    plan = _known(_plan(card), card.name)
    require_extras(plan.kind)
    unknown = [item for item in plan.files if item.sha256 is None]
    if unknown and not options.accept_unpinned:
        raise RefusedError(
            f"{card.name}: no checksum is known for {', '.join(item.path for item in unknown)}; "
            "--accept-unpinned takes what comes over https and records its checksum"
        )
    with _download_folder(card.name) as folder:
        files = _download_all(plan, folder, options.transfer, progress)
        plan = replace(plan, files=files)
        installed = _install_pulled(replace(card, pull=plan), folder, force=options.force)
    recorded = tuple(item for item in files if item.path in {file.path for file in unknown})
    return Pulled(user_root() / card.name, installed, recorded)


def _plan(card: ModelCard) -> Pull:
    if card.pull is None:
        raise ModelError(f"{card.name}: its card does not say where to download it")
    return card.pull


def _known(plan: Pull, name: str) -> Pull:
    """Fill in checksums that were recorded when the same file was pulled before."""
    try:
        before = read_card(user_root() / name).pull
    except AlignerError:
        return plan
    recorded = {item.url: item for item in before.files} if before else {}
    files = (recorded.get(item.url, item) if item.sha256 is None else item for item in plan.files)
    return replace(plan, files=tuple(files))


@contextmanager
def _download_folder(name: str) -> Iterator[Path]:
    """Give the folder partial downloads live in; only one process at a time may have it."""
    folder = user_root() / ".downloads" / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / ".lock").open("w") as lock:
            _lock(lock.fileno(), folder)
            yield folder
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error}") from error
    shutil.rmtree(folder, ignore_errors=True)


def _lock(descriptor: int, folder: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: two pulls at once are left to the checksum
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise RefusedError(f"{folder}: another pull of this model is under way") from error


def _download_all(
    plan: Pull, folder: Path, transfer: Transfer, progress: Progress
) -> tuple[Download, ...]:
    sizes = [item.size for item in plan.files]
    total = sum(size or 0 for size in sizes) if None not in sizes else None
    done, files = 0, []
    for item in plan.files:
        shifted = _Shifted(progress, done, total)
        file = download(item, folder / "files" / item.path, transfer, shifted)
        done += file.size or 0
        files.append(file)
    return tuple(files)


@dataclass(frozen=True, slots=True)
class _Shifted:
    """Reports one file's bytes as a part of all."""

    progress: Progress
    before: int
    total: int | None

    def advance(self, done: int, total: int | None) -> None:
        whole = self.total if self.total is not None else None
        if whole is None and total is not None:
            whole = self.before + total
        self.progress.advance(self.before + done, whole)


def _install_pulled(card: ModelCard, folder: Path, *, force: bool) -> ModelCard:
    """Unpack and convert what was downloaded, and make it the user's model of this name."""
    plan, files = _plan(card), folder / "files"
    checkpoint = _unpacked(plan, files, folder / "unpacked")
    with installing(card.name, force=force) as place:
        if plan.kind == "ready":
            for source in checkpoint.iterdir():
                source.replace(place / source.name)
            made = card
        else:
            about = About(card.name, card.pair)
            made = convert_checkpoint(checkpoint, place, about).card
            made = replace(card, tokenizer=made.tokenizer, made=f"{card.made}; {made.made}")
        made = replace(made, files=measure_files(place))
        write_card(place, made, force=True)
    return made


def _unpacked(plan: Pull, files: Path, folder: Path) -> Path:
    archives = [item.path for item in plan.files if is_archive(Path(item.path))]
    if not archives:
        return files
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in archives:
        unpack(files / name, folder)
    return find_checkpoint(folder, files / archives[0])
