"""Which files `aligner score` takes for what: systems, references, columns."""

import json
import shlex
import sys

import pytest
from typer.testing import CliRunner

from aligner.cli import app
from tests.scoring.conftest import REFERENCES, make_system


@pytest.fixture
def folder(tmp_path, monkeypatch):
    files = {"ref.en": REFERENCES, "a.en": make_system(0.15, 1), "b.en": make_system(0.45, 2)}
    for name, lines in files.items():
        (tmp_path / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*args, stdin=""):
    return CliRunner().invoke(app, ["score", *args], input=stdin)


def paste(*columns):
    return "".join("\t".join(row) + "\n" for row in zip(*columns, strict=True))


def lines_of(folder, name):
    return (folder / name).read_text(encoding="utf-8").splitlines()


def systems_of(result):
    return [one["system"] for one in json.loads(result.stdout)]


def test_a_system_goes_by_the_name_that_was_given(folder):
    result = call("ref.en", "-i", "./a.en", "b.en", "-m", "bleu", "-q")
    assert systems_of(result) == ["./a.en", "b.en"]


def test_values_follow_an_option_with_an_equals_sign(folder):
    result = call("ref.en", "--input=a.en", "b.en", "-m", "bleu", "-q")
    assert systems_of(result) == ["a.en", "b.en"]


@pytest.mark.parametrize("between", [["-q"], ["-w", "2"], ["--width=2"]])
def test_a_system_that_strays_from_its_option_is_no_reference(folder, between):
    result = call("ref.en", "-i", "a.en", *between, "b.en", "-m", "bleu")
    assert result.exit_code == 2
    assert "references in two places: ref.en and b.en" in result.stderr
    assert not result.stdout


@pytest.mark.parametrize(
    "args",
    [
        ["-w", "2", "ref.en", "-q", "-i", "a.en", "-b"],
        ["-b", "-w", "2", "-i", "a.en", "-q", "ref.en"],
        ["-b", "-w", "2", "-q", "-i", "a.en", "--", "ref.en"],
        ["ref.en", "-b", "-q", "-i", "a.en", "-w2"],
    ],
)
def test_references_may_stand_before_and_behind_the_options(folder, args):
    assert call(*args).stdout == call("ref.en", "-i", "a.en", "-b", "-w", "2", "-q").stdout


def test_the_last_column_of_stdin_may_be_empty(folder):
    a, b = lines_of(folder, "a.en"), lines_of(folder, "b.en")
    for number in (0, 7):
        holed = [*b[:number], "", *b[number + 1 :]]
        (folder / "holed.en").write_text("".join(f"{x}\n" for x in holed), encoding="utf-8")
        piped = call("ref.en", "-m", "bleu", "ter", "-q", stdin=paste(a, holed))
        named = call("ref.en", "-i", "a.en", "holed.en", "-m", "bleu", "ter", "-q")
        scores = [[one["BLEU"] for one in json.loads(r.stdout)] for r in (piped, named)]
        assert scores[0] == scores[1]


def test_a_tab_at_the_end_of_every_line_makes_no_system(folder):
    a = lines_of(folder, "a.en")
    piped = call("ref.en", "-b", "-q", stdin=paste(a, [""] * len(a)))
    assert piped.stdout == call("ref.en", "-i", "a.en", "-b", "-q").stdout


def test_a_stray_tab_on_stdin_is_said(folder):
    a = lines_of(folder, "a.en")
    stray = [*a[:6], f"{a[6]}\tand more", *a[7:]]
    result = call("ref.en", "-b", stdin="".join(f"{line}\n" for line in stray))
    assert result.exit_code == 3
    assert "stdin:7: 2 tab-separated fields where line 1 wants 1" in result.stderr


def test_the_last_reference_of_a_line_may_be_empty(folder):
    b = ["", *lines_of(folder, "b.en")[1:]]
    (folder / "refs.tsv").write_text(paste(REFERENCES, b), encoding="utf-8")
    (folder / "more.en").write_text("".join(f"{x}\n" for x in b), encoding="utf-8")
    result = call("refs.tsv", "-nr", "2", "-i", "a.en", "-m", "bleu", "chrf", "ter")
    assert result.stdout == call("ref.en", "more.en", "-i", "a.en", "-q").stdout
    assert "refs.tsv (column 2):1: 1 empty reference," in result.stderr


def test_a_plugin_reads_a_line_a_segment_whatever_stands_in_it(folder):
    odd = ["one\rtwo\tthree", *lines_of(folder, "a.en")[1:]]
    (folder / "odd.en").write_text("".join(f"{x}\n" for x in odd), encoding="utf-8", newline="\n")
    (folder / "fields.py").write_text(
        "import sys\nfor line in sys.stdin: print(len(line.split('\\t')))\n"
    )
    command = f"fields={shlex.quote(sys.executable)} fields.py"
    result = call("ref.en", "-i", "odd.en", "-m", "bleu", "-q", "--plugin", command)
    assert json.loads(result.stdout)[1]["score"] == 3.0


@pytest.mark.parametrize(
    ("given", "written", "hint"),
    [("utf-8", "gb18030", "gb18030"), ("utf-8", "utf-16", "utf-16"), ("gb18030", "utf-8", "utf-8")],
)
def test_a_wrong_encoding_is_answered_with_another(folder, given, written, hint):
    line = "The café — “open”.\n" if written == "utf-8" else "好的。\n"
    (folder / "wrong.en").write_bytes((line * len(REFERENCES)).encode(written))
    result = call("ref.en", "-i", "wrong.en", "-e", given)
    assert result.exit_code == 3
    assert result.stderr.endswith(f"for example --encoding {hint}\n")
