"""Dates that no candidate has, as English writes them."""

import pytest

from aligner.translation.names.spelt_names import respelled
from aligner.translation.source.spelt_dates import dates_lost_by_all


@pytest.mark.parametrize(
    ("source", "texts", "given"),
    [
        (
            "星期一（7月7日）公布",
            ["Monday (June 7)", "Monday (January 7)"],
            "星期一（July 7）公布",
        ),
        ("2025年3月4日签署", ["Signed in 2025"], "March 4, 2025 签署"),
        ("去年3月4日签署", ["Signed on May 9"], "去年 March 4 签署"),
        ("7月7日公布", ["On June 7", "On July 7"], "7月7日公布"),
        ("26日公布", ["It was announced"], "26日公布"),
        ("5月公布", ["It was announced"], "5月公布"),
    ],
)
def test_dates_lost_by_all_are_given_in_english(source, texts, given):
    assert respelled(source, dates_lost_by_all(source, texts)) == given
