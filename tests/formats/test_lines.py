"""TSV, JSON Lines and Moses: what their files look like, and what is wrong with a bad one."""

import json

import pytest

from aligner.bitext import SegmentPair
from aligner.errors import AlignerError, FormatError, InputError, RefusedError, UsageError
from aligner.formats.base import format_of, read_bitext, write_bitext

RAIN = SegmentPair("雨停了。", "The rain stopped.")
FULL = SegmentPair("雨停了。", "The rain stopped.", 0.5, "news/1", (3, 4), (5,))


def test_a_bare_tsv_has_two_columns_and_no_header(tmp_path):
    write_bitext(tmp_path / "x.tsv", [RAIN, SegmentPair("a\tb\\n\nc", "d\r")])
    assert (tmp_path / "x.tsv").read_bytes().decode() == (
        "雨停了。\tThe rain stopped.\na\\tb\\\\n\\nc\td\\r\n"
    )


def test_a_full_tsv_has_a_header(tmp_path):
    write_bitext(tmp_path / "x.tsv", [FULL])
    assert (tmp_path / "x.tsv").read_text(encoding="utf-8").splitlines() == [
        "src\ttgt\tscore\tdoc_id\tsrc_ids\ttgt_ids",
        "雨停了。\tThe rain stopped.\t0.5\tnews/1\t3 4\t5",
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_tsv_of_other_programs_is_read(tmp_path, end, encoding):
    rows = ["tgt\tnote\tsrc\tscore", "The rain stopped.\tx\t雨停了。\t0.5"]
    (tmp_path / "x.tsv").write_bytes(end.join([*rows, ""]).encode(encoding))
    assert list(read_bitext(tmp_path / "x.tsv")) == [
        SegmentPair("雨停了。", "The rain stopped.", 0.5)
    ]


def test_unknown_escapes_are_kept(tmp_path):
    (tmp_path / "x.tsv").write_text("C:\\windows\tx\n", encoding="utf-8")
    assert next(read_bitext(tmp_path / "x.tsv")).src == "C:\\windows"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a\tb\nc\n", r"x\.tsv:2: no tab"),
        (b"a\tb\n\n", r"x\.tsv:2: no tab"),
        (b"a\tb\tc\td\te\tf\tg\n", r"x\.tsv:1: 7 columns"),
        (b"a\tb\thigh\n", r"x\.tsv:1: score 'high'"),
        (b"a\tb\tnan\n", r"x\.tsv:1: score 'nan'"),
        (b"a\tb\t1\td\tx y\t0\n", r"x\.tsv:1: 'x y' are not sentence numbers"),
        (b"a\tb\t1\td\t-1\t0\n", r"x\.tsv:1: sentence numbers start at 0"),
        (b"src\tscore\ttgt\na\t1\n", r"x\.tsv:2: fewer columns"),
        (b"a\tb\nc\xff\td\n", r"x\.tsv:2: not UTF-8 \(byte 2"),
        (b"\xff\xfea\x00\x09", r"x\.tsv:1: broken UTF-16"),
    ],
)
def test_a_bad_tsv_is_named_with_its_line(tmp_path, content, message):
    (tmp_path / "x.tsv").write_bytes(content)
    with pytest.raises(FormatError, match=message):
        list(read_bitext(tmp_path / "x.tsv"))


def test_jsonl_holds_the_keys_of_the_schema(tmp_path):
    write_bitext(tmp_path / "x.jsonl", [FULL, RAIN])
    lines = (tmp_path / "x.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[0]) == {
        "src": "雨停了。",
        "tgt": "The rain stopped.",
        "score": 0.5,
        "doc": "news/1",
        "src_ids": [3, 4],
        "tgt_ids": [5],
    }
    assert lines[1] == '{"src": "雨停了。", "tgt": "The rain stopped."}'


