"""aligner checks on the command line: inputs, outputs, statuses."""

import json

import pytest
from typer.testing import CliRunner

from aligner.checks.registry import all_checks
from aligner.cli import app


def invoke(*args, **options):
    return CliRunner().invoke(app, ["checks", *map(str, args)], **options)


@pytest.fixture
def bitext(tmp_path):
    path = tmp_path / "pairs.tsv"
    path.write_text(
        "投资90亿元。\tAn investment of 90 billion yuan.\n天气很好。\tThe weather is fine.\n"
        "会议26日结束。\tThe meeting has ended.\n",
        encoding="utf-8",
    )
    return path


def test_findings_are_one_line_each_with_their_place(bitext):
    result = invoke(bitext)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f'{bitext}:1: critical: scale: 90亿元 = 9,000,000,000 ↔ "90 billion yuan" ×10',
        f"{bitext}:3: major: date-lost: not in the English: 26日",
    ]
    assert "3 pairs, 2 with findings" in result.stderr


@pytest.mark.parametrize(
    ("name", "before", "line"),
    [
        ("a.tsv", "src\ttgt\tscore\n", "四人死亡。\tFive people died.\t0.9"),
        ("a.jsonl", "\n", '{"src": "四人死亡。", "tgt": "Five people died."}'),
    ],
)
def test_a_place_is_the_line_of_the_file(tmp_path, name, before, line):
    path = tmp_path / name
    path.write_text(f"{before}{line}\n", encoding="utf-8")
    result = invoke(path)
    assert result.stdout.startswith(f"{path}:2: ")


def test_json_lines_carry_spans_and_its_types(bitext):
    first = json.loads(invoke(bitext, "-f", "jsonl", "-q").stdout.splitlines()[0])
    assert first["src"][slice(*first["src_spans"][0])] == "90亿元"
    assert first["tgt"][slice(*first["tgt_spans"][0])] == "90 billion yuan"
    assert (first["check"], first["its_type"]) == ("scale", "numbers")


def test_tsv_has_a_header_and_as_many_fields_in_each_line(bitext):
    lines = invoke(bitext, "-f", "tsv", "-q").stdout.splitlines()
    assert lines[0].startswith("place\tcheck")
    assert {line.count("\t") for line in lines} == {7}


@pytest.mark.parametrize(("level", "status"), [("critical", 1), ("minor", 1), ("", 0)])
def test_fail_on_is_a_gate(bitext, level, status):
    assert invoke(bitext, *(["--fail-on", level] if level else [])).exit_code == status


def test_a_gate_passes_when_only_lesser_findings_are_there(bitext):
    assert invoke(bitext, "--skip", "scale", "--fail-on", "critical").exit_code == 0


def test_checks_can_be_chosen_and_skipped(bitext):
    assert "scale" not in invoke(bitext, "--checks", "date-lost", "-q").stdout
    assert invoke(bitext, "--skip", "scale,date-lost", "-q").stdout == ""


def test_severity_hides_lesser_findings(bitext):
    assert len(invoke(bitext, "--severity", "critical", "-q").stdout.splitlines()) == 1


def test_severity_does_not_open_the_gate(bitext):
    arguments = ("--skip", "scale", "--severity", "critical", "--fail-on", "major")
    result = invoke(bitext, *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "3 pairs, 0 with findings" in result.stderr
    assert "1 finding is major or worse" in result.stderr


def test_lines_of_two_files_are_checked(tmp_path):
    src, hyp = tmp_path / "src.zh", tmp_path / "hyp.en"
    src.write_text("投资90亿元。\n", encoding="utf-8")
    hyp.write_text("It invests 90 billion yuan.\n", encoding="utf-8")
    result = invoke("--src", src, "--hyp", hyp, "-q", "--show")
    assert result.stdout.splitlines()[0].startswith(f"{hyp}:1: critical: scale")
    assert result.stdout.splitlines()[1].strip() == "投资90亿元。"


def test_an_audit_names_what_it_counts(bitext):
    result = invoke(bitext, "--audit")
    assert "likely errors of references" in result.stderr


def test_the_list_says_what_each_check_finds_and_whether_it_is_on():
    lines = invoke("--list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [check.name for check in all_checks()]
    assert all(line.split()[1] in {"on", "off"} for line in lines)


def test_the_self_test_runs_on_the_sample_corpora(monkeypatch):
    monkeypatch.delenv("ALIGNER_DATA", raising=False)
    result = invoke("--self-test", "--checks", "scale,currency")
    assert result.exit_code == 0, result.stderr
    assert "on wrong items" in result.stdout


def test_standard_input_needs_a_format(bitext):
    assert invoke("-", input="x").exit_code == 2
    result = invoke("-", "--from", "tsv", "-q", input=bitext.read_text(encoding="utf-8"))
    assert result.exit_code == 0
    assert "critical: scale" in result.stdout


@pytest.mark.parametrize(
    ("args", "status", "words"),
    [
        ((), 2, "nothing to check"),
        (("missing.tsv",), 3, "missing.tsv"),
        (("a.xyz",), 2, "no bitext format"),
        ((".",), 2, ".: is a directory; name a file"),
        (("a.txt",), 2, "a.txt: holds one language; check two such files with --src ZH --hyp EN"),
        (("--checks", "nonsense", "a.tsv"), 2, "no check has this name"),
        (("--format", "xml", "a.tsv"), 2, "choose from"),
        (("--fail-on", "awful", "a.tsv"), 2, "choose from"),
        (("--skip", "all", "a.tsv"), 2, "no check has this name"),
        (("--checks", "scale", "--skip", "scale", "a.tsv"), 2, "no check is left"),
        (("--src", "a.zh"), 2, "belong together"),
        (("--src", "-", "--hyp", "a.en"), 2, "--src -: cannot be standard input"),
        (("--src", "a.zh", "--hyp", "-"), 2, "--hyp -: cannot be standard input"),
        (("--src", "a.zh", "--hyp", "a.en", "--from", "tmx"), 2, "--from is the format"),
        (("a.tsv", "--list"), 2, "leave the files out"),
        (("a.tsv", "--self-test"), 2, "leave the files out"),
        (("--list", "--self-test"), 2, "exclude each other"),
        (("--list", "--fail-on", "major"), 2, "--fail-on is a gate"),
        (("--data", ".", "a.tsv"), 2, "--self-test"),
        (("--jobs", "2", "a.tsv"), 2, "--self-test"),
        (("--self-test", "--data", "tests/checks"), 3, "no test set"),
    ],
)
def test_bad_input_is_one_line_and_its_status(args, status, words):
    result = invoke(*args)
    assert result.exit_code == status
    assert words in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_gate_of_no_pairs_is_refused(tmp_path):
    (tmp_path / "empty.tsv").write_bytes(b"")
    assert invoke(str(tmp_path / "empty.tsv")).exit_code == 0
    gate = invoke(str(tmp_path / "empty.tsv"), "--fail-on", "minor")
    assert gate.exit_code == 3
    assert "no pairs to check" in gate.stderr


def test_files_of_different_lengths_are_refused(tmp_path):
    src, hyp = tmp_path / "src.zh", tmp_path / "hyp.en"
    src.write_text("好。\n好。\n", encoding="utf-8")
    hyp.write_text("Fine.\n", encoding="utf-8")
    result = invoke("--src", src, "--hyp", hyp)
    assert result.exit_code == 3
    assert "2 lines" in result.stderr
