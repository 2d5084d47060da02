import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics.base import Metric
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER
from sacrebleu.significance import PairedTest

from aligner.scoring import significance
from aligner.scoring.metrics import ChrfOptions, MetricOptions, make_metrics
from aligner.scoring.plugin import MeanMetric
from aligner.scoring.report import detectable_lines
from aligner.scoring.score import TestOptions, measure, report
from aligner.scoring.segments import System, TestSet
from aligner.scoring.significance import (
    FEWEST_TESTED,
    bootstrap,
    bootstrap_tests,
    draw_counts,
    holm,
    randomisation_tests,
    resampled,
    significance_letters,
)
from tests.scoring.conftest import make_system

SYSTEMS = [("a", make_system(0.15, 5)), ("b", make_system(0.2, 6)), ("c", make_system(0.5, 7))]


@pytest.fixture(scope="module")
def measured(references):
    options = MetricOptions(chrf=ChrfOptions(word_order=2))
    metrics = make_metrics(["bleu", "chrf", "ter"], [references], options)
    return metrics, [np.stack([m.statistics(hyps) for _, hyps in SYSTEMS]) for m in metrics]


def sacrebleu_test(references, kind, samples):
    theirs: dict[str, Metric] = {"BLEU": BLEU(references=[references], force=True)}
    theirs["CHRF"] = CHRF(word_order=2, references=[references])
    theirs["TER"] = TER(references=[references])
    return PairedTest(SYSTEMS, theirs, None, kind, samples)()[1]


def test_the_bootstrap_gives_sacrebleus_p_values_and_intervals(measured, references):
    metrics, stats = measured
    theirs = sacrebleu_test(references, "bs", 200)
    drawn = bootstrap(metrics, stats, draw_counts(len(references), 200))
    for metric, rows, resamples in zip(metrics, stats, drawn, strict=True):
        tests = bootstrap_tests(metric, rows, resamples)
        for s, result in enumerate(theirs[metric.name]):
            interval = resamples.interval(s)
            assert (interval.mean, interval.half_width) == (result.mean, result.ci)
            if s:
                assert tests.p_values[s][0] == result.p_value


def test_the_interval_of_one_system_is_sacrebleus(measured, references):
    metrics, stats = measured
    alone = [rows[:1] for rows in stats]
    drawn = bootstrap(metrics, alone, draw_counts(len(references), 200))
    for theirs, resamples in zip((BLEU(), CHRF(word_order=2), TER()), drawn, strict=True):
        score = theirs.corpus_score(SYSTEMS[0][1], [references], n_bootstrap=200)
        interval = resamples.interval(0, tested=False)
        assert (interval.mean, interval.half_width) == (score._mean, score._ci)


def test_the_letters_of_the_bootstrap_hold_what_they_say():
    """Of equal systems one in twenty is called different; a detectable difference is seen."""
    random, counts, metric = np.random.default_rng(7), draw_counts(80, 300), MeanMetric("x", "x")

    def share_called_different(difference):
        found, sacrebleus, detectable = 0, 0, []
        for _ in range(500):
            segments = random.normal(50, 10, 80) + random.normal(0, 8, (2, 80))
            segments[1] += difference
            rows = np.stack([metric.rows(list(system)) for system in segments])
            tests = bootstrap_tests(metric, rows, bootstrap([metric], [rows], counts)[0])
            found += tests.letters[0] != tests.letters[1]
            sacrebleus += tests.p_values[1][0] < 0.05
            detectable.append(tests.detectable or 0.0)
        return found / 500, sacrebleus / 500, float(np.mean(detectable))

    found, sacrebleus, detectable = share_called_different(0.0)
    assert 0.03 < found < 0.07
    assert sacrebleus > 0.1
    assert 0.73 < share_called_different(detectable)[0] < 0.83


def test_randomisation_gives_sacrebleus_p_values(measured, references):
    metrics, stats = measured
    theirs = sacrebleu_test(references, "ar", 300)
    for metric, tests in zip(metrics, randomisation_tests(metrics, stats, 300), strict=True):
        for s in (1, 2):
            assert tests.p_values[s][0] == theirs[metric.name][s].p_value


def test_randomisation_of_many_systems_is_that_of_each_two(measured):
    metrics, stats = measured
    many = [rows[[0, 1, 2, 1, 0]] for rows in stats]
    for m, tests in enumerate(randomisation_tests(metrics, many, 60)):
        for i, j in ((1, 0), (3, 2), (4, 1)):
            (two,) = randomisation_tests(metrics[m : m + 1], [many[m][[j, i]]], 60)
            assert tests.p_values[i][j] == tests.p_values[j][i] == two.p_values[1][0]


def test_a_system_does_not_differ_from_itself(measured):
    metrics, stats = measured
    twice = [rows[[0, 0]] for rows in stats]
    for tests in randomisation_tests(metrics, twice, 50):
        assert tests.p_values[0][1] == pytest.approx(1 / 51)  # no trial differs: sacrebleu's rule
        assert tests.adjusted[0][1] == 1
        assert tests.letters == ("a", "a")
    drawn = bootstrap(metrics, twice, draw_counts(stats[0].shape[1], 50))
    assert np.array_equal(drawn[0].scores[0], drawn[0].scores[1])
    tests = bootstrap_tests(metrics[0], twice[0], drawn[0])
    assert (tests.adjusted[1][0], tests.letters, tests.detectable) == (1, ("a", "a"), 0)


def test_every_resample_draws_as_many_segments_as_there_are():
    counts = draw_counts(30, 40)
    assert (counts.sum(axis=1) == 30).all()
    assert np.array_equal(counts, draw_counts(30, 40))
    assert not np.array_equal(counts, draw_counts(30, 40, seed=1))


