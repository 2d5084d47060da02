from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.document import Role
from aligner.text.readers.encoding import decode
from aligner.text.readers.layout import MarkKind
from aligner.text.readers.md import read_md
from aligner.text.readers.md_inline import escape, read_inline


def read(source):
    return read_md(decode(source.encode(), Path("x.md")), "zh", "x")


def texts(source):
    document = read(source)
    return [document.article.text[slice(*slot.span)] for slot in document.layout.slots]


@pytest.mark.parametrize(
    ("source", "want"),
    [
        ("# 标题\n\n正文。", ["标题", "正文。"]),
        ("## 标题 ##\n", ["标题"]),
        ("标题\n====\n正文。", ["标题", "正文。"]),
        ("第一行，\n第二行。", ["第一行，第二行。"]),
        ("English lines\njoin with a space.", ["English lines join with a space."]),
        ("硬换行。  \n下一行。", ["硬换行。\n下一行。"]),
        ("- 甲\n- 乙\n  续\n1. 丙\n2) 丁", ["甲", "乙续", "丙", "丁"]),
        ("- [ ] 待办\n- [x] 已办", ["待办", "已办"]),
        ("> 引文一，\n> 引文二。\n\n正文。", ["引文一，引文二。", "正文。"]),
        ("| 甲 | 乙 |\n|---|:-:|\n| 1 | `a|b` |\n\n后。", ["甲", "乙", "1", "a|b", "后。"]),
        ("```\n代码\n```\n正文。", ["正文。"]),
        ("~~~ py\n代码\n```\n代码\n~~~\n正文。", ["正文。"]),
        ("    缩进代码\n\n正文。", ["正文。"]),
        ("---\ntitle: 甲\n---\n正文。", ["正文。"]),
        ("<div>\n块\n</div>\n\n正文。", ["正文。"]),
        ("<pre>\n代码\n\n代码\n</pre>\n正文。", ["正文。"]),
        ("<!-- 注\n\n释 -->\n正文。", ["正文。"]),
        ("<!-- 注释 -->\n正文。\n<!-- 注\n\n释 -->", ["正文。"]),
        ("<?php\n\n代码 ?>\n<!DOCTYPE\n\nhtml>\n正文。", ["正文。"]),
        ("<![CDATA[ 数\n\n据 ]]>\n正文。", ["正文。"]),
        ('<img src="a.png"> 图后文字。\n\n</b>正文。', ["图后文字。", "正文。"]),
        ("正文[^1]。\n[^1]: 注一。\n[^b]: 注二，\n    续。", ["正文。", "注一。", "注二，续。"]),
        ("[a]: https://x.example\n\n正文[甲][a]。", ["正文甲。"]),
        ("\u200b\n\n\u200b正文。\u2060\n\n# \u200b\n", ["正文。"]),
        ("***\n\n正文。\n\n---\n", ["正文。"]),
        ("**粗**、*斜*、~~删~~、`码`。", ["粗、斜、删、码。"]),
        ("2 * 3 * 4，a_b_c，\\*星\\*，&amp;", ["2 * 3 * 4，a_b_c，*星*，&"]),
        ("没有闭合的 **粗体 [方括号", ["没有闭合的 **粗体 [方括号"]),
        ("![图](a.png)\n\n[![图](a.png)](b)文。", ["文。"]),
        ("<https://x.example>与[链(接](u(v))。", ["https://x.example与链(接。"]),
        ('[甲](<a b> "题")、[乙]( u (题) )、![图](<c d.png>)丙、[丁]()。', ["甲、乙、丙、丁。"]),
        ("公式$E=mc^2$与$x_1$，$5至$6。", ["公式E=mc^2与x_1，$5至$6。"]),
    ],
)
def test_the_text_of_blocks_is_read(source, want):
    assert texts(source) == want


@pytest.mark.parametrize(
    ("source", "want"),
    [
        ("一、国内要闻\n二、国际要闻", ["一、国内要闻", "二、国际要闻"]),
        ("**第1天**：抵达古城\n**第2天**：环湖骑行", ["第1天：抵达古城", "第2天：环湖骑行"]),
        ("> 第1名：张三\n> 第2名：李四", ["第1名：张三", "第2名：李四"]),
        # What goes on, has the end of a sentence or markup over both lines is one paragraph.
        ("抵达古城，\n环湖骑行", ["抵达古城，环湖骑行"]),
        ("抵达古城。环湖\n骑行一周", ["抵达古城。环湖骑行一周"]),
        ("**抵达古城\n环湖骑行**", ["抵达古城环湖骑行"]),
        ("- 抵达古城\n  环湖骑行", ["抵达古城环湖骑行"]),
        (("这些行都在同一个宽度上折断没有例外\n" * 4 + "完毕。\n\n") * 2,
         ["这些行都在同一个宽度上折断没有例外" * 4 + "完毕。"] * 2),
    ],
)  # fmt: skip
def test_lines_without_marks_are_paragraphs_unless_broken_at_a_width(source, want):
    assert texts(source) == want


def test_headings_and_lists_hint_at_roles():
    document = read("# 标题\n\n正文一句。\n\n## 小标题\n\n- 短项\n\n正文二句。")
    assert [p.role for p in document.article.paragraphs] == [
        Role.HEADLINE,
        Role.BODY,
        Role.SUBHEADING,
        Role.BODY,
        Role.BODY,
    ]


def test_marks_nest_and_know_their_text():
    text, marks = read_inline(['见[**公报**全文](u "t")与`code`![i](p)。'])
    assert text == "见公报全文与code。"
    assert [(m.kind, text[slice(*m.span)], m.start, m.end) for m in marks] == [
        (MarkKind.LINK, "公报全文", "[", '](u "t")'),
        (MarkKind.EMPHASIS, "公报", "**", "**"),
        (MarkKind.CODE, "code", "`", "`"),
        (MarkKind.OBJECT, "", "![i](p)", ""),
    ]


@given(st.text(alphabet="ab_*`[]()<>!#&;~|\\- 1.中，", max_size=30))
def test_what_is_escaped_reads_as_itself(text):
    plain = " ".join(text.split())
    assert read_inline([escape(plain)])[0] == plain


@given(st.text(alphabet="甲乙，。 \n#>-*_`[]()|!<&~=1.\t", max_size=60))
def test_slots_come_in_order_and_never_overlap(source):
    document = read(source)
    places = [slot.place for slot in document.layout.slots]
    assert all(a.end <= b.start for a, b in pairwise(places))
    assert all(place.start < place.end for place in places)
