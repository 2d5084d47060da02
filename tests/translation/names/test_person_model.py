"""The model of Chinese persons: its features, its weights, and what it finds."""

import pytest

from aligner.checks.surnames import PINYIN
from aligner.errors import ModelError
from aligner.registry.store import shipped_root
from aligner.translation.names.person_model import WEIGHTS, PersonModel, candidates, features

SENTENCE = "但是张芳芳 强调，欧阳修文A4纸今年涨了12%。"


def test_every_surname_with_one_or_two_characters_is_a_candidate():
    assert list(candidates("见欧阳修文。")) == [(1, "欧阳修文"), (1, "欧阳修")]
    assert list(candidates("王。李A")) == []


def test_features_are_distinct_and_can_be_lines_of_a_table():
    for start, name in candidates(SENTENCE):
        own = features(SENTENCE, start, name)
        assert len(own) == len(set(own))
        assert all(feature.split() == [feature] for feature in own)


def test_features_at_the_edges_of_a_text_are_the_text_s_own():
    own = features("张芳芳", 0, "张芳芳")
    assert {"left:$", "right:$", "edge-ends"} <= set(own)
    assert "across-start:000" in own


def test_of_candidates_that_overlap_the_likelier_is_found():
    model = PersonModel({"given:芳": 1.0, "given:芳芳": 2.0, "surname:强": 5.0})
    assert model.find("张芳芳强调") == [(0, "张芳芳", 2.0)]
    assert model.find("张芳芳强调", least=3.0) == []


def test_the_weights_that_ship_are_of_features_that_there_are():
    lines = (shipped_root() / "models" / "lexicon" / WEIGHTS).read_text(encoding="utf-8")
    rows = [line.split("\t") for line in lines.splitlines() if not line.startswith("# ")]
    weights = {feature: float(weight) for feature, weight in rows}
    assert len(weights) == len(rows) > 10_000
    assert all(weights.values())
    kinds = {feature.partition(":")[0] for feature in weights if ":" in feature}
    known = {
        each for start, name in candidates(SENTENCE) for each in features(SENTENCE, start, name)
    }
    assert kinds == {each.partition(":")[0] for each in known if ":" in each}
    surnames = {feature[8:] for feature in weights if feature.startswith("surname:")}
    assert len(surnames & PINYIN.keys()) > 90


def test_missing_weights_are_said_to_be_missing(tmp_path):
    with pytest.raises(
        ModelError, match=r"gone\.tsv: no table of weights of persons here; reinstall aligner"
    ):
        PersonModel.read(tmp_path / "gone.tsv")
