import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.document import Role, Span
from aligner.text.news import (
    Block,
    Hint,
    blocks_of_lines,
    build_article,
    parse_article,
    role_by_words,
)

DATA = Path(__file__).parent.parent / "data"
CORPUS = Path(__file__).parent.parent.parent / "corpora" / "news"


def golden(lang):
    """Return the articles of a golden file: source text, and (role, text) of each paragraph."""
    cases = []
    content = (DATA / f"news_{lang}.tsv").read_text(encoding="utf-8")
    for number, article in enumerate(content.split("\n\n"), 1):
        rows = [line.split("\t") for line in article.strip("\n").split("\n") if line[:1] != "#"]
        text = "".join(("" if role[0] == "+" else "\n") + words for role, words in rows)[1:]
        want = [(role.lstrip("+"), words.strip()) for role, words in rows]
        cases.append(pytest.param(lang, text, want, id=f"{lang}-{number}"))
    return cases


def paragraphs(article):
    return [(p.role.value, article.text[p.span.start : p.span.end]) for p in article.paragraphs]


def without_site(found):
    """Join a headline and the name of the site that was split off it."""
    if (
        len(found) > 1
        and found[0][0] == "headline"
        and found[1][0] == "boilerplate"
        and found[1][1][0] in "-_｜|"
    ):
        return [("headline", found[0][1] + found[1][1]), *found[2:]], True
    return found, False


@pytest.mark.parametrize(("lang", "text", "want"), [*golden("zh"), *golden("en")])
def test_the_golden_articles_get_their_roles(lang, text, want):
    found = paragraphs(parse_article(text, lang, "case"))
    joined, _ = without_site(found)
    assert [(r, t.replace(" ", "")) for r, t in joined] == [
        (r, t.replace(" ", "")) for r, t in want
    ]


def test_the_golden_file_is_large_enough():
    rows = sum(len(case.values[2]) for lang in ("zh", "en") for case in golden(lang))
    assert rows >= 220


@pytest.mark.parametrize(("lang", "folder"), [("zh", "roles"), ("en", "roles-en")])
def test_the_sample_articles_get_the_roles_a_person_gave_them(lang, folder):
    wrong = []
    for gold in sorted((CORPUS / folder).glob("*.tsv")):
        text = (CORPUS / lang / f"{gold.stem}.txt").read_text(encoding="utf-8")
        found = paragraphs(parse_article(text, lang, gold.stem))
        want = [tuple(row.split("\t")) for row in gold.read_text(encoding="utf-8").splitlines()]
        wrong += [(gold.stem, row) for row in want if row not in found]
        wrong += [(gold.stem, row) for row in found if row not in want]
    assert wrong == []


def test_a_dateline_is_a_paragraph_of_its_own():
    article = parse_article("标题在此\n新华社北京3月4日电 正文第一句。正文第二句。", "zh", "x")
    assert [p.role for p in article.paragraphs] == [Role.HEADLINE, Role.DATELINE, Role.BODY]
    assert [s.text for s in article.sentences[1:]] == [
        "新华社北京3月4日电",
        "正文第一句。",
        "正文第二句。",
    ]


def test_a_wire_verb_inside_a_word_is_no_dateline():
    for text in (
        "电视台记者3日报道了这件事。",
        "中国网信办3月4日电令各地整改。",
        "新华社4日报道说，船已靠岸。",
    ):
        roles = [p.role for p in parse_article(f"标题\n{text}\n又一句。", "zh", "x").paragraphs]
        assert Role.DATELINE not in roles


def test_the_site_is_split_off_the_headline():
    article = parse_article("某地发现大型锂矿 - 中新网\n部门13日宣布。\n储量待核实。", "zh", "x")
    assert paragraphs(article)[:2] == [
        ("headline", "某地发现大型锂矿"),
        ("boilerplate", "- 中新网"),
    ]


@pytest.mark.parametrize(
    ("lang", "headline", "site"),
    [
        ("zh", "A股三大指数集体收跌", "_财经频道_中国青年网"),
        ("zh", "台风登陆福建", "_中国新闻网"),
        ("en", "Trump Wins Election", "- The New York Times"),
        ("en", "Oil rises", "- Reuters"),
    ],
)
def test_a_short_headline_is_cut_off_a_long_name_of_a_site(lang, headline, site):
    lead = "部门13日宣布。" if lang == "zh" else "The ministry said so on Tuesday."
    between = " " if lang == "en" else ""
    found = paragraphs(parse_article(f"{headline}{between}{site}\n{lead}", lang, "x"))
    assert found[:2] == [("headline", headline), ("boilerplate", site)]


