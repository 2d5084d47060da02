"""The ``--gold`` table of ``aligner align``: strict and lax rates, and recall by bead kind."""

from collections.abc import Iterable
from pathlib import Path

from aligner.alignment.gold import Evaluation, Link, evaluate, read_ladder, read_text_gold
from aligner.alignment.outputs import Alignments
from aligner.bitext import Alignment
from aligner.errors import InputError
from aligner.paths import is_folder


def print_gold(gold: Path, alignments: Alignments) -> None:
    """Print how well the documents agree with gold: one file, or a folder with one for each.

    A gold file is a ladder, or a ``.tsv`` of the texts of the beads. In a folder it has the name of
    its document, with any suffix. Raises ``InputError`` when a document has none.
    """
    files = _files(gold)
    total: Evaluation | None = None
    for number, alignment in enumerate(alignments()):
        path = gold if files is None else files.get(alignment.src.id.casefold())
        if path is None:
            raise InputError(f"{gold}: no gold file for the document {alignment.src.id}")
        if files is None and number:
            raise InputError(f"{gold}: one gold file for several documents; give a folder of them")
        found = evaluate(alignment.beads, _read(path, alignment))
        total = found if total is None else total + found
    if total is not None:
        print(_table(total))


def gold_files(gold: Path, documents: Iterable[str]) -> tuple[Path, ...]:
    """Return the gold files of the documents with these names."""
    files = _files(gold)
    if files is None:
        return (gold,)
    return tuple(files[name] for name in map(str.casefold, documents) if name in files)


def _files(gold: Path) -> dict[str, Path] | None:
    if not is_folder(gold):
        return None
    paths = sorted(path for path in gold.rglob("*") if path.is_file())
    names = {path.relative_to(gold).as_posix().casefold(): path for path in paths}
    stems = {name.removesuffix(path.suffix.casefold()): path for name, path in names.items()}
    return stems | names


def _read(path: Path, alignment: Alignment) -> list[Link]:
    if path.suffix.lower() == ".tsv":
        return read_text_gold(path, alignment.src, alignment.tgt)
    links = read_ladder(path)
    counts = len(alignment.src.sentences), len(alignment.tgt.sentences)
    for side, count, name in zip((0, 1), counts, ("source", "target"), strict=True):
        last = max((index for link in links for index in link[side]), default=-1)
        if last >= count:
            raise InputError(
                f"{path}: {name} sentence {last}, but the document has {count}; is it split as the "
                "gold is (--presplit)?"
            )
    return links


def _table(result: Evaluation) -> str:
    rows = [f"{'':8}{'precision':>10}{'recall':>10}{'F1':>10}"]
    for name, rates in (("strict", result.strict), ("lax", result.lax)):
        rows.append(f"{name:8}{rates.precision:10.4f}{rates.recall:10.4f}{rates.f1:10.4f}")
    rows += ["", f"{'bead':8}{'gold':>10}{'found':>10}{'recall':>10}{'given':>10}"]
    for kind in result.kinds:
        recall = f"{kind.right / kind.gold:.4f}" if kind.gold else "-"
        rows.append(f"{kind.kind:8}{kind.gold:10}{kind.right:10}{recall:>10}{kind.given:10}")
    return "\n".join(rows)
