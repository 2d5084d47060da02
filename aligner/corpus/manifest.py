"""What a finished corpus says of itself: ``manifest.json`` for machines, ``DATACARD.md`` to read.

No dates and no paths of the machine: the same corpus has the same manifest.
"""

import json
import os.path
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from aligner.atomic import writing
from aligner.paths import is_file


@dataclass(frozen=True, slots=True)
class Source:
    """Where pairs come from and under which licence."""

    name: str
    licence: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file of the corpus: lines or pairs, and checksum."""

    name: str
    count: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Built:
    """A finished corpus: what went in, what was left after each stage, what came out.

    ``rejected`` counts pairs by filter, most first; ``failures`` names documents that could not be
    aligned, and why; ``lost`` the shards that are not in the corpus, and why.
    """

    name: str
    sources: tuple[Source, ...]
    stages: tuple[tuple[str, int], ...]
    rejected: tuple[tuple[str, int], ...]
    files: tuple[FileRecord, ...]
    failures: tuple[tuple[str, str], ...] = ()
    lost: tuple[tuple[str, str], ...] = ()


def write_manifest(
    path: Path, built: Built, recipe: str, signature: str, inputs: Iterable[Path] = ()
) -> None:
    """Write the manifest; it comes last, so a corpus that has one is whole.

    Files that the manifest before it lists and this one does not are removed: parts in another
    format would be taken for parts of this corpus. ``inputs``, what it was made of, are kept.
    """
    stale = _listed(path) - {file.name for file in built.files}
    record = {
        "name": built.name,
        "signature": signature,
        "sources": [
            {"name": s.name, "licence": s.licence, "origin": s.origin} for s in built.sources
        ],
        "stages": dict(built.stages),
        "rejected": dict(built.rejected),
        "failures": [{"document": doc, "reason": why} for doc, why in built.failures],
        "lost": [{"shard": name, "reason": why} for name, why in built.lost],
        "files": [{"name": f.name, "count": f.count, "sha256": f.sha256} for f in built.files],
        "recipe": recipe,
    }
    with writing(path, force=True) as stream:
        stream.write(json.dumps(record, ensure_ascii=False, indent=2) + "\n")
    kept = {os.path.realpath(file) for file in inputs}
    for file in (path.parent / name for name in stale):
        if os.path.realpath(file) not in kept:
            file.unlink(missing_ok=True)


def _listed(path: Path) -> set[str]:
    """Return the files beside a manifest that it lists; none if it is not there, or no manifest."""
    try:
        files = json.loads(path.read_text(encoding="utf-8"))["files"]
        names = {str(file["name"]) for file in files}
    except (OSError, ValueError, LookupError, TypeError):
        return set()
    return {name for name in names if is_file(path.parent / name) and name == Path(name).name}


def write_card(path: Path, built: Built) -> None:
    """Write the data card."""
    lines = [f"# {built.name}", "", "Chinese-English parallel corpus built by aligner.", ""]
    lines += ["## Sources", "", "| name | licence | origin |", "|---|---|---|"]
    lines += [f"| {s.name} | {s.licence} | {s.origin or 'not stated'} |" for s in built.sources]
    lines += ["", "## Stages", "", "| stage | count |", "|---|---:|"]
    lines += [f"| {name} | {count} |" for name, count in built.stages]
    if built.rejected:
        lines += ["", "## Rejected pairs by reason", "", "| reason | pairs |", "|---|---:|"]
        lines += [f"| {name} | {count} |" for name, count in built.rejected]
    lines += ["", "## Files", "", "| file | lines or pairs | SHA-256 |", "|---|---:|---|"]
    lines += [f"| {f.name} | {f.count} | `{f.sha256}` |" for f in built.files]
    if any(f.name == "rejected.jsonl" for f in built.files):
        lines += [
            "",
            "Train, dev and test are split by document, and no side of a pair of dev or test",
            "stands in another part, short ones aside. `rejected.jsonl` holds every dropped pair",
            "with its reason, `unmatched.tsv` the documents without a counterpart; thresholds",
            "stand in the recipe inside `manifest.json`.",
        ]
    with writing(path, force=True) as stream:
        stream.write("\n".join(lines) + "\n")
