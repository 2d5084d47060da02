"""A killed evaluation goes on to the bytes of an undisturbed one, and never with other settings."""

import json
import shutil
import signal
import subprocess
import sys
import time
from random import Random

import pytest
from typer.testing import CliRunner

from aligner.cli import app
from aligner.scoring.runs import read_run

LETTERS = "国务院总理周三在北京会见了来访的外国客人双方就经贸合作交换意见"
WORDS = ["the", "premier", "met", "guests", "in", "Beijing", "views", "on", "trade"]
SETTINGS = ("--beam-size", 2, "--threads", 1, "--samples", 20, "--device", "cpu", "-q")
ITEM = {"id": "1", "phenomenon": "date", "src": "周三", "good": "Wednesday", "bad": ["Monday"]}


def arguments(root, output, *more, models=("one", "two")):
    named = [part for name in models for part in ("-m", root / name)]
    command = ["evaluate", *named, "--set", root / "set", "-o", output, *SETTINGS, *more]
    return list(map(str, command))


def invoke(*args, **models):
    return CliRunner().invoke(app, arguments(*args, **models))


def journal(output):
    return output.with_name(f".{output.name}.aligner-journal")


def records(output):
    lines = journal(output).read_text("utf-8").splitlines(keepends=True)
    return [json.loads(line) for line in lines if line.endswith("\n")]


@pytest.fixture(scope="module")
def root(tmp_path_factory, model_dir):
    root, random = tmp_path_factory.mktemp("resume"), Random(1)
    for name in ("one", "two"):
        shutil.copytree(model_dir, root / name)
    (root / "set").mkdir()
    sources = ["".join(random.choices(LETTERS, k=random.randint(4, 16))) for _ in range(160)]
    references = [" ".join(random.choices(WORDS, k=8)) for _ in sources]
    for name, lines in (("src.zh", sources), ("ref.en", references)):
        (root / "set" / name).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    (root / "items.jsonl").write_text(json.dumps(ITEM) + "\n", "utf-8")
    return root


@pytest.fixture(scope="module")
def undisturbed(root):
    result = invoke(root, root / "whole")
    assert result.exit_code == 0, result.output
    assert not journal(root / "whole").exists()
    return root / "whole"


@pytest.fixture(scope="module")
def killed(root):
    """The journal of an evaluation that was killed while its second model was at work."""
    output = root / "killed"
    process = subprocess.Popen([sys.executable, "-m", "aligner", *arguments(root, output)])
    while True:
        assert process.poll() is None
        if journal(output).exists():
            found = [record.get("note", "batch") for record in records(output)]
            if "signature 1" in found and "batch" in found[found.index("signature 1") :]:
                break
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not output.exists()
    return journal(output)


@pytest.fixture
def left(killed, tmp_path):
    """A run folder that is not there yet, with a copy of that journal."""
    shutil.copy(killed, journal(tmp_path / "run"))
    return tmp_path / "run"


def comparable(output):
    """Everything of a run folder but where it lies and what it cost."""
    results = json.loads((output / "results.json").read_text("utf-8"))
    for model in results["models"]:
        for name in ("cost", "sentences_per_second", "pieces_per_second"):
            del model[name]
    files = {path.name: path.read_bytes() for path in output.rglob("*") if path.is_file()}
    return results, {name: held for name, held in files.items() if name != "results.json"}


def test_a_killed_evaluation_goes_on_to_the_same_bytes(root, undisturbed, left):
    first = next(r["is"] for r in records(left) if r.get("note") == "result 0")
    result = invoke(root, left, "--resume")
    assert result.exit_code == 0, result.output
    assert comparable(left) == comparable(undisturbed)
    assert not journal(left).exists()
    costs = [model.cost for model in read_run(left).models]
    assert costs[0].translate_seconds == first["cost"]["translate_seconds"]  # of the killed run


