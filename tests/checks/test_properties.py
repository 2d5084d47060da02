"""Laws of the checks: they never raise, spans lie within the texts, right values pass."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from aligner.bitext import SegmentPair
from aligner.checks.finding import Severity
from aligner.checks.phenomena import PHENOMENA, kept, labels
from aligner.checks.registry import OFF, all_checks, default_checks, run_checks

ANY = st.text(max_size=60) | st.text(
    alphabet="一二三十百千万亿年月日时分元倍成％0123456789.,:“”《》（）()报电记者 A王x\"'-&#;",
    max_size=60,
)
VALUES = ("number", "scale", "number-lost", "number-added", "share", "currency", "unit")
DATES = ("date", "date-lost", "weekday", "time")
MONTHS = [
    "Jan.",
    "Feb.",
    "March",
    "April",
    "May",
    "June",
    "July",
    "Aug.",
    "Sept.",
    "Oct.",
    "Nov.",
    "Dec.",
]


def findings(src, tgt, names):
    checks = [check for check in all_checks() if check.name in names]
    return [(f.check, f.message) for f in run_checks(SegmentPair(src, tgt), checks)]


@given(ANY, ANY)
@example("三" * 400, "one " + "hundred " * 160)
@example("9" * 5000 + "万", "one hundred and " * 160)
@settings(max_examples=150, deadline=None)
def test_no_check_raises_and_spans_lie_within_the_texts(src, tgt):
    for finding in run_checks(SegmentPair(src, tgt), all_checks()):
        assert finding.message
        assert all(0 <= span.start < span.end <= len(src) for span in finding.src)
        assert all(0 <= span.start < span.end <= len(tgt) for span in finding.tgt)


@given(ANY, ANY, ANY)
@settings(max_examples=60, deadline=None)
def test_a_translation_keeps_at_most_what_its_reference_keeps(src, ref, hyp):
    for phenomenon in PHENOMENA:
        result = kept(phenomenon.name, src, ref, hyp)
        assert 0 <= result.kept <= result.total
        assert kept(phenomenon.name, src, ref, ref) == type(result)(result.total, result.total)
    assert labels(src, ref) <= {phenomenon.name for phenomenon in PHENOMENA}


@given(st.integers(min_value=11, max_value=10**7))
@settings(max_examples=60, deadline=None)
def test_a_number_passes_with_its_own_rendering(value):
    src = f"这里有{value}人。"
    for tgt in (f"There are {value:,} people here.", f"There are {value} people here."):
        assert findings(src, tgt, VALUES) == []


@given(st.integers(min_value=1, max_value=9999), st.sampled_from([("万", 4), ("亿", 8)]))
@example(10, ("万", 4))
@settings(max_examples=60, deadline=None)
def test_wan_and_yi_pass_with_the_right_zeros_and_fail_with_one_more(value, scale):
    word, zeros = scale
    src = f"投资{value}{word}元。"
    assert findings(src, f"An investment of {value * 10**zeros:,} yuan.", VALUES) == []
    wrong = findings(src, f"An investment of {value * 10 ** (zeros + 1):,} yuan.", VALUES)
    assert [check for check, _ in wrong] == ["scale"]


@given(st.integers(min_value=1, max_value=12), st.integers(min_value=1, max_value=28))
@settings(max_examples=60, deadline=None)
def test_a_date_passes_with_its_own_rendering(month, day):
    src = f"会议于{month}月{day}日结束。"
    for tgt in (
        f"The meeting ended on {MONTHS[month - 1]} {day}.",
        f"The meeting ended on {day} {MONTHS[month - 1].rstrip('.')}.",
    ):
        assert findings(src, tgt, (*VALUES, *DATES)) == []


@given(st.integers(min_value=0, max_value=23), st.integers(min_value=0, max_value=59))
@settings(max_examples=60, deadline=None)
def test_a_time_passes_on_both_clocks(hour, minute):
    src = f"列车{hour}时{minute:02d}分发车。"
    half = "a.m." if hour < 12 else "p.m."
    for tgt in (
        f"The train left at {hour}:{minute:02d}.",
        f"The train left at {hour % 12 or 12}:{minute:02d} {half}",
    ):
        assert findings(src, tgt, (*VALUES, *DATES)) == []


def test_findings_come_worst_first():
    pair = SegmentPair("26日投资90亿元。", "An  investment of 90 billion yuan。")
    order = [finding.severity for finding in run_checks(pair, default_checks())]
    assert order == sorted(order, key=tuple(Severity).index)
    assert order[0] == Severity.CRITICAL


def test_the_default_profile_leaves_out_what_did_not_earn_its_place():
    names = {check.name for check in all_checks()}
    assert len(names) == len(all_checks())
    assert names >= OFF
    assert {check.name for check in default_checks()} == names - OFF
