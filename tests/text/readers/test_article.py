import pytest

from aligner.errors import InputError, UsageError
from aligner.text.readers.article import READERS, format_of, read_article, read_document


def test_the_suffix_says_the_format_unless_one_is_given(tmp_path):
    page = tmp_path / "a.HTM"
    page.write_text("x")
    assert format_of(page) == "html"
    assert format_of(page, "md") == "md"
    assert format_of(None) == "txt"
    with pytest.raises(UsageError, match="unknown document format 'pdf'; use one of txt, md, html"):
        format_of(page, "pdf")


def test_an_unknown_suffix_is_refused_with_the_known_ones(tmp_path):
    path = tmp_path / "a.docx"
    path.write_text("x")
    with pytest.raises(InputError, match=r"unknown suffix '.docx'.*\.html.*- < FILE"):
        read_article(path, "zh")


def test_a_file_that_a_new_name_would_not_help_is_told_what_would(tmp_path):
    for name, start, says in (
        ("a.pdf", b"%PDF-1.7", "pdftotext"),
        ("a.docx", b"PK\3\4", "text or HTML"),
    ):
        path = tmp_path / name
        path.write_bytes(start + b"\0" * 9)
        with pytest.raises(InputError, match=says):
            read_article(path, "zh")


@pytest.mark.parametrize("kind", list(READERS))
def test_an_empty_file_and_a_missing_one_are_refused(tmp_path, kind):
    path = tmp_path / f"a.{kind}"
    with pytest.raises(InputError, match="no such file"):
        read_article(path, "zh")
    path.write_text(" \n")
    with pytest.raises(InputError, match="is empty"):
        read_article(path, "zh")


@pytest.mark.parametrize(
    ("kind", "content", "says"),
    [
        ("txt", "\u200b\n", "is empty"),
        ("md", "```\ncode\n```\n", "no (article )?text found"),
        ("html", "<hr>", "no (article )?text found"),
    ],
)
def test_a_file_without_text_is_refused(tmp_path, kind, content, says):
    path = tmp_path / f"a.{kind}"
    path.write_text(content)
    with pytest.raises(InputError, match=says):
        read_article(path, "zh")


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(InputError, match="is a directory"):
        read_article(tmp_path, "zh")


def test_the_document_is_named_after_the_file(tmp_path):
    path = tmp_path / "ferry.txt"
    path.write_bytes("渡轮复航\r\n渡轮3日复航。\r\n".encode("gb18030"))
    document = read_document(path, "zh")
    assert (document.article.id, document.encoding) == ("ferry", "gb18030")
    assert document.layout.newline == "\r\n"
    assert "\r" not in document.article.text
