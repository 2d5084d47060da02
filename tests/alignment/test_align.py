"""Whole alignments with the lexical table and the weights that ship."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.align import AlignOptions, align, presplit
from aligner.alignment.gold import evaluate, links
from aligner.document import Article, Paragraph, Role, Sentence, Span
from aligner.errors import AlignmentError, UsageError

ZH = [
    "台风周五清晨在东部沿海登陆，带来暴雨和大风。",
    "当局疏散了约12万人，学校停课，航班取消。",
    "“我们整夜没睡，”一位渔民说。",
    "“水一直涨到了窗台。”",
    "气象部门说，这是今年最强的一次台风。",
    "铁路部门预计服务将于周日恢复。",
    "保险公司估计损失超过30亿元。",
    "市长呼吁居民留在家中，等待进一步通知。",
]
EN = [
    "A typhoon made landfall on the eastern coast early on Friday.",
    "It brought torrential rain and strong winds.",
    "The authorities evacuated about 120,000 people, closed schools and canceled flights.",
    '"We did not sleep all night," a fisherman said. "The water rose to the windowsill."',
    "It was the strongest typhoon of the year, the weather service said.",
    "Rail services are expected to resume on Sunday.",
    "Insurance companies put the losses at more than 3 billion yuan.",
    "The mayor urged residents to stay at home and wait for further notice.",
]
GOLD = [
    ((0,), (0, 1)),
    ((1,), (2,)),
    ((2, 3), (3,)),
    ((4,), (4,)),
    ((5,), (5,)),
    ((6,), (6,)),
    ((7,), (7,)),
]


def zh(lines=ZH):
    return presplit(lines, "zh", "zh")


def en(lines=EN):
    return presplit(lines, "en", "en")


def test_a_news_item_with_split_and_merged_sentences_is_aligned():
    assert evaluate(align(zh(), en()).beads, GOLD).strict.f1 == 1.0


def test_the_other_direction_gives_the_same_beads():
    turned = [(tgt, src) for src, tgt in links(align(en(), zh()).beads)]
    assert turned == links(align(zh(), en()).beads)


def test_aligning_twice_gives_the_same_bytes():
    assert align(zh(), en()).beads == align(zh(), en()).beads


@given(st.lists(st.sampled_from(ZH), min_size=1), st.lists(st.sampled_from(EN), min_size=1))
@settings(max_examples=20, deadline=None)
def test_beads_cover_both_sides_once_and_in_order(some_zh, some_en):
    if max(len(some_zh), len(some_en)) > 50 * min(len(some_zh), len(some_en)):
        return
    beads = align(zh(some_zh), en(some_en)).beads
    assert [i for bead in beads for i in bead.src] == list(range(len(some_zh)))
    assert [j for bead in beads for j in bead.tgt] == list(range(len(some_en)))
    assert all(0.0 <= bead.confidence <= 1.0 for bead in beads)
    assert all(bool(bead.reason) != bool(bead.src and bead.tgt) for bead in beads)


def test_an_omitted_block_becomes_null_beads_with_a_reason():
    beads = align(zh(), en(EN[:3] + EN[7:])).beads
    missing = [bead for bead in beads if not bead.tgt]
    assert [i for bead in missing for i in bead.src] == [2, 3, 4, 5, 6]
    assert {bead.reason for bead in missing} == {"5 sentences in a row not in the target"}
    assert beads[-1].src == range(7, 8)


def test_boilerplate_is_left_alone_and_said_to_be():
    text = "\n".join([*ZH, "责任编辑：周静怡"])
    lines = presplit(text.split("\n"), "zh", "zh").sentences
    article = Article(
        "zh",
        "zh",
        text,
        (Paragraph(Role.BODY, lines[:-1]), Paragraph(Role.BOILERPLATE, lines[-1:])),
    )
    last = align(article, en()).beads[-1]
    assert (last.kind, last.reason) == ("1-0", "boilerplate")


def test_hard_anchors_are_kept_against_the_evidence():
    beads = align(zh(), en(), AlignOptions(anchors=((2, 5),))).beads
    assert any(bead.src.start == 2 and bead.tgt.start == 5 for bead in beads if bead.src) or any(
        bead.src.stop == 2 and bead.tgt.stop == 5 for bead in beads
    )
    assert not any(
        bead.src.start < 2 < bead.src.stop or bead.tgt.start < 5 < bead.tgt.stop for bead in beads
    )
    assert not any(
        bead.src and bead.tgt and (bead.src[0] < 2) != (bead.tgt[0] < 5) for bead in beads
    )


@pytest.mark.parametrize("anchors", [((9, 1),), ((3, 3), (2, 4)), ((1, 20),)])
def test_anchors_that_cannot_be_are_refused(anchors):
    with pytest.raises(AlignmentError, match="anchor"):
        align(zh(), en(), AlignOptions(anchors=anchors))


def test_no_bead_is_larger_than_asked_for():
    beads = align(zh(), en(), AlignOptions(max_bead=2)).beads
    assert max(len(bead.src) + len(bead.tgt) for bead in beads) == 2


def test_a_largest_bead_out_of_range_is_a_usage_error():
    with pytest.raises(UsageError, match="2 to 8"):
        AlignOptions(max_bead=9)


def test_traditional_characters_align_as_well():
    lines = ["颱風週五清晨在東部沿海登陸。", "鐵路部門預計服務將於週日恢復。", "保險公司估計損失。"]
    text = ["Rail services are expected to resume on Sunday.", "Insurers estimated the losses."]
    beads = align(zh(lines), en(["A typhoon landed on the east coast on Friday.", *text])).beads
    assert [bead.kind for bead in beads] == ["1-1", "1-1", "1-1"]


def test_any_two_languages_align_without_the_lexicon():
    one = ["Der Minister sprach am 4. Mai in Bern.", "Er nannte Zahlen: 12, 17 und 350.", "Ende."]
    two = ["Le ministre a parlé le 4 mai à Bern.", "Il a cité 12, 17 et 350.", "Fin."]
    options = AlignOptions(use_lexicon=False)
    beads = align(presplit(one, "en", "de"), presplit(two, "en", "fr"), options).beads
    assert [bead.kind for bead in beads] == ["1-1", "1-1", "1-1"]


def test_a_model_is_asked_only_in_doubt_and_can_tip_the_scales():
    asked = []

    def scorer(pairs):
        asked.extend(pairs)
        return [-1.0 for _ in pairs]

    align(zh(), en(), AlignOptions(score=scorer, doubt=0.9))
    assert len(asked) < 40
    before = len(asked)
    align(zh(ZH[4:]), en(EN[4:]), AlignOptions(score=scorer, doubt=0.01))
    assert len(asked) == before


@pytest.mark.parametrize(
    ("src", "tgt", "message"),
    [
        (zh([]), en(), "no sentences"),
        (zh(), en([]), "no sentences"),
        (presplit(EN, "zh", "a"), presplit(ZH, "en", "b"), "swapped"),
        (presplit(EN, "zh", "a"), en(), "reads as en"),
        (zh(), zh(), "same text"),
        (zh(ZH[:1]), en(EN * 10), "50 times"),
    ],
)
def test_input_that_makes_no_sense_is_refused_with_the_reason(src, tgt, message):
    with pytest.raises(AlignmentError, match=message):
        align(src, tgt)


def test_presplit_keeps_spans_and_paragraphs():
    article = presplit(["  一。", "", "二。 "], "zh", "x")
    assert [article.text[s.span.start : s.span.end] for s in article.sentences] == ["一。", "二。"]
    assert len(article.paragraphs) == 2
    assert article.sentences[0] == Sentence("一。", Span(2, 4))


def test_one_text_is_not_taken_for_its_lines():
    with pytest.raises(AlignmentError, match="one text where its lines belong"):
        presplit("早。\n好。", "zh", "a")
