import json
import os
import shutil
import warnings
from pathlib import Path

import pytest

from aligner.errors import InputError, ModelError
from aligner.lang import LangPair
from aligner.registry.card import read_card
from aligner.registry.checkpoint import load_sentencepiece, normal_pieces
from aligner.registry.convert import About, convert_checkpoint
from aligner.registry.store import verify_model
from tests.registry.conftest import PAIRS, train_sentencepiece

ABOUT = About("tiny", LangPair("zh", "en"), licence="CC0-1.0")


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Converting a local checkpoint must not ask any server about it."""
    import socket

    def refuse(*arguments, **options):
        raise AssertionError(f"the network was asked for: {arguments}")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


def convert(source, folder, quantization="float32", **options):
    """Convert; exactly by default, since so small a model does not survive int8."""
    return convert_checkpoint(source, folder / "tiny", ABOUT, quantization=quantization, **options)


def translate(folder, sentences):
    """Decode greedily as a caller would who knows nothing of sentence ends."""
    import ctranslate2
    import sentencepiece

    spm = {
        side: sentencepiece.SentencePieceProcessor(model_file=str(folder / f"{side}.spm"))
        for side in ("source", "target")
    }
    translator = ctranslate2.Translator(str(folder), intra_threads=1)
    pieces = [spm["source"].encode(text, out_type=str) for text in sentences]
    results = translator.translate_batch(pieces, beam_size=1, max_decoding_length=60)
    return [spm["target"].decode(result.hypotheses[0]) for result in results]


@pytest.mark.parametrize("form", ["transformers", "marian"])
def test_the_converted_model_translates_as_the_checkpoint_was_trained(checkpoint, form, tmp_path):
    made = convert(getattr(checkpoint, form), tmp_path)
    assert translate(made.folder, [zh for zh, _ in PAIRS]) == [en for _, en in PAIRS]
    assert made.smoke.output == "The weather is fine today."
    assert made.smoke.ended


@pytest.mark.parametrize("form", ["transformers", "marian"])
def test_the_sentence_end_is_appended_and_padding_is_no_output(checkpoint, form, tmp_path):
    folder = convert(getattr(checkpoint, form), tmp_path).folder
    assert json.loads((folder / "config.json").read_text())["add_source_eos"] is True
    assert "<pad>" not in json.loads((folder / "shared_vocabulary.json").read_text())


def test_both_forms_of_one_checkpoint_score_alike(checkpoint, tmp_path):
    import ctranslate2

    scores = []
    for form in ("transformers", "marian"):
        made = convert(getattr(checkpoint, form), tmp_path / form)
        translator = ctranslate2.Translator(str(made.folder), intra_threads=1)
        result = translator.score_batch([["▁"]], [["▁The"]])[0]
        scores.append(result.log_probs)
    assert scores[0] == pytest.approx(scores[1], abs=1e-4)


def test_int8_makes_the_weights_smaller(checkpoint, tmp_path):
    sizes = {
        kind: convert(checkpoint.marian, tmp_path / kind, kind, allow_endless=True).card.size
        for kind in ("int8", "float32")
    }
    assert sizes["float32"] - sizes["int8"] > 50_000  # the rest is positions and tokenizers


def test_the_card_lists_what_was_made(checkpoint, tmp_path):
    folder = convert(checkpoint.marian, tmp_path).folder
    assert not verify_model(folder).problems
    card = read_card(folder)
    assert (card.licence, card.tokenizer) == ("CC0-1.0", "pair")
    assert {"model.bin", "config.json", "source.spm", "target.spm"} <= {f.path for f in card.files}


def test_padding_inside_the_vocabulary_never_wins():
    """CTranslate2 drops <pad> only as the last piece; elsewhere it would be produced."""
    from transformers import MarianConfig, MarianMTModel

    from aligner.registry.convert import _forbid_padding

    config = MarianConfig(
        vocab_size=8, d_model=4, encoder_layers=1, decoder_layers=1, encoder_attention_heads=1,
        decoder_attention_heads=1, encoder_ffn_dim=4, decoder_ffn_dim=4, pad_token_id=3,
        decoder_start_token_id=3, eos_token_id=0, forced_eos_token_id=0,
    )  # fmt: skip
    model = MarianMTModel(config)
    _forbid_padding(model)
    assert model.final_logits_bias[0, 3] < -1000
    assert model.final_logits_bias[0, :3].abs().sum() == 0


@pytest.fixture(scope="session")
def m2m100(tmp_path_factory):
    """An M2M100 with random weights, its 100 language pieces and its made-up ones."""
    import torch
    from transformers import M2M100Config, M2M100ForConditionalGeneration, M2M100Tokenizer

    folder = tmp_path_factory.mktemp("m2m100")
    spm = folder / "sentencepiece.bpe.model"
    spm.write_bytes(train_sentencepiece([text for pair in PAIRS for text in pair], 110))
    vocabulary = ["<s>", "<pad>", "</s>", "<unk>", *normal_pieces(spm)]
    numbers = {piece: number for number, piece in enumerate(vocabulary)}
    (folder / "vocab.json").write_text(json.dumps(numbers))
    M2M100Tokenizer(str(folder / "vocab.json"), str(spm)).save_pretrained(folder)
    torch.manual_seed(0)
    config = M2M100Config(
        vocab_size=len(vocabulary) + 108, d_model=32, encoder_layers=1, decoder_layers=1,
        encoder_attention_heads=2, decoder_attention_heads=2, encoder_ffn_dim=64,
        decoder_ffn_dim=64, max_position_embeddings=128, scale_embedding=True,
    )  # fmt: skip
    model = M2M100ForConditionalGeneration(config).eval()
    with torch.no_grad():
        for weight in model.parameters():
            weight.mul_(8)  # far enough apart for the same best piece in both engines
    model.save_pretrained(folder)
    return folder


def test_m2m100_gives_the_pieces_that_transformers_gives(m2m100, tmp_path):
    import ctranslate2
    from transformers import M2M100ForConditionalGeneration, M2M100Tokenizer

    made = convert(m2m100, tmp_path, allow_endless=True)
    assert (made.card.source_prefix, made.card.target_prefix) == (("__zh__",), ("__en__",))
    tokenizer = M2M100Tokenizer.from_pretrained(m2m100, src_lang="zh")
    model = M2M100ForConditionalGeneration.from_pretrained(m2m100)
    vocabulary = json.loads((made.folder / "shared_vocabulary.json").read_text())
    translator = ctranslate2.Translator(str(made.folder), intra_threads=1)
    spm = load_sentencepiece(made.folder / "zh-en.spm")
    for text, _ in PAIRS:
        expected = model.generate(
            **tokenizer(text, return_tensors="pt"),
            forced_bos_token_id=tokenizer.get_lang_id("en"),
            num_beams=1,
            max_length=12,
        )[0].tolist()
        pieces = ["__zh__", *spm.encode(text, out_type=str)]
        result = translator.translate_batch(
            [pieces], target_prefix=[["__en__"]], beam_size=1, max_decoding_length=11
        )[0]
        assert [vocabulary.index(piece) for piece in result.hypotheses[0]] == expected[1:]


def copied(checkpoint, form, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(getattr(checkpoint, form), folder)
    return folder


def test_weights_that_never_end_are_refused(checkpoint, tmp_path):
    """The sentence end of the vocabulary is swapped with a piece: the model loops."""
    folder = copied(checkpoint, "marian", tmp_path)
    lines = (folder / "vocab.yml").read_text(encoding="utf-8").splitlines()
    lines[0], lines[-1] = (
        lines[-1].rpartition(":")[0] + ": 0",
        f'"</s>": {len(lines) - 1}',
    )
    (folder / "vocab.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(ModelError, match="does not end"):
        convert(folder, tmp_path)
    assert not convert(folder, tmp_path / "again", allow_endless=True).smoke.ended


def test_a_tokenizer_of_another_model_is_refused(checkpoint, tmp_path):
    folder = copied(checkpoint, "marian", tmp_path)
    other = ["Одни слова другого языка.", "Ничего общего."]
    (folder / "target.spm").write_bytes(train_sentencepiece(other, 40))
    with pytest.raises(ModelError, match="belong to different models"):
        convert(folder, tmp_path)


@pytest.mark.parametrize(
    ("form", "damage", "message"),
    [
        ("marian", lambda f: (f / "source.spm").unlink(), "source.spm: missing"),
        ("marian", lambda f: (f / "model.npz").unlink(), "model.npz"),
        ("marian", lambda f: (f / "model.npz").write_bytes(b"PK"), "cannot be converted"),
        ("marian", lambda f: (f / "vocab.yml").write_text('"a": 0\n'), "vocabulary"),
        ("marian", lambda f: (f / "decoder.yml").write_text("models: [\n"), "cannot be converted"),
        ("marian", lambda f: (f / "target.spm").write_bytes(b"x" * 90), "not a SentencePiece"),
        ("transformers", lambda f: (f / "model.safetensors").unlink(), "cannot be converted"),
        ("transformers", lambda f: (f / "vocab.json").write_text('{"a": 0, "b": 2}'), "holes"),
        ("transformers", lambda f: (f / "vocab.json").write_text("["), "as JSON"),
        ("transformers", lambda f: (f / "target_vocab.json").write_text("{}"), "separate source"),
        ("transformers", lambda f: (f / "config.json").write_text('{"model_type": "t5"}'), "t5"),
        ("transformers", lambda f: (f / "config.json").unlink(), "nothing to convert"),
    ],
)
def test_a_damaged_checkpoint_is_one_clear_error(checkpoint, form, damage, message, tmp_path):
    folder = copied(checkpoint, form, tmp_path)
    damage(folder)
    with pytest.raises(ModelError, match=message):
        convert(folder, tmp_path)


def test_a_fine_tuned_start_that_is_not_zero_is_refused(checkpoint, tmp_path):
    """CTranslate2 starts Marian models from zero whatever the checkpoint says."""
    import torch
    from transformers import MarianMTModel

    folder = copied(checkpoint, "transformers", tmp_path)
    model = MarianMTModel.from_pretrained(folder)
    with torch.no_grad():
        model.model.shared.weight[-1] = 0.5
    model.save_pretrained(folder)
    with pytest.raises(ModelError, match="where decoding starts, is not zero"):
        convert(folder, tmp_path)


def test_a_model_of_ours_is_imported_not_converted(ct2_model_dir, tmp_path):
    with pytest.raises(ModelError, match="aligner models import"):
        convert(ct2_model_dir, tmp_path)


def test_a_missing_folder_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match="no such folder"):
        convert(tmp_path / "none", tmp_path)


def test_a_missing_extra_says_what_to_install(checkpoint, tmp_path, monkeypatch):
    monkeypatch.setattr("aligner.registry.convert.find_spec", lambda name: None)
    with pytest.raises(
        ModelError, match=r"torch and transformers: pip install 'aligner\[convert\]'"
    ):
        convert(checkpoint.transformers, tmp_path)


@pytest.mark.shared
@pytest.mark.skipif("ALIGNER_DATA" not in os.environ, reason="ALIGNER_DATA is not set")
def test_the_shape_of_opus_mt_zh_en_converts_with_random_weights(tmp_path):
    from transformers import MarianConfig, MarianMTModel

    shape = Path(os.environ["ALIGNER_DATA"]) / "opus-mt-zh-en-shape"
    source = tmp_path / "opus-mt-zh-en"
    source.mkdir()
    for name in ("source.spm", "target.spm", "vocab.json"):
        shutil.copy(shape / name, source / name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its config is of transformers 2
        MarianMTModel(MarianConfig.from_pretrained(shape)).save_pretrained(source)
    made = convert(source, tmp_path, "int8", allow_endless=True)
    assert 75e6 < made.card.size < 90e6
    assert "65000" in made.card.architecture
