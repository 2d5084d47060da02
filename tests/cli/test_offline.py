"""Every command but ``models pull`` works without the network: asking for it is a failure.

The commands run in one child process in which Python's audit hooks forbid internet sockets and
name look-ups (for its own children too), and note each attempt even if the code swallows it.
"""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass

import pytest

from aligner.cli import COMMANDS
from tests.registry.test_store import make_model

GUARD = """\
import os, socket, sys

FORBIDDEN = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto",
             "socket.bind"}

def guard(event, arguments):
    if event == "socket.__new__":
        caught = arguments[1] in (socket.AF_INET, socket.AF_INET6)
    else:
        caught = event in FORBIDDEN and not isinstance(arguments[-1], (str, bytes))
        caught = caught or event in {"socket.getaddrinfo", "socket.gethostbyname"}
    if caught:
        with open(os.environ["NETWORK_LOG"], "a") as log:
            log.write(f"{event} {arguments[1:]}\\n")
        raise RuntimeError(f"the network was asked for: {event}")

sys.addaudithook(guard)
"""

RUNNER = """\
import json, os, sys
from pathlib import Path
from typer.testing import CliRunner
from aligner.cli import app

log = Path(os.environ["NETWORK_LOG"])
results = {}
for name, arguments in json.load(sys.stdin).items():
    log.write_text("")
    result = CliRunner().invoke(app, arguments)
    bug = repr(result.exception) if not isinstance(result.exception, SystemExit | None) else ""
    results[name] = [result.exit_code, log.read_text(), result.output[-2000:], bug]
print(json.dumps(results))
"""

ARTICLE = "# 市长出席会议\n\n（北京3日电）市长周三出席了会议。会议讨论了1.2万亿元的计划。\n"
ENGLISH = (
    "# Mayor attends meeting\n\nThe mayor attended the meeting on Wednesday. It discussed a plan.\n"
)
TSV = "市长出席了会议。\tThe mayor attended the meeting.\n会议很长。\tThe meeting was long.\n"
ITEM = '{"id": "1", "phenomenon": "date", "src": "周三", "good": "Wednesday", "bad": ["Friday"]}\n'

CASES = {
    "translate": "translate {zh} -o {out}/translated.md --model {model}",
    "translate lines": "translate {zh} --lines -o {out}/lines.txt --model {model} --beam-size 1",
    "align": "align {zh} {en} -o {out}/aligned.tsv",
    "corpus filter": "corpus filter {tsv} -o {out}/kept.tsv",
    "corpus dedupe": "corpus dedupe {tsv} -o {out}/unique.tsv",
    "corpus stats": "corpus stats {tsv}",
    "score": "score {ref} -i {hyp} -m bleu chrf",
    "evaluate": "evaluate --set {tsv} --model {model} --beam-size 1 -o {out}/evaluated",
    "evaluate challenge": "evaluate --challenge {items} --model {model}",
    "compare": "compare {hyp} {ref} --ref {ref} --src {src}",
    "compare runs": "compare {out}/evaluated {out}/evaluated",
    "checks": "checks {tsv}",
    "split": "split {zh}",
    "convert": "convert {tsv} {out}/converted.tmx",
    "train-aligner": "train-aligner lexicon {tsv} -o {out}/tables --least 1",
    "train": "train --init-recipe {out}/recipe.toml -o {out}/run",
    "models list": "models list",
    "models show": "models show {model}",
    "models show pullable": "models show opus-mt-zh-en",
    "models verify": "models verify {model}",
    "models path": "models path {model}",
    "models import": "models import {archive} --name imported",
    "models convert": "models convert {zh_folder} --name converted",
    "models rm": "models rm imported --yes",
}
"""Case to its command line."""

STATUSES = {"models convert": 4}
"""What is not 0: a folder of articles is no checkpoint.

``tests/registry/test_convert.py`` converts real ones, also without the network.
"""

PULL = "models pull {card} --accept-unpinned"


@dataclass(frozen=True)
class Outcome:
    status: int
    network: str
    output: str
    bug: str


@pytest.fixture(scope="module")
def files(tmp_path_factory, ct2_model_dir, sentencepiece_processor):
    root = tmp_path_factory.mktemp("offline")
    names = ("zh/a.md", "en/a.md", "pairs.tsv", "src.txt", "ref.txt", "hyp.txt", "items.jsonl")
    texts = (ARTICLE, ENGLISH, TSV, "市长来了。\n", "The mayor came.\n", "Mayor came.\n", ITEM)
    for name, text in zip(names, texts, strict=True):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "out").mkdir()
    model = root / "model"
    shutil.copytree(ct2_model_dir, model)
    (model / "zh-en.spm").write_bytes(sentencepiece_processor.serialized_model_proto())
    from aligner.lang import LangPair
    from aligner.registry.card import (
        Download,
        ModelCard,
        Pull,
        card_toml,
        measure_files,
        write_card,
    )

    pull = Pull("ready", "its name", (Download("m.zip", "https://example.org/m.zip"),))
    card = ModelCard(
        "random", LangPair("zh", "en"), "d", "a", "joint", "CC0-1.0", "", "s", "m",
        files=measure_files(model),
    )  # fmt: skip
    write_card(model, card)
    card_file = root / "elsewhere.toml"
    from dataclasses import replace

    card_file.write_text(card_toml(replace(card, name="elsewhere", pull=pull)), encoding="utf-8")
    archive = shutil.make_archive(str(root / "packed"), "zip", make_model(root / "small", "small"))
    return {
        "zh": root / "zh/a.md",
        "zh_folder": root / "zh",
        "en": root / "en/a.md",
        "tsv": root / "pairs.tsv",
        "src": root / "src.txt",
        "ref": root / "ref.txt",
        "hyp": root / "hyp.txt",
        "items": root / "items.jsonl",
        "out": root / "out",
        "model": model,
        "archive": archive,
        "card": card_file,
        "root": root,
    }


@pytest.fixture(scope="module")
def outcomes(files):
    """Run all command lines in one process, whose imports are paid once."""
    root = files["root"]
    (root / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    (root / "home").mkdir()
    lines = CASES | {"models pull": PULL}
    words = {name: [w.format(**files) for w in line.split()] for name, line in lines.items()}
    places = [str(root), *(path for path in [os.environ.get("PYTHONPATH")] if path)]
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(places),
        "NETWORK_LOG": str(root / "network.log"),
        "ALIGNER_HOME": str(root / "home"),
    }
    run = subprocess.run(
        [sys.executable, "-c", RUNNER],
        input=json.dumps(words),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        cwd=root,
        timeout=240,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    values = json.loads(run.stdout.splitlines()[-1])
    return {name: Outcome(*value) for name, value in values.items()}


def test_every_command_has_a_case():
    assert {line.split()[0] for line in CASES.values()} == set(COMMANDS)


def test_every_models_command_but_pull_has_a_case():
    import typer

    from aligner.cli.models import app

    group = typer.main.get_command(app)
    names = set(getattr(group, "commands"))  # noqa: B009 (Typer's own Click is not typed)
    assert names - {"pull"} == {
        line.split()[1] for line in CASES.values() if line.startswith("models ")
    }


@pytest.mark.parametrize("case", CASES)
def test_a_command_asks_nothing_of_the_network(case, outcomes):
    outcome = outcomes[case]
    assert outcome.network == ""
    assert outcome.bug == "", outcome.output
    assert outcome.status == STATUSES.get(case, 0), outcome.output


def test_the_guard_sees_the_one_command_that_does_ask(outcomes):
    assert "socket.getaddrinfo" in outcomes["models pull"].network
