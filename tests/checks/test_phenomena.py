"""Phenomena: what a segment has, and how much of it a translation keeps."""

import pytest

from aligner.checks.phenomena import ALL, Kept, kept, labels

SRC = "中新网8月19日电 哈格（Walter Haage）说：“我们将投入90亿元，星期二开工。”"
REF = (
    'Aug. 19 (China News) "We will invest 9 billion yuan and start on Tuesday," Walter Haage said.'
)


def test_a_segment_has_the_phenomena_its_reference_keeps():
    assert labels(SRC, REF) == {"numbers", "scale", "dates", "names", "quotes", "datelines"}


def test_what_the_reference_does_not_keep_is_not_asked_of_a_translation():
    assert labels(SRC, "They start work.") == frozenset()
    assert kept("scale", SRC, "They start work.", REF) == Kept(0, 0)


def test_a_wrong_scale_and_a_lost_quotation_are_counted():
    hyp = "Aug. 19 (China News) Walter Haage said they will invest 90 billion yuan."
    assert kept("scale", SRC, REF, hyp) == Kept(0, 1)
    assert kept("quotes", SRC, REF, hyp) == Kept(0, 1)
    assert kept("names", SRC, REF, hyp) == Kept(1, 1)
    assert kept("dates", SRC, REF, hyp) == Kept(1, 1)


@pytest.mark.parametrize(
    ("src", "label"),
    [
        ("台风登陆福建沿海", "headlines"),
        ("大雨下了一夜，" * 14 + "天亮才停。", "long sentences"),
        ("他写了《河边旧事》。", "titles"),
    ],
)
def test_labels_of_segments(src, label):
    assert label in labels(src, 'He wrote "Old Tales by the River".')


def test_a_headline_has_the_items_of_all_other_phenomena():
    src, ref = "新桥投入90亿元 8月通车", "New bridge for 9 billion yuan opens in August"
    assert kept("headlines", src, ref, ref) == Kept(2, 2)  # 90亿 counts once
    assert kept("headlines", src, ref, "New bridge for 9 billion yuan opens") == Kept(1, 2)
    assert kept("headlines", f"{src}。", ref, ref) == Kept(0, 0)
    assert kept(ALL, f"{src}。", ref, ref) == Kept(2, 2)
