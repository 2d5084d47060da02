"""The card of a model that was trained here: its size, its data, and what it comes from."""

from dataclasses import dataclass, replace
from pathlib import Path

from aligner.lang import LangPair
from aligner.registry.card import (
    CARD_FILE,
    ModelCard,
    Quality,
    Search,
    Speed,
    TrainingSet,
    measure_files,
    read_card,
)
from aligner.training.loop import Trainer
from aligner.training.model import Config
from aligner.training.recipe import Export, Recipe


@dataclass(frozen=True, slots=True)
class Origin:
    """The model a run starts from, a model or run folder; ``card`` if it has one."""

    folder: Path
    card: ModelCard | None

    @classmethod
    def read(cls, folder: Path) -> "Origin":
        """Look at a folder; the card of a run lies in its ``model``."""
        folders = [f for f in (folder, folder / "model") if (f / CARD_FILE).exists()]
        return cls(folder, read_card(folders[0]) if folders else None)

    @property
    def name(self) -> str:
        """``name@digest``, or the folder's name where there is no card."""
        return self.card.identity if self.card else self.folder.absolute().name

    def search(self, pair: str) -> Search:
        """Return how the model is searched: so is what it becomes.

        The defaults where there is no card, or one of the other direction.
        """
        return self.card.search if self.card and str(self.card.pair) == pair else Search()


def as_trained(recipe: Recipe, config: Config, origin: Origin | None) -> Recipe:
    """Return the recipe with the size the model has: one that was tuned kept its own."""
    shape = replace(
        recipe.shape,
        width=config.width,
        ffn=config.ffn,
        heads=config.heads,
        encoder_layers=config.encoder_layers,
        decoder_layers=config.decoder_layers,
    )
    tokenizer = recipe.tokenizer
    if origin is not None:
        tokenizer = replace(tokenizer, vocabulary=config.vocabulary)
    return replace(recipe, shape=shape, tokenizer=tokenizer)


def model_card(
    recipe: Recipe,
    folder: Path,
    trainer: Trainer,
    measured: tuple[tuple[Quality, ...], tuple[Speed, ...]],
    origin: Origin | None,
) -> ModelCard:
    """Return the card of the model in ``folder``; ``recipe`` has its size (``as_trained``).

    What is tuned stays under the licence of what it comes from, unless the recipe names one, and
    was trained on its data too.
    """
    shape, before = recipe.shape, origin.card if origin else None
    licence, licence_url = recipe.export.licence, ""
    if before and licence == Export().licence:
        licence, licence_url = before.licence, before.licence_url
    own = tuple(
        TrainingSet(Path(file.path).name, file.licence or "unknown", count)
        for file, count in zip(recipe.data.train, trainer.data.counts, strict=True)
    )
    earlier = tuple(one for one in before.training if one not in own) if before else ()
    quality, speed = measured
    source, start, search = "trained here", "", Search()
    if origin:
        source, start = f"fine-tuned from {origin.name}", " --init MODEL"
        search = origin.search(recipe.data.pair)
    return ModelCard(
        name=recipe.export.name,
        pair=LangPair.parse(recipe.data.pair),
        description=f"Trained for {trainer.step} steps, {trainer.seconds / 60:.0f} minutes",
        architecture=(
            f"Transformer {shape.encoder_layers}+{shape.decoder_layers} layers, "
            f"width {shape.width}, {recipe.export.quantization}"
        ),
        tokenizer="joint",
        licence=licence,
        licence_url=licence_url,
        source=source,
        made=f"aligner train recipe.toml{start} (the recipe lies beside this card)",
        files=measure_files(folder),
        training=(*own, *earlier),
        quality=quality,
        speed=speed,
        search=replace(search, figures=recipe.data.figures),
    )
