"""Days with times and weekdays as the model copies or knows them."""

import pytest

from aligner.translation.source.day_times import english_day_times


@pytest.mark.parametrize(
    ("source", "given"),
    [
        ("青禾县5日20时至6日8时30分有雨", "青禾县 8 p.m. on the 5th 至 8:30 a.m. on the 6th 有雨"),
        ("3日凌晨2点—4日晚9点半，", "2 a.m. on the 3rd 至 9:30 p.m. on the 4th，"),
        ("截至6日18时，全县", "截至 6 p.m. on the 6th，全县"),
        ("截至22日12:00，", "截至 noon on the 22nd，"),
        ("法院22日（星期二）判决", "法院星期二（22日）判决"),
        # What the model does better with, or what may be read in two ways.
        ("比赛24日20时开始", "比赛24日20时开始"),
        ("7月5日20时至6日20时", "7月5日20时至6日20时"),
        ("会议3月22日（星期二）举行", "会议3月22日（星期二）举行"),
        ("截至2日晚12时，", "截至2日晚12时，"),
        ("截至6日18时间", "截至6日18时间"),
        ("截至11月6日18时，", "截至11月6日18时，"),
        ("20日至22日（星期二）", "20日至22日（星期二）"),
    ],
)
def test_times_on_days_of_no_month_are_given_in_english(source: str, given: str) -> None:
    assert english_day_times(source) == given
    assert english_day_times(given) == given
