import html
import re
from collections import Counter

import pytest

from aligner.document import Role
from tests.corpora import NEWS, article_ids, read_gold, read_roles, squeeze

IDS = article_ids()


def text_of(article: str, lang: str) -> str:
    return (NEWS / lang / f"{article}.txt").read_text(encoding="utf-8")


def test_there_are_twelve_simplified_and_two_traditional_articles():
    traditional = [i for i in IDS if re.search("[們這說為]", text_of(i, "zh"))]
    assert len(IDS) >= 14
    assert len(traditional) >= 2


@pytest.mark.parametrize("article", IDS)
def test_gold_beads_spell_both_texts_once_in_order(article):
    beads = read_gold(article)
    assert squeeze("".join(s for zh, _ in beads for s in zh)) == squeeze(text_of(article, "zh"))
    assert squeeze("".join(s for _, en in beads for s in en)) == squeeze(text_of(article, "en"))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("article", IDS)
def test_roles_spell_the_text_once_in_order(article, lang):
    rows = read_roles(article, lang)
    assert squeeze("".join(text for _, text in rows)) == squeeze(text_of(article, lang))
    assert {role for role, _ in rows} <= {str(role) for role in Role}
    assert [role for role, _ in rows].count("headline") == 1


@pytest.mark.parametrize("article", IDS)
def test_paragraphs_are_separated_by_one_blank_line(article):
    for lang in ("zh", "en"):
        paragraphs = text_of(article, lang).removesuffix("\n").split("\n\n")
        assert all(p.strip() and "\n" not in p for p in paragraphs)
        # an inline dateline has its own row of roles but stands at the start of a paragraph
        rows = read_roles(article, lang)
        assert len(paragraphs) == len([role for role, _ in rows if role != "dateline"])


@pytest.mark.parametrize("article", IDS)
def test_no_bead_is_empty_and_sentences_are_trimmed(article):
    for zh, en in read_gold(article):
        assert zh or en
        assert all(s == s.strip() and s for s in (*zh, *en))


@pytest.mark.parametrize("article", IDS)
def test_english_has_no_chinese_characters(article):
    assert re.findall(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]", text_of(article, "en")) == []


@pytest.mark.parametrize("article", IDS)
def test_no_chinese_sentence_of_gold_ends_inside_brackets_or_quotes(article):
    pairs = ("（）", "《》", "「」", "『』", "【】")
    for zh, _ in read_gold(article):
        for sentence in zh:
            assert all(sentence.count(p[0]) == sentence.count(p[1]) for p in pairs), sentence


def test_all_bead_kinds_occur_and_most_body_beads_are_one_to_one():
    kinds: Counter[str] = Counter()
    for article in IDS:
        rows = [*read_roles(article, "zh"), *read_roles(article, "en")]
        aside = {squeeze(t) for role, t in rows if role in {"boilerplate", "caption"}}
        for zh, en in read_gold(article):
            if squeeze("".join((*zh, *en))) not in aside:
                kinds[f"{len(zh)}-{len(en)}"] += 1
    assert {"1-1", "1-2", "2-1", "2-2", "1-0", "0-1"} <= set(kinds)
    assert 0.75 <= kinds["1-1"] / kinds.total() <= 0.88


@pytest.mark.parametrize("path", sorted((NEWS / "html").glob("*.html")), ids=lambda p: p.stem)
def test_html_pages_hold_every_body_paragraph(path):
    page = squeeze(html.unescape(re.sub(r"<[^>]*>", "", path.read_text(encoding="utf-8"))))
    rows = read_roles(path.stem, "zh")
    wanted = [text for role, text in rows if role in {"headline", "body", "subheading"}]
    assert [text for text in wanted if squeeze(text) not in page] == []


def test_markdown_holds_every_body_paragraph():
    (path,) = (NEWS / "markdown").glob("*.md")
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", path.read_text(encoding="utf-8"))
    rows = read_roles(path.stem, "zh")
    wanted = [text for role, text in rows if role in {"headline", "body", "subheading"}]
    assert [text for text in wanted if squeeze(text) not in squeeze(plain)] == []
