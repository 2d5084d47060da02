"""``aligner train``: a recipe to a model folder."""

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_recipe(value: bool) -> None:
    if value:
        from dataclasses import replace

        from aligner.training.recipe import Data, Recipe, TrainingFile, recipe_toml

        files = (TrainingFile("corpus.tsv"),)
        print(recipe_toml(replace(Recipe(), data=Data(train=files, dev="dev.tsv"))), end="")
        raise typer.Exit


@app.command()
def train(
    recipe: Annotated[
        Path, typer.Argument(metavar="RECIPE.toml", help="Every setting of the run.")
    ],
    output: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="FOLDER", help="Run folder; a cut run goes on."),
    ],
    init: Annotated[
        str | None,
        typer.Option(metavar="MODEL", help="Fine-tune: a model name, model folder or run folder."),
    ] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No log on stderr.")] = False,
    template: Annotated[  # noqa: ARG001 (its callback does the work)
        bool,
        typer.Option(
            "--init-recipe",
            help="Print a recipe with every default and exit.",
            callback=_print_recipe,
            is_eager=True,
        ),
    ] = False,
) -> None:
    """Train a model, or fine-tune one, from bitext; prints the folder of the finished model."""
    from aligner.errors import UsageError

    try:
        from aligner.training.recipe import read_recipe
        from aligner.training.run import train as run
    except ModuleNotFoundError as error:
        if error.name != "torch":
            raise
        raise UsageError("training needs PyTorch: pip install 'aligner[train]'") from error
    from aligner.registry.store import resolve_model
    from aligner.training.export import WEIGHTS

    start = None
    if init is not None:
        start = Path(init) if (Path(init) / WEIGHTS).exists() else resolve_model(init)
    say = (lambda _: None) if quiet else (lambda line: print(line, file=sys.stderr, flush=True))
    outcome = run(read_recipe(recipe), output, init=start, say=say)
    print(outcome.model)
