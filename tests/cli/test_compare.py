import json
import shutil

import pytest
from typer.testing import CliRunner

from aligner.cli import app
from aligner.scoring.challenge import ChallengeItem, ChallengeSet
from aligner.scoring.evaluation import ModelRun, Run, evaluate_run
from aligner.scoring.model_job import Cost
from aligner.scoring.runs import write_run
from aligner.scoring.segments import TestSet
from aligner.scoring.sets import NamedSet, digest_of
from tests.scoring.conftest import REFERENCES, make_system

SOURCES = ("市议会批准在北环路种植4万棵树。", *["天气很好。"] * (len(REFERENCES) - 1))
ITEMS = (
    ChallengeItem("d1", "date", "五月", "May", ("June",)),
    ChallengeItem("d2", "date", "六月", "June", ("July",)),
)
OTHER = ChallengeItem("d3", "date", "七月", "July", ("August",))
GOOD = (REFERENCES[0], *make_system(0.1, 1)[1:])
POOR = (REFERENCES[0].replace("40,000", "4,000"), *make_system(0.6, 2)[1:])
COST = Cost(0.1, 2.0, 3.0, 0.5, 20, 200, 300, 50 << 20, 15 << 20, 2)


def invoke(*arguments):
    return CliRunner().invoke(app, ["compare", *map(str, arguments)])


def nothing(title):
    from contextlib import nullcontext

    from aligner.progress import Silent

    return nullcontext(Silent())


def write_lines(path, lines):
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def keep(path, models, src=SOURCES, *, test_set=True, challenge=ITEMS):
    named = NamedSet("town", "", TestSet((REFERENCES,), src), src, digest_of(src, [REFERENCES]))
    run = Run(
        named if test_set else None,
        ChallengeSet("items.jsonl", challenge, "0000") if challenge else None,
        tuple(
            ModelRun(name, name, f"m:{name}", hyps, answers if challenge else (), COST)
            for name, hyps, answers in models
        ),
    )
    write_run(path, evaluate_run(run, (), 50, nothing), force=False)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """Runs kept as evaluate keeps them, of invented systems; and files of the same lines."""
    root = tmp_path_factory.mktemp("compare")
    one, two = ("good", GOOD, (True, True)), ("poor", POOR, (True, False))
    keep(root / "good", [one])
    keep(root / "poor", [two])
    keep(root / "both", [one, two])
    keep(root / "other-set", [two], src=("全市有3万人。",) * len(REFERENCES))
    keep(root / "no-set", [two], test_set=False)
    keep(root / "no-challenge", [two], challenge=())
    keep(root / "other-items", [two], challenge=(ITEMS[0], OTHER))
    keep(root / "other-items-alone", [two], challenge=(ITEMS[0], OTHER), test_set=False)
    for name, lines in {
        "ref.en": REFERENCES,
        "good.en": GOOD,
        "poor.en": POOR,
        "short.en": POOR[:-2],
        "empty.en": (),
        "src.zh": SOURCES,
        "short.zh": SOURCES[1:],
    }.items():
        write_lines(root / name, lines)
    (root / "folder").mkdir()
    for name in ("broken", "older", "fewer", "lost", "changed", "strange"):
        shutil.copytree(root / "good", root / name)
    (root / "broken/results.json").write_text("{")
    (root / "older/results.json").write_text('{"format": "aligner-run-0"}')
    (root / "strange/results.json").write_text('{"format": "aligner-run-1", "set": 3}')
    write_lines(root / "fewer/hypotheses/1-good.en", GOOD[:-1])
    (root / "lost/hypotheses/1-good.en").unlink()
    write_lines(root / "changed/ref.1.en", REFERENCES[::-1])
    return root


def test_two_runs_are_set_side_by_side(root):
    result = invoke(root / "good", root / "poor", "--samples", 100, "-n", 2)
    assert result.exit_code == 0, result.output
    for words in (
        "good (baseline)", "Minimum detectable difference", "poor is better in", "Largest losses",
        "phenomenon", "exact sign test", "m:poor", "tok:13a",
    ):  # fmt: skip
        assert words in result.stdout
    assert result.stdout.count("Largest losses: line") == 2


