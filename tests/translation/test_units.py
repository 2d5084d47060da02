"""Segments to units: nothing lost, nothing too long, script and width settled."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.text.script import han_count
from aligner.translation.options import ScriptChoice
from aligner.translation.tokenizer import Tokenizer
from aligner.translation.units import prepare, simplify, split_at_clauses

CHINESE = st.text(alphabet="双方交换了意见国务院总理，；：。！“”（）《》 1a", max_size=60)


@pytest.fixture(scope="module")
def tokenizer(model_dir):
    return Tokenizer.load(model_dir)


def units(tokenizer, text, max_unit=128):
    (segment,) = prepare([text], tokenizer, ScriptChoice.AUTO, max_unit)
    return segment.units


@given(text=CHINESE)
@settings(max_examples=50, deadline=None)  # the first call loads tables
def test_no_character_that_says_something_is_lost_and_no_unit_is_too_long(tokenizer, text):
    found = units(tokenizer, text, max_unit=8)
    kept = [char for char in text if char.isalnum()]
    assert [char for unit in found for char in unit.text if char.isalnum()] == kept
    assert all(len(unit.pieces) <= 8 for unit in found)


@given(st.lists(CHINESE, max_size=6))
@settings(max_examples=30, deadline=None)
def test_each_text_is_one_segment_with_its_source(tokenizer, texts):
    found = prepare(texts, tokenizer, ScriptChoice.AUTO, 16)
    assert [segment.source for segment in found] == texts


def test_a_long_sentence_is_cut_at_clause_marks_and_only_the_last_part_ends_it(tokenizer):
    text = "双方交换了意见，" * 6 + "总理会见了客人。"
    found = units(tokenizer, text, max_unit=24)
    assert len(found) > 1
    assert "".join(unit.text for unit in found) == text
    assert all(unit.text.endswith("，") for unit in found[:-1])
    assert [unit.ends for unit in found] == [False] * (len(found) - 1) + [True]


def test_a_long_run_without_any_mark_is_cut_all_the_same(tokenizer):
    found = units(tokenizer, "双方" * 100, max_unit=16)
    assert "".join(unit.text for unit in found) == "双方" * 100


def test_text_without_chinese_has_nothing_to_translate(tokenizer):
    for text in ("12:30", "https://example.org/a?b=1", "Reuters, 3 May"):
        assert all(unit.pieces == () for unit in units(tokenizer, text))


def test_a_clause_split_of_a_sentence_without_clauses_is_the_sentence(tokenizer):
    (unit,) = units(tokenizer, "双方交换了意见。")
    assert split_at_clauses(unit, tokenizer, 128) == (unit,)


def test_traditional_text_is_converted_unless_forbidden():
    assert simplify(["雙方交換了意見。"], ScriptChoice.AUTO) == ["双方交换了意见。"]
    assert simplify(["雙方交換了意見。"], ScriptChoice.HANS) == ["雙方交換了意見。"]
    assert simplify(["双方交换了意见。"], ScriptChoice.HANT) == ["双方交换了意见。"]


def test_a_text_with_a_newline_does_not_shift_its_neighbours():
    texts = ["雙方\n交換", "意見", "客人"]
    assert [han_count(text) for text in simplify(texts, ScriptChoice.HANT)] == [4, 2, 2]


def test_the_span_of_a_unit_is_its_place_in_the_source(tokenizer):
    text = "双方交换了意见。 总理会见了客人。"
    for unit in units(tokenizer, text):
        assert text[unit.span.start : unit.span.end] == unit.text


@pytest.mark.parametrize(
    ("before", "whole", "after"),
    [
        ("欧盟贸易谈判代表", "施密特（Anna Schmidt）", "在布鲁塞尔举行的记者会上说"),
        ("他在首都图书馆签名出售新书", "《一个很长很长的书名叫作什么》", "的那个下午"),
        ("来自世界各地的代表团入住了", "Grand Hyatt Hotel", "附近的十几家大小酒店"),
    ],
)
def test_a_clause_is_not_cut_within_a_bracket_a_title_or_latin_words(
    tokenizer, before, whole, after
):
    text = before + whole + after
    (unit,) = units(tokenizer, text)
    parts = split_at_clauses(unit, tokenizer, len(unit.pieces) - 1)
    assert len(parts) > 1
    assert "".join(part.text for part in parts) == text
    assert any(whole in part.text for part in parts)


def test_an_address_in_a_bracket_that_is_most_of_a_clause_is_not_cut(tokenizer):
    (unit,) = units(tokenizer, "双方意见（见www.example.org）")
    parts = split_at_clauses(unit, tokenizer, len(unit.pieces) - 1)
    assert "".join(part.text for part in parts) == unit.text
    assert any("www.example.org" in part.text for part in parts)
    assert not any(part.text.endswith("（") or part.text.startswith("）") for part in parts)


def test_a_vote_is_not_cut_at_its_marks(tokenizer):
    (unit,) = units(
        tokenizer, "议会日前以161票赞成、0票反对、2票弃权，表决通过了决定，并提请大会审议。"
    )
    parts = split_at_clauses(unit, tokenizer, max(8, len(unit.pieces) // 2))
    assert any("161票赞成、0票反对、2票弃权" in part.text for part in parts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("作者：阿木 | 约8分钟", ["作者：阿木", "|", "约8分钟"]),
        ("01｜双方意见", ["01", "|", "双方意见"]),
        ("总理观察丨双方意见", ["总理观察", "|", "双方意见"]),
        ("双方意见 | 延伸阅读", ["双方意见", "|", "Further reading"]),
        # What belongs together: a command, figures, a formula that has a pipe itself.
        ("运行ps aux | grep a查看", ["运行ps aux | grep a查看"]),
        ("双方|", ["双方|"]),
        ("深度｜双方意见", ["In depth:", "双方意见"]),
        # The line under a headline, but no sentence that begins like one.
        (
            "2031年3月2日09:41 双方网 来源：新华社 字号：大 中 小",
            ["March 2, 2031, 09:41", "双方网", "Source: Xinhua News Agency", "Text size: L M S"],
        ),
        ("2031年3月2日 双方，来源：国务院", ["2031年3月2日 双方，来源：国务院"]),
    ],
)
def test_the_sides_of_a_line_are_translated_apart(tokenizer, text, expected):
    assert [unit.text for unit in units(tokenizer, text)] == expected
