import html as html_entities
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aligner.document import Role
from aligner.errors import UsageError
from aligner.text.readers.article import READERS, read_document
from aligner.text.readers.encoding import decode
from aligner.translation.render.render import RenderOptions, render

PAGES = Path(__file__).parents[2] / "data" / "pages"

TXT = "标题一个\n\n（柏林27日电）第一句。第二句。\n\n责任编辑：张三\n"
MD = """---
title: 标题
---

# 标题

见[公报全文](https://x.example)。又见**重点**一句，还有[短](u)很长很长的一段话。

- 甲项。
- 乙项有`code`一处。

| 甲 | 乙 |
|---|---|
| 丙 | 丁 |

![图](a.png)

```
代码
```

责任编辑：张三
"""


def document(source, kind):
    return READERS[kind](decode(source.encode(), Path(f"x.{kind}")), "zh", "x")


def numbered(doc):
    return [f"T{n}" for n, _ in enumerate(doc.article.sentences)]


def visible(text):
    return re.sub(r"\s+", "", text)


def test_plain_text_keeps_its_lines():
    doc = document(TXT, "txt")
    assert render(doc, ["Head", "(Berlin)", "One.", "Two.", "Editor"]) == (
        "Head\n\n(Berlin) One. Two.\n\nEditor\n"
    )


def test_line_ends_are_those_of_the_source():
    doc = document(TXT.replace("\n", "\r\n"), "txt")
    assert render(doc, numbered(doc)) == "T0\r\n\r\nT1 T2 T3\r\n\r\nT4\r\n"


def test_interleaved_text_has_both_languages_in_the_order_asked_for():
    doc = document(TXT, "txt")
    first = render(doc, numbered(doc), RenderOptions(bilingual="interleave"))
    assert first.startswith("标题一个\nT0\n\n（柏林27日电）第一句。第二句。\nT1 T2 T3\n")
    other = render(doc, numbered(doc), RenderOptions(bilingual="interleave", order="tgt-first"))
    assert other.startswith("T0\n标题一个\n")


def test_boilerplate_is_kept_marked_or_left_out():
    doc = document(TXT, "txt")
    made = {
        choice: render(doc, numbered(doc), RenderOptions(boilerplate=choice))
        for choice in ("keep", "mark", "drop")
    }
    assert made["keep"].endswith("\n\nT4\n")
    assert made["mark"].endswith("\n\n[boilerplate] T4\n")
    assert made["drop"] == "T0\n\nT1 T2 T3\n\n"


@pytest.mark.parametrize(
    ("kind", "source", "want"),
    [
        ("txt", "出口增长5% - 新浪网\n\n记者获悉，出口增长。\n", "T0\n\nT2\n"),
        ("md", "# 出口增长5% - [新浪网](/)\n\n记者获悉，出口增长。\n", "# T0\n\nT2\n"),
    ],
)
def test_a_dropped_site_leaves_its_headline_without_a_hole(kind, source, want):
    doc = document(source, kind)
    assert doc.article.paragraphs[1].role is Role.BOILERPLATE
    targets = ["T0", None, "T2"]
    assert render(doc, targets, RenderOptions(boilerplate="drop")) == want
    assert "新浪网" in render(doc, targets)


def test_a_missing_translation_is_a_hole_and_never_the_bare_source():
    for kind, source in (("txt", TXT), ("md", MD)):
        doc = document(source, kind)
        for gone in (None, "", "  "):
            made = render(doc, [gone, *numbered(doc)[1:]])
            assert "[not translated: 标题" in made.replace("\\", "")


def test_the_number_of_translations_must_fit():
    doc = document(TXT, "txt")
    with pytest.raises(ValueError, match="5 sentences but 1 translations"):
        render(doc, ["x"])


@pytest.mark.parametrize(
    "options",
    [
        RenderOptions("pdf"),
        RenderOptions(bilingual="both"),
        RenderOptions(order="up"),
        RenderOptions(boilerplate="eat"),
    ],
)
def test_unknown_options_are_refused(options):
    doc = document(TXT, "txt")
    with pytest.raises(UsageError, match="use one of"):
        render(doc, numbered(doc), options)


def test_markdown_keeps_its_structure():
    doc = document(MD, "md")
    targets = numbered(doc)
    targets[1] = "See the communique."
    targets[4] = "Item B has code in it."
    made = render(doc, targets)
    assert made == (
        "---\ntitle: 标题\n---\n\n# T0\n\n[See the communique.](https://x.example) "
        "T2 [\\[1\\]](u)\n\n"
        "- T3\n- Item B has `code` in it.\n\n| T5 | T6 |\n|---|---|\n| T7 | T8 |\n\n"
        "![图](a.png)\n\n```\n代码\n```\n\nT9\n"
    )


