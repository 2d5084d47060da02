"""``aligner translate`` as a user calls it, with a small model of random weights."""

import json
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from typer.testing import CliRunner

from aligner.cli import app

LINES = "双方交换了意见。\n\n国务院总理会见了客人。双方交换了意见。\n12:30\n  \n"


@pytest.fixture
def invoke(model_dir, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(*arguments, text=None, status=0):
        command = ["translate", "-m", str(model_dir), "--device", "cpu", *arguments]
        result = CliRunner().invoke(app, command, input=text)
        assert result.exit_code == status, result.output
        return result

    return call


def test_as_many_lines_out_as_in_and_empty_stays_empty(invoke):
    out = invoke(text=LINES).stdout.split("\n")
    assert len(out) == LINES.count("\n") + 1
    assert out[1] == out[4] == out[5] == ""
    assert out[0]
    assert out[3] == "12:30"


def test_the_same_sentence_gets_the_same_translation_wherever_it_stands(invoke):
    out = invoke(text=LINES).stdout.split("\n")
    assert out[2].endswith(out[0])


def test_a_last_line_without_an_end_is_a_line(invoke):
    assert invoke(text="12:30\n双方").stdout.count("\n") == 2


def test_nothing_in_is_nothing_out(invoke):
    assert invoke(text="").stdout == ""


@pytest.mark.parametrize("separator", ["\u2028", "\u0085", "\x0b", "\x0c", "\r"])
def test_only_a_newline_ends_a_line(invoke, separator):
    out = invoke(text=f"双方{separator}交换\n意见。\n").stdout
    assert out.count("\n") == 2
    assert separator not in out or separator == "\r"


def test_windows_line_ends_are_kept(invoke, tmp_path):
    (tmp_path / "in.txt").write_bytes("双方。\r\n12:30\r\n".encode())
    invoke("in.txt", "--lines", "-o", "out.txt")
    out = (tmp_path / "out.txt").read_bytes()
    assert out.count(b"\r\n") == out.count(b"\n") == 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "gb18030", "big5"])
def test_other_encodings_give_the_lines_utf8_gives(invoke, tmp_path, encoding):
    text = "双方交换了意见。\n\n国家的政府在市里开会。\n12:30\n"
    traditional = "雙方交換了意見。\n\n國家的政府在市裡開會。\n12:30\n"
    text = traditional if encoding == "big5" else text
    (tmp_path / "in.txt").write_bytes((text * 3).encode(encoding))
    assert invoke("in.txt", "--lines").stdout == invoke(text=text * 3).stdout


def test_traditional_input_is_translated_as_simplified_and_kept_in_the_record(invoke):
    simplified = invoke(text="双方交换了意见。\n").stdout
    record = json.loads(invoke("-f", "jsonl", text="雙方交換了意見。\n").stdout)
    assert record["src"] == "雙方交換了意見。"
    assert record["tgt"] == simplified.strip()


def test_a_record_has_what_is_documented(invoke):
    out = invoke("-f", "jsonl", "--nbest", "3", text=LINES).stdout
    records = [json.loads(line) for line in out.splitlines()]
    assert [record["src"] for record in records] == LINES.split("\n")[:-1]
    first = records[0]
    assert first["id"] == "stdin#p1s1"
    assert first["kind"] == "line"
    assert len(first["alts"]) == 2
    assert first["logprob"] <= 0
    assert first["run"].startswith("aligner:")
    assert [record["origin"] for record in records] == ["mt", "none", "mt", "copy", "none"]


def test_pairs_come_as_tsv_and_tmx(invoke, tmp_path):
    invoke("-f", "tsv", "-o", "out.tsv", text=LINES)
    invoke("-f", "tmx", "-o", "out.tmx", text=LINES)
    assert (tmp_path / "out.tsv").read_text(encoding="utf-8").count("\n") == 6
    assert (tmp_path / "out.tmx").read_text(encoding="utf-8").count("<tu") == 3 + 2 * 3


def test_greedy_and_beam_are_both_reachable(invoke):
    greedy = invoke("--fast", text=LINES).stdout
    assert greedy == invoke("--beam-size", "1", text=LINES).stdout
    assert greedy.count("\n") == 5


def test_findings_that_stay_can_fail_the_run(invoke):
    # Random weights write what is no English; without repairs some of it is found out.
    result = invoke("--no-guard", "--fail-on", "minor", text=LINES * 3, status=1)
    assert "--fail-on" in result.stderr
    assert result.stdout.count("\n") == 15