def test_a_wrong_scale_is_a_finding_gained_in_its_segment(root):
    result = invoke(root / "good", root / "poor", "--checks", "scale", "-n", 30)
    block = next(b for b in result.stdout.split("\n\n") if "line 1," in b.partition("\n")[0])
    assert block.endswith("findings gained: scale")
    assert SOURCES[0] in block
    rows = [line.split() for line in result.stdout.splitlines()]
    assert ["scale", "0", "1", "1", "0", "1.000"] in rows


def test_a_run_of_two_models_is_compared_with_itself_and_by_name(root):
    whole = invoke(root / "both", "-f", "json", "-q")
    named = invoke(f"{root / 'both'}:good", f"{root / 'both'}:poor", "-f", "json", "-q")
    runs = invoke(root / "good", root / "poor", "-f", "json", "-q")
    assert whole.stdout == named.stdout == runs.stdout
    assert whole.exit_code == 0


def test_files_give_the_same_figures_as_runs(root):
    arguments = ["good.en", "poor.en", "-r", "ref.en", "-s", "src.zh"]
    files = invoke(*(root / a if "." in a else a for a in arguments), "-f", "json", "-q")
    runs = invoke(root / "good", root / "poor", "-f", "json", "-q")
    one, other = json.loads(files.stdout), json.loads(runs.stdout)
    for key in ("tally", "segments", "findings"):
        assert one[key] == other[key]
    assert one["scores"]["metrics"] == other["scores"]["metrics"]


def test_the_figures_are_sacrebleus(root):
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    values = json.loads(invoke(root / "both", "-f", "json", "-q").stdout)
    bleu = values["scores"]["metrics"][0]["scores"][1]["value"]
    assert bleu == pytest.approx(BLEU().corpus_score(POOR, [REFERENCES]).score, abs=1e-9)
    for k, one in enumerate(values["segments"]):
        theirs = CHRF(word_order=2).sentence_score(POOR[k], [REFERENCES[k]]).score
        assert one["second"] == pytest.approx(theirs, abs=1e-9)
        assert one["change"] == pytest.approx(one["second"] - one["first"])
        assert one["line"] == k + 1


def test_turning_the_systems_round_turns_everything_round(root):
    ahead = json.loads(invoke(root / "good", root / "poor", "-f", "json", "-q").stdout)
    back = json.loads(invoke(root / "poor", root / "good", "-f", "json", "-q").stdout)
    assert ahead["tally"]["better"] == back["tally"]["worse"] < ahead["tally"]["worse"]
    assert [one["change"] for one in ahead["segments"]] == [
        -one["change"] for one in back["segments"]
    ]
    gained = {row["check"]: (row["gained"], row["lost"]) for row in ahead["findings"]}
    assert gained == {row["check"]: (row["lost"], row["gained"]) for row in back["findings"]}


def test_a_system_compared_with_itself_shows_no_difference(root):
    values = json.loads(invoke(root / "poor", root / "poor", "-f", "json", "-q").stdout)
    assert values["systems"] == ["poor (1)", "poor (2)"]
    assert values["tally"] == {"better": 0, "worse": 0, "equal": len(POOR)}
    assert all(row["gained"] == row["lost"] == 0 for row in values["findings"])
    for table in values["scores"]["metrics"]:
        assert table["tests"]["letters"] == ["a", "a"]


def test_two_runs_of_one_model_are_told_apart_in_every_table(root):
    text = invoke(root / "poor", root / "poor", "-q").stdout
    cost, signatures = (text.partition(title)[2] for title in ("Speed and size", "Signatures"))
    for part in (cost.partition("Signatures")[0], signatures):
        assert [part.count(f"\npoor ({k})") for k in (1, 2)] == [1, 1]
    assert "poor (2): m:poor" in signatures


def test_the_challenge_is_compared_item_by_item(root):
    values = json.loads(invoke(root / "good", root / "no-set", "-f", "json", "-q").stdout)
    assert values["scores"] is None
    rows = {row["phenomenon"]: row for row in values["challenge"]}
    assert rows["date"]["models"]["first"]["right"] == 2
    assert rows["date"]["models"]["second"]["right"] == 1
    assert rows["date"]["p_value"] == 1


def test_other_challenges_are_left_out_with_a_word(root):
    result = invoke(root / "good", root / "other-items", "-f", "json")
    assert result.exit_code == 0
    assert "the challenges of the runs differ" in result.stderr
    values = json.loads(result.stdout)
    assert values["challenge"] is None
    assert values["scores"] is not None
    same = invoke(root / "good", root / "poor", "-f", "json")
    assert "challenges" not in same.stderr


