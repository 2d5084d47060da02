"""Names that an article glosses or repeats become its terms; see ``tests/data``."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.translation.names.article_names import article_names

TABLE = Path(__file__).parents[2] / "data" / "article_names.tsv"
CASES = [
    line.split("\t")
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("article", "outputs", "expected"), CASES)
def test_names_that_an_article_repeats_have_one_spelling(article, outputs, expected):
    texts = article.split("|")
    written = dict(zip(texts, outputs.split("|"), strict=True))
    found = {term.source: term.targets[0] for term in article_names(texts, written.__getitem__)}
    wanted = {} if expected == "-" else dict(term.split("=") for term in expected.split(";"))
    assert found == wanted


def test_glosses_go_before_what_is_repeated():
    texts = ["代表施塔克（Anna Starck）发言。", "施塔克离开，施塔克没有回答。"]
    terms = {t.source: t.targets for t in article_names(texts, lambda _: "Stark left.")}
    assert terms["施塔克"] == ("Starck", "Anna Starck")


def test_the_first_part_of_a_company_is_no_person():
    texts = ["凌岳强调，订单充足。", "凌岳半导体扩产。", "凌岳半导体股价上涨。"]
    terms = {t.source: t.targets[0] for t in article_names(texts, lambda _: "")}
    assert terms["凌岳"] == "Lingyue"


@given(st.lists(st.text("凌岳半导体县施塔克莱曼·，。说29日", max_size=30), max_size=4))
def test_every_term_stands_in_the_article(texts):
    terms = article_names(texts, lambda text: "Stark and Leman said.")
    assert all(term.own and term.source in "\n".join(texts) for term in terms)
    assert all(term.targets and all(term.targets) for term in terms)
