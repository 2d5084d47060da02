"""Times that stand bare have their preposition."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.translation.english.clocks import at_clocks


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("赖政宏8点50分致歉", "Lai Zhenghong 8:50 apologized", "Lai Zhenghong at 8:50 apologized"),
        ("6日20时通报", "on the 6th 20:00 briefed", "on the 6th at 20:00 briefed"),
        ("晚间8时30分致谢", "spoke 8:30 p.m. there", "spoke at 8:30 p.m. there"),
        ("9时开始", "began at 9:00", "began at 9:00"),
        ("9时至10时", "from 9:00 to 10:00", "from 9:00 to 10:00"),
        ("当地时间9时", "local time 9:00", "local time 9:00"),
        ("2小时09分", "won 2:09:47", "won 2:09:47"),
        ("中国队24:20领先", "China led 24:20 then", "China led 24:20 then"),
        ("他读约翰福音", "read John 3:16", "read John 3:16"),
    ],
)
def test_a_bare_time_gets_its_preposition(source: str, text: str, expected: str) -> None:
    assert at_clocks(source, text) == expected


@given(st.text("he at the 8:50 ,.on6th", max_size=40))
def test_twice_is_once(text: str) -> None:
    once = at_clocks("8点50分", text)
    assert at_clocks("8点50分", once) == once
