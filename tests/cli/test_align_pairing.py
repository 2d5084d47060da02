"""Folders whose file names do not agree are paired by what the documents say."""

import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from aligner.cli import app
from aligner.cli.align_pairing import Sides, pair_up, report_pairing, why_none
from aligner.formats.base import read_bitext

NEWS = Path(__file__).parents[2] / "corpora" / "news"
SHUFFLED = {
    # file of the Chinese folder: (file of the English folder, article)
    "wire/0412.txt": ("x7.txt", "dengue"),
    "0413.zh": ("x2.en", "rate-cut"),
    "0414": ("a/x9.md", "chipmaker"),
    "same.zh.txt": ("same_en.txt", "quake"),
}
ALONE = ("zh/0415.txt", "marathon")


@pytest.fixture
def folders(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for src, (tgt, article) in SHUFFLED.items():
        put("zh", article, src)
        put("en", article, tgt)
    put("zh", ALONE[1], "0415.txt")
    return tmp_path


def put(lang, article, name):
    path = Path(lang, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(NEWS / lang / f"{article}.txt", path)


def pair_folders(**options):
    return pair_up(Sides("zh", "en", folders=True, **options))


def align(*arguments):
    return CliRunner().invoke(app, ["align", "zh", "en", "--dir", *arguments])


def test_documents_under_other_names_are_paired_and_the_rest_is_listed(folders):
    result = align("-o", "o.jsonl")
    assert result.exit_code == 0
    told = re.findall(
        r"^zh/(\S+) and en/(\S+): paired by content, score 0\.(\d\d)$", result.stderr, re.M
    )
    assert {src: tgt for src, tgt, _ in told} == {
        src: tgt for src, (tgt, _) in SHUFFLED.items() if src != "same.zh.txt"
    }
    assert all(int(score) >= 25 for *_, score in told)
    assert f"{ALONE[0]}: no target document of this name or content; left out" in result.stderr
    assert result.stderr.count("left out") == 1
    assert "4 documents:" in result.stderr
    pairs = list(read_bitext(folders / "o.jsonl"))
    assert list(dict.fromkeys(pair.doc_id for pair in pairs)) == [
        "0413",
        "0414",
        "same",
        "wire/0412",
    ]
    english = {pair.tgt for pair in pairs if pair.doc_id == "wire/0412"}
    whole = (NEWS / "en" / "dengue.txt").read_text(encoding="utf-8")
    assert len(english) > 5
    assert all(side.split("\n")[0][:30] in whole for side in english)


def test_pairing_by_content_can_be_turned_off(folders):
    result = align("--no-by-content", "-o", "o.jsonl")
    assert result.exit_code == 0
    assert "by content" not in result.stderr
    assert result.stderr.count("no target document of this name; left out") == 4
    assert result.stderr.count("no source document of this name; left out") == 3
    assert {pair.doc_id for pair in read_bitext(folders / "o.jsonl")} == {"same"}


def test_quiet_leaves_only_what_is_left_out(folders, capsys):
    report_pairing(pair_folders(), quiet=True)
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == (
        f"aligner: {ALONE[0]}: no target document of this name or content; left out\n"
    )


def test_lines_of_sentences_are_paired_whatever_the_suffix(folders):
    Path("zh/0412.sentences").write_bytes(Path("zh/wire/0412.txt").read_bytes())
    Path("zh/wire/0412.txt").unlink()
    pairs = {pair.src: pair.tgt for pair, _ in pair_folders(presplit=True).by_content}
    assert pairs[Path("zh/0412.sentences")] == Path("en/x7.txt")


def test_unrelated_documents_are_not_paired(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    put("zh", "rate-cut", "one.txt")
    put("en", "chipmaker", "two.txt")
    result = align("-o", "o.tsv")
    assert result.exit_code == 3
    assert "zh/one.txt: no target document of this name or content; left out" in result.stderr
    assert "en/two.txt: no source document of this name or content; left out" in result.stderr
    assert "neither file names nor contents agree; list what belongs together" in result.stderr
    assert not Path("o.tsv").exists()


def test_an_unreadable_document_is_left_out_with_its_reason(folders, capsys):
    Path("zh/0415.txt").write_text("", encoding="utf-8")
    found = pair_folders()
    assert (len(found.by_content), found.left, why_none(found)) == (3, 1, "")
    report_pairing(found, quiet=False)
    assert "aligner: zh/0415.txt: is empty; left out\n" in capsys.readouterr().err


def test_many_left_out_are_cut_to_twenty_a_side(folders, capsys):
    for number in range(30):
        Path(f"zh/more-{number:02}.txt").write_text("风很大。", encoding="utf-8")
    report_pairing(pair_folders(by_content=False), quiet=False)
    printed = capsys.readouterr().err.splitlines()
    assert sum("no target document" in line for line in printed) == 20
    assert "aligner: 14 more like this left out" in printed


def test_nothing_is_read_when_one_side_is_complete(folders):
    for src in ("wire/0412.txt", "0413.zh", "0414"):
        Path("zh", src).unlink()
    for tgt in ("x7.txt", "x2.en", "a/x9.md"):
        Path("en", tgt).unlink()
    found = pair_folders()
    assert [pair.doc_id for pair in found.pairing.pairs] == ["same"]
    assert (found.searched, found.left) == (False, 1)
