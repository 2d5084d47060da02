"""People whom a translation names and its source does not."""

import pytest

from aligner.translation.added_people import people_added
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
