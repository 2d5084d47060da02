from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.scoring.binomial import (
    Share,
    clustered_interval,
    exchange_test,
    paired_sign_test,
    sign_test,
    wilson,
)


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),  # the example table of Newcombe (1998) and the formula by hand
        (10, 10, 0.7225, 1.0),
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilsons_interval_of_published_examples(right, total, low, high):
    assert Share(right, total).interval == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
@settings(max_examples=100, deadline=None)
def test_the_interval_holds_the_share_and_stays_between_0_and_1(counts):
    share = Share(*counts)
    low, high = share.interval
    assert 0 <= low <= share.value + 1e-12
    assert share.value - 1e-12 <= high <= 1


def test_the_sign_test_is_exact():
    assert sign_test(0, 0) == 1
    assert sign_test(3, 3) == 1
    assert sign_test(0, 5) == 2 / 32
    assert sign_test(1, 9) == pytest.approx(2 * 11 / 1024)
    assert sign_test(9, 1) == sign_test(1, 9)
    assert sign_test(1000, 1200) == pytest.approx(2.2e-5, rel=0.05)
    # By the normal distribution with a correction for continuity; summed afresh it takes hours.
    assert sign_test(30_000, 30_500) == pytest.approx(0.0425, abs=5e-4)


def test_the_paired_test_ignores_items_both_answer_alike():
    first = [True] * 5 + [False] * 7 + [True] * 4
    second = [False] * 5 + [False] * 7 + [True] * 4
    assert paired_sign_test(first, second) == sign_test(5, 0)


@given(st.lists(st.integers(-3, 3), max_size=9))
@settings(max_examples=60, deadline=None)
def test_the_exchange_test_counts_all_exchanges(differences):
    sums = [
        abs(sum(sign * d for sign, d in zip(signs, differences, strict=True)))
        for signs in product((1, -1), repeat=len(differences))
    ]
    beyond = sum(one >= abs(sum(differences)) for one in sums)
    assert exchange_test(differences) == pytest.approx(beyond / len(sums))


@given(st.integers(0, 40), st.integers(0, 40))
@settings(max_examples=40, deadline=None)
def test_the_exchange_test_of_single_things_is_the_sign_test(plus, minus):
    assert exchange_test([1] * plus + [-1] * minus) == pytest.approx(sign_test(plus, minus))


def test_things_that_fail_together_widen_the_interval():
    alone = clustered_interval([1] * 80 + [0] * 20, [1] * 100)
    together = clustered_interval([4] * 20 + [0] * 5, [4] * 25)
    assert alone == pytest.approx(wilson(0.8, 100), abs=2e-3)
    assert together[0] < alone[0] - 0.05
    assert together[1] > alone[1] + 0.03
    assert clustered_interval([], []) == (0, 1)
    assert clustered_interval([2, 2], [2, 2]) == wilson(1.0, 4)
