"""The review page: both texts side by side in one file that works offline, to correct beads in.

Only written. The page loads nothing (its content security policy forbids it), shows the confidence
of each bead and the reason of null ones, and saves corrections as JSON Lines or TMX; ``reviewed``
reads those back. The page itself is in the folder ``review`` beside this module.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import NoReturn

from aligner import __version__
from aligner.bitext import JOINER, Alignment, SegmentPair
from aligner.document import Sentence
from aligner.errors import UsageError
from aligner.formats.base import DEFAULTS, WriteOptions, checked
from aligner.formats.streams import name_of, writing_text

_SCRIPTS = ("1-rows.js", "2-draw.js", "3-act.js")
_BLANK = re.compile("@@([A-Z]+)@@")
# Inside <script> only these can end it early; JSON may spell them so.
_IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


@dataclass(frozen=True, slots=True)
class ReviewUnit:
    """A piece of text that the page moves as a whole: a sentence, or a segment of several."""

    ids: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One bead on the page. ``reason`` says why a null bead is one."""

    doc_id: str
    src: tuple[ReviewUnit, ...]
    tgt: tuple[ReviewUnit, ...]
    score: float | None = None
    reason: str = ""
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Html:
    """The review page."""

    name: str = "html"
    suffixes: tuple[str, ...] = (".html", ".htm")
    fields: frozenset[str] = frozenset()

    def read(self, path: Path | None) -> NoReturn:
        """Raise ``UsageError``: what is edited in the page is saved from it as JSONL or TMX."""
        raise UsageError(
            f"{name_of(path)}: review pages are only written; save JSONL or TMX from the page "
            "and read that"
        )

    def write(
        self,
        pairs: Iterable[SegmentPair],
        path: Path | None,
        options: WriteOptions = DEFAULTS,
    ) -> int:
        """Write a page whose smallest unit is the segment."""
        rows = (row_of(checked(pair, number)) for number, pair in enumerate(pairs, 1))
        return write_review(rows, path, options)


def row_of(pair: SegmentPair) -> ReviewRow:
    """Return a segment pair as a row: each side one unit."""
    return ReviewRow(
        pair.doc_id,
        (ReviewUnit(pair.src_ids, pair.src),) if pair.src else (),
        (ReviewUnit(pair.tgt_ids, pair.tgt),) if pair.tgt else (),
        pair.score,
        pair.reason,
    )


def rows_of(alignment: Alignment) -> Iterator[ReviewRow]:
    """Yield the beads of an alignment as rows, sentence by sentence."""
    src, tgt = alignment.src.sentences, alignment.tgt.sentences
    for bead in alignment.beads:
        yield ReviewRow(
            alignment.src.id,
            _units(src, bead.src),
            _units(tgt, bead.tgt),
            bead.confidence,
            bead.reason,
        )


def write_review(
    rows: Iterable[ReviewRow], path: Path | None, options: WriteOptions = DEFAULTS
) -> int:
    """Write the page, row by row; return how many there were. Errors as in ``BitextFormat``."""
    name = "aligned" if path is None else path.name.removesuffix(".gz").rpartition(".")[0]
    head, tail = _page(name, options)
    number = 0
    with writing_text(path, force=options.force) as stream:
        stream.write(head)
        for number, row in enumerate(rows, 1):
            stream.write(("" if number == 1 else ",\n") + _in_script(_compact(row)))
        stream.write(tail)
    return number


def _units(sentences: tuple[Sentence, ...], indices: range) -> tuple[ReviewUnit, ...]:
    return tuple(ReviewUnit((index,), sentences[index].text) for index in indices)


def _compact(row: ReviewRow) -> list[object]:
    sides = ([[list(unit.ids), unit.text] for unit in side] for side in (row.src, row.tgt))
    return [row.doc_id, *sides, row.score, row.reason, row.reviewed]


def _in_script(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT)


def _page(name: str, options: WriteOptions) -> tuple[str, str]:
    """Return what stands before the rows and what after them."""
    meta = {
        "name": name,
        "src_lang": options.src_lang,
        "tgt_lang": options.tgt_lang,
        "src_joiner": JOINER["zh"],
        "tgt_joiner": JOINER["en"],
        "run": options.run,
        "version": __version__,
    }
    script = "\n".join(_part(part) for part in _SCRIPTS)
    values = {
        "TITLE": escape(name),
        "CSS": _part("page.css"),
        "META": _in_script(meta),
        "JS": f'(() => {{\n"use strict";\n{script}}})();\n',
    }
    head, _, tail = _part("page.html").partition("@@ROWS@@")
    return _filled(head, values), _filled(tail, values)


def _filled(template: str, values: dict[str, str]) -> str:
    return _BLANK.sub(lambda match: values[match[1]], template)


def _part(name: str) -> str:
    return (files("aligner.formats") / "review" / name).read_text(encoding="utf-8")
