"""Days that have no month in the source get none."""

import pytest

from aligner.translation.english.days import plain_days


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        (
            "部长26日表示",
            "The minister said on February 26 that",
            "The minister said on the 26th that",
        ),
        ("6日20时通报", "briefed on January 6 20:00", "briefed at 20:00 on the 6th"),
        (
            "下月6日至9日访问",
            "from 6 to September next month",
            "from the 6th to the 9th next month",
        ),
        ("6日至9日，9月结束", "from 6 to September", "from 6 to September"),
        ("本月8日访问", "visited on March 8", "visited on the 8th"),
        ("29日，30日", "On January 29 and January 30", "On the 29th and the 30th"),
        ("1日会议", "October 1 saw a meeting", "The 1st saw a meeting"),
        ("会议于9月26日举行", "on September 26", "on September 26"),
        ("9月25日和26日", "September 25 and September 26", "September 25 and September 26"),
        ("部长26日表示", "on May 5, 2020", "on May 5, 2020"),
        ("九月的26日", "on September 26", "on September 26"),
        ("12日报告，截至9月11日", "on May 12, by September 11", "on the 12th, by September 11"),
        ("26日本队获胜", "on May 26", "on May 26"),
        ("昨天（12日）续审", "yesterday (12)", "yesterday (12th)"),
        ("昨（12）日续审", "yesterday (12)", "yesterday (12th)"),
        ("定于1月12日（星期日）上午", "on Sunday (Sunday)", "on Sunday (January 12)"),
        ("22日（星期二）接报", "On Tuesday (22)", "On Tuesday (22nd)"),
        ("预计10日前通车", "due to open 10 days ago", "due to open before the 10th"),
        ("须于15日前提交", "submitted before 15 days.", "submitted before the 15th."),
        ("他10日前离开", "He left 10 days ago", "He left 10 days ago"),
        ("12人昨天（2日）续审", "12 yesterday (2)", "12 yesterday (2nd)"),
        ("8日6时21分", "It landed on August 8 6:21", "It landed at 6:21 on the 8th"),
        ("30日8时，中心", "On March 30, 8:00 it hit", "At 8:00 on the 30th it hit"),
        ("他有（12）个", "he has (12)", "he has (12)"),
    ],
)
def test_a_day_without_a_month_has_none(source: str, text: str, expected: str) -> None:
    assert plain_days(source, text) == expected
