"""What may lie in a run folder: what a run wrote, and nothing of anybody else."""

import shutil

import pytest
from typer.testing import CliRunner

from aligner.cli import app
from aligner.registry.card import read_card
from tests.training.conftest import RECIPE, run


def contents(folder):
    return {
        path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize(
    "files",
    [
        {"model/thesis.txt": "my thesis"},
        {"data.json": '{"mine": 1}', "log.tsv": "time\tweight\n", "zh-en.spm": "", "src.npy": ""},
        {"notes.txt": "call home"},
    ],
)
def test_a_folder_of_other_things_is_refused_and_stays_as_it_is(
    bitext, tmp_path, monkeypatch, files
):
    text = "# my recipe\n" + RECIPE.format(steps=2, map_pieces=0)
    for name, content in {"recipe.toml": text, **files}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    for name in ("train.tsv", "dev.tsv"):
        shutil.copy(bitext / name, tmp_path)
    before = contents(tmp_path)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["train", "recipe.toml", "-o", "."])
    assert result.exit_code == 6, result.output
    assert "choose another --output" in result.stderr
    assert contents(tmp_path) == before


def test_a_model_folder_is_no_run_folder(trained, bitext, tmp_path):
    shutil.copytree(trained / "model", tmp_path / "model")
    before = contents(tmp_path)
    assert run(bitext, tmp_path / "model", 2).exit_code == 6
    assert contents(tmp_path) == before


def test_what_is_no_model_is_not_replaced_by_one(bitext, tmp_path):
    assert run(bitext, tmp_path, 2).exit_code == 0
    assert read_card(tmp_path / "model").name == "tiny"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
    assert run(bitext, tmp_path, 3).exit_code == 0  # a model is
    shutil.rmtree(tmp_path / "model")
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "thesis.txt").write_text("my thesis")
    before = contents(tmp_path)
    result = run(bitext, tmp_path, 4)
    assert result.exit_code == 6
    assert "is no model" in result.stderr
    assert contents(tmp_path) == before


def test_a_file_is_no_folder_for_a_run(bitext, tmp_path):
    (tmp_path / "file").write_text("text")
    result = run(bitext, tmp_path / "file" / "run", 2)
    assert result.exit_code == 7
    assert "cannot be a run folder" in result.stderr


def test_what_a_killed_call_left_is_swept_and_nothing_else_is(bitext, tmp_path):
    assert run(bitext, tmp_path, 2).exit_code == 0
    for name in (".model.a1b2c3d4", ".model.backup"):
        (tmp_path / name).mkdir()
    assert run(bitext, tmp_path, 2).exit_code == 0
    assert not (tmp_path / ".model.a1b2c3d4").exists()
    assert (tmp_path / ".model.backup").is_dir()
