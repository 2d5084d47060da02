"""Labels, credits and bylines by rule; the cases are in ``tests/data/formulas.tsv``."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.text.normalize import normalize
from aligner.text.script import to_simplified
from aligner.translation.source.formulas import known_parts, labels

CASES = [
    tuple("" if field == "-" else field for field in line.split("\t"))
    for line in (Path(__file__).parents[2] / "data" / "formulas.tsv")
    .read_text(encoding="utf-8")
    .splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("sentence", "english", "rest"), CASES)
def test_a_formula_becomes_english_and_the_rest_is_left(sentence, english, rest):
    text = to_simplified(normalize(sentence.removeprefix("…"), "zh"))
    found = known_parts(text, first=not sentence.startswith("…"))
    assert (found.before or found.after, found.rest) == (english, normalize(rest, "zh"))


@given(st.text("（）【】本报讯记者王小明摄延伸阅读来源：:作者 。", max_size=16), st.booleans())
def test_what_is_left_is_in_the_sentence(text, first):
    before, rest, after = known_parts(text, first=first)
    assert rest in text
    assert before or after or rest == text


def test_the_table_of_labels_is_clean():
    assert len(labels()) > 80
    assert all(re.fullmatch(r"[\u4e00-\u9fff]{1,8}", label) for label in labels())
    assert all(re.fullmatch(r"[A-Z][A-Za-z' -]+", english) for english in labels().values())
