"""The run folder: that it is one, the recipe kept in it, and the model put into it at the end.

A run writes over what an earlier call left there, so a folder with anything in it must show that
it was a run that filled it.
"""

import json
import shutil
from pathlib import Path

from aligner.atomic import writing
from aligner.errors import OutputError, RefusedError
from aligner.registry.card import CARD_FILE
from aligner.training.loop import CHECKPOINT
from aligner.training.recipe import Recipe, read_recipe, recipe_toml

RECIPE, MODEL, LOG, ORIGIN = "recipe.toml", "model", "log.tsv", "origin.json"
UNFINISHED = ".model."
"""How the folder begins in which a model is made before it takes its place."""
LOG_HEADER = "step\tshare\tloss\trate\tpieces_per_second\tseconds\tBLEU\tchrF++\n"
_KEPT = "# The recipe of the run in this folder, kept by aligner train.\n"


def open_folder(folder: Path) -> None:
    """Make the run folder, or see that it is one.

    Raises ``RefusedError`` if there is something in it and nothing shows that a run put it there,
    or if its ``model`` is no model; ``OutputError`` if the folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        filled = any(folder.iterdir())
    except OSError as error:
        raise OutputError(f"{folder}: cannot be a run folder: {error.strerror or error}") from error
    if filled and not _is_run(folder):
        raise RefusedError(
            f"{folder}: holds files, but no run of aligner train, and a run would write over some "
            "of them; choose another --output"
        )
    _check_model(folder / MODEL)
    # Left by a call that was killed while it exported: the names ``tempfile`` gives, no others.
    for left in folder.glob(f"{UNFINISHED}????????"):
        if left.is_dir():
            shutil.rmtree(left)


def _is_run(folder: Path) -> bool:
    """Tell a run folder by what only a run writes: these names alone anybody could have given."""
    return (
        _begins(folder / RECIPE, _KEPT)
        or _begins(folder / LOG, LOG_HEADER)
        or _has_fingerprint(folder / "data.json")
    )


def _begins(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes().startswith(text.encode())


def _has_fingerprint(path: Path) -> bool:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(content, dict) and "fingerprint" in content


def _check_model(target: Path) -> None:
    empty = target.is_dir() and not any(target.iterdir())
    ours = any((target / name).is_file() for name in (CARD_FILE, "model.bin"))
    if target.exists() and not empty and not ours:
        raise RefusedError(
            f"{target}: is no model, and the run would put its model in its place; move it away, "
            "or choose another --output"
        )


def keep_recipe(folder: Path, recipe: Recipe) -> None:
    """Keep the recipe in the folder; ``RefusedError`` if a checkpoint there is of another.

    How long a run is may change (a second hour goes on from the first); what it is may not.
    """
    kept = folder / RECIPE
    if kept.exists() and (folder / CHECKPOINT).exists():
        old = read_recipe(kept)
        if (old.data, old.shape, old.tokenizer) != (recipe.data, recipe.shape, recipe.tokenizer):
            raise RefusedError(
                f"{kept}: this folder holds a run of another recipe (data, shape or tokenizer "
                "differ); choose another --output"
            )
    with writing(kept, force=True) as stream:
        stream.write(_KEPT + recipe_toml(recipe))


def put_model(made: Path, folder: Path) -> Path:
    """Move a finished model folder into the run folder and return where it is.

    The model of an earlier call is moved to where ``made`` was: beside it, to be deleted with it.
    Raises ``RefusedError`` if what lies there is no model.
    """
    target, replaced = folder / MODEL, made.with_name("replaced")
    _check_model(target)
    if target.exists():
        target.rename(replaced)
    try:
        return made.rename(target)
    except BaseException:  # an interrupt, too, must not take the old one along
        if replaced.exists() and not target.exists():
            replaced.rename(target)
        raise


def keep_origin(folder: Path, origin: str | None) -> None:
    """Keep the name of the model that a run starts from; ``RefusedError`` if it began otherwise.

    A run that goes on has its weights, so the card would name a model it does not come from.
    """
    kept = folder / ORIGIN
    if not (folder / CHECKPOINT).exists():
        with writing(kept, force=True) as stream:
            stream.write(json.dumps({"init": origin}) + "\n")
        return
    if not kept.exists():  # older than this record
        return
    began: str | None = json.loads(kept.read_text(encoding="utf-8"))["init"]
    if began != origin:
        how = f"with --init {began}" if began else "without --init"
        raise RefusedError(
            f"{folder}: this run was begun {how}; go on so, or choose another --output"
        )
