"""People whom a translation names and its source does not, or not so often."""

import pytest

from aligner.translation.names.added_people import people_added, people_repeated
from aligner.translation.traits import value_errors


@pytest.mark.parametrize(
    ("source", "text", "added"),
    [("漳州、泉州三市停课。", "Zhangzhou and Xi Jinping closed schools.", ("Xi Jinping",)),
     ("习近平抵达泉州。", "Xi Jinping arrived in Quanzhou.", ()),
     ("特朗普说不。", "President Donald Trump said no.", ()),
     ("主任王义到场。", "Director Wang Yi was there.", ()),
     ("主任李四到场。", "Director Wang Yi was there.", ("Wang Yi",)),
     ("Xi Jinping来了。", "Xi Jinping came.", ()),
     ("会议结束。", "The Meeting Of All ended.", ())],
)  # fmt: skip
def test_people_of_the_news_must_stand_in_the_source(source, text, added):
    assert people_added(source, text) == added
    assert value_errors(source, text)[3] >= len(added)


@pytest.mark.parametrize(
    ("source", "text", "times"),
    [("经济学家冯绍庭表示不会。", "Feng Shaoting, economist Feng Shaoting said no.", 1),
     ("经济学家冯绍庭表示不会。", "Economist Feng Shaoting said no, Feng added.", 0),
     ("冯绍庭表示，市长冯绍庭说不。", "Feng Shaoting said Mayor Feng Shaoting said no.", 0),
     ("首尔大学开学，首尔下雨。", "Seoul, Seoul, Seoul", 0)],
)  # fmt: skip
def test_a_person_is_not_named_oftener_than_the_source_does(source, text, times):
    assert people_repeated(source, text) == times


def test_a_person_named_too_often_counts_among_the_errors():
    source = "经济学家冯绍庭表示不会。"
    once, twice = "Economist Feng Shaoting said no.", "Feng Shaoting, economist Feng Shaoting said"
    assert value_errors(source, once)[3] == 0
    assert value_errors(source, twice)[3] == 1
