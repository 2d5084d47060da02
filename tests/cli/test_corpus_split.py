"""``aligner corpus split`` says what its parts share."""

from typer.testing import CliRunner

from aligner.cli import app

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
