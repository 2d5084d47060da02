"""Tables that ship as text: a key, a tab, a value; lines that begin with # are remarks."""

from pathlib import Path

from aligner.errors import ModelError
from aligner.registry.store import shipped_root


def read_table(path: Path, what: str) -> dict[str, str]:
    """Return a table; of lines with the same key the last counts, a value may be empty.

    Raises ``ModelError`` naming the file and ``what`` it should hold if it cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ModelError(f"{path}: no table of {what} here; reinstall aligner") from error
    rows = (line.partition("\t") for line in lines if line and line[0] != "#")
    return {key: value for key, _, value in rows}


def shipped_table(name: str, what: str) -> dict[str, str]:
    """Return one of the tables that ship, by its file's name."""
    return read_table(shipped_root() / "models" / "lexicon" / name, what)
