import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.text.split import sentences
from aligner.text.split_en import EnOptions, split_en
from tests.text.golden import read_cases

CASES = read_cases("split_en.tsv")
PIECES = st.lists(
    st.sampled_from(
        [
            "Mr. ",
            "U.S. ",
            "He ",
            "left. ",
            "said",
            '"',
            "“",
            "”",
            "(",
            ")",
            "... ",
            "! ",
            "? ",
            "3.5 ",
            "No. ",
            "a.m. ",
            "\n",
            "I ",
            "J. ",
            "The ",
            "好。",
        ]
    ),
    max_size=25,
).map("".join)


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_golden_case_is_split_as_a_linguist_would(text, expected):
    assert [text[a:b] for a, b in sentences(text, "en")] == expected.split("|")


def test_there_are_over_200_golden_cases_and_none_twice():
    assert len(CASES) >= 200
    assert len({case[1] for case in CASES}) == len(CASES)


@given(PIECES)
@settings(max_examples=300)
def test_spans_join_back_to_the_text(text):
    spans = split_en(text)
    assert "".join(text[a:b] for a, b in spans) == text
    assert all(a < b for a, b in spans)


@given(PIECES)
@settings(max_examples=200)
def test_a_sentence_never_crosses_a_line_end(text):
    assert all("\n" not in text[a:b] for a, b in sentences(text, "en"))


def test_wrapped_lines_are_one_paragraph_until_a_blank_line():
    text = "The council met\non Friday. It\nagreed.\n\nNew paragraph\nhere."
    spans = split_en(text, EnOptions(wrapped=True))
    assert [" ".join(text[a:b].split()) for a, b in spans] == [
        "The council met on Friday.",
        "It agreed.",
        "New paragraph here.",
    ]


def test_a_very_long_line_is_split_in_linear_time():
    text = 'He met Mr. Lin (of the U.S.) at 5 p.m. "Is it over?" she asked. ' * 2000
    assert len(split_en(text)) == 4000


@pytest.mark.parametrize(("last", "count"), [("ijk", 2), ("IJK", 1)])
def test_a_word_glued_to_a_mark_is_looked_at_whole(last, count):
    word = ".".join(["Abc", *["de"] * 20, last])
    assert len(split_en(f"They go!{word} was said.")) == count


def test_empty_and_blank_texts_have_no_sentences():
    assert split_en("") == []
    assert sentences(" \n ", "en") == []
