"""Signals that ask the program to end: each ends it as Ctrl-C does, cleaned up and resumable."""

import signal
import sys
from types import FrameType

_ENDING = ("SIGTERM", "SIGHUP")
"""What ``kill``, ``timeout``, a scheduler or a closed terminal sends; Windows lacks the second."""


class Ended(KeyboardInterrupt):
    """The program was asked to end by the signal ``number``."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


def heed_signals() -> None:
    """Have the signals raise ``Ended``, so that no temporary file and no process stays behind.

    One that is ignored, as ``nohup`` does, stays so.
    """
    for name in _ENDING:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _end)


def end_of(error: KeyboardInterrupt) -> tuple[str, int]:
    """Return the word and the exit status for an interrupt: 128 and the number of the signal."""
    if isinstance(error, Ended):
        return f"ended by {signal.Signals(error.number).name}", 128 + error.number
    return "interrupted", 130


def end_children() -> None:
    """End what a command that failed has left at work: Python would wait for it."""
    at_work = sys.modules.get("multiprocessing")  # not loaded: no children
    for child in at_work.active_children() if at_work is not None else ():
        child.terminate()


def _end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 (as signals call)
    signal.signal(number, signal.SIG_IGN)  # once is enough: the clean-up must come to its end
    raise Ended(number)
