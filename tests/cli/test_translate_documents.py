"""``aligner translate`` on articles and folders: structure, names of outputs, records."""

import json

import pytest
from typer.testing import CliRunner

from aligner.cli import app

ARTICLE = """国务院总理会见客人

本报北京5月3日电　国务院总理周三在北京会见了来访的外国客人。双方就经贸合作交换了意见。

双方交换了意见。

（责任编辑：王小明）
"""
PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>国务院总理会见客人</title></head><body>
<nav><a href="/">首页</a></nav>
<h1>国务院总理会见客人</h1>
<p>国务院总理周三在<b>北京</b>会见了来访的外国客人。双方就经贸合作交换了意见。</p>
<p>双方交换了意见。</p>
</body></html>
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "news" / "may").mkdir(parents=True)
    (tmp_path / "news" / "visit.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "news" / "may" / "visit.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "news" / "may" / "note.md").write_text(
        "# 会见\n\n双方交换了意见。\n", encoding="utf-8"
    )
    (tmp_path / "news" / "picture.png").write_bytes(b"\x89PNG")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def invoke(folder, model_dir):
    def call(*arguments, status=0):
        options = ["-m", str(model_dir), "--device", "cpu", "--no-guard", "--beam-size", "2"]
        result = CliRunner().invoke(app, ["translate", *arguments, *options])
        assert result.exit_code == status, result.output
        return result

    return call


MIRRORED = ["may/note.md", "may/visit.html", "visit.txt"]


def names(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_one_article_goes_to_standard_output_with_its_paragraphs(invoke):
    out = invoke("news/visit.txt").stdout
    assert len([block for block in out.split("\n\n") if block.strip()]) == 4


def test_a_folder_is_written_beside_its_articles_and_not_read_twice(invoke, folder):
    before = names(folder)
    new = [
        "news/.aligner-journal",
        "news/may/note.en.md",
        "news/may/visit.en.html",
        "news/visit.en.txt",
    ]
    result = invoke("news")
    assert names(folder) == sorted(before + new)
    assert all(f"wrote {name}" in result.stderr for name in new[1:])
    assert "exists already" in invoke("news", status=6).stderr
    invoke("news", "--force")
    assert names(folder) == sorted(before + new)


def test_a_folder_is_mirrored_under_the_same_names(invoke, folder):
    invoke("news", "-o", "out")
    assert names(folder / "out") == [".aligner-journal", *MIRRORED]
    page = (folder / "out" / "may" / "visit.html").read_text(encoding="utf-8")
    assert "<h1>" in page
    assert "国务院总理会见客人" not in page


def test_an_output_folder_inside_the_input_is_not_read(invoke, folder):
    invoke("news", "-o", "news/out")
    invoke("news", "-o", "news/out", "--force")
    assert names(folder / "news" / "out") == [".aligner-journal", *MIRRORED]


@pytest.mark.parametrize(("bilingual", "suffix"), [("interleave", ".txt"), ("columns", ".html")])
def test_both_languages_in_one_document(invoke, folder, bilingual, suffix):
    invoke("news/visit.txt", "news/may/note.md", "--bilingual", bilingual)
    text = (folder / "news" / f"visit.zh-en{suffix}").read_text(encoding="utf-8")
    assert "双方就经贸合作交换了意见。" in text


def test_records_of_an_article_carry_roles_and_numbers(invoke):
    out = invoke("news/visit.txt", "-f", "jsonl").stdout
    records = [json.loads(line) for line in out.splitlines()]
    assert records[0]["id"] == "visit#p1s1"
    assert records[0]["kind"] == "headline"
    assert records[-1]["kind"] == "boilerplate"
    assert [r["src"] for r in records if r["par"] == 4] == ["双方交换了意见。"]


def test_dropped_boilerplate_is_in_no_output(invoke, folder):
    for format in ("txt", "jsonl", "tsv", "tmx"):
        invoke("news/visit.txt", "-f", format, "--boilerplate", "drop", "-o", f"out.{format}")
    kept = invoke("news/visit.txt", "-f", "jsonl").stdout.count("\n")
    assert (folder / "out.jsonl").read_text(encoding="utf-8").count("\n") < kept
    assert "责任编辑" not in (folder / "out.tsv").read_text(encoding="utf-8")
    assert "责任编辑" not in (folder / "out.tmx").read_text(encoding="utf-8")


def test_every_format_is_written_for_every_kind_of_document(invoke, folder):
    for format in ("txt", "md", "html", "jsonl", "tsv", "tmx"):
        for source in ("visit.txt", "may/visit.html", "may/note.md"):
            output = f"out/{format}/{source.replace('/', '-')}.{format}"
            invoke(f"news/{source}", "-f", format, "-o", output)
            assert (folder / output).stat().st_size > 0


def test_the_articles_of_a_folder_come_out_as_they_do_alone(invoke, folder):
    """What a sentence becomes may depend on its batch, but never which article it goes to."""
    invoke("news", "-o", "out", "-f", "jsonl")
    for name in ("visit.txt", "may/note.md", "may/visit.html"):
        alone = [
            json.loads(line)["src"]
            for line in invoke(f"news/{name}", "-f", "jsonl").stdout.splitlines()
        ]
        mirrored = (
            (folder / "out" / name).with_suffix(".jsonl")
            if name != "may/visit.html"
            else folder / "out" / "may" / "visit.jsonl"
        )
        together = [
            json.loads(line)["src"] for line in mirrored.read_text(encoding="utf-8").splitlines()
        ]
        assert together == alone


def test_a_dry_run_of_a_folder_names_every_output(invoke, folder):
    out = invoke("news", "-o", "out", "--dry-run").stdout
    assert "news/may/visit.html -> out/may/visit.html" in out
    assert "3 inputs" in out
    assert not (folder / "out").exists()


def test_a_finished_run_that_is_resumed_does_nothing(invoke, folder):
    invoke("news", "-o", "out")
    result = invoke("news", "-o", "out", "--resume")
    assert result.stderr.count("finished before") == 3
    assert "wrote" not in result.stderr


def test_resuming_later_does_what_is_new_or_changed_and_leaves_the_rest(invoke, folder):
    invoke("news", "-o", "out")
    (folder / "news" / "new.txt").write_text("双方交换了意见。\n", encoding="utf-8")
    (folder / "news" / "visit.txt").write_text("总理会见了客人。\n", encoding="utf-8")
    result = invoke("news", "-o", "out", "--resume")
    assert result.stderr.count("finished before") == 2
    assert "wrote out/new.txt" in result.stderr
    assert "wrote out/visit.txt" in result.stderr
    assert "2 sentences" in result.stderr


def test_resuming_never_overwrites_what_somebody_edited(invoke, folder):
    invoke("news", "-o", "out")
    (folder / "out" / "visit.txt").write_text("my own words", encoding="utf-8")
    result = invoke("news", "-o", "out", "--resume", status=5)
    assert "out/visit.txt: exists already" in result.stderr
    assert (folder / "out" / "visit.txt").read_text(encoding="utf-8") == "my own words"
