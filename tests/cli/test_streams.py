"""Standard streams that are closed: one line and a status, and no file takes their place."""

import subprocess
import sys

import pytest

CLOSED_INPUT = "aligner: standard input: is closed; name a file, or pipe text in\n"
CLOSED_OUTPUT = "aligner: standard output: cannot be written: Bad file descriptor\n"


def run(arguments, streams, folder):
    """Run a command by a shell that closes ``streams`` first."""
    command = f'exec "{sys.executable}" -m aligner {arguments} {streams}'
    return subprocess.run(
        ["sh", "-c", command], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture
def here(tmp_path):
    (tmp_path / "a.txt").write_text("雨停了。风很大。\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        "split",
        "translate --lines",
        "align - a.txt",
        "score a.txt",
        "checks - --from tsv",
        "corpus stats",
    ],
)
def test_input_that_is_closed_is_bad_data(here, command):
    result = run(command, "<&-", here)
    assert (result.returncode, result.stdout, result.stderr) == (3, "", CLOSED_INPUT)


@pytest.mark.parametrize("command", ["split a.txt", "models path", "--version", "split --help"])
def test_output_that_is_closed_cannot_be_written(here, command):
    result = run(command, ">&-", here)
    assert (result.returncode, result.stderr) == (7, CLOSED_OUTPUT)


def test_what_needs_no_stream_needs_none_to_be_open(here):
    result = run("split a.txt -o b.txt", "<&- >&- 2>&-", here)
    assert result.returncode == 0
    assert (here / "b.txt").read_text("utf-8") == "雨停了。\n风很大。\n"


def test_messages_have_nowhere_to_go_and_the_status_stays(here):
    assert run("split none.txt", "<&- >&- 2>&-", here).returncode == 3
