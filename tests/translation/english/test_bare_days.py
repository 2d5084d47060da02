"""Bare numbers that can only be days are written as days."""

import pytest

from aligner.translation.english.bare_days import ordinal_days


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("据媒体30日报道", "According to media 30,", "According to media on the 30th,"),
        ("海军5日证实", "The navy confirmed on 5 days", "The navy confirmed on the 5th"),
        ("疫苗于10日运抵", "Vaccines arrived at 10.", "Vaccines arrived on the 10th."),
        ("气象站30日8时", "The station 30, 8:00", "The station on the 30th, 8:00"),
        ("自20日起上街", "took to the streets from 20th", "took to the streets from the 20th"),
        ("26日晚", "late 26", "late on the 26th"),
        ("17日会谈30分钟", "talked 17 for 30 minutes", "talked on the 17th for 30 minutes"),
    ],
)
def test_a_number_that_is_only_a_day_is_an_ordinal(source: str, text: str, expected: str) -> None:
    assert ordinal_days(source, text) == expected


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("近20日没有下雨", "no rain for 20 days"),
        ("15日，15人获救", "On 15 15 people"),
        ("9月26日", "on September 26"),
        ("26日", "on Sept. 26"),
        ("2日和3日", "on November 2 and 3"),
        ("两针须相隔至少28日", "at least 28 days apart"),
        ("两针相隔28日", "28 days apart"),
        ("5日内答复", "an answer within 5 days"),
        ("为期6日的展览", "a 6-day exhibition"),
        ("17日", "17 people"),
        ("17日", "the 17th, and 17 more"),
        ("8日比赛", "a 3-8 win"),
        ("24日本人", "24 Japanese"),
    ],
)
def test_what_may_be_anything_else_stays(source: str, text: str) -> None:
    assert ordinal_days(source, text) == text
