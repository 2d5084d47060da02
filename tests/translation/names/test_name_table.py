"""The tables of names and the rule for Chinese places; cases are in ``tests/data/names.tsv``."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.document import Span
from aligner.errors import ModelError
from aligner.registry.store import shipped_root
from aligner.translation.names.name_table import (
    BODIES,
    CHINESE_CITIES,
    CITIES,
    COUNTRIES,
    DICTIONARY,
    PEOPLE,
    TABLE,
    TERMS,
    Name,
    NameTable,
    is_pinyin,
)
from aligner.translation.names.spelt_names import lost_by_all, names_in, names_lost, respelled

CASES = [
    line.split("\t")
    for line in (Path(__file__).parents[2] / "data" / "names.tsv")
    .read_text(encoding="utf-8")
    .splitlines()
    if not line.startswith("#")
]
TEXTS = st.text("外交部发言人耿爽在暹粒说环县保康区市，（A比利时特鲁多", max_size=20)


@pytest.mark.parametrize(("source", "names"), CASES, ids=lambda cell: cell)
def test_names_are_found_with_their_spellings(source, names):
    assert "|".join(name.spellings[0] for name in names_in(source)) == names


@given(TEXTS)
def test_names_stand_in_order_and_apart(text):
    spans = [name.span for name in names_in(text)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@given(TEXTS)
def test_only_the_names_change(text):
    names = names_in(text)
    left = text
    for name in reversed(names):
        left = left[: name.span.start] + left[name.span.end :]
    rest = respelled(text, names)
    for name in names:
        assert name.spellings[0] in rest
        rest = rest.replace(name.spellings[0], "", 1)
    assert rest.replace(" ", "") == left


@pytest.mark.parametrize(
    ("spelling", "text", "found"),
    [
        ("Siem Reap", "He flew to Siem Reap.", True),
        ("Siem Reap", "SIEM REAP’s airport", True),
        ("Siem Reap", "Siem, Reap", True),  # punctuation is nothing either
        ("Siem Reap", "Siem", False),
        ("Gomułka", "Gomułka", True),
        ("Lourenço", "President Lourenco", True),
        ("Hui'an", "Huian County", True),
        ("Berners-Lee", "Tim Berners Lee", True),
        ("Syria", "two Syrians", True),
        ("Morocco", "the Moroccan side", True),
        ("Trump", "a trumpet", False),
        ("Ali", "Alian", False),
        ("Ali", "Alis", True),
        ("WHO", "the man who left", False),
        ("U.S.", "the U.S. and others", True),
    ],
)
def test_a_spelling_is_found_whatever_its_case_accents_and_ending(spelling, text, found):
    assert Name(Span(0, 1), (spelling,)).found_in(text) == found


def test_one_of_the_spellings_is_enough():
    source = "习近平出席会议。"
    assert names_lost(source, "Xi attended.") == names_lost(source, "Xi Jinping attended.") == ()
    assert [n.spellings[0] for n in names_lost(source, "He attended.")] == ["Xi Jinping"]


def test_a_name_that_one_translation_has_is_not_lost_by_all():
    source = "特鲁多在暹粒说"
    lost = lost_by_all(source, ["Trudeau said in Shanla", "He said"])
    assert [name.spellings[0] for name in lost] == ["Siem Reap"]
    assert respelled(source, lost) == "特鲁多在 Siem Reap 说"


def test_names_side_by_side_are_given_apart():
    source = "吉林省长春市下雪，台中市长到访"
    given = "Jilin Changchun 下雪，Taichung 市长到访"
    assert respelled(source, names_in(source)) == given


def test_a_table_has_names_words_that_are_none_and_remarks(tmp_path):
    path = tmp_path / "names.tsv"
    path.write_text("# remark\n比利\tBilly|Billie\n\n比利时\n", encoding="utf-8")
    table = NameTable.read(path)
    assert [name.spellings for name in table.find("比利到比利时")] == [("Billy", "Billie")]


def test_of_two_tables_the_later_counts(tmp_path):
    for number, name in enumerate(("Ashan", "Anshan")):
        (tmp_path / f"{number}.tsv").write_text(f"鞍山\t{name}\n", encoding="utf-8")
    table = NameTable.read(tmp_path / "0.tsv", tmp_path / "1.tsv")
    assert [name.spellings for name in table.find("鞍山")] == [("Anshan",)]


def test_a_missing_table_is_one_clear_line(tmp_path):
    with pytest.raises(ModelError, match=r"gone\.tsv: no table of names here; reinstall aligner"):
        NameTable.read(tmp_path / "gone.tsv")


@pytest.mark.parametrize(
    ("file", "least"),
    [
        (TABLE, 70_000),
        (CITIES, 40_000),
        (COUNTRIES, 150),
        (BODIES, 500),
        (PEOPLE, 500),
        (CHINESE_CITIES, 150),
        (TERMS, 150),
        (DICTIONARY, 8_000),
    ],
)
def test_the_tables_that_ship_are_well_formed(file, least):
    lines = (shipped_root() / "models" / "lexicon" / file).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    chinese = [row[0] for row in rows]
    assert len(chinese) == len(set(chinese)) > least
    assert all(len(row) <= 2 and len(row[0]) > 1 for row in rows)
    assert all(all(part == part.strip() != "" for part in row[-1].split("|")) for row in rows)


def test_pinyin_is_known_by_its_syllables():
    assert is_pinyin("环县", "Huanxian")
    assert is_pinyin("西安", "Xi'an")
    assert not is_pinyin("格尔木", "Golmud")


def test_the_table_says_where_a_name_ends_that_began_before():
    table = NameTable.shipped()
    text = "到澳大利亚去"
    assert table.end_of_longer(text, 2) == 5
    assert table.end_of_longer(text, 1) == 1
    assert "澳大利亚" in table
    assert "大利亚去" not in table