def test_the_draws_are_those_of_sacrebleu():
    drawn = np.random.default_rng(12345).choice(777, size=(130, 777))
    counts = draw_counts(777, 130)
    for row, expected in zip(counts, drawn, strict=True):
        assert np.array_equal(row, np.bincount(expected, minlength=777))


def test_sums_that_float32_cannot_hold_are_still_exact(references):
    metric = make_metrics(["chrf"], [references], MetricOptions())[0]
    rows = np.full((1, 3, 18), 2.0**24 - 1)
    rows[0, :, 2::3] -= 1  # matches
    drawn = bootstrap([metric], [rows], draw_counts(3, 5))
    expected = metric.values((3 * rows[0, 0]).astype(np.float32))
    assert drawn[0].scores[0] == pytest.approx([float(expected)] * 5, abs=0)


@pytest.mark.parametrize("held", [1, 77, 10**6])
def test_a_few_resamples_at_a_time_are_those_of_all_at_once(measured, held, monkeypatch):
    metrics, stats = measured
    whole = bootstrap(metrics, stats, draw_counts(stats[0].shape[1], 130))
    tests = randomisation_tests(metrics, stats, 130)
    monkeypatch.setattr(significance, "_HELD", held)
    for one, other in zip(whole, resampled(metrics, stats, 130), strict=True):
        assert np.array_equal(one.scores, other.scores)
    assert randomisation_tests(metrics, stats, 130) == tests


def test_a_smaller_test_set_detects_less(measured):
    metrics, stats = measured
    found = []
    for size in (10, 20):
        part = [rows[:, :size] for rows in stats]
        drawn = bootstrap(metrics, part, draw_counts(size, 200))
        found.append(bootstrap_tests(metrics[1], part[1], drawn[1]).detectable)
    assert found[0] > found[1] > 0


def test_holms_adjustment_of_a_known_example():
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]) == []


def test_letters_of_a_chain():
    differ = [[False, False, True], [False, False, False], [True, False, False]]
    assert significance_letters(differ) == ("a", "ab", "b")


@given(st.integers(2, 6), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_systems_share_a_letter_exactly_if_they_do_not_differ(count, random_source):
    differ = [[False] * count for _ in range(count)]
    for i in range(count):
        for j in range(i):
            differ[i][j] = differ[j][i] = random_source.random() < 0.5
    letters = significance_letters(differ)
    for i in range(count):
        for j in range(i):
            assert differ[i][j] == (not set(letters[i]) & set(letters[j]))


@pytest.mark.parametrize("kind", ["bs", "ar"])
def test_a_handful_of_segments_tells_no_systems_apart(references, good_system, poor_system, kind):
    for size, letters in ((1, ["a", "a"]), (FEWEST_TESTED - 1, ["a", "a"]), (20, ["a", "b"])):
        few = [refs[:size] for refs in (references, good_system, poor_system)]
        metrics = make_metrics(["chrf"], [few[0]], MetricOptions())
        systems = [System("good", tuple(few[1])), System("poor", tuple(few[2]))]
        measured = measure(systems, TestSet((tuple(few[0]),)), metrics)
        tests = report(measured, TestOptions(paired=kind, samples=200)).metrics[0].tests
        assert list(tests.letters) == letters
        assert (tests.adjusted[1][0] == 1.0) == (size < FEWEST_TESTED)
        assert (tests.detectable is not None) == (kind == "bs" and size >= FEWEST_TESTED)
        assert tests.p_values[1][0] < 0.3  # sacrebleu's, as it prints it


@pytest.mark.parametrize("samples", [100, 1000])
def test_twelve_systems_are_told_apart_however_few_the_resamples(samples):
    size, rows = 60, MeanMetric("mean", "plugin:mean")
    drawn = np.random.default_rng(4).normal(size=(12, size)) + np.arange(12)[:, None] // 6 * 5
    stats = np.stack([rows.rows(of_system.tolist()) for of_system in drawn])
    resamples = bootstrap([rows], [stats], draw_counts(size, samples))[0]
    tests = bootstrap_tests(rows, stats, resamples)
    assert list(tests.letters) == ["a"] * 6 + ["b"] * 6
    assert all(tests.adjusted[i][j] >= 1 / (samples + 1) for i in range(12) for j in range(i))


def test_equal_systems_are_seldom_told_apart_however_many_there_are():
    """Ten equal systems: some pair differs in no more than a twentieth of the test sets."""
    size, rows = 40, MeanMetric("mean", "plugin:mean")
    random, counts = np.random.default_rng(5), draw_counts(40, 400)
    found = 0
    for _ in range(40):
        drawn = random.exponential(size=(10, size))
        stats = np.stack([rows.rows(of_system.tolist()) for of_system in drawn])
        tests = bootstrap_tests(rows, stats, bootstrap([rows], [stats], counts)[0])
        found += len(set(tests.letters)) > 1
    assert found <= 4


def test_too_few_trials_for_so_many_systems_are_said(references):
    systems = [System(f"s{k}", make_system(0.1 + k / 20, k)) for k in range(6)]
    metrics = make_metrics(["bleu"], [references], MetricOptions())
    measured = measure(systems, TestSet((references,)), metrics)
    for samples, said in ((200, True), (400, False)):
        lines = detectable_lines(report(measured, TestOptions(paired="ar", samples=samples)), 1)
        wanted = "200 trials cannot tell 15 pairs apart; it takes more than 300."
        assert (wanted in lines) == said