def test_interleaved_markdown_repeats_the_block_not_the_image():
    doc = document("## 小标题\n\n> 引文。\n\n- 甲。\n\n![图](a.png)图说。\n\n题\n--\n", "md")
    made = render(doc, numbered(doc), RenderOptions(bilingual="interleave"))
    assert made == (
        "## 小标题\n\n## T0\n\n> 引文。\n\n> T1\n\n- 甲。\n\n  T2\n\n"
        "![图](a.png)图说。\n\nT3\n\n题\n--\n\nT4\n--\n"
    )


def test_lines_of_one_markdown_paragraph_stay_lines():
    doc = document("第1天：抵达古城\n第2天：环湖骑行\n", "md")
    assert render(doc, ["One", "Two"]) == "One\nTwo\n"
    both = render(doc, ["One", "Two"], RenderOptions(bilingual="interleave"))
    assert both == "第1天：抵达古城\nOne\n第2天：环湖骑行\nTwo\n"


def test_interleaved_tasks_and_footnotes_go_on_below_their_text():
    source = "- [ ] 待办。\n1. [x] 已办[^1]。\n\n[^1]: 脚注。\n"
    made = render(document(source, "md"), ["T0", "T1", "T2"], RenderOptions(bilingual="interleave"))
    assert made == ("- [ ] 待办。\n\n  T0\n1. [x] 已办[^1]。\n\n   T1\n\n[^1]: 脚注。\n\n    T2\n")


def test_a_target_cannot_break_out_of_its_markup():
    nasty = ["<script>x</script>", "# a *b* [c](d) `e` | f", "1. & &amp; -->"]
    doc = document("标题\n\n正文一句。\n\n正文二句。", "txt")
    made = render(doc, nasty, RenderOptions("html"))
    assert "<script>" not in made
    assert "&lt;script&gt;" in made
    for bilingual in ("interleave", "columns"):
        page = render(doc, nasty, RenderOptions("html", bilingual))
        assert "<script>x" not in page
    doc = document("# 标题\n\n正文一句。\n\n正文二句。", "md")
    again = document(render(doc, nasty), "md")
    assert again.article.text.split("\n") == nasty


def test_only_a_sign_that_begins_a_line_is_escaped():
    doc = document("用<kbd>C</kbd>+<kbd>D</kbd>。", "md")
    assert render(doc, ["C+D."]) == "<kbd>C</kbd>+<kbd>D</kbd>."
    assert render(doc, ["+ D."]) == "\\+ <kbd>D</kbd>."


def test_a_page_keeps_its_elements_and_changes_its_language():
    doc = read_document(PAGES / "tidy.html", "zh")
    made = render(doc, numbered(doc))
    assert '<html lang="en">' in made
    assert made.count("<meta charset") == 1
    assert "<title>T0</title>" in made
    assert '<p>T1 <a href="https://bus.example/">[1]</a> T2</p>' in made
    assert '<p><a href="https://map.example/">T3</a> T4</p>' in made
    assert "<tr><th>T8</th><th>T9</th></tr>" in made
    assert "<pre><code>GET /api/lines?night=1</code></pre>" in made
    assert '<p><img src="bus.png" alt="公交车">T13<br>T14</p>' in made


@pytest.mark.parametrize(
    ("source", "want"),
    [
        ('<a href="b.jpg"><img src="s.jpg"></a>图说。', '<a href="b.jpg"><img src="s.jpg"></a>T2'),
        ('<a id="x"><b><img src="a"></b></a>一句。', '<a id="x"><b><img src="a"></b></a>T2'),
        ('<a name="p2"></a>一句。<i class="icon"></i>', '<a name="p2"></a>T2<i class="icon"></i>'),
        ("一句<b></b>话<wbr>。&#8203;", "T2"),
    ],
)
def test_elements_without_text_stay_where_they_say_something(source, want):
    doc = document(f"<h1>标题在此处</h1><p>正文一句，说了一件事。</p><p>{source}</p>", "html")
    assert f"<p>{want}</p>" in render(doc, numbered(doc))


