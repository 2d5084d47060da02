"""Standard streams that were closed before the start (``<&-``, ``>&-``, some schedulers).

Python has ``None`` for them, and the first file that is opened would take the free number: what is
printed would go into it. So each number is taken here, and its use is an error as any other.
"""

import io
import os
import sys

from aligner.errors import InputError


def complete_streams() -> None:
    """Have something in the place of each standard stream that is closed.

    Reading input raises ``InputError``, writing output fails as on a full disk, and messages are
    lost.
    """
    # In this order: the lowest free number is taken. Output that cannot be written, on purpose.
    if sys.stdin is None:
        os.open(os.devnull, os.O_WRONLY)
        sys.stdin = io.TextIOWrapper(io.BufferedReader(_ClosedInput()))
    if sys.stdout is None:
        sys.stdout = _writer(os.open(os.devnull, os.O_RDONLY))
    if sys.stderr is None:
        sys.stderr = _writer(os.open(os.devnull, os.O_WRONLY))


class _ClosedInput(io.RawIOBase):
    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:  # noqa: ARG002 (the protocol's)
        raise InputError("standard input: is closed; name a file, or pipe text in")


def _writer(number: int) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BufferedWriter(io.FileIO(number, "w", closefd=False)))
