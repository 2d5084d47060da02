"""Dates in brackets have the month of the source."""

import pytest

from aligner.translation.english.bracketed_months import right_months


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("星期四（7月3日）说", "said on Thursday (May 3)", "said on Thursday (July 3)"),
        ("周日（12月20日）", "On Sunday (Fcember 20)", "On Sunday (December 20)"),
        ("（2025年2月16日）", "(Fruary 16, 2025)", "(February 16, 2025)"),
        ("12月25日（周三）晚", "on Wednesday (Fember 25)", "on Wednesday (December 25)"),
        ("周日（9月20日）", "on Sunday (Sept. 20)", "on Sunday (Sept. 20)"),
        ("8月3日至周四（7月3日）", "August 3 (August 3)", "August 3 (August 3)"),
        ("周四（7月3日）", "July 3 (Chapter 3)", "July 3 (Chapter 3)"),
        ("周四（7月3日）", "on Thursday (Page 3.5)", "on Thursday (Page 3.5)"),
    ],
)
def test_months_in_brackets_are_those_of_the_source(source, text, expected):
    assert right_months(source, text) == expected
