"""Files whose names are not UTF-8, as zip archives from elsewhere leave them behind."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NEWS = Path(__file__).parents[2] / "corpora" / "news"
ODD = os.fsdecode("新闻".encode("gbk"))
WRITTEN = "\\\\xd0\\\\xc2\\\\xce\\\\xc5"
"""``ODD`` as a cell of a table."""


def run(folder, *args):
    command = [sys.executable, "-m", "aligner", *map(str, args)]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False)


@pytest.fixture
def news(tmp_path):
    for lang in ("zh", "en"):
        (tmp_path / lang).mkdir()
    try:
        shutil.copy(NEWS / "zh" / "summit.txt", tmp_path / "zh" / f"{ODD}.txt")
        shutil.copy(NEWS / "zh" / "quake.txt", tmp_path / "zh" / f"{ODD}2.txt")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    shutil.copy(NEWS / "en" / "summit.txt", tmp_path / "en" / "summit.txt")
    return tmp_path


def test_a_table_of_pairs_can_be_written_and_read(news):
    found = run(news, "corpus", "pair", "zh", "en", "-o", "pairs.tsv")
    assert found.returncode == 0, found.stderr
    assert (news / "pairs.tsv").read_text("utf-8").startswith(f"{WRITTEN}.txt\tsummit.txt")
    aligned = run(news, "align", "zh", "en", "--pairs", "pairs.tsv", "-o", "a.tsv")
    assert aligned.returncode == 0, aligned.stderr
    assert WRITTEN in (news / "a.tsv").read_text("utf-8")


def test_a_corpus_is_built_and_names_what_was_left(news):
    built = run(news, "corpus", "build", "zh", "en", "-o", "corpus")
    assert built.returncode == 0, built.stderr
    assert (news / "corpus" / "unmatched.tsv").read_text("utf-8") == (
        f"src\t{WRITTEN}2.txt\tno counterpart\n"
    )
    assert json.loads((news / "corpus" / "manifest.json").read_text("utf-8"))["failures"] == []


def test_messages_and_dry_runs_name_them(news):
    missing = run(news, "align", f"zh/{ODD}3.txt", "en/summit.txt")
    assert missing.returncode == 3
    assert missing.stderr.startswith(b"aligner: zh/\\udcd0")
    planned = run(news, "translate", f"zh/{ODD}.txt", "--dry-run")
    assert planned.returncode == 0, planned.stderr
    assert planned.stdout.startswith(b"zh/\\xd0\\xc2\\xce\\xc5.txt -> ")


def test_the_table_of_pairs_takes_no_documents_place(news):
    before = (news / "en" / "summit.txt").read_bytes()
    result = run(news, "corpus", "pair", "zh", "en", "-o", "en/summit.txt", "--force")
    assert result.returncode == 2
    assert b"is an input as well" in result.stderr
    assert (news / "en" / "summit.txt").read_bytes() == before
