"""Arguments that every command refuses alike."""

import os

import pytest
from typer.testing import CliRunner

from aligner.cli import app

EMPTY = {
    "translate": ["translate", ""],
    "glossary": ["translate", "a.txt", "-g", ""],
    "align": ["align", "", ""],
    "output": ["align", "a.txt", "b.txt", "-o", ""],
    "build": ["corpus", "build", "", "", "-o", "c"],
    "with a sign": ["corpus", "split", "a.tsv", "--output="],
    "model": ["translate", "a.txt", "--model", ""],
}


@pytest.mark.parametrize("name", EMPTY)
def test_an_empty_argument_is_no_folder_and_no_default(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("雨停了。\n", encoding="utf-8")
    result = CliRunner().invoke(app, EMPTY[name])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("an empty argument names nothing (an unset variable?)\n")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    "arguments",
    [
        "corpus split a.tsv --block 1 --dev nan",
        "corpus split a.tsv --block 1 --test inf",
        "corpus dedupe a.tsv --near nan",
        "corpus filter a.tsv --set ratio.least=nan",
        "corpus filter --autotune a.tsv --rate nan",
        "corpus pair . . --least nan",
        "align a.tsv a.tsv --min-confidence nan",
    ],
)
def test_a_number_that_is_none_is_bad_usage(arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.tsv").write_text("雨停了。\tThe rain stopped.\n", encoding="utf-8")
    result = CliRunner().invoke(app, arguments.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert [path.name for path in tmp_path.iterdir()] == ["a.tsv"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("arguments", ["split a.txt", "score a.txt -i a.txt", "translate a.txt"])
def test_a_file_that_may_not_be_read_is_bad_data(arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("雨停了。\n", encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    assert CliRunner().invoke(app, arguments.split()).exit_code == 3
