"""Which tokenizer a run folder has: that of the recipe or the start, until the first checkpoint."""

import shutil

import pytest
import sentencepiece
from typer.testing import CliRunner

from aligner.cli import app
from aligner.training.export import pieces_of
from tests.training.conftest import RECIPE, run


def train(bitext, folder, *edits, options=()):
    text = RECIPE.format(steps=1, map_pieces=0)
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    recipe = bitext / "edited.toml"
    recipe.write_text(text, encoding="utf-8")
    return CliRunner().invoke(app, ["train", str(recipe), "-o", str(folder), *options])


NO_PAIRS = ("max_pieces = 40", "max_pieces = 1")
"""Ends a run after its tokenizer and before its first checkpoint."""
SMALLER = ("vocabulary = 330", "vocabulary = 310")


@pytest.fixture(scope="module")
def cut(trained, bitext, tmp_path_factory):
    """A run that ended before its first checkpoint, with a tokenizer of 310 pieces."""
    folder = tmp_path_factory.mktemp("cut")
    assert train(bitext, folder, NO_PAIRS, SMALLER).exit_code == 3
    assert len(pieces_of(folder / "zh-en.spm")) == 310
    return folder


@pytest.fixture
def folder(cut, tmp_path):
    return shutil.copytree(cut, tmp_path / "run")


def test_the_tokenizer_of_another_recipe_is_replaced_until_the_first_checkpoint(
    bitext, folder, trained
):
    result = train(bitext, folder)
    assert result.exit_code == 0, result.output
    assert (folder / "zh-en.spm").read_bytes() == (trained / "zh-en.spm").read_bytes()
    assert len(pieces_of(folder / "model" / "zh-en.spm")) == 330
    # The data too: no piece of the smaller vocabulary would say the same.
    assert (folder / "tgt.npy").read_bytes() == (trained / "tgt.npy").read_bytes()


def test_the_tokenizer_of_the_same_recipe_is_kept(bitext, folder):
    result = train(bitext, folder, SMALLER)
    assert result.exit_code == 0, result.output
    assert "training a tokenizer" not in result.stderr


@pytest.mark.parametrize("by", ["init", "recipe"])
def test_a_tokenizer_that_is_given_replaces_another_until_the_first_checkpoint(
    bitext, folder, trained, by
):
    given = trained / "zh-en.spm"
    if by == "init":
        result = train(bitext, folder, options=["--init", str(trained)])
    else:
        result = train(bitext, folder, (SMALLER[0], f'model = "{given}"'))
    assert result.exit_code == 0, result.output
    assert (folder / "zh-en.spm").read_bytes() == given.read_bytes()


def test_a_tokenizer_of_the_start_is_not_taken_for_one_of_the_data(bitext, tmp_path, trained):
    folder = tmp_path / "run"
    assert train(bitext, folder, NO_PAIRS, options=["--init", str(trained)]).exit_code == 3
    result = train(bitext, folder)
    assert result.exit_code == 0, result.output
    assert "training a tokenizer" in result.stderr


def test_after_a_checkpoint_another_tokenizer_is_refused_and_none_is_needed(
    bitext, tmp_path, folder, trained
):
    given = tmp_path / "given.spm"
    shutil.copy(trained / "zh-en.spm", given)
    named = (SMALLER[0], f'model = "{given}"')
    assert train(bitext, folder, named).exit_code == 0
    before = (folder / "zh-en.spm").read_bytes()
    given.write_bytes(before + b"another")
    result = train(bitext, folder, named)
    assert result.exit_code == 6, result.output
    assert "another tokenizer" in result.stderr
    given.unlink()
    result = train(bitext, folder, named)
    assert result.exit_code == 0, result.output
    assert (folder / "zh-en.spm").read_bytes() == before


def test_a_tokenizer_step_that_fails_leaves_nothing_to_trip_over(bitext, tmp_path, monkeypatch):
    def killed(**options):
        options["model_writer"].write(b"half")
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(sentencepiece.SentencePieceTrainer, "train", killed)
        assert run(bitext, tmp_path / "run", 1).exit_code == 130
    assert not (tmp_path / "run" / "zh-en.spm").exists()
    result = run(bitext, tmp_path / "run", 1)
    assert result.exit_code == 0, result.output
