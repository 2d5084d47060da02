import gzip
import json

import pytest
from typer.testing import CliRunner

from aligner.alignment.gold import read_ladder
from aligner.cli import app
from aligner.formats.base import read_bitext

ZH = """海滨市新图书馆开放

记者 林小雨

海滨市新图书馆周一正式开放，首日接待读者8000人。图书馆藏书120万册，共有1500个座位。
馆长陈立说：“我们希望每个孩子都能在这里找到喜欢的书。”图书馆每天开放12个小时，周三闭馆。
市政府为这个项目投资3.5亿元。
"""
EN = """New library opens in Haibin

The new library in Haibin officially opened on Monday, receiving 8,000 readers on its first day. \
The library holds 1.2 million books. It has 1,500 seats.
"We hope every child can find a book they like here," said Chen Li, the director. \
The library is open 12 hours a day and is closed on Wednesdays.
The city government invested 350 million yuan in the project.
"""


def align(*arguments, **keywords):
    return CliRunner().invoke(app, ["align", *map(str, arguments)], **keywords)


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "zh.txt").write_text(ZH, encoding="utf-8")
    (tmp_path / "en.txt").write_text(EN, encoding="utf-8")
    return tmp_path


@pytest.fixture
def folders(here):
    for name in ("zh", "en"):
        (here / name).mkdir()
    for number in ("1", "2", "3"):
        (here / "zh" / f"News-{number}.zh.txt").write_text(ZH, encoding="utf-8")
        (here / "en" / f"news-{number}_en.md").write_text(EN, encoding="utf-8")
    return here


def test_two_files_give_a_table_on_stdout(here):
    result = align("zh.txt", "en.txt")
    assert result.exit_code == 0
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert rows[0] == ["src", "tgt", "score", "doc_id", "src_ids", "tgt_ids"]
    pairs = {row[0]: row[1] for row in rows[1:]}
    assert pairs["海滨市新图书馆开放"] == "New library opens in Haibin"
    assert pairs["图书馆藏书120万册，共有1500个座位。"] == (
        "The library holds 1.2 million books. It has 1,500 seats."
    )
    assert all(0 <= float(row[2]) <= 1 for row in rows[1:])
    assert "记者 林小雨" not in pairs
    assert "1 document: 6 pairs" in result.stderr


def test_several_outputs_hold_the_same_pairs(here):
    names = ["o.tsv", "o.jsonl", "o.tmx", "o.xlf", "o.xlf2", "o.moses", "o.tsv.gz"]
    options = [part for name in [*names, "o.html", "o.ladder"] for part in ("-o", name)]
    result = align("zh.txt", "en.txt", *options, "-q")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    first = list(read_bitext(here / "o.tsv"))
    assert all(list(read_bitext(here / name)) == first for name in names)
    assert len((here / "o.ladder").read_text().splitlines()) == len(first) + 1  # and the byline
    assert "记者 林小雨" in (here / "o.html").read_text(encoding="utf-8")
    assert 'srclang="zh-Hans"' in (here / "o.tmx").read_text(encoding="utf-8")
    assert not list(here.glob(".*"))


def test_nulls_and_low_confidence_are_chosen_by_options(here):
    align("zh.txt", "en.txt", "-o", "all.tsv", "--keep-nulls")
    pairs = list(read_bitext(here / "all.tsv"))
    assert [pair.src for pair in pairs if not pair.tgt] == ["记者 林小雨"]
    least = sorted(pair.score or 0 for pair in pairs if pair.tgt)[2]
    align("zh.txt", "en.txt", "-o", "some.tsv", "--min-confidence", least)
    assert list(read_bitext(here / "some.tsv")) == [
        pair for pair in pairs if pair.tgt and (pair.score or 0) >= least
    ]


def test_largest_bead_is_obeyed(here):
    align("zh.txt", "en.txt", "-o", "o.tsv", "--max-bead", 2)
    assert all(len(p.src_ids) + len(p.tgt_ids) <= 2 for p in read_bitext(here / "o.tsv"))


def test_standard_input_can_be_one_side(here):
    result = align("-", "en.txt", "--to", "jsonl", input=ZH)
    assert result.exit_code == 0
    assert json.loads(result.stdout.splitlines()[0])["src"] == "海滨市新图书馆开放"


def test_presplit_lines_keep_their_numbers(here):
    (here / "a").write_text("雨停了。\n\n风很大。\n浪也很高。\n", encoding="utf-8")
    (here / "b").write_text("The rain stopped.\n\nThe wind was strong. The waves were high.\n")
    result = align("a", "b", "--presplit", "--to", "ladder", "-q")
    assert result.exit_code == 0
    assert [line.rpartition(":")[0] for line in result.stdout.splitlines()] == [
        "[0]:[0]",
        "[1,2]:[1]",
    ]


