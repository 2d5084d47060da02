"""XLIFF 2.1 (its ITS module carries confidence and doubts).

One ``unit`` with one ``segment`` a pair, one ``file`` a document. Score and sentence numbers are
in the metadata module, category ``aligner``; the score is also ``its:mtConfidence`` of a marker
over the text when it lies between 0 and 1, with ``its:locQualityIssueType`` for a doubtful pair.
A control character of the text is spelled ``<cp hex="..."/>``. A file must hold a pair. The reader
is that of 1.2, which takes both.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from aligner.bitext import SegmentPair
from aligner.errors import FormatError
from aligner.formats.base import ALL_FIELDS, DEFAULTS, WriteOptions, checked, write_ids
from aligner.formats.streams import writing_text
from aligner.formats.xliff_parts import ITS, Doubt, doubt_of, its_attributes, read_xliff
from aligner.formats.xml_text import escape_attribute, escape_text, unholdable_parts

_STATES = {
    "": 'state="translated"',
    "omission": 'state="initial"',
    "addition": 'state="translated" subState="aligner:needs-review"',
    "uncategorized": 'state="translated" subState="aligner:needs-review"',
}


@dataclass(frozen=True, slots=True)
class Xliff2:
    """XLIFF 2.1."""

    name: str = "xliff2"
    suffixes: tuple[str, ...] = (".xlf2", ".xliff2")
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
        """Write the pairs; ``FormatError`` when there is none, which the standard forbids."""
        number, files, doc_id = 0, 0, None
        with writing_text(path, force=options.force) as stream:
            stream.write(_start(options))
            for number, pair in enumerate(pairs, 1):
                checked(pair, number)
                if pair.doc_id != doc_id:
                    stream.write("" if doc_id is None else "</file>\n")
                    doc_id, files = pair.doc_id, files + 1
                    stream.write(_file_start(doc_id, files, options.run, f"pair {number}"))
                stream.write(_unit(pair, number))
            if doc_id is None:
                raise FormatError("no pairs: XLIFF 2.1 cannot hold an empty bitext")
            stream.write("</file>\n</xliff>\n")
        return number


def _start(options: WriteOptions) -> str:
    where = "a language tag"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" '
        'xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0" '
        f'xmlns:its="{ITS}" its:version="2.0" '
        f'srcLang="{escape_attribute(options.src_lang, where)}" '
        f'trgLang="{escape_attribute(options.tgt_lang, where)}">\n'
    )


def _file_start(doc_id: str, number: int, run: str, where: str) -> str:
    original = f' original="{escape_attribute(doc_id, where)}"' if doc_id else ""
    note = f'<note category="run">{escape_text(run, where)}</note>'
    return (
        f'<file id="f{number}"{original} its:annotatorsRef="mt-confidence|aligner">\n'
        f"{f'<notes>{note}</notes>' if run else ''}"
    )


def _unit(pair: SegmentPair, number: int) -> str:
    doubt = doubt_of(pair)
    attributes = its_attributes(pair, doubt)
    on_source = doubt.its_type == "omission"
    source = _marked(pair.src, attributes if on_source else "")
    target = _marked(pair.tgt, "" if on_source else attributes)
    return (
        f'<unit id="u{number}" xml:space="preserve">\n{_metadata(pair)}{_notes(doubt)}'
        f'<segment id="s1" {_STATES[doubt.its_type]}>\n'
        f"<source>{source}</source>\n<target>{target}</target>\n</segment>\n</unit>\n"
    )


def _metadata(pair: SegmentPair) -> str:
    metas = "".join(
        f'<mda:meta type="{kind}">{value}</mda:meta>'
        for kind, value in (
            ("score", "" if pair.score is None else repr(pair.score)),
            ("src-ids", write_ids(pair.src_ids)),
            ("tgt-ids", write_ids(pair.tgt_ids)),
        )
        if value
    )
    if not metas:
        return ""
    group = f'<mda:metaGroup category="aligner">{metas}</mda:metaGroup>'
    return f"<mda:metadata>{group}</mda:metadata>\n"


def _notes(doubt: Doubt) -> str:
    if not doubt.comment:
        return ""
    return f'<notes><note category="aligner">{doubt.comment}</note></notes>\n'


def _marked(text: str, attributes: str) -> str:
    parts = []
    for part, bad in unholdable_parts(text):
        parts.append(escape_text(part, "the text"))
        if bad:
            parts.append(f'<cp hex="{ord(bad):04X}"/>')
    content = "".join(parts)
    return f'<mrk id="m1" type="its:any"{attributes}>{content}</mrk>' if attributes else content
