"""Say why a sentence has no counterpart, for the reader of a review page."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.alignment.path import Step
from aligner.document import Article, Role

RUN = 3
"""Sentences in a row without counterpart that make an omitted block."""

_NAMED = {
    Role.BOILERPLATE: "boilerplate",
    Role.SUBHEADING: "subheading of one side",
    Role.CAPTION: "caption of one side",
    Role.BYLINE: "byline of one side",
    Role.DATELINE: "dateline of one side",
    Role.HEADLINE: "headline of one side",
}


def reason_of(role: Role) -> str:
    """Return the reason that the role of a sentence alone gives, empty if none."""
    return _NAMED.get(role, "")


def reasons(steps: Sequence[Step], src: Article, tgt: Article) -> list[str]:
    """Return the reason of each step, empty for beads with both sides."""
    roles = [
        [paragraph.role for paragraph in article.paragraphs for _ in paragraph.sentences]
        for article in (src, tgt)
    ]
    said = []
    for step, run in zip(steps, _runs(steps), strict=True):
        if step.x and step.y:
            said.append("")
            continue
        role = roles[0][step.i] if step.x else roles[1][step.j]
        other = "target" if step.x else "source"
        if role in _NAMED:
            said.append(_NAMED[role])
        elif run >= RUN:
            said.append(f"{run} sentences in a row not in the {other}")
        else:
            said.append(f"not in the {other}")
    return said


def _runs(steps: Sequence[Step]) -> list[int]:
    """Return for each step how many steps of its shape stand in a row around it."""
    runs: list[int] = []
    start = 0
    for at in range(1, len(steps) + 1):
        if at == len(steps) or (steps[at].x, steps[at].y) != (steps[start].x, steps[start].y):
            runs.extend([at - start] * (at - start))
            start = at
    return runs
