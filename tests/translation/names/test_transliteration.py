"""Transliterated names get a spelling that sounds like them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.translation.names.sounds import distance
from aligner.translation.names.transliteration import Transliterations

MODEL = Transliterations.shipped()


@pytest.mark.parametrize(
    ("name", "likely", "unlikely"),
    [
        ("维隆内拉", "Veronella", "Surrey"),
        ("科瓦尔丘克", "Kovalchuk", "Corvark"),
        ("海姆达尔", "Heimdal", "Seamdar"),
        ("霍恩贝格", "Hohenberg", "Hagen"),
        ("瓦文萨", "Wałęsa", "Vance"),
    ],
)
def test_the_right_spelling_costs_less(name, likely, unlikely):
    assert MODEL.cost(name, likely) < MODEL.cost(name, unlikely)


@given(st.text("卡瓦尼奥罗萨里亚维隆内拉贝尔托施塔克", min_size=2, max_size=6))
def test_a_spelling_by_rule_sounds_like_the_name_and_is_the_same_again(name):
    spelt = MODEL.spell(name)
    assert spelt == MODEL.spell(name) == spelt.capitalize()
    assert distance(name, spelt) <= 0.5
    assert MODEL.cost(name, spelt) < math.inf


def test_what_has_no_reading_in_the_table_is_not_spelt():
    assert MODEL.spell("你们") == ""
