"""``aligner corpus split`` says what its parts share."""

import pytest
from typer.testing import CliRunner

from aligner.cli import app, corpus_run
from aligner.formats.base import write_bitext

PHRASE = "市政府明天将讨论这项计划。"


def split(folder, rows):
    lines = [f"{src}\t{tgt}\tdoc-{number}\n" for number, (src, tgt) in enumerate(rows)]
    text = "src\ttgt\tdoc_id\n" + "".join(lines)
    args = ["corpus", "split", "--dev", "0.3", "--test", "0.3", "-o", str(folder)]
    return CliRunner().invoke(app, args, input=text)


def test_sides_that_stand_in_train_are_counted(tmp_path):
    rows = [(PHRASE, f"They talk about plan {number} tomorrow.") for number in range(40)]
    result = split(tmp_path, rows)
    counts = [
        len((tmp_path / f"{part}.tsv").read_text("utf-8").splitlines()) - 1
        for part in ("dev", "test")
    ]
    assert min(counts) > 0
    assert f"{sum(counts)} pairs of dev and test have a side that stands in train" in result.stderr


def test_nothing_is_said_where_the_parts_share_nothing_long(tmp_path):
    rows = [(f"{number}号船返回了港口。", f"Boat {number} came home.") for number in range(40)]
    result = split(tmp_path, [*rows, *(("是的。", "Yes.") for _ in range(40))])
    assert result.exit_code == 0
    assert "stands in train" not in result.stderr


@pytest.mark.parametrize("suffix", ["tsv", "moses"])
def test_a_split_cut_short_leaves_no_part_behind(tmp_path, suffix, monkeypatch):
    def write(path, pairs, **options):
        if path.name.startswith("test"):
            raise KeyboardInterrupt
        return write_bitext(path, pairs, **options)

    monkeypatch.setattr(corpus_run, "write_bitext", write)
    lines = [f"{n}号船返回了港口。\tBoat {n} came home.\tdoc-{n}\n" for n in range(40)]
    (tmp_path / "a.tsv").write_text("src\ttgt\tdoc_id\n" + "".join(lines), "utf-8")
    args = ["corpus", "split", str(tmp_path / "a.tsv"), "--to", suffix, "-o", str(tmp_path / "o")]
    assert CliRunner().invoke(app, args).exit_code == 130
    assert list((tmp_path / "o").iterdir()) == []
    monkeypatch.undo()
    assert CliRunner().invoke(app, args).exit_code == 0