def test_a_dry_run_counts_and_writes_nothing(invoke, tmp_path):
    (tmp_path / "in.txt").write_text(LINES, encoding="utf-8")
    result = invoke("in.txt", "--lines", "-o", "out.txt", "--dry-run")
    assert "in.txt -> out.txt" in result.stdout
    assert "1 inputs, 5 segments, 4 sentences" in result.stdout
    assert "on this machine" in result.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["in.txt"]


def test_the_summary_is_on_stderr_and_quiet_leaves_it_out(invoke):
    assert "5 segments" in invoke(text=LINES).stderr
    assert invoke("-q", text=LINES).stderr == ""


def test_nothing_is_overwritten_without_force(invoke, tmp_path):
    (tmp_path / "out.txt").write_text("precious")
    invoke("-o", "out.txt", text=LINES, status=6)
    assert (tmp_path / "out.txt").read_text() == "precious"
    invoke("-o", "out.txt", "--force", text=LINES)
    assert (tmp_path / "out.txt").read_text(encoding="utf-8").count("\n") == 5


def test_resume_leaves_a_file_alone_that_it_did_not_write(invoke, tmp_path):
    (tmp_path / "in.txt").write_text(LINES, encoding="utf-8")
    (tmp_path / "out.txt").write_text("precious")
    found = invoke("in.txt", "--lines", "-o", "out.txt", "--resume", status=6)
    assert "out.txt: exists already" in found.stderr
    assert (tmp_path / "out.txt").read_text() == "precious"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.txt", "out.txt"]


def test_the_journal_of_several_files_lies_beside_the_first_output(invoke, tmp_path):
    for place in ("a", "b/c"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "in.txt").write_text(LINES, encoding="utf-8")
    invoke("a/in.txt", "b/c/in.txt", "--lines")
    assert list(tmp_path.rglob(".aligner-journal")) == [tmp_path / "a" / ".aligner-journal"]


def test_no_journal_is_left_after_a_whole_run(invoke, tmp_path):
    invoke("-o", "out.txt", text=LINES)
    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]


def write_articles(folder, count, sentences):
    folder.mkdir()
    for number in range(count):
        body = "".join(
            f"第{number}次会见在{place}周举行，双方就经贸合作交换了意见{place * number}。\n"
            for place in range(sentences)
        )
        (folder / f"article{number:02}.txt").write_text(body, encoding="utf-8")


def start(tmp_path, model_dir, *arguments):
    command = [sys.executable, "-m", "aligner", "translate", "-m", str(model_dir), *arguments]
    command += ["--no-guard", "--beam-size", "2", "--threads", "1"]
    return subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)


def tree(folder):
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    del found[".aligner-journal"]  # the list of outputs, with their paths
    return found


@pytest.mark.parametrize("mode", ["--lines", "--document"])
def test_a_run_killed_in_the_middle_and_resumed_writes_the_same_bytes(tmp_path, model_dir, mode):
    write_articles(tmp_path / "news", 12, 15)
    with start(tmp_path, model_dir, "news", "-o", "whole", mode) as process:
        process.communicate()
    assert process.returncode == 0
    with start(tmp_path, model_dir, "news", "-o", "halves", mode) as process:
        journal = tmp_path / "halves" / ".aligner-journal"
        while process.poll() is None and not (journal.exists() and journal.stat().st_size > 5000):
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert process.returncode == -signal.SIGKILL, "finished before it could be killed"
    assert len(list((tmp_path / "halves").glob("*.txt"))) < 12
    with start(tmp_path, model_dir, "news", "-o", "halves", mode, "--resume") as process:
        _, summary = process.communicate()
    assert process.returncode == 0
    assert "taken from the journal" in summary
    assert tree(tmp_path / "halves") == tree(tmp_path / "whole")


def test_a_pipe_gets_the_translation_and_no_journal_beside_it(invoke, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    (tmp_path / "a.txt").write_text("双方交换了意见。\n", encoding="utf-8")
    found = []
    reader = threading.Thread(target=lambda: found.append(pipe.read_text("utf-8")), daemon=True)
    reader.start()
    invoke("a.txt", "-o", "pipe")
    reader.join(timeout=30)
    assert found
    assert found[0].strip()
    assert {path.name for path in tmp_path.iterdir()} == {"pipe", "a.txt"}


def test_a_glossary_is_not_overwritten(invoke, tmp_path):
    (tmp_path / "a.txt").write_text("双方交换了意见。\n", encoding="utf-8")
    (tmp_path / "g.tsv").write_text("意见\tviews\n", encoding="utf-8")
    for source in ("a.txt", "-"):
        result = invoke(source, "-g", "g.tsv", "-o", "g.tsv", "--force", text=LINES, status=2)
        assert "g.tsv: is an input as well" in result.stderr
    assert (tmp_path / "g.tsv").read_text(encoding="utf-8") == "意见\tviews\n"
