import re

import numpy as np

from aligner.scoring.metrics import MetricOptions, make_metrics
from aligner.scoring.plugin import MeanMetric
from aligner.scoring.report import NO_GROUPS, detectable_lines, extra_text, to_markdown
from aligner.scoring.score import Measured, TestOptions, measure, report, with_buckets
from aligner.scoring.segments import System, TestSet
from aligner.scoring.tables import Block, display_width, markdown_blocks, markdown_table, text_table


def test_columns_stand_below_each_other_with_chinese_names():
    table = text_table(("docid", "BLEU"), [("town", "31.5"), ("两会报道", "7.0")])
    assert {display_width(line) for line in table.splitlines()} == {14}


def test_a_column_is_as_wide_as_a_terminal_shows_it():
    assert [display_width(text) for text in ("ab", "两会", "é", "e\u0301", "ａ")] == [2, 4, 1, 1, 2]


def test_markdown_shows_segments_as_they_are():
    lines = ("run_2  <unk> said &quot;*no*&quot;", "tok:13a|smooth:exp")
    text = markdown_blocks([Block("Losses of a_b_ and <i>", lines=lines)])
    assert "### Losses of a_b\\_ and \\<i>" in text
    assert "- run_2  \\<unk> said \\&quot;\\*no\\*\\&quot;" in text
    assert "- tok:13a|smooth:exp" in text


def test_names_of_systems_leave_a_markdown_table_whole():
    table = markdown_table(("System", "BLEU"), [("a|b<i>\tc\n*d*", "1.0")])
    assert table.splitlines()[-1] == "| a\\|b\\<i> c \\*d\\* | 1.0 |"
    assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1


def test_the_detectable_difference_of_a_fine_metric_is_not_zero(references, good_system):
    test_set = TestSet((references,))
    mean = MeanMetric("fine", "plugin:fine")
    numbers = [0.8 + k / 1000 for k in range(20)], [0.81 + (k % 3) / 1000 for k in range(20)]
    systems = (System("one", good_system), System("two", good_system))
    stats = (np.stack([mean.rows(of_system) for of_system in numbers]),)
    whole = report(Measured(systems, test_set, (mean,), stats), TestOptions(paired="bs"))
    assert re.search(r"one comparison\): fine 0\.00\d+\.", detectable_lines(whole, 1)[-1])


def test_systems_that_keep_their_distance_have_no_detectable_difference(references):
    test_set = TestSet((references,))
    systems = [System("none", ("",) * 20), System("all", references)]
    metrics = make_metrics(["bleu"], [references], MetricOptions())
    whole = report(measure(systems, test_set, metrics), TestOptions(paired="bs", samples=50))
    assert len(detectable_lines(whole, 1)) == 1


def test_a_grouping_without_groups_says_so(references, good_system):
    test_set = TestSet((references,))
    metrics = make_metrics(["bleu"], [references], MetricOptions())
    measured = measure([System("good", good_system)], test_set, metrics)
    whole = with_buckets(
        report(measured, TestOptions()), measured, {"phenomenon": []}, TestOptions()
    )
    assert f"### By phenomenon\n\n{NO_GROUPS}" in to_markdown(whole, 1)
    assert f"By phenomenon\n{NO_GROUPS}" in extra_text(whole, 1)
