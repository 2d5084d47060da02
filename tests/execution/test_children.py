"""Processes that are started: what of Ctrl-C reaches them, and when."""

import signal
import time
from multiprocessing import active_children, get_context

import pytest
from typer.testing import CliRunner

from aligner.cli import app
from aligner.execution.children import started, starting
from aligner.execution.local import Local

pytestmark = pytest.mark.skipif(
    not hasattr(signal, "pthread_sigmask"), reason="signals cannot be held back here"
)


def _held():
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def _child(pipe):
    before = _held()
    started(signal.SIG_IGN)
    pipe.send((before, _held(), signal.getsignal(signal.SIGINT) == signal.SIG_IGN))


def test_a_child_gets_no_interrupt_before_it_is_ready():
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=_child, args=(theirs,))
    with starting():
        child.start()
        assert _held()
    assert not _held()
    assert ours.recv() == (True, False, True)
    child.join()


def _sleeping():
    return time.sleep


def _cut_short():
    yield from [60.0] * 4
    raise KeyboardInterrupt


def test_a_pool_that_is_given_up_does_not_wait_for_its_work():
    begin = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        list(Local(2).run(_sleeping, _cut_short()))
    assert time.monotonic() - begin < 50
    assert not active_children()


def test_a_command_that_fails_takes_its_children_with_it(tmp_path):
    child = get_context("spawn").Process(target=time.sleep, args=(60,))
    child.start()
    assert CliRunner().invoke(app, ["split", str(tmp_path / "none.txt")]).exit_code == 3
    child.join(50)
    assert child.exitcode == -signal.SIGTERM
