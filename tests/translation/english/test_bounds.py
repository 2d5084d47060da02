"""Bounds of the source that an output turns round are turned back."""

import pytest

from aligner.translation.english.bounds import right_bounds


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("停留不超过30天", "stay more than 30 days", "stay no more than 30 days"),
        ("支出预计不超过14亿美元", "to exceed US$1.4 billion", "not to exceed US$1.4 billion"),
        ("费用不超过14亿美元", "exceeds $1.4 billion", "does not exceed $1.4 billion"),
        ("最多400只", "more than 400 bats", "no more than 400 bats"),
        ("比例不低于30%", "less than 30%", "no less than 30%"),
        ("至少5人丧生", "Fewer than 5 people died", "No less than 5 people died"),
        ("流量不足8万人", "over 80,000 people", "less than 80,000 people"),
        ("逾60%的人", "less than 60% of people", "more than 60% of people"),
    ],
)
def test_a_bound_that_is_turned_round_is_turned_back(source: str, text: str, expected: str) -> None:
    assert right_bounds(source, text) == expected


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("停留不超过30天", "not stay for more than 30 days"),
        ("停留不超过30天", "stays can't be more than 30 days"),
        ("停留不超过30天", "up to 30 days"),
        ("停留不超过30天，另有30人", "more than 30 days, 30 others"),
        ("比例不低于30%", "more than 30%"),
        ("超过30天", "more than 30 days"),
        ("低于5%", "down from 5%"),
        ("有30天", "more than 30 days"),
        ("未超过30天", "no more than 30 days"),
    ],
)
def test_a_bound_that_is_right_or_unclear_stays(source: str, text: str) -> None:
    assert right_bounds(source, text) == text
