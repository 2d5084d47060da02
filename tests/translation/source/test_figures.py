"""Numbers as the model is given them; the cases are in ``tests/data/figures.tsv``."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.text.numbers import find_quantities
from aligner.translation.source.figure import figure
from aligner.translation.source.figures import english_figures
from aligner.translation.tokenizer import Tokenizer

TABLE = Path(__file__).parents[2] / "data" / "figures.tsv"
CASES = [
    line.split("\t")
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("source", "expected"), CASES)
def test_numbers_in_wan_and_yi_are_written_as_in_english(source, expected):
    assert english_figures(source) == expected


@given(
    st.text(
        "0123456789一二两三十百千万亿多余至.,，人元第成分之时点半秒米小斤零下度:年代世纪本翻番个",
        max_size=24,
    )
)
def test_rewriting_twice_is_rewriting_once(text):
    once = english_figures(text)
    assert english_figures(once) == once


@given(st.integers(10**4, 10**15))
def test_a_figure_has_the_value_it_was_made_of(value):
    (found,) = find_quantities(f"It spent {figure(Decimal(value))} on this.", "en")
    assert found.value == pytest.approx(value, rel=1e-12)


def test_the_tokenizer_rewrites_the_source_only_if_told(model_dir):
    plain, told = Tokenizer.load(model_dir), Tokenizer.load(model_dir, figures=True)
    assert told.encode(["38万人"]) == plain.encode(["380,000人"])
    assert plain.encode(["38万人"]) != told.encode(["38万人"])
    assert told.encode_target(["38万人"]) == plain.encode_target(["38万人"])
