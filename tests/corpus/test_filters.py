"""Each filter on pairs it must keep and pairs it must reject."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.bitext import SegmentPair
from aligner.corpus.clean import judge, rejected_line
from aligner.corpus.filters import ALIGNED, NAMES, Confidence, FilterSet, Model, choose, scores_of
from aligner.corpus.spoilt import Markup, Mojibake
from aligner.corpus.surface import Repetition, Script
from aligner.errors import UsageError

GOOD = SegmentPair(
    "市政府周二宣布，新建的地铁12号线将于10月开通，预计每天运送30万名乘客。",
    "The city government announced on Tuesday that the new metro Line 12 will open in October "
    "and is expected to carry 300,000 passengers a day.",
)
OTHER = SegmentPair(
    "渔民们说，今年的鱼群比往年来得更晚。",
    "The fishermen say the shoals have come later this year than in other years.",
)
BAD = {
    "length": SegmentPair("……", "Nothing is here."),
    "script": SegmentPair(GOOD.tgt, GOOD.tgt),
    "mojibake": SegmentPair(
        "鏄庡ぉ涓嬪崍甯傛斂搴滃皢鍙紑浼氳", "The city will hold a meeting tomorrow."
    ),
    "markup": SegmentPair(OTHER.src, OTHER.tgt.replace(" in other", "&nbsp;in other")),
    "copy": SegmentPair("欢迎收看CCTV News", "CCTV News"),
    "boilerplate": SegmentPair("责任编辑：林小满", "Editor: Lin Xiaoman"),
    "punctuation": SegmentPair("好！！！！——……", "Good!!!! -- ..."),
    "ratio": SegmentPair(GOOD.src, "Yes."),
    "repetition": SegmentPair(GOOD.src, "The new metro line, the new metro line, " * 4),
    "english": SegmentPair(
        OTHER.src, "Les pêcheurs disent que les poissons arrivent cette année plus tard encore."
    ),
    "lexical": SegmentPair(GOOD.src, OTHER.tgt + " They wait for them at the old pier."),
    "complete": SegmentPair(
        GOOD.src, "The city government announced on Tuesday that the new metro"
    ),
    "clauses": SegmentPair(OTHER.src[:-1] + "，港口的起重机周末曾被雷电击中损坏。", OTHER.tgt),
    "names": SegmentPair(
        "他在NASA工作了三年，后来去了SpaceX。", "He worked there for three years, then left."
    ),
    "numbers": SegmentPair(GOOD.src, GOOD.tgt.replace("300,000", "3 million")),
}


@pytest.mark.parametrize("name", [name for name in NAMES if name != "confidence"])
def test_a_filter_keeps_the_good_pair_and_rejects_its_own_bad_one(name):
    filter = getattr(FilterSet(), name)
    assert filter.accept(filter.score(GOOD)), filter.score(GOOD)
    assert filter.accept(filter.score(OTHER)), filter.score(OTHER)
    assert not filter.accept(filter.score(BAD[name])), filter.score(BAD[name])


def test_confidence_is_the_score_of_the_pair():
    assert not Confidence().accept(Confidence().score(SegmentPair("甲", "a", 0.2)))
    assert Confidence().accept(Confidence().score(SegmentPair("甲", "a")))


def test_a_model_judges_with_what_it_is_given():
    model = Model(lambda pairs: [-1.0 if "city" in tgt else -9.0 for _, tgt in pairs])
    verdicts = list(judge([GOOD, OTHER], [model]))
    assert [v.filter for v in verdicts] == ["", "model"]


@given(st.permutations([GOOD, OTHER, *BAD.values()]))
@settings(max_examples=2, deadline=None)
def test_scores_do_not_depend_on_the_batch(pairs):
    for filter in choose(FilterSet()):
        assert scores_of(filter, pairs) == pytest.approx([filter.score(pair) for pair in pairs])


@given(st.text(max_size=30), st.text(max_size=30))
@settings(max_examples=60, deadline=None)
def test_every_pair_of_texts_gets_a_verdict(src, tgt):
    (verdict,) = judge([SegmentPair(src, tgt)], choose(FilterSet()), ask_all=True)
    assert len(verdict.scores) == len(NAMES)


def test_the_first_filter_that_rejects_is_the_reason():
    filters = choose(FilterSet(), skip=ALIGNED)
    verdicts = list(judge([GOOD, BAD["script"], BAD["numbers"]], filters))
    assert [v.filter for v in verdicts] == ["", "script", "numbers"]
    assert '"filter": "numbers", "filter_score": 0.0' in rejected_line(verdicts[2])


def test_repetition_meant_by_both_sides_stays():
    pair = SegmentPair("加油，加油，加油！", "Come on, come on, come on!")
    filter = FilterSet().repetition
    assert filter.accept(filter.score(pair))


@pytest.mark.parametrize(
    "tgt", ["Mbappé’s goal won it.", "“Vive Pelé’”—he sang", "The café—now shut.", "To Beyoncé…"]
)
def test_marks_behind_an_accent_are_no_mojibake(tgt):
    assert FilterSet().mojibake.score(SegmentPair("他进球了。", tgt)) == 1.0


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_chinese_read_as_western_is_mojibake(encoding):
    text = GOOD.src.encode().decode(encoding, errors="replace")
    assert FilterSet().mojibake.score(SegmentPair(text, GOOD.tgt)) < 0.5


@pytest.mark.parametrize(
    "spoilt",
    [
        SegmentPair(OTHER.src, OTHER.tgt.replace("shoals", "shoals’ arrival").replace("’", "â€™")),
        SegmentPair(OTHER.src.replace("鱼", "\ufffd"), OTHER.tgt),
        SegmentPair(OTHER.src, OTHER.tgt.replace("have", "\x07have")),
        SegmentPair(OTHER.src, "The fishermen don?t know where the shoals are this year."),
        SegmentPair("渔?们说，今?的鱼?比往?来得更晚。", OTHER.tgt),
    ],
)
def test_a_single_lost_character_spoils_a_sentence(spoilt):
    assert [v.filter for v in judge([spoilt], choose(FilterSet(), skip=ALIGNED))] == ["mojibake"]


@pytest.mark.parametrize(
    ("src", "tgt"),
    [
        ("谁来付钱?谁来管理?没有人知道。", "Who will pay? Who will manage it? Nobody knows."),
        ("见 example.org/index.php?s=12 的说明。", "See example.org/index.php?s=12 for this."),
    ],
)
def test_question_marks_that_ask_are_no_lost_characters(src, tgt):
    assert Mojibake().score(SegmentPair(src, tgt)) == 1.0


@pytest.mark.parametrize(
    ("src", "tgt", "kept"),
    [
        ("<p>渔民们在等。</p>", "The fishermen are waiting.", False),
        ('<p class="a">渔民们在等。</p>', '<p class="a">The fishermen wait.</p>', False),
        ("用 <b> 标出粗体。", "Mark bold text with <b>.", True),
        ("研发费用升至三千万元。", "R&D spending rose to 30 million yuan.", True),
        ("研发费用升至三千万元。", "R&amp;D spending rose to 30 million yuan.", False),
        ("当 a<b 且 b>c 时停止。", "It stops when a < b and b > c; then go on.", True),
    ],
)
def test_tags_and_entities_are_markup_unless_the_text_is_about_them(src, tgt, kept):
    assert Markup().accept(Markup().score(SegmentPair(src, tgt))) is kept


@pytest.mark.parametrize(
    ("tgt", "kept"),
    [
        ("The 渔民们 say the shoals have come later this year than in other years.", False),
        ("The fishermen (渔民们) say the shoals have come later this year.", True),
        ("They write “渔民们” over the door of the house by the sea.", True),
        ("They write 福 on red paper.", True),
    ],
)
def test_chinese_that_was_left_in_the_english_is_rejected(tgt, kept):
    assert Script().accept(Script().score(SegmentPair(OTHER.src, tgt))) is kept


def test_a_side_that_stands_there_twice_is_a_repetition():
    assert not Repetition().accept(
        Repetition().score(SegmentPair(OTHER.src, f"{OTHER.tgt} {OTHER.tgt}"))
    )
    assert not Repetition().accept(Repetition().score(SegmentPair(OTHER.src * 2, OTHER.tgt)))
    both = SegmentPair(OTHER.src * 2, f"{OTHER.tgt} {OTHER.tgt}")
    assert Repetition().accept(Repetition().score(both))


@pytest.mark.parametrize("names", [("lenght",), ("foo",)])
def test_a_misspelt_filter_is_an_error(names):
    with pytest.raises(UsageError, match="no filter has this name"):
        choose(FilterSet(), only=names)
