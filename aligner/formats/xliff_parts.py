"""What XLIFF 1.2 and 2.1 share: the reader of both, and what is said about a doubtful pair.

Read: any file, trans-unit or unit and segment; inline codes are left out, the text of ``g``,
``mrk`` and ``pc`` is kept, ``cp`` gives its character. A unit without target gives the target
``""``. The document is the ``original`` of the file element. The score is ours if the file has it,
else ``its:mtConfidence``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.bitext import SegmentPair
from aligner.errors import FormatError
from aligner.formats.base import read_ids, read_score
from aligner.formats.streams import name_of
from aligner.formats.xml_text import iter_elements, local_name, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

ITS = "http://www.w3.org/2005/11/its"
REVIEW_BELOW = 0.5
"""A pair scored lower is marked as one to look at: it is more likely wrong than right."""

_CODES = frozenset({"bpt", "ept", "ph", "it", "x", "bx", "ex", "sub", "sc", "ec", "sm", "em"})
_MT_CONFIDENCE = f"{{{ITS}}}mtConfidence"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a person should look at a pair, with its ITS 2.0 issue type; empty when none should."""

    its_type: str = ""
    comment: str = ""


def doubt_of(pair: SegmentPair) -> Doubt:
    """Return what is doubtful about a pair."""
    if not pair.tgt.strip():
        return Doubt("omission", "nothing in the target corresponds to this source")
    if not pair.src.strip():
        return Doubt("addition", "nothing in the source corresponds to this target")
    if pair.score is not None and pair.score < REVIEW_BELOW:
        return Doubt("uncategorized", f"alignment confidence {pair.score:.2f}")
    return Doubt()


def its_attributes(pair: SegmentPair, doubt: Doubt) -> str:
    """Return the ITS 2.0 attributes of a pair, each with a space before it."""
    attributes = ""
    if pair.score is not None and 0 <= pair.score <= 1:
        attributes += f' its:mtConfidence="{pair.score!r}"'
    if doubt.its_type:
        attributes += (
            f' its:locQualityIssueType="{doubt.its_type}"'
            f' its:locQualityIssueComment="{doubt.comment}"'
        )
    return attributes


def read_xliff(path: Path | None) -> Iterator[SegmentPair]:
    """Yield the pairs of an XLIFF file of version 1.x or 2.x."""
    doc_id, number, started = "", 0, False
    for event, element in iter_elements(path, ("file", "trans-unit", "unit")):
        tag = local_name(element)
        if event == "start":
            if not started and tag != "xliff":
                raise FormatError(f"{name_of(path)}: <{tag}> is not the start of an XLIFF file")
            started = True
            if tag == "file":
                doc_id = element.get("original") or ""
        elif tag != "file":
            number += 1
            where = f"{name_of(path)}: unit {number}"
            read = _read_trans_unit if tag == "trans-unit" else _read_unit
            yield from read(element, doc_id, where)


def _read_trans_unit(unit: "_Element", doc_id: str, where: str) -> Iterator[SegmentPair]:
    values = {
        context.get("context-type", "").removeprefix("x-"): context.text or ""
        for group in unit
        if local_name(group) == "context-group" and group.get("name") == "aligner"
        for context in group
    }
    yield _pair(unit, doc_id, values, where)


def _read_unit(unit: "_Element", doc_id: str, where: str) -> Iterator[SegmentPair]:
    values = {
        meta.get("type", ""): meta.text or ""
        for metadata in unit
        if local_name(metadata) == "metadata"
        for group in metadata
        if group.get("category") == "aligner"
        for meta in group
    }
    for segment in unit:
        if local_name(segment) == "segment":
            yield _pair(segment, doc_id, values, where)


def _pair(element: "_Element", doc_id: str, values: dict[str, str], where: str) -> SegmentPair:
    sides = {local_name(child): child for child in element if local_name(child) in _SIDES}
    if "source" not in sides:
        raise FormatError(f"{where}: no <source>")
    target = sides.get("target")
    score = values.get("score") or _mt_confidence(element)
    return SegmentPair(
        text_of(sides["source"], _CODES, where),
        "" if target is None else text_of(target, _CODES, where),
        read_score(score, where) if score else None,
        doc_id,
        read_ids(values.get("src-ids", ""), where),
        read_ids(values.get("tgt-ids", ""), where),
    )


_SIDES = frozenset({"source", "target"})


def _mt_confidence(element: "_Element") -> str:
    """Return the confidence on the target or the first marker in it, ``""`` if none is given."""
    for side in element:
        if local_name(side) == "target":
            for part in side.iter():
                value = part.get(_MT_CONFIDENCE)
                if value:
                    return value
    return element.get(_MT_CONFIDENCE) or ""
