"""The lattice against every path spelt out."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aligner.alignment.band import Band, around, band, likely, whole
from aligner.alignment.dp import Lattice, bead_types, posteriors
from aligner.alignment.path import best_path, confidences

TYPES = bead_types(4)


def random_lattice(n: int, m: int, seed: int) -> Lattice:
    rng = np.random.default_rng(seed)
    grid = whole(n, m)
    return Lattice(
        grid,
        TYPES,
        rng.normal(size=(grid.size, len(TYPES))),
        rng.normal(size=n) - 1,
        rng.normal(size=m) - 1,
        rng.normal(size=n) - 1.5,
        rng.normal(size=m) - 0.5,
    )


def every_path(lattice: Lattice):
    """Yield all paths as lists of (i, j, x, y) with their scores."""
    grid = lattice.band

    def walk(i, j, last, score, path):
        if (i, j) == (grid.n, grid.m):
            yield score, path
            return
        node = int(grid.start[i] + j - grid.lo[i])
        for kind, (x, y) in enumerate(lattice.types):
            if i + x <= grid.n and j + y <= grid.m:
                step = [*path, (i, j, x, y)]
                yield from walk(i + x, j + y, "bead", score + lattice.beads[node, kind], step)
        if i < grid.n:
            cost = lattice.src_gap[i] + (0 if last == "src" else lattice.src_open[i])
            yield from walk(i + 1, j, "src", score + cost, [*path, (i, j, 1, 0)])
        if j < grid.m:
            cost = lattice.tgt_gap[j] + (0 if last == "tgt" else lattice.tgt_open[j])
            yield from walk(i, j + 1, "tgt", score + cost, [*path, (i, j, 0, 1)])

    yield from walk(0, 0, "bead", 0.0, [])


@given(st.integers(1, 3), st.integers(1, 3), st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_posteriors_are_the_shares_of_all_paths(n, m, seed):
    lattice = random_lattice(n, m, seed)
    paths = list(every_path(lattice))
    total = math.log(sum(math.exp(score) for score, _ in paths))
    found = posteriors(lattice)
    assert found.log_total == pytest.approx(total)
    shares: dict[tuple[int, int, int, int], float] = {}
    for score, path in paths:
        for step in path:
            shares[step] = shares.get(step, 0.0) + math.exp(score - total)
    rows, columns = lattice.band.rows(), lattice.band.columns()
    for node, (i, j) in enumerate(zip(rows, columns, strict=True)):
        for kind, (x, y) in enumerate(TYPES):
            expected = shares.get((i, j, x, y), 0.0)
            assert found.beads[node, kind] == pytest.approx(expected, abs=1e-9)
        assert found.src_gap[node] == pytest.approx(shares.get((i, j, 1, 0), 0.0), abs=1e-9)
        assert found.tgt_gap[node] == pytest.approx(shares.get((i, j, 0, 1), 0.0), abs=1e-9)


@given(st.integers(1, 3), st.integers(1, 3), st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_the_confidence_of_a_gap_is_that_its_sentence_stays_alone_anywhere(n, m, seed):
    lattice = random_lattice(n, m, seed)
    alone = [(i, "src") for i in range(n)] + [(j, "tgt") for j in range(m)]
    shares = dict.fromkeys(alone, 0.0)
    total = posteriors(lattice).log_total
    for score, path in every_path(lattice):
        for i, j, x, y in path:
            if not (x and y):
                shares[(i, "src") if x else (j, "tgt")] += math.exp(score - total)
    steps = best_path(lattice)
    for step, found in zip(
        steps, confidences(steps, posteriors(lattice), lattice.band), strict=True
    ):
        if step.type < 0:
            expected = shares[(step.i, "src") if step.x else (step.j, "tgt")]
            assert found == pytest.approx(expected, abs=1e-9)


@given(st.integers(1, 3), st.integers(1, 4), st.integers(0, 10_000))
@example(2, 1, 1074)
@settings(max_examples=25, deadline=None)
def test_the_best_path_is_the_best_of_all(n, m, seed):
    lattice = random_lattice(n, m, seed)
    # Gaps of both sides in another order make the same sum but for its last bit (seed 1074).
    scores = {tuple(path): score for score, path in every_path(lattice)}
    found = tuple((s.i, s.j, s.x, s.y) for s in best_path(lattice))
    assert scores[found] == pytest.approx(max(scores.values()), abs=1e-9)


@given(st.integers(1, 12), st.integers(1, 12), st.data())
def test_a_path_through_any_band_covers_both_sides_once(n, m, data):
    lo = data.draw(st.lists(st.integers(-3, m), min_size=n + 1, max_size=n + 1))
    hi = data.draw(st.lists(st.integers(0, m + 3), min_size=n + 1, max_size=n + 1))
    grid = band(np.array(lo), np.array(hi), m)
    lattice = Lattice(
        grid,
        TYPES,
        np.zeros((grid.size, len(TYPES))),
        np.full(n, -1.0),
        np.full(m, -1.0),
        np.zeros(n),
        np.zeros(m),
    )
    steps = best_path(lattice)
    assert [i for s in steps for i in range(s.i, s.i + s.x)] == list(range(n))
    assert [j for s in steps for j in range(s.j, s.j + s.y)] == list(range(m))


def test_a_long_gap_is_opened_once():
    grid = whole(1, 5)
    beads = np.full((grid.size, len(TYPES)), -50.0)
    beads[0, TYPES.index((1, 1))] = 0.0
    lattice = Lattice(grid, TYPES, beads, *(np.full(k, c) for c in (-1.0, -3.0) for k in (1, 5)))
    assert posteriors(lattice).log_total == pytest.approx(-3.0 - 4.0, abs=0.05)


def test_bead_types_keep_one_side_narrow():
    types = bead_types(8)
    assert (3, 5) in types
    assert (4, 4) not in types
    assert len(types) == 27
    assert types[0] == (1, 1)


def test_the_band_around_anchors_holds_the_box_of_an_omission():
    points = np.array([(0, 0), (1, 1), (2, 40), (3, 41)])
    grid = around(points, 4, 42, pad=1, reach=1)
    assert isinstance(grid, Band)
    assert grid.lo[2] <= 1
    assert grid.hi[2] > 40


def test_narrowing_keeps_likely_nodes_and_both_corners():
    grid = whole(6, 6)
    chance = np.zeros(grid.size)
    for k in (0, 2, 5, 6):
        chance[int(grid.start[k] + k)] = 1.0
    narrow = likely(grid, chance, 0.5, 1)
    for i, j in itertools.pairwise([0, 2, 5, 6]):
        assert narrow.lo[i] <= i < narrow.hi[i]
        assert narrow.lo[j] <= j < narrow.hi[j]
    assert narrow.size < grid.size
