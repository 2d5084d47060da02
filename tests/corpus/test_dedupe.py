from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.bitext import SegmentPair
from aligner.corpus.dedupe import BELOW, Index, Kind, kept, sketch
from aligner.errors import InputError, UsageError

A = SegmentPair(
    "水务局表示，三座水库的蓄水量已恢复到正常水平，居民可以放心用水。",
    "The water authority said that the three reservoirs are back at normal levels and residents "
    "can use water without worry.",
)
B = SegmentPair("船只将在清晨离港。", "The boats will leave the harbor at dawn.")


def verdicts(pairs, near=0.7):
    index = Index(near)
    index.add(pairs)
    return index.verdicts()


def test_marks_widths_and_case_make_no_difference():
    copy = SegmentPair(A.src.replace("，", ", "), A.tgt.upper())
    assert verdicts([A, B, copy]) == [None, None, Kind.EXACT]


def test_the_same_pair_in_traditional_characters_is_a_duplicate():
    copy = SegmentPair("水務局表示，三座水庫的蓄水量已恢復到正常水平，居民可以放心用水。", A.tgt)
    assert verdicts([A, B, copy], near=1) == [None, None, Kind.EXACT]
    assert verdicts([copy, B, A], near=1) == [None, None, Kind.EXACT]


def test_a_word_more_is_a_near_duplicate():
    copy = SegmentPair(A.src, A.tgt.replace("back at", "now back at"))
    assert verdicts([A, B, copy]) == [None, None, Kind.NEAR]
    assert verdicts([A, B, copy], near=1) == [None, None, None]


def test_a_small_word_more_in_a_short_sentence_is_a_near_duplicate():
    copy = SegmentPair(B.src, B.tgt.replace("will leave", "will now leave"))
    assert verdicts([B, copy]) == [None, Kind.NEAR]


def test_another_number_in_a_short_sentence_is_another_pair():
    first = SegmentPair("今天是星期一。", "Today is Monday.")
    second = SegmentPair("今天是星期二。", "Today is Tuesday.")
    assert verdicts([first, second]) == [None, None]


def test_another_translation_of_the_same_sentence_stays():
    other = SegmentPair(A.src, "Tap water is safe again now that all three dams have refilled.")
    assert verdicts([A, other]) == [None, None]


def test_nothing_gives_nothing():
    assert verdicts([]) == []


texts = st.sampled_from(["船", "港口", "清晨", "的", "离开", "水库", "，"])
sides = st.lists(texts, min_size=1, max_size=12).map("".join)
words = st.lists(st.sampled_from(["boat", "dawn", "the", "port"]), min_size=1, max_size=9)
many = st.lists(st.builds(SegmentPair, sides, words.map(" ".join)), max_size=40)


@given(many)
@settings(max_examples=40, deadline=None)
def test_twice_is_once(pairs):
    left = [pair for pair, kind in kept(pairs, verdicts(pairs)) if kind is None]
    assert not any(verdicts(left))


@given(many)
@settings(max_examples=20, deadline=None)
def test_batches_make_no_difference(pairs):
    index = Index(0.7)
    for pair in pairs:
        index.add([pair])
    assert index.verdicts() == verdicts(pairs)


def one_by_one(pairs, near):
    """Verdicts by the definition: each pair beside every pair that stays and shares a key."""
    sketches = sketch(pairs)
    found: list[Kind | None] = []
    stay: list[int] = []
    for at, whole in enumerate(sketches.whole.tolist()):
        if whole in sketches.whole[:at].tolist():
            found.append(Kind.EXACT)
            continue
        met = [k for k in stay if (sketches.keys[k] == sketches.keys[at]).any()]
        sides = [(sketches.hashes[k] == sketches.hashes[at]).mean(axis=1).tolist() for k in met]
        likeness = [[(side - 1 / 256) / (1 - 1 / 256) for side in both] for both in sides]
        if any(sum(both) / 2 >= near and min(both) >= near - BELOW for both in likeness):
            found.append(Kind.NEAR)
        else:
            found.append(None)
            stay.append(at)
    return found


@given(many, st.sampled_from([0.5, 0.6, 0.7, 0.9]))
@settings(max_examples=60, deadline=None)
def test_verdicts_are_those_of_looking_at_every_pair(pairs, near):
    assert verdicts(pairs, near) == one_by_one(pairs, near)


def test_verdicts_of_crowded_buckets_are_those_of_looking_at_every_pair():
    random = Random(4)
    names = ["".join(random.choices("天地玄黄宇宙洪荒日月盈昃", k=5)) for _ in range(400)]
    places = ["".join(random.choices("abcdefghijkl", k=12)) for _ in range(400)]
    pairs = [
        SegmentPair(f"{name}将于今日上午在站台发车。", f"{place} leaves the platform this morning.")
        for name, place in zip(names, places, strict=True)
    ]
    found = verdicts(pairs)
    assert found == one_by_one(pairs, 0.7)
    assert 40 < found.count(None) < len(pairs)


def test_likeness_out_of_range_is_an_error():
    with pytest.raises(UsageError, match=r"0\.5 to 1"):
        Index(0.2)


@pytest.mark.parametrize("pairs", [[A], [A, B, A]])
def test_an_input_that_changed_between_the_passes_is_an_error(pairs):
    with pytest.raises(InputError, match="changed"):
        list(kept(pairs, [None, None]))
