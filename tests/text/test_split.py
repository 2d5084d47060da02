import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.text.split import clauses, join_lines, report, sentences


def pieces(text, lang):
    return [text[a:b] for a, b in clauses(text, lang)]


def test_sentences_have_no_white_space_around_them():
    text = "　　第一句。 第二句。\n\n第三句。 "
    assert [text[a:b] for a, b in sentences(text, "zh")] == ["第一句。", "第二句。", "第三句。"]


def test_chinese_clauses_end_at_commas_semicolons_and_colons():
    assert pieces("会议认为，形势严峻；他说：要抓紧、要落实。", "zh") == [
        "会议认为，",
        "形势严峻；",
        "他说：",
        "要抓紧、",
        "要落实。",
    ]


def test_clauses_never_cut_a_number_a_time_or_a_short_bracket():
    text = "全年产值1,234.5万元，19:30开会（地点：市政府，三楼），读《你好，世界》。"
    assert pieces(text, "zh") == [
        "全年产值1,234.5万元，",
        "19:30开会（地点：市政府，三楼），",
        "读《你好，世界》。",
    ]


def test_a_closing_quote_stays_with_its_clause():
    assert pieces("他说“我不去，”然后走了。", "zh") == ["他说“我不去，”", "然后走了。"]


def test_english_clauses_keep_numbers_whole():
    assert pieces("It cost $1,200, he said; nobody paid.", "en") == [
        "It cost $1,200, ",
        "he said; ",
        "nobody paid.",
    ]


@given(
    st.text(alphabet="他说，；：、。（）“”《》1,.:a —", max_size=40), st.sampled_from(["zh", "en"])
)
@settings(max_examples=200)
def test_clauses_join_back_to_the_sentence(text, lang):
    assert "".join(pieces(text, lang)) == text


def test_joined_chinese_lines_get_no_space_and_english_ones_do():
    assert join_lines("今天\n天气", "zh") == "今天天气"
    assert join_lines("使用\nPython 语言", "zh") == "使用 Python 语言"
    assert join_lines("the\n  end", "en") == "the end"


def test_report_marks_paragraphs_and_texts_by_empty_lines():
    lines = list(report(["一。二。\n三。", "四。"], "zh", offsets=False, wrapped=False))
    assert lines == ["一。", "二。", "", "三。", "", "四。"]


def test_report_with_offsets_has_one_line_per_sentence():
    lines = list(report(["一。\n二\t。"], "zh", offsets=True, wrapped=False))
    assert lines == ["0\t2\t一。", "3\t6\t二\\t。"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_long_run_of_letters_does_not_hide_an_address(lang):
    # So long that a search which begins anew at every letter would not end in an hour.
    text = f"{'a' * 2_000_000} 写信到a.b-c@news.example.cn。"
    assert len(sentences(text, lang)) == 1
