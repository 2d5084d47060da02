"""Read documents with gold beads from a folder: sentences a line, beads as a ladder.

``FOLDER/zh/NAME``, ``FOLDER/en/NAME`` and ``FOLDER/gold/NAME`` are one document; gold lines are
``[0]:[1,2]``, sentence numbers from 0. Sentences in no bead have no counterpart.
"""

from __future__ import annotations

from pathlib import Path

from aligner.alignment.gold import read_ladder
from aligner.alignment.training.synthetic import GoldDocument, plain_document
from aligner.errors import FormatError, InputError
from aligner.formats.streams import read_lines
from aligner.paths import is_folder


def read_gold_set(folder: Path, langs: tuple[str, str] = ("zh", "en")) -> dict[str, GoldDocument]:
    """Return the documents of a set by name; ``langs`` are the names of the text folders.

    Raises ``InputError`` when there is none or a side is missing, ``FormatError`` when a document
    has no sentences on a side or no beads, or a bead names a sentence that is not there.
    """
    gold = folder / "gold"
    names = sorted(path.name for path in gold.iterdir()) if is_folder(gold) else []
    if not names:
        raise InputError(
            f"{folder}: no gold documents; expected are folders gold, {langs[0]} and {langs[1]} "
            "with a file of the same name for each document"
        )
    return {name: _read(folder, name, langs) for name in names}


def _read(folder: Path, name: str, langs: tuple[str, str]) -> GoldDocument:
    sides = []
    for lang in langs:
        path = folder / lang / name
        sides.append([line for _, line in read_lines(path)])
        if not sides[-1]:
            raise FormatError(f"{path}: no sentences; take the document out of the set")
    beads = read_ladder(folder / "gold" / name)
    for side, (lines, lang) in enumerate(zip(sides, langs, strict=True)):
        last = max((number for bead in beads for number in bead[side]), default=-1)
        if last >= len(lines):
            raise FormatError(
                f"{folder / 'gold' / name}: sentence {last} of {lang}, but there are {len(lines)}"
            )
    return plain_document(sides[0], sides[1], beads)
