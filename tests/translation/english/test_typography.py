"""Spaces and endings of English output."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.translation.english.typography import ordinal, typeset


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("said( Reuters ) on Monday", "said (Reuters) on Monday"),
        ("the agency(this newspaper)", "the agency (this newspaper)"),
        ("“ We agree ”, he said", "“We agree”, he said"),
        ("the cyclone ‘ Gull’ left", "the cyclone ‘Gull’ left"),
        ("the U. S. and the U. N.", "the U.S. and the U.N."),
        ("the 12nd and the 3th, the 22th", "the 12th and the 3rd, the 22nd"),
        ("He left .", "He left."),
        ("bread , milk ; tea", "bread, milk; tea"),
        ("the 1,022th and 3,000th match", "the 1,022nd and 3,000th match"),
        ("$420 dollars and €32 billion euros", "$420 and €32 billion"),
        ("a €5 billion euro zone fund", "a €5 billion euro zone fund"),
        ("$2 billion dollar-denominated bonds", "$2 billion dollar-denominated bonds"),
        ("A island, a apple and an year", "An island, an apple and a year"),
        ("Schmidt (Anna Schmidt told reporters", "Schmidt (Anna Schmidt) told reporters"),
        ("RMB10.3 trillion yuan, NT$33.012 yuan", "10.3 trillion yuan, NT$33.012"),
        ("New Taiwan dollars RMB4.86 million yuan", "NT$4.86 million"),
        ("New Taiwan dollars 500 million dollars", "NT$500 million"),
        ("the researcher Dr. Dr Max Schultze", "the researcher Dr. Max Schultze"),
        ("at the University of Minglan University", "at Minglan University"),
        (
            "Mcclendon paid 12 million new Taiwan dollars",
            "McClendon paid 12 million New Taiwan dollars",
        ),
        ("9 million dong (About $360) a month", "9 million dong (about $360) a month"),
        ("rose 15.2%,earnings grew", "rose 15.2%, earnings grew"),
        ("1.The ministry agreed;", "1. The ministry agreed;"),
        ("at 11:00 am.m, until 5:30pm.", "at 11:00 a.m., until 5:30 p.m."),
        ("at 4:30 p.m. p.m., 8:15 p.m. evening", "at 4:30 p.m., 8:15 p.m."),
        ("945hPa, 1.2km and 49kg", "945 hPa, 1.2 km and 49 kg"),
        ("the GP-50kg and a 5kgf load", "the GP-50kg and a 5kgf load"),
        ("the new Taiwan Dollar rose", "the New Taiwan Dollar rose"),
        ("the 62ndnd awards, received$2.1 million", "the 62nd awards, received $2.1 million"),
        ("from 40 seconds to 1 minutes", "from 40 seconds to 1 minute"),
        ("a film by Alan White).", "a film by Alan White."),
        # Right already.
        ("0.1 minutes, 1:1 days, US$5 and 11 hours", "0.1 minutes, 1:1 days, US$5 and 11 hours"),
        ("1) tea; b) milk :)", "1) tea; b) milk :)"),
        ("from 5 a.m. to 7 p.m., 3.5m", "from 5 a.m. to 7 p.m., 3.5m"),
        ("OPPO,vivo and bread;milk, Net:www.a.cn", "OPPO, vivo and bread; milk, Net: www.a.cn"),
        ("In MarchCPI rose, Marchetti fell", "In March CPI rose, Marchetti fell"),
        ("RMB200,000 yuan, RMB1.5 billion yuan", "200,000 yuan, 1.5 billion yuan"),
        ("showed thatobjective response rate", "showed that objective response rate"),
        ("the prospectusus, repurpurchased", "the prospectus, repurchased"),
        ("profit attributable toable to holders", "profit attributable to holders"),
        ("$20.09 million yuan, US$$120 million", "20.09 million yuan, US$120 million"),
        # Right already.
        (
            "RMB200,000, 3,000 f(x,y) at 08:00 std::vector",
            "RMB200,000, 3,000 f(x,y) at 08:00 std::vector",
        ),
        ("(The minister agreed.) He (Li Na) left", "(The minister agreed.) He (Li Na) left"),
        ("$420 Hong Kong dollars", "$420 Hong Kong dollars"),
        ("He left. (About 40 stayed.) a new Taiwan", "He left. (About 40 stayed.) a new Taiwan"),
        ("the Bank of China and McDonald's", "the Bank of China and McDonald's"),
        (
            "an hour, a one-year European plan, an honest heir",
            "an hour, a one-year European plan, an honest heir",
        ),
        (
            "a European, a once great, an NBA star, an xray",
            "a European, a once great, an NBA star, an xray",
        ),
        ("words,“ he said", "words,“ he said"),
        ("employee(s) of f(x), H(2)O", "employee(s) of f(x), H(2)O"),
        ("at 3 . 5 and .NET", "at 3 . 5 and .NET"),
        ("U. Smith and U.S. Steel", "U. Smith and U.S. Steel"),
        ("the 1st, 11th and 112th", "the 1st, 11th and 112th"),
        ('"Yes," she said. "No."', '"Yes," she said. "No."'),
    ],
)
def test_marks_and_endings_are_set_as_in_print(given_text, expected):
    assert typeset(given_text) == expected


@given(st.text("aU. S(“”)[]1n2dth,;:?!", max_size=40))
def test_typesetting_twice_is_typesetting_once_and_keeps_the_letters(text):
    once = typeset(text)
    assert typeset(once) == once
    assert [c for c in once if c in "aUS"] == [c for c in text if c in "aUS"]


@given(st.integers(0, 10_000))
def test_an_ordinal_ends_as_it_is_spoken(number):
    last = ordinal(number)[-2:]
    assert last == ("th" if number % 100 in (11, 12, 13) else last)
    assert (last == "th") is (number % 10 not in (1, 2, 3) or number % 100 in (11, 12, 13))
