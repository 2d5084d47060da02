"""``aligner train-aligner``: tables from text, used by ``aligner align --tables``."""

import json

import pytest
from typer.testing import CliRunner

from aligner.alignment.lexicon import load_lexicon
from aligner.alignment.weights import load_weights, shipped_weights
from aligner.cli import app

ZH = ["市长宣布了计划。", "学校将重新开放。", "医院也会开放。", "雨停了。", "警方说没有人受伤。"]
EN = [
    "The mayor announced the plan.",
    "Schools will reopen, and so will hospitals.",
    "The rain stopped.",
    "Police said no one was hurt.",
]
GOLD = ["[0]:[0]", "[1,2]:[1]", "[3]:[2]", "[4]:[3]"]


def run(*arguments):
    return CliRunner().invoke(app, ["train-aligner", *map(str, arguments)])


@pytest.fixture
def bitext(tmp_path):
    path = tmp_path / "pairs.tsv"
    pairs = [("下雨了", "it rained"), ("下雪了", "it snowed"), ("雪停了", "the snow stopped")]
    path.write_text("".join(f"{zh}\t{en}\n" for zh, en in pairs * 3), encoding="utf-8")
    return path


@pytest.fixture
def gold(tmp_path):
    folder = tmp_path / "gold_set"
    for name, lines in (("zh", ZH), ("en", EN), ("gold", GOLD)):
        (folder / name).mkdir(parents=True)
        for document in ("a", "b"):
            (folder / name / document).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_a_lexical_table_is_trained_and_aligns(tmp_path, bitext, gold):
    tables = tmp_path / "tables"
    result = run("lexicon", bitext, "-o", tables, "--least", 1)
    assert result.exit_code == 0, result.output
    assert {"snow", "rain"} <= load_lexicon(tables / "zh-en.npz").en.keys()
    sides = [str(gold / side / "a") for side in ("zh", "en")]
    aligned = CliRunner().invoke(app, ["align", *sides, "--presplit", "--tables", str(tables)])
    assert aligned.exit_code == 0, aligned.output


def test_words_may_be_given(tmp_path, bitext):
    words = tmp_path / "words.txt"
    words.write_text("下雨\n", encoding="utf-8")
    result = run("lexicon", bitext, "-o", tmp_path / "t", "--least", 1, "--words", words)
    assert result.exit_code == 0, result.output
    assert load_lexicon(tmp_path / "t" / "zh-en.npz").words == {"下雨"}


def test_weights_are_trained_and_the_other_sets_kept(tmp_path, gold):
    tables = tmp_path / "tables"
    result = run("weights", gold, "-o", tables, "--rounds", 2, "--hold-out")
    assert result.exit_code == 0, result.output
    names = [line.split("\t")[0] for line in result.stdout.splitlines()]
    assert names == [f"{gold}/a", f"{gold}/b", "all"]
    path = tables / "beads.json"
    assert load_weights(path, "lexicon") != load_weights(shipped_weights(), "lexicon")
    assert load_weights(path, "plain") == load_weights(shipped_weights(), "plain")
    assert "2 gold documents" in json.loads(path.read_text(encoding="utf-8"))["note"]


def test_what_is_there_is_not_overwritten(tmp_path, bitext):
    tables = tmp_path / "tables"
    tables.mkdir()
    (tables / "zh-en.npz").write_text("mine", encoding="utf-8")
    result = run("lexicon", bitext, "-o", tables)
    assert result.exit_code == 6
    assert (tables / "zh-en.npz").read_text(encoding="utf-8") == "mine"


def test_gold_of_other_sentences_is_refused_with_the_file(tmp_path, gold):
    (gold / "gold" / "a").write_text("[0]:[0,9]\n", encoding="utf-8")
    result = run("weights", gold, "-o", tmp_path / "tables")
    assert result.exit_code == 3
    assert "sentence 9 of en, but there are 4" in result.output


def test_a_folder_without_gold_is_refused(tmp_path):
    result = run("weights", tmp_path, "-o", tmp_path / "tables")
    assert result.exit_code == 3
    assert "no gold documents" in result.output


def test_tables_that_are_not_there_are_refused(tmp_path, gold):
    sides = [str(gold / side / "a") for side in ("zh", "en")]
    result = CliRunner().invoke(app, ["align", *sides, "--tables", str(tmp_path)])
    assert result.exit_code == 3
    assert "train-aligner" in result.output