def test_folders_are_paired_by_name_and_written_in_order(folders):
    (folders / "zh" / "alone.txt").write_text(ZH, encoding="utf-8")
    (folders / "en" / ".hidden.txt").write_text(EN, encoding="utf-8")
    result = align("zh", "en", "-o", "o.jsonl")
    assert result.exit_code == 0
    assert "alone.txt: no target document of this name; left out" in result.stderr
    assert "hidden" not in result.stderr
    docs = [pair.doc_id for pair in read_bitext(folders / "o.jsonl")]
    assert docs == sorted(docs)
    assert set(docs) == {"News-1", "News-2", "News-3"}


def test_processes_change_no_byte(folders):
    align("zh", "en", "-o", "one.tmx", "-q")
    result = align("zh", "en", "-o", "two.tmx", "-q", "--jobs", 2)
    assert result.exit_code == 0
    assert (folders / "one.tmx").read_bytes() == (folders / "two.tmx").read_bytes()


def test_a_list_says_what_belongs_together(folders):
    (folders / "pairs.tsv").write_text("# list\nNews-1.zh.txt\tnews-3_en.md\tmine\n")
    result = align("zh", "en", "--pairs", "pairs.tsv", "-q")
    assert {line.split("\t")[3] for line in result.stdout.splitlines()[1:]} == {"mine"}


def test_a_bad_document_does_not_stop_the_others_and_can_be_mended(folders):
    align("zh", "en", "-o", "whole.tmx", "-q")
    good = (folders / "en" / "news-2_en.md").read_text(encoding="utf-8")
    (folders / "en" / "news-2_en.md").write_text("", encoding="utf-8")
    result = align("zh", "en", "-o", "o.tmx", "-q")
    assert result.exit_code == 5
    assert "news-2_en.md: is empty" in result.stderr
    assert "1 of 3 documents failed" in result.stderr
    assert {pair.doc_id for pair in read_bitext(folders / "o.tmx")} == {"News-1", "News-3"}
    journal = folders / ".o.tmx.aligner-journal"
    assert len(journal.read_bytes().splitlines()) == 3  # two documents, one output
    (folders / "en" / "news-2_en.md").write_text(good, encoding="utf-8")
    assert align("zh", "en", "-o", "o.tmx", "-q", "--resume").exit_code == 0
    assert (folders / "o.tmx").read_bytes() == (folders / "whole.tmx").read_bytes()
    assert not journal.exists()


def test_a_torn_journal_is_gone_on_with_and_gives_the_same_bytes(folders):
    align("zh", "en", "-o", "whole.tmx", "-q")
    bad = folders / "en" / "news-3_en.md"
    good = bad.read_bytes()
    bad.write_bytes(b"")
    align("zh", "en", "-o", "o.tmx", "-q")
    bad.write_bytes(good)
    journal = folders / ".o.tmx.aligner-journal"
    journal.write_bytes(journal.read_bytes()[:-20])
    assert align("zh", "en", "-o", "o.tmx", "-q", "--resume", "--force").exit_code == 0
    assert (folders / "o.tmx").read_bytes() == (folders / "whole.tmx").read_bytes()


def test_corrections_hold_and_the_rest_is_aligned_around_them(here):
    align("zh.txt", "en.txt", "-o", "o.jsonl", "--keep-nulls")
    records = [json.loads(line) for line in (here / "o.jsonl").read_text("utf-8").splitlines()]
    joined = [
        {
            "src": records[2]["src"] + records[3]["src"],
            "tgt": records[2]["tgt"] + " " + records[3]["tgt"],
            "src_ids": [*records[2]["src_ids"], *records[3]["src_ids"]],
            "tgt_ids": [*records[2]["tgt_ids"], *records[3]["tgt_ids"]],
            "reviewed": True,
            "score": 1,
        }
    ]
    (here / "mine.jsonl").write_text(json.dumps(joined[0]) + "\n", encoding="utf-8")
    align("zh.txt", "en.txt", "-o", "r.jsonl", "--keep-nulls", "--reviewed", "mine.jsonl")
    again = [json.loads(line) for line in (here / "r.jsonl").read_text("utf-8").splitlines()]
    assert [r["src"] for r in again] == [
        *(r["src"] for r in records[:2]),
        joined[0]["src"],
        *(r["src"] for r in records[4:]),
    ]
    assert again[2]["score"] == 1


