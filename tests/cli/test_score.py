import json
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from aligner.cli import app
from aligner.cli.score import spread
from tests.scoring.conftest import REFERENCES, make_system

THEIRS = """
import io, json, sys
import sacrebleu.sacrebleu as program
kept = []
for case in json.load(open("cases.json")):
    sys.argv = ["sacrebleu", *case]
    print("=====", flush=True)
    try:
        program.main()
    except SystemExit:
        pass
    sys.stdout.flush()
    kept += [sys.stdin, sys.stdout]
"""

SAME = [
    "ref.en -i a.en",
    "ref.en -i a.en -m bleu chrf ter",
    "ref.en -i a.en -m bleu chrf ter -f text -w 3",
    "ref.en -i a.en -m bleu chrf ter -f text --confidence --confidence-n 50",
    "ref.en -i a.en -m chrf --confidence -cin 50 -cw 2",
    "ref.en -i a.en -b -w 2",
    "ref.en -i a.en -m bleu -lc -tok intl --smooth-method floor -sv 0.2 -sh -f text",
    "ref.en b.en -i a.en -m bleu ter -f text",
    "refs.tsv -nr 2 -i a.en -m bleu ter -f text",
    "ref.en -i a.en b.en -m bleu chrf ter -f text",
    "ref.en -i a.en b.en -m bleu chrf ter -f latex",
    "ref.en -i a.en b.en -m bleu chrf ter",
    "ref.en -i a.en b.en -m bleu chrf ter -f text --paired-bs --paired-bs-n 60",
    "ref.en -i a.en b.en -m bleu chrf ter -f latex --paired-ar -parn 60",
    "ref.en -i a.en b.en -m bleu -f json -pbs -pbsn 60",
    "ref.en -i a.en b.en -m ter bleu ter -f text -pbs -pbsn 20",
    "ref.en -i a.en b.en -m ter bleu -f text -par -parn 20",
    "ref.en -i a.en b.en -m ter bleu -f text",
    "ref.en -i a.en -m chrf ter bleu -ci -cin 40 -f text -w 10",
    "ref.en -i a.en -sl",
    "ref.en -i a.en -sl -m chrf -b",
    "ref.en -i a.en -sl -m ter -w 3",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """References, two systems, source, and files with one defect each."""
    root = tmp_path_factory.mktemp("score")
    a, b = make_system(0.15, 1), make_system(0.45, 2)
    files = {
        "ref.en": REFERENCES,
        "a.en": a,
        "b.en": b,
        "short.en": a[:12] + a[13:],
        "empty.en": (),
        "src.zh": tuple(f"第{k}句。" for k in range(20)),
        "docids": ("one",) * 10 + ("two",) * 10,
        "refs.tsv": tuple(f"{x}\t{y}" for x, y in zip(REFERENCES, b, strict=True)),
    }
    for name, lines in files.items():
        (root / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    (root / "gbk.en").write_bytes("好的。\n".encode("gb18030") * 20)
    (root / "length.py").write_text(
        "import sys\nfor line in sys.stdin: print(len(line.split('\\t')[1]))\n"
    )
    (root / "broken.py").write_text("import sys\nsys.exit('no model here')\n")
    (root / "few.py").write_text("print(1)\n")
    (root / "words.py").write_text("import sys\nfor line in sys.stdin: print('good')\n")
    return root


def score(folder, monkeypatch, text, stdin=None):
    monkeypatch.chdir(folder)
    for name in ("SACREBLEU_SEED", "SACREBLEU_FORMAT"):
        monkeypatch.delenv(name, raising=False)
    args = text if isinstance(text, list) else text.split()
    return CliRunner().invoke(app, ["score", *args], input=stdin)


@pytest.fixture(scope="module")
def theirs(folder):
    """What sacrebleu's own program prints, all cases in one process."""
    cases = [[*case.split(), *(["-m", "bleu"] if " -m " not in case else [])] for case in SAME]
    (folder / "cases.json").write_text(json.dumps(cases))
    clean = {k: v for k, v in os.environ.items() if not k.startswith("SACREBLEU")}
    done = subprocess.run(
        [sys.executable, "-c", THEIRS],
        cwd=folder,
        env=clean | {"NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return dict(zip(SAME, done.stdout.split("=====\n")[1:], strict=True))


@pytest.mark.parametrize("case", SAME)
def test_output_is_byte_for_byte_that_of_sacrebleu(folder, monkeypatch, theirs, case):
    full = case if " -m " in case else f"{case} -m bleu"
    result = score(folder, monkeypatch, full)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == theirs[case]


def test_all_three_metrics_by_default_and_bleu_alone_for_numbers(folder, monkeypatch):
    names = [
        entry["name"] for entry in json.loads(score(folder, monkeypatch, "ref.en -i a.en").stdout)
    ]
    assert names == ["BLEU", "chrF2", "TER"]
    assert len(score(folder, monkeypatch, "ref.en -i a.en -b").stdout.split()) == 1


def test_systems_come_from_stdin_with_tabs(folder, monkeypatch):
    text = "".join(
        f"{a}\t{b}\n" for a, b in zip(make_system(0.15, 1), make_system(0.45, 2), strict=True)
    )
    result = score(folder, monkeypatch, "ref.en -m chrf", stdin=text)
    assert [row["system"] for row in json.loads(result.stdout)] == ["System 1", "System 2"]


def test_json_of_a_paired_chrf_test_is_written(folder, monkeypatch):
    result = score(folder, monkeypatch, "ref.en -i a.en b.en -m chrf -pbs -pbsn 40")
    rows = json.loads(result.stdout)
    assert rows[1]["chrF2"]["p_value"] < 0.05


@pytest.mark.parametrize("format", ["md", "tsv", "html"])
def test_names_and_letters_are_in_our_own_formats(folder, monkeypatch, format):
    result = score(
        folder, monkeypatch, f"ref.en -i a.en b.en --names good,poor -pbs -pbsn 60 -f {format} -q"
    )
    assert result.exit_code == 0
    assert "poor" in result.stdout
    assert "chrF2" in result.stdout


def test_groups_and_a_page_beside_the_table(folder, monkeypatch, tmp_path):
    page = tmp_path / "report.html"
    result = score(
        folder,
        monkeypatch,
        f"ref.en -i a.en b.en -s src.zh --docids docids --by docid length -f text -m chrf "
        f"--html {page} -pbsn 40",
    )
    assert result.exit_code == 0, result.stderr
    assert "By docid" in result.stdout
    assert "By length" in result.stdout
    assert "第3句。" in page.read_text(encoding="utf-8")
    again = score(folder, monkeypatch, f"ref.en -i a.en --html {page}")
    assert again.exit_code == 6


def test_an_external_scorer_stands_in_the_same_table(folder, monkeypatch):
    command = f"length={sys.executable} length.py"
    args = [
        "ref.en",
        "-i",
        "a.en",
        "b.en",
        "-m",
        "chrf",
        "--plugin",
        command,
        "-pbs",
        "-pbsn",
        "40",
    ]
    result = score(folder, monkeypatch, args)
    rows = json.loads(result.stdout)
    mean = sum(map(len, make_system(0.15, 1))) / 20
    assert rows[0]["length"]["score"] == pytest.approx(mean)
    assert rows[1]["length"]["p_value"] > 0


def test_a_gate_that_holds_exits_zero_and_one_that_fails_exits_one(folder, monkeypatch):
    good = score(folder, monkeypatch, "ref.en -i a.en -q --min bleu=20 ter=60 chrf=50")
    assert good.exit_code == 0
    bad = score(folder, monkeypatch, "ref.en -i a.en b.en -q -m bleu --min bleu=60")
    assert bad.exit_code == 1
    assert "b.en: BLEU" in bad.stderr
    assert "system" in bad.stdout  # the scores are printed all the same
    assert score(folder, monkeypatch, "ref.en -i a.en -q -m ter --min ter=3").exit_code == 1


@pytest.mark.parametrize("name", ["chrf", "chrF++", "chrf2++"])
def test_a_gate_on_chrf_with_words_goes_by_all_its_names(folder, monkeypatch, name):
    args = f"ref.en -i a.en -q -m chrf -cw 2 --min {name}="
    assert score(folder, monkeypatch, args + "50").exit_code == 0
    bad = score(folder, monkeypatch, args + "99")
    assert bad.exit_code == 1
    assert "a.en: chrF2++" in bad.stderr


def test_notices_go_to_stderr_unless_quiet(folder, monkeypatch):
    loud = score(folder, monkeypatch, "ref.en -i ref.en -m bleu -b")
    assert "is the same as the reference" in loud.stderr
    assert loud.stdout == "100.0\n"
    assert score(folder, monkeypatch, "ref.en -i ref.en -m bleu -b -q").stderr == ""


BAD = [
    ("none.en -i a.en", 3, "none.en: no such file"),
    ("ref.en -i none.en", 3, "none.en: no such file"),
    ("ref.en -i .", 3, "is a directory"),
    ("ref.en -i gbk.en", 3, "gbk.en:1: byte"),
    ("ref.en -i short.en", 3, "part at line 13 of ref.en"),
    ("ref.en -i empty.en", 3, "empty.en: is empty"),
    ("empty.en -i a.en", 3, "empty.en: is empty"),
    ("ref.en short.en -i a.en", 3, "short.en has 19 lines, ref.en has 20"),
    ("ref.en -i a.en -s docids.none", 3, "docids.none: no such file"),
    ("ref.en -i a.en --docids short.en", 3, "they must go line by line"),
    ("refs.tsv -nr 3 -i a.en", 3, "refs.tsv:1: 2 tab-separated fields"),
    ("ref.en b.en -nr 2 -i a.en", 2, "--num-refs splits one reference file"),
    ("ref.en -i a.en -nr 0", 2, "at least 1"),
    ("ref.en -i a.en -m meteor", 2, "unknown metric 'meteor'"),
    ("ref.en -i a.en -tok words", 2, "--tokenize words"),
    ("ref.en -i a.en -sm lots", 2, "--smooth-method lots"),
    ("ref.en -i a.en -s floor", 2, "--smooth-method"),
    ("ref.en -i a.en -f yaml", 2, "--format yaml"),
    ("ref.en -i a.en -pbs", 2, "at least two systems"),
    ("ref.en -i a.en b.en -pbs -par", 2, "exclude each other"),
    ("ref.en -i a.en b.en --confidence", 2, "--paired-bs"),
    ("ref.en -i a.en a.en", 2, "names a.en twice"),
    ("ref.en -i a.en -sl -m bleu chrf", 2, "takes one metric"),
    ("ref.en -i a.en b.en -sl", 2, "takes one system"),
    ("ref.en -i a.en -sl --confidence", 2, "no statistical tests"),
    ("ref.en -i a.en b.en --names one", 2, "1 names for 2 systems"),
    ("ref.en -i a.en b.en --names one,one", 2, "'one' twice"),
    ("ref.en -i a.en --by docid", 2, "--docids FILE"),
    ("ref.en -i a.en --by colour", 2, "--by colour"),
    ("ref.en -i a.en --min bleu", 2, "METRIC=NUMBER"),
    ("ref.en -i a.en --min comet=1", 2, "not among the metrics"),
    ("ref.en -i a.en --min chrf++=1", 2, "--min chrf++: not among the metrics"),
    ("ref.en -i a.en -cw 2 --min chrf2=1", 2, "--min chrf2: not among the metrics"),
    ("ref.en -i a.en -e klingon", 2, "no such encoding"),
    ("ref.en -i a.en -w 99", 2, "--width"),
    ("ref.en -i a.en --html .", 7, "is a directory"),
    ("ref.en -i a.en b.en -pbs -pbsn 0", 2, "must be positive"),
    ("ref.en -i a.en -ci -cin 0", 2, "must be positive"),
    ("ref.en -i a.en -sl --min bleu=1", 2, "not for --sentence-level"),
    ("ref.en -i a.en -sl --html page.html", 2, "not for --sentence-level"),
    ("ref.en -i a.en -sl -m bleu -f html", 2, "leave out --format html"),
    ("ref.en -i a.en --html a.en --force", 2, "a.en: is an input as well"),
    ("ref.en -i a.en --html -", 2, "--html -: name a file"),
    ("- -i a.en", 2, "REF -: cannot be standard input"),
    ("ref.en -i a.en --src -", 2, "--src -: cannot be standard input"),
    ("ref.en -i a.en -sl --by length", 2, "not for --sentence-level"),
    ("ref.en -i a.en -sl --plugin cat", 2, "not for --sentence-level"),
    ("ref.en -i a.en --min bleu=nan", 2, "METRIC=NUMBER"),
    ("ref.en -i a.en --min bleu=-inf", 2, "METRIC=NUMBER"),
    ("ref.en -i a.en -m chrf -cc 0", 2, "nor both 0"),
    ("ref.en -i a.en -m chrf -cc -1", 2, "must not be negative"),
    ("ref.en -i a.en -m chrf -cw -1", 2, "must not be negative"),
    ("ref.en -i a.en -m chrf --chrf-beta -1", 2, "must not be negative"),
    ("ref.en -i a.en --plugin x=cat x=cat", 2, "--plugin x: this name is taken"),
    ("ref.en -i a.en --plugin BLEU=cat", 2, "--plugin BLEU: this name is taken"),
    ("ref.en -i a.en --plugin chrf=cat", 2, "--plugin chrf: this name is taken"),
    ("ref.en -i a.en --plugin System=cat", 2, "this name is taken"),
]


@pytest.mark.parametrize(("args", "status", "message"), BAD)
def test_bad_input_is_one_line_and_its_status(folder, monkeypatch, args, status, message):
    result = score(folder, monkeypatch, args)
    assert (result.exit_code, result.stdout) == (status, "")
    assert message in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("program", "status", "message"),
    [
        ("broken.py", 3, "exit status 1: no model here"),
        ("few.py", 3, "wrote 1 lines for 20 segments"),
        ("words.py", 3, "line 1 is not a number: 'good'"),
        (None, 2, "none-such: No such file"),
    ],
)
def test_a_broken_scorer_says_what_it_did(folder, monkeypatch, program, status, message):
    command = f"{sys.executable} {program}" if program else "none-such"
    result = score(folder, monkeypatch, ["ref.en", "-i", "a.en", "-m", "chrf", "--plugin", command])
    assert result.exit_code == status
    assert message in result.stderr


def test_empty_stdin_is_said(folder, monkeypatch):
    result = score(folder, monkeypatch, "ref.en", stdin="")
    assert result.exit_code == 3
    assert "stdin is empty" in result.stderr


def test_uneven_columns_on_stdin_are_said(folder, monkeypatch):
    result = score(folder, monkeypatch, "ref.en", stdin="a\tb\nc\n")
    assert result.exit_code == 3
    assert "stdin:2" in result.stderr


def test_the_seed_comes_from_sacrebleus_variable(folder, monkeypatch):
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SACREBLEU_SEED", "7")
    args = ["score", "ref.en", "-i", "a.en", "-m", "bleu", "-ci", "-cin", "20", "-f", "text"]
    assert "seed:7" in CliRunner().invoke(app, args).stdout
    for bad in ("seven", "-1"):
        monkeypatch.setenv("SACREBLEU_SEED", bad)
        result = CliRunner().invoke(app, args)
        assert result.exit_code == 2
        assert f"SACREBLEU_SEED={bad}" in result.stderr


@pytest.mark.parametrize(
    ("given", "parsed"),
    [
        ("r -i a b -m bleu ter", "r -i a -i b -m bleu -m ter"),
        ("r -i a b -b", "r -i a -i b -b"),
        ("r -w 3 -i -", "r -w 3 -i -"),
        ("-i a -- r s", "-i a -- r s"),
    ],
)
def test_lists_behind_one_option_are_spread(given, parsed):
    assert spread(given.split()) == parsed.split()


@pytest.fixture(scope="module")
def news(tmp_path_factory):
    """Ten segments with a date and a scale each; system b loses the dates."""
    root = tmp_path_factory.mktemp("phenomena")
    refs = [f"The city spent {k} billion yuan by May {k + 14}." for k in range(2, 12)]
    files = {
        "src.zh": [f"截至5月{k + 14}日，全市投入{k}0亿元。" for k in range(2, 12)],
        "ref.en": refs,
        "a.en": refs,
        "b.en": [line.partition(" by")[0] + "." for line in refs],
    }
    for name, lines in files.items():
        (root / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return root


def test_accuracy_by_phenomenon_stands_beside_the_scores(news, monkeypatch):
    case = "ref.en -i a.en b.en -m chrf -s src.zh --by phenomenon --paired-bs -pbsn 50 -q -f "
    text = score(news, monkeypatch, f"{case} text").stdout
    lines = [line.split() for line in text.splitlines() if line.startswith("dates")]
    assert [line[1:3] for line in lines] == [["10", "a.en"], ["10", "b.en"]] * 2
    assert lines[2][3:] == ["100.0", "72.2-100.0", "a"]
    assert lines[3][3:] == ["0.0", "0.0-27.8", "0.0059", "b"]  # 3 phenomena, 2 / 2^10 each
    assert [a.split() for a in text.splitlines() if a.startswith("all")][1][1:4] == [
        "20", "b.en", "50.0"
    ]  # fmt: skip
    content = json.loads(score(news, monkeypatch, f"{case} json").stdout)
    kept = content["buckets"][0]["kept"]
    assert {one["name"]: one["items"] for one in kept["phenomena"]} == {
        "numbers": 10, "scale": 10, "dates": 10
    }  # fmt: skip
    assert kept["phenomena"][2]["systems"][1]["p_value"] == 2 / 2**10
    rows = [
        line.split("\t") for line in score(news, monkeypatch, f"{case} tsv").stdout.splitlines()
    ]
    assert {len(row) for row in rows} == {12}
    assert ["dates", "10", "b.en", "kept", "0.0"] in [row[1:6] for row in rows]
    assert "### Kept, by phenomenon" in score(news, monkeypatch, f"{case} md").stdout
    page = score(news, monkeypatch, f"{case} html").stdout
    assert "Kept, by phenomenon" in page
    assert "b.en, dates: 0.0 (0.0 to 27.8)" in page


@pytest.mark.parametrize("form", ["text", "md", "tsv", "json", "html"])
def test_a_set_without_things_to_keep_has_no_such_table(tmp_path, monkeypatch, form):
    (tmp_path / "src.zh").write_text("渔港的早晨\n", encoding="utf-8")
    (tmp_path / "ref.en").write_text("Morning in the fishing port\n", encoding="utf-8")
    result = score(
        tmp_path, monkeypatch, f"ref.en -i ref.en -s src.zh --by phenomenon -q -f {form}"
    )
    assert result.exit_code == 0, result.stderr
    assert "Kept, by" not in result.stdout
