"""A complete model folder with random weights: tokenizer, vocabulary, CTranslate2 model."""

import shutil

import pytest


@pytest.fixture(scope="session")
def model_dir(ct2_model_dir, sentencepiece_processor, tmp_path_factory):
    folder = tmp_path_factory.mktemp("models") / "random"
    shutil.copytree(ct2_model_dir, folder)
    (folder / "zh-en.spm").write_bytes(sentencepiece_processor.serialized_model_proto())
    return folder
