from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from aligner.scoring import ngrams
from aligner.scoring.metrics import BleuOptions, ChrfOptions, MetricOptions, make_metrics
from aligner.scoring.ngrams import ReferenceGrams, gram_counts
from tests.scoring.conftest import make_system

SEGMENTS = st.lists(
    st.tuples(st.text("ab c", max_size=9), st.text("ab cd", max_size=9)), max_size=6
)


def counted(symbols, n):
    return Counter(tuple(symbols[i : i + n]) for i in range(len(symbols) - n + 1))


@given(SEGMENTS, st.integers(0, 5))
@settings(max_examples=80, deadline=None)
def test_shared_n_grams_are_those_of_counters(pairs, order):
    refs, hyps = [ref for ref, _ in pairs], [hyp for _, hyp in pairs]
    lengths, shared = ReferenceGrams(refs, order).shared(hyps)
    totals = gram_counts(lengths, order)
    assert shared.shape == (len(pairs), order)
    for k, (ref, hyp) in enumerate(pairs):
        for n in range(order):
            both = counted(ref, n + 1) & counted(hyp, n + 1)
            assert shared[k, n] == both.total()
            assert totals[k, n] == counted(hyp, n + 1).total()


@pytest.mark.parametrize(
    ("options", "theirs"),
    [
        (MetricOptions(), {}),
        (MetricOptions(chrf=ChrfOptions(word_order=2)), {"word_order": 2}),
        (MetricOptions(chrf=ChrfOptions(whitespace=True)), {"whitespace": True}),
        (MetricOptions(chrf=ChrfOptions(lowercase=True, char_order=4)),
         {"lowercase": True, "char_order": 4}),
    ],
)  # fmt: skip
def test_chrf_statistics_are_sacrebleus(references, options, theirs):
    (ours,) = make_metrics(["chrf"], [references], options)
    metric = CHRF(references=[references], **theirs)
    for hyps in (make_system(0.3, 8), ("",) * 20, ("  ", "x", "天气", *references[3:])):
        expected = metric._extract_corpus_statistics(hyps, None)
        assert np.array_equal(ours.statistics(hyps), expected)
        metric.corpus_score(hyps, None)
    assert ours.signature() == metric.get_signature().format()


@pytest.mark.parametrize("lowercase", [False, True])
def test_bleu_statistics_are_sacrebleus(references, lowercase):
    options = MetricOptions(bleu=BleuOptions(lowercase=lowercase))
    (ours,) = make_metrics(["bleu"], [references], options)
    metric = BLEU(references=[references], lowercase=lowercase, force=True)
    for hyps in (make_system(0.3, 8), ("",) * 20, ("  ", "x", "天气", *references[3:])):
        expected = metric._extract_corpus_statistics(hyps, None)
        assert np.array_equal(ours.statistics(hyps), expected)
    assert ours.signature() == metric.get_signature().format()


def test_an_empty_reference_segment_counts_nothing_of_chrf():
    refs = ("", "a b c", "same")
    hyps = ("words here", "", "same")
    (ours,) = make_metrics(["chrf"], [refs], MetricOptions(chrf=ChrfOptions(word_order=2)))
    expected = CHRF(word_order=2, references=[refs])._extract_corpus_statistics(hyps, None)
    assert np.array_equal(ours.statistics(hyps), expected)


@pytest.mark.parametrize("size", [1, 60, 10**6])
def test_blocks_of_a_large_test_set_count_as_the_whole_does(references, size, monkeypatch):
    options = MetricOptions(chrf=ChrfOptions(word_order=2))
    systems = [make_system(rate, 8) for rate in (0.3, 0.6)]
    whole = [m.statistics(s) for m in make_metrics(["bleu", "chrf"], [references], options)
             for s in systems]  # fmt: skip
    monkeypatch.setattr(ngrams, "_BLOCK", size)
    monkeypatch.setattr(ngrams, "_KEPT", 1)
    cut = [m.statistics(s) for m in make_metrics(["bleu", "chrf"], [references], options)
           for s in systems]  # fmt: skip
    assert all(map(np.array_equal, whole, cut))
