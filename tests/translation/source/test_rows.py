"""Quotations and titles side by side have a list mark between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.translation.source.rows import listed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("能“看”“听” “摸”", "能“看”、“听”、“摸”"),
        ("《山歌》《水歌》两首", "《山歌》、《水歌》两首"),
        ("“既‘稳’‘准’又快”", "“既‘稳’、‘准’又快”"),
        # What somebody cries, a mark that is there, a mark of another kind, and what never ends.
        ("“快走！”“别过来。”", "“快走！”“别过来。”"),
        ("“看”、“听”和“摸”", "“看”、“听”和“摸”"),
        ("《晨报》“头条”栏目", "《晨报》“头条”栏目"),
        ("他说“好”“来", "他说“好”“来"),
    ],
)
def test_rows_are_lists(text, expected):
    assert listed(text) == expected


@given(st.text("“”《》‘’、。甲乙 ", max_size=30))
def test_only_list_marks_are_added(text):
    assert listed(text).replace("、", "").replace(" ", "") == text.replace("、", "").replace(
        " ", ""
    )
    assert listed(listed(text)) == listed(text)
