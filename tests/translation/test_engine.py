"""The engine: what it checks at load, what it feeds the model, what it gives back."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from aligner.errors import ModelError, UsageError
from aligner.lang import LangPair
from aligner.registry.card import ModelCard, Search, measure_files, write_card
from aligner.translation.engine import Ct2Engine, Request, read_shape
from aligner.translation.fit import check_fit, load_shape, suited_options
from aligner.translation.options import (
    BatchOptions,
    Decoding,
    EngineOptions,
    RerankOptions,
    TranslateOptions,
)
from aligner.translation.tokenizer import Tokenizer, tokenizer_files

CPU = EngineOptions("cpu", "auto", 1)


@pytest.fixture(scope="module")
def engine(model_dir):
    return Ct2Engine(model_dir, read_shape(model_dir), CPU)


@pytest.fixture(scope="module")
def tokenizer(model_dir):
    return Tokenizer.load(model_dir)


@pytest.fixture
def copy(model_dir, tmp_path):
    return shutil.copytree(model_dir, tmp_path / "copy")


def batch(tokenizer, *texts):
    return tuple(Request(pieces) for pieces in tokenizer.encode(list(texts)))


def test_candidates_come_in_order_with_scores_best_first(engine, tokenizer):
    requests = batch(tokenizer, "双方交换了意见。", "客人。")
    how = Decoding(beam_size=4, nbest=3)
    ((first, second),) = engine.decode([requests], how)
    for candidates in (first, second):
        scores = [candidate.score for candidate in candidates]
        assert len(scores) == 3
        assert scores == sorted(scores, reverse=True)


def test_batches_come_back_in_the_order_given(engine, tokenizer):
    texts = ["双方交换了意见。", "客人。", "国务院总理会见了客人。", "北京", "周三"] * 3
    batches = [batch(tokenizer, text) for text in texts]
    how = Decoding(beam_size=2)
    found = [answer[0][0].pieces for answer in engine.decode(batches, how)]
    assert found[:5] == found[5:10] == found[10:]


def test_a_prefix_is_kept_and_the_rest_decoded(engine, tokenizer):
    (request,) = batch(tokenizer, "双方交换了意见。")
    (prefix,) = tokenizer.encode_target(["Beijing"])
    (((candidate, *_),),) = engine.decode([(replace(request, prefix=prefix),)], Decoding())
    assert candidate.pieces[: len(prefix)] == prefix


def test_no_chinese_is_put_out_when_it_is_suppressed(engine, tokenizer):
    from aligner.text.script import han_count

    requests = batch(tokenizer, "双方交换了意见。", "国务院总理会见了客人。", "北京")
    ((*found,),) = engine.decode([requests], Decoding(suppress_han=True))
    assert not any(han_count(piece) for (best, *_) in found for piece in best.pieces)


def test_an_output_that_was_cut_off_is_known(engine, tokenizer):
    """Random weights seldom end by themselves: then the limit must be seen."""
    requests = batch(tokenizer, "双方交换了意见。国务院总理会见了客人。")
    (((best, *_),),) = engine.decode([requests], Decoding(beam_size=1, scores=False))
    limit = 2 * len(requests[0].pieces) + 40
    assert best.complete == (len(best.pieces) < limit)
    assert len(best.pieces) <= limit


@pytest.mark.parametrize("penalty", [0.0, 1.0, 1.3])
def test_forced_scores_are_those_of_decoding(engine, tokenizer, penalty):
    """The score of an output is the mean of its forced log-probabilities, end included."""
    requests = batch(tokenizer, "双方交换了意见。", "客人。", "北京", "周三在北京")
    ((*found,),) = engine.decode([requests], Decoding(beam_size=4, length_penalty=penalty))
    ended = [(r, best) for r, (best, *_) in zip(requests, found, strict=True) if best.complete]
    scores = engine.score([(request.pieces, best.pieces) for request, best in ended])
    for (_, best), log_probs in zip(ended, scores, strict=True):
        assert len(log_probs) == len(best.pieces) + 1
        assert sum(log_probs) / len(log_probs) == pytest.approx(best.score, abs=0.15)


def test_the_sentence_end_is_added_once_whoever_adds_it(copy, tokenizer):
    """``add_source_eos`` false (Marian): we append it; true: CTranslate2 does. Same output."""
    requests = batch(tokenizer, "双方交换了意见。")
    results = []
    for adds in (True, False):
        config = json.loads((copy / "config.json").read_text())
        (copy / "config.json").write_text(json.dumps(config | {"add_source_eos": adds}))
        engine = Ct2Engine(copy, read_shape(copy), CPU)
        results.append(list(engine.decode([requests], Decoding())))
    assert results[0] == results[1]


def test_language_prefixes_of_multilingual_models_are_fed_and_taken_off(model_dir, tokenizer):
    shape = read_shape(model_dir, source_prefix=("客",), target_prefix=("人",))
    engine = Ct2Engine(model_dir, shape, CPU)
    requests = batch(tokenizer, "双方交换了意见。")
    (((best, *_),),) = engine.decode([requests], Decoding(beam_size=1))
    plain = Ct2Engine(model_dir, read_shape(model_dir), CPU)
    by_hand = (Request(("客", *requests[0].pieces), ("人",)),)
    (((expected, *_),),) = plain.decode([by_hand], Decoding(beam_size=1))
    length = min(len(best.pieces), len(expected.pieces) - 1)
    assert best.pieces[:length] == expected.pieces[1 : length + 1]


def test_unknown_language_prefixes_are_refused(model_dir):
    with pytest.raises(ModelError, match="zho_Hans"):
        read_shape(model_dir, source_prefix=("zho_Hans",))


def test_a_pair_of_tokenizers_works_as_a_joint_one(copy):
    shutil.copy(copy / "zh-en.spm", copy / "target.spm")
    (copy / "zh-en.spm").rename(copy / "source.spm")
    assert [path.name for path in tokenizer_files(copy)] == ["source.spm", "target.spm"]
    shape, _ = load_shape(copy)
    check_fit(copy, Ct2Engine(copy, shape, CPU), Tokenizer.load(copy))


def test_the_search_a_card_asks_for_replaces_our_defaults_only(copy):
    card = ModelCard(
        name="tiny",
        pair=LangPair("zh", "en"),
        description="for a test",
        architecture="Transformer 1+1",
        tokenizer="joint",
        licence="CC0-1.0",
        licence_url="",
        source="made here",
        made="by the tests",
        files=measure_files(copy),
        search=Search(6, 1.5, coverage_penalty=0.3, no_repeat_ngram_size=3, parts=(16, 28)),
    )
    write_card(copy, card, force=True)
    asked = TranslateOptions(decoding=Decoding(no_repeat_ngram_size=5))
    decoding = suited_options(copy, asked).decoding
    assert (decoding.length_penalty, decoding.coverage_penalty) == (1.5, 0.3)
    assert decoding.no_repeat_ngram_size == 5
    assert decoding.width == 6
    for beam_size in (1, 4, 9):
        own_width = TranslateOptions(decoding=Decoding(beam_size))
        assert suited_options(copy, own_width).decoding.width == beam_size
    several = TranslateOptions(decoding=Decoding(nbest=8))
    assert suited_options(copy, several).decoding.width == 8
    assert suited_options(copy, asked).rerank == RerankOptions(True, (16, 28))
    refused = TranslateOptions(rerank=RerankOptions(False))
    assert suited_options(copy, refused).rerank.on is False
    own = TranslateOptions(rerank=RerankOptions(parts=(20,)))
    assert suited_options(copy, own).rerank == RerankOptions(True, (20,))


def test_a_coverage_penalty_does_not_crash_greedy_search(engine):
    how = Decoding(beam_size=1, scores=True, coverage_penalty=0.3)
    ((nbest,),) = engine.decode([[Request(("双", "方"))]], how)
    assert len(nbest) == 1


def test_a_vocabulary_map_makes_batches_small(copy):
    before = suited_options(copy, TranslateOptions()).batches
    (copy / "vmap.txt").write_text("\t</s>\n", encoding="utf-8")
    assert suited_options(copy, TranslateOptions()).batches.examples < before.examples
    asked = TranslateOptions(batches=BatchOptions(examples=20))
    assert suited_options(copy, asked).batches.examples == 20


def test_an_empty_vocabulary_map_is_refused_before_it_crashes_the_engine(copy):
    (copy / "vmap.txt").touch()
    with pytest.raises(ModelError, match=r"vmap\.txt: is empty"):
        read_shape(copy)


@pytest.mark.parametrize("name", ["vmap.txt", "model.bin", "zh-en.spm"])
def test_a_file_that_is_cut_off_or_missing_is_found_at_load(copy, name):
    (copy / "vmap.txt").write_text("\t</s>\n雨\train\n", encoding="utf-8")
    (copy / "README.md").write_text("About it.")
    card = ModelCard(
        name="tiny",
        pair=LangPair("zh", "en"),
        description="for a test",
        architecture="random",
        tokenizer="joint",
        licence="CC0-1.0",
        licence_url="",
        source="made by a test",
        made="not",
        files=measure_files(copy),
    )
    write_card(copy, card)
    write_card(copy, replace(card, pair=LangPair("en", "zh")), force=True)
    with pytest.raises(ModelError, match="translates en-zh, as its card says"):
        load_shape(copy)
    write_card(copy, card, force=True)
    (copy / "README.md").write_text("Edited since.")
    load_shape(copy)
    whole = (copy / name).read_bytes()
    (copy / name).write_bytes(whole[:-1])
    with pytest.raises(ModelError, match=rf"{name}: has {len(whole) - 1} bytes"):
        load_shape(copy)
    (copy / name).unlink()
    with pytest.raises(ModelError, match=rf"{name}: is missing"):
        load_shape(copy)


@pytest.mark.parametrize("name", ["sentencepiece.model", "sentencepiece.bpe.model", "mine.spm"])
def test_the_tokenizer_is_found_by_its_other_names(copy, name):
    (copy / "zh-en.spm").rename(copy / name)
    assert tokenizer_files(copy)[0].name == name


def test_two_tokenizers_of_unknown_roles_are_not_guessed_at(copy):
    shutil.copy(copy / "zh-en.spm", copy / "a.spm")
    (copy / "zh-en.spm").rename(copy / "b.spm")
    with pytest.raises(ModelError, match=r"a\.spm, b\.spm"):
        tokenizer_files(copy)


def test_a_sentence_end_that_is_not_in_the_vocabulary_is_found(copy):
    config = json.loads((copy / "config.json").read_text())
    (copy / "config.json").write_text(json.dumps(config | {"eos_token": "<end>"}))
    with pytest.raises(ModelError, match="<end>"):
        read_shape(copy)


def test_a_tokenizer_of_another_model_is_found(copy):
    import io

    import sentencepiece

    other = io.BytesIO()
    texts = ["完全不同的文字内容在此出现", "Quite another vocabulary stands here, friend"] * 20
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts),
        model_writer=other,
        vocab_size=90,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    (copy / "zh-en.spm").write_bytes(other.getvalue())
    shape, _ = load_shape(copy)
    engine = Ct2Engine(copy, shape, CPU)
    with pytest.raises(ModelError, match="does not belong to this model"):
        check_fit(copy, engine, Tokenizer.load(copy))


def test_int8_is_chosen_on_the_processor(engine):
    assert engine.compute_type == "int8"


def test_an_unsupported_type_names_the_supported_ones(model_dir):
    with pytest.raises(UsageError, match=r"one of .*float32.*int8"):
        Ct2Engine(model_dir, read_shape(model_dir), EngineOptions("cpu", "int3"))


def test_bytes_of_a_fallback_tokenizer_are_joined_and_broken_ones_dropped():
    import io

    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["双方交换了意见 they met"] * 20),
        model_writer=model,
        vocab_size=290,
        hard_vocab_limit=False,
        byte_fallback=True,
        minloglevel=2,
    )
    processor = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    tokenizer = Tokenizer(processor, processor, (Path("a.spm"), Path("a.spm")))
    (pieces,) = tokenizer.encode(["龘"])
    assert tokenizer.decode(pieces) == "龘"
    assert tokenizer.decode(pieces[:-1]) == ""
    assert tokenizer.decode(["▁they", *pieces[:-1], "▁met"]) == "they met"
    assert tokenizer.decode(["▁a", "<0xEF>", "<0xBF>", "<0xBF>", "▁b"]) == "a b"


def test_characters_without_a_piece_are_given_plainer(tokenizer):
    (pieces,) = tokenizer.encode(["快讯／第Ⅱ期"])
    assert not any(piece.startswith("<0x") for piece in pieces)
    assert "".join(pieces).lstrip("▁") == "快讯/第II期"


def test_unknown_pieces_leave_no_mark_in_the_text(tokenizer):
    assert "⁇" not in tokenizer.decode(["▁the", "<unk>", "▁guests"])
