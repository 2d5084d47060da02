"""Figures with commas in impossible places are those of the source."""

import pytest

from aligner.translation.english.digit_groups import regrouped


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("中间价为7.1027", "at 7.1,027.", "at 7.1027."),
        ("投票3951万4973人", "3,951,4973 voters", "39,514,973 voters"),
        ("上限为23854盾", "a cap of 2,3854", "a cap of 23854"),
        ("致电18222查询", "call 1,8222", "call 18222"),
        ("美团（03690）", "Meituan (0,3,690)", "Meituan (03690)"),
        ("以165万8888元成交", "for 1,658,8888 yuan", "for 1,658,888 yuan"),
        ("23854人和23855人", "2,3856 people", "2,3856 people"),
        ("有23854人", "23,854 people, 1.5.2, 1,2,3", "23,854 people, 1.5.2, 1,2,3"),
    ],
)
def test_impossible_groups_become_what_was_given(source: str, text: str, expected: str) -> None:
    assert regrouped(source, text) == expected
