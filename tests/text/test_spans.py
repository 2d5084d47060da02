import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from aligner.text.spans import drop_bare, stripped


@given(st.text("甲a。— ", max_size=30), st.sets(st.integers(0, 30)))
def test_marks_alone_are_no_sentence(line, places):
    cuts = sorted(place for place in places if place <= len(line))
    kept, begin = [], 0
    for cut, limit in pairwise([*cuts, len(line)]):
        if re.search(r"\w", line[begin:cut]) and re.search(r"\w", line[cut:limit]):
            kept.append(cut)
            begin = cut
    assert drop_bare(line, cuts) == kept


def test_a_line_of_nothing_but_marks_is_soon_gone_through():
    line = "—" * 300_000
    assert drop_bare(line, list(range(1, len(line)))) == []


@given(st.text("甲 \u200b\ufeff\n\u3000", max_size=20))
def test_nothing_unseen_stands_at_the_end_of_a_stripped_text(text):
    left = stripped(text)
    assert text.startswith(left)
    assert left == left.rstrip().rstrip("\u200b\ufeff")
    assert not text[len(left) :].strip().strip("\u200b\ufeff \n\u3000")


def test_a_long_end_that_nobody_sees_is_soon_taken_off():
    assert stripped("甲" + "\u200b " * 200_000) == "甲"
