"""Progress reporting that the library calls and the command line draws."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

_Item = TypeVar("_Item")
STEP = 256
"""Items between two reports of ``counted``."""


class Progress(Protocol):
    """Told how far a long job is."""

    def advance(self, done: int, total: int | None) -> None:
        """Report ``done`` of ``total`` items (``None``: total unknown)."""


class Silent:
    """Report nothing: the default everywhere."""

    def advance(self, done: int, total: int | None) -> None:
        """Ignore the report."""


def counted(
    items: Iterable[_Item], progress: Progress, before: int = 0, total: int | None = None
) -> Iterator[_Item]:
    """Pass items on and report now and then how many went by.

    ``before`` are those of other inputs, ``total`` is the number of all if it is known.
    """
    number = 0
    for number, item in enumerate(items, 1):
        if number % STEP == 0:
            progress.advance(before + number, total)
        yield item
    progress.advance(before + number, total)
