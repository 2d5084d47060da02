"""Strict and lax rates, on cases worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.alignment.align import presplit
from aligner.alignment.gold import evaluate, read_ladder, read_text_gold
from aligner.bitext import Bead
from aligner.errors import FormatError

GOLD = [((0,), (0,)), ((1, 2), (1,)), ((3,), ()), ((4,), (2, 3))]


def test_gold_against_itself_is_perfect():
    found = evaluate(GOLD, GOLD)
    assert found.strict.precision == found.strict.recall == found.strict.f1 == 1.0
    # a null bead is right strictly and laxly if the gold has it
    assert found.lax.f1 == 1.0


def test_precision_counts_deletions_and_recall_does_not():
    given_beads = [((0,), (0,)), ((1,), (1,)), ((2,), ()), ((3,), ()), ((4,), (2, 3))]
    found = evaluate(given_beads, GOLD)
    assert (found.strict.given, found.strict.given_right) == (5, 3)
    assert (found.strict.gold, found.strict.gold_right) == (3, 2)
    assert (found.lax.given_right, found.lax.gold_right) == (4, 3)


def test_beads_and_numbers_mean_the_same():
    beads = [Bead(range(1), range(1)), Bead(range(1, 3), range(1, 2))]
    assert evaluate(beads, GOLD) == evaluate([((0,), (0,)), ((1, 2), (1,))], GOLD)


def test_kinds_are_counted_most_frequent_first():
    found = evaluate([((0,), (0,)), ((1, 2), (1,))], GOLD)
    assert {(k.kind, k.gold, k.right, k.given) for k in found.kinds} == {
        ("1-1", 1, 1, 1),
        ("2-1", 1, 1, 1),
        ("1-0", 1, 0, 0),
        ("1-2", 1, 0, 0),
    }


def test_documents_add_up():
    one = evaluate(GOLD, GOLD)
    both = one + evaluate([((0, 1), (0,))], GOLD)
    assert both.strict.given == 5
    assert both.strict.gold == 6
    assert both.strict.gold_right == 3
    assert next(k for k in both.kinds if k.kind == "2-1").given == 2


def test_nothing_given_is_zero_and_no_error():
    found = evaluate([], GOLD)
    assert found.strict.f1 == 0.0


@given(st.permutations(GOLD))
def test_order_does_not_matter(shuffled):
    assert evaluate(shuffled, GOLD) == evaluate(GOLD, GOLD)


def test_a_ladder_is_read_with_or_without_scores(tmp_path):
    path = tmp_path / "gold"
    path.write_text("[0, 1]:[0]\n[2]:[]:0.5\n\n", encoding="utf-8")
    assert read_ladder(path) == [((0, 1), (0,)), ((2,), ())]


def test_a_bad_ladder_line_is_named(tmp_path):
    path = tmp_path / "gold"
    path.write_text("[0]:[0]\nnonsense\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"gold:2: "):
        read_ladder(path)


def test_text_gold_is_numbered_whatever_the_sentences(tmp_path):
    path = tmp_path / "gold.tsv"
    path.write_text("下雨了。 ‖ 我走了。\tIt rained, so I left.\n好。\t\n", encoding="utf-8")
    zh = presplit(["下雨了。", "我走了。", "好。"], "zh", "zh")
    en = presplit(["It rained,", "so I left."], "en", "en")
    assert read_text_gold(path, zh, en) == [((0, 1), (0, 1)), ((2,), ())]


def test_text_gold_of_another_article_is_refused(tmp_path):
    path = tmp_path / "gold.tsv"
    path.write_text("下雨了。\tIt rained.\n", encoding="utf-8")
    zh, en = presplit(["晴天。"], "zh", "zh"), presplit(["It rained."], "en", "en")
    with pytest.raises(FormatError, match="another version"):
        read_text_gold(path, zh, en)


def test_text_gold_without_beads_or_a_tab_is_refused_with_its_line(tmp_path):
    zh, en = presplit(["早。"], "zh", "a"), presplit(["Morning."], "en", "a")
    file = tmp_path / "a.tsv"
    file.write_text("\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"a\.tsv: no beads"):
        read_text_gold(file, zh, en)
    file.write_text("\n早。Morning.\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"a\.tsv:2: no tab"):
        read_text_gold(file, zh, en)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_gold_may_begin_with_a_byte_order_mark(tmp_path, encoding):
    ladder, texts = tmp_path / "a.ladder", tmp_path / "a.tsv"
    ladder.write_text("[0]:[0]\n", encoding=encoding)
    texts.write_text("早。\tMorning.\n", encoding=encoding)
    zh, en = presplit(["早。"], "zh", "a"), presplit(["Morning."], "en", "a")
    assert read_ladder(ladder) == read_text_gold(texts, zh, en) == [((0,), (0,))]


def test_gold_that_is_not_utf8_is_named_with_its_line(tmp_path):
    file = tmp_path / "a.tsv"
    file.write_bytes("early\tearly\n早。\tMorning.\n".encode("gb18030"))
    zh, en = presplit(["早。"], "zh", "a"), presplit(["Morning."], "en", "a")
    with pytest.raises(FormatError, match=r"a\.tsv:2: not UTF-8"):
        read_text_gold(file, zh, en)
