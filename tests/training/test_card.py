"""What the card and the recipe of a tuned model say of it and of what it comes from."""

import shutil
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from aligner.cli import app
from aligner.registry.card import TrainingSet, read_card, write_card
from aligner.training.recipe import read_recipe
from tests.training.conftest import RECIPE, run

NEWS = TrainingSet("news.tsv", "CC-BY-4.0", 1000, "https://example.org/news")


@pytest.fixture(scope="module")
def start(trained, tmp_path_factory):
    """A model with a licence and training data of its own."""
    folder = tmp_path_factory.mktemp("start") / "model"
    shutil.copytree(trained / "model", folder)
    card = replace(
        read_card(folder),
        licence="CC-BY-SA-4.0",
        licence_url="https://example.org/by-sa",
        training=(NEWS,),
    )
    write_card(folder, card, force=True)
    return folder


def tune(bitext, start, folder, licence=""):
    """Fine-tune with a recipe that says nothing of the shape."""
    head, _, rest = RECIPE.format(steps=1, map_pieces=0).partition("[shape]")
    text = head + rest[rest.index("[lexical]") :]
    if licence:
        text = text.replace('name = "tiny"', f'name = "tiny"\nlicence = "{licence}"')
    recipe = bitext / "tuned.toml"
    recipe.write_text(text.replace("vocabulary = 330\n", ""), encoding="utf-8")
    options = ["-o", str(folder), "--init", str(start)]
    result = CliRunner().invoke(app, ["train", str(recipe), *options])
    assert result.exit_code == 0, result.output
    return read_card(folder / "model")


def test_a_tuned_model_has_the_size_licence_and_data_of_its_start(bitext, start, tmp_path):
    card = tune(bitext, start, tmp_path / "run")
    assert "2+1 layers, width 64" in card.architecture
    assert (card.licence, card.licence_url) == ("CC-BY-SA-4.0", "https://example.org/by-sa")
    assert [one.name for one in card.training] == ["train.tsv", "news.tsv"]
    assert card.training[1] == NEWS
    assert card.source == f"fine-tuned from {read_card(start).identity}"
    recipe = read_recipe(tmp_path / "run" / "model" / "recipe.toml")
    shape = recipe.shape
    sizes = (shape.width, shape.ffn, shape.heads, shape.encoder_layers, shape.decoder_layers)
    assert sizes == (64, 128, 4, 2, 1)
    assert recipe.tokenizer.vocabulary == 330


def test_a_licence_that_the_recipe_names_is_the_models(bitext, start, tmp_path):
    card = tune(bitext, start, tmp_path / "run", licence="MIT")
    assert (card.licence, card.licence_url) == ("MIT", "")


def test_a_model_trained_from_nothing_says_so(trained):
    card = read_card(trained / "model")
    assert card.source == "trained here"
    assert [one.name for one in card.training] == ["train.tsv"]


def test_a_run_goes_on_from_what_it_began_with(bitext, start, tmp_path):
    tune(bitext, start, tmp_path / "run")
    recipe = str(bitext / "tuned.toml")
    result = CliRunner().invoke(app, ["train", recipe, "-o", str(tmp_path / "run")])
    assert result.exit_code == 6
    assert f"begun with --init {read_card(start).identity}" in result.stderr
    assert run(bitext, tmp_path / "plain", 1).exit_code == 0
    options = ["-o", str(tmp_path / "plain"), "--init", str(start)]
    result = CliRunner().invoke(app, ["train", str(bitext / "recipe1.toml"), *options])
    assert result.exit_code == 6
    assert "begun without --init" in result.stderr
