"""Warnings of the format readers on stderr: the first few, then how many more there were."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from aligner.cli.messages import complain

_SHOWN = 10


class _FirstFew(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1
        if self.count <= _SHOWN:
            complain(record.getMessage())


@contextmanager
def format_warnings() -> Iterator[None]:
    """Show what the readers of ``aligner.formats`` warn about while the block runs."""
    logger = logging.getLogger("aligner.formats")
    handler = _FirstFew()
    logger.addHandler(handler)
    propagates, logger.propagate = logger.propagate, False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagates
        if handler.count > _SHOWN:
            complain(f"{handler.count - _SHOWN} more such warnings")
