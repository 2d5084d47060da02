"""The README and the pages of docs/: their commands exist, their Python runs, their counts hold."""

import importlib
import re
import shlex
from functools import cache
from pathlib import Path

import pytest
import typer

from aligner.checks.registry import OFF, all_checks
from aligner.cli import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
PAGES = [README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
SAID_NOT_TO_EXIST = {"--echo", "--paired-jobs"}
OF_THE_BENCHMARKS = {"--compare-lines", "--kill"}

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).name)


@cache
def command(name):
    return typer.main.get_command(
        importlib.import_module(f"aligner.cli.{name.replace('-', '_')}").app
    )


def options(found):
    """Return the names of the options of a command and of those below it."""
    own = {name for p in found.params for name in (*p.opts, *p.secondary_opts)} | {"-h", "--help"}
    return own.union(*(options(inner) for inner in getattr(found, "commands", {}).values()))


@cache
def all_options():
    return set().union(*(options(command(name)) for name in COMMANDS))


def blocks(page, language=""):
    """Return the blocks of code of a page."""
    text = page.read_text(encoding="utf-8")
    found = re.findall(r"^```(\w*)\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return [block for of, block in found if of == language]


def called(page):
    """Yield the words after ``aligner`` of each command line in a page's blocks of code."""
    for block in blocks(page):
        for line in re.sub(r"\\\n\s*", "", block).splitlines():
            if match := re.match(r"(?:\$ )?aligner (?P<rest>[a-z].*)", line):
                rest = re.split(r" [<>|] ", match["rest"])[0]
                yield shlex.split(rest, comments=True)


@each_page
def test_commands_and_their_options_exist(page):
    for name, *rest in called(page):
        assert name in COMMANDS
        below = getattr(command(name), "commands", {})
        found = below.get(rest[0], command(name)) if rest else command(name)
        given = {word.partition("=")[0] for word in rest if re.match(r"-{1,2}[a-z]", word)}
        assert given <= options(found), (name, *rest)


@each_page
def test_options_named_in_passing_exist(page):
    named = set(re.findall(r"`(--[a-z][a-z-]+)", page.read_text(encoding="utf-8")))
    assert named <= all_options() | SAID_NOT_TO_EXIST | OF_THE_BENCHMARKS


def test_the_python_of_the_readme_runs(capsys, monkeypatch):
    monkeypatch.delenv("ALIGNER_MODEL", raising=False)
    (block,) = blocks(README, "python")
    exec(compile(block, str(README), "exec"), {})
    assert "BLEU" in capsys.readouterr().out


def test_every_check_is_described_and_all_are_counted():
    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\*off:\* )?([a-z-]+) \| \d", page, re.MULTILINE)
    off = {name: bool(mark) for mark, name in rows}
    assert off == {check.name: check.name in OFF for check in all_checks()}
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"`aligner checks`: {len(all_checks())} checks" in changes
