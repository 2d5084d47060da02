import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.bitext import SegmentPair
from aligner.corpus.split import SplitOptions, merged, part_of, parts, sample_numbers
from aligner.errors import FormatError, UsageError

PAIRS = [SegmentPair(f"第{i}句", f"Sentence {i}", doc_id=f"doc{i // 5}") for i in range(1000)]


def test_a_document_is_in_one_part_only():
    seen: dict[str, str] = {}
    for part, pair in parts(PAIRS, SplitOptions(0.2, 0.2)):
        assert seen.setdefault(pair.doc_id, part) == part
    assert set(seen.values()) == {"train", "dev", "test"}


@given(st.text(max_size=20), st.integers(0, 5))
def test_a_document_stays_in_its_part_whatever_else_is_there(doc_id, seed):
    options = SplitOptions(0.3, 0.3, seed)
    pair = SegmentPair("甲", "a", doc_id=doc_id or "x")
    found = [part for part, p in parts([*PAIRS, pair], options) if p is pair]
    assert found == [part_of(pair.doc_id, options)]


def test_parts_have_their_share_on_average():
    found = [part_of(f"d{i}", SplitOptions(0.1, 0.1)) for i in range(5000)]
    assert 400 < found.count("dev") < 600
    assert 400 < found.count("test") < 600


def test_pairs_without_a_document_need_blocks():
    bare = [SegmentPair("甲", "a")] * 20
    with pytest.raises(FormatError, match="names no document"):
        list(parts(bare, SplitOptions()))
    found = [part for part, _ in parts(bare, SplitOptions(0.4, 0.4), block=10)]
    assert len(set(found[:10])) == len(set(found[10:])) == 1


@pytest.mark.parametrize("shares", [(-0.1, 0), (0.5, 0.5), (2, 0)])
def test_shares_that_leave_nothing_are_errors(shares):
    with pytest.raises(UsageError, match="shares"):
        SplitOptions(*shares)


def test_merged_documents_keep_apart():
    one = [SegmentPair("甲", "a", doc_id="x"), SegmentPair("乙", "b")]
    found = list(merged([("p", one), ("q", one)]))
    assert [pair.doc_id for pair in found] == ["p/x", "", "q/x", ""]


def test_the_same_seed_draws_the_same_sample():
    assert sample_numbers(100, 10, 1) == sample_numbers(100, 10, 1) != sample_numbers(100, 10, 2)
    assert len(sample_numbers(100, 10, 1)) == 10
    assert sample_numbers(3, 10, 1) == {0, 1, 2}