def test_a_shared_link_shows_the_translated_headline():
    head = (
        '<meta property="og:title" content="标题在此处"><meta name="twitter:title" content="标题">'
        '<meta property="og:site_name" content="某报"><title>标题在此处_某报</title>'
    )
    doc = document(f"{head}<h1>标题在此处</h1><p>正文一句，说了一件事。</p>", "html")
    made = render(doc, ["A & B <C>", "T1"])
    shown = "A &amp; B &lt;C&gt;"
    assert f'<meta property="og:title" content="{shown}">' in made
    assert f'<meta name="twitter:title" content="{shown}">' in made
    assert '<meta property="og:site_name" content="某报">' in made
    assert f"<title>{shown}</title>" in made


def test_a_messy_page_keeps_what_is_not_the_article():
    doc = read_document(PAGES / "portal.html", "zh")
    made = render(doc, numbered(doc))
    for outside in ("百条老街换新颜", "脚本里的文字", "太好了，终于不用挤公交了"):
        assert outside in made
    assert "三号线全长" not in made


def test_old_pages_without_paragraphs_are_written_run_by_run():
    doc = read_document(PAGES / "old_tables.html", "zh")
    made = render(doc, [f"[T{n}]" for n, _ in enumerate(doc.article.sentences)])
    cell = made[made.index('class="zw"') :].split("</td>")[0]
    assert re.sub(r"<br>|\s", "", cell).count("[T") == 7
    assert cell.count("<br>") == 8
    assert "<b>[T6]</b>" in cell


def test_dropped_boilerplate_leaves_no_empty_elements():
    doc = read_document(PAGES / "traditional.html", "zh")
    made = render(doc, numbered(doc), RenderOptions(boilerplate="drop"))
    assert "延伸閱讀" not in made
    assert not re.search(r"<p>\s*</p>", made)
    marked = render(doc, numbered(doc), RenderOptions(boilerplate="mark"))
    assert marked.count('data-aligner-role="boilerplate"') == 5


def test_interleaved_pages_say_which_language_is_which():
    doc = read_document(PAGES / "tidy.html", "zh")
    made = render(doc, numbered(doc), RenderOptions(bilingual="interleave"))
    assert '<h2>线路安排</h2>\n<h2 lang="en">T5</h2>' in made
    assert '<li>一号线：火车站至大学城。<br><span lang="en">T6</span></li>' in made
    assert made.count("<img") == 1


def test_what_needs_no_translation_stands_once_in_an_interleaved_page():
    source = (
        "<h1>标题在此处</h1><p>正文一句，说了一件事。</p>"
        "<table><tr><td>首班</td><td>22:00</td></tr></table>"
    )
    doc = document(source, "html")
    made = render(doc, ["T0", "T1", "T2", "22:00"], RenderOptions(bilingual="interleave"))
    assert '<td>首班<br><span lang="en">T2</span></td><td>22:00</td>' in made


@pytest.mark.parametrize(
    ("source", "lang"),
    [
        ("<html><h1>標題在此處</h1>", "zh-Hant"),
        ("<h1>标题在此处</h1>", "zh-Hans"),
        ('<html lang="zh-CN"><h1>标题在此处</h1>', "zh-CN"),
    ],
)
def test_interleaved_pages_name_the_language_of_the_source(source, lang):
    doc = document(f"{source}<p>正文一句，说了一件事。</p>", "html")
    made = render(doc, numbered(doc), RenderOptions(bilingual="interleave"))
    assert f'<html lang="{lang}">' in made


def test_pages_made_of_other_formats_are_readable_on_a_phone_and_in_both_languages():
    doc = document("標題在此處\n\n正文一句，說了一件事。\n\n（圖：碼頭。）\n", "txt")
    made = render(doc, numbered(doc), RenderOptions("html", bilingual="interleave"))
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in made
    assert "overflow-wrap:anywhere" in made
    assert '<p lang="zh-Hant">正文一句，說了一件事。</p>\n<p lang="en">T1</p>' in made
    assert ".caption:not(:lang(zh)){font-style:italic}" in made


@pytest.mark.parametrize("order", ["src-first", "tgt-first"])
def test_loose_text_behind_a_paragraph_stays_behind_it(order):
    source = (
        "<h2>标题在此处</h2>开头有一句话。<div><p>第一段说了一件事。</p>"
        "尾巴文字在这里，有<b>粗体</b>的结尾。<p>第二段又说了一件事。</p></div>"
    )
    doc = document(source, "html")
    made = render(doc, numbered(doc), RenderOptions(bilingual="interleave", order=order))
    found = [part.strip() for part in document(made, "html").article.text.split("\n")]
    sources = [sentence.text for sentence in doc.article.sentences]
    pairs = [(text, f"T{n}") for n, text in enumerate(sources)]
    assert found == [each for pair in pairs for each in pair[:: 1 if order == "src-first" else -1]]


