"""Units of both languages."""

from hypothesis import given
from hypothesis import strategies as st

from aligner.alignment.units import cutter, en_stem, en_units, plain_units, zh_units

WORDS = frozenset({"北京", "天安门", "人民"})


def test_chinese_words_come_with_their_characters():
    assert zh_units("北京人民", WORDS) == ["北京", "北", "京", "人民", "人", "民"]


def test_the_longest_word_wins():
    assert zh_units("天安门", frozenset({"天安", "天安门"}))[0] == "天安门"


def test_latin_and_figures_inside_chinese_stay_whole():
    assert zh_units("GDP增长3.5％，T恤", frozenset()) == ["gdp", "增", "长", "3.5", "t", "恤"]


def test_inflected_forms_meet():
    for forms in (("walk", "walks", "walked", "walking"), ("stop", "stopped", "stopping")):
        assert len({en_stem(form) for form in forms}) == 1
    assert en_stem("economies") == en_stem("economy")
    assert en_stem("china's") == "china"


def test_short_words_are_left_alone():
    assert [en_stem(word) for word in ("is", "was", "red", "bus")] == ["is", "was", "red", "bus"]


def test_english_units_are_lower_cased():
    assert en_units("The President MET 3,000 people") == [
        "the",
        "president",
        "met",
        "3,000",
        "peopl",
    ]


def test_other_languages_are_cut_to_six_letters():
    assert plain_units("Völkerverständigung am 4. Mai") == ["völker", "am", "4", "mai"]
    assert cutter("en", (), stems=False)("Economies") == ["econom"]


@given(st.text())
def test_any_text_can_be_cut(text):
    for cut in (cutter("zh", WORDS), cutter("en", ()), cutter("en", (), stems=False)):
        assert all(unit for unit in cut(text))
