import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

from aligner.errors import UsageError
from aligner.scoring.metrics import (
    BleuOptions,
    ChrfOptions,
    MetricOptions,
    TerOptions,
    make_metrics,
)
from aligner.scoring.plugin import MeanMetric
from tests.scoring.conftest import make_system

CASES = [
    ("bleu", MetricOptions(), lambda: BLEU(force=True)),
    ("bleu", MetricOptions(BleuOptions(lowercase=True)), lambda: BLEU(lowercase=True)),
    (
        "bleu",
        MetricOptions(BleuOptions(tokenize="intl", smooth_method="floor", smooth_value=0.3)),
        lambda: BLEU(tokenize="intl", smooth_method="floor", smooth_value=0.3),
    ),
    (
        "bleu",
        MetricOptions(BleuOptions(tokenize="char", smooth_method="add-k")),
        lambda: BLEU(tokenize="char", smooth_method="add-k"),
    ),
    (
        "bleu",
        MetricOptions(BleuOptions(smooth_method="none")),
        lambda: BLEU(smooth_method="none"),
    ),
    (
        "bleu",
        MetricOptions(BleuOptions(effective_order=True)),
        lambda: BLEU(effective_order=True),
    ),
    ("chrf", MetricOptions(), CHRF),
    ("chrf", MetricOptions(chrf=ChrfOptions(word_order=2)), lambda: CHRF(word_order=2)),
    (
        "chrf",
        MetricOptions(chrf=ChrfOptions(4, 1, 3, True, True, True)),
        lambda: CHRF(4, 1, 3, True, True, True),
    ),
    ("ter", MetricOptions(), TER),
    (
        "ter",
        MetricOptions(ter=TerOptions(normalized=True, no_punct=True, case_sensitive=True)),
        lambda: TER(normalized=True, no_punct=True, case_sensitive=True),
    ),
]


@pytest.mark.parametrize(("name", "options", "theirs"), CASES)
def test_scores_details_and_signatures_are_those_of_sacrebleu(
    name, options, theirs, references, poor_system, good_system
):
    refs = [references, good_system]
    metric = make_metrics([name], refs, options)[0]
    stats = metric.statistics(poor_system)
    theirs = theirs()
    score = theirs.corpus_score(list(poor_system), [list(r) for r in refs])
    assert metric.name == score.name
    assert float(metric.values(stats.sum(axis=0))) == pytest.approx(score.score, abs=1e-12)
    assert metric.signature() == str(theirs.get_signature())
    assert metric.signature(short=True) == theirs.get_signature().format(short=True)
    assert metric.detail(stats) == score._verbose


@pytest.mark.parametrize(("name", "options", "theirs"), CASES)
def test_every_segment_scores_as_sacrebleu_scores_it_alone(
    name, options, theirs, references, poor_system
):
    metric = make_metrics([name], [references], options)[0]
    values = metric.values(metric.statistics(poor_system))
    theirs = theirs()
    for value, hyp, ref in zip(values, poor_system, references, strict=True):
        score = theirs.corpus_score([hyp], [[ref]]).score
        assert float(value) == pytest.approx(score, abs=1e-10)


texts = st.lists(st.sampled_from(["a", "b", "the", "cat.", "."]), max_size=6).map(" ".join)


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=4))
@settings(max_examples=50, deadline=None)
def test_degenerate_texts_score_as_in_sacrebleu(pairs):
    hyps, refs = [h for h, _ in pairs], [r for _, r in pairs]
    metrics = make_metrics(["bleu", "chrf", "ter"], [refs], MetricOptions())
    for metric, theirs in zip(metrics, (BLEU(force=True), CHRF(), TER()), strict=True):
        ours = float(metric.values(metric.statistics(hyps).sum(axis=0)))
        assert ours == pytest.approx(theirs.corpus_score(hyps, [refs]).score, abs=1e-10)


@given(texts.filter(lambda text: len(text.replace(" ", "")) > 0))
@settings(max_examples=30, deadline=None)
def test_chrf_of_a_text_with_itself_is_perfect(text):
    metric = make_metrics(["chrf"], [[text]], MetricOptions())[0]
    assert float(metric.values(metric.statistics([text]))[0]) == pytest.approx(100)


def test_metrics_come_in_the_order_of_their_names_once(references):
    metrics = make_metrics(["ter", "BLEU", "bleu"], [references], MetricOptions())
    assert [metric.name for metric in metrics] == ["BLEU", "TER"]


def test_an_unknown_metric_is_named(references):
    with pytest.raises(UsageError, match="meteor"):
        make_metrics(["meteor"], [references], MetricOptions())


def test_a_mean_leaves_out_what_does_not_count():
    metric = MeanMetric("numbers", "check:numbers")
    rows = metric.rows([1.0, None, 0.0, 1.0])
    assert float(metric.values(rows.sum(axis=0))) == pytest.approx(2 / 3)
    assert float(metric.values(np.zeros(2))) == 0


def test_segments_are_scored_as_sacrebleu_scores_sentences(references):
    (metric,) = make_metrics(["bleu"], [references], MetricOptions())
    hyps = ("The city", *make_system(0.3, 4)[1:])
    ours = metric.segment_values(metric.statistics(hyps))
    for hyp, reference, value in zip(hyps, references, ours, strict=True):
        theirs = BLEU(effective_order=True).sentence_score(hyp, [reference]).score
        assert float(value) == pytest.approx(theirs, abs=1e-9)
