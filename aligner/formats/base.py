"""What a bitext format is, and the way from a file name to the format that reads it.

Laws, tested over every format: what ``write`` wrote ``read`` gives back pair by pair; a segment a
format cannot hold (a newline in Moses, a control character in XML) raises ``FormatError`` and
leaves no file. Fields a format has no place for at all are left out: ``fields`` says which it has.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import isfinite
from pathlib import Path
from typing import Protocol

from aligner.bitext import SegmentPair
from aligner.errors import FormatError, UsageError
from aligner.paths import is_folder

ALL_FIELDS = frozenset({"src", "tgt", "score", "doc_id", "src_ids", "tgt_ids"})
"""The fields of a segment pair."""


_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """What a writer needs to know beside the pairs.

    ``src_lang`` and ``tgt_lang`` are BCP 47 tags; formats without language tags ignore them.
    ``run`` is the signature of the run that made the pairs, kept where a format has a place for it.
    """

    force: bool = False
    src_lang: str = "zh-Hans"
    tgt_lang: str = "en"
    run: str = ""

    def __post_init__(self) -> None:
        for tag in (self.src_lang, self.tgt_lang):
            if not _TAG.fullmatch(tag):
                raise UsageError(f"{tag!r} is no language tag; write one like zh-Hans, zh-TW or en")


DEFAULTS = WriteOptions()


class BitextFormat(Protocol):
    """Reads and writes segment pairs, streaming both ways."""

    @property
    def name(self) -> str:
        """The name used with ``--from`` and ``--to``."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """File name endings, lower case with the dot; the first is the one we prefer."""

    @property
    def fields(self) -> frozenset[str]:
        """The fields of ``SegmentPair`` the format keeps; empty for a format that only writes."""

    def read(self, path: Path | None) -> Iterator[SegmentPair]:
        """Yield the pairs of a file (``None``: standard input).

        Raises ``InputError`` when it cannot be read, ``FormatError`` with file and line or unit
        when it is malformed.
        """

    def write(
        self,
        pairs: Iterable[SegmentPair],
        path: Path | None,
        options: WriteOptions = DEFAULTS,
    ) -> int:
        """Write the pairs to a file, whole or not at all (``None``: standard output); count them.

        Raises ``RefusedError`` when the file exists and ``options.force`` is off, ``FormatError``
        for a pair the format cannot hold, ``OutputError`` when the file cannot be written.
        """


def read_numbered(format: BitextFormat, path: Path | None) -> Iterator[tuple[int, SegmentPair]]:
    """Yield pairs with their lines in the file; with their numbers where they are not lines."""
    from aligner.formats.jsonl import Jsonl
    from aligner.formats.tsv import Tsv

    if isinstance(format, Jsonl | Tsv):
        return format.read_numbered(path)
    return enumerate(format.read(path), 1)


def all_formats() -> tuple[BitextFormat, ...]:
    """Return every format."""
    # Here and not above: the formats import this module.
    from aligner.formats.html import Html
    from aligner.formats.jsonl import Jsonl
    from aligner.formats.ladder import Ladder
    from aligner.formats.moses import Moses
    from aligner.formats.tmx import Tmx
    from aligner.formats.tsv import Tsv
    from aligner.formats.xliff import Xliff
    from aligner.formats.xliff2 import Xliff2

    return (Tsv(), Jsonl(), Tmx(), Xliff(), Xliff2(), Moses(), Ladder(), Html())


def format_of(name: Path | str) -> BitextFormat:
    """Return the format of a file by its suffix (before a ``.gz``), or the format of that name.

    Raises ``UsageError`` when there is none, listing what there is, or when it is a folder.
    """
    formats = all_formats()
    wanted = str(name).lower()
    for format in formats:
        if wanted == format.name:
            return format
    bare = wanted.removesuffix(".gz")
    for format in formats:
        if any(bare.endswith(suffix) for suffix in format.suffixes):
            return format
    if is_folder(Path(name)):
        raise UsageError(f"{name}: is a directory; name a file")
    # "}" ends a name such as NAME.{zh,en}; it is no suffix to tell anybody.
    suffixes = [suffix for format in formats for suffix in format.suffixes]
    known = " ".join(suffix for suffix in suffixes if suffix.startswith("."))
    raise UsageError(f"{name}: no bitext format has this name or suffix; known are {known}")


def read_bitext(path: Path | None, *, format: str | None = None) -> Iterator[SegmentPair]:
    """Yield the segment pairs of a file, in the format of its suffix unless ``format`` names one.

    ``None`` reads standard input and needs ``format``.
    """
    return _format(path, format).read(path)


def write_bitext(
    path: Path | None,
    pairs: Iterable[SegmentPair],
    *,
    force: bool = False,
    format: str | None = None,
    options: WriteOptions | None = None,
) -> int:
    """Write segment pairs to a file in the format of its suffix; return how many were written.

    ``None`` writes standard output and needs ``format``. ``force`` overwrites.
    """
    options = options or WriteOptions()
    return _format(path, format).write(pairs, path, replace(options, force=force or options.force))


def held_by(format: BitextFormat, pair: SegmentPair) -> SegmentPair:
    """Return the pair as ``format`` keeps it: without the fields it has no place for."""
    keeps = format.fields
    return SegmentPair(
        pair.src,
        pair.tgt,
        pair.score if "score" in keeps else None,
        pair.doc_id if "doc_id" in keeps else "",
        pair.src_ids if "src_ids" in keeps else (),
        pair.tgt_ids if "tgt_ids" in keeps else (),
        pair.reason if "reason" in keeps else "",
    )


def checked(pair: SegmentPair, number: int) -> SegmentPair:
    """Return the pair if it can be written at all.

    Raises ``FormatError`` with the pair's number for a lone surrogate (not text in any encoding), a
    score that is not finite or a sentence number below 0.
    """
    for text in (pair.src, pair.tgt, pair.doc_id, pair.reason):
        try:
            text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise FormatError(
                f"pair {number}: holds a lone surrogate U+{ord(text[error.start]):04X}, "
                "which is no text; decode the input again"
            ) from error
    if pair.score is not None and not isfinite(pair.score):
        raise FormatError(f"pair {number}: score {pair.score} is not a finite number")
    if any(index < 0 for index in (*pair.src_ids, *pair.tgt_ids)):
        raise FormatError(f"pair {number}: sentence numbers start at 0")
    return pair


def read_score(text: str, where: str) -> float:
    """Return a score written as text; ``FormatError`` with ``where`` if it is not finite."""
    try:
        score = float(text)
    except ValueError:
        raise FormatError(f"{where}: score {text!r} is not a number") from None
    if not isfinite(score):
        raise FormatError(f"{where}: score {text!r} is not a finite number")
    return score


def read_ids(text: str, where: str) -> tuple[int, ...]:
    """Return sentence numbers written with spaces or commas between them."""
    try:
        numbers = tuple(int(number) for number in text.replace(",", " ").split())
    except ValueError:
        raise FormatError(f"{where}: {text!r} are not sentence numbers") from None
    if any(number < 0 for number in numbers):
        raise FormatError(f"{where}: sentence numbers start at 0, not {text!r}")
    return numbers


def write_ids(ids: Iterable[int]) -> str:
    """Return sentence numbers with a space between them."""
    return " ".join(map(str, ids))


def _format(path: Path | None, name: str | None) -> BitextFormat:
    if name is not None:
        return format_of(name)
    if path is None:
        raise UsageError("standard input and output need the name of a format, such as tsv")
    return format_of(path)
