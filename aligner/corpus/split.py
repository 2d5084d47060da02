"""Train, dev and test by the hash of the document: a document is in one part only, for ever.

The part of a document depends on its name and the seed alone, not on what else is in the corpus, so
a corpus can grow without a document moving. The price: the parts have their sizes on average only.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Literal

from aligner.bitext import SegmentPair
from aligner.errors import FormatError, UsageError

Part = Literal["train", "dev", "test"]
PARTS: tuple[Part, ...] = ("train", "dev", "test")


@dataclass(frozen=True, slots=True)
class SplitOptions:
    """Shares of the documents that go to dev and test; the rest is train."""

    dev: float = 0.01
    test: float = 0.01
    seed: int = 1

    def __post_init__(self) -> None:
        if min(self.dev, self.test) < 0 or self.dev + self.test >= 1:
            raise UsageError(
                f"dev {self.dev} and test {self.test}: give shares from 0 that leave room for train"
            )


def part_of(doc_id: str, options: SplitOptions) -> Part:
    """Return the part a document belongs to."""
    key = f"{options.seed}\0{doc_id}".encode("utf-8", "surrogatepass")
    place = int.from_bytes(blake2b(key, digest_size=8).digest(), "big") / 2**64
    if place < options.test:
        return "test"
    return "dev" if place < options.test + options.dev else "train"


def parts(
    pairs: Iterable[SegmentPair], options: SplitOptions, *, block: int = 0
) -> Iterator[tuple[Part, SegmentPair]]:
    """Yield each pair with its part.

    ``block``: lines that make a document where the input names none. Raises ``FormatError`` for a
    pair without a document, since splitting sentence by sentence leaks train into test.
    """
    for number, pair in enumerate(pairs):
        if pair.doc_id:
            yield part_of(pair.doc_id, options), pair
        elif block:
            yield part_of(f"block {number // block}", options), pair
        else:
            raise FormatError(
                f"pair {number + 1}: names no document, and sentences of one document must not be "
                "split apart; add a doc_id column, or take every N lines as one with --block N"
            )


def merged(sources: Iterable[tuple[str, Iterable[SegmentPair]]]) -> Iterator[SegmentPair]:
    """Yield the pairs of several bitexts; documents get the name of their source before them.

    Pairs without a document stay without one.
    """
    for name, pairs in sources:
        for pair in pairs:
            yield replace(pair, doc_id=f"{name}/{pair.doc_id}") if pair.doc_id else pair


def sample_numbers(count: int, size: int, seed: int) -> frozenset[int]:
    """Return which of ``count`` pairs, numbered from 0, make a sample of ``size``."""
    import random

    if size >= count:
        return frozenset(range(count))
    return frozenset(random.Random(seed).sample(range(count), size))
