import pytest
from typer.testing import CliRunner

from aligner.cli import app

run = CliRunner().invoke


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text("“我不去。”她走了。\n\n第二段。\n", encoding="utf-8")
    return path


def test_sentences_come_one_a_line_with_paragraphs_apart(article):
    result = run(app, ["split", str(article)])
    assert result.exit_code == 0
    assert result.stdout == "“我不去。”\n她走了。\n\n第二段。\n"


def test_standard_input_is_read_without_a_file():
    result = run(app, ["split", "-l", "en"], input="Mr. Lin left. He came back.")
    assert result.stdout == "Mr. Lin left.\nHe came back.\n"


def test_offsets_point_into_the_file(article):
    text = article.read_text(encoding="utf-8")
    result = run(app, ["split", str(article), "--offsets"])
    for line in result.stdout.splitlines():
        start, end, sentence = line.split("\t")
        assert text[int(start) : int(end)] == sentence


def test_wrapped_lines_are_joined():
    result = run(app, ["split", "--wrapped"], input="今天天气\n很好。我们\n出门。\n")
    assert result.stdout == "今天天气很好。\n我们出门。\n"


def test_output_goes_to_a_file_that_is_not_overwritten_unasked(article, tmp_path):
    out = tmp_path / "out.txt"
    assert run(app, ["split", str(article), "-o", str(out)]).exit_code == 0
    assert out.read_text(encoding="utf-8") == "“我不去。”\n她走了。\n\n第二段。\n"
    again = run(app, ["split", str(article), "-o", str(out)])
    assert again.exit_code == 6
    assert "--force" in again.stderr
    assert run(app, ["split", str(article), "-o", str(out), "--force"]).exit_code == 0


def test_a_missing_file_and_an_unknown_language_get_one_line(article, tmp_path):
    missing = run(app, ["split", str(tmp_path / "none.txt")])
    assert missing.exit_code == 3
    assert missing.stderr.count("\n") == 1
    unknown = run(app, ["split", "-l", "fr", str(article)])
    assert unknown.exit_code == 2
    assert "zh or en" in unknown.stderr


def test_an_empty_file_has_no_lines(tmp_path):
    path = tmp_path / "empty.txt"
    path.touch()
    result = run(app, ["split", str(path)])
    assert result.stdout == ""
    assert result.exit_code == 0
