"""Folders that may not be read are said, and make a run a partial one."""

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from aligner.cli import app

SAID = "aligner: zh/locked: no permission to read this folder"


@pytest.fixture
def folders(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for folder in ("zh/locked", "zh/.hidden", "en"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "zh/a.txt").write_text("雨停了。船只将在清晨离港。\n", "utf-8")
    (tmp_path / "en/a.txt").write_text("The rain stopped. The boats leave at dawn.\n", "utf-8")
    for name in ("locked", ".hidden"):
        (tmp_path / "zh" / name).chmod(0)
    if os.geteuid() == 0:  # root may read everything
        asked = os.access
        monkeypatch.setattr(
            os,
            "access",
            lambda path, mode: Path(path).name != "locked" and asked(path, mode),
        )
    yield tmp_path
    for name in ("locked", ".hidden"):
        (tmp_path / "zh" / name).chmod(0o700)


def invoke(*arguments):
    return CliRunner().invoke(app, list(map(str, arguments)))


def test_translating_a_folder_says_what_it_could_not_look_into(folders, model_dir):
    result = invoke("translate", "zh", "-o", "out", "-m", model_dir, "--no-guard")
    assert result.exit_code == 5
    assert SAID in result.stderr.splitlines()
    assert "hidden" not in result.stderr
    assert (folders / "out/a.txt").exists()


def test_a_folder_that_may_not_be_read_itself_is_the_error(folders, model_dir):
    (folders / "zh/a.txt").unlink()
    result = invoke("translate", "zh/locked", "-o", "out", "-m", model_dir)
    assert result.exit_code == 3
    assert result.stderr == f"{SAID}\n"


def test_aligning_folders_says_what_it_could_not_look_into(folders):
    result = invoke("align", "zh", "en", "--dir", "-o", "o.tsv")
    assert result.exit_code == 5
    assert f"{SAID}; left out" in result.stderr.splitlines()
    assert (folders / "o.tsv").exists()


def test_pairing_for_a_corpus_lists_it(folders):
    result = invoke("corpus", "pair", "zh", "en", "--by", "name", "-o", "pairs.tsv")
    assert SAID in result.stderr.splitlines()
