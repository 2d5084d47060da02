import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner.bitext import SegmentPair
from aligner.errors import FormatError, UsageError
from aligner.formats.base import WriteOptions, held_by
from aligner.formats.ladder import Ladder, NumberedBead, read_ladder

ZH = ["一。", "二。", "三。"]
EN = ["One.", "Two.", "Three."]


@pytest.fixture
def ladder(tmp_path):
    for name, lines in (("zh", ZH), ("en", EN)):
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Ladder(tmp_path / "zh", tmp_path / "en")


def beads(path, text):
    path.write_text(text, encoding="utf-8")
    return list(read_ladder(path))


numbers = st.lists(st.integers(0, 2), max_size=3).map(tuple)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(st.tuples(numbers, numbers, st.none() | st.floats(-9, 9)), min_size=1, max_size=5)
)
def test_what_is_written_is_read_back(ladder, tmp_path, rows):
    pairs = [
        SegmentPair("".join(ZH[i] for i in src), " ".join(EN[i] for i in tgt), score, "", src, tgt)
        for src, tgt, score in rows
    ]
    path = tmp_path / "x.ladder"
    Ladder().write(pairs, path, WriteOptions(force=True))
    assert list(ladder.read(path)) == pairs
    assert held_by(Ladder(), pairs[0]).src_ids == pairs[0].src_ids


def test_the_lines_are_those_of_vecalign(tmp_path):
    Ladder().write([SegmentPair("x", "y", 0.5, "d", (0, 1), (2,))], tmp_path / "x.path")
    assert (tmp_path / "x.path").read_text() == "[0,1]:[2]:0.5\n"


def test_ladders_of_vecalign_and_gold_files_are_read(tmp_path):
    assert beads(tmp_path / "x", "[0]:[0, 1]:0.15\n[]:[2]:0.3\n\n[1,2]:[]\n") == [
        NumberedBead((0,), (0, 1), 0.15),
        NumberedBead((), (2,), 0.3),
        NumberedBead((1, 2), (), None),
    ]


def test_a_hunalign_ladder_is_read_between_its_rungs(tmp_path):
    assert beads(tmp_path / "x", "0\t0\t0.3\n1\t2\t1.5\n1\t3\t-0.3\n3\t3\t0\n") == [
        NumberedBead((0,), (0, 1), 0.3),
        NumberedBead((), (2,), 1.5),
        NumberedBead((1, 2), (), -0.3),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[0]:[0]\nnonsense\n", "x:2: no ladder line"),
        ("[0]:[0]:high\n", "x:1: score 'high'"),
        ("0\t0\t1\n2\t2\t1\n1\t3\t1\n", "x:3: a rung below"),
        ("0\t0\t1\n[0]:[0]\n", "x:2: no ladder line"),
    ],
)
def test_a_bad_line_is_named(tmp_path, text, message):
    with pytest.raises(FormatError, match=message):
        beads(tmp_path / "x", text)


def test_a_number_beyond_the_text_is_named(ladder, tmp_path):
    (tmp_path / "x.ladder").write_text("[0]:[7]\n")
    with pytest.raises(FormatError, match=r"bead 1.*en has 3 lines, but number 7"):
        list(ladder.read(tmp_path / "x.ladder"))


def test_text_needs_the_sentence_files(tmp_path):
    with pytest.raises(UsageError, match="--src and --tgt"):
        list(Ladder().read(tmp_path / "x.ladder"))


def test_blank_lines_of_the_sentence_files_are_not_counted(tmp_path, ladder):
    (tmp_path / "zh").write_text("一。\n\n二。\n", encoding="utf-8")
    (tmp_path / "x.ladder").write_text("[1]:[1]\n")
    assert next(ladder.read(tmp_path / "x.ladder")).src == "二。"


def test_two_documents_and_unnumbered_pairs_are_refused(tmp_path):
    with pytest.raises(FormatError, match="pair 1: no sentence numbers"):
        Ladder().write([SegmentPair("a", "b")], tmp_path / "x.ladder")
    pairs = [SegmentPair("a", "b", None, doc, (0,), (0,)) for doc in "de"]
    with pytest.raises(FormatError, match="pair 2: a second document"):
        Ladder().write(pairs, tmp_path / "x.ladder")
