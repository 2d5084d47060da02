"""Amounts of mu stay mu."""

import pytest

from aligner.translation.english.land import land_in_mu


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("全村150亩果园", "A village of 150 acres of fruit", "A village of 150 mu of fruit"),
        ("面积3500万亩", "an area of 35 million acres", "an area of 35 million mu"),
        ("6000多亩，20多公顷", "6,000 acres, 20 hectares", "6,000 mu, 20 hectares"),
        ("建设960亩基地", "built a 960-acre base", "built a 960-mu base"),
        # converted, or another unit
        ("占地960亩", "covers 158 acres", "covers 158 acres"),
        ("占地960英亩", "covers 960 acres", "covers 960 acres"),
        ("占地64公顷，亩产500斤", "covers 64 hectares", "covers 64 hectares"),
    ],
)
def test_land_in_mu(source, text, expected):
    assert land_in_mu(source, text) == expected
    assert land_in_mu(source, expected) == expected
