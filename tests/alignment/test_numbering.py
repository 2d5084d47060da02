import pytest

from aligner.alignment.align import presplit
from aligner.alignment.numbering import beads_of, read_beads
from aligner.bitext import Bead, SegmentPair
from aligner.errors import AlignmentError
from aligner.formats.base import write_bitext

SRC = presplit(["雨停了。", "风很大。", "浪也高。"], "zh", "d")
TGT = presplit(["The rain stopped.", "It was windy, and the waves were high."], "en", "d")
PAIRS = [
    SegmentPair("雨停了。", "The rain stopped.", 0.9, "d", (0,), (0,)),
    SegmentPair(
        "风很大。浪也高。", "It was windy, and the waves were high.", 0.7, "d", (1, 2), (1,)
    ),
]
BEADS = (Bead(range(1), range(1), 0.9), Bead(range(1, 3), range(1, 2), 0.7))


@pytest.mark.parametrize("name", ["x.tsv", "x.jsonl", "x.tmx", "x.xlf", "x.moses", "x.ladder"])
def test_beads_come_back_from_every_format(tmp_path, name):
    write_bitext(tmp_path / name, PAIRS)
    assert read_beads(tmp_path / name, SRC, TGT) == BEADS


def test_the_reason_of_a_null_bead_comes_back(tmp_path):
    path = tmp_path / "x.jsonl"
    kept = [*PAIRS[:1], SegmentPair("风很大。浪也高。", "", 1.0, "d", (1, 2), (), "an aside")]
    write_bitext(path, kept)
    assert [bead.reason for bead in read_beads(path, SRC, TGT)] == ["", "an aside"]


def test_text_alone_is_numbered_white_space_aside(tmp_path):
    (tmp_path / "x.tsv").write_text(
        "雨停了。\tThe  rain stopped.\n风很大。 浪也高。\tIt was windy, and the waves were high.\n",
        encoding="utf-8",
    )
    found = read_beads(tmp_path / "x.tsv", SRC, TGT)
    assert [(bead.src, bead.tgt) for bead in found] == [(bead.src, bead.tgt) for bead in BEADS]


def test_beads_of_other_documents_are_left_alone(tmp_path):
    write_bitext(tmp_path / "x.tsv", [SegmentPair("x", "y", 1, "other", (7,), (8,)), *PAIRS])
    assert read_beads(tmp_path / "x.tsv", SRC, TGT) == BEADS


def test_a_null_bead_has_an_empty_side_in_its_place():
    pairs = [PAIRS[0], SegmentPair("风很大。", "", None, "", (1,), ())]
    assert beads_of(pairs, SRC, TGT, "x")[1] == Bead(range(1, 2), range(1, 1), 1.0)


@pytest.mark.parametrize(
    ("pair", "message"),
    [
        (SegmentPair("雨停了。", "x", None, "", (0,), (0,)), "sentence 0 is now 'The rain"),
        (SegmentPair("雨停了。浪也高。", "", None, "", (0, 2), ()), "leave a gap"),
        (SegmentPair("x", "", None, "", (3,), ()), "sentence 3, but the text has 3"),
        (SegmentPair("雪停了。", ""), "has '雪停了。' where the document has '雨停了。'"),
        (SegmentPair("", "The rain stopped. It was"), "has 'Itwas' where the document has"),
    ],
)
def test_what_does_not_belong_to_the_articles_is_named(pair, message):
    with pytest.raises(AlignmentError, match=f"x: bead 1: .*{message}"):
        beads_of([pair], SRC, TGT, "x")


def test_a_sentence_twice_is_named():
    with pytest.raises(AlignmentError, match="bead 2: sentence 0 comes twice or out of order"):
        beads_of([PAIRS[0], PAIRS[0]], SRC, TGT, "x")


def test_text_alone_may_leave_sentences_out():
    pairs = [SegmentPair("风很大。浪也高。", "It was windy, and the waves were high.")]
    assert beads_of(pairs, SRC, TGT, "x") == (Bead(range(1, 3), range(1, 2), 1.0),)


def test_what_has_changed_far_into_a_sentence_is_shown():
    changed = SegmentPair("", "It was windy, and the waves were low.", None, "", (), (1,))
    with pytest.raises(AlignmentError, match=r"is now '.*were high\.', not '.*were low\.'"):
        beads_of([changed], SRC, TGT, "x")
