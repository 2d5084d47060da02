"""Short forms as the model is given them; the cases are in ``tests/data/short_forms.tsv``."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.translation.source.countries import NAMES
from aligner.translation.source.short_forms import MARKET_TABLE, TABLE, written_out
from aligner.translation.tokenizer import Tokenizer

CASES = [
    line.split("\t")
    for line in (Path(__file__).parents[2] / "data" / "short_forms.tsv")
    .read_text(encoding="utf-8")
    .splitlines()
    if line and not line.startswith("#")
]
ROWS = [
    line.split("\t")
    for table in (TABLE, MARKET_TABLE)
    for line in table.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_short_form_is_written_out_and_nothing_else_is(case):
    assert written_out(case[0]) == case[-1]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_every_row_of_the_table_is_used(row):
    assert written_out(f"，{row[0]}。") == f"，{row[1]}。"


@given(st.text("".join(NAMES) + "国洲关系两冲突总统军媒核对援驻方、，4日的", max_size=16))
def test_full_names_stay_and_twice_is_once(text):
    once = written_out(text)
    for name in NAMES.values():
        assert once.count(name) >= text.count(name)
    assert written_out(once) == once


def test_the_tokenizer_writes_the_source_out_only_if_told(model_dir):
    plain, told = Tokenizer.load(model_dir), Tokenizer.load(model_dir, short_forms=True)
    assert told.encode(["俄乌冲突"]) == plain.encode(["俄罗斯和乌克兰之间的冲突"])
    assert told.encode(["俄乌冲突"]) != plain.encode(["俄乌冲突"])
    assert told.encode_target(["俄乌冲突"]) == plain.encode_target(["俄乌冲突"])
