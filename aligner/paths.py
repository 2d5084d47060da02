"""What is at a path, asked so that the answer is never an exception.

``pathlib``'s questions of these names raise for a name that is too long and for a folder that may
not be entered. Here the answer is then no; opening the path gives the reason.
"""

import os
import re
from pathlib import Path


def exists(path: Path) -> bool:
    """Tell whether there is anything at ``path``, links followed."""
    return os.path.exists(path)  # noqa: PTH110 (see above)


def is_file(path: Path) -> bool:
    """Tell whether ``path`` is a regular file, links followed."""
    return os.path.isfile(path)  # noqa: PTH113 (see above)


def is_folder(path: Path) -> bool:
    """Tell whether ``path`` is a folder, links followed."""
    return os.path.isdir(path)  # noqa: PTH112 (see above)


def closed_folders(folder: Path) -> tuple[Path, ...]:
    """Return ``folder`` and those below it that may not be read, but for what is hidden.

    ``pathlib`` passes them over in silence when it looks for files. None for what is no folder.
    """
    if not _opens(folder):
        return (folder,)
    closed: list[Path] = []
    for root, below, _ in os.walk(folder):
        below[:] = [name for name in below if not name.startswith(".")]
        closed += [path for name in below if not _opens(path := Path(root, name))]
    return tuple(sorted(closed))


def _opens(folder: Path) -> bool:
    return not is_folder(folder) or os.access(folder, os.R_OK | os.X_OK)


CLOSED = "no permission to read this folder"
"""What is said of them."""


def as_text(name: object) -> str:
    r"""Return a path, or words that hold one, as text that can be written.

    Bytes that are no UTF-8, as in names that another system packed, become ``\xNN``.
    """
    return os.fsencode(str(name)).decode("utf-8", "backslashreplace")


def as_name(text: str) -> str:
    """Return the name that ``as_text`` wrote."""
    return _BYTE.sub(lambda match: os.fsdecode(bytes([int(match[1], 16)])), text)


_BYTE = re.compile(r"\\x([89a-f][0-9a-f])")
