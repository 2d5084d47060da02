import os

import pytest
from typer.testing import CliRunner

from aligner.cli import app
from aligner.cli.messages import one_line

BROKEN = "a\nb\x1b[31m\r.txt"
SHOWN = r"a\nb\x1b[31m\r.txt"


def invoke(*arguments):
    return CliRunner().invoke(app, list(map(str, arguments)))


def test_control_characters_are_shown_and_others_stay():
    assert one_line(BROKEN) == SHOWN
    assert one_line("《新闻》 C:\\x “é”") == "《新闻》 C:\\x “é”"


def test_a_name_with_a_line_break_makes_no_second_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = invoke("split", BROKEN)
    assert result.exit_code == 3
    assert result.stderr == f"aligner: {SHOWN}: no such file\n"


def test_files_that_fail_among_others_are_named_on_a_line_each(tmp_path, monkeypatch, model_dir):
    monkeypatch.chdir(tmp_path)
    try:
        for name in (BROKEN, "good.txt"):
            (tmp_path / name).write_text("雨停了。\n" if name == "good.txt" else "", "utf-8")
    except OSError:
        pytest.skip("no such name here")
    result = invoke("translate", BROKEN, "good.txt", "-o", "out/", "-m", model_dir, "--no-guard")
    assert result.exit_code == 5
    assert any(line.startswith(f"aligner: {SHOWN}: ") for line in result.stderr.splitlines())
    planned = invoke("translate", BROKEN, "good.txt", "-o", "x/", "-m", model_dir, "--dry-run")
    assert all(
        os.sep in line or line[0].isdigit() or line.startswith(("about", "aligner"))
        for line in planned.output.splitlines()
    )
