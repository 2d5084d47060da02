"""Days and parts of this month, the last and the next keep their month."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.translation.english.now_months import with_now_months


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("上月25日会面", "met on the 25th in Tokyo", "met on the 25th of last month in Tokyo"),
        ("上月25日返回", "returned on January 25th.", "returned on the 25th of last month."),
        ("下月8日会谈", "talks on the 8th next month", "talks on the 8th of next month"),
        ("本月12日出访", "will go on the 12th month", "will go on the 12th month"),
        ("截至本月3日", "as of March this month", "as of the 3rd of this month"),
        ("本月8日前后", "around 8 this month", "around the 8th of this month"),
        ("上个月中旬", "And in mid-March, they", "And in the middle of last month, they"),
        ("下月下旬访华", "Late March, he will visit", "Late next month, he will visit"),
        ("本月上旬开业", "opened in early June", "opened early this month"),
        # told already, not the only day, another month, or no day
        ("上月25日", "on the 25th of last month", "on the 25th of last month"),
        ("上月25日，25日", "on the 25th, the 25th", "on the 25th, the 25th"),
        ("上月25日至3月5日", "the 25th to March 5", "the 25th to March 5"),
        ("上月25日至28日", "from the 25th to the 28th", "from the 25th to the 28th"),
        ("今年第25届", "the 25th festival", "the 25th festival"),
        (
            "上月25日第25届",
            "the 25th round on the 25th",
            "the 25th round on the 25th of last month",
        ),
        ("本月中旬", "in mid-March 5", "in mid-March 5"),
    ],
)
def test_a_month_that_counts_from_now_is_named(source: str, text: str, expected: str) -> None:
    assert with_now_months(source, text) == expected


@given(
    st.text("上本下个月日12中旬、，", max_size=12),
    st.text("on the 12th of March last month, mid-Jan", max_size=50),
)
def test_naming_it_twice_is_naming_it_once(source: str, text: str) -> None:
    once = with_now_months(source, text)
    assert with_now_months(source, once) == once
