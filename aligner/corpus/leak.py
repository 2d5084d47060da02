"""The leak guard: pairs that stand, whole or in large part, in a test set.

A pair leaks when one of its sides is a segment of the test set (letters and digits alike), or when
most of its long runs of characters stand there: 10 in Chinese, 30 in English, which unrelated
sentences of news hardly share. Memory: 8 bytes a character of the test sets, 16 while they load.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.bitext import SegmentPair
from aligner.corpus.clean import batches
from aligner.corpus.shingles import shingles, squeeze, text_numbers
from aligner.errors import InputError
from aligner.formats.base import format_of
from aligner.formats.moses import bitext_files, check_bitext
from aligner.formats.streams import read_lines
from aligner.paths import exists, is_folder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Words = NDArray[np.uint64]

ZH_RUN, EN_RUN = 10, 30
BATCH = 256
SHORT = 8
"""Squeezed characters below which an equal side proves nothing ("Yes.", 新华社)."""


@dataclass(frozen=True, slots=True)
class TestSet:
    """What the guard remembers of test sets: whole segments and long runs, sorted numbers."""

    whole: Words
    zh: Words
    en: Words


@dataclass(frozen=True, slots=True)
class Leak:
    """Share of the pair's long runs that do not stand in the test set, of the worse side.

    0 where a side is a segment of the test set. Caveat: fixed phrases longer than the runs count;
    a test sentence in other words passes.
    """

    seen: TestSet
    least: float = 0.5
    name: str = field(default="leak", init=False)

    def score(self, pair: SegmentPair) -> float:
        """Return the score of one pair."""
        return self.scores([pair])[0]

    def scores(self, pairs: Sequence[SegmentPair]) -> list[float]:
        """Return the score of each pair."""
        import numpy as np

        if not pairs:
            return []
        src, tgt = [squeeze(p.src) for p in pairs], [squeeze(p.tgt) for p in pairs]
        worst = np.minimum(_new(src, ZH_RUN, self.seen.zh), _new(tgt, EN_RUN, self.seen.en))
        for texts in (src, tgt):
            long = np.array([len(text) >= SHORT for text in texts])
            worst[among(text_numbers(texts), self.seen.whole) & long] = 0.0
        return [float(value) for value in worst]

    def accept(self, score: float) -> bool:
        """Accept above ``least``."""
        return score > self.least


def side_numbers(pairs: Sequence[SegmentPair]) -> Words:
    """Return a number for each side of each pair, 0 for a side too short to prove anything."""
    import numpy as np

    numbers = np.zeros((len(pairs), 2), np.uint64)
    for at in range(0, len(pairs), BATCH):
        batch = pairs[at : at + BATCH]
        for side, texts in enumerate(([p.src for p in batch], [p.tgt for p in batch])):
            bare = [squeeze(text) for text in texts]
            long = np.array([len(text) >= SHORT for text in bare])
            numbers[at : at + BATCH, side] = np.where(long, text_numbers(bare), 0)
    return numbers


def among(values: Words, ordered: Words) -> NDArray[np.bool_]:
    """Tell which values are among the sorted numbers ``ordered``.

    Unlike ``np.isin`` it does not sort them all again for every batch that is looked up.
    """
    import numpy as np

    if not len(ordered):
        return np.zeros(values.shape, np.bool_)
    at = np.minimum(np.searchsorted(ordered, values), len(ordered) - 1)
    found: NDArray[np.bool_] = ordered[at] == values
    return found


@dataclass
class Watch:
    """Counts the pairs that come after train one of whose sides stands in train."""

    known: int = 0
    _train: list[Words] = field(default_factory=list)

    def passing(self, pairs: Iterable[SegmentPair], *, train: bool) -> Iterator[SegmentPair]:
        """Pass pairs on: those of train are remembered, 16 bytes each, others looked up."""
        import numpy as np

        seen = np.zeros(0, np.uint64) if train else np.unique(np.concatenate(self._train))
        for batch in batches(pairs, BATCH):
            numbers = side_numbers(batch)
            if train:
                self._train.append(numbers.ravel())
            else:
                found = (numbers != 0) & among(numbers, seen)
                self.known += int(found.any(axis=1).sum())
            yield from batch


def read_test_sets(paths: Iterable[Path]) -> TestSet:
    """Read bitexts, or plain text with a segment a line in either language.

    Line by line: a whole train set may be what is to be kept out.
    """
    parts: tuple[list[Words], ...] = ([], [], [])
    bare = (squeeze(text) for path in paths for text in _texts(path))
    for batch in batches(filter(None, bare), BATCH):
        parts[0].append(text_numbers(batch))
        for own, size in zip(parts[1:], (ZH_RUN, EN_RUN), strict=True):
            long = [text for text in batch if len(text) >= size]
            own.extend([shingles(long, size).values] if long else [])
    if not parts[0]:
        raise InputError("the test sets to exclude hold no text")
    return TestSet(*map(_ordered, parts))


def _ordered(parts: list[Words]) -> Words:
    """Return all numbers in order; ``parts`` is emptied, for it holds as much memory again."""
    import numpy as np

    numbers = np.concatenate([np.zeros(0, np.uint64), *parts])
    parts.clear()
    numbers.sort()
    return numbers


def check_test_set(path: Path) -> None:
    """Raise ``InputError`` if a file of the test set is not there, or a folder."""
    for file in test_set_files(path):
        if is_folder(file):
            raise InputError(f"{file}: a folder; name the files of the test set")
    if _is_text(path) and not exists(path):
        raise InputError(f"{path}: no such file")
    if not _is_text(path):
        check_bitext(path)


def test_set_files(path: Path) -> tuple[Path, ...]:
    """Return the files that are read for a test set."""
    return (path,) if _is_text(path) else tuple(filter(exists, bitext_files(path)))


def _is_text(path: Path) -> bool:
    bare = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return bare.suffix.lower() in (".txt", ".zh", ".en", ".src", ".ref", "")


def _texts(path: Path) -> Iterable[str]:
    if _is_text(path):
        return (line for _, line in read_lines(path))
    return (text for pair in format_of(path).read(path) for text in (pair.src, pair.tgt))


def _new(texts: Sequence[str], size: int, seen: Words) -> NDArray[np.float64]:
    """Return the share of each text's runs that are not in ``seen``; 1 for texts without a run."""
    import numpy as np

    runs = shingles(texts, size)
    found = among(runs.values, seen)
    counts = np.diff(runs.start)
    share = np.add.reduceat(found.astype(np.float64), runs.start[:-1]) / counts
    long = np.array([len(text) >= size for text in texts])
    return np.where(long, 1.0 - share, 1.0)