def test_what_was_translated_is_not_translated_again(root, undisturbed, left):
    lines = journal(left).read_text("utf-8").splitlines()
    at = max(k for k, line in enumerate(lines) if line.startswith('{"batch"'))
    spent = max(k for k, line in enumerate(lines) if line.startswith('{"note":"spent 1"'))
    batch = json.loads(lines[at])
    for request in batch["answer"]:
        for candidate in request:
            candidate[0] = ["▁trade"]
    lines[at] = json.dumps(batch)
    lines[spent] = json.dumps({"note": "spent 1", "is": [5000.0, 4000.0, 1 << 40]})
    journal(left).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    assert invoke(root, left, "--resume").exit_code == 0
    second = read_run(left).models[1]
    assert second.hyps != read_run(undisturbed).models[1].hyps
    assert any("rade" in hyp for hyp in second.hyps)
    assert second.cost.translate_seconds > 5000
    assert second.cost.cpu_seconds > 4000
    assert second.cost.peak_bytes == 1 << 40


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (("--beam-size", 3), "had other settings: b 2, now 3"),
        (("--threads", 2), "had other settings: threads 1, now 2"),
        (("--no-guard",), "had other settings: guard 1, now 0"),
        (("--limit", 50), "the interrupted run was of one, two on set:set@"),
        (("--challenge", "{root}/items.jsonl"), "and challenge:items.jsonl@"),
    ],
)
def test_other_settings_do_not_go_on_with_it(root, left, changed, said):
    before = journal(left).read_bytes()
    more = [str(part).format(root=root) for part in changed]
    result = invoke(root, left, "--resume", *more)
    assert result.exit_code == 6, result.output
    assert said in result.stderr
    assert "leave out --resume to begin anew" in result.stderr
    assert result.stderr.count("\n") == 1
    assert journal(left).read_bytes() == before
    assert not left.exists()


def test_other_models_do_not_go_on_with_it(root, left):
    result = invoke(root, left, "--resume", models=("two", "one"))
    assert result.exit_code == 6
    assert "was of one, two on set:set@" in result.stderr
    assert "this one is of two, one on set:set@" in result.stderr


def test_changed_weights_do_not_go_on_with_it(root, left, tmp_path):
    shutil.copytree(root / "one", tmp_path / "one")
    shutil.copytree(root / "two", tmp_path / "two")
    weights = tmp_path / "one" / "model.bin"
    whole = bytearray(weights.read_bytes())
    whole[len(whole) // 2] ^= 1
    weights.write_bytes(whole)
    command = ["evaluate", "-m", tmp_path / "one", "-m", tmp_path / "two", "--set", root / "set"]
    result = CliRunner().invoke(app, list(map(str, [*command, "-o", left, "--resume", *SETTINGS])))
    assert result.exit_code == 6
    assert "had other settings: m one@" in result.stderr


def test_without_resume_it_begins_anew(root, undisturbed, left):
    result = invoke(root, left, "--samples", 10, models=("one",))
    assert result.exit_code == 0, result.output
    assert read_run(left).models[0].hyps == read_run(undisturbed).models[0].hyps
    assert not journal(left).exists()


def test_a_challenge_alone_goes_on_too(root, tmp_path):
    command = ["evaluate", "-m", root / "one", "--challenge", root / "items.jsonl", "-q"]
    result = CliRunner().invoke(app, list(map(str, [*command, "-o", tmp_path / "r", "--resume"])))
    assert result.exit_code == 0, result.output
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_resuming_needs_a_run_that_is_kept_and_not_there(root, undisturbed):
    result = CliRunner().invoke(app, ["evaluate", "--challenge", "--resume"])
    assert result.exit_code == 2
    assert "-o" in result.stderr
    assert invoke(root, undisturbed, "--resume").exit_code == 6


def test_a_model_that_does_not_load_leaves_nothing(root, tmp_path):
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken/model.bin").write_bytes(b"x")
    command = ["evaluate", "-m", tmp_path / "broken", "--set", root / "set", "-o", tmp_path / "r"]
    assert CliRunner().invoke(app, list(map(str, command))).exit_code == 4
    assert [path.name for path in tmp_path.iterdir()] == ["broken"]
