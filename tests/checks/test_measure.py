"""What a check is worth, measured on a small evaluation folder and on the sample corpora."""

import pytest

from aligner.bitext import SegmentPair
from aligner.checks.measure import (
    Rate,
    evaluation_sets,
    flag_pairs,
    flag_rates,
    judged_outputs,
    penalties,
    read_pairs,
)
from aligner.checks.numbers import Scale
from aligner.checks.registry import default_checks
from aligner.checks.selftest import detect, measure, read_challenge, sample
from aligner.errors import FormatError, InputError
from aligner.execution.local import Local
from aligner.registry.store import shipped_root

CORPORA = shipped_root() / "corpora"


@pytest.fixture
def data(tmp_path):
    """Two systems, two segments; A has the wrong scale in the first."""
    folder = tmp_path / "eval" / "mini"
    (folder / "systems").mkdir(parents=True)
    (folder / "src.zh").write_text("投资90亿元。\n天气很好。\n", encoding="utf-8")
    good = "An investment of 9 billion yuan.\nThe weather is fine.\n"
    (folder / "ref.en").write_text(good, encoding="utf-8")
    (folder / "systems" / "wmt_A.en").write_text(good.replace("9 b", "90 b"), encoding="utf-8")
    (folder / "systems" / "wmt_B.en").write_text(good, encoding="utf-8")
    (folder / "systems" / "ff_C.en").write_text(good.replace("9 b", "90 b"), encoding="utf-8")
    human = tmp_path / "eval" / "human" / "mini"
    human.mkdir(parents=True)
    rows = ["system\tline\tmqm", "A\t1\t-10", "A\t2\t-1", "B\t1\t-2", "B\t2\t0", "ref-A\t1\t0"]
    (human / "mqm_seg.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path


def test_penalties_compare_flagged_outputs_with_the_rest_and_with_the_same_segment(data):
    (folder,) = evaluation_sets(data)
    outputs = list(judged_outputs(folder, "mini"))
    assert [output.penalty for output in outputs] == [10, 1, 2, 0]
    flags = flag_pairs([output.pair for output in outputs], [Scale()])
    (penalty,) = penalties(outputs, flags)
    assert penalty is not None
    assert (penalty.cells, penalty.flagged, penalty.unflagged) == (1, 10, 1)
    assert (penalty.within_cells, penalty.within) == (1, 8)


@pytest.mark.parametrize("jobs", [1, 2])
def test_rates_on_references_and_systems(data, jobs):
    (row,) = measure(data, [Scale()], Local(jobs))
    assert (row.references, row.systems) == (Rate(0, 2), Rate(1, 2))
    assert row.systems.percent == 50


def test_a_check_that_flags_nothing_has_no_penalty(data):
    (folder,) = evaluation_sets(data)
    outputs = [o for o in judged_outputs(folder, "mini") if o.system == "B"]
    assert penalties(outputs, [(False,)] * 2) == (None,)
    assert penalties([], []) == ()


def test_a_folder_without_test_sets_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match="no test set"):
        evaluation_sets(tmp_path)


def test_files_of_different_lengths_are_an_input_error(tmp_path):
    (tmp_path / "a").write_text("一\n", encoding="utf-8")
    (tmp_path / "b").write_text("one\ntwo\n", encoding="utf-8")
    with pytest.raises(InputError, match="has 1 lines"):
        read_pairs(tmp_path / "a", tmp_path / "b")


def test_a_malformed_challenge_line_is_named(tmp_path):
    path = tmp_path / "items.jsonl"
    path.write_text('{"src": "x"}\n', encoding="utf-8")
    with pytest.raises(FormatError, match=r"items\.jsonl:1"):
        list(read_challenge(path))


def test_the_default_checks_rarely_alarm_on_our_own_right_translations():
    for row in sample(CORPORA, default_checks()):
        assert row.gold.percent < 1, row
        assert row.right.percent < 0.5, row


def test_nearly_all_wrong_scales_of_the_challenge_set_are_found():
    found = {row.phenomenon: row for row in detect(CORPORA, default_checks())}
    assert found["scale"].wrong.percent > 95
    assert found["unit"].wrong.percent > 60
    assert found["date"].wrong.percent > 45
    assert sum(row.right.flagged for row in found.values()) <= 2


def test_flag_rates_count_pairs():
    pairs = [SegmentPair("投资90亿元。", "It is 90 billion yuan."), SegmentPair("好。", "Fine.")]
    assert flag_rates(pairs, [Scale()]) == (Rate(1, 2),)


class Broken:
    name = "broken"

    def __call__(self, pair):
        return 1 / len(pair.tgt)


def test_a_check_that_breaks_ends_the_measurement_with_its_reason():
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        flag_pairs([SegmentPair("好", "")], [Broken()])
