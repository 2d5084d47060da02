from hypothesis import given
from hypothesis import strategies as st

from aligner.text.brackets import match_pairs

CLOSER = {"“": "”", "‘": "’", "（": "）", "(": "）", "《": "》"}
KIND = {")": "）"}
MARKS = ["“", "”", "‘", "’", "（", "）", "(", ")", "《", "》", "甲"]


def by_definition(line):
    """Each closing mark takes the last opening one of its kind; what opened after it is lost."""
    pairs, stack = {}, []
    for at, mark in enumerate(line):
        if mark in CLOSER:
            stack.append((CLOSER[mark], at))
        elif any(closer == KIND.get(mark, mark) for closer, _ in stack):
            while stack[-1][0] != KIND.get(mark, mark):
                stack.pop()
            pairs[stack.pop()[1]] = at
    return pairs


@given(st.lists(st.sampled_from(MARKS), max_size=30).map("".join))
def test_a_closing_mark_takes_the_last_opening_one_of_its_kind(line):
    whole = f"“”{line}"  # both ways are there, so none is a slip for the other
    assert match_pairs(whole) == by_definition(whole)


def test_thousands_of_marks_that_nothing_closes_do_not_hold_up_a_line():
    line = "“‘" * 150_000
    assert match_pairs(f"（{line}”)") == {1 + len(line) - 2: 1 + len(line), 0: len(line) + 2}
