"""SIGTERM and SIGHUP end a command as Ctrl-C does: a word, a status, nothing left behind."""

import signal
import subprocess
import sys
import time

import pytest


def heard():
    """Do not inherit that the tests themselves run in the background, where signals are ignored."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def started(folder, *arguments, before=heard):
    """Start a command that waits for its standard input, and has begun to write."""
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        [sys.executable, "-m", "aligner", *arguments],
        cwd=folder,
        stdin=pipe,
        stderr=pipe,
        preexec_fn=before,
    )
    while not list(folder.glob(".o.jsonl.*")):
        assert process.poll() is None
        time.sleep(0.02)
    return process


@pytest.mark.parametrize(
    ("number", "status", "word"),
    [
        (signal.SIGINT, 130, "interrupted"),
        (signal.SIGTERM, 143, "ended by SIGTERM"),
        (signal.SIGHUP, 129, "ended by SIGHUP"),
    ],
)
def test_the_temporary_file_goes_with_the_command(tmp_path, number, status, word):
    process = started(tmp_path, "convert", "-", "o.jsonl", "--from", "tsv")
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said.decode()) == (status, f"aligner: {word}\n")
    assert not list(tmp_path.iterdir())


def test_a_signal_that_is_ignored_stays_so(tmp_path):
    def ignore():
        signal.signal(signal.SIGHUP, signal.SIG_IGN)

    process = started(tmp_path, "convert", "-", "o.jsonl", "--from", "tsv", "-q", before=ignore)
    process.send_signal(signal.SIGHUP)
    _, said = process.communicate("雨停了。\tThe rain stopped.\n".encode(), timeout=60)
    assert (process.returncode, said) == (0, b"")
    assert [path.name for path in tmp_path.iterdir()] == ["o.jsonl"]
