"""The searched part of the grid: joined up from corner to corner, and never too large to hold."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.band import MOST, around


def diagonal(*stretches):
    """Return anchors in a row from each (i, j) on, as many as the third number says."""
    points = [(i + k, j + k) for i, j, count in stretches for k in range(count)]
    return np.array(points, np.int64).reshape(-1, 2)


def assert_joined_up(found):
    assert (found.lo[0], found.hi[-1]) == (0, found.m + 1)
    assert (np.diff(found.lo) >= 0).all()
    assert (np.diff(found.hi) >= 0).all()
    assert (found.lo < found.hi).all()
    assert (found.lo[1:] < found.hi[:-1]).all()


@given(st.integers(1, 60), st.integers(1, 60), st.data())
@settings(max_examples=60, deadline=None)
def test_a_band_is_joined_up_from_corner_to_corner(n, m, data):
    size = data.draw(st.integers(0, min(n, m)))
    rising = [
        sorted(data.draw(st.sets(st.integers(0, side - 1), min_size=size, max_size=size)))
        for side in (n, m)
    ]
    assert_joined_up(around(np.array(rising, np.int64).T.reshape(-1, 2), n, m, 4, 3))


def test_texts_without_an_anchor_are_searched_whole_while_that_can_be_held():
    assert around(diagonal(), 1200, 1500, 4, 3).size == 1201 * 1501


def test_long_texts_without_an_anchor_are_searched_along_the_diagonal():
    for n, m in ((5000, 5000), (3000, 9000), (9000, 3000)):
        found = around(diagonal(), n, m, 4, 3)
        assert found.size <= 2.2 * MOST
        assert_joined_up(found)


def test_a_chapter_that_one_side_lacks_is_searched_beside_a_large_box():
    """The path runs along a row there, which no diagonal has."""
    anchors = diagonal((0, 0, 100), (100, 3100, 100))
    found = around(anchors, 5200, 8200, 4, 3)  # nothing but two hundred anchors at the start
    assert found.size <= 2.2 * MOST
    assert found.lo[100] <= 100
    assert found.hi[100] > 3100


def test_a_text_that_is_anchored_is_searched_as_ever_however_long():
    anchors = np.arange(0, 200_000, 4).repeat(2).reshape(-1, 2)
    found = around(anchors, 200_000, 200_000, 4, 3)
    assert found.size > MOST
    middle = found.hi[1000:-1000] - found.lo[1000:-1000]
    assert middle.min() >= 2 * 4 + 2 * 3 * 4 - 3
