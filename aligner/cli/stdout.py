"""Standard output that cannot be written: one line and a status instead of a traceback."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from aligner.errors import InputError, OutputError


@contextmanager
def stdout_errors() -> Iterator[None]:
    """Turn a failure to write standard output (a full disk behind ``>``) into ``OutputError``.

    A reader that went away is no error here and passes through. An error of the system that names
    a path is about that path: ``InputError`` says so.
    """
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.errno is None:  # raised by a library, not by the system
            raise
        if error.filename is not None:
            raise InputError(f"{error.filename}: {error.strerror}") from error
        if not _fails():
            raise  # another file's
        forget_stdout()
        raise OutputError(f"standard output: cannot be written: {error.strerror}") from error


def _fails() -> bool:
    """Tell whether standard output is what fails: what it could not write it still holds."""
    try:
        sys.stdout.flush()
    except OSError:
        return True
    return bool(getattr(sys.stdout, "write_through", False))  # holds nothing


def forget_stdout() -> None:
    """Keep Python from writing the rest when it exits, and from complaining that it cannot."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
