"""Bad inputs of ``aligner translate``: each gets one line that says what to do, and its status."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from aligner.cli import app

GOOD = "双方交换了意见。\n"


@pytest.fixture
def folder(tmp_path, model_dir, monkeypatch):
    """A working folder with good and bad material."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "other.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "blank.txt").write_text(" \n\n")
    (tmp_path / "binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (tmp_path / "nul.txt").write_bytes("双方".encode() + b"\0\0\0")
    (tmp_path / "broken.txt").write_bytes("双方交换了意见。".encode() * 20 + b"\xff\xfe\xfa\n")
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7 ...")
    (tmp_path / "taken.txt").write_text("precious\n")
    (tmp_path / "news" / "sub").mkdir(parents=True)
    (tmp_path / "news" / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "news" / "a.html").write_text(f"<p>{GOOD}</p>", encoding="utf-8")
    (tmp_path / "void").mkdir()
    (tmp_path / "void" / "picture.png").write_bytes(b"\x89PNG")
    glossaries = {
        "notab.tsv": "德国 Germany\n",
        "empty.tsv": "# nothing\n",
        "twice.tsv": "德国\tGermany\n德国\tDeutschland\n",
        "notarget.tsv": "德国\t\n",
    }
    for name, text in glossaries.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "latin.tsv").write_bytes(b"K\xf6ln\tCologne\n")
    broken_models(tmp_path, model_dir)
    return tmp_path


def broken_models(root, model_dir):
    def copy(name):
        shutil.copytree(model_dir, root / name)
        return root / name

    copy("model")
    (copy("no-weights") / "model.bin").unlink()
    (copy("no-tokenizer") / "zh-en.spm").unlink()
    (copy("no-vocabulary") / "shared_vocabulary.json").unlink()
    (copy("bad-config") / "config.json").write_text("{")
    (copy("bad-tokenizer") / "zh-en.spm").write_bytes(b"nonsense")
    weights = copy("cut-weights") / "model.bin"
    weights.write_bytes(weights.read_bytes()[:500])
    half = copy("half-pair")
    (half / "zh-en.spm").rename(half / "source.spm")
    strange = copy("strange-vocabulary") / "shared_vocabulary.json"
    strange.write_text("[" + ", ".join(f'"x{i}"' for i in range(200)) + ', "</s>"]')


