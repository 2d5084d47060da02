"""A tiny Marian translation model, trained here on three sentences, in both of its file forms."""

import io
import json
import os
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.registry.file_server import Server

os.environ["HF_HUB_OFFLINE"] = "1"  # before transformers is imported: a test asks no hub

PAIRS = (
    ("今天天气很好。", "The weather is fine today."),
    ("会议周三在北京举行。", "The meeting was held in Beijing on Wednesday."),
    ("双方就贸易交换了意见。", "The two sides exchanged views on trade."),
)


@dataclass(frozen=True)
class Checkpoint:
    """A checkpoint as transformers saves it, and the same weights as Marian saves them."""

    transformers: Path
    marian: Path


@pytest.fixture(autouse=True)
def user_home(tmp_path_factory, monkeypatch):
    """Give each test an empty user's folder."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("ALIGNER_HOME", str(home))
    monkeypatch.delenv("ALIGNER_MODEL", raising=False)
    return home


def train_sentencepiece(lines, size):
    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines * 20),
        model_writer=model,
        vocab_size=size,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    return model.getvalue()


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory):
    import sentencepiece

    folder = tmp_path_factory.mktemp("transformers")
    models = {
        "source": train_sentencepiece([zh for zh, _ in PAIRS], 60),
        "target": train_sentencepiece([en for _, en in PAIRS], 60),
    }
    pieces: list[str] = []
    processors = {}
    for side, model in models.items():
        (folder / f"{side}.spm").write_bytes(model)
        processors[side] = sentencepiece.SentencePieceProcessor(model_proto=model)
        size = processors[side].get_piece_size()
        pieces += [processors[side].id_to_piece(number) for number in range(3, size)]
    vocabulary = ["</s>", "<unk>", *dict.fromkeys(pieces)]
    numbers = {piece: number for number, piece in enumerate([*vocabulary, "<pad>"])}
    (folder / "vocab.json").write_text(json.dumps(numbers), encoding="utf-8")
    model = train_marian(numbers, processors)
    model.save_pretrained(folder)
    marian = tmp_path_factory.mktemp("marian")
    for side, spm in models.items():
        (marian / f"{side}.spm").write_bytes(spm)
    write_marian(marian, model, vocabulary)
    return Checkpoint(folder, marian)


def train_marian(numbers, processors):
    import torch
    from transformers import MarianConfig, MarianMTModel

    torch.set_num_threads(1)  # of no use to so small a model, and ruinous on a busy machine
    torch.manual_seed(1)
    pad = numbers["<pad>"]
    config = MarianConfig(
        vocab_size=len(numbers),
        d_model=32,
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=64,
        decoder_ffn_dim=64,
        max_position_embeddings=256,
        activation_function="swish",
        scale_embedding=True,
        dropout=0.0,
        pad_token_id=pad,
        decoder_start_token_id=pad,
        eos_token_id=0,
        forced_eos_token_id=0,
    )
    model = MarianMTModel(config)

    def encode(side, text):
        pieces = processors[side].encode(text, out_type=str)
        return torch.tensor([*(numbers[piece] for piece in pieces), 0])

    def batch(side, column, padding):
        rows = [encode(side, pair[column]) for pair in PAIRS]
        return torch.nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=padding)

    source, target = batch("source", 0, pad), batch("target", 1, -100)
    optimizer = torch.optim.Adam(
        (w for name, w in model.named_parameters() if "embed_positions" not in name), lr=1e-2
    )
    loss = torch.tensor(0.0)
    for _ in range(200):
        loss = model(input_ids=source, attention_mask=source != pad, labels=target).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            # As in Marian, where decoding starts from zero: the tied output layer moves the row.
            model.model.shared.weight[pad] = 0
        if loss.item() < 0.02:
            break
    assert loss.item() < 0.05
    return model.eval()


MARIAN_OPTIONS = """\
type: transformer
transformer-decoder-autoreg: self-attention
transformer-no-projection: false
transformer-ffn-activation: swish
transformer-preprocess: ""
transformer-postprocess: dan
transformer-postprocess-emb: d
transformer-guided-alignment-layer: last
transformer-heads: 2
enc-depth: 1
dec-depth: 1
"""


def write_marian(folder, model, vocabulary):
    import numpy as np

    weights = {name: tensor.detach().numpy() for name, tensor in model.state_dict().items()}
    arrays = {"Wemb": weights["model.shared.weight"][:-1]}
    arrays["decoder_ff_logit_out_b"] = weights["final_logits_bias"][:, :-1]
    for side in ("encoder", "decoder"):
        layer = f"model.{side}.layers.0"
        parts = {"self": "self_attn", "context": "encoder_attn"}
        for ours, theirs in list(parts.items())[: 1 if side == "encoder" else 2]:
            scope = f"{side}_l1_{ours}"
            for letter, name in zip(
                "qkvo", ("q_proj", "k_proj", "v_proj", "out_proj"), strict=True
            ):
                arrays[f"{scope}_W{letter}"] = weights[f"{layer}.{theirs}.{name}.weight"].T
                arrays[f"{scope}_b{letter}"] = weights[f"{layer}.{theirs}.{name}.bias"][None]
            arrays[f"{scope}_Wo_ln_scale"] = weights[f"{layer}.{theirs}_layer_norm.weight"][None]
            arrays[f"{scope}_Wo_ln_bias"] = weights[f"{layer}.{theirs}_layer_norm.bias"][None]
        for number in (1, 2):
            arrays[f"{side}_l1_ffn_W{number}"] = weights[f"{layer}.fc{number}.weight"].T
            arrays[f"{side}_l1_ffn_b{number}"] = weights[f"{layer}.fc{number}.bias"][None]
        arrays[f"{side}_l1_ffn_ffn_ln_scale"] = weights[f"{layer}.final_layer_norm.weight"][None]
        arrays[f"{side}_l1_ffn_ffn_ln_bias"] = weights[f"{layer}.final_layer_norm.bias"][None]
    options = MARIAN_OPTIONS.encode() + b"\0"
    arrays["special:model.yml"] = np.frombuffer(options, dtype="int8")
    np.savez(folder / "model.npz", **arrays)
    lines = (f"{json.dumps(piece, ensure_ascii=False)}: {n}" for n, piece in enumerate(vocabulary))
    (folder / "vocab.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    decoder = "models:\n  - model.npz\nvocabs:\n  - vocab.yml\n  - vocab.yml\nbeam-size: 4\n"
    (folder / "decoder.yml").write_text(decoder, encoding="utf-8")


@pytest.fixture
def server():
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()
