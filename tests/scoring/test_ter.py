import os
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics.lib_ter import (
    BeamEditDistance,
    _flip_trace,
    trace_to_alignment,
    translation_edit_rate,
)
from sacrebleu.metrics.ter import TER

from aligner.scoring import ter
from aligner.scoring.edit_distance import (
    align_words,
    banded_alignment,
    stays_in_band,
    word_masks,
)
from aligner.scoring.segments import read_segments
from aligner.scoring.ter import edit_counts
from tests.scoring.conftest import REFERENCES, make_system

words = st.lists(st.sampled_from("abcdefgh"), max_size=16)
similar = st.lists(st.sampled_from("ab"), max_size=9)


def expected(pairs):
    return [translation_edit_rate(list(hyp), list(ref))[0] for hyp, ref in pairs]


def scrambled(random_source, length, moves, cuts):
    """Words that are all different, some blocks moved, some words lost: long but few candidates."""
    ref = [f"w{k}" for k in range(length)]
    hyp = list(ref)
    for _ in range(moves):
        start = random_source.randrange(len(hyp))
        block = hyp[start : start + 4]
        del hyp[start : start + 4]
        to = random_source.randrange(len(hyp) + 1)
        hyp[to:to] = block
    return hyp[cuts:] + ["x"] * cuts, ref


@given(st.lists(st.tuples(words, words), max_size=4))
@settings(max_examples=40, deadline=None)
def test_any_words_cost_what_sacrebleu_says(pairs):
    assert edit_counts(pairs) == expected(pairs)


@given(st.lists(st.tuples(similar, similar), max_size=4))
@settings(max_examples=40, deadline=None)
def test_repeated_words_cost_what_sacrebleu_says(pairs):
    assert edit_counts(pairs) == expected(pairs)


@pytest.mark.parametrize("rate", [0.05, 0.3, 0.8])
def test_news_sentences_cost_what_sacrebleu_says(rate):
    pairs = [(h.split(), r.split()) for h, r in zip(make_system(rate, 3), REFERENCES, strict=True)]
    assert edit_counts(pairs) == expected(pairs)


@pytest.mark.parametrize("length", [63, 65, 129])
def test_references_longer_than_a_machine_word_cost_what_sacrebleu_says(length):
    pairs = [scrambled(random.Random(length), length, 1, 0)]
    assert edit_counts(pairs) == expected(pairs)


@pytest.mark.parametrize("cuts", [20, 23, 24, 25, 26, 27, 30, 45])
def test_alignments_at_the_edge_of_the_band_are_those_of_sacrebleu(cuts):
    hyp, ref = scrambled(random.Random(cuts), 90, 1, cuts)
    theirs, trace = BeamEditDistance(ref)(hyp)
    align, ref_errors, hyp_errors = trace_to_alignment(_flip_trace(trace))
    masks = word_masks(hyp, ref)
    ours = align_words(masks, len(ref))
    if not stays_in_band(ours):
        ours = banded_alignment(masks, len(ref))
    assert ours.distance == theirs
    assert [t - 1 for t in ours.targets[1:]] == [align[j] for j in range(len(ref))]
    assert list(ours.ref_errors) == ref_errors
    assert list(ours.hyp_errors) == hyp_errors


def test_the_band_changes_the_cost_of_a_hypothesis_that_lost_its_beginning():
    hyp, ref = scrambled(random.Random(1), 90, 0, 30)
    masks = word_masks(hyp, ref)
    free = align_words(masks, len(ref))
    assert free.distance == 60
    assert not stays_in_band(free)
    assert banded_alignment(masks, len(ref)).distance == BeamEditDistance(ref)(hyp)[0] > 60


def test_a_segment_with_too_many_candidates_stops_where_sacrebleu_does():
    random_source = random.Random(4)
    hyp = [random_source.choice("ab") for _ in range(20)]
    ref = [random_source.choice("ab") for _ in range(20)]
    assert edit_counts([(hyp, ref)]) == expected([(hyp, ref)])


@pytest.mark.parametrize(
    ("hyp", "ref"),
    [
        ([], []),
        ([], ["a"]),
        (["a", "b"], []),
        (["a"], ["a"]),
        (["a"], [f"w{k}" for k in range(70)]),
        ([f"w{k}" for k in range(70)], ["w30"]),
    ],
)
def test_empty_and_lopsided_pairs_cost_what_sacrebleu_says(hyp, ref):
    assert edit_counts([(hyp, ref)]) == expected([(hyp, ref)])


def test_segments_do_not_disturb_each_other(monkeypatch):
    pairs = [(h.split(), r.split()) for h, r in zip(make_system(0.4, 9), REFERENCES, strict=True)]
    together = edit_counts(pairs)
    assert together == [edit_counts([pair])[0] for pair in pairs]
    monkeypatch.setattr(ter, "_TOGETHER", 3)
    assert together == edit_counts(iter(pairs))


@given(
    st.lists(st.sampled_from("abcd"), max_size=24), st.lists(st.sampled_from("abcd"), max_size=20)
)
@settings(max_examples=80, deadline=None)
def test_the_bit_parallel_alignment_is_the_banded_one_where_it_stays_in_the_band(hyp, ref):
    if hyp and ref:
        masks = word_masks(hyp, ref)
        free = align_words(masks, len(ref))
        assert stays_in_band(free)
        assert free == banded_alignment(masks, len(ref))


@pytest.mark.shared
@pytest.mark.parametrize("name", ["wmt17", "wmt19", "wmt20", "flores-dev", "iwslt17"])
def test_published_outputs_cost_what_sacrebleu_says(name):
    if "ALIGNER_DATA" not in os.environ:
        pytest.skip("ALIGNER_DATA is not set")
    folder = Path(os.environ["ALIGNER_DATA"]) / "eval" / name
    tokenize = TER()._preprocess_segment
    refs = read_segments(folder / "ref.en").lines
    for path in sorted((folder / "systems").glob("ff_*.en")):
        hyps = read_segments(path).lines
        pairs = [
            (tokenize(hyps[i]).split(), tokenize(refs[i]).split()) for i in range(7, len(refs), 97)
        ]
        assert edit_counts(pairs) == expected(pairs), path.name
