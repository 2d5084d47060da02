"""What the corpus commands say of what they read: units left out, and how far they are."""

import pytest
from typer.testing import CliRunner

from aligner.bitext import SegmentPair
from aligner.cli import app, corpus_run
from aligner.formats.base import write_bitext

LONELY = '<tu><tuv xml:lang="zh"><seg>孤</seg></tuv></tu>'
COMMANDS = {
    "filter": ["-o", "b.tsv"],
    "dedupe": ["-o", "b.tsv"],
    "split": ["-o", "parts", "--block", "5"],
    "sample": ["-n", "5", "-o", "b.tsv"],
    "merge": ["-o", "b.tsv"],
    "stats": [],
    "export": ["-o", "given"],
}


@pytest.fixture
def memory(tmp_path, monkeypatch):
    """A translation memory of 600 pairs and a unit without English."""
    monkeypatch.chdir(tmp_path)
    pairs = [SegmentPair(f"第{n}号渔船返回了港口。", f"Boat {n} came home.") for n in range(600)]
    write_bitext(tmp_path / "a.tmx", pairs)
    text = (tmp_path / "a.tmx").read_text("utf-8").replace("</body>", f"{LONELY}</body>")
    (tmp_path / "a.tmx").write_text(text, "utf-8")


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_unit_that_is_left_out_is_said_once(command):
    result = CliRunner().invoke(app, ["corpus", command, "a.tmx", *COMMANDS[command]])
    assert result.exit_code == 0, result.stderr
    assert result.stderr.count("unit 601: no en segment; skipped") == 1


@pytest.mark.usefixtures("memory")
def test_a_build_says_which_units_of_a_bitext_it_leaves_out(tmp_path):
    recipe = tmp_path / "recipe.toml"
    recipe.write_text('[[bitext]]\npath = "a.tmx"\n', "utf-8")
    result = CliRunner().invoke(app, ["corpus", "build", "-r", str(recipe), "-o", "corpus"])
    assert result.exit_code == 0, result.stderr
    assert result.stderr.count("unit 601: no en segment; skipped") == 1


class Heard:
    """A bar that remembers."""

    def __init__(self, title, *, quiet, unit):
        self.title, self.unit, self.done = title, unit, []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def advance(self, done, total):
        self.done.append(done)


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "stats"])
def test_every_pass_over_a_bitext_counts_its_pairs(command, monkeypatch):
    heard = []

    def bar(*args, **options):
        heard.append(Heard(*args, **options))
        return heard[-1]

    monkeypatch.setattr(corpus_run, "bar", bar)
    result = CliRunner().invoke(app, ["corpus", command, "a.tmx", *COMMANDS[command]])
    assert result.exit_code == 0, result.stderr
    assert [one.unit for one in heard] == ["pairs"] * len(heard)
    assert {tuple(one.done) for one in heard} == {(256, 512, 600)}
