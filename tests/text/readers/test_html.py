from pathlib import Path

import pytest

from aligner.document import Role
from aligner.errors import InputError
from aligner.text.readers.article import read_article, read_document
from aligner.text.readers.encoding import decode
from aligner.text.readers.html import read_html
from aligner.text.readers.html_tree import iter_runs, parse_page

DATA = Path(__file__).parents[2] / "data"
PAGES = DATA / "pages"


def rows():
    content = (DATA / "pages.tsv").read_text(encoding="utf-8")
    fields = [line.split("\t") for line in content.splitlines() if line[:1] != "#"]
    return [pytest.param(*row, id=row[0]) for row in fields]


@pytest.mark.parametrize(
    ("page", "lang", "headline", "byline", "date", "first", "last", "count", "banned"), rows()
)
def test_title_date_byline_and_body_are_found(
    page, lang, headline, byline, date, first, last, count, banned
):
    document = read_document(PAGES / f"{page}.html", lang)
    article = document.article
    body = [s.text for p in article.paragraphs if p.role is Role.BODY for s in p.sentences]
    assert document.title == headline
    assert byline in document.byline
    assert date in document.date
    assert body[0].startswith(first)
    assert body[-1].endswith(last)
    assert len(body) == int(count)
    assert [word for word in banned.split("|") if word in article.text] == []
    assert all(article.text[slice(*s.span)] == s.text for s in article.sentences)


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs", "utf-8-sig", "utf-16"])
def test_a_page_is_read_in_its_real_encoding_whatever_it_claims(tmp_path, encoding):
    name = "traditional" if encoding == "big5hkscs" else "portal"
    source = (PAGES / f"{name}.html").read_text(encoding="utf-8")
    if encoding == "big5hkscs":
        source = source.replace("台", "臺").replace("©", "")
    path = tmp_path / "page.html"
    path.write_bytes(source.encode(encoding, errors="xmlcharrefreplace"))
    (tmp_path / "same.html").write_text(source, encoding="utf-8")
    want = read_article(tmp_path / "same.html", "zh")
    assert read_article(path, "zh").text == want.text


@pytest.mark.parametrize("page", ["frontpage", "script_only"])
def test_a_page_without_an_article_is_refused(page):
    with pytest.raises(InputError, match="no article text found"):
        read_article(PAGES / f"{page}.html", "zh")


def test_an_empty_page_is_refused(tmp_path):
    for n, source in enumerate(["", " \n", "<html></html>", "<p></p>", "<!-- x -->"]):
        path = tmp_path / f"{n}.html"
        path.write_text(source)
        with pytest.raises(InputError):
            read_article(path, "zh")


