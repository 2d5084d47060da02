from dataclasses import replace

import pytest

from aligner.errors import FormatError, InputError, UsageError
from aligner.training.recipe import Data, Recipe, TrainingFile, read_recipe, recipe_toml


def write(tmp_path, text):
    path = tmp_path / "recipe.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_written_recipe_reads_back_equal(tmp_path):
    files = (TrainingFile(str(tmp_path / "a.tsv"), 2.0, 3.0, "CC0-1.0"),)
    recipe = replace(Recipe(), data=Data(train=files, dev=str(tmp_path / "dev.tsv")))
    assert read_recipe(write(tmp_path, recipe_toml(recipe))) == recipe


def test_paths_are_relative_to_the_recipe(tmp_path):
    recipe = read_recipe(write(tmp_path, '[data]\ndev = "d.tsv"\n[[data.train]]\npath = "a.tsv"\n'))
    assert recipe.data.dev == str(tmp_path / "d.tsv")
    assert recipe.data.train[0].path == str(tmp_path / "a.tsv")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[optimizer]\nlearning_rate = 1.0\n", "unknown key 'learning_rate'"),
        ("[shape]\nwidht = 64\n", "did you mean width?"),
        ("[shape]\nwidth = 'big'\n", "should be int"),
        ("[shape]\nwidth = 63\n", "multiple of shape.heads"),
        ("[shape]\ndropout = 1.5\n", "dropout"),
        ("[optimizer]\ntoken_dropout = 1.0\n", "token_dropout"),
        ("[data]\nresample = 2.0\n", "data.resample"),
        ("[data]\nresample_alpha = 0.0\n", "resample_alpha"),
        ("[run]\nsteps = 0\n", "run.steps or run.minutes"),
        ("[run]\ndevice = 'gpu'\n", "run.device must be auto, cpu, cuda"),
        ("[shape]\nheads = 0\n", "heads must be positive"),
        ("[run]\nseed = -1\n", "run.seed must not be negative"),
        ("[run]\nthreads = -1\n", "run.threads must not be negative"),
        ("[export]\nmap_pieces = -1\n", "export.map_pieces must not be negative"),
        ("[tokenizer]\nvocabulary = 0\n", "tokenizer.vocabulary must be from 1"),
        ("[tokenizer]\ncoverage = 99.98\n", "tokenizer.coverage must be above 0, at most 1"),
        ("[data]\nmax_ratio = 0.5\n", "data.max_ratio must be at least 1"),
        ("[optimizer]\naverage = 1.5\n", "optimizer.average must be at most 1"),
        ("[optimizer]\nrate = nan\n", "optimizer: rate: should be a finite number"),
        ("[shape]\nwidth = 0\n", "must be positive"),
        ("[export]\nquantization = 'int4'\n", "export.quantization must be one of int8,"),
        ("[export]\nname = 'My Model'\n", "export.name: 'My Model' cannot name a model"),
        (
            "[[data.train]]\npath = 'a.tsv'\nweight = 0.0\n[[data.train]]\npath = 'b.tsv'\n"
            "weight = 0.0\n",
            "must be positive in at least one",
        ),
        ("[[data.train]]\npath = 'a.tsv'\nfinal_weight = 0.0\n", "at least one"),
        ("[[data.train]]\npath = 'a.tsv'\nweight = -1.0\n", "must not be negative"),
        ("[data]\npair = 'de-en'\n", "zh-en or en-zh"),
        ("[data]\ntrain = 'a.tsv'\n", "should be a list"),
        ("[[data.train]]\nweight = 1.0\n", "path"),
    ],
)
def test_a_bad_recipe_is_an_error_that_names_the_key(tmp_path, text, says):
    with pytest.raises(UsageError, match=r"recipe\.toml") as caught:
        read_recipe(write(tmp_path, text))
    assert says in str(caught.value)


def test_a_recipe_that_is_missing_or_no_toml_is_a_bad_file(tmp_path):
    with pytest.raises(InputError, match=r"none\.toml: cannot be read"):
        read_recipe(tmp_path / "none.toml")
    with pytest.raises(FormatError, match=r"recipe\.toml: is not TOML"):
        read_recipe(write(tmp_path, "[data\n"))
