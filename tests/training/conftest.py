"""A made-up language, 24 words with a fixed translation each, and a model trained on it."""

import random

import pytest
from typer.testing import CliRunner

from aligner.cli import app

CHINESE = "春夏秋冬山水火木金土日月星云雨雪风雷电光江河湖海"
ENGLISH = [f"{a}{b}{c}" for a in "bdgkm" for b in "aeio" for c in ("l", "n")][:24]


def sentence(rng):
    words = [rng.randrange(24) for _ in range(rng.randint(2, 5))]
    return "".join(CHINESE[w] for w in words), " ".join(ENGLISH[w] for w in words)


@pytest.fixture(scope="session")
def bitext(tmp_path_factory):
    folder, rng = tmp_path_factory.mktemp("bitext"), random.Random(3)
    for name, count in (("train.tsv", 3000), ("dev.tsv", 60)):
        lines = ("\t".join(sentence(rng)) for _ in range(count))
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


RECIPE = """
[data]
dev = "dev.tsv"
max_pieces = 40
[[data.train]]
path = "train.tsv"
licence = "CC0-1.0"
[tokenizer]
vocabulary = 330
[shape]
width = 64
ffn = 128
heads = 4
encoder_layers = 2
decoder_layers = 1
dropout = 0.0
[lexical]
rounds = 2
sentences = 1000
[optimizer]
rate = 0.005
warmup = 20
batch_pieces = 1000
smoothing = 0.0
average = 0.9
[run]
steps = {steps}
eval_every = 200
eval_lines = 60
threads = 1
[export]
name = "tiny"
map_pieces = {map_pieces}
"""


def run(bitext, folder, steps, *options, map_pieces=0):
    recipe = bitext / f"recipe{steps}.toml"
    recipe.write_text(RECIPE.format(steps=steps, map_pieces=map_pieces), encoding="utf-8")
    return CliRunner().invoke(app, ["train", str(recipe), "-o", str(folder), *options])


@pytest.fixture(scope="session")
def trained(bitext, tmp_path_factory):
    folder = tmp_path_factory.mktemp("run")
    first = run(bitext, folder, 50, map_pieces=4)
    assert first.exit_code == 0, first.output
    # The same folder with more steps goes on from the checkpoint.
    second = run(bitext, folder, 400, map_pieces=4)
    assert second.exit_code == 0, second.output
    assert "going on from step 50" in second.stderr
    return folder
