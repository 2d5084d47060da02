"""What the help says: something about each option, and all that is accepted."""

import importlib
import subprocess
import sys
import unicodedata

import pytest
import typer
from typer.testing import CliRunner

from aligner.cli import COMMANDS, app
from aligner.registry.convert import QUANTIZATIONS


def options(command, path):
    """Yield the options of a command and those of all below it."""
    for parameter in command.params:
        yield f"{path} {parameter.opts[-1]}", getattr(parameter, "help", "") or ""
    for name, inner in getattr(command, "commands", {}).items():
        yield from options(inner, f"{path} {name}")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_and_argument_has_a_text(name):
    module = importlib.import_module(f"aligner.cli.{name.replace('-', '_')}")
    found = dict(options(typer.main.get_command(module.app), name))
    assert found
    assert [path for path, text in found.items() if not text.strip()] == []


def test_all_quantizations_are_named():
    result = CliRunner().invoke(app, ["models", "convert", "--help"], terminal_width=200)
    named = result.stdout.partition("--quantization")[2].partition("--")[0]
    assert ", ".join(QUANTIZATIONS) in " ".join(named.split())


def test_either_side_of_an_alignment_may_be_standard_input():
    result = CliRunner().invoke(app, ["align", "--help"], terminal_width=200)
    assert result.stdout.count("(- for stdin)") == 2


@pytest.mark.parametrize("group", ["models", "corpus", "train-aligner"])
def test_a_group_lists_its_commands_in_whole_lines(group):
    result = CliRunner().invoke(app, [group, "--help"])
    listed = result.stdout.partition("Commands:\n")[2].splitlines()
    assert listed
    assert [line for line in listed if line.endswith("...")] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_an_argument_is_marked_once_as_optional_or_repeated(name):
    usage = CliRunner().invoke(app, [name, "--help"]).stdout.partition("\n\n")[0]
    assert "[[" not in usage
    assert "...]..." not in usage
    assert "...}..." not in usage


def commands(command, path):
    """Yield the words that call a command, and those of all below it."""
    yield path
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, [*path, name])


@pytest.mark.parametrize("name", COMMANDS)
def test_no_line_is_wider_than_a_terminal_of_eighty(name):
    module = importlib.import_module(f"aligner.cli.{name.replace('-', '_')}")
    for path in commands(typer.main.get_command(module.app), [name]):
        shown = CliRunner().invoke(app, [*path, "--help"], terminal_width=80).stdout
        assert [line for line in shown.splitlines() if columns(line) > 80] == []


def columns(line):
    """Return how many columns a line takes: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)


def test_escapes_are_shown_as_they_are_written():
    shown = " ".join(CliRunner().invoke(app, ["split", "--help"]).stdout.split())
    assert r"with \n, \t and \\ written as such" in shown


def test_a_score_loads_no_detectors_and_no_readers(tmp_path):
    """They take longer to load than a small test set takes to score."""
    text = "The exhibition opens on Thursday.\n"
    for name in ("ref.en", "a.en"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    code = (
        "import sys; from aligner.cli import app\n"
        "app(['score', 'ref.en', '-i', 'a.en', '-q'], standalone_mode=False)\n"
        "print([m for m in sys.modules if m in ('aligner.checks.phenomena', 'aligner.text.news')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
