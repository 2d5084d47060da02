"""Kilowatt-hours stay kilowatt-hours."""

import pytest

from aligner.translation.english.energy import with_hours


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        (
            "发电3亿千瓦时",
            "generated 300 million kilowatts",
            "generated 300 million kilowatt-hours",
        ),
        ("每兆瓦时", "per megawatt", "per megawatt-hour"),
        # Right already, or both are in the source.
        ("3亿千瓦时", "300 million kilowatt hours", "300 million kilowatt hours"),
        ("3亿千瓦时", "300 million kilowatt-hours", "300 million kilowatt-hours"),
        ("装机20万千瓦，发电3亿千瓦时", "200,000 kilowatts", "200,000 kilowatts"),
    ],
)
def test_hours_are_not_lost(source, text, expected):
    assert with_hours(source, text) == expected
    assert with_hours(source, expected) == expected
