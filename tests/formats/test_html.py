import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner.alignment.align import presplit
from aligner.bitext import Alignment, Bead, SegmentPair
from aligner.errors import UsageError
from aligner.formats.base import WriteOptions, read_bitext, write_bitext
from aligner.formats.html import ReviewRow, ReviewUnit, row_of, rows_of, write_review


def in_script(path, name):
    """Return what the page has between the tags of one script."""
    text = path.read_text(encoding="utf-8")
    start = text.index(f'<script type="application/json" id="{name}">')
    return text[text.index(">", start) + 1 : text.index("</script>", start)]


def rows_in(path):
    return json.loads(in_script(path, "rows"))


def test_an_alignment_is_written_sentence_by_sentence(tmp_path):
    alignment = Alignment(
        presplit(["雨停了。", "风很大。"], "zh", "d"),
        presplit(["The rain stopped.", "It was windy."], "en", "d"),
        (Bead(range(2), range(1), 0.4), Bead(range(2, 2), range(1, 2), 0.9, "advertisement")),
    )
    assert write_review(rows_of(alignment), tmp_path / "x.html") == 2
    assert rows_in(tmp_path / "x.html") == [
        ["d", [[[0], "雨停了。"], [[1], "风很大。"]], [[[0], "The rain stopped."]], 0.4, "", False],
        ["d", [], [[[1], "It was windy."]], 0.9, "advertisement", False],
    ]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    text=st.text(
        st.one_of(st.sampled_from("<>&\"'/!-[]\\@\u2028\u2029\0"), st.characters(codec="utf-8")),
        min_size=1,
    )
    | st.sampled_from(["</script>", "<!--<script>", "]]>", "@@JS@@", "@@ROWS@@"])
)
def test_no_text_ends_the_data_early(tmp_path, text):
    pair = SegmentPair(text, text, None, text, (0,), (0,))
    write_bitext(tmp_path / "x.html", [pair], force=True)
    unit = [[0], text]
    assert rows_in(tmp_path / "x.html") == [[text, [unit], [unit], None, "", False]]
    assert "<" not in in_script(tmp_path / "x.html", "rows")


def test_a_name_with_markup_or_blanks_of_the_template_is_only_a_name(tmp_path):
    path = tmp_path / "a<b>@@ROWS@@&.html"
    write_bitext(path, [SegmentPair("一", "one")])
    text = path.read_text(encoding="utf-8")
    assert "<title>a&lt;b&gt;@@ROWS@@&amp;</title>" in text
    assert json.loads(in_script(path, "meta"))["name"] == "a<b>@@ROWS@@&"
    assert len(rows_in(path)) == 1


def test_the_page_loads_nothing_and_says_so_to_the_browser(tmp_path):
    write_bitext(tmp_path / "x.html", [SegmentPair("一", "one")])
    text = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert not re.search(r"<[^>]*\s(src|href)=|@import|url\(|fetch\(|XMLHttp|https?://", text)
    assert "@@" not in text


def test_the_page_is_streamed_and_the_same_each_time(tmp_path):
    rows = [ReviewRow("d", (ReviewUnit((n,), f"第{n}句"),), (), 0.5) for n in range(50)]
    write_review(iter(rows), tmp_path / "x.html", WriteOptions(run="r"))
    first = (tmp_path / "x.html").read_bytes()
    write_review(iter(rows), tmp_path / "x.html", WriteOptions(run="r", force=True))
    assert (tmp_path / "x.html").read_bytes() == first
    assert len(rows_in(tmp_path / "x.html")) == 50


def test_the_reason_of_a_null_pair_is_kept(tmp_path):
    pair = SegmentPair("（广告）", "", 0.9, "d", (0,), (), "advertisement")
    write_bitext(tmp_path / "x.html", [pair])
    assert rows_in(tmp_path / "x.html") == [["d", [[[0], "（广告）"]], [], 0.9, pair.reason, False]]


def test_an_empty_side_has_no_unit():
    assert row_of(SegmentPair("", "x", None, "", (), (3,))) == ReviewRow(
        "", (), (ReviewUnit((3,), "x"),)
    )


def test_reading_a_page_says_what_to_read_instead(tmp_path):
    with pytest.raises(UsageError, match="save JSONL or TMX"):
        list(read_bitext(tmp_path / "x.html"))
