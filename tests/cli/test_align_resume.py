"""Runs of ``aligner align`` over folders that are cut short, and what keeps two of them apart."""

import pytest
from typer.testing import CliRunner

from aligner.alignment.journal import Journal
from aligner.cli import app

ZH = """海滨市新图书馆开放

海滨市新图书馆周一正式开放，首日接待读者8000人。图书馆藏书120万册，共有1500个座位。
"""
EN = """New library opens in Haibin

The new library in Haibin officially opened on Monday, receiving 8,000 readers on its first day. \
The library holds 1.2 million books. It has 1,500 seats.
"""


def align(*arguments):
    return CliRunner().invoke(app, ["align", *arguments])


@pytest.fixture
def folders(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in (("zh", ZH), ("en", EN)):
        (tmp_path / name).mkdir()
        for number in range(3):
            (tmp_path / name / f"news-{number}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def cut_between_outputs(folders, monkeypatch):
    """Align three documents, interrupted after the first of two outputs."""
    import aligner.formats.jsonl as second

    def interrupted(*_arguments, **_keywords):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(second.Jsonl, "write", interrupted)
        assert align("zh", "en", "-o", "o.tsv", "-o", "o.jsonl", "-q").exit_code == 130
    assert (folders / "o.tsv").exists()
    assert not (folders / "o.jsonl").exists()


def test_a_run_cut_short_between_two_outputs_goes_on(folders, monkeypatch):
    align("zh", "en", "-o", "whole.tsv", "-o", "whole.jsonl", "-q")
    cut_between_outputs(folders, monkeypatch)
    left = folders / ".o.jsonl.abcdefgh"
    left.touch()
    result = align("zh", "en", "-o", "o.tsv", "-o", "o.jsonl", "-q", "--resume")
    assert (result.exit_code, result.stderr) == (0, "")
    for suffix in ("tsv", "jsonl"):
        assert (folders / f"o.{suffix}").read_bytes() == (folders / f"whole.{suffix}").read_bytes()
    assert not left.exists()
    assert not list(folders.glob("*journal"))


def test_going_on_does_not_overwrite_what_somebody_else_wrote(folders, monkeypatch):
    cut_between_outputs(folders, monkeypatch)
    (folders / "o.tsv").write_text("mine\n")
    result = align("zh", "en", "-o", "o.tsv", "-o", "o.jsonl", "--resume")
    assert result.exit_code == 6
    assert "o.tsv: exists already and is not what an interrupted run wrote" in result.stderr
    assert (folders / "o.tsv").read_text() == "mine\n"
    assert (folders / ".o.tsv.aligner-journal").exists()
    again = align("zh", "en", "-o", "o.tsv", "-o", "o.jsonl", "--resume", "--force", "-q")
    assert again.exit_code == 0


def test_two_runs_do_not_share_a_journal(folders):
    journal = Journal(folders / ".o.tsv.aligner-journal", resume=False)
    for option in ((), ("--resume",), ("--force",)):
        result = align("zh", "en", "-o", "o.tsv", *option)
        assert result.exit_code == 6
        assert "another run is writing here" in result.stderr
    journal.close(keep=False)
    assert align("zh", "en", "-o", "o.tsv", "-q").exit_code == 0
