"""Years come without a comma, amounts keep theirs."""

import pytest

from aligner.translation.english.years import plain_codes, plain_years


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("这一改革从2012年到2018年实施。", "From 2012 to 2,018.", "From 2012 to 2018."),
        ("2017-2018年流感季", "the 2017-2,018 flu season", "the 2017-2018 flu season"),
        ("2011-2017赛季", "seasons from 2,011 to 2,017", "seasons from 2011 to 2017"),
        ("1000年前", "1,000 years ago", "1,000 years ago"),
        ("持续了2000年", "a 2,000-year war", "a 2,000-year war"),
        ("2019年有2019例", "In 2,019, 2,019 cases", "In 2,019, 2,019 cases"),
        ("2019年花费2018.5元", "2,018.5 yuan in 2,019", "2,018.5 yuan in 2019"),
        ("2019例", "2,019 cases", "2,019 cases"),
        ("2019年的$2,019", "$2,019 in 2,019", "$2,019 in 2019"),
    ],
)
def test_only_years_of_the_source_lose_their_comma(source: str, text: str, expected: str) -> None:
    assert plain_years(source, text) == expected


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("可拨打12377举报。", "Dial 12,377.", "Dial 12377."),
        (
            "热线电话：96110，已接12377个来电",
            "Hotline 96,110: 12,377 calls",
            "Hotline 96110: 12,377 calls",
        ),
        ("有12377人", "12,377 people", "12,377 people"),
        ("紧急调拨帐篷12000顶", "12,000 tents", "12,000 tents"),
        ("累计接听电话12000余个", "over 12,000 calls", "over 12,000 calls"),
        ("致电95588人工客服", "call 95,588", "call 95588"),
        ("客运专线1200公里", "1,200 km", "1,200 km"),
        ("拨打12377", "12,377,000 people", "12,377,000 people"),
        ("芯片天枢9000采用新工艺", "The chip Dubhe 9,000 uses", "The chip Dubhe 9000 uses"),
        ("人数近9000，", "Nearly 9,000 people", "Nearly 9,000 people"),
        ("股份代号9986", "the stock code is 9,986", "the stock code is 9986"),
        ("请致电2345 6789查询", "please call 2,3456,789", "please call 2345 6789"),
        ("查询热线：1800 255 6000", "hotline: 18,002,556,000", "hotline: 1800 255 6000"),
        ("电话已打2345次", "2,345 calls", "2,345 calls"),
        ("Jalan Sultan, 50000 Kuala Lumpur举行", "50,000 Kuala Lumpur", "50000 Kuala Lumpur"),
        ("门票RM 30000元", "RM 30,000", "RM 30,000"),
    ],
)
def test_telephone_numbers_have_no_comma(source: str, text: str, expected: str) -> None:
    assert plain_codes(source, text) == expected
