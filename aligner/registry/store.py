"""Where models and other shipped data lie on disk."""

from pathlib import Path

import aligner


def shipped_root() -> Path:
    """Return the folder that holds the shipped ``models/`` and ``corpora/``.

    In a wheel it is ``aligner/shipped``, in a checkout the root of the repository.
    """
    package = Path(aligner.__file__).parent
    inside = package / "shipped"
    return inside if inside.is_dir() else package.parent
