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
        ("造成2299人死亡", "killing 2,2999.", "killing 2,299."),
        ("2299人和3400人", "2,299 and 3,44000", "2,299 and 3,44000"),
        ("2299人和2999人", "2,2999", "2,2999"),
        ("23854人和23855人", "2,3856 people", "2,3856 people"),
        ("2055万亩，40.77公斤", "20.5 million mu, 40.7 kg", "20.55 million mu, 40.77 kg"),
        ("700.4万户", "7.04 million households", "7.004 million households"),
        ("3.45%和3.4%", "3.45% and 3.4%", "3.45% and 3.4%"),
        ("3.45%和3.41%", "by 3.4%", "by 3.4%"),
        ("热线021-62345678", "call 021-62345687", "call 021-62345678"),
        ("热线021-62345678", "in 2020-2021", "in 2020-2021"),
        ("有23854人", "23,854 people, 1.5.2, 1,2,3", "23,854 people, 1.5.2, 1,2,3"),
    ],
)
def test_impossible_groups_become_what_was_given(source: str, text: str, expected: str) -> None:
    assert regrouped(source, text) == expected
