"""Write a file whole or not at all: a temporary file beside it, then a rename.

Does not lock: two writers of one path both succeed and the later rename wins.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from aligner.errors import OutputError, RefusedError


def check_writable(path: Path, *, force: bool) -> None:
    """Raise ``RefusedError`` if ``path`` exists and ``force`` is off, ``OutputError`` if hopeless.

    Called before the work starts, so that an hour of it is not lost at the end.
    """
    if path.is_dir():
        raise OutputError(f"{path}: is a directory; name a file")
    if path.exists() and not force:
        raise RefusedError(f"{path}: exists already; --force overwrites it")
    folder = path.parent
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder}: is not a directory; choose another output path")
    if folder.exists() and not os.access(folder, os.W_OK):
        raise OutputError(f"{folder}: no permission to write here; choose another output path")


@contextmanager
def writing(path: Path, *, force: bool = False, newline: str = "\n") -> Iterator[IO[str]]:
    r"""Open a UTF-8 text stream that becomes ``path`` when the block ends without an error.

    ``newline`` is what each ``\\n`` is written as. Raises ``RefusedError`` if ``path`` exists and
    ``force`` is off, ``OutputError`` if it cannot be written (then nothing is left behind).
    """
    check_writable(path, force=force)
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w",
            encoding="utf-8",
            newline="" if newline == "\n" else newline,
            dir=path.parent,
            prefix=f".{path.name}.",
            delete=False,
        ) as stream:
            temporary = Path(stream.name)
            yield stream
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
        temporary = None
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