@pytest.mark.parametrize(
    ("lang", "headline"),
    [("zh", "深度｜特朗普起诉纽约时报"), ("zh", "专访 | 谁在控制互联网"), ("en", "Opinion | NATO")],
)
def test_a_column_before_the_headline_is_no_headline_before_a_site(lang, headline):
    lead = "部门13日宣布。" if lang == "zh" else "The ministry said so on Tuesday."
    assert paragraphs(parse_article(f"{headline}\n{lead}", lang, "x"))[0] == ("headline", headline)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", text)
        for text in (
            "赞比亚前总统伦古病逝", "广告收入大增 谷歌股价创新高", "评论：欧盟为何让步",
            "举报人被判无罪", "推广新能源汽车", "下载量突破1亿 抖音海外版走红",
            "关注抖音乱象 监管部门出手",
        )
    ]
    + [
        ("en", text)
        for text in (
            "Advertisement spending jumps in Asia", "Download the future: a city of chips",
            "Editors Jailed in Hong Kong", "Registered voters rise",
        )
    ],
)  # fmt: skip
def test_a_headline_that_begins_like_a_button_is_no_boilerplate(lang, text):
    assert role_by_words(text, lang) is None


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", text)
        for text in (
            "评论 12", "评论（35）", "分享 收藏 打印", "点赞 转发", "分享到微信", "广告",
            "欢迎关注联合早报微博，获取更多", "关注我们的微信公众号", "下载APP",
            "首页 > 新闻 > 国际", "打印本页", "收藏本文", "【打印】【关闭】", "打印 | 关闭",
            "字号：[大 中 小]",
            "评论区", "举报本文", "【广告】", "（广告）", "广告合作", "赞 0 踩 0",
            "投诉电话：12315",
            "关注公众号查看更多", "添加微信xinhua123",
        )
    ]
    + [
        ("en", text)
        for text in ("Advertisement", "Editor: Li Ming", "Editor Li Ming", "Register now",
                     "Download the BBC News app", "Log in / Register", "Subscribe | Log in",
                     "Log in or register to comment", "Advertisement - scroll to continue",
                     "Sponsored Content", "Sponsored Links")
    ],
)  # fmt: skip
def test_buttons_and_notices_are_boilerplate(lang, text):
    assert role_by_words(text, lang) is Role.BOILERPLATE


def test_a_line_of_what_nobody_sees_is_no_paragraph():
    found = paragraphs(parse_article("\u200b\n部门宣布\n\u2060\n部门13日宣布。\n", "zh", "x"))
    assert found == [("headline", "部门宣布"), ("body", "部门13日宣布。")]


def test_markup_says_what_the_words_cannot():
    text = "一\n二二二\n三三三三。"
    blocks = [
        Block(block.span, hint)
        for block, hint in zip(
            blocks_of_lines(text), (Hint.TITLE, Hint.HEADING, Hint.CAPTION), strict=True
        )
    ]
    article = build_article(text, "zh", "x", blocks)
    assert [p.role for p in article.paragraphs] == [Role.HEADLINE, Role.SUBHEADING, Role.CAPTION]


def test_a_block_of_invisible_characters_has_no_role():
    text = "\u200b\n部门宣布\n\u2060\n部门13日宣布。"
    blocks = [Block(Span(0, 1), Hint.TITLE), Block(Span(2, 6)), Block(Span(7, 8), Hint.HEADING)]
    article = build_article(text, "zh", "x", [*blocks, Block(Span(9, len(text)))])
    assert paragraphs(article) == [("headline", "部门宣布"), ("body", "部门13日宣布。")]


VISIBLE = re.compile(r"[^\s\u200b\u200e\u200f\u2060\ufeff]")
PIECES = [
    "新华社北京3月4日电 ",
    "（柏林27日电）",
    "正文一句。",
    "“他说。”",
    "延伸阅读",
    "责任编辑：张三",
    "图为会场。",
    "短标题",
    "来源：某报",
    " - 中新网",
    "By Ada Quill",
    "LONDON (AP) — ",
    "Text here.",
    "\n",
    "\n\n",
    "　　",
    "\r\n",
    "（",
    "”",
    "【本报讯】",
    "记者 李四",
    "2024年5月8日",
]


@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=14),
    st.sampled_from(["zh", "en"]),
)
@settings(max_examples=60, deadline=None)
def test_every_character_belongs_to_exactly_one_sentence(pieces, lang):
    text = "".join(pieces)
    article = parse_article(text, lang, "x")
    assert article.text == text
    at = 0
    for sentence in article.sentences:
        start, end = sentence.span
        assert not VISIBLE.search(text[at:start])
        assert sentence.text == text[start:end]
        assert sentence.text.strip()
        at = end
    assert not VISIBLE.search(text[at:])