@pytest.mark.parametrize(("option", "file"), [("--start", "beads.json"), ("--tables", "zh-en.npz")])
@pytest.mark.parametrize("name", ["nofolder", "empty"])
def test_a_folder_to_start_from_must_hold_the_file(tmp_path, gold, option, file, name):
    (tmp_path / "empty").mkdir()
    result = run("weights", gold, "-o", tmp_path / "tw", "--rounds", 1, option, tmp_path / name)
    assert result.exit_code == 3
    assert f"{tmp_path / name}: holds no {file}" in result.output
    assert not (tmp_path / "tw").exists()


def test_training_goes_on_from_weights_that_are_there(tmp_path, gold):
    first, second = tmp_path / "first", tmp_path / "second"
    assert run("weights", gold, "-o", first, "--rounds", 2).exit_code == 0
    result = run("weights", gold, "-o", second, "--rounds", 1, "--start", first)
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--made", 0), "--made counts documents made of --pairs"),
        (("--plain", "zh,en", "--tables", "tables"), "--plain trains without the lexical table"),
    ],
)
def test_options_that_would_do_nothing_are_refused(tmp_path, gold, options, says):
    result = run("weights", gold, "-o", tmp_path / "tw", *options)
    assert result.exit_code == 2
    assert says in result.output


def test_words_that_no_pair_has_often_enough_are_said(tmp_path, bitext):
    result = run("lexicon", bitext, "-o", tmp_path / "t", "--least", 50)
    assert result.exit_code == 3
    assert "stand in 50 pairs" in result.output
    assert not (tmp_path / "t").exists()


def test_an_output_inside_a_file_is_refused(tmp_path, bitext):
    result = run("lexicon", bitext, "-o", bitext / "x")
    assert result.exit_code == 7
    assert "cannot be written" in result.output


@pytest.mark.parametrize(
    ("file", "content"),
    [("zh-en.npz", b""), ("zh-en.npz", b"PK\x03\x04 cut"), ("beads.json", b"[]")],
)
def test_damaged_tables_are_refused_with_their_name(tmp_path, gold, file, content):
    (tmp_path / file).write_bytes(content)
    sides = [str(gold / side / "a") for side in ("zh", "en")]
    result = CliRunner().invoke(app, ["align", *sides, "--tables", str(tmp_path)])
    assert result.exit_code == 4
    assert f"{file}: not" in result.output


@pytest.mark.parametrize(("side", "says"), [("gold", "no beads"), ("zh", "no sentences")])
def test_an_empty_document_of_gold_is_named(tmp_path, gold, side, says):
    (gold / side / "b").write_text("", encoding="utf-8")
    result = run("weights", gold, "-o", tmp_path / "tables")
    assert result.exit_code == 3
    assert f"{gold / side / 'b'}: {says}" in result.output


def test_gold_may_be_a_sentence_long(tmp_path):
    for name, line in (("zh", ZH[3]), ("en", EN[2]), ("gold", "[0]:[0]")):
        (tmp_path / "set" / name).mkdir(parents=True)
        (tmp_path / "set" / name / "a").write_text(f"{line}\n", encoding="utf-8")
    result = run("weights", tmp_path / "set", "-o", tmp_path / "tables", "--rounds", 1)
    assert result.exit_code == 0, result.output


def test_words_are_linked_by_the_tables_that_are_named(tmp_path, bitext):
    (tmp_path / "words.txt").write_text("雨了\n", encoding="utf-8")
    tables = tmp_path / "t"
    run("lexicon", bitext, "-o", tables, "--least", 1, "--words", tmp_path / "words.txt")
    (tmp_path / "zh").write_text("下雨了\n", encoding="utf-8")
    (tmp_path / "en").write_text("It rained.\n", encoding="utf-8")
    options = ("--presplit", "--tables", tables, "-o", tmp_path / "o.tsv", "--words")
    paths = map(str, (tmp_path / "zh", tmp_path / "en", *options, tmp_path / "w.tsv"))
    result = CliRunner().invoke(app, ["align", *paths])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "w.tsv").read_text(encoding="utf-8").split("\t")[1] == "下 雨了"
