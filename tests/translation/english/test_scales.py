"""Amounts of the source in full words, and nothing else."""

import pytest

from aligner.translation.english.scales import spelt_scales


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        (
            "每周从500万只增至1100万只",
            "from 5m to 11m a week",
            "from 5 million to 11 million a week",
        ),
        (
            "投资1.2万亿元，其中34亿美元",
            "1.2tn yuan, US$3.4bn",
            "1.2 trillion yuan, US$3.4 billion",
        ),
        ("售出150万至200万部", "1.5m to 2 mn phones", "1.5 million to 2 million phones"),
        # not the source's, or a measure
        ("塔高300米", "a 300m tower", "a 300m tower"),
        ("共500万元，塔高300米", "5 million yuan, 300m tall", "5 million yuan, 300m tall"),
        ("投资34亿元", "an investment of $5bn", "an investment of $5bn"),
    ],
)
def test_amounts_of_the_source_are_written_in_words(source, text, expected):
    assert spelt_scales(source, text) == expected
    assert spelt_scales(source, expected) == expected