FORMATS = ("txt", "md", "html")


@pytest.mark.parametrize("own", FORMATS)
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("bilingual", ["none", "interleave", "columns"])
def test_every_translation_stands_exactly_once_in_every_form(own, format, bilingual):
    source = {"txt": TXT, "md": MD, "html": (PAGES / "tidy.html").read_text(encoding="utf-8")}
    doc = document(source[own], own)
    targets = [f"Sentence{n}end." for n, _ in enumerate(doc.article.sentences)]
    made = render(doc, targets, RenderOptions(format, bilingual))
    made = re.sub(r"<title>.*?</title>|<h1>Sentence0end.</h1>\n<p class=\"facts\"", "", made)
    assert [made.count(target) for target in targets] == [1] * len(targets)


@given(
    st.lists(
        st.sampled_from(
            [
                "正文一句。",
                "“他说。”",
                "甲乙丙",
                "\n",
                "\n\n",
                "# ",
                "- ",
                "> ",
                "*",
                "a_b",
                "[x](y)",
                "<b>",
                "`",
                "|",
            ]
        ),
        max_size=16,
    ),
    st.sampled_from(["txt", "md"]),
    st.sampled_from(["none", "interleave"]),
)
@example(["`", "\n", "`", "正文一句。"], "md", "none")
@example(["# ", "# ", "# ", "# "], "md", "interleave")
@settings(max_examples=60, deadline=None)
def test_identity_targets_keep_all_the_text(pieces, kind, bilingual):
    doc = document("".join(pieces), kind)
    targets = [sentence.text for sentence in doc.article.sentences]
    made = render(doc, targets, RenderOptions(bilingual=bilingual))
    again = document(made, kind)
    once = visible(doc.article.text)
    found = visible(again.article.text)
    assert found == once if bilingual == "none" else len(found) == 2 * len(once)


@pytest.mark.parametrize("page", sorted(p.stem for p in PAGES.glob("*.html")))
def test_identity_targets_keep_all_the_text_of_a_page(page):
    if page in {"frontpage", "script_only"}:
        return
    doc = read_document(PAGES / f"{page}.html", "zh")
    targets = [sentence.text for sentence in doc.article.sentences]
    made = document(render(doc, targets), "html")
    assert visible(made.article.text) == visible(doc.article.text)
    assert [p.role for p in made.article.paragraphs if p.role is not Role.BYLINE] == [
        p.role for p in doc.article.paragraphs if p.role is not Role.BYLINE
    ]


def test_the_columns_page_shows_every_sentence_once_on_each_side():
    doc = read_document(PAGES / "portal.html", "zh")
    page = render(doc, numbered(doc), RenderOptions(bilingual="columns", run="aligner:0|q:int8"))
    count = len(doc.article.sentences)
    for side in "st":
        ids = re.findall(rf'id="{side}(\d+)"', page)
        assert ids == [str(n + 1) for n in range(count)]
    assert html_entities.unescape(page).count("aligner:0|q:int8") == 1


TAGS = (
    "<p> </p> <div> </div> <br> <br><br> <b> </b> <a·href=x> </a> <img·src=a> <h1> </h1> <li> <td>"
)
SOUP = [
    *(tag.replace("·", " ") for tag in TAGS.split()),
    "正文一句，说了一件事。",
    "标题在此",
    "延伸阅读",
    "\n",
]


@given(st.lists(st.sampled_from(SOUP), max_size=16), st.sampled_from(["keep", "mark", "drop"]))
@settings(max_examples=60, deadline=None)
def test_tag_soup_is_read_and_written_without_loss(pieces, boilerplate):
    doc = document(f"<h1>标题在此</h1>{''.join(pieces)}<p>最后一句，到此为止。", "html")
    targets = [f"Target{n}end" for n, _ in enumerate(doc.article.sentences)]
    made = render(doc, targets, RenderOptions(boilerplate=boilerplate))
    roles = [p.role for p in doc.article.paragraphs for _ in p.sentences]
    gone = [n for n, role in enumerate(roles) if role is Role.BOILERPLATE and boilerplate == "drop"]
    assert [n for n, target in enumerate(targets) if target not in made and n not in gone] == []


def test_dropping_a_block_does_not_lose_the_place_of_the_next():
    doc = document("<h1>标题在此</h1><div><p>延伸阅读</p></div>正文一句，说了一件事。", "html")
    made = render(doc, numbered(doc), RenderOptions(boilerplate="drop"))
    assert "<h1>T0</h1>T2" in made
