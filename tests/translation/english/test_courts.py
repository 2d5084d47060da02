"""Courts have the rank that the source gives them."""

import pytest

from aligner.translation.english.courts import ranked_courts


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("市中级人民法院", "the mid-level People's Court", "the Intermediate People's Court"),
        ("南京中院", "a middle-level court in Nanjing", "an Intermediate Court in Nanjing"),
        ("省高级人民法院", "the Supreme Court of the province", "the High Court of the province"),
        ("最高人民法院和高级人民法院", "the Supreme People's Court", "the Supreme People's Court"),
        ("美国最高法院", "the US Supreme Court", "the US Supreme Court"),
        ("中层干部", "middle-level courts", "middle-level courts"),
    ],
)
def test_a_court_has_its_rank(source: str, text: str, expected: str) -> None:
    assert ranked_courts(source, text) == expected
