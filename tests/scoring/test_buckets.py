import pytest

from aligner.errors import UsageError
from aligner.scoring.buckets import group_segments
from aligner.scoring.metrics import MetricOptions, make_metrics
from aligner.scoring.score import TestOptions, measure, report, with_buckets
from aligner.scoring.segments import System, TestSet


def test_lengths_cover_every_segment_once(references):
    refs = ("", "one", *references, " ".join(["word"] * 70), " ".join(["word"] * 40))
    groups = group_segments("length", TestSet((refs,)))
    assert sorted(i for group in groups for i in group.segments) == list(range(len(refs)))
    names = {group.name: group.segments for group in groups}
    assert names["61+ words"] == (22,)
    assert 23 in names["31-40 words"]
    assert set(names["0-10 words"]) >= {0, 1}


def test_documents_keep_their_order_and_lines():
    test_set = TestSet((("x", "y", "z"),), docids=("b", "a", "b"))
    groups = group_segments("docid", test_set)
    assert [(g.name, g.segments) for g in groups] == [("b", (0, 2)), ("a", (1,))]


def test_labels_may_overlap():
    test_set = TestSet((("one", "two"),), src=("甲1", "乙"))
    groups = group_segments(
        "phenomenon",
        test_set,
        lambda src, ref: frozenset({"all"} | ({"digit"} & {"digit"} if "1" in src else set())),
    )
    assert [(g.name, g.segments) for g in groups] == [("all", (0, 1)), ("digit", (0,))]


@pytest.mark.parametrize("kind", ["docid", "domain", "phenomenon", "colour"])
def test_a_grouping_without_what_it_needs_is_refused(kind):
    with pytest.raises(UsageError, match=f"--by {kind}"):
        group_segments(kind, TestSet((("x",),)))


def test_a_group_scores_what_its_segments_score_alone(references, good_system, poor_system):
    test_set = TestSet((references,), docids=("a",) * 8 + ("b",) * 12)
    systems = [System("good", good_system), System("poor", poor_system)]
    metrics = make_metrics(["bleu", "chrf"], [references], MetricOptions())
    measured = measure(systems, test_set, metrics)
    options = TestOptions(samples=50)
    groups = {"docid": group_segments("docid", test_set)}
    whole = with_buckets(report(measured, options), measured, groups, options)
    bucket = whole.buckets[0].buckets[1]
    assert (bucket.name, bucket.size) == ("b", 12)
    alone = make_metrics(["chrf"], [references[8:]], MetricOptions())[0]
    expected = float(alone.values(alone.statistics(poor_system[8:]).sum(axis=0)))
    assert bucket.scores[1][1].value == pytest.approx(expected)
    assert bucket.scores[0][1].p_value is None
    assert bucket.scores[1][1].p_value < 0.05
    assert whole.buckets[0].buckets[0].scores[1][1].p_value is None  # eight segments say nothing


def test_a_copy_of_the_first_system_does_not_differ_in_any_group(references, good_system):
    test_set = TestSet((references,), docids=("a",) * 20)
    systems = [System("good", good_system), System("copy", good_system)]
    measured = measure(systems, test_set, make_metrics(["chrf"], [references], MetricOptions()))
    options = TestOptions(samples=50)
    groups = {"docid": group_segments("docid", test_set)}
    whole = with_buckets(report(measured, options), measured, groups, options)
    assert whole.buckets[0].buckets[0].scores[1][0].p_value == 1


def test_a_single_segment_has_a_score_and_no_interval(references, good_system):
    test_set = TestSet((references[:3],), docids=("a", "b", "b"))
    metrics = make_metrics(["bleu"], [references[:3]], MetricOptions())
    measured = measure([System("good", good_system[:3])], test_set, metrics)
    options = TestOptions(samples=50)
    groups = {"docid": group_segments("docid", test_set)}
    (table,) = with_buckets(report(measured, options), measured, groups, options).buckets
    alone, pair = (bucket.scores[0][0] for bucket in table.buckets)
    assert alone.interval is None
    assert alone.value > 0
    assert pair.interval is not None
