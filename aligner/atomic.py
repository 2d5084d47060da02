"""Write a file whole or not at all: a temporary file beside it, then a rename.

A link stays one: the file it leads to is replaced. What is no regular file (a device, a pipe) is
written to as it is. Does not lock: two writers of one path both succeed and the later rename wins;
what two runs must not share, a journal, is held with ``hold``.
"""

import glob
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from aligner.errors import OutputError, RefusedError, UsageError
from aligner.paths import exists, is_file, is_folder


def check_writable(path: Path, *, force: bool) -> None:
    """Raise ``RefusedError`` if ``path`` exists and ``force`` is off, ``OutputError`` if hopeless.

    Called before the work starts, so that an hour of it is not lost at the end.
    """
    if is_folder(path):
        raise OutputError(f"{path}: is a directory; name a file")
    if _is_device(path):
        return
    if exists(path) and not force:
        raise RefusedError(f"{path}: exists already; --force overwrites it")
    folder = Path(os.path.realpath(path)).parent
    if exists(folder) and not is_folder(folder):
        raise OutputError(f"{folder}: is not a directory; choose another output path")
    if exists(folder) and not os.access(folder, os.W_OK):
        raise OutputError(f"{folder}: no permission to write here; choose another output path")
    try:
        path.lstat()
    except FileNotFoundError:
        return
    except OSError as error:  # a name too long, a folder above that may not be entered
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error


def check_no_input(
    outputs: Iterable[Path], inputs: Iterable[Path], remedy: str = "choose another output"
) -> None:
    """Raise ``UsageError`` for an output that is read as well, under whatever name.

    Also where overwriting is allowed: what was read would be gone.
    """
    read = {os.path.realpath(path) for path in inputs if not _is_device(path)}
    for path in outputs:
        if os.path.realpath(path) in read:
            raise UsageError(f"{path}: is an input as well; {remedy}")


@contextmanager
def writing(path: Path, *, force: bool = False, newline: str = "\n") -> Iterator[IO[str]]:
    r"""Open a UTF-8 text stream that becomes ``path`` when the block ends without an error.

    ``newline`` is what each ``\\n`` is written as. Raises ``RefusedError`` if ``path`` exists and
    ``force`` is off, ``OutputError`` if it cannot be written (then nothing is left behind).
    """
    check_writable(path, force=force)
    ends = "" if newline == "\n" else newline
    try:
        if _is_device(path):
            with path.open("w", encoding="utf-8", newline=ends) as stream:
                yield stream
        else:
            with _replacing(Path(os.path.realpath(path)), ends) as stream:
                yield stream
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error


@contextmanager
def _replacing(path: Path, newline: str) -> Iterator[IO[str]]:
    """Open a temporary file in the folder of ``path`` that takes its place at the end."""
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w",
            encoding="utf-8",
            newline=newline,
            dir=path.parent,
            prefix=_prefix(path),
            delete=False,
        ) as stream:
            temporary = Path(stream.name)
            yield stream
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
        temporary = None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def make_folder(path: Path) -> None:
    """Make a folder and those above it; ``OutputError`` if that cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error


def torn(path: Path) -> Iterator[Path]:
    """Yield the temporary files beside ``path`` that become it when they are whole.

    Where nobody writes ``path`` any more, killed writers left them.
    """
    target = Path(os.path.realpath(path))
    if is_folder(target.parent):
        yield from target.parent.glob(f"{glob.escape(_prefix(target))}{'?' * _RANDOM}")


def remove_torn(paths: Iterable[Path]) -> None:
    """Delete what killed writers left beside files that nobody else writes now."""
    for path in paths:
        for left in torn(path):
            left.unlink(missing_ok=True)


def hold(stream: IO[bytes], path: Path) -> None:
    """Keep an open file for this process; it is freed with the file, however the process ends.

    Closes it and raises ``RefusedError`` where another process holds it.
    """
    try:
        import fcntl
    except ImportError:  # no such lock on Windows
        return
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        stream.close()
        raise RefusedError(f"{path}: another run is writing here; wait for it to end") from error


_RANDOM = 8
"""Characters that ``tempfile`` puts after the prefix."""
_LONGEST = 55
"""Characters of a name that are kept: with more, four bytes each, it could be too long."""


def _prefix(path: Path) -> str:
    name = path.name
    if len(name) > _LONGEST:  # names with one beginning must not be taken for each other
        name = name[:_LONGEST] + sha256(os.fsencode(name)).hexdigest()[:8]
    return f".{name}."


def _is_device(path: Path) -> bool:
    """Tell whether there is something to write to that a regular file must not replace."""
    return exists(path) and not is_file(path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
