import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.text.split import sentences
from aligner.text.split_zh import ZhOptions, split_zh
from tests.text.golden import read_cases

CASES = read_cases("split_zh.tsv")
MARKS = st.text(
    alphabet="他说走我好不。！？…；，：“”‘’「」『』《》（）()\"'.!?,3a A\n\r\t　①😂一", max_size=40
)


def texts(text, **options):
    return [text[a:b].strip() for a, b in split_zh(text, ZhOptions(**options)) if text[a:b].strip()]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_golden_case_is_split_as_a_linguist_would(text, expected):
    assert [text[a:b] for a, b in sentences(text, "zh")] == expected.split("|")


def test_there_are_over_200_golden_cases_and_none_twice():
    assert len(CASES) >= 200
    assert len({case[1] for case in CASES}) == len(CASES)


@given(MARKS)
@settings(max_examples=300)
def test_spans_join_back_to_the_text(text):
    spans = split_zh(text)
    assert "".join(text[a:b] for a, b in spans) == text
    assert all(a < b for a, b in spans)


@given(MARKS)
@settings(max_examples=200)
def test_a_sentence_never_crosses_a_line_end(text):
    for start, end in sentences(text, "zh"):
        assert "\n" not in text[start:end]
        assert "\r" not in text[start:end]


@given(MARKS)
@settings(max_examples=200)
def test_a_paragraph_is_split_the_same_whatever_stands_before_it(text):
    alone = [text[a:b] for a, b in sentences(text, "zh")]
    prefixed = "“没有关上的引号\n" + text
    assert [prefixed[a:b] for a, b in sentences(prefixed, "zh")][1:] == alone


def test_semicolons_end_sentences_only_on_request():
    text = "一是减税；二是降费（含社保；不含公积金）；三是放宽准入。"
    assert len(texts(text)) == 1
    assert texts(text, semicolon=True) == [
        "一是减税；",
        "二是降费（含社保；不含公积金）；",
        "三是放宽准入。",
    ]


def test_wrapped_lines_are_one_paragraph_until_a_sentence_ends_a_line():
    text = (
        "市政府昨天公布了新的公交\n方案，市民普遍表示\n欢迎。"
        "新线下月\n开通。\n　　另一段从\n这里开始。"
    )
    assert [t.replace("\n", "") for t in texts(text, wrapped=True)] == [
        "市政府昨天公布了新的公交方案，市民普遍表示欢迎。",
        "新线下月开通。",
        "另一段从这里开始。",
    ]


def test_a_quote_left_open_does_not_swallow_the_article():
    text = "他说：“我不知道。我真的不知道。" + "这一句很普通。" * 50
    assert len(texts(text)) == 52


def test_a_very_long_line_is_split_in_linear_time():
    text = "他说：“这件事我们已经谈过很多次了，没有结果。”她表示，还要再谈。" * 3000
    assert len(split_zh(text)) == 6000


def test_empty_and_blank_texts_have_no_sentences():
    assert split_zh("") == []
    assert sentences(" \n　", "zh") == []
    assert split_zh(" \n") == [(0, 2)]
