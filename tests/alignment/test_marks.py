"""Punctuation as evidence."""

import pytest

from aligner.alignment.marks import ENDS, read_marks


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("好。", 0),
        ("好吗？”", 1),
        ('Really?"', 1),
        ("走！", 2),
        ("他说：", 3),
        ("等等……", 6),
        ("Wait...", 6),
        ("标题", len(ENDS)),
        ("”", len(ENDS)),
    ],
)
def test_the_end_of_a_sentence_is_told_under_its_quotes(text, end):
    assert read_marks([text]).ends[0] == end


@pytest.mark.parametrize(
    ("text", "opened", "closed"),
    [
        ("“我去，”他说，“明天去。”", 2, 2),
        ('"I will go," he said.', 1, 1),
        ("'I don't know,' he said.", 1, 1),
        ("没有引号。", 0, 0),
        ("‘Yes.’", 1, 1),
    ],
)
def test_quotes_are_counted_and_apostrophes_are_not(text, opened, closed):
    marks = read_marks([text])
    assert (marks.opened[0], marks.closed[0]) == (opened, closed)


def test_equal_speech_gives_equal_marks():
    marks = read_marks(["“是吗？”", '"Oh, really?"'])
    assert marks.starts.tolist() == [1, 1]
    assert marks.stops.tolist() == [1, 1]
    assert marks.counts[0][0] == marks.counts[1][0] == 1
