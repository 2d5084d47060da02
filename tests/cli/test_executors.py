"""``--jobs``, ``--executor`` and ``--address`` of the commands that divide their work."""

import importlib.util

import pytest
from typer.testing import CliRunner

from aligner.cli import app

BUILD = ["corpus", "build", "zh", "en", "-o", "corpus"]
FILTER = ["corpus", "filter", "a.tsv"]
TRANSLATE = ["translate", "news", "-o", "english"]


def invoke(*arguments, status=0):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == status, result.output
    return result


@pytest.mark.parametrize("command", [BUILD, FILTER, TRANSLATE])
@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--address", "10.0.0.1:6379"], "--address names a Ray cluster: add --executor ray"),
        (["--jobs", "0"], "'--jobs'"),
        (["--executor", "slurm"], "'--executor'"),
    ],
)
def test_options_that_make_no_sense_are_refused(command, options, message):
    assert message in " ".join(invoke(*command, *options, status=2).stderr.split())


@pytest.mark.skipif(importlib.util.find_spec("ray") is not None, reason="Ray is installed")
@pytest.mark.parametrize("command", [BUILD, FILTER, TRANSLATE])
def test_without_ray_one_line_says_how_to_get_it(command):
    error = invoke(*command, "--executor", "ray", status=2).stderr
    assert error == "aligner: --executor ray needs Ray: pip install 'aligner[ray]'\n"


def test_a_folder_translated_by_two_processes_is_that_of_one(tmp_path, model_dir, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    for number in range(3):
        (tmp_path / "news" / f"{number}.txt").write_text("双方交换了意见。\n" * (number + 1))
    options = ["-m", model_dir, "--device", "cpu", "--beam-size", 2]
    invoke("translate", "news", "-o", "one", *options)
    result = invoke("translate", "news", "-o", "two", "--jobs", 2, *options)
    assert "wrote two/2.txt" in result.stderr
    for number in range(3):
        name = f"{number}.txt"
        assert (tmp_path / "two" / name).read_bytes() == (tmp_path / "one" / name).read_bytes()


def test_a_bitext_filtered_by_two_processes_is_that_of_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pairs = [
        ("他在北京工作了三年。", "He worked in Beijing for three years."),
        ("你好", "He left."),
    ]
    rows = [f"{number}. {src}\t{number}. {tgt}\n" for number in range(700) for src, tgt in pairs]
    (tmp_path / "in.tsv").write_text("".join(rows), encoding="utf-8")
    outputs = {}
    for jobs in (1, 2):
        command = ["corpus", "filter", "in.tsv", "-o", "-", "--rejects", f"{jobs}.jsonl"]
        result = invoke(*command, "--jobs", jobs)
        outputs[jobs] = result.stdout, result.stderr, (tmp_path / f"{jobs}.jsonl").read_bytes()
    assert outputs[1] == outputs[2]
    assert "700 of 1400 pairs kept" in outputs[1][1]
