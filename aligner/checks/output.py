"""Findings as text, TSV or JSON Lines, one a line, with where they stand."""

import json
from dataclasses import dataclass

from aligner.bitext import SegmentPair
from aligner.checks.finding import Finding

FORMATS = ("text", "jsonl", "tsv")
TSV_HEADER = "place\tcheck\tseverity\ttype\tmessage\tsource\tenglish\tdoc"


@dataclass(frozen=True, slots=True)
class Located:
    """A finding, its pair, and the place of the pair: ``file:number``."""

    place: str
    pair: SegmentPair
    finding: Finding


def write_finding(located: Located, format: str, *, show: bool = False) -> str:
    """Return a finding in one of the formats; ``show`` adds the two texts to the text form."""
    if format == "jsonl":
        return _json(located)
    return _tsv(located) if format == "tsv" else _text(located, show=show)


def _text(located: Located, *, show: bool) -> str:
    finding, pair = located.finding, located.pair
    line = f"{located.place}: {finding.severity}: {finding.check}: {_flat(finding.message)}"
    if not show:
        return line
    return f"{line}\n    {_flat(pair.src)}\n    {_flat(pair.tgt)}"


def _tsv(located: Located) -> str:
    finding, pair = located.finding, located.pair
    fields = (
        located.place,
        finding.check,
        str(finding.severity),
        finding.its_type,
        finding.message,
        pair.src,
        pair.tgt,
        pair.doc_id,
    )
    return "\t".join(_flat(field) for field in fields)


def _json(located: Located) -> str:
    finding, pair = located.finding, located.pair
    record = {
        "place": located.place,
        "check": finding.check,
        "severity": str(finding.severity),
        "its_type": finding.its_type,
        "message": finding.message,
        "src_spans": [list(span) for span in finding.src],
        "tgt_spans": [list(span) for span in finding.tgt],
        "src": pair.src,
        "tgt": pair.tgt,
        "doc_id": pair.doc_id,
    }
    return json.dumps(record, ensure_ascii=False)


def _flat(text: str) -> str:
    return " ".join(text.split()) if any(mark in text for mark in "\n\r\t") else text
