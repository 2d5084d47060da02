import pytest

from aligner.alignment.lexicon import load_lexicon, shipped_lexicon
from aligner.alignment.wordlinks import link_words, write_word_links, zh_words
from aligner.bitext import SegmentPair


@pytest.fixture(scope="module")
def lexicon():
    return load_lexicon(shipped_lexicon())


def test_words_that_translate_each_other_are_linked(lexicon):
    found = link_words(
        "总理在北京会见了3位外国客人，讨论经济合作。",
        "The premier met 3 foreign guests in Beijing to discuss economic cooperation.",
        lexicon,
    )
    words = {(found.src[i], found.tgt[j]) for i, j in found.links}
    assert {("3", "3"), ("外国", "foreign"), ("客人", "guests"), ("经济", "economic")} <= words
    assert ("合作", "cooperation") in words
    assert all("，" not in pair for pair in words)


def test_links_are_positions_in_order(lexicon):
    found = link_words("经济合作", "economic cooperation", lexicon)
    assert found.pharaoh() == "0-0 1-1"
    assert found.links == tuple(sorted(set(found.links)))


def test_words_spelt_alike_are_linked(lexicon):
    found = link_words("苹果iPhone 17", "Apple iPhone 17", lexicon)
    assert {("iPhone", "iPhone"), ("17", "17")} <= {
        (found.src[i], found.tgt[j]) for i, j in found.links
    }


def test_words_join_back_to_the_text_without_spaces(lexicon):
    text = "国务院总理周三在北京会见了3.5亿“外国客人”。"
    assert "".join(text[slice(*span)] for span in zh_words(text, lexicon.words)) == text


@pytest.mark.parametrize(
    ("src", "tgt", "pairs"),
    [
        ("經濟合作", "economic cooperation", {("經濟", "economic"), ("合作", "cooperation")}),
        ("川普：經濟合作", "Trump: economic cooperation", {("經濟", "economic")}),
    ],
)
def test_traditional_words_are_known_and_stay_as_they_are(lexicon, src, tgt, pairs):
    found = link_words(src, tgt, lexicon)
    assert "".join(found.src) == src
    assert pairs <= {(found.src[i], found.tgt[j]) for i, j in found.links}


def test_an_empty_side_has_no_links(lexicon):
    assert link_words("", "x", lexicon).links == ()


def test_a_file_has_a_line_a_pair(tmp_path, lexicon):
    pairs = [SegmentPair("经济合作", "economic cooperation"), SegmentPair("", "x")]
    write_word_links(pairs, lexicon, tmp_path / "w", force=False)
    assert (tmp_path / "w").read_text(encoding="utf-8") == (
        "0-0 1-1\t经济 合作\teconomic cooperation\n\t\tx\n"
    )
