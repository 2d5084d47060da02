"""A range that lost one of its ends."""

import pytest

from aligner.translation.half_ranges import half_ranges


@pytest.mark.parametrize(
    ("source", "text", "count"),
    [
        ("年龄介于52岁至68岁", "aged 52 to 68", 0),
        ("增长5%至6%", "grew between 5 and 6 percent", 0),
        ("增长5%至6%", "grew nearly 6 percent", 1),
        ("增长5%至6%", "grew", 0),
        ("30至40人，其中30人", "30 people", 0),
        ("数万人", "tens of thousands of people", 0),
    ],
)
def test_a_range_keeps_both_its_ends(source: str, text: str, count: int) -> None:
    assert half_ranges(source, text) == count
