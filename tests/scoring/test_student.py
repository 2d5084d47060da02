import math

import pytest

from aligner.scoring.student import two_sided_tail

TABLE = [(12.706, 1), (4.303, 2), (3.182, 3), (2.776, 4), (2.262, 9), (2.228, 10), (1.984, 100)]


@pytest.mark.parametrize(("t", "freedom"), [*TABLE, (1.962, 1000), (1.960, 5000)])
def test_the_critical_values_of_the_tables(t, freedom):
    assert two_sided_tail(t, freedom) == pytest.approx(0.05, abs=2e-4)
    assert two_sided_tail(-t, freedom) == two_sided_tail(t, freedom)


@pytest.mark.parametrize("freedom", [1, 2, 9, 10, 999, 1000, 1001])
def test_tails_fall_from_one_to_nothing(freedom):
    tails = [two_sided_tail(t, freedom) for t in (0, 0.5, 1, 2, 4, 8, math.inf)]
    assert tails[0] == pytest.approx(1)
    assert tails[-1] == 0
    assert tails == sorted(tails, reverse=True)