def test_without_a_source_there_are_no_findings(root):
    result = invoke(root / "good.en", root / "poor.en", "-r", root / "ref.en", "-f", "md")
    assert result.exit_code == 0
    assert "flagged" not in result.stdout
    assert "### Largest losses" in result.stdout


BAD = [
    ("nowhere good", 3, "no such run folder"),
    ("folder good", 3, "not a run folder"),
    ("good poor:missing", 3, "no model 'missing'"),
    ("good gone:missing", 3, "no such run folder"),
    ("good {root}/both:missing", 3, "no model 'missing' in this run; it has good, poor"),
    ("good both", 2, "choose one with both:MODEL"),
    ("good", 2, "name two systems"),
    ("good poor both:poor", 2, "two systems"),
    ("good other-set", 3, "different test sets"),
    ("no-set no-challenge", 3, "nothing in common"),
    ("no-set other-items-alone", 3, "different challenges"),
    ("good other-items-alone", 3, "different challenges"),
    ("good poor -s src.zh", 2, "--src goes with --ref"),
    ("good.en poor.en", 2, "--ref FILE"),
    ("good poor -r ref.en", 2, "--ref is for files"),
    ("good.en -r ref.en", 2, "two files"),
    ("good.en ./good.en -r ref.en", 2, "good.en twice"),
    ("good.en short.en -r ref.en", 3, "short.en has 18 lines"),
    ("good.en empty.en -r ref.en", 3, "is empty"),
    ("good.en poor.en -r empty.en", 3, "is empty"),
    ("good.en poor.en -r ref.en -s short.zh", 3, "short.zh has 19 lines"),
    ("good.en missing.en -r ref.en", 3, "no such file"),
    ("good.en poor.en -r missing.en", 3, "no such file"),
    ("good poor --checks spelling", 2, "no check has this name"),
    ("good.en poor.en -r ref.en --html ref.en --force", 2, "ref.en: is an input as well"),
    ("good poor --html -", 2, "--html -: name a file"),
    ("good.en poor.en -r ref.en --checks scale", 2, "add --src"),
    ("good.en poor.en -r -", 2, "--ref -: cannot be standard input"),
    ("good.en poor.en -r ref.en -s -", 2, "--src -: cannot be standard input"),
    ("good.en - -r ref.en", 2, "FILE -: cannot be standard input"),
    ("good poor -n -1", 2, "--count"),
    ("good poor -f xml", 2, "xml"),
    ("broken good", 3, "not JSON"),
    ("older good", 3, "aligner-run-0"),
    ("strange good", 3, "not the results of a run"),
    ("fewer good", 3, "has 19 lines, the test set of the run 20"),
    ("lost good", 3, "no such file"),
    ("changed good", 3, "were changed since the run"),
]


@pytest.mark.parametrize(("line", "status", "words"), BAD, ids=lambda value: str(value))
def test_a_bad_input_ends_with_one_line_and_its_status(line, status, words, root, monkeypatch):
    monkeypatch.chdir(root)
    result = invoke(*line.format(root=root).split())
    assert (result.exit_code, result.stdout) == (status, "")
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    if result.stderr.startswith("aligner: "):
        assert result.stderr.count("\n") == 1


def test_the_page_of_a_comparison_has_scores_kept_things_findings_and_segments(root, tmp_path):
    page = tmp_path / "page.html"
    result = invoke(root / "both", "--samples", 50, "-q", "--html", page)
    assert result.exit_code == 0, result.output
    text = page.read_text(encoding="utf-8")
    for words in (
        "<title>good and poor</title>", "Kept, by phenomenon, percent", "flagged by checks",
        "Challenge, accuracy", "Speed and size", "m:poor", SOURCES[0], POOR[0],
    ):  # fmt: skip
        assert words in text
    assert "@@" not in text
    again = invoke(root / "both", "--samples", 50, "-q", "--html", page)
    assert (again.exit_code, "exists already" in again.stderr) == (6, True)
    assert invoke(root / "both", "--samples", 50, "-q", "--html", page, "--force").exit_code == 0


def test_a_comparison_of_challenges_has_no_page(root, tmp_path):
    result = invoke(root / "no-set", root / "good", "--html", tmp_path / "page.html")
    assert result.exit_code == 2
    assert "--html shows the segments" in result.stderr
    assert not (tmp_path / "page.html").exists()
