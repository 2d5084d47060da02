"""A folder to give away: bitexts in one format, with counts, licence, versions and checksums.

What ``build`` writes for a corpus it made, for bitexts that were made otherwise. Streams: memory
does not grow with the bitexts.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.atomic import make_folder
from aligner.corpus.manifest import Built, FileRecord, Source, write_card, write_manifest
from aligner.errors import RefusedError, UsageError
from aligner.formats.base import WriteOptions, format_of, read_bitext, write_bitext
from aligner.formats.moses import bitext_files, bitext_stem, check_bitext
from aligner.paths import exists, is_folder
from aligner.progress import Progress, Silent, counted
from aligner.registry.card import file_sha256
from aligner.signature import run_signature


@dataclass(frozen=True, slots=True)
class Publication:
    """What the card says of the corpus, and the format of its files."""

    name: str = "corpus"
    licence: str = "unknown"
    origin: str = ""
    format: str = "tsv"


def publish(
    bitexts: Sequence[Path],
    folder: Path,
    what: Publication,
    *,
    force: bool = False,
    progress: Progress | None = None,
) -> Built:
    """Write each bitext into ``folder`` under its own name, then manifest and card.

    ``progress`` counts pairs.

    Raises ``RefusedError`` if the folder holds anything and not ``force``, ``UsageError`` for two
    bitexts of one name.
    """
    names = _checked(bitexts, folder, what, force=force)
    made = not exists(folder)
    make_folder(folder)
    try:
        return _write(bitexts, names, folder, what, progress or Silent())
    except BaseException:
        if made:  # half a corpus would refuse the next try
            shutil.rmtree(folder, ignore_errors=True)
        raise


def _write(
    bitexts: Sequence[Path],
    names: Sequence[str],
    folder: Path,
    what: Publication,
    progress: Progress,
) -> Built:
    suffix = format_of(what.format).suffixes[0]
    run = str(run_signature())
    files: list[FileRecord] = []
    pairs = 0
    for path, name in zip(bitexts, names, strict=True):
        target = folder / f"{name}{suffix}"
        options = WriteOptions(run=run)
        found = counted(read_bitext(path), progress, pairs)
        count = write_bitext(target, found, force=True, options=options)
        written = sorted(filter(exists, bitext_files(target)))
        files += [FileRecord(file.name, count, file_sha256(file)) for file in written]
        pairs += count
    built = Built(
        name=what.name,
        sources=tuple(Source(path.name, what.licence, what.origin) for path in bitexts),
        stages=(("pairs", pairs),),
        rejected=(),
        files=tuple(files),
    )
    write_card(folder / "DATACARD.md", built)
    inputs = [file for path in bitexts for file in bitext_files(path)]
    write_manifest(folder / "manifest.json", built, "", run, inputs)
    return built


def _checked(bitexts: Sequence[Path], folder: Path, what: Publication, *, force: bool) -> list[str]:
    """Return the names of the files to write, or raise what speaks against it."""
    names = [bitext_stem(path) for path in bitexts]
    if len(set(names)) < len(names):
        raise UsageError("two bitexts would get the same name in the corpus; rename one")
    if exists(folder) and not is_folder(folder):
        raise UsageError(f"{folder}: not a folder; -o names the folder of the corpus")
    if not force and exists(folder) and any(folder.iterdir()):
        raise RefusedError(f"{folder}: not empty; choose another folder, or --force")
    for path in bitexts:
        check_bitext(path)
    if format_of(what.format).name not in ("tsv", "jsonl", "tmx", "moses"):
        raise UsageError(f"{what.format}: a corpus is in tsv, jsonl, tmx or moses")
    return names
