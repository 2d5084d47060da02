import json
import shutil

import pytest
from typer.testing import CliRunner

from aligner.cli import app
from aligner.cli.evaluate import filled
from aligner.scoring.runs import read_run

SOURCES = ("国务院总理周三在北京会见了客人。", "双方就经贸合作交换了意见。", "客人来访。")
REFERENCES = (
    "The premier met the guests in Beijing on Wednesday.",
    "They exchanged views on trade.",
    "Guests visited.",
)
ITEMS = (
    {"phenomenon": "date", "src": "周三", "good": "Wednesday", "bad": ["Monday", "Friday"]},
    {
        "phenomenon": "name",
        "src": "客人来访",
        "good": "guests visiting",
        "bad": ["visiting premier"],
    },
)


def invoke(*arguments):
    return CliRunner().invoke(app, ["evaluate", *map(str, arguments)])


def write(path, lines):
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


@pytest.fixture(scope="module")
def root(tmp_path_factory, model_dir):
    """A test set, items, two models with different weights, and defective sets."""
    root = tmp_path_factory.mktemp("evaluate")
    shutil.copytree(model_dir, root / "one")
    shutil.copytree(model_dir, root / "sub" / "one")
    shutil.copytree(model_dir, root / "two")
    write(root / "set" / "src.zh", SOURCES)
    write(root / "set" / "ref.en", REFERENCES)
    write(root / "set.tsv", [f"{a}\t{b}" for a, b in zip(SOURCES, REFERENCES, strict=True)])
    items = [json.dumps({"id": str(k)} | item) for k, item in enumerate(ITEMS)]
    write(root / "items.jsonl", items)
    write(root / "bad.jsonl", ["{}"])
    write(root / "uneven" / "src.zh", SOURCES)
    write(root / "uneven" / "ref.en", REFERENCES[:2])
    write(root / "no-source" / "ref.en", REFERENCES)
    write(root / "no-reference" / "src.zh", SOURCES)
    write(root / "blank" / "src.zh", [])
    write(root / "blank" / "ref.en", [])
    write(root / "full" / "notes.txt", ["keep me"])
    write(root / "a-file", ["x"])
    shutil.copytree(root / "set", root / "manifested")
    write(root / "manifested" / "manifest.toml", ['titel = "x"'])
    (root / "latin").mkdir()
    (root / "latin" / "src.zh").write_bytes(b"\xff\xfe\xfa\n")
    write(root / "latin" / "ref.en", ["x"])
    return root


