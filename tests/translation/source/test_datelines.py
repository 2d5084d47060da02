"""Datelines and bylines by rule; the cases are in ``tests/data/datelines.tsv``."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.text.normalize import normalize
from aligner.translation.names.pinyin import person, place
from aligner.translation.options import ScriptChoice
from aligner.translation.source.datelines import byline, places, split_dateline
from aligner.translation.tokenizer import Tokenizer
from aligner.translation.units import prepare

TABLE = Path(__file__).parents[2] / "data" / "datelines.tsv"
CASES = [
    tuple("" if field == "-" else field for field in line.split("\t"))
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("sentence", "english", "rest"), CASES)
def test_a_dateline_becomes_english_and_the_rest_is_left(sentence, english, rest):
    text = normalize(sentence, "zh")
    found = (byline(text), "") if byline(text) else split_dateline(text)
    assert found == (english, normalize(rest, "zh"))


@pytest.mark.parametrize(
    ("name", "english"),
    [("王小明", "Wang Xiaoming"), ("欧阳青", "Ouyang Qing"), ("单霁", "Shan Ji"), ("本报", None),
     ("张朝和", "Zhang Chaohe"), ("李纯朴", "Li Chunpu"),
     ("吕安", "Lyu An"), ("曾欧安", "Zeng Ou'an"), ("公司", None), ("司马", None), ("王", None)],
)  # fmt: skip
def test_a_name_in_pinyin_has_the_surname_first(name, english):
    assert person(name) == english


def test_a_place_in_pinyin_is_one_word():
    assert [place(name) for name in ("石家庄", "西安", "重庆", "六安")] == [
        "Shijiazhuang",
        "Xi'an",
        "Chongqing",
        "Lu'an",
    ]


def test_the_table_of_places_is_clean():
    assert all(re.fullmatch(r"[\u4e00-\u9fff]{2,}", name) for name in places())
    assert all(re.fullmatch(r"[A-Z][A-Za-z.' -]+", english) for english in places().values())


@given(st.text("（）本报新华社北京首尔/7月26日综合讯电记者 王小明：，。", max_size=30))
def test_what_is_left_is_the_end_of_the_sentence(text):
    english, rest = split_dateline(text)
    assert text.endswith(rest)
    assert english or rest == text
    assert english.isascii() or english.endswith(" —")


def test_only_the_first_sentence_of_a_segment_has_a_dateline(model_dir):
    line = "本报讯（记者 王小明）会谈结束。新华社北京7月26日电（记者 王小明）说。"
    (segment,) = prepare([line], Tokenizer.load(model_dir), ScriptChoice.AUTO, 128)
    assert [(unit.text, bool(unit.pieces)) for unit in segment.units] == [
        ("Staff report (Reporter Wang Xiaoming) —", False),
        ("会谈结束。", True),
        ("新华社北京7月26日电（记者 王小明）说。", True),
    ]
