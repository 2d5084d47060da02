"""The full record of a translation, one JSON object a segment.

Keys: ``id`` (``doc#p3s2``), ``doc``, ``par`` and ``seg`` (from 1), ``kind`` (the paragraph's role,
or ``line``), ``src``, ``tgt``, ``logprob`` (a piece; absent if unknown), ``alts`` (further
hypotheses), ``flags`` (findings that stay), ``repaired``, ``terms``, ``unknown`` (each absent if
empty), ``origin`` (mt, rule, copy or none), ``run`` (signature). Offsets count code
points.
"""

import json
from dataclasses import dataclass

from aligner.checks.finding import Finding
from aligner.translation.hypotheses import Hypothesis, Translation


@dataclass(frozen=True, slots=True)
class Place:
    """Where a segment stands: document, paragraph and segment numbers from 1, kind of paragraph."""

    doc: str
    par: int
    seg: int
    kind: str

    @property
    def id(self) -> str:
        """``doc#p3s2``."""
        return f"{self.doc}#p{self.par}s{self.seg}"


def record_line(place: Place, translation: Translation, run: str) -> str:
    """Return the record as one line of JSON, without a newline."""
    record: dict[str, object] = {
        "id": place.id,
        "doc": place.doc,
        "par": place.par,
        "seg": place.seg,
        "kind": place.kind,
        "src": translation.source,
        "tgt": translation.text,
    }
    if translation.score is not None:
        record["logprob"] = _rounded(translation.score)
    optional = {
        "alts": [_alternative(hypothesis) for hypothesis in translation.nbest[1:]],
        "flags": [_flag(finding) for finding in translation.findings],
        "repaired": list(translation.repaired),
        "terms": [
            {"src": use.source, "tgt": use.target, "status": use.status.value}
            for use in translation.terms
        ],
        "unknown": list(translation.unknown),
    }
    record |= {key: value for key, value in optional.items() if value}
    record |= {"origin": translation.origin.value, "run": run}
    return json.dumps(record, ensure_ascii=False)


def _alternative(hypothesis: Hypothesis) -> dict[str, object]:
    alternative: dict[str, object] = {"tgt": hypothesis.text}
    if hypothesis.score is not None:
        alternative["logprob"] = _rounded(hypothesis.score)
    return alternative


def _flag(finding: Finding) -> dict[str, object]:
    return {
        "check": finding.check,
        "type": finding.its_type,
        "sev": finding.severity.value,
        "src": [list(span) for span in finding.src],
        "tgt": [list(span) for span in finding.tgt],
        "msg": finding.message,
    }


def _rounded(score: float) -> float:
    return round(score, 4)
