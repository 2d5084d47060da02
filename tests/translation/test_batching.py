"""Batches: every sentence once, within the budget, order restored."""

from hypothesis import given
from hypothesis import strategies as st

from aligner.translation.batching import iter_windows, plan_batches, restore_order
from aligner.translation.options import BatchOptions

LENGTHS = st.lists(st.integers(0, 300), max_size=80)
OPTIONS = st.builds(
    BatchOptions, pieces=st.integers(1, 2000), examples=st.integers(1, 40), window=st.just(1000)
)


@given(LENGTHS, OPTIONS, st.integers(1, 8))
def test_every_sentence_is_in_one_batch_and_no_batch_is_over_budget(lengths, options, workers):
    batches = plan_batches(lengths, options, workers)
    assert sorted(i for batch in batches for i in batch) == list(range(len(lengths)))
    for batch in batches:
        padded = len(batch) * max(lengths[i] for i in batch)
        assert len(batch) <= options.examples
        assert padded <= options.pieces or len(batch) == 1


@given(LENGTHS, OPTIONS)
def test_restoring_the_order_gives_each_sentence_its_own_result(lengths, options):
    batches = plan_batches(lengths, options)
    results = [tuple(lengths[i] for i in batch) for batch in batches]
    restored = dict(restore_order(batches, results))
    assert [restored[i] for i in range(len(lengths))] == lengths


@given(LENGTHS, OPTIONS)
def test_the_plan_depends_on_nothing_but_its_arguments(lengths, options):
    assert plan_batches(lengths, options, 2) == plan_batches(list(lengths), options, 2)


def test_few_sentences_are_shared_among_the_workers():
    assert len(plan_batches([10, 12, 9, 11], BatchOptions(), workers=2)) == 2


@given(st.lists(st.tuples(st.text(max_size=3), st.integers(1, 50))), st.integers(1, 100))
def test_windows_join_back_and_none_is_empty(items, size):
    windows = list(iter_windows(items, size))
    assert [item for window in windows for item in window] == [item for item, _ in items]
    assert all(windows)
