from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.text.readers.encoding import decode
from aligner.text.readers.txt import join_lines, read_txt

WRAPPED = """标题在此

河州市图书馆九日宣布，从六月一日起每天延长开
放两小时，晚上十点闭馆。馆长段宁说，延长开放
是应读者的要求，自习室的座位也将增加一百二十
个，网上预约同时开放。

读者们表示欢迎，有人希望周末再早一点开门，也
有人希望空调开得足一点。
"""
ENGLISH = """The city library will stay open until ten in the evening from
June, its director said on Monday. Readers had asked for the longer
hours for years, and 120 seats will be added in the reading room
before the summer.

The change costs little.
"""


def read(text, lang="zh"):
    return read_txt(decode(text.encode(), Path("x.txt")), lang, "x")


def test_a_line_is_a_paragraph():
    document = read("标题\n　　第一段。\n　　第二段。\n")
    assert len(document.article.paragraphs) == 3
    assert document.article.text == document.layout.source
    assert document.layout.source[slice(*document.layout.slots[1].place)] == "　　第一段。"


def test_lines_of_one_width_are_joined():
    document = read(WRAPPED)
    sentences = [s.text for s in document.article.sentences]
    assert sentences[1] == "河州市图书馆九日宣布，从六月一日起每天延长开放两小时，晚上十点闭馆。"
    assert len(document.layout.slots) == 3
    assert not any("\n" in sentence for sentence in sentences)


def test_english_lines_join_with_a_space():
    document = read(ENGLISH, "en")
    assert document.article.sentences[0].text.endswith("from June, its director said on Monday.")


def test_english_lines_of_uneven_width_that_go_on_in_lower_case_are_joined():
    text = (
        "The harbor of Linwan was closed on Tuesday after a container\n"
        "ship ran aground at the entrance, and it will take until the end\n"
        "of the week to tow it away. Fishing boats may use\n"
        "the northern channel.\n\n"
        "The port authority has asked two tugs from the capital for help, which should\n"
        "arrive on Wednesday morning, a spokesman said, if\n"
        "the weather allows it.\n"
    )
    assert len(read(text, "en").layout.slots) == 2


def test_english_lines_of_uneven_width_that_begin_with_capitals_stay_apart():
    text = (
        "Minister of Transport Anna Holm, who has been in office since March\n"
        "Deputy Minister Per Lund, formerly of the Ministry of the Environment and Energy\n"
        "Director Eva Berg of the Harbor Board, Linwan\n"
        "They met on Tuesday.\n"
    )
    assert len(read(text, "en").layout.slots) == 4


def test_short_lines_are_not_taken_for_broken_ones():
    poem = "床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。\n"
    assert len(read(poem).layout.slots) == 4
    names = "获奖名单\n刘一帆\n何静\n欧阳宇\n\n颁奖礼下月举行。\n"
    assert len(read(names).layout.slots) == 5


LINKS = """延伸阅读
九月出口增长百分之三好于市场的预期
统计局公布前三季度国内生产总值的数据
分析外部需求为何在秋天突然回暖起来
商务部表示将继续支持外贸企业开拓市场
"""


@pytest.mark.parametrize(
    ("before", "count"),
    [("", 0), ("标题在此\n\n正文一句，说了一件事。\n\n正文二句。\n\n", 3), (f"{WRAPPED}\n", 3)],
)
def test_the_lines_of_a_list_stay_apart(before, count):
    assert len(read(before + LINKS).layout.slots) == count + 5


def test_a_broken_paragraph_that_ends_in_a_name_is_still_one():
    signed = "学校也表示支持，校长说，同学们周末终于有地方\n可以安静读书了 本报记者林文"
    assert len(read(f"{WRAPPED}\n{signed}\n").layout.slots) == 4
    assert len(read(WRAPPED.replace("同时开放。", "同时开放。（完）")).layout.slots) == 3


def test_no_space_joins_chinese_lines():
    assert join_lines("中", "文") == "中文"
    assert join_lines("a", "b") == "a b"
    assert join_lines("", "b") == "b"


@given(st.text(alphabet="甲乙a 。\n　，", max_size=80))
def test_no_visible_character_is_lost(text):
    document = read(text)
    squeezed = "".join(text.split())
    assert "".join(document.article.text.split()) == squeezed


REMARK = """出口增长

统计局星期五表示，第三季度出口比去年同期增长百
分之五，高于市场此前的预期，企业对前景仍感到相
当的不安，价格也没有稳定。　（完）
"""
CREDIT = """Exports rise

The statistics office said on Friday that exports had risen by five per
cent in the third quarter of the year, which was more than the analysts
had expected, and that prices remain uncertain. (Reporting by Li Ming)
"""


@pytest.mark.parametrize(("lang", "text"), [("zh", REMARK), ("en", CREDIT)])
def test_an_article_of_one_wrapped_paragraph_is_joined_whatever_ends_it(lang, text):
    assert len(read(text, lang).article.paragraphs) == 2
