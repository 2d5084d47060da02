import re

from aligner.scoring.tables import Block, display_width, markdown_blocks, markdown_table, text_table


def test_columns_stand_below_each_other_with_chinese_names():
    table = text_table(("docid", "BLEU"), [("town", "31.5"), ("两会报道", "7.0")])
    assert {display_width(line) for line in table.splitlines()} == {14}


def test_a_column_is_as_wide_as_a_terminal_shows_it():
    assert [display_width(text) for text in ("ab", "两会", "é", "e\u0301", "ａ")] == [2, 4, 1, 1, 2]


def test_markdown_shows_segments_as_they_are():
    lines = ("run_2  <unk> said &quot;*no*&quot;", "tok:13a|smooth:exp")
    text = markdown_blocks([Block("Losses of a_b_ and <i>", lines=lines)])
    assert "### Losses of a_b\\_ and \\<i>" in text
    assert "- run_2  \\<unk> said \\&quot;\\*no\\*\\&quot;" in text
    assert "- tok:13a|smooth:exp" in text


def test_names_of_systems_leave_a_markdown_table_whole():
    table = markdown_table(("System", "BLEU"), [("a|b<i>\tc\n*d*", "1.0")])
    assert table.splitlines()[-1] == "| a\\|b\\<i> c \\*d\\* | 1.0 |"
    assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1
