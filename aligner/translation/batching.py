"""Which sentences are computed together: sorted by length, cut by a budget, order restored.

A batch costs its longest member times their number, so members should be alike; and it must stay
small enough for the processor's cache. Batches depend on the lengths and the budget alone, never
on time or threads' luck: a run that was interrupted plans the same batches again.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from aligner.translation.options import BatchOptions

T = TypeVar("T")


def plan_batches(
    lengths: Sequence[int], options: BatchOptions, workers: int = 1
) -> list[tuple[int, ...]]:
    """Return the indices of each batch, the longest sentences first.

    Every index is in exactly one batch. No batch has more than ``options.examples`` members or
    more than ``options.pieces`` padded pieces, save one that is a single long sentence. With few
    sentences the batches are made smaller, so that all ``workers`` have one.
    """
    order = sorted(range(len(lengths)), key=lambda index: (-lengths[index], index))
    examples = min(options.examples, max(1, -(-len(order) // workers)))
    batches: list[tuple[int, ...]] = []
    start = 0
    while start < len(order):
        longest = max(1, lengths[order[start]])
        count = max(1, min(examples, options.pieces // longest))
        batches.append(tuple(order[start : start + count]))
        start += count
    return batches


def restore_order(
    batches: Sequence[Sequence[int]], results: Iterable[Sequence[T]]
) -> Iterator[tuple[int, T]]:
    """Yield each result with the index it belongs to, batch by batch."""
    for batch, outcome in zip(batches, results, strict=True):
        yield from zip(batch, outcome, strict=True)


def iter_windows(items: Iterable[tuple[T, int]], size: int) -> Iterator[list[T]]:
    """Yield runs of consecutive items whose sizes add up to about ``size``; none is empty."""
    window: list[T] = []
    filled = 0
    for item, cost in items:
        window.append(item)
        filled += cost
        if filled >= size:
            yield window
            window, filled = [], 0
    if window:
        yield window
