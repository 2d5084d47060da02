"""The vocabulary map of a finished model."""

import numpy as np

from aligner.registry.store import shipped_root
from aligner.training.export import calendar_pieces, pieces_of
from aligner.training.lexical import Table, vocabulary_map
from aligner.training.model import BOS


def test_a_map_offers_months_behind_a_bracket_for_every_sentence():
    tokenizer = shipped_root() / "models" / "zh-en" / "zh-en.spm"
    pieces, dates = pieces_of(tokenizer), calendar_pieces(tokenizer)
    spelt = {pieces[i] for i in dates}
    assert {"April", "June", "eb"} <= spelt
    table = Table(np.array([BOS]), np.array([BOS + 1]), np.ones((1, 1), np.float32))
    always, *_ = vocabulary_map(table, pieces, np.zeros(len(pieces)), 5, dates)
    assert spelt <= set(always.removeprefix("\t").split(" "))
