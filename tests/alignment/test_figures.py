"""Sentences that differ in a name and a figure only."""

import pytest

from aligner.alignment.align import align, presplit
from aligner.alignment.amounts import amount_units
from tests.alignment.test_omissions import aligned, pairs

REGIONS = [
    ("云川", "Yunchuan", 3021, 5.1),
    ("平谷", "Pinggu", 874, 4.2),
    ("临江", "Linjiang", 12640, 6.3),
    ("南浦", "Nanpu", 5177, 3.9),
    ("东台", "Dongtai", 2390, 7.4),
    ("西关", "Xiguan", 7712, 2.8),
    ("北坪", "Beiping", 1455, 5.7),
    ("石桥", "Shiqiao", 9983, 6.6),
    ("白沙", "Baisha", 4068, 4.9),
    ("青岭", "Qingling", 6234, 3.3),
]
ZH = [f"{zh}前三季度生产总值{v}亿元，同比增长{up}%。" for zh, _, v, up in REGIONS]
EN = [
    f"{en}'s output in the first three quarters was {v / 10:,.1f} billion yuan, up {up} percent."
    for _, en, v, up in REGIONS
]


@pytest.mark.parametrize(
    ("zh_at", "en_at"),
    [
        ([0, 1, 3, 4, 6, 8, 9], [0, 2, 3, 5, 6, 7, 9]),
        ([1, 2, 4, 5, 7], [0, 2, 3, 5, 6, 7, 8]),
        ([0, 2, 4, 6, 8], [1, 2, 3, 5, 6, 7, 9]),
    ],
)
def test_two_selections_of_one_list_are_paired_where_they_agree(zh_at, en_at):
    found = aligned(["各地公布经济数据。", *(ZH[n] for n in zh_at)],
                    ["Regions release economic data.", *(EN[n] for n in en_at)])  # fmt: skip
    both = [([zh_at.index(n) + 1], [en_at.index(n) + 1]) for n in zh_at if n in en_at]
    assert pairs(found)[1:] == both


def test_lines_that_changed_places_in_a_list_are_not_paired_with_each_other():
    en = [*EN[:4], EN[6], EN[5], EN[4], *EN[7:]]
    assert not {4, 6} & {
        src[0] for src, tgt in pairs(aligned(ZH, en)) if src == tgt and not src[1:]
    }


def test_results_are_told_apart_by_their_score():
    zh = ["小组赛星期三有四场比赛。", "红星队以3比1战胜白马队。", "白马队以0比2不敌红星队。"]
    en = ["There were four group matches on Wednesday.", "White Horse lost to Red Star 0-2."]
    assert pairs(aligned(zh, en)) == [([0], [0]), ([2], [1])]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("主队以4比1取胜。", "The home side won 4-1."),
        ("五成受访者反对。", "Half of those polled are against it."),
    ],
)
def test_scores_and_shares_are_spelt_alike(zh, en):
    assert sorted(amount_units(zh, "zh")) == sorted(amount_units(en, "en")) != []


def test_a_wrong_figure_alone_does_not_part_a_pair():
    zh = ["工厂的火星期二被扑灭。", "消防局派出23辆车。", "火因正在调查。"]
    en = [
        "The fire at the factory was put out on Tuesday.",
        "The fire department sent 32 engines.",
        "The cause of the fire is under investigation.",
    ]
    found = align(presplit(zh, "zh", "a"), presplit(en, "en", "a"))
    assert pairs(found) == [([0], [0]), ([1], [1]), ([2], [2])]
