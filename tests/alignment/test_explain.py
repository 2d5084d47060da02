"""Likelihoods of sentences given spans, against the formula spelt out."""

import math

import numpy as np
import pytest

from aligner.alignment.explain import NULL, Reach, explain, unit_weights
from aligner.alignment.learn import learn
from aligner.alignment.side import read_side
from aligner.alignment.table import Entries, compress, expand, tables


def cut(text):
    return text.split()


def test_the_gain_is_the_log_likelihood_ratio_of_model_1():
    one, other = read_side(["a b", "c", "a"], cut), read_side(["A", "B C"], cut)
    table = compress(
        Entries(np.array([0, 1, 2]), np.array([0, 1, 2]), np.array([0.5, 0.4, 0.3])), 3
    )
    share = np.array([0.1, 0.2, 0.3])
    reach = Reach(np.array([0, 0]), np.array([3, 3]))
    found = explain(table, share, (one, other), reach, 2)
    # sentence 1 "B C" by sentences 0..1 "a b c": B from b, C from c
    b = 0.4 / (3 * 0.2)
    c = 0.3 / (3 * 0.3)
    gain = math.log(NULL + (1 - NULL) * b) + math.log(NULL + (1 - NULL) * c)
    assert found.gain[3, 1] == pytest.approx(gain, rel=1e-5)
    weight = unit_weights(share)
    spread = [(1 - NULL) * ratio for ratio in (b, c)]
    cover = sum(w * s / (NULL + s) for w, s in zip(weight[1:], spread, strict=True))
    assert found.cover[3, 1] == pytest.approx(cover, rel=1e-5)
    # unexplained: every unit costs log NULL
    assert found.gain[5, 0] == pytest.approx(2 * math.log(NULL), rel=1e-5)


def test_sentences_without_units_are_explained_by_nothing():
    one, other = read_side(["a", ""], cut), read_side(["", "A"], cut)
    found = tables(one, other, None)
    reach = Reach(np.array([0, 0]), np.array([2, 2]))
    gain = explain(found.forward, found.tgt_share, (one, other), reach, 2).gain
    assert gain[:2].tolist() == [[0, 0], [0, 0]]


def test_rows_that_repeat_are_unfolded_each_time():
    entries = Entries(np.array([0, 2, 2]), np.array([1, 0, 3]), np.array([0.1, 0.2, 0.3]))
    table = compress(entries, 3)
    found = expand(table, np.array([2, 1, 0, 2]))
    assert found.row.tolist() == [0, 0, 2, 3, 3]
    assert found.column.tolist() == [0, 3, 1, 0, 3]


def test_a_name_seen_with_its_counterpart_is_learnt_and_a_single_meeting_is_not():
    src = [f"韦 x{k}" if k % 2 else f"y{k} 茅" for k in range(12)]
    tgt = [f"trinket p{k}" if k % 2 else f"q{k} whiskers" for k in range(12)]
    one, other = read_side(src, cut), read_side(tgt, cut)
    known = tables(one, other, None)
    beads = [(range(k, k + 1), range(k, k + 1)) for k in range(12)]
    learnt = learn((one, other), beads, known)
    row = expand(learnt.forward, np.array([one.vocabulary.index("韦")]))
    assert {other.vocabulary[c] for c in row.column} == {"trinket"}
    once = expand(learnt.forward, np.array([one.vocabulary.index("x1")]))
    assert not len(once.column)
