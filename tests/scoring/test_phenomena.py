import pytest

from aligner.scoring.phenomena import NAMES, measure_phenomena
from aligner.scoring.segments import System, TestSet

CASES = (  # source, reference, with one thing lost, with one thing wrong
    ("全省投入90亿元修路。", "The province spends 9 billion yuan on roads.",
     "The province spends money on roads.", "The province spends 90 billion yuan on roads."),
    ("大桥于8月19日通车。", "The bridge opened on August 19.",
     "The bridge opened.", "The bridge opened on August 9."),
    ("他说：“我们明年再来看望大家。”", '"We will visit you again next year," he said.',
     "He said they would come again next year.", "He will come again."),
    ("她读了《山里的灯》。", 'She read "Lights in the Hills".',
     "She read lights in the hills.", "she read lamps in hills."),
    ("哈格（Walter Haage）没有来。", "Walter Haage did not come.",
     "Hager did not come.", "Hagel did not come."),
)  # fmt: skip
TIMES = 6


@pytest.fixture(scope="module")
def table():
    rows = CASES * TIMES
    test_set = TestSet((tuple(r[1] for r in rows),), src=tuple(r[0] for r in rows))
    systems = [
        System("good", tuple(r[1] for r in rows)),
        System("copy", tuple(r[1] for r in rows)),
        System("lossy", tuple(r[2] for r in rows)),
        System("mixed", tuple(r[k % 2 + 1] for k, r in enumerate(rows))),
    ]
    return measure_phenomena(systems, test_set)


def values(table, name):
    return [round(one.value) for one in table.find(name).systems]


def test_what_the_reference_has_is_kept_wholly(table):
    for one in table.phenomena:
        assert [a.value for a in one.systems[:2]] == [100, 100]
        assert all(a.low <= a.value <= a.high for a in one.systems)
    assert [a.value for a in table.everything.systems[:2]] == [100, 100]


def test_each_loss_counts_in_its_own_phenomenon(table):
    for name in ("scale", "dates", "quotes", "titles", "names"):
        assert values(table, name) == [100, 100, 0, 50], name
        assert table.find(name).items == TIMES
    assert table.find("datelines") is None
    assert table.find("weather") is None
    assert set(NAMES) >= {one.name for one in table.phenomena}


def test_all_things_count_once_and_order_the_systems(table):
    good, copy, lossy, mixed = table.everything.systems
    assert table.everything.items == len(CASES) * TIMES  # 90亿 is one, a number and a scale
    assert good.value > mixed.value > lossy.value
    assert (good.letters, copy.letters) == ("a", "a")
    assert len({good.letters, mixed.letters, lossy.letters}) == 3


def test_p_values_are_exact_and_adjusted_for_pairs_and_phenomena(table):
    dates = table.find("dates").systems
    assert dates[0].p_value is None
    assert dates[1].p_value == 1
    assert dates[2].p_value == pytest.approx(
        2 / 2**TIMES
    )  # all six lost: one way in 2^6, each side
    assert dates[2].adjusted > dates[2].p_value * 6
    assert dates[3].adjusted >= dates[3].p_value
    assert table.find("dates").systems[2].letters == "a"  # six things are too few for so many tests


def test_one_system_has_intervals_and_no_tests():
    test_set = TestSet(((CASES[0][1],),), src=(CASES[0][0],))
    table = measure_phenomena([System("only", (CASES[0][3],))], test_set)
    (only,) = table.find("scale").systems
    assert (only.value, only.p_value, only.letters) == (0, None, "a")
    assert only.high > 50
