"""The corpus commands as a user types them, and what they say to bad input."""

import gzip
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from aligner.cli import app

NEWS = Path(__file__).parents[2] / "corpora" / "news"
GOOD = (
    "市政府周二宣布，新建的地铁线将于10月开通。\t"
    "The city government announced on Tuesday that the new metro line will open in October.\n"
)
OTHER = (
    "渔民们说，今年的鱼群比往年来得更晚。\t"
    "The fishermen say the shoals have come later this year than in other years.\n"
)
COPY = "新闻新闻新闻联播\t新闻新闻新闻联播\n"


def run(*args, text=None):
    return CliRunner().invoke(app, ["corpus", *map(str, args)], input=text)


@pytest.fixture
def bitext(tmp_path):
    path = tmp_path / "a.tsv"
    path.write_text(GOOD + OTHER + COPY + GOOD, encoding="utf-8")
    return path


def test_filter_goes_from_stdin_to_stdout():
    result = run("filter", text=GOOD + COPY)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == GOOD
    assert "1 of 2 pairs kept; rejected by script 1" in result.stderr


def test_rejected_pairs_are_kept_beside_with_their_reason(bitext, tmp_path):
    result = run("filter", bitext, "-o", tmp_path / "b.jsonl", "--rejects", tmp_path / "r.jsonl")
    assert result.exit_code == 0, result.stderr
    (row,) = map(json.loads, (tmp_path / "r.jsonl").read_text(encoding="utf-8").splitlines())
    assert row["filter"] == "script"
    assert len((tmp_path / "b.jsonl").read_text(encoding="utf-8").splitlines()) == 3


def test_explain_gives_a_verdict_and_all_scores_of_every_pair(bitext):
    result = run("filter", bitext, "--explain")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["filter"] for row in rows] == ["", "", "script", ""]
    assert all("numbers" in row["scores"] for row in rows)


def test_a_parameter_changes_what_is_kept(bitext):
    result = run("filter", bitext, "--only", "length", "--set", "length.most=10")
    assert result.stdout == COPY


def test_a_test_set_is_kept_out(bitext, tmp_path):
    test = tmp_path / "test.tsv"
    test.write_text(OTHER, encoding="utf-8")
    assert run("filter", bitext, "--exclude", test).stdout == GOOD * 2


def test_list_names_every_filter():
    result = run("filter", "--list")
    assert result.exit_code == 0
    assert {line.split()[0] for line in result.stdout.splitlines()} >= {"ratio", "numbers"}


def test_dedupe_keeps_the_first_and_twice_is_once(bitext):
    once = run("dedupe", bitext)
    assert once.stdout == GOOD + OTHER + COPY
    assert run("dedupe", "-", text=once.stdout).stdout == once.stdout


def test_split_merge_sample_and_stats_work_together(bitext, tmp_path):
    assert run("split", bitext, "-o", tmp_path / "s", "--block", 2).exit_code == 0
    lines = sum(
        len((tmp_path / "s" / f"{part}.tsv").read_text(encoding="utf-8").splitlines())
        for part in ("train", "dev", "test")
    )
    assert lines == 4
    merged = run("merge", bitext, tmp_path / "s" / "train.tsv", "-o", tmp_path / "m.tsv")
    assert merged.exit_code == 0, merged.stderr
    sample = run("sample", tmp_path / "m.tsv", "-n", 2)
    assert len(sample.stdout.splitlines()) == 2
    found = json.loads(run("stats", bitext, "--json").stdout)
    assert found["pairs"] == 4
    assert run("stats", bitext).stdout.startswith("pairs\t4\n")


def test_thresholds_of_a_clean_sample_are_a_recipe_that_filter_reads(bitext, tmp_path):
    clean = tmp_path / "clean.tsv"
    lines = [(GOOD + OTHER).replace("10", str(day)) for day in range(10, 40)]
    clean.write_text("".join(lines), encoding="utf-8")
    recipe = tmp_path / "r.toml"
    args = ["--skip", "complete", "--skip", "lexical", "--skip", "english"]
    result = run("filter", "--autotune", clean, "--rate", "0.05", "-o", recipe, *args)
    assert result.exit_code == 0, result.stderr
    assert "all together reject" in result.stderr
    assert "[filters.ratio]" in recipe.read_text(encoding="utf-8")
    assert run("filter", bitext, "-r", recipe).stdout == GOOD + OTHER + GOOD


