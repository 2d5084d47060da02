"""Quotations of several sentences are given sentence by sentence, and are one in English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.document import Span
from aligner.translation.english.long_quotes import run_on
from aligner.translation.hypotheses import Hypothesis, Translation
from aligner.translation.source.long_quotes import whole_quotes
from aligner.translation.units import Segment, Unit


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        ("他说：“好。|走吧。”", "他说：“好。”+|“走吧。”"),
        ("“好。|走吧。”他说，“快。|等等。”", "“好。”+|“走吧。”他说，“快。”+|“等等。”"),
        ("他说：“好。|走吧。|再见。”她走了。", "他说：“好。”+|“走吧。”+|“再见。”她走了。"),
        ("她说“好”。|他走了。", "她说“好”。|他走了。"),
        # Every paragraph of a speech begins with a mark, and only the last ends with one.
        ("他说：“好。|“走吧。”", "他说：“好。”|“走吧。”"),
        ("他说：“好。|她走了。", "他说：“好。”|她走了。"),
        ("好。”|她走了。", "好。”|她走了。"),
    ],
)
def test_each_sentence_of_a_quotation_has_both_marks(sentences, expected):
    found = whole_quotes(sentences.split("|"))
    assert "|".join(each.text + "+" * each.goes_on for each in found) == expected


@given(st.lists(st.text("“”好。，A", max_size=8), max_size=6))
def test_nothing_but_marks_is_added(sentences):
    found = whole_quotes(sentences)
    assert len(found) == len(sentences)
    for each, sentence in zip(found, sentences, strict=True):
        assert each.text.strip("“”") == sentence.strip("“”")


def _segment(*goes_on):
    units = tuple(Unit("好", (), Span(0, 1), quoted_on=each) for each in goes_on)
    return Segment("好", units)


def _run_on(segments, texts):
    translations = [Translation("好", (Hypothesis(text),)) for text in texts]
    return [each.text for each in run_on(segments, translations)]


def test_marks_between_sentences_of_a_quotation_go():
    one = [_segment(True, False)]
    assert _run_on(one, ['He said: "Good." "Let us go."']) == ['He said: "Good. Let us go."']
    inner = ["He said: \"She said, 'Good.'\"", '"Let us go."']
    assert _run_on([_segment(True), _segment(False)], inner) == [
        "He said: \"She said, 'Good.'",
        'Let us go."',
    ]
    assert _run_on(one, ['"Good," he said. "Let us go."']) == ['"Good," he said. "Let us go."']
    assert _run_on([_segment(False, False)], ['"Good." "Let us go."']) == ['"Good." "Let us go."']


def test_marks_between_segments_of_a_quotation_go():
    two = [_segment(True), _segment(False)]
    assert _run_on(two, ['He said: "Good."', '"Let us go."']) == ['He said: "Good.', 'Let us go."']
    assert _run_on(two, ['"Good," he said.', '"Let us go."']) == [
        '"Good," he said.',
        '"Let us go."',
    ]
