"""The translator end to end on a real engine with random weights."""

import pytest

from aligner.errors import InputError, ModelError
from aligner.translation.hypotheses import Origin
from aligner.translation.options import Decoding, EngineOptions, TranslateOptions
from aligner.translation.translator import Translator


@pytest.fixture(scope="session")
def translator(model_dir):
    options = TranslateOptions(EngineOptions(device="cpu", threads=2), Decoding(beam_size=2))
    return Translator.load(model_dir, options)


def test_one_text_is_not_taken_for_a_list_of_characters(translator):
    with pytest.raises(InputError, match=r"give \[text\]"):
        translator.translate_texts("双方交换了意见。")


def test_a_model_is_loaded_by_folder_or_by_name_as_text(model_dir):
    assert Translator.load(str(model_dir)).signature() == Translator.load(model_dir).signature()
    with pytest.raises(ModelError, match="no model 'no-such-model'"):
        Translator.load("no-such-model")


def test_as_many_translations_as_texts_and_empty_stays_empty(translator):
    lines = ["双方交换了意见。", "", "  ", "国务院总理会见了客人。双方交换了意见。", "12:30"]
    lines.append("记者 林文彬")
    found = translator.translate_texts(lines)
    assert [t.source for t in found] == lines
    assert [t.origin for t in found] == [
        Origin.MT, Origin.NONE, Origin.NONE, Origin.MT, Origin.COPY, Origin.RULE,
    ]  # fmt: skip
    assert found[1].text == found[2].text == ""
    assert found[4].text == "12:30"
