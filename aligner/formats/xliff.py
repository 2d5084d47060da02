"""XLIFF 1.2, the exchange file of most translation tools.

One ``trans-unit`` a pair, one ``file`` a document. Score and sentence numbers are contexts of a
``context-group`` named ``aligner``; the score is also ``its:mtConfidence`` on the target when it
lies between 0 and 1. A doubtful pair (a null bead, a low score) has ``state``, a note and
``its:locQualityIssueType`` that say so. The reader takes 1.2 and 2.x alike.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from aligner.bitext import SegmentPair
from aligner.formats.base import ALL_FIELDS, DEFAULTS, WriteOptions, checked, write_ids
from aligner.formats.streams import writing_text
from aligner.formats.xliff_parts import ITS, doubt_of, its_attributes, read_xliff
from aligner.formats.xml_text import escape_attribute, escape_text

_STATES = {
    "omission": "needs-translation",
    "addition": "needs-review-translation",
    "uncategorized": "needs-review-translation",
}


@dataclass(frozen=True, slots=True)
class Xliff:
    """XLIFF 1.2."""

    name: str = "xliff"
    suffixes: tuple[str, ...] = (".xlf", ".xliff")
    fields: frozenset[str] = ALL_FIELDS

    def read(self, path: Path | None) -> Iterator[SegmentPair]:
        """Yield the pairs."""
        return read_xliff(path)

    def write(
        self,
        pairs: Iterable[SegmentPair],
        path: Path | None,
        options: WriteOptions = DEFAULTS,
    ) -> int:
        """Write the pairs."""
        number, doc_id = 0, None
        with writing_text(path, force=options.force) as stream:
            stream.write(
                '<?xml version="1.0" encoding="UTF-8"?>\n'
                '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" '
                f'xmlns:its="{ITS}" its:version="2.0">\n'
            )
            for number, pair in enumerate(pairs, 1):
                checked(pair, number)
                if pair.doc_id != doc_id:
                    stream.write("" if doc_id is None else _FILE_END)
                    doc_id = pair.doc_id
                    stream.write(_file_start(doc_id, options, f"pair {number}"))
                stream.write(_unit(pair, number))
            if doc_id is None:
                stream.write(_file_start("", options, "the file"))
            stream.write(_FILE_END + "</xliff>\n")
        return number


_FILE_END = "</body>\n</file>\n"


def _file_start(doc_id: str, options: WriteOptions, where: str) -> str:
    run = escape_text(options.run, where)
    header = f'<header><note from="aligner">{run}</note></header>\n' if run else ""
    return (
        f'<file original="{escape_attribute(doc_id, where)}" datatype="plaintext" '
        f'source-language="{escape_attribute(options.src_lang, where)}" '
        f'target-language="{escape_attribute(options.tgt_lang, where)}" '
        f'its:annotatorsRef="mt-confidence|aligner">\n{header}<body>\n'
    )


def _unit(pair: SegmentPair, number: int) -> str:
    where = f"pair {number}"
    doubt = doubt_of(pair)
    state = _STATES.get(doubt.its_type, "translated")
    contexts = "".join(
        f'<context context-type="x-{kind}">{value}</context>'
        for kind, value in (
            ("score", "" if pair.score is None else repr(pair.score)),
            ("src-ids", write_ids(pair.src_ids)),
            ("tgt-ids", write_ids(pair.tgt_ids)),
        )
        if value
    )
    group = f'<context-group name="aligner" purpose="information">{contexts}</context-group>\n'
    note = f'<note from="aligner">{doubt.comment}</note>\n'
    return (
        f'<trans-unit id="{number}" xml:space="preserve">\n'
        f"<source>{escape_text(pair.src, where)}</source>\n"
        f'<target state="{state}"{its_attributes(pair, doubt)}>'
        f"{escape_text(pair.tgt, where)}</target>\n"
        f"{group if contexts else ''}{note if doubt.comment else ''}</trans-unit>\n"
    )
