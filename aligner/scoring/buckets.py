"""Groups of segments: by document, domain, length, or any labels of source and reference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aligner.errors import UsageError
from aligner.scoring.segments import TestSet

Labeller = Callable[[str, str], "frozenset[str]"]
"""Source and first reference to the labels of the segment: the seam for detectors of phenomena."""

_LENGTHS = (10, 20, 30, 40, 60)
KINDS = ("length", "docid", "domain", "phenomenon")


@dataclass(frozen=True, slots=True)
class Group:
    """Some segments of the test set, by index; groups of labels may overlap."""

    name: str
    segments: tuple[int, ...]


def group_segments(kind: str, test_set: TestSet, labeller: Labeller | None = None) -> list[Group]:
    """Return the groups of one kind that have segments.

    Raises ``UsageError`` if the test set lacks what the grouping needs.
    """
    if kind == "length":
        return _by_length(test_set)
    if kind == "docid":
        if test_set.docids is None:
            raise UsageError("--by docid needs --docids FILE, one document name a line")
        return _by_name(test_set.docids)
    if kind == "domain":
        if test_set.domains is None:
            raise UsageError("--by domain needs --domains FILE, one domain a line")
        return _by_name(test_set.domains)
    if kind == "phenomenon":
        if test_set.src is None or labeller is None:
            raise UsageError("--by phenomenon needs the source: --src FILE")
        return _by_label(test_set.src, test_set.references[0], labeller)
    raise UsageError(f"--by {kind}: choose from {', '.join(KINDS)}")


def _by_length(test_set: TestSet) -> list[Group]:
    """By words of the first reference, so that the groups do not depend on a system."""
    edges = [0, *_LENGTHS]
    groups = []
    for low, high in zip(edges, [*_LENGTHS, None], strict=True):
        inside = tuple(
            i
            for i, ref in enumerate(test_set.references[0])
            if len(ref.split()) > low - (low == 0) and (high is None or len(ref.split()) <= high)
        )
        name = f"{low + 1 if low else 0}-{high} words" if high else f"{low + 1}+ words"
        if inside:
            groups.append(Group(name, inside))
    return groups


def _by_name(names: Sequence[str]) -> list[Group]:
    members: dict[str, list[int]] = {}
    for i, name in enumerate(names):
        members.setdefault(name, []).append(i)
    return [Group(name, tuple(segments)) for name, segments in members.items()]


def _by_label(src: Sequence[str], refs: Sequence[str], labeller: Labeller) -> list[Group]:
    members: dict[str, list[int]] = {}
    for i, (text, ref) in enumerate(zip(src, refs, strict=True)):
        for label in labeller(text, ref):
            members.setdefault(label, []).append(i)
    return [Group(label, tuple(members[label])) for label in sorted(members)]
