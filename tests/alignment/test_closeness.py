"""Sentences at one place that have nothing to do with each other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.alignment.align import align
from aligner.alignment.closeness import Closeness, Covered, log_odds
from aligner.text.news import parse_article
from tests.alignment.test_omissions import EN, ZH, aligned, pairs


@pytest.mark.parametrize("at", [3, 5, 6, 9, 12])
def test_a_stranger_in_the_place_of_a_sentence_of_news_stays_alone(at):
    stranger = "Goalkeepers seldom score, but this one did so twice in a month."
    found = aligned(ZH, [*EN[:at], stranger, *EN[at + 1 :]])
    assert pairs(found) == [([n], [n]) for n in range(14) if n != at]


def test_a_headline_may_share_nothing_with_the_other_one():
    zh = "\n\n".join(["水管爆裂之后", *ZH])
    en = "\n\n".join(["Three thirsty days in a northern town", *EN])
    found = align(parse_article(zh, "zh", "a"), parse_article(en, "en", "a"))
    assert pairs(found)[0] == ([0], [0])


def test_a_dateline_is_paired_though_it_is_a_formula():
    zh = "\n\n".join(["北岭供水中断", "（北岭综合电）" + ZH[0], *ZH[1:]])
    en = "\n\n".join(["Water cut in Beiling", "BEILING — " + EN[0], *EN[1:]])
    found = align(parse_article(zh, "zh", "a"), parse_article(en, "en", "a"))
    assert pairs(found)[:3] == [([0], [0]), ([1], [1]), ([2], [2])]


def test_the_first_lines_of_texts_without_roles_may_be_headlines():
    zh, en = ["水管爆裂之后", *ZH], ["Three thirsty days in a northern town", *EN]
    assert pairs(aligned(zh, en))[0] == ([0], [0])


def test_pairs_of_a_free_translation_are_not_taken_for_strangers():
    chance = (Covered(0.2, 0.005),) * 7
    assert Closeness(Covered(0.55, 0.012), chance).apart == 0.0
    assert Closeness(Covered(0.8, 0.006), chance).apart == 1.0


@given(st.lists(st.floats(0, 1), min_size=2), st.floats(1, 10))
def test_more_that_is_covered_never_speaks_more_against_a_bead(shares, spread):
    ranked = np.sort(np.array(shares))
    odds = log_odds(ranked, (0.75, 0.006), (0.2, 0.006), np.full(len(ranked), spread))
    assert (odds <= 0).all()
    assert (np.diff(odds) >= -1e-9).all()
