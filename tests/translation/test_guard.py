"""The guard: what it flags it decodes again, and it never makes things worse."""

import pytest

from aligner.bitext import SegmentPair
from aligner.checks.degenerate import DEGENERATE_CHECKS, longest_repetition
from aligner.checks.finding import Finding, Severity
from aligner.document import Span
from aligner.translation.guard import CUT, Guard, cut_loops, weight
from aligner.translation.hypotheses import Output, Part, join_nbest
from aligner.translation.options import Decoding
from aligner.translation.units import Unit

UNIT = Unit("外交部发言人今天，在北京回答了记者提问。", ("外交部", "发言人"), Span(0, 20))
LOOP = "Bern, Bern, Bern, Bern and more of it"
GOOD = "The spokesman answered questions in Beijing today."


def output(text, score=-1.0, *, complete=True):
    return Output(Part(text, score, 5), complete)


def guard_that_finds(*outputs):
    """A guard whose decoder gives these outputs, one list a step; it notes the settings."""
    asked = []
    answers = iter(outputs)

    def decode(units, how):
        asked.append(how)
        answer = next(answers, (output(LOOP),))
        return [answer for _ in units]

    def split(unit):
        return (Unit("外交部发言人今天，", ("x",), unit.span, ends=False), unit)

    return Guard(decode, split), asked


def mend(guard, *outputs):
    (draft,) = guard.mend([guard.draft(UNIT, outputs)], Decoding())
    return draft


def test_a_good_output_is_not_decoded_again():
    guard, asked = guard_that_finds()
    assert mend(guard, output(GOOD)).parts[0].text == GOOD
    assert asked == []


def test_a_loop_is_decoded_again_with_a_wider_beam_and_no_repetition():
    guard, asked = guard_that_finds((output(LOOP), output(GOOD)))
    draft = mend(guard, output(LOOP))
    assert draft.parts[0].text == GOOD
    assert draft.findings == ()
    assert draft.repair == "wider-beam"
    assert asked[0].beam_size >= 8
    assert asked[0].no_repeat_ngram_size > 0
    assert guard.flagged == guard.repaired == {"loop": 1}
    assert len(asked) == 1


@pytest.mark.parametrize(("width", "wider"), [(1, 8), (4, 8), (8, 16), (100, 100)])
def test_the_wider_beam_is_wider_than_that_of_the_search(width, wider):
    guard, asked = guard_that_finds((output(GOOD),))
    guard.mend([guard.draft(UNIT, [output(LOOP)])], Decoding(width))
    assert asked[0].beam_size == wider


def test_the_best_candidate_has_the_lightest_findings_then_the_highest_score():
    guard, _ = guard_that_finds((output(GOOD, -3.0), output(f"{GOOD[:-1]} again.", -2.0)))
    assert mend(guard, output("")).parts[0].text == f"{GOOD[:-1]} again."


def test_what_cannot_be_mended_is_kept_and_reported():
    guard, asked = guard_that_finds(*[(output("()"),)] * 3)
    draft = mend(guard, output("()", -0.5))
    assert draft.parts[0].text == "()"
    assert [finding.check for finding in draft.findings] == ["empty"]
    assert guard.staying == {"empty": 1}
    assert len(asked) == 3, "every step is tried"


def test_a_loop_that_outlives_every_step_is_cut_out_and_that_is_reported():
    guard, asked = guard_that_finds()
    draft = mend(guard, output(LOOP, -0.5))
    assert draft.parts[0].text == "Bern and more of it"
    assert draft.repair == "loop-cut"
    assert [(f.check, f.severity) for f in draft.findings] == [("loop-cut", Severity.MINOR)]
    assert guard.repaired == {"loop": 1}
    assert guard.staying == {"loop-cut": 1}
    assert len(asked) == 3, "every step is tried before"


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("We all met in Bern, we all met in Bern today.", "We all met in Bern today."),
        ("He said he hopes to come, he said he hopes to come.", "He said he hopes to come."),
        ("Hahahahahahaha, he said.", "Haha, he said."),
        ("He said that.", "He said that."),
    ],
)
def test_cutting_keeps_one_of_what_repeats_itself(text, cut):
    assert longest_repetition(cut_loops(text))[1] == 0
    assert cut_loops(text) == cut


def test_an_output_that_was_cut_off_is_flagged_and_mended_by_clauses():
    guard, _ = guard_that_finds((output(GOOD, complete=False),), (output("In Beijing."),))
    draft = mend(guard, output(GOOD, complete=False))
    assert draft.repair == "clauses"
    assert draft.parts[0].text.startswith("In Beijing, ")
    assert CUT not in draft.findings


@pytest.mark.parametrize("bad", ["", "()", LOOP, "王小明 said", UNIT.text])
def test_every_kind_of_degenerate_output_is_flagged(bad):
    guard, _ = guard_that_finds()
    assert guard.examine(UNIT, output(bad))
    found = [f for check in DEGENERATE_CHECKS for f in check(SegmentPair(UNIT.text, bad))]
    assert weight(found) > 0


def test_one_critical_finding_outweighs_nine_major_ones():
    critical = Finding("a", "x", Severity.CRITICAL, "")
    major = Finding("b", "x", Severity.MAJOR, "")
    assert weight([critical]) > weight([major] * 9)


def test_the_nbest_of_two_sentences_are_the_best_choices_in_order():
    first = (Part("A", -1.0, 1), Part("a", -3.0, 1))
    second = (Part("B", -1.0, 1), Part("b", -2.0, 1))
    found = join_nbest([first, second], 3)
    assert [hypothesis.text for hypothesis in found] == ["A B", "A b", "a B"]
    assert [hypothesis.score for hypothesis in found] == [-1.0, -1.5, -2.0]
    assert len(join_nbest([first, second], 9)) == 4
