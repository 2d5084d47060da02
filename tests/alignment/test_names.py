"""Names in pinyin and amounts as evidence."""

import pytest

from aligner.alignment.align import align, presplit
from aligner.alignment.amounts import amount_units
from aligner.alignment.names import readings, spelt, syllables


@pytest.mark.parametrize(
    ("stem", "parts"),
    [
        ("qiyao", ("qi", "yao")),
        ("wenji", ("wen", "ji")),
        ("ouyang", ("ou", "yang")),
        ("xi", ()),
        ("strength", ()),
        ("beidaih", ("bei", "dai", "he")),
    ],
)
def test_a_word_in_pinyin_is_cut_into_syllables(stem, parts):
    assert syllables(stem) == parts


def test_every_syllable_is_cut_as_itself_and_has_characters():
    for syllable, characters in readings().items():
        assert characters
        assert len(syllable) < 3 or syllables(syllable) == (syllable,)


def test_only_unknown_words_are_spelt():
    zh, en = {"琦": 0, "瑶": 1, "门": 2}, {"qiyao": 0, "men": 1}
    assert list(spelt(zh, en, {"men"})) == [(0, 0, 0.5), (1, 0, 0.5)]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("投资1.2万亿元", "an investment of 1.2 trillion yuan"),
        ("增长了百分之十五", "grew by 15 percent"),
        ("有三百二十人", "there were 320 people"),
        ("2008年5月12日", "May 12, 2008"),
    ],
)
def test_an_amount_is_the_same_unit_in_both_languages(zh, en):
    assert amount_units(zh, "zh")
    assert sorted(amount_units(zh, "zh")) == sorted(amount_units(en, "en"))


def test_sentences_of_one_wording_are_surer_where_amounts_agree():
    zh = [f"这家公司的收入为{value}元。" for value in ("1.2万亿", "五万六千", "九百亿")]
    right = ("1.2 trillion", "56,000", "90 billion")
    sure = []
    for values in (right, ("1.2 trillion", "77,000", "80 billion")):
        en = [f"The company's revenue was {value} yuan." for value in values]
        beads = align(presplit(zh, "zh", "a"), presplit(en, "en", "a")).beads
        sure.append(sum(bead.confidence for bead in beads if bead.kind == "1-1"))
    assert sure[0] > sure[1] + 0.1
