"""Checks of outputs that are no translation: what they catch and what they let pass."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.bitext import SegmentPair
from aligner.checks.degenerate import (
    DEGENERATE_CHECKS,
    CopiedSource,
    Empty,
    HanResidue,
    LengthRatio,
    Loop,
    longest_repetition,
    source_repetition,
)

GOLDEN = Path(__file__).parent.parent / "data" / "degenerate.tsv"


def golden():
    with GOLDEN.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [pytest.param(*row, id=f"line{i}") for i, row in enumerate(rows, 1) if row]


@pytest.mark.parametrize(("expected", "src", "tgt"), golden())
def test_golden_pairs_get_the_findings_a_linguist_wrote_down(expected, src, tgt):
    found = {f.check for check in DEGENERATE_CHECKS for f in check(SegmentPair(src, tgt))}
    assert found == set(expected.split("+")) - {"ok"}


def test_the_span_of_a_loop_covers_the_repeated_words():
    tgt = "He said: Bern, Bern, Bern, Bern and left."
    (finding,) = Loop()(SegmentPair("他说完伯尔尼就走了。", tgt))
    (span,) = finding.tgt
    assert tgt[span.start : span.end] == "Bern, Bern, Bern, Bern"


def test_a_source_that_repeats_itself_may_be_repeated():
    assert source_repetition("加油，加油，加油！") == 3
    assert Loop()(SegmentPair("加油，加油，加油！", "Come on, come on, come on!")) == ()
    assert Loop()(SegmentPair("加油！", "Come on, come on, come on!"))


def test_spans_of_left_chinese_are_exact():
    tgt = "The 国务院 met 李 today."
    (finding,) = HanResidue()(SegmentPair("国务院今天会见了李。", tgt))
    assert [tgt[s.start : s.end] for s in finding.tgt] == ["国务院", "李"]


def test_allowed_chinese_may_stay_but_no_other():
    check = HanResidue(frozenset({"腾讯"}))
    assert check(SegmentPair("腾讯上涨。", "腾讯 rose.")) == ()
    assert check(SegmentPair("腾讯上涨。", "腾讯 上 rose."))


@given(st.text(max_size=60), st.text(max_size=60))
def test_every_check_takes_any_text_and_its_spans_lie_inside(src, tgt):
    for check in DEGENERATE_CHECKS:
        for finding in check(SegmentPair(src, tgt)):
            assert finding.check == check.name
            assert all(0 <= s.start <= s.end <= len(tgt) for s in finding.tgt)
            assert all(0 <= s.start <= s.end <= len(src) for s in finding.src)


@given(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=5), st.integers(3, 6))
def test_any_short_phrase_three_times_in_a_row_is_found(words, times):
    _, found = longest_repetition(" ".join(words * times))
    assert found >= 3


def test_names_are_unique():
    names = [check.name for check in DEGENERATE_CHECKS]
    assert len(set(names)) == len(names)
    assert {Empty().name, CopiedSource().name, LengthRatio().name} <= set(names)