@pytest.mark.parametrize("name", ["o.tmx", "o.tsv", "o.jsonl", "o.xlf", "o.ladder"])
def test_an_unchanged_review_gives_the_same_file_again(here, name):
    align("zh.txt", "en.txt", "-o", name, "--keep-nulls")
    align("zh.txt", "en.txt", "-o", f"again-{name}", "--keep-nulls", "--reviewed", name)
    assert (here / f"again-{name}").read_bytes() == (here / name).read_bytes()


def test_anchors_are_sentence_beginnings_or_numbers(here):
    (here / "anchors.tsv").write_text('馆长陈立\t"We hope\n6\t6\n', encoding="utf-8")
    result = align("zh.txt", "en.txt", "--anchors", "anchors.tsv", "--to", "ladder", "-q")
    assert result.exit_code == 0
    assert any(line.startswith("[4]:[4]") for line in result.stdout.splitlines())


def test_anchors_hold_between_corrections(here):
    (here / "g.ladder").write_text("[0]:[0]\n[5]:[5]\n")
    (here / "anchors.tsv").write_text("3\t3\n6\t6\n")
    both = ("--reviewed", "g.ladder", "--anchors", "anchors.tsv")
    assert align("zh.txt", "en.txt", "-o", "o.ladder", *both).exit_code == 0
    beads = [link for link in read_ladder(here / "o.ladder") if all(link)]
    assert {((0,), (0,)), ((5,), (5,))} <= set(beads)
    for src, tgt in beads:
        assert len({index < 3 for index in (*src, *tgt)}) == 1


@pytest.mark.parametrize("bead", ["[2,3]:[1,2,3]", "[5]:[]"])
def test_an_anchor_that_cuts_a_correction_is_refused(here, bead):
    (here / "g.ladder").write_text(f"[0]:[0]\n{bead}\n")
    (here / "anchors.tsv").write_text("3\t3\n")
    result = align("zh.txt", "en.txt", "--reviewed", "g.ladder", "--anchors", "anchors.tsv")
    assert result.exit_code == 3
    assert "sentences 3 and 3 do not both start anew in g.ladder" in result.stderr


def test_gold_prints_rates_and_kinds(here):
    align("zh.txt", "en.txt", "-o", "gold.ladder")
    result = align("zh.txt", "en.txt", "--gold", "gold.ladder", "-q")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1].split() == ["strict", "1.0000", "1.0000", "1.0000"]
    wrong = (here / "gold.ladder").read_text().replace("[0]:[0]", "[0]:[]")
    (here / "gold.ladder").write_text(wrong)
    result = align("zh.txt", "en.txt", "--gold", "gold.ladder", "-q")
    assert 0 < float(result.stdout.splitlines()[1].split()[1]) < 1


def test_a_folder_of_gold_is_added_up(folders):
    align("zh", "en", "-o", "o.jsonl", "--keep-nulls", "-q")
    (folders / "gold").mkdir()
    for number in ("1", "2", "3"):
        rows = (p for p in read_bitext(folders / "o.jsonl") if p.doc_id == f"News-{number}")
        text = "".join(f"{pair.src}\t{pair.tgt}\n" for pair in rows)
        (folders / "gold" / f"news-{number}.tsv").write_text(text, encoding="utf-8")
    result = align("zh", "en", "--gold", "gold", "-q")
    assert result.stdout.splitlines()[1].split() == ["strict", "1.0000", "1.0000", "1.0000"]
    (folders / "gold" / "news-2.tsv").unlink()
    result = align("zh", "en", "--gold", "gold", "-q")
    assert result.exit_code == 3
    assert "no gold file for the document News-2" in result.stderr


def test_words_are_linked_pair_by_pair(here):
    align("zh.txt", "en.txt", "-o", "o.tsv", "--words", "w.tsv")
    rows = [line.split("\t") for line in (here / "w.tsv").read_text("utf-8").splitlines()]
    assert len(rows) == len(list(read_bitext(here / "o.tsv")))
    links, src, tgt = rows[0]
    words = {
        (src.split()[int(i)], tgt.split()[int(j)])
        for i, j in (link.split("-") for link in links.split())
    }
    assert ("图书馆", "library") in words


def test_a_gzip_output_is_packed(here):
    align("zh.txt", "en.txt", "-o", "o.jsonl.gz")
    assert gzip.decompress((here / "o.jsonl.gz").read_bytes()).startswith(b'{"src"')


