import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.bitext import SegmentPair
from aligner.corpus import leak
from aligner.corpus.leak import Leak, among, read_test_sets
from aligner.errors import InputError

ZH = "考古队在山谷里发现了一座保存完好的古代粮仓，里面还有炭化的小米。"
EN = "Archaeologists found a well-preserved ancient granary in the valley, with charred millet."
FRESH = SegmentPair(
    "天文台将在周末对公众开放。", "The observatory opens to the public at the weekend."
)


@pytest.fixture
def guard(tmp_path):
    path = tmp_path / "test.tsv"
    path.write_text(f"{ZH}\t{EN}\n好的。\tYes.\n", encoding="utf-8")
    return Leak(read_test_sets([path]))


@pytest.mark.parametrize(
    "pair",
    [
        SegmentPair(ZH, "Something else entirely."),
        SegmentPair(
            "考古隊在山谷裡發現了一座保存完好的古代糧倉，裡面還有炭化的小米。", "Something else."
        ),
        SegmentPair("完全不同的句子在这里。", EN.upper()),
        SegmentPair("据报道，" + ZH, "Reportedly, " + EN),
    ],
)
def test_what_stands_in_the_test_set_is_rejected(guard, pair):
    assert not guard.accept(guard.score(pair))


@pytest.mark.parametrize("pair", [FRESH, SegmentPair("好的。", "Yes.")])
def test_fresh_pairs_and_short_phrases_pass(guard, pair):
    assert guard.accept(guard.score(pair))


def test_lines_of_plain_text_are_a_test_set(tmp_path):
    path = tmp_path / "test.en"
    path.write_text(EN + "\n", encoding="utf-8")
    guard = Leak(read_test_sets([path]))
    assert not guard.accept(guard.score(SegmentPair("无关的句子。", EN)))


def test_a_test_set_without_text_is_an_error(tmp_path):
    path = tmp_path / "empty.txt"
    path.write_text("\n", encoding="utf-8")
    with pytest.raises(InputError, match="no text"):
        read_test_sets([path])


@pytest.mark.parametrize("size", [1, 2, 256])
def test_a_test_set_of_many_batches_is_as_good_as_one_batch(tmp_path, size, monkeypatch):
    path = tmp_path / "test.tsv"
    rows = [
        f"第{n}号粮仓里还有炭化的小米和豆类。\tGranary {n} still held millet.\n" for n in range(5)
    ]
    path.write_text("".join(rows) + f"{ZH}\t{EN}\n好的。\tYes.\n", encoding="utf-8")
    monkeypatch.setattr(leak, "BATCH", size)
    guard = Leak(read_test_sets([path]))
    taken = [SegmentPair("完全不同的句子在这里。", EN), SegmentPair("据报道，" + ZH, "Reportedly.")]
    pairs = [*taken, FRESH, SegmentPair("好的。", "Yes.")]
    assert [guard.accept(guard.score(pair)) for pair in pairs] == [False, False, True, True]


NUMBERS = st.lists(st.integers(0, 9) | st.integers(0, 2**64 - 1), max_size=12)


@given(NUMBERS, NUMBERS)
def test_numbers_are_looked_up_as_numpy_does(values, known):
    asked, ordered = np.array(values, np.uint64), np.unique(np.array(known, np.uint64))
    assert np.array_equal(among(asked, ordered), np.isin(asked, ordered))