def test_the_encoding_a_page_names_decides_where_bytes_cannot(tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(
        b'<meta charset="windows-1252"><h1>Caf\xe9 reopens</h1>'
        b"<p>The caf\xe9 reopened on Monday, its owner said.</p>"
    )
    assert "The café reopened" in read_article(path, "en").text


def test_runs_are_the_same_when_a_page_is_parsed_again():
    for path in PAGES.glob("*.html"):
        source = path.read_text(encoding="utf-8")
        first, second = ([run.text for run in iter_runs(parse_page(source))] for _ in range(2))
        assert first == second


def test_white_space_is_collapsed_as_a_browser_does():
    tree = parse_page("<p> 中文\n  换行 a\n b&nbsp; c <b> 粗 </b>尾<br>二行 </p>")
    assert [run.text for run in iter_runs(tree)] == ["中文换行 a b c 粗 尾\n二行"]


def test_invisible_characters_make_no_run():
    tree = parse_page("<p>&#8203;</p><h2> &#8203; </h2><p>\ufeff一句<b>话</b>。&#8203;</p>")
    runs = list(iter_runs(tree))
    assert [run.text for run in runs] == ["一句话。"]
    assert runs[0].text[slice(*runs[0].marks[0].span)] == "话"


def test_a_place_for_a_line_break_inside_a_word_is_nothing():
    tree = parse_page("<p>超长的<wbr>单词和<b>黑<wbr/>体</b>字<br>二行</p>")
    assert [run.text for run in iter_runs(tree)] == ["超长的单词和黑体字\n二行"]


@pytest.mark.parametrize(
    ("tag", "times"), [("div", 1500), ("font color=red", 1500), ("div><font", 800)]
)
def test_a_page_may_nest_deeper_than_python_recurses(tmp_path, tag, times):
    body = "<p>总理周三会见了来访的外国客人，双方交换了意见。</p>"
    path = tmp_path / "page.html"
    path.write_text(f"<html><body>{f'<{tag}>' * times}{body}{body}</body></html>", encoding="utf-8")
    assert len(read_article(path, "zh").sentences) == 2


def test_an_xml_declaration_is_no_obstacle(tmp_path):
    path = tmp_path / "page.xhtml"
    path.write_text(
        '<?xml version="1.0" encoding="gb2312"?>\n<html><body><h1>标题在此处</h1>'
        "<p>正文一句话，说了一件事。</p></body></html>",
        encoding="utf-8",
    )
    assert [p.role for p in read_article(path, "zh").paragraphs] == [Role.HEADLINE, Role.BODY]


def test_marks_cover_the_text_they_mark():
    document = read_document(PAGES / "tidy.html", "zh")
    marks = {
        (mark.kind.value, document.article.text[slice(*mark.span)], mark.start)
        for slot in document.layout.slots
        for mark in slot.marks
    }
    assert ("link", "公交集团", '<a href="https://bus.example/">') in marks
    assert ("emphasis", "四条夜间线路", "<strong>") in marks
    assert ("object", "", '<img src="bus.png" alt="公交车">') in marks


def test_one_short_sentence_is_an_article(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(
        "<ul><li><a href=/>首页</a><li><a href=/n>要闻</a></ul><p>今晨有雨，下午转晴。</p>",
        encoding="utf-8",
    )
    assert read_article(path, "zh").text == "今晨有雨，下午转晴。"


def read(source):
    return read_html(decode(source.encode(), Path("x.html")), "zh", "x")


ROW = "<tr><td>北部地区</td><td>三十亿</td><td>增长</td><td>百分之五</td></tr>"
LINK = '<li><a href="/n">某地十月出口数据发布会</a></li>'
FIRST = "<p>统计局今天公布的数据显示，十月份全国出口同比增长百分之五，好于市场预期。</p>"
SECOND = "<p>分析人士认为，外部需求回暖是主要原因，但前景仍有不确定性。</p>"


@pytest.mark.parametrize("between", [f"<table>{ROW * 5}</table>", f"<ul>{LINK * 6}</ul>"])
def test_an_article_goes_on_after_a_table_or_a_list_of_links(between):
    document = read(
        f'<ul>{LINK * 6}</ul><div class="article"><h1>十月出口增长百分之五</h1>'
        '<div class="info">2024年1月2日 10:00　来源：新华社　编辑：王小明</div>'
        f'<div class="content">{FIRST}{SECOND}{between}{SECOND}{FIRST}</div></div>'
    )
    sentences = [sentence.text for sentence in document.article.sentences]
    assert sum(len(text) > 25 and text.endswith("。") for text in sentences) == 4
    assert ("三十亿" in sentences) == ("<table>" in between)


@pytest.mark.parametrize(
    ("title", "headings"),
    [
        ("{} - 某某日报", '<h1><a href="/">某某日报</a></h1><h2>{}</h2>'),
        ("某某日报：{}", "<h1>某某日报</h1><h2>{}</h2>"),
        ("{}", "<h1>某某日报</h1><h2>{}</h2>"),
        ("{} - 某某日报", '<h2>某某日报</h2><h1><a href="/1">{}</a></h1>'),
        ("某月出口涨百分之五 - 财经频道 - 某某日报", "<h2>财经频道</h2><h1>{}</h1>"),
        ("{} - 某某日报", '<div class="side"><h3>{}</h3></div><h1>{}</h1>'),
        ("国际新闻 - 某某网", "<h2>国际新闻</h2><h1>{}</h1>"),
        ("中国新闻网：十月出口涨", "<h2>中国新闻网</h2><h1>{}</h1>"),
        ("某某海外版", "<h2>某某海外版</h2><h1>{}</h1>"),
    ],
)
def test_the_heading_that_the_title_names_is_the_headline(title, headings):
    head = "十月出口增长百分之五"
    document = read(
        f"<title>{title.format(head)}</title>{headings.replace('{}', head)}{FIRST}{SECOND}"
    )
    assert document.title == head
    assert document.article.paragraphs[0].role is Role.HEADLINE
    assert "某某日报" not in document.article.text


@pytest.mark.parametrize(
    "end",
    [
        f"{FIRST}{SECOND}<table>{ROW * 3}</table></div>",
        f"{FIRST}{SECOND}<p>各地情况</p><table>{ROW * 3}</table></div>",
        f"{FIRST}{SECOND}<ul><li>北部地区</li><li>南部地区</li></ul></div>",
        f"{FIRST}{SECOND}</div><table>{ROW * 3}</table>",
    ],
)
def test_a_table_or_list_at_the_end_of_an_article_is_its_own(end):
    document = read(
        f"<ul>{LINK * 6}</ul><h1>十月出口增长百分之五</h1><div>{end}"
        f"<p>责任编辑：王小明</p><ul>{LINK * 6}</ul>"
    )
    sentences = [sentence.text for sentence in document.article.sentences]
    assert "北部地区" in sentences
    assert ("各地情况" in sentences) == ("各地情况" in end)
    assert "某地十月出口数据发布会" not in sentences


def test_how_characters_sound_is_no_text():
    tree = parse_page(
        "<p><ruby>沈<rp>(</rp><rt>shěn</rt><rp>)</rp>望<rt>wàng</rt></ruby>舒来了。</p>"
    )
    assert [run.text for run in iter_runs(tree)] == ["沈望舒来了。"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("<center><b><font size=5>出口十月涨了百分之五</font></b></center>", True),
        ("<div class=biaoti>出口十月涨了百分之五</div>", True),
        ("<div>出口十月涨了百分之五</div>", False),
        ("<center><b>本站全新改版上线</b></center>", False),
        ('<center><b><a href="/1">出口十月涨了百分之五</a></b></center>', False),
    ],
)
def test_an_old_page_has_its_headline_in_bold_above_the_text(line, found):
    document = read(
        f"<title>十月出口增长</title><ul>{LINK * 6}</ul>{line}"
        f"<center>2024年1月2日 10:00</center>{FIRST}{SECOND}"
    )
    assert (document.title == "出口十月涨了百分之五") is found


FIGURE = "<figure><img src=a.jpg><figcaption>码头上的渡轮{}</figcaption></figure>"


@pytest.mark.parametrize(
    ("figure", "found"),
    [
        (FIGURE, True),
        (
            "<div><figure><figcaption><p>码头上的渡轮</p></figcaption></figure></div>",
            True,
        ),
        ("<p class=pic-desc>码头上的渡轮</p>", True),
        ('<a href="/2"><figure><figcaption>码头上的渡轮</figcaption></figure></a>', False),
        ('<figure><figcaption><a href="/2">码头上的渡轮</a></figcaption></figure>', False),
        ("<aside><figure><figcaption>码头上的渡轮</figcaption></figure></aside>", False),
    ],
)
@pytest.mark.parametrize("place", ["before", "behind"])
def test_the_caption_of_a_picture_at_either_end_of_an_article_is_its_own(figure, found, place):
    figure = figure.format("")
    text = f"{FIRST}{SECOND}"
    story = f"{figure}{text}" if place == "before" else f"{text}{figure}"
    document = read(
        f"<ul>{LINK * 6}</ul><h1>十月出口增长百分之五</h1><article>{story}</article>"
        f"<ul>{LINK * 6}</ul>"
    )
    captions = [p for p in document.article.paragraphs if p.role is Role.CAPTION]
    assert [s.text for p in captions for s in p.sentences] == ["码头上的渡轮"] * found


def test_pictures_of_other_stories_behind_the_article_are_not_its_own():
    document = read(
        f"<ul>{LINK * 6}</ul><h1>十月出口增长百分之五</h1><article>{FIRST}{SECOND}</article>"
        f"<div>{FIGURE * 3}</div><ul>{LINK * 6}</ul>"
    )
    assert "渡轮" not in document.article.text


def test_a_long_table_does_not_cost_the_caption_above_the_text():
    document = read(
        f"<ul>{LINK * 6}</ul><h1>十月出口增长百分之五</h1><article>{FIGURE.format('。')}{FIRST}"
        f"<table>{ROW * 30}</table>{SECOND}{SECOND}</article>"
    )
    assert "码头上的渡轮。" in document.article.text


def test_who_is_quoted_stands_in_the_footer_of_the_quotation():
    document = read(
        f"<ul>{LINK * 6}</ul><h1>十月出口增长百分之五</h1><article>{FIRST}"
        "<blockquote><p>“这是基本服务。”</p><footer>市民代表王秀兰</footer></blockquote>"
        f"{SECOND}</article><footer>版权所有，某地晚报。</footer>"
    )
    assert "市民代表王秀兰" in document.article.text
    assert "版权所有" not in document.article.text
