"""The name ``-``: a standard stream to many options, and to the others no name of a file."""

from pathlib import Path

from aligner.errors import UsageError


def not_stdout(option: str, path: Path | None, what: str = "file") -> None:
    """Raise ``UsageError`` where ``-`` would make a file of that name, or a folder."""
    if str(path) == "-":
        raise UsageError(f"{option} -: name a {what}")


def not_stdin(option: str, *paths: Path | str | None) -> None:
    """Raise ``UsageError`` where ``-`` would be looked for on disk."""
    if "-" in map(str, paths):
        raise UsageError(f"{option} -: cannot be standard input; name a file")
