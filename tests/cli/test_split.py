from pathlib import Path

import pytest
from typer.testing import CliRunner

from aligner.alignment.documents import read_by_name
from aligner.cli import app

NEWS = Path(__file__).parents[2] / "corpora" / "news"

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


def test_a_dash_is_standard_output(article, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run(app, ["split", str(article), "-o", "-"])
    assert result.stdout == "“我不去。”\n她走了。\n\n第二段。\n"
    assert list(tmp_path.iterdir()) == [article]


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


def test_sentences_of_an_article_are_those_that_translate_and_align_see():
    quake = NEWS / "zh" / "quake.txt"
    result = run(app, ["split", "--article", str(quake)])
    sentences = [line for line in result.stdout.splitlines() if line]
    assert sentences == [s.text for s in read_by_name(quake, "zh").sentences]
    assert len(sentences) == 22


def test_a_ladder_is_spelt_out_by_the_sentences_of_the_articles(tmp_path):
    for lang in ("zh", "en"):
        source = [str(NEWS / lang / "quake.txt"), "-o", str(tmp_path / f"{lang}.txt")]
        assert run(app, ["split", "--article", "-l", lang, *source]).exit_code == 0
    sides = [str(NEWS / lang / "quake.txt") for lang in ("zh", "en")]
    outputs = [str(tmp_path / name) for name in ("x.ladder", "x.tsv", "y.tsv")]
    run(app, ["align", *sides, "-o", outputs[0], "-o", outputs[1]])
    texts = ["--src", str(tmp_path / "zh.txt"), "--tgt", str(tmp_path / "en.txt")]
    result = run(app, ["convert", outputs[0], outputs[2], *texts])
    assert result.exit_code == 0, result.output
    aligned, spelt = (
        [line.split("\t")[:2] for line in Path(file).read_text(encoding="utf-8").splitlines()]
        for file in outputs[1:]
    )
    assert aligned == [pair for pair in spelt if all(pair)]  # a ladder has null beads, too


def test_a_web_page_is_read_as_an_article_only(tmp_path):
    page = tmp_path / "page.HTML"
    page.write_text("<h1>标题在此</h1><p>今天天气很好。我们出门。</p>", encoding="utf-8")
    plain = run(app, ["split", str(page)])
    assert (plain.exit_code, plain.stdout) == (2, "")
    assert "--article" in plain.stderr
    result = run(app, ["split", "--article", str(page)])
    assert result.stdout == "标题在此\n\n今天天气很好。\n我们出门。\n"


def test_an_article_comes_from_standard_input_or_a_file_without_suffix(tmp_path):
    (tmp_path / "a.zh").write_text("今天天气很好。我们出门。\n", encoding="utf-8")
    named = run(app, ["split", "--article", str(tmp_path / "a.zh")])
    piped = run(app, ["split", "--article"], input="今天天气很好。我们出门。\n")
    assert named.stdout == piped.stdout == "今天天气很好。\n我们出门。\n"


@pytest.mark.parametrize("option", ["--offsets", "--wrapped"])
def test_an_article_takes_no_options_of_plain_text(article, option):
    result = run(app, ["split", "--article", option, str(article)])
    assert result.exit_code == 2
    assert "--article" in result.stderr
