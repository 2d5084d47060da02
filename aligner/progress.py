"""Progress reporting that the library calls and the command line draws."""

from typing import Protocol


class Progress(Protocol):
    """Told how far a long job is."""

    def advance(self, done: int, total: int | None) -> None:
        """Report ``done`` of ``total`` items (``None``: total unknown)."""


class Silent:
    """Report nothing: the default everywhere."""

    def advance(self, done: int, total: int | None) -> None:
        """Ignore the report."""