def test_stats_writes_a_page_of_what_was_kept_and_dropped(bitext, tmp_path):
    run("filter", bitext, "-o", tmp_path / "k.tsv", "--rejects", tmp_path / "r.jsonl")
    page = tmp_path / "p.html"
    result = run("stats", tmp_path / "k.tsv", "--html", page, "--rejects", tmp_path / "r.jsonl")
    assert result.exit_code == 0, result.stderr
    text = page.read_text(encoding="utf-8")
    assert "<svg" in text
    assert COPY.split("\t")[0] in text


def test_export_writes_a_folder_with_licence_and_checksums(bitext, tmp_path):
    out = tmp_path / "out"
    result = run("export", bitext, "-o", out, "--to", "moses", "--licence", "CC0-1.0")
    assert result.exit_code == 0, result.stderr
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert [(f["name"], f["count"]) for f in manifest["files"]] == [("a.en", 4), ("a.zh", 4)]
    assert manifest["sources"][0]["licence"] == "CC0-1.0"
    assert "CC0-1.0" in (out / "DATACARD.md").read_text(encoding="utf-8")
    assert run("export", bitext, "-o", out).exit_code == 6


def test_export_over_another_format_leaves_no_stale_parts_and_keeps_the_rest(bitext, tmp_path):
    out = tmp_path / "out"
    run("export", bitext, "-o", out, "--to", "moses")
    (out / "notes.txt").touch()
    assert run("export", bitext, "-o", out, "--force").exit_code == 0
    names = {"DATACARD.md", "manifest.json", "a.tsv", "notes.txt"}
    assert {path.name for path in out.iterdir()} == names
    assert run("export", out / "a.tsv", "-o", out, "--to", "jsonl", "--force").exit_code == 0
    assert {path.name for path in out.iterdir()} == {*names, "a.jsonl"}


def test_a_manifest_of_others_removes_nothing_elsewhere(bitext, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "manifest.json").write_text('{"files": [{"name": "../a.tsv"}, {"name": "."}]}')
    assert run("export", bitext, "-o", out, "--force").exit_code == 0
    assert bitext.exists()


def test_align_and_convert_are_the_commands_of_the_same_name(bitext, tmp_path):
    result = run("align", NEWS / "zh" / "quake.txt", NEWS / "en" / "quake.txt", "-q")
    assert len(result.stdout.splitlines()) > 10
    assert run("convert", bitext, tmp_path / "a.jsonl").exit_code == 0


def test_pair_and_build_from_the_command_line(tmp_path):
    for lang in ("zh", "en"):
        (tmp_path / lang).mkdir()
        shutil.copy(NEWS / lang / "quake.txt", tmp_path / lang / f"{lang}-1.txt")
    table = run("pair", tmp_path / "zh", tmp_path / "en")
    assert table.stdout.startswith("zh-1.txt\ten-1.txt\tzh-1\t0.")
    plan = run("build", tmp_path / "zh", tmp_path / "en", "--dry-run")
    assert "1 document pairs in 1 shards" in plan.stdout
    result = run("build", tmp_path / "zh", tmp_path / "en", "-o", tmp_path / "c")
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "c" / "manifest.json").exists()


def test_a_build_without_documents_leaves_no_folder_behind(tmp_path):
    for lang in ("zh", "en"):
        (tmp_path / lang).mkdir()
    command = ("build", tmp_path / "zh", tmp_path / "en", "-o", tmp_path / "c", "-q")
    assert run(*command).exit_code == 3
    assert not (tmp_path / "c").exists()
    for lang in ("zh", "en"):
        shutil.copy(NEWS / lang / "quake.txt", tmp_path / lang / "a.txt")
    assert run(*command).exit_code == 0


def test_a_build_over_another_format_leaves_no_stale_parts(bitext, tmp_path):
    for format in ("tsv", "jsonl"):
        (tmp_path / "r.toml").write_text(
            f'[output]\nformat = "{format}"\n[[bitext]]\npath = "{bitext}"\n', encoding="utf-8"
        )
        result = run("build", "-r", tmp_path / "r.toml", "-o", tmp_path / "c", "--force")
        assert result.exit_code == 0, result.stderr
    parts = {path.name for path in (tmp_path / "c").iterdir()}
    assert {"train.jsonl", "rejected.jsonl", "unmatched.tsv"} <= parts
    assert "train.tsv" not in parts