def test_unknown_keys_and_nulls_of_jsonl_are_passed_over(tmp_path):
    record = {"src": "a", "tgt": "b", "score": None, "doc": None, "src_ids": None, "flags": [1]}
    (tmp_path / "x.jsonl").write_text(json.dumps(record) + "\n\n", encoding="utf-8")
    assert list(read_bitext(tmp_path / "x.jsonl")) == [SegmentPair("a", "b")]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ("[1]", "a JSON object is needed, not list"),
        ('{"src": "a"}', "tgt is missing"),
        ('{"src": 1, "tgt": "b"}', "src is not a string"),
        ('{"src": "a", "tgt": "b", "score": "1"}', "score is not a number"),
        ('{"src": "a", "tgt": "b", "score": true}', "score is not a number"),
        ('{"src": "a", "tgt": "b", "score": NaN}', "NaN"),
        ('{"src": "a", "tgt": "b", "score": 1e999}', "not a finite number"),
        ('{"src": "a", "tgt": "b", "score": 1' + "0" * 400 + "}", "too large"),
        ('{"src": "a", "tgt": "b", "src_ids": 3}', "src_ids is not a list"),
        ('{"src": "a", "tgt": "b", "src_ids": [1.5]}', "src_ids is not a list"),
        ('{"src": "a", "tgt": "b", "src_ids": [-1]}', "start at 0"),
        ('{"src": "\\ud800", "tgt": "b"}', "lone surrogate"),
        ("[" * 100000, "not JSON"),
    ],
)
def test_a_bad_json_line_is_named(tmp_path, line, message):
    (tmp_path / "x.jsonl").write_text('{"src": "a", "tgt": "b"}\n' + line, encoding="utf-8")
    with pytest.raises(FormatError, match=rf"x\.jsonl:2: .*{message}"):
        list(read_bitext(tmp_path / "x.jsonl"))


@pytest.mark.parametrize("name", ["out.moses", "out.zh-en.moses", "out.zh", "out.{zh,en}"])
def test_moses_is_two_files_and_ids_only_when_needed(tmp_path, name):
    write_bitext(tmp_path / name, [RAIN])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.en", "out.zh"]
    assert list(read_bitext(tmp_path / name)) == [RAIN]


def test_moses_ids_are_those_of_opus(tmp_path):
    write_bitext(tmp_path / "out.moses", [RAIN, FULL])
    assert (tmp_path / "out.ids").read_text(encoding="utf-8") == "\nnews/1\tnews/1\t3 4\t5\t0.5\n"
    assert list(read_bitext(tmp_path / "out.moses")) == [RAIN, FULL]


def test_other_endings_can_be_named_for_moses(tmp_path):
    write_bitext(tmp_path / "out.{cmn,eng}", [RAIN])
    assert (tmp_path / "out.cmn").read_text(encoding="utf-8") == "雨停了。\n"


def test_an_ids_file_of_an_earlier_run_is_not_taken_for_ours(tmp_path):
    write_bitext(tmp_path / "out.moses", [FULL])
    (tmp_path / "out.zh").unlink()
    (tmp_path / "out.en").unlink()
    with pytest.raises(RefusedError, match=r"out\.ids"):
        write_bitext(tmp_path / "out.moses", [RAIN])
    write_bitext(tmp_path / "out.moses", [RAIN], force=True)
    assert list(read_bitext(tmp_path / "out.moses")) == [RAIN]


def test_only_a_newline_ends_a_moses_line(tmp_path):
    pair = SegmentPair("一\u2028二\x0b三\x85", "one\x0ctwo")
    write_bitext(tmp_path / "out.moses", [pair])
    assert list(read_bitext(tmp_path / "out.moses")) == [pair]


def test_moses_files_of_different_length_are_refused(tmp_path):
    (tmp_path / "out.zh").write_text("一\n二\n", encoding="utf-8")
    (tmp_path / "out.en").write_text("one\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"out\.en: ends after 1 lines, but .*out\.zh goes on"):
        list(read_bitext(tmp_path / "out.moses"))


@pytest.mark.parametrize("text", ["a\nb", "a\rb"])
def test_moses_refuses_a_line_break(tmp_path, text):
    with pytest.raises(FormatError, match="pair 2: a segment with a line break"):
        write_bitext(tmp_path / "out.moses", [RAIN, SegmentPair("一", text)])
    assert list(tmp_path.iterdir()) == []


def test_moses_needs_a_file_name():
    with pytest.raises(UsageError, match="needs a file name"):
        write_bitext(None, [RAIN], format="moses")


def test_what_formats_there_are_is_listed_by_suffixes_alone():
    with pytest.raises(UsageError, match=r"known are [\w. ]+$"):
        format_of("a.xyz")


def test_a_missing_half_of_a_moses_pair_is_named(tmp_path):
    (tmp_path / "out.zh").write_text("一\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"out\.en: cannot be read: No such file"):
        list(read_bitext(tmp_path / "out.moses"))


def test_the_same_file_as_input_and_output_is_safe(tmp_path):
    path = tmp_path / "x.tsv"
    write_bitext(path, [RAIN, FULL])
    assert write_bitext(path, read_bitext(path), force=True) == 2
    assert list(read_bitext(path)) == [RAIN, FULL]


def test_a_folder_as_input_is_named(tmp_path):
    with pytest.raises(AlignerError, match="Is a directory"):
        list(read_bitext(tmp_path, format="tsv"))