BAD = [
    # arguments, exit status, words of the message
    (["missing.txt"], 3, "no such file"),
    (["nowhere/"], 3, "no such file"),
    (["void"], 3, "no articles"),
    (["empty.txt"], 3, "is empty"),
    (["blank.txt"], 3, "is empty"),
    (["binary.txt", "--lines"], 3, "PNG image"),
    (["nul.txt", "--lines"], 3, "NUL"),
    (["broken.txt", "--lines"], 3, "UTF-8"),
    (["paper.pdf"], 3, "paper.pdf"),
    (["paper.pdf", "--lines"], 3, "PDF"),
    (["void", "--lines"], 3, "no articles"),
    (["good.txt", "-"], 2, "cannot be mixed"),
    (["good.txt", "-o", "good.txt", "--force"], 2, "is an input as well"),
    (["good.txt", "-o", "taken.txt"], 6, "--force"),
    (["good.txt", "--fast", "--beam-size", "4"], 2, "--fast"),
    (["good.txt", "other.txt", "-o", "taken.txt"], 7, "need a folder"),
    (["good.txt", "-o", "taken.txt/x.txt"], 7, "not a directory"),
    (["good.txt", "-o", "/proc/none/x.txt"], 7, "/proc"),
    (["news", "-o", "out", "--format", "jsonl"], 2, "written twice"),
    (["good.txt", "other.txt", "-o", "-"], 2, "several"),
    (["good.txt", "--format", "docx"], 2, "docx"),
    (["good.txt", "--lines", "--format", "html"], 2, "html"),
    (["good.txt", "--lines", "--bilingual", "columns"], 2, "--bilingual"),
    (["good.txt", "--bilingual", "interleave", "--format", "tmx"], 2, "both languages"),
    (["good.txt", "--bilingual", "columns", "--format", "txt"], 2, "leave out --format txt"),
    (["good.txt", "--bilingual", "columns", "--format", "md"], 2, "leave out --format md"),
    (["good.txt", "--order", "tgt-first"], 2, "is for --bilingual"),
    (["good.txt", "--lines", "--boilerplate", "drop"], 2, "--document"),
    (["good.txt", "--bilingual", "sideways"], 2, "sideways"),
    (["good.txt", "--nbest", "3"], 2, "jsonl"),
    (["good.txt", "--nbest", "0", "--format", "jsonl"], 2, "--nbest 0"),
    (["good.txt", "--beam-size", "0"], 2, "--beam-size 0"),
    (["good.txt", "--beam-size", "-3"], 2, "--beam-size -3"),
    (["good.txt", "--beam-size", "100000"], 2, "--beam-size 100000: must be 100 or less"),
    (["good.txt", "--nbest", "101", "--format", "jsonl"], 2, "--nbest 101: must be 100 or less"),
    (["good.txt", "--threads", "-1"], 2, "--threads -1"),
    (["good.txt", "--fast", "--nbest", "2", "--format", "jsonl"], 2, "--nbest 2"),
    (["good.txt", "--device", "abacus"], 2, "abacus"),
    (["good.txt", "--device", "cuda"], 2, "no CUDA device"),
    (["good.txt", "--compute-type", "int3"], 2, "int3"),
    (["good.txt", "--resume"], 2, "--resume needs -o"),
    (["good.txt", "--script", "latin"], 2, "latin"),
    (["good.txt", "--frobnicate"], 2, "frobnicate"),
    (["good.txt", "-g", "missing.tsv"], 3, "missing.tsv"),
    (["good.txt", "-g", "notab.tsv"], 3, "notab.tsv:1"),
    (["good.txt", "-g", "empty.tsv"], 3, "no terms"),
    (["good.txt", "-g", "twice.tsv"], 3, "twice.tsv:2"),
    (["good.txt", "-g", "notarget.tsv"], 3, "no target"),
    (["good.txt", "-g", "latin.tsv"], 3, "latin.tsv:1: not UTF-8"),
    (["good.txt", "-m", "no-such-model"], 4, "no model"),
    (["good.txt", "-m", "./void"], 4, "missing"),
    (["good.txt", "-m", "./no-weights"], 4, "model.bin"),
    (["good.txt", "-m", "./no-tokenizer"], 4, "no tokenizer"),
    (["good.txt", "-m", "./no-vocabulary"], 4, "vocabulary"),
    (["good.txt", "-m", "./bad-config"], 4, "config.json"),
    (["good.txt", "-m", "./bad-tokenizer"], 4, "SentencePiece"),
    (["good.txt", "-m", "./cut-weights"], 4, "cannot be loaded"),
    (["good.txt", "-m", "./half-pair"], 4, "target.spm"),
    (["good.txt", "-m", "./strange-vocabulary"], 4, "pieces are in the vocabulary"),
    (["good.txt", "-m", "good.txt"], 4, "good.txt"),
]


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    BAD,
    ids=lambda v: " ".join(v) if isinstance(v, list) else None,
)
def test_bad_input_gets_one_line_and_its_status(folder, arguments, status, words):
    model = [] if "-m" in arguments else ["-m", "./model"]
    device = [] if "--device" in arguments else ["--device", "cpu"]
    result = CliRunner().invoke(app, ["translate", *arguments, *model, *device])
    assert result.exit_code == status, result.stderr
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    if status != 2:
        assert len(result.stderr.strip().splitlines()) == 1
    assert result.stdout == ""
    assert (folder / "taken.txt").read_text() == "precious\n"
    assert (folder / "good.txt").read_text(encoding="utf-8") == GOOD
    assert not list(folder.rglob(".*")), "nothing hidden may be left behind"


def test_one_bad_input_among_good_ones_is_named_and_the_rest_is_written(folder):
    arguments = ["good.txt", "missing.txt", "nul.txt", "other.txt", "-o", "out", "--lines"]
    result = CliRunner().invoke(app, ["translate", *arguments, "-m", "./model"])
    assert result.exit_code == 5
    assert "missing.txt: no such file" in result.stderr
    assert "nul.txt" in result.stderr
    assert "2 inputs failed, 2 are translated" in result.stderr
    assert sorted(path.name for path in (folder / "out").glob("*.txt")) == ["good.txt", "other.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_write_permission_is_refused_before_the_work(folder):
    (folder / "void").chmod(0o500)
    result = CliRunner().invoke(app, ["translate", "good.txt", "-o", "void/x.txt", "-m", "./model"])
    (folder / "void").chmod(0o700)
    assert result.exit_code == 7
    assert "no permission" in result.stderr


def run(folder, command, **keywords):
    arguments = [sys.executable, "-m", "aligner", "translate", "-m", "./model", *command]
    return subprocess.run(arguments, cwd=folder, stderr=subprocess.PIPE, text=True, **keywords)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux")
def test_a_full_disk_behind_standard_output_is_said_in_one_line(folder):
    with Path("/dev/full").open("w") as full:
        result = run(folder, ["good.txt", "--lines", "-q"], stdout=full)
    assert result.returncode == 7
    assert result.stderr == "aligner: standard output: cannot be written: No space left on device\n"


@pytest.mark.skipif(sys.platform != "linux", reason="limits files by setrlimit")
def test_a_full_disk_leaves_no_output_and_says_so(folder):
    import resource

    (folder / "good.txt").write_text(GOOD * 400, encoding="utf-8")
    limited = {
        "stdout": subprocess.DEVNULL,
        "preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300)),
    }
    result = run(folder, ["good.txt", "--lines", "-o", "out/good.txt"], **limited)
    assert result.returncode == 7
    assert len(result.stderr.splitlines()) == 1
    assert "cannot be written" in result.stderr
    assert not (folder / "out" / "good.txt").exists()
