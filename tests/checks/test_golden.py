"""Every check on pairs a linguist can read and correct: what it finds and what it lets pass."""

import csv
from pathlib import Path

import pytest

from aligner.bitext import SegmentPair
from aligner.checks.registry import all_checks, select_checks

GOLDEN = Path(__file__).parent.parent / "data" / "checks.tsv"
DEGENERATE = {"empty", "copied-source", "loop", "han-residue", "length"}


def golden():
    with GOLDEN.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            pytest.param(*row, id=f"line{number}-{row[0]}")
            for number, row in enumerate(rows, 1)
            if row and not row[0].startswith("#")
        ]


@pytest.mark.parametrize(("name", "src", "tgt", "expected"), golden())
def test_golden_pairs_get_the_finding_a_linguist_wrote_down(name, src, tgt, expected):
    (check,) = select_checks([name])
    messages = [finding.message for finding in check(SegmentPair(src, tgt))]
    if expected == "ok":
        assert messages == []
    else:
        assert any(expected in message for message in messages), messages


def test_every_check_has_a_golden_pair_it_flags_and_one_it_lets_pass():
    cases = [(row.values[0], row.values[3] == "ok") for row in golden()]
    names = {check.name for check in all_checks()} - DEGENERATE
    assert {name for name, ok in cases if not ok} == names
    assert {name for name, ok in cases if ok} >= names - {"title-marks"}


def test_the_golden_table_has_at_least_120_rows():
    assert len(golden()) >= 120
