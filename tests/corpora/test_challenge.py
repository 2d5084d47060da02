import json
import re
from collections import Counter

from tests.corpora import CHALLENGE

ITEMS = [json.loads(line) for line in CHALLENGE.read_text(encoding="utf-8").splitlines()]
HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
WORD = re.compile(r"\w[\w'.,-]*\w|\w")


def test_every_item_has_exactly_the_six_fields():
    for item in ITEMS:
        assert list(item) == ["id", "phenomenon", "src", "good", "bad", "note"]
        assert all(item.values()), item["id"]


def test_names_and_sources_are_unique():
    assert len({item["id"] for item in ITEMS}) == len(ITEMS)
    assert len({item["src"] for item in ITEMS}) == len(ITEMS)


def test_there_are_enough_items_of_each_phenomenon():
    counts = Counter(item["phenomenon"] for item in ITEMS)
    assert len(ITEMS) >= 320
    assert len(counts) == 12
    assert min(counts.values()) >= 25


def test_sources_are_chinese_sentences_of_ordinary_length():
    assert [i["src"] for i in ITEMS if not 12 <= len(i["src"]) <= 70] == []
    assert [i["src"] for i in ITEMS if not HAN.search(i["src"])] == []


def test_translations_are_english_sentences():
    for item in ITEMS:
        for text in (item["good"], *item["bad"]):
            assert not HAN.search(text), item["id"]
            assert re.match(r"[\"A-Z0-9].*[.!?][\"']*$", text), text
            assert not re.search(r"\s[,.;:]|\s\s", text), text


def test_wrong_translations_differ_from_the_right_one_and_each_other():
    for item in ITEMS:
        assert 1 <= len(item["bad"]) <= 3
        assert len({item["good"], *item["bad"]}) == 1 + len(item["bad"]), item["id"]


def test_wrong_translations_keep_most_words_and_the_length():
    for item in ITEMS:
        good = Counter(WORD.findall(item["good"].lower()))
        for text in item["bad"]:
            bad = Counter(WORD.findall(text.lower()))
            shared = (good & bad).total() / max(good.total(), bad.total())
            assert shared >= 0.5, (item["id"], text)
            assert abs(good.total() - bad.total()) <= 4, (item["id"], text)
