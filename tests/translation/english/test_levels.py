"""Points of an index are no hours of the day."""

import pytest

from aligner.translation.english.levels import plain_points


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("大涨512点", "rose 512 p.m. today", "rose 512 points today"),
        ("收于19876.54点", "closed at 19,876.54 p.m.", "closed at 19,876.54 points."),
        ("时速69.2万公里", "at 692,000 p.m. per hour", "at 692,000 per hour"),
        ("下午3点", "at 3 p.m.", "at 3 p.m."),
        ("15时30分", "at 1530 p.m., 15:30 p.m.", "at 1530 p.m., 15:30 p.m."),
        ("下午2时30分", "at 2.30 p.m., 930 p.m.", "at 2.30 p.m., 930 p.m."),
        ("降息25个基点", "cut 25 base points", "cut 25 basis points"),
        ("降息25个基点", "cut 25 bases in March", "cut 25 basis points in March"),
        ("25个军事基地", "25 bases", "25 bases"),
        ("12点", "at 12 p.m.", "at 12 p.m."),
    ],
)
def test_what_is_no_hour_is_none(source: str, text: str, expected: str) -> None:
    assert plain_points(source, text) == expected
