"""Processes that this one starts: silent at Ctrl-C, and ended when it ends, however that happens.

Ctrl-C reaches every process of a terminal. A child that is still importing would answer with a
traceback; so it is started with the signal held back, and takes it once it knows what to do then.
"""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import parent_process, resource_tracker

_HELD_BACK = {signal.SIGINT}


@contextmanager
def starting() -> Iterator[None]:
    """Start processes in this block: they, and this one, get a Ctrl-C when it is over.

    Each must call ``started`` as soon as it can.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    # The first child starts this helper, which would let all signals through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD_BACK)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def started(interrupt: signal.Handlers) -> None:
    """Take what ``starting`` held back as ``interrupt`` says, and end with the parent."""
    signal.signal(signal.SIGINT, interrupt)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _HELD_BACK)
    threading.Thread(target=_end_after_parent, daemon=True).start()


def _end_after_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
