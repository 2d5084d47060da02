"""Training: gradients, the search, synthetic documents, the lexical table."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.gold import evaluate
from aligner.alignment.lexicon import load_lexicon, shipped_lexicon
from aligner.alignment.training.fit import TrainOptions, train_weights
from aligner.alignment.training.ibm import IbmOptions, expected_counts, train_lexicon, vocabulary
from aligner.alignment.training.lbfgs import minimise
from aligner.alignment.training.synthetic import (
    from_pairs,
    intrude,
    omit,
    paragraph,
    plain_document,
)

PAIRS = [
    ("市长周一宣布了计划。", "The mayor announced the plan on Monday."),
    ("学校将重新开放。医院也会开放。", "Schools and hospitals will reopen."),
    ("警方说没有人受伤，原因不明。", "Police said no one was hurt. The cause is unknown."),
    ("公司利润增长了三成。", "The company's profit rose 30 percent."),
    ("他说：“我很高兴。”", 'He said, "I am very happy."'),
    ("雨停了。", "The rain stopped."),
]


def cut_zh(text):
    return [part + "。" for part in text.rstrip("。").split("。")] if "“" not in text else [text]


def cut_en(text):
    return [part if part.endswith((".", '"')) else part + "." for part in text.split(". ")]


def document():
    return from_pairs(PAIRS, cut_zh, cut_en)


def test_the_search_finds_the_minimum_of_a_bent_valley():
    def rosenbrock(p):
        x, y = p
        value = (1 - x) ** 2 + 100 * (y - x * x) ** 2
        slope = np.array([-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)])
        return float(value), slope

    assert minimise(rosenbrock, np.array([-1.2, 1.0]), 200) == pytest.approx([1, 1], abs=0.05)


def test_pairs_of_several_sentences_become_beads():
    assert [(len(src), len(tgt)) for src, tgt in document().beads] == [
        (1, 1),
        (2, 1),
        (1, 2),
        (1, 1),
        (1, 1),
        (1, 1),
    ]


@given(st.integers(0, 1000))
@settings(max_examples=30, deadline=None)
def test_documents_made_harder_still_cover_both_sides_once(seed):
    rng = random.Random(seed)
    made = intrude(
        omit(paragraph(document(), rng, 0.4), rng, 2, 3), rng, (["广告"], ["Advertisement"]), 0.3
    )
    assert [i for src, _ in made.beads for i in src] == list(range(len(made.src)))
    assert [j for _, tgt in made.beads for j in tgt] == list(range(len(made.tgt)))
    assert len(made.src_breaks) == len(made.src)
    assert len(made.tgt_breaks) == len(made.tgt)


def test_training_on_documents_learns_to_align_them():
    rain = plain_document(["雨停了。"], ["The rain stopped."], [((0,), (0,))])
    made = [(document(), 1.0), (rain, 1.0)]
    lexicon = load_lexicon(shipped_lexicon())
    trained = train_weights(made, lexicon, TrainOptions(rounds=6, strength=0.5))
    assert set(trained.sets) == {"lexicon", "coarse lexicon"}
    found = trained.align(document(), lexicon)
    assert evaluate(found, document().beads).strict.f1 > 0.8


def test_model_1_finds_the_words_that_go_together():
    sentences = [("水 火", "water fire"), ("水", "water"), ("火", "fire"), ("水 山", "water hill")]
    src = ["<null>", *vocabulary([s.split() for s, _ in sentences], 10, 1)]
    tgt = vocabulary([t.split() for _, t in sentences], 10, 1)
    pairs = [
        (
            np.array(sorted(src.index(u) for u in s.split())),
            np.array(sorted(tgt.index(u) for u in t.split())),
        )
        for s, t in sentences
    ]
    counts = expected_counts(pairs, (len(src), len(tgt)), IbmOptions(rounds=8))
    for zh, en in (("水", "water"), ("火", "fire"), ("山", "hill")):
        assert counts[src.index(zh)].argmax() == tgt.index(en)


def test_a_lexicon_is_trained_from_text():
    pairs = [("下雨了", "it rained"), ("下雪了", "it snowed"), ("雨停了", "the rain stopped")] * 4
    lexicon = train_lexicon(pairs, frozenset({"下雨"}), IbmOptions(rounds=6, least=1))
    row = slice(*lexicon.forward.start[[lexicon.zh["雪"], lexicon.zh["雪"] + 1]])
    english = {number: unit for unit, number in lexicon.en.items()}
    assert english[int(lexicon.forward.column[row][0])] == "snow"
