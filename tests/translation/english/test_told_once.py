"""Days and times are told once where the source tells them once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.translation.english.told_once import told_once


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        (
            "两国星期二（3月4日）会谈",
            "The two on Tuesday (March 4) held talks on Tuesday (March 4), he said",
            "The two on Tuesday (March 4) held talks, he said",
        ),
        ("上午9时举行", "held at 9:00 a.m. at 9:00 in the hall", "held at 9:00 a.m. in the hall"),
        ("3月4日举行", "On March 4, it met on March 4.", "On March 4, it met."),
        ("本月开业", "It opened this month, busy this month.", "It opened this month, busy."),
        (
            "上季毛利率39%",
            "from 39% last season to 37% last season.",
            "from 39% last season to 37%.",
        ),
        # The source tells it twice, or something else is told.
        ("周二会谈，下周二再谈", "They met on Tuesday, and meet on Tuesday.", None),
        ("周二会谈", "They met on Tuesday and on Wednesday.", None),
        ("3月4日会谈", "They met on March 4 and on March 5.", None),
        ("9时开始", "It began at 9:00 and ended at 9:30.", None),
        ("5日开始", "It began on the 5th.", None),
        ("去年第三季比上年同期", "last year over last year", None),
        ("今年出口和今年进口", "exports this year and imports this year", None),
        ("会谈", "", None),
    ],
)
def test_what_is_told_twice_is_cut(source: str, text: str, expected: str | None) -> None:
    assert told_once(source, text) == (text if expected is None else expected)


@given(
    st.text("周二3月4日（）9时本", max_size=12),
    st.text("on at Tuesday March4,()9:0. this month", max_size=60),
)
def test_cutting_twice_is_cutting_once(source: str, text: str) -> None:
    once = told_once(source, text)
    assert told_once(source, once) == once
