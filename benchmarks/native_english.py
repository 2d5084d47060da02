"""Tell written English from word-for-word translations, by what natives write.

A trigram model of native sentences gives each word of a sentence a probability in its place; how
much likelier it is there than anywhere is what counts, so that rare words cost nothing (SLOR: Pauls
& Klein 2012; Lau et al. 2017). Backs off as Brants et al. (2007, stupid backoff) do.
"""

import re
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d[\d,.]*|[^\sa-z\d]")
BACKOFF = 0.4
EDGE, UNKNOWN, FIRST = 0, 1, 2
SHIFT = np.uint64(1 << 21)
"""More than there are different words; three fit into 64 bits."""

Counts = NDArray[np.int64]
Keys = NDArray[np.uint64]


class NativeTrigrams:
    """Counts of words, pairs and triples of native sentences."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self._ids: dict[str, int] = {}
        flat = np.concatenate([self._numbers(sentence, grow=True) for sentence in sentences])
        self._single = np.bincount(flat.astype(np.int64), minlength=len(self._ids) + FIRST)
        self._pairs = np.unique(flat[:-1] * SHIFT + flat[1:], return_counts=True)
        triples = (flat[:-2] * SHIFT + flat[1:-1]) * SHIFT + flat[2:]
        self._triples = np.unique(triples, return_counts=True)

    def fluency(self, sentences: Sequence[str]) -> NDArray[np.float64]:
        """Return the mean log-ratio of each sentence, nats a word; high for what natives write."""
        rows = [self._numbers(sentence, grow=False) for sentence in sentences]
        flat = np.concatenate(rows)
        single = self._single[flat.astype(np.int64)]
        pair_keys = flat[:-1] * SHIFT + flat[1:]
        pairs = _count(self._pairs, pair_keys)
        triples = _count(self._triples, pair_keys[:-1] * SHIFT + flat[2:])
        share = np.maximum(single[2:], 0.5) / self._single.sum()
        before = pairs[1:] / np.maximum(single[1:-1], 1)
        here = np.select(
            [triples > 0, pairs[1:] > 0],
            [triples / np.maximum(pairs[:-1], 1), BACKOFF * before],
            BACKOFF**2 * share,
        )
        sums = np.concatenate([[0.0, 0.0, 0.0], np.cumsum(np.log(here) - np.log(share))])
        ends = np.cumsum([len(row) for row in rows])
        starts = ends - [len(row) for row in rows]
        return np.asarray((sums[ends] - sums[starts + 2]) / (ends - starts - 2))

    def _numbers(self, sentence: str, *, grow: bool) -> Keys:
        """Return the numbers of the words, two edges before them and one after."""
        out = [EDGE, EDGE]
        for word in WORD.findall(sentence.lower().replace("’", "'")):
            key = "0" if word[0].isdigit() else word
            if grow:
                out.append(self._ids.setdefault(key, len(self._ids) + FIRST))
            else:
                out.append(self._ids.get(key, UNKNOWN))
        return np.array([*out, EDGE], np.uint64)


def _count(table: tuple[Keys, Counts], keys: Keys) -> Counts:
    known, counts = table
    at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    return np.where(known[at] == keys, counts[at], 0)
