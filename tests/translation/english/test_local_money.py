"""What 元 is in papers of Hong Kong, Singapore and Taiwan."""

import pytest

from aligner.translation.english.local_money import in_local_money, local_money


@pytest.mark.parametrize(
    ("article", "money"),
    [
        ("（香港讯）溢利12.6亿元。", "Hong Kong dollars"),
        ("（联合早报讯）捐款1200万元。", "Singapore dollars"),
        ("（中央社记者林文彬台北11日电）投资120亿元。", "New Taiwan dollars"),
        ("组屋售价60万元，公积金可付，合6亿新元。", "Singapore dollars"),
        ("立法院审预算5亿元，行政院增新台币1亿元。", "New Taiwan dollars"),
        # Not plain: a mainland paper, the mainland's money, or no place at all.
        ("新华社香港1日电 公司募资5亿元，港股上市，本港投资者认购2亿港元。", ""),
        ("（香港讯）公司获人民币3亿元，另付5000万元。", ""),
        ("公司获利3亿元，另有2亿港元。", ""),
        ("（北京综合讯）公司获利3亿元。", ""),
        ("（香港讯）溢利12.6亿新元，（新加坡讯）3亿元。", ""),
        ("（香港讯）没有钱。", ""),
        ("（香港综合讯）车商募资80亿港元，入场费6464.5港元，去年营收427亿元。", ""),
    ],
)
def test_whose_money_it_is_must_be_plain(article: str, money: str) -> None:
    assert local_money([article]) == money


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("来回38元", "The fare is 38 yuan.", "The fare is 38 Singapore dollars."),
        ("一元", "for 1 yuan", "for 1 Singapore dollar"),
        ("5000元奖金", "a 5,000-yuan prize", "a 5,000-Singapore-dollar prize"),
        ("3亿多元", "over 300 million yuan", "over 300 million Singapore dollars"),
        ("多元社会", "a society of yuan", "a society of yuan"),
        ("立法院", "the Legislative Yuan", "the Legislative Yuan"),
    ],
)
def test_yuan_of_sums_are_dollars_of_the_place(source: str, text: str, expected: str) -> None:
    assert in_local_money(source, text, "Singapore dollars") == expected