def test_a_build_keeps_a_part_of_the_one_before_that_it_is_told_to_exclude(bitext, tmp_path):
    head = f'[[bitext]]\npath = "{bitext}"\n'
    for more in (
        "",
        f'[output]\nformat = "jsonl"\n[clean]\nexclude = ["{tmp_path}/c/train.tsv"]\n',
    ):
        (tmp_path / "r.toml").write_text(more + head, encoding="utf-8")
        result = run("build", "-r", tmp_path / "r.toml", "-o", tmp_path / "c", "--force")
        assert result.exit_code == 0, result.stderr
    assert (tmp_path / "c" / "train.tsv").exists()


def test_the_printed_recipe_is_one(bitext, tmp_path):
    recipe = tmp_path / "r.toml"
    text = run("build", "--init").stdout
    recipe.write_text(f'{text}\n[[bitext]]\npath = "a.tsv"\n', encoding="utf-8")
    result = run("build", "-r", recipe, "-o", tmp_path / "c")
    assert result.exit_code == 0, result.stderr
    stages = json.loads((tmp_path / "c" / "manifest.json").read_text())["stages"]
    assert stages["pairs aligned or read"] == 4
    assert stages["pairs after deduplication"] == 2


BAD = [
    (["filter", "none.tsv"], 3, "no such file"),
    (["filter", "a.xyz"], 2, "no bitext format"),
    (["filter", "broken.tsv"], 3, "broken.tsv:1: no tab"),
    (["filter", "latin.tsv"], 3, "not UTF-8"),
    (["filter", "a.tsv", "--only", "lenght"], 2, "did you mean length"),
    (["filter", "a.tsv", "--skip", "foo"], 2, "known are"),
    (["filter", "a.tsv", "--set", "ratio.leest=1"], 2, "ratio has no leest"),
    (["filter", "a.tsv", "--set", "ratio.least=big"], 2, "should be float"),
    (["filter", "a.tsv", "--set", "ratio"], 2, "FILTER.KEY=VALUE"),
    (["filter", "a.tsv", "--exclude", "none.tsv"], 3, "no such file"),
    (["filter", "a.tsv", "--exclude", "empty.txt"], 3, "no text"),
    (["filter", "a.tsv", "--model", "nowhere"], 4, "nowhere"),
    (["filter", "a.tsv", "-o", "b.tsv"], 6, "exists already"),
    (["filter", "a.tsv", "-o", "b.doc"], 2, "no bitext format"),
    (["filter", "a.tsv", "-o", "o.tsv", "--rejects", "void/../o.tsv"], 2, "twice as an output"),
    (["filter", "a.tsv", "-o", "o.moses", "--rejects", "o.zh"], 2, "twice as an output"),
    (["filter", "a.tsv", "--rejects", "b.tsv"], 6, "exists already"),
    (["filter", "a.tsv", "--explain", "--rejects", "r.jsonl"], 2, "drop --rejects"),
    (["filter", "a" * 256], 3, "no such file"),
    (["filter", "a.tsv", "-r", "misspelt2.toml"], 2, "did you mean least"),
    (["filter", "a.tsv", "-r", "none.toml"], 3, "cannot be read"),
    (["filter", "--autotune", "none.tsv"], 3, "no such file"),
    (["filter", "--autotune", "b.tsv", "--only", "ratio"], 3, "too little"),
    (["filter", "--autotune", "b.tsv", "--rate", "0.9"], 2, "up to 0.5"),
    (["filter", "a.tsv", "--autotune", "b.tsv"], 2, "filter afterwards"),
    (["filter", "a.tsv", "--rate", "0.1"], 2, "--rate is for --autotune"),
    (["filter", "a.tsv", "--model-least", "-1"], 2, "--model-least is for --model"),
    (["filter", "--autotune", "b.tsv", "--rejects", "r.jsonl"], 2, "not use --rejects"),
    (["filter", "--autotune", "b.tsv", "--explain"], 2, "not use --explain"),
    (["filter", "--autotune", "b.tsv", "--exclude", "a.tsv"], 2, "not use --exclude"),
    (["filter", "--autotune", "b.tsv", "-j", "2"], 2, "not use --jobs"),
    (["filter", "--autotune", "b.tsv", "-m", "zh-en"], 2, "not use --model;"),
    (["filter", "a.tsv", "--rejects", "-"], 2, "--rejects -: name a file"),
    (["dedupe", "a.tsv", "--rejects", "-"], 2, "--rejects -: name a file"),
    (["split", "a.tsv", "-o", "-"], 2, "-o -: name a folder"),
    (["export", "a.tsv", "-o", "-"], 2, "-o -: name a folder"),
    (["build", "-r", "good.toml", "-o", "-"], 2, "-o -: name a folder"),
    (["stats", "a.tsv", "--rejects", "none"], 2, "add --html"),
    (["stats", "a.tsv", "--json", "--html", "p.html"], 2, "exclude each other"),
    (["stats", "a.tsv", "--html", "p.html", "--rejects", "-"], 2, "cannot be standard input"),
    (["stats", "a.tsv", "--html", "b.tsv"], 6, "exists already"),
    (["stats", "a.tsv", "--html", "page.doc"], 2, "ends in .html"),
    (["stats", "a.tsv", "--html", "p.html", "--rejects", "none"], 3, "no such file"),
    (["stats", "a.tsv", "--html", "p.html", "--rejects", "good.jsonl"], 3, "no verdict"),
    (["export", "none.tsv", "-o", "x"], 3, "no such file"),
    (["export", "a.tsv", "a.tsv", "-o", "x"], 2, "rename one"),
    (["export", "a.tsv", "-o", "x", "--to", "html"], 2, "tsv, jsonl, tmx or moses"),
    (["export", "a.tsv", "-o", "b.tsv"], 2, "not a folder"),
    (["dedupe", "a.tsv", "--near", "0.1"], 2, "0.5 to 1"),
    (["filter", "a.tsv", "-o", "o.tsv", "--rejects", "a.tsv", "--force"], 2, "is an input"),
    (["filter", "a.tsv", "--exclude", "b.tsv", "-o", "b.tsv", "--force"], 2, "is an input"),
    (["filter", "a.tsv", "--explain", "-o", "a.tsv", "--force"], 2, "is an input as well"),
    (["filter", "--autotune", "b.tsv", "-o", "b.tsv", "--force"], 2, "is an input as well"),
    (["dedupe", "a.tsv", "-o", "o.tsv", "--rejects", "a.tsv", "--force"], 2, "is an input"),
    (["dedupe", "none.tsv"], 3, "no such file"),
    (["dedupe", "a.tsv", "-o", "o.tsv", "--rejects", "o.tsv"], 2, "twice as an output"),
    (["split", "a.tsv", "-o", "s"], 3, "names no document"),
    (["split", "a.tsv", "--dev", "0.6", "--test", "0.5"], 2, "leave room for train"),
    (["split", "a.tsv", "-o", "b.tsv"], 2, "not a folder"),
    (["merge", "a.tsv", "a.tsv"], 2, "rename one"),
    (["sample", "a.tsv", "-n", "0"], 2, ""),
    (["stats", "none.tsv"], 3, "no such file"),
    (["pair", "none", "none"], 3, "no such folder"),
    (["pair", "void", "void"], 3, "no documents"),
    (["build", "-o", "c"], 2, "nothing to read"),
    (["build", "void", "-o", "c"], 2, "two folders"),
    (["build", "-r", "none.toml", "-o", "c"], 3, "cannot be read"),
    (["build", "-r", "broken.toml", "-o", "c"], 3, "is not TOML"),
    (["build", "-r", "misspelt.toml", "-o", "c"], 2, "did you mean near"),
    (["build", "-r", "misspelt2.toml", "-o", "c"], 2, "did you mean least"),
    (["build", "-r", "wrong.toml", "-o", "c"], 2, "should be float"),
    (["build", "-r", "missing.toml", "-o", "c"], 3, "no such file"),
    (["build", "-r", "good.toml"], 2, "-o DIR"),
    (["build", "-r", "good.toml", "-o", "void2"], 6, "not empty"),
    (["build", "-r", "good.toml", "-o", "b.tsv"], 2, "not a folder"),
    (["build", "-r", "good.toml", "-o", "b.tsv/a/b"], 7, "cannot be written"),
]


