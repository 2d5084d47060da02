import pytest

from aligner.bitext import SegmentPair
from aligner.corpus.content import Complete

WHOLE = [
    ("新华社记者摄", "Photo by a reporter of the agency"),
    ("图书馆周三重新开放。", "The library reopened on Wednesday."),
    (
        "渔民们说，今年的鱼群比往年来得更晚，但数量没有减少。",
        "The fishermen say the shoals came later than in other years, but there are no fewer fish.",
    ),
]
CUT = [
    ("图书馆周三重新", "The library reopened on Wednesday after two years of work."),
    ("图书馆周三重新开放，市民可以免费借书。", "The library reopened on Wednesday, and the"),
    (
        "市民可以免费借书。",
        "The library reopened on Wednesday after two years of work, and books are free to borrow.",
    ),
    (
        "渔民们说，今年的鱼群比往年来得更晚",
        "The fishermen say the shoals came later than in other years, but there are no fewer fish.",
    ),
]


@pytest.mark.parametrize(("src", "tgt"), WHOLE)
def test_whole_pairs_stay(src, tgt):
    assert Complete().accept(Complete().score(SegmentPair(src, tgt)))


@pytest.mark.parametrize(("src", "tgt"), CUT)
def test_a_side_that_was_cut_is_rejected(src, tgt):
    assert not Complete().accept(Complete().score(SegmentPair(src, tgt)))
