"""Titles of articles end without a full stop."""

import pytest

from aligner.text.news import parse_article
from aligner.translation.english.headlines import without_stops
from aligner.translation.hypotheses import Hypothesis, Translation

TEXT = "东江大桥提前两个月合龙\n\n大桥全长3.2公里，预计年底通车。\n"


def _ended(headline: str, text: str = TEXT) -> list[str]:
    article = parse_article(text, "zh", "case")
    texts = [headline, "The bridge is 3.2 km long."]
    found = [
        Translation(sentence.text, (Hypothesis(english),))
        for sentence, english in zip(article.sentences, texts, strict=True)
    ]
    return [translation.text for translation in without_stops(article, found)]


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("The bridge is closed.", "The bridge is closed"),
        ("The bridge is closed", "The bridge is closed"),
        ("The bridge opens in the U.S.", "The bridge opens in the U.S."),
        ("The bridge opens at 5 p.m.", "The bridge opens at 5 p.m."),
        ("The bridge ...", "The bridge ..."),
    ],
)
def test_a_headline_loses_its_stop_and_a_sentence_does_not(headline: str, expected: str) -> None:
    assert _ended(headline) == [expected, "The bridge is 3.2 km long."]


def test_a_headline_that_has_a_stop_in_the_source_keeps_it() -> None:
    assert _ended("The bridge!.", TEXT.replace("合龙", "合龙！"))[0] == "The bridge!."