@pytest.mark.parametrize(("args", "status", "message"), BAD, ids=[" ".join(b[0]) for b in BAD])
def test_bad_input_is_one_line_and_its_status(args, status, message, bitext, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    files = {
        "a.xyz": "x",
        "broken.tsv": "no tab\n",
        "b.tsv": "甲\ta\n",
        "empty.txt": "",
        "broken.toml": "[clean",
        "misspelt.toml": "[clean]\nnaer = 0.8\n",
        "misspelt2.toml": "[filters.ratio]\nleats = 0.8\n",
        "wrong.toml": '[filters.ratio]\nleast = "much"\n',
        "missing.toml": '[[bitext]]\npath = "none.tsv"\n',
        "good.jsonl": '{"src": "甲", "tgt": "a"}\n',
        "good.toml": '[[bitext]]\npath = "a.tsv"\n',
    }
    for name, text in files.items():
        Path(name).write_text(text, encoding="utf-8")
    Path("latin.tsv").write_bytes(b"caf\xe9\tcoffee\n")
    Path("void").mkdir()
    Path("void2").mkdir()
    Path("void2/x").touch()
    result = run(*args)
    assert result.exit_code == status, result.stderr
    assert message in result.stderr
    if message:
        assert result.stderr.startswith("aligner: ")
        assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "to"), [("train.tsv", "tsv"), ("dev.tsv", "tsv"), ("test.zh", "moses")]
)
def test_a_split_does_not_write_over_what_it_splits(name, to, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lines = "".join(f"第{number}条新闻。\tItem {number}.\n" for number in range(50))
    for file in (name, "test.en"):
        Path(file).write_text(lines, encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    shares = ("--block", "1", "--dev", "0.2", "--test", "0.2")
    result = run("split", name, *shares, "--to", to, "--force")
    assert result.exit_code == 2
    message = f"aligner: {name}: is an input as well; choose another folder with -o\n"
    assert result.stderr == message
    assert sorted(tmp_path.iterdir()) == before
    assert Path(name).read_text(encoding="utf-8") == lines


def test_a_split_is_refused_whole_for_one_half_that_exists(bitext, tmp_path):
    (tmp_path / "dev.en").touch()
    result = run("split", bitext, "--block", "1", "--to", "moses", "-o", tmp_path)
    assert result.exit_code == 6
    assert not (tmp_path / "train.zh").exists()


def test_a_bitext_may_be_replaced_by_what_is_kept_of_it(bitext):
    for command in ("filter", "dedupe"):
        result = run(command, bitext, "-o", bitext, "--force")
        assert result.exit_code == 0, result.stderr
    assert bitext.read_text(encoding="utf-8") == GOOD + OTHER


@pytest.mark.parametrize("command", ["dedupe", "sample", "split --block 1 -o parts"])
def test_errors_about_standard_input_do_not_name_the_file_that_kept_it(
    command, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    result = run(*command.split(), text=GOOD + "x\n")
    assert result.exit_code == 3
    assert "aligner: standard input:2: no tab" in result.stderr


def test_a_moses_bitext_is_read_by_every_name_it_has(bitext, tmp_path):
    CliRunner().invoke(app, ["convert", str(bitext), str(tmp_path / "m.zh-en.moses")])
    assert (tmp_path / "m.zh").exists()
    for name in ("m.moses", "m.{zh,en}", "m.zh-en.moses", "m.zh"):
        result = run("stats", tmp_path / name)
        assert result.stdout.startswith("pairs\t4\n"), result.stderr
    exported = run("export", tmp_path / "m.moses", "-o", tmp_path / "corpus")
    assert exported.exit_code == 0, exported.stderr
    assert (tmp_path / "corpus" / "m.tsv").exists()
    missing = run("stats", tmp_path / "n.moses")
    assert missing.exit_code == 3
    assert "n.zh: no such file" in missing.stderr


def test_a_dot_in_a_name_is_part_of_it(bitext, tmp_path):
    for name in ("news.2024.tsv", "news.2025.tsv"):
        shutil.copy(bitext, tmp_path / name)
    sources = [tmp_path / "news.2024.tsv", tmp_path / "news.2025.tsv"]
    result = run("export", *sources, "-o", tmp_path / "corpus", "--to", "jsonl")
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "corpus" / "news.2024.jsonl").exists()
    assert (tmp_path / "corpus" / "news.2025.jsonl").exists()


def test_a_packed_list_of_lines_is_a_test_set(bitext, tmp_path):
    with gzip.open(tmp_path / "test.txt.gz", "wt", encoding="utf-8") as stream:
        stream.write(OTHER.partition("\t")[0] + "\n")
    result = run("filter", bitext, "--exclude", tmp_path / "test.txt.gz", "-o", tmp_path / "b.tsv")
    assert "leak 1" in result.stderr
    folder = run("filter", bitext, "--exclude", tmp_path)
    assert folder.exit_code == 3
    assert "a folder" in folder.stderr
