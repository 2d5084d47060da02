import gzip
import io

import pytest
from typer.testing import CliRunner

from aligner.bitext import SegmentPair
from aligner.cli import app
from aligner.formats.base import read_bitext, write_bitext

PAIRS = [
    SegmentPair("雨停了。", "The rain stopped.", 0.9, "weather", (0,), (0,)),
    SegmentPair(
        "风很大，浪也高。", "It was windy. The waves were high.", 0.4, "weather", (1,), (1, 2)
    ),
]


def convert(*arguments, **keywords):
    return CliRunner().invoke(app, ["convert", *map(str, arguments)], **keywords)


@pytest.mark.parametrize("first", ["tsv", "jsonl", "tmx", "xlf", "xlf2", "moses", "tsv.gz"])
def test_a_round_trip_through_any_two_formats_changes_nothing(tmp_path, first):
    write_bitext(tmp_path / f"a.{first}", PAIRS)
    for second in ("tmx", "moses", "xlf2", "jsonl.gz"):
        result = convert(tmp_path / f"a.{first}", tmp_path / second / f"b.{second}")
        assert (result.exit_code, result.stdout) == (0, "")
        assert "2 pairs written" in result.stderr
        assert list(read_bitext(tmp_path / second / f"b.{second}")) == PAIRS


def test_standard_streams_need_the_names_of_formats(tmp_path):
    result = convert("-", "-", "--from", "tsv", "--to", "jsonl", "-q", input="雨\train\n")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == '{"src": "雨", "tgt": "rain"}\n'
    result = convert("-", tmp_path / "b.tsv", input="雨\train\n")
    assert (result.exit_code, result.stderr) == (
        2,
        "aligner: - has no suffix; say the format with --from\n",
    )


def test_what_a_format_has_no_place_for_is_said(tmp_path):
    write_bitext(tmp_path / "a.tsv", PAIRS)
    result = convert(tmp_path / "a.tsv", tmp_path / "b.ladder")
    assert result.exit_code == 0
    assert "without doc_id: ladder has no place for it" in result.stderr
    assert (tmp_path / "b.ladder").read_text() == "[0]:[0]:0.9\n[1]:[1,2]:0.4\n"


def test_a_ladder_is_spelled_with_its_sentence_files(tmp_path):
    (tmp_path / "a.ladder").write_text("[0]:[0]\n[1]:[1,2]\n")
    (tmp_path / "zh").write_text("雨停了。\n风很大，浪也高。\n", encoding="utf-8")
    (tmp_path / "en").write_text("The rain stopped.\nIt was windy.\nThe waves were high.\n")
    sides = ("--src", tmp_path / "zh", "--tgt", tmp_path / "en")
    assert convert(tmp_path / "a.ladder", tmp_path / "b.tmx", *sides).exit_code == 0
    assert [pair.tgt for pair in read_bitext(tmp_path / "b.tmx")] == [pair.tgt for pair in PAIRS]
    result = convert(tmp_path / "a.ladder", tmp_path / "c.tmx")
    assert result.exit_code == 2
    assert "name the sentence files" in result.stderr
    result = convert(tmp_path / "a.ladder", tmp_path / "zh", *sides, "--to", "tsv", "--force")
    assert result.exit_code == 2
    assert "zh: is an input as well" in result.stderr


def test_the_files_of_moses_are_those_of_the_format_and_not_of_the_name(tmp_path):
    (tmp_path / "a.ladder").write_text("[0]:[0]\n")
    for name in ("out.zh", "out.en"):
        (tmp_path / name).write_text("雨停了。\n", encoding="utf-8")
    sides = ("--src", tmp_path / "out.zh", "--tgt", tmp_path / "out.en", "--force")
    result = convert(tmp_path / "a.ladder", tmp_path / "out", *sides, "--to", "moses")
    assert result.exit_code == 2
    assert "out.zh: is an input as well" in result.stderr
    other = convert(tmp_path / "a.ladder", tmp_path / "out.en.moses", *sides, "--to", "tsv")
    assert other.exit_code == 0, other.stderr
    assert not (tmp_path / "c.tmx").exists()


def test_language_tags_are_written(tmp_path):
    write_bitext(tmp_path / "a.tsv", PAIRS)
    convert(tmp_path / "a.tsv", tmp_path / "b.tmx", "--src-lang", "zh-Hant", "--tgt-lang", "en-GB")
    text = (tmp_path / "b.tmx").read_text(encoding="utf-8")
    assert 'srclang="zh-Hant"' in text
    assert 'xml:lang="en-GB"' in text


