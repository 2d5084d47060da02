"""A standard output that takes nothing: one line and a status, whatever the command."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")
SAYS = "aligner: standard output: cannot be written: No space left on device\n"


@pytest.mark.skipif(not FULL.exists(), reason="needs Linux")
@pytest.mark.parametrize("buffered", ["", "1"])
@pytest.mark.parametrize(
    "command", ["convert a.tsv - --to tsv -q", "split a.txt", "models list", "score a.txt -i b.txt"]
)
def test_a_full_disk_behind_standard_output_is_one_line(tmp_path, command, buffered):
    (tmp_path / "a.tsv").write_text("雨\train\n", encoding="utf-8")
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"Rain fell on {name}.\n", encoding="utf-8")
    with FULL.open("w") as full:
        result = subprocess.run(
            [sys.executable, "-m", "aligner", *command.split()],
            cwd=tmp_path,
            env={**os.environ, "PYTHONUNBUFFERED": buffered},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (result.returncode, result.stderr) == (7, SAYS)


def test_a_reader_that_went_away_is_no_error(tmp_path):
    (tmp_path / "a.txt").write_text("雨停了。\n" * 50_000, encoding="utf-8")
    command = [sys.executable, "-m", "aligner", "split", "a.txt"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=tmp_path, stdout=pipe, stderr=pipe) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
