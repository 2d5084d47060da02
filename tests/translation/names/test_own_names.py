"""Names that an article glosses become terms; the cases are in ``tests/data/own_names.tsv``."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.text.normalize import normalize
from aligner.translation.glossary import Glossary
from aligner.translation.names.own_names import own_names
from aligner.translation.names.sounds import distance

TABLE = Path(__file__).parents[2] / "data" / "own_names.tsv"
CASES = [
    line.split("\t")
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("article", "expected"), CASES)
def test_an_article_says_how_its_names_are_spelt(article, expected):
    terms = own_names([normalize(sentence, "zh") for sentence in article.split("|")])
    wanted = {} if expected == "-" else dict(term.split("=") for term in expected.split(";"))
    # Normalising turns ASCII brackets between Chinese characters into full-width ones.
    found = {term.source: "|".join(term.targets) for term in terms}
    assert found == {normalize(source, "zh"): targets for source, targets in wanted.items()}
    assert all(term.own for term in terms)


@pytest.mark.parametrize(
    ("chinese", "alike", "unlike"),
    [
        ("施密特", "Schmidt", "Costa"),
        ("基普托姆", "Kiptom", "Daniel"),
        ("拉维", "Ravi", "Menon"),
        ("伊莱亚斯", "Elias", "Romanza"),
        ("科克罗夫特", "Cockcroft", "Pancoast"),
        ("奎斯佩", "Quispe", "Rosa"),
        ("泽连斯基", "Zelensky", "Volodymyr"),
    ],
)
def test_a_transliteration_sounds_like_what_it_spells(chinese, alike, unlike):
    assert distance(chinese, alike) < 0.3
    assert distance(chinese, alike) < distance(chinese, unlike)


@given(st.lists(st.text("施密特（）(Anna Schmidt·，。说代表方慧珍", max_size=40), max_size=4))
def test_every_term_stands_in_the_article_and_makes_a_glossary(texts):
    terms = own_names(texts)
    assert all(term.source in "\n".join(texts) and term.targets for term in terms)
    glossary = Glossary(()).joined(terms)
    assert {t.source for text in texts for t in glossary.find(text)} <= {t.source for t in terms}


def test_the_users_terms_go_before_those_of_the_article():
    user = Glossary.parse(["施密特\tSchmitt"])
    joined = user.joined(
        own_names(["代表施密特（Anna Schmidt）说。", "罗伯茨（Mark Roberts）说。"])
    )
    assert [term.source for term in joined.terms] == [
        "施密特",
        "罗伯茨（Mark Roberts）",
        "罗伯茨",
    ]
