"""Persons found by their titles; the cases are in ``tests/data/persons.tsv``."""

from pathlib import Path

import pytest

from aligner.translation.names.persons import spellings
from aligner.translation.traits import value_errors

CASES = [
    line.split("\t")
    for line in (Path(__file__).parents[2] / "data" / "persons.tsv")
    .read_text(encoding="utf-8")
    .splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("source", "names"), CASES, ids=lambda cell: cell)
def test_persons_after_a_title_are_spelt_and_others_left(source, names):
    assert "|".join(spelling for _, spelling in spellings(source)) == names


@pytest.mark.parametrize(
    ("text", "lost"),
    [("Spokesman Geng Shuang objected.", 0), ("Spokesman Yang Yi objected.", 1),
     ("GENG SHUANG objected.", 0), ("Chen Xian was there.", 1)],
)  # fmt: skip
def test_a_person_who_is_not_spelt_as_in_news_is_a_name_lost(text, lost):
    assert value_errors("发言人耿爽反对。", text)[3] == lost


def test_apostrophes_are_nothing_to_lose():
    source = "主任陈西安在场。"
    assert spellings(source)[0][1] == "Chen Xi'an"
    for text in ("Chen Xi'an", "Chen Xi’an", "Chen Xian"):
        assert value_errors(source, f"Director {text} was there.")[3] == 0


def test_a_name_of_the_tables_inside_a_person_of_the_article_is_no_name():
    source, text = "她说，沈佩兰很忙。", "She said Shen Peilan was busy."
    assert value_errors(source, text)[3] == 1
    assert value_errors(source, text, range(3, 6))[3] == 0