@pytest.fixture(scope="module")
def done(root):
    """One run of two models, kept; its output and its folder."""
    result = invoke(
        "-m", root / "one", "-m", root / "two", "--set", root / "set", "--samples", 50,
        "--challenge", root / "items.jsonl", "-o", root / "run", "--beam-size", 1, "-f", "json",
        "--html", root / "run.html",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    return result, root / "run"


def test_a_run_has_scores_tests_costs_findings_and_challenge_of_each_model(done):
    values = json.loads(done[0].stdout)
    assert [model["name"] for model in values["models"]] == ["one", "two"]
    assert [t["name"] for t in values["scores"]["metrics"]] == ["BLEU", "chrF2++", "TER"]
    assert all(table["tests"] is not None for table in values["scores"]["metrics"])
    for model in values["models"]:
        cost = model["cost"]
        assert cost["sentences"] == 3
        assert cost["peak_bytes"] > 10 << 20
        assert cost["model_bytes"] > 1000
        assert min(cost["load_seconds"], cost["translate_seconds"], cost["score_seconds"]) > 0
        assert cost["target_pieces"] >= 3
        assert model["sentences_per_second"] > 0
        assert model["findings"] is not None
        for part in ("ctranslate2:", "|b:1|", "m:one@" if model["name"] == "one" else "m:two@"):
            assert part in model["signature"]
        assert f"|set:set@{values['set']['digest']}" in model["signature"]
        assert "challenge:items.jsonl@" in model["signature"]
    assert [row["phenomenon"] for row in values["phenomena"]] == ["all", "date", "name"]
    assert [row["chance"] for row in values["phenomena"]] == pytest.approx([5 / 12, 1 / 3, 1 / 2])


def test_the_page_of_a_run_shows_what_the_text_form_shows(done, root):
    page = (root / "run.html").read_text(encoding="utf-8")
    values = json.loads(done[0].stdout)
    assert "<title>Evaluation on set</title>" in page
    for title in ("Challenge, accuracy", "Speed and size", "Signatures", SOURCES[0]):
        assert title in page
    assert values["models"][0]["signature"] in page
    assert [table["kind"] for table in values["scores"]["buckets"]] == ["length", "phenomenon"]
    assert invoke("--challenge", root / "items.jsonl", "--html", root / "x.html").exit_code == 2


def test_the_scores_are_those_of_aligner_score_on_the_kept_hypotheses(done, root):
    values = json.loads(done[0].stdout)
    kept = root / "run" / values["models"][0]["hypotheses"]
    arguments = ["score", str(root / "set" / "ref.en"), "-i", str(kept), "-cw", "2", "-w", "12"]
    again = json.loads(CliRunner().invoke(app, arguments).stdout)
    for table, other in zip(values["scores"]["metrics"], again, strict=True):
        assert table["scores"][0]["value"] == pytest.approx(other["score"], abs=1e-9)


def test_the_same_weights_do_not_differ(done):
    values = json.loads(done[0].stdout)
    for table in values["scores"]["metrics"]:
        assert table["tests"]["letters"] == ["a", "a"]


def test_the_challenge_is_answered_by_forced_decoding(done, root):
    from aligner.translation.translator import Translator

    translator, run = Translator.load(root / "one"), read_run(done[1])
    assert run.challenge is not None
    for k, item in enumerate(run.challenge.items):
        good, *bad = translator.score_pairs([(item.src, t) for t in (item.good, *item.bad)])
        assert [model.answers[k] for model in run.models] == [good > max(bad)] * 2


def test_what_was_kept_is_read_back(done, root):
    run = read_run(done[1])
    assert run.test_set is not None
    assert run.test_set.src == SOURCES
    assert run.test_set.segments.references == (REFERENCES,)
    assert [len(model.hyps) for model in run.models] == [3, 3]
    printed = json.loads(done[0].stdout)
    assert json.loads((root / "run/results.json").read_text(encoding="utf-8")) == printed


def test_one_model_on_a_bitext_prints_tables_with_intervals(root):
    result = invoke("-m", root / "one", "-s", root / "set.tsv", "--limit", 2, "--beam-size", 1)
    assert result.exit_code == 0
    for words in ("Quality on set[:2]: 2 segments", "± 95 %", "peak MiB", "m:one@", "tok:13a"):
        assert words in result.stdout
    assert "p (Holm)" not in result.stdout


def test_challenge_without_a_file_means_the_shipped_items():
    assert filled(["--challenge"]) == ["--challenge", "shipped"]
    assert filled(["--challenge", "-q"]) == ["--challenge", "shipped", "-q"]
    assert filled(["-q", "--challenge", "a.jsonl"]) == ["-q", "--challenge", "a.jsonl"]


def test_force_replaces_a_run_by_one_of_the_challenge_alone(done, root):
    shutil.copytree(done[1], root / "again")
    (root / "again" / "left-over.txt").write_text("old")
    items = root / "items.jsonl"
    result = invoke(
        "-m", root / "one", "--challenge", items, "-o", root / "again", "--force", "-f", "md"
    )
    assert result.exit_code == 0
    assert "| phenomenon | items | chance | one |" in result.stdout
    assert "Quality" not in result.stdout
    assert sorted(path.name for path in (root / "again").iterdir()) == [
        "challenge.jsonl",
        "hypotheses",
        "results.json",
    ]
    assert [path for path in root.iterdir() if path.name.startswith(".")] == []


BAD = [
    ("-m one", 2, "nothing to evaluate on"),
    ("-m one --set set --limit 0", 2, "--limit"),
    ("-m one --challenge items.jsonl --limit 2", 2, "--limit shortens"),
    ("-m one --set set -f xml", 2, "xml"),
    ("-m one --set set --samples 0", 2, "--samples"),
    ("-m one --set set --checks spelling", 2, "no check has this name"),
    ("-m one -m ./one --set set", 2, "twice"),
    ("-m one --set set --beam-size 0", 2, "--beam-size 0"),
    ("-m one --set set --device abacus", 2, "abacus"),
    ("-m one --set set --html set/ref.en --force", 2, "set/ref.en: is an input as well"),
    ("-m one --set set --html -", 2, "--html -: name a file"),
    ("-m one --set set -o -", 2, "-o -: name a folder"),
    ("-m one --set nowhere", 3, "no such test set"),
    ("-m one --set no-source", 3, "no src.zh"),
    ("-m one --set no-reference", 3, "no ref.en"),
    ("-m one --set uneven", 3, "src.zh has 3 lines"),
    ("-m one --set blank", 3, "has no segments"),
    ("-m one --set latin", 3, "is not utf-8"),
    ("-m one --set a-file", 2, "no bitext format"),
    ("-m one --set manifested", 2, "titel"),
    ("-m one --challenge nowhere.jsonl", 3, "cannot be read"),
    ("-m one --challenge bad.jsonl", 3, "bad.jsonl:1"),
    ("-m no-such-model --set set", 4, "no model"),
    ("-m ./set --set set", 4, "model.bin"),
    ("-m one --set set -o run", 6, "--force"),
    ("-m one --set set -o full --force", 6, "not a run folder"),
    ("-m one --set set -o a-file", 7, "is a file"),
    ("-m one --set set -o a-file/run", 7, "a-file: is not a directory"),
    ("-m one --set set -o a-file/deep/run", 7, "a-file: is not a directory"),
]


def test_a_place_for_the_run_is_looked_at_before_the_work(root, monkeypatch):
    from aligner.cli import evaluate_run

    def started(*arguments):
        raise AssertionError("the models were started")

    monkeypatch.setattr(evaluate_run, "run_models", started)
    result = invoke("-m", root / "one", "--set", root / "set", "-o", root / "a-file" / "run")
    assert result.exit_code == 7, result.output


@pytest.mark.parametrize(("line", "status", "words"), BAD, ids=lambda value: str(value))
def test_a_bad_input_ends_with_one_line_and_its_status(
    line, status, words, root, done, monkeypatch
):
    monkeypatch.chdir(root)
    result = invoke(*line.split())
    assert (result.exit_code, result.stdout) == (status, "")
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    if result.stderr.startswith("aligner: "):
        assert result.stderr.count("\n") == 1


def test_models_of_one_name_are_told_apart_by_their_path(root):
    from aligner.scoring.evaluation import name_models

    assert name_models([root / "one", root / "two"]) == ("one", "two")
    folders = [root / "one", root / "sub" / "one"]
    assert name_models(folders) == tuple(map(str, folders))


def test_an_engine_error_in_the_child_is_the_commands_error(root):
    shutil.copytree(root / "one", root / "cut")
    (root / "cut" / "model.bin").write_bytes((root / "cut" / "model.bin").read_bytes()[:500])
    result = invoke("-m", root / "cut", "--set", root / "set")
    assert result.exit_code == 4
    assert "cannot be loaded" in result.stderr
