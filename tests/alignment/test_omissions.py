"""Translations of a part: what is left out on one side must not distort what is there."""

import numpy as np
import pytest

from aligner.alignment.align import align, presplit
from aligner.alignment.band import whole
from aligner.alignment.dp import Lattice, bead_types
from aligner.alignment.gaps import HABIT, mind_omissions
from aligner.alignment.passes import Pair, measured
from aligner.alignment.side import read_side
from aligner.bitext import Alignment

ZH = [
    "北岭市供水星期一中断，约18万户家庭受影响。",
    "爆裂的主水管铺设于1974年，早已超过使用年限。",
    "市水务局说，抢修工作预计星期四完成。",
    "当局派出62辆水车，并设立临时取水站。",
    "超市里的瓶装水中午以前就已售罄。",
    "三所医院推迟了不紧急的手术。",
    "反对党议员批评政府多年没有更换旧水管。",
    "去年的预算中只有百分之三用于维修。",
    "市长为造成的不便向居民道歉。",
    "附近的南桥镇也发生过类似的事故。",
    "专家建议全国检查所有旧水管。",
    "学校从星期二起停课两天。",
    "消防队在市中心保留了应急水源。",
    "气象台预测本周不会下雨。",
]
EN = [
    "Water supply in the city of Beiling was cut off on Monday, hitting about 180,000 households.",
    "The water main that burst had been laid in 1974 and is long past its service life.",
    "Repairs are expected to be completed by Thursday, the city's water authority said.",
    "The authorities sent 62 water trucks and set up temporary collection points.",
    "Supermarkets had sold out of bottled water before noon.",
    "Three hospitals postponed operations that were not urgent.",
    "Opposition lawmakers criticized the government for not replacing old pipes for years.",
    "Only 3 percent of last year's budget was spent on maintenance.",
    "The mayor apologized to residents for the inconvenience.",
    "A similar accident had occurred in the nearby town of Nanqiao.",
    "Experts recommend an inspection of all old water pipes in the country.",
    "Schools will be closed for two days from Tuesday.",
    "The fire service kept an emergency source of water in the city center.",
    "Forecasters expect no rain this week.",
]


def aligned(zh: list[str], en: list[str]) -> Alignment:
    return align(presplit(zh, "zh", "zh"), presplit(en, "en", "en"))


def pairs(found: Alignment) -> list[tuple[list[int], list[int]]]:
    return [(list(bead.src), list(bead.tgt)) for bead in found.beads if bead.src and bead.tgt]


def test_a_translation_of_every_other_sentence_is_paired_one_to_one():
    assert pairs(aligned(ZH, EN[1::2])) == [([2 * at + 1], [at]) for at in range(7)]


def test_an_original_of_every_other_sentence_is_paired_one_to_one():
    assert pairs(aligned(ZH[::2], EN)) == [([at], [2 * at]) for at in range(7)]


def test_an_original_of_every_third_sentence_is_paired_one_to_one():
    assert pairs(aligned(ZH[::3], EN)) == [([at], [3 * at]) for at in range(5)]


def test_a_whole_translation_is_paired_one_to_one():
    assert pairs(aligned(ZH, EN)) == [([at], [at]) for at in range(14)]


def test_the_ratio_of_lengths_is_that_of_the_believed_beads():
    side = read_side(["字" * 50] * 100, list), read_side(["a" * 200] * 50, list)
    pair = Pair(*side, (np.zeros(100, np.int64), np.zeros(50, np.int64)))
    believed = [(range(2 * at, 2 * at + 1), range(at, at + 1)) for at in range(50)]
    assert measured(pair, believed) == pytest.approx(4.0, rel=0.05)
    assert measured(pair, []) == pytest.approx(3.0)


def test_gaps_are_likelier_by_half_of_the_habit_where_half_the_sentences_are_alone():
    grid = whole(2, 1)
    types = bead_types(2)
    beads = np.zeros((grid.size, len(types)))
    beads[grid.node(np.array([1]), np.array([0]))] = -50
    lattice = Lattice(grid, types, beads, np.zeros(2), np.full(1, -50.0), np.zeros(2), np.zeros(1))
    found = mind_omissions(lattice, np.ones(2), np.ones(1))
    assert found.src_gap == pytest.approx([HABIT / 2] * 2, abs=1e-6)
    assert found.tgt_gap == pytest.approx([-50.0], abs=1e-6)
    around = mind_omissions(lattice, np.array([1.0, 0.0]), np.zeros(1))
    assert around.src_gap == pytest.approx([0.0, 0.0], abs=1e-6)