def test_skipped_units_are_shown_and_the_rest_is_counted(tmp_path):
    lonely = '<tu><tuv xml:lang="zh"><seg>孤</seg></tuv></tu>'
    write_bitext(tmp_path / "a.tmx", PAIRS)
    text = (tmp_path / "a.tmx").read_text(encoding="utf-8")
    (tmp_path / "a.tmx").write_text(text.replace("</body>", lonely * 12 + "</body>"), "utf-8")
    result = convert(tmp_path / "a.tmx", tmp_path / "b.tsv")
    assert result.exit_code == 0
    assert "unit 3: no en segment; skipped" in result.stderr
    assert "aligner: 2 more such warnings" in result.stderr
    assert "2 pairs written" in result.stderr


@pytest.mark.parametrize(
    ("source", "target", "options", "status", "message"),
    [
        ("missing.tsv", "b.tmx", (), 3, "missing.tsv: cannot be read"),
        ("a.tsv", "b.xyz", (), 2, "b.xyz: no bitext format has this name or suffix"),
        ("a.xyz", "b.tmx", (), 2, "a.xyz: no bitext format"),
        ("a.tsv", "b.tmx", ("--from", "docx"), 2, "docx: no bitext format"),
        ("a.tsv", "b.tmx", ("--src-lang", "Chinese!"), 2, "'Chinese!' is no language tag"),
        ("a.tsv", "b.tmx", ("--tgt-lang", ""), 2, "--tgt-lang: an empty argument"),
        ("a.tsv", "a.tsv", (), 6, "a.tsv: exists already; --force overwrites it"),
        ("a.tsv", "folder.tmx", (), 7, "folder.tmx: is a directory"),
        ("a.tsv", f"{'a' * 250}.jsonl", (), 7, "cannot be written: File name too long"),
        (f"{'a' * 256}.moses", "b.tsv", (), 3, "cannot be read: File name too long"),
        ("flipped.tsv.gz", "b.tmx", (), 3, "flipped.tsv.gz: damaged gzip file"),
        ("mute.jsonl", "b.html", (), 3, "lone surrogate U+D800"),
        ("a.tsv", "a.tsv/b.tmx", (), 7, "is not a directory"),
        ("page.html", "b.tmx", (), 2, "review pages are only written"),
        ("bad.tsv", "b.tmx", (), 3, "bad.tsv:2: no tab"),
        ("bell.tsv", "b.tmx", (), 3, "pair 1: control character U+0007"),
        ("lines.tsv", "b.moses", (), 3, "pair 1: a segment with a line break"),
        ("a.tsv", "b.tmx", ("--src", "a.tsv"), 2, "--src and --tgt are for reading a ladder"),
        ("a.ladder", "b.tmx", ("--src", "-"), 2, "--src -: cannot be standard input"),
        ("a.ladder", "b.tmx", ("--tgt", "-"), 2, "--tgt -: cannot be standard input"),
    ],
)
def test_bad_input_is_one_line_and_a_status(
    tmp_path, monkeypatch, source, target, options, status, message
):
    monkeypatch.chdir(tmp_path)
    write_bitext(tmp_path / "a.tsv", PAIRS)
    (tmp_path / "folder.tmx").mkdir()
    (tmp_path / "page.html").write_text("<html>")
    (tmp_path / "bad.tsv").write_text("a\tb\nc\n")
    packed = bytearray(gzip.compress("雨\train\n".encode() * 100))
    packed[12:14] = b"\xff\xff"
    (tmp_path / "flipped.tsv.gz").write_bytes(packed)
    (tmp_path / "mute.jsonl").write_text('{"src": "a", "tgt": "", "reason": "\\ud800"}\n')
    (tmp_path / "bell.tsv").write_text("a\x07\tb\n")
    (tmp_path / "lines.tsv").write_text("a\\nb\tb\n")
    before = sorted(tmp_path.rglob("*"))
    result = convert(source, target, *options)
    assert result.exit_code == status
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_standard_input_is_bytes_and_not_the_locale(tmp_path):
    result = convert(
        "-", tmp_path / "b.tsv", "--from", "tsv", input=io.BytesIO("雨\tr\xe4in\n".encode()).read()
    )
    assert result.exit_code == 0
    assert next(read_bitext(tmp_path / "b.tsv")).tgt == "räin"
