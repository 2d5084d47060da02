import pytest

from aligner.alignment.align import presplit
from aligner.alignment.journal import Journal, digest, one_line
from aligner.bitext import Alignment, Bead
from aligner.errors import OutputError


def aligned(doc_id):
    return Alignment(
        presplit(["雨停了。", "风很大。"], "zh", doc_id),
        presplit(["The rain stopped."], "en", doc_id),
        (Bead(range(1), range(1), 0.12345678), Bead(range(1, 2), range(1, 1), 1.0, "left out")),
    )


def texts(alignment):
    return [sentence.text for sentence in alignment.src.sentences]


def test_what_is_added_is_found_also_after_reopening(tmp_path):
    journal = Journal(tmp_path / "j", resume=False)
    journal.add("a", aligned("one"))
    journal.add("b", aligned("two"))
    journal.close(keep=True)
    journal = Journal(tmp_path / "j", resume=True)
    assert "a" in journal
    assert "c" not in journal
    found = journal.find("b")
    assert (found.src.id, texts(found)) == ("two", ["雨停了。", "风很大。"])
    assert found.beads == (
        Bead(range(1), range(1), 0.1235),
        Bead(range(1, 2), range(1, 1), 1.0, "left out"),
    )
    journal.close(keep=False)
    assert not (tmp_path / "j").exists()


@pytest.mark.parametrize(
    "torn", [b"", b"\n", b"[", b'["b", {}', b'["b", {}]', b"null\n", b"\xff\n"]
)
def test_a_torn_end_is_cut_off(tmp_path, torn):
    journal = Journal(tmp_path / "j", resume=False)
    journal.add("a", aligned("one"))
    journal.close(keep=True)
    whole = (tmp_path / "j").read_bytes()
    (tmp_path / "j").write_bytes(whole + torn)
    journal = Journal(tmp_path / "j", resume=True)
    assert "b" not in journal
    assert (tmp_path / "j").read_bytes() == whole
    journal.add("b", aligned("two"))
    assert journal.find("b").src.id == "two"
    journal.close(keep=False)


def test_without_resume_it_starts_empty(tmp_path):
    (tmp_path / "j").write_text("old")
    journal = Journal(tmp_path / "j", resume=False)
    assert (tmp_path / "j").read_bytes() == b""
    journal.close(keep=True)
    assert not (tmp_path / "j").exists()


def test_a_digest_depends_on_every_part_and_where_they_part():
    assert len({digest(b"ab", b"c"), digest(b"a", b"bc"), digest(b"abc"), digest(b"ab", b"d")}) == 4


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("一句很长的话，\n 分成两行。", "zh", "一句很长的话，分成两行。"),
        ("用iPhone\n拍照", "zh", "用iPhone 拍照"),
        ("a hard\r\n  wrapped line", "en", "a hard wrapped line"),
        ("no break", "en", "no break"),
    ],
)
def test_a_wrapped_sentence_is_one_line(text, lang, expected):
    assert one_line(text, lang) == expected


def test_a_full_disk_is_said_once_and_closing_is_no_other_error(full_disk, tmp_path):
    journal = Journal(tmp_path / "j", resume=False)
    with full_disk():
        with pytest.raises(OutputError, match="cannot be written"):
            journal.add("a" * 2000, aligned("one"))
        journal.close(keep=True)


def test_an_output_is_known_as_long_as_nobody_changes_it(tmp_path):
    output = tmp_path / "新 闻.tsv"
    output.write_text("雨\train\n", encoding="utf-8")
    journal = Journal(tmp_path / "j", resume=False)
    assert not journal.wrote(output)
    journal.add("a", aligned("one"))
    journal.add_output(output)
    journal.close(keep=True)
    journal = Journal(tmp_path / "j", resume=True)
    assert journal.find("a").src.id == "one"
    assert journal.wrote(output)
    output.write_text("雨\tsnow\n", encoding="utf-8")
    assert not journal.wrote(output)
    output.unlink()
    assert not journal.wrote(output)
    journal.close(keep=False)