BAD = {
    "no such source": (["none.txt", "en.txt"], 3, "none.txt: no such file"),
    "empty source": (["empty.txt", "en.txt"], 3, "empty.txt: is empty"),
    "empty target": (["zh.txt", "empty.txt"], 3, "empty.txt: is empty"),
    "only white space": (["blank.txt", "en.txt"], 3, "blank.txt: is empty"),
    "no sentences": (["blank.txt", "en.txt", "--presplit"], 3, "blank.txt: is empty"),
    "fifty times longer": (["zh.txt", "long.txt"], 3, "long.txt: about"),
    "swapped sides": (["en.txt", "zh.txt"], 3, "swapped: Chinese comes first; run: aligner align"),
    "source not Chinese": (["en.txt", "long.txt"], 3, "en.txt: not Chinese"),
    "target Chinese": (["zh.txt", "zh2.txt"], 3, "zh2.txt: not English"),
    "target Russian": (["zh.txt", "ru.txt"], 3, "ru.txt: not English"),
    "same file twice": (["zh.txt", "zh.txt"], 2, "the same file on both sides"),
    "link to the same file": (["zh.txt", "link.txt"], 2, "the same file on both sides"),
    "undecodable": (["binary.txt", "en.txt"], 3, "binary.txt"),
    "a PDF": (["doc.pdf", "en.txt"], 3, "doc.pdf"),
    "existing output": (["zh.txt", "en.txt", "-o", "old.tsv"], 6, "old.tsv: exists already"),
    "existing word file": (["zh.txt", "en.txt", "--words", "old.tsv"], 6, "old.tsv: exists"),
    "existing Moses half": (["zh.txt", "en.txt", "-o", "half.moses"], 6, "half.en: exists"),
    "unknown suffix": (["zh.txt", "en.txt", "-o", "o.docx"], 2, "o.docx: no bitext format"),
    "unknown format": (["zh.txt", "en.txt", "--to", "docx"], 2, "docx: no bitext format"),
    "output is a folder": (["zh.txt", "en.txt", "-o", "d.tmx"], 7, "d.tmx: is a directory"),
    "output twice": (["zh.txt", "en.txt", "-o", "o.tsv", "-o", "o.tsv"], 2, "named twice"),
    "words in the output": (
        ["zh.txt", "en.txt", "-o", "w.tsv", "--words", "d2/../w.tsv", "--force"],
        2,
        "named twice as an output",
    ),
    "Moses to stdout": (
        ["zh.txt", "en.txt", "-o", "o.tsv", "-o", "-", "--to", "moses"],
        2,
        "needs a file name",
    ),
    "a format for no stream": (["zh.txt", "en.txt", "-o", "o.tsv", "--to", "tmx"], 2, "--to is"),
    "words to stdout": (["zh.txt", "en.txt", "--words", "-"], 2, "--words -: name a file"),
    "no gold": (["zh.txt", "en.txt", "--gold", "none"], 3, "none: no such file"),
    "empty gold": (["zh.txt", "en.txt", "--gold", "empty.txt"], 3, "empty.txt: no beads"),
    "bad gold": (["zh.txt", "en.txt", "--gold", "en.txt"], 3, "en.txt:1: not a ladder line"),
    "gold without commas": (["zh.txt", "en.txt", "--gold", "g2"], 3, "g2:1: not a ladder line"),
    "a name too long": (["a" * 256, "en.txt"], 3, "cannot be read"),
    "gold beyond the text": (["zh.txt", "en.txt", "--gold", "g"], 3, "sentence 99, but the doc"),
    "no review": (["zh.txt", "en.txt", "--reviewed", "none.tmx"], 3, "none.tmx: no such file"),
    "empty review": (["zh.txt", "en.txt", "--reviewed", "old.tsv"], 3, "old.tsv: no beads"),
    "review of another text": (["zh.txt", "en.txt", "--reviewed", "r.jsonl"], 3, "has changed"),
    "review beyond the text": (["zh.txt", "en.txt", "--reviewed", "g"], 3, "bead 1: sentence 99"),
    "no anchors": (["zh.txt", "en.txt", "--anchors", "none"], 3, "none: no such file"),
    "empty anchors": (["zh.txt", "en.txt", "--anchors", "empty.txt"], 3, "empty.txt: no anchors"),
    "bad anchors": (["zh.txt", "en.txt", "--anchors", "zh.txt"], 3, "zh.txt:1: two columns"),
    "unknown anchor": (["zh.txt", "en.txt", "--anchors", "a.tsv"], 3, "a.tsv:1: 0 sentences begin"),
    "a file and a folder": (["zh.txt", "d.tmx"], 3, "zh.txt: not a folder, but the other side is"),
    "--dir on files": (["zh.txt", "en.txt", "--dir"], 2, "--pairs and --dir need two folders"),
    "--pairs on files": (["zh.txt", "en.txt", "--pairs", "g"], 2, "--dir need two folders"),
    "--dir on nothing": (["d2", "none", "--dir"], 3, "none: no such folder"),
    "empty folder": (["d.tmx", "d2"], 3, "no documents in this folder"),
    "stdin with folders": (["-", "d2"], 2, "do not go together"),
    "stdin twice": (["-", "-"], 2, "same file on both sides"),
    "no such pair list": (["d2", "d2", "--pairs", "none"], 3, "none: cannot be read"),
    "empty pair list": (["d2", "d2", "--pairs", "empty.txt"], 3, "empty.txt: lists no pairs"),
    "bad pair list": (["d2", "d2", "--pairs", "g"], 3, "g:1: source, tab, target"),
    "missing file in list": (["d2", "d2", "--pairs", "a.tsv"], 3, "no such file"),
    "resume without output": (["zh.txt", "en.txt", "--resume"], 2, "name it with -o"),
    "no such model": (["zh.txt", "en.txt", "-m", "./none"], 4, "none"),
    "bead too large": (["zh.txt", "en.txt", "--max-bead", "99"], 2, "--max-bead"),
    "confidence above one": (["zh.txt", "en.txt", "--min-confidence", "7"], 2, "min-confidence"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_one_line_and_a_status(here, case):
    arguments, status, message = BAD[case]
    (here / "empty.txt").touch()
    (here / "blank.txt").write_text(" \n\n\u3000\n", encoding="utf-8")
    (here / "long.txt").write_text("This sentence is said again and again. " * 2000)
    (here / "zh2.txt").write_text(ZH[:-3], encoding="utf-8")
    (here / "ru.txt").write_text("Новая библиотека открылась в понедельник. " * 5, "utf-8")
    (here / "link.txt").symlink_to("zh.txt")
    (here / "binary.txt").write_bytes(bytes([0x81, 0xFF, 0xFE, 0x80]) * 50)
    (here / "doc.pdf").write_bytes(b"%PDF-1.7\n")
    (here / "old.tsv").touch()
    (here / "half.en").touch()
    (here / "d.tmx").mkdir()
    (here / "d2").mkdir()
    (here / "d2" / "x.txt").write_text(ZH, encoding="utf-8")
    (here / "g").write_text("[99]:[0]\n")
    (here / "g2").write_text("[0 1]:[0]\n")
    (here / "a.tsv").write_text("没有这句\tNo such\n", encoding="utf-8")
    (here / "r.jsonl").write_text(
        json.dumps({"src": "别的文章。", "tgt": "Other.", "src_ids": [0], "tgt_ids": [0]}) + "\n"
    )
    before = sorted(here.iterdir())
    result = align(*arguments)
    assert result.exit_code == status, result.output
    assert message in " ".join(result.stderr.replace("│", " ").split())
    if status != 2:
        assert result.stderr.count("\naligner: ") == 0
        assert result.stderr.startswith("aligner: ")
    assert sorted(here.iterdir()) == before


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("en.tsv", ["zh.txt", "en.tsv", "--presplit", "-o", "en.tsv"]),
        ("zh.txt", ["zh.txt", "en.txt", "--words", "zh.txt"]),
        ("g.tsv", ["zh.txt", "en.txt", "--gold", "g.tsv", "-o", "sub/../g.tsv"]),
        ("g.ladder", ["zh.txt", "en.txt", "--reviewed", "g.ladder", "-o", "g.ladder"]),
        ("g.tsv", ["zh.txt", "en.txt", "--anchors", "g.tsv", "-o", "g.tsv"]),
        ("sub/zh.tsv", ["zh.txt", "en.txt", "--gold", "sub", "-o", "sub/zh.tsv"]),
        ("zh/a.html", ["zh", "en", "-o", "zh/a.html"]),
    ],
)
def test_no_output_takes_the_place_of_an_input(here, name, arguments):
    for folder in ("sub", "zh", "en"):
        (here / folder).mkdir()
    for file in ("g.tsv", "g.ladder", "sub/zh.tsv", "en.tsv", "zh/a.html", "en/a.html"):
        (here / file).write_text("0\t0\n")
    before = (here / name).read_bytes()
    result = align(*arguments, "--force")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "is an input as well" in result.stderr
    assert (here / name).read_bytes() == before
