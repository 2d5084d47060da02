"""Training by expected risk: its loss, its candidates, and a run of it on the made-up language."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from typer.testing import CliRunner

from aligner.cli import app
from aligner.errors import ModelError
from aligner.progress import Silent
from aligner.registry.store import resolve_model
from aligner.training import risk
from aligner.training.candidates import (
    SOURCES,
    Candidates,
    Judge,
    Store,
    Writer,
    in_parts_by,
    together,
)
from aligner.training.data import prepare
from aligner.training.export import load_weights
from aligner.training.loss import log_likelihoods, weighed_cross_entropy
from aligner.training.model import PAD
from aligner.training.recipe import Risk, read_recipe
from aligner.training.writer import FOLDER
from aligner.translation.tokenizer import Tokenizer
from tests.training.conftest import RECIPE

RISK = """
[risk]
weight = 20.0
candidates = 4
beam = 3
sampled = 3
"""


def made(number, rows=2):
    pieces = [np.arange(number, number + row + 2, dtype=np.uint16) for row in range(rows)]
    return Candidates(
        number, tuple(pieces), np.linspace(0, 1, rows, dtype=np.float32), (1, rows - 1)
    )


def test_the_weighed_loss_and_its_gradients_are_those_of_pytorch():
    generator = torch.Generator().manual_seed(5)
    given = [torch.randn(n, generator=generator) for n in ((40, 16), (70, 16), 70)]
    gold = torch.randint(0, 70, (40,), generator=generator)
    share = torch.randn(40, generator=generator)  # some of them negative
    ours = [x.clone().requires_grad_() for x in given]
    theirs = [x.clone().requires_grad_() for x in given]
    loss = weighed_cross_entropy(ours[0], ours[1], ours[2], gold, share)
    found = (theirs[0] @ theirs[1].T + theirs[2]).log_softmax(1)[torch.arange(40), gold]
    wanted = -(share * found).sum()
    loss.backward()
    wanted.backward()
    assert torch.allclose(loss, wanted, rtol=1e-5)
    assert torch.allclose(log_likelihoods(given[0], given[1], given[2], gold), found, atol=1e-5)
    for a, b in zip(ours, theirs, strict=True):
        assert torch.allclose(a.grad, b.grad, atol=1e-5)


def test_the_store_gives_back_the_newest_candidates(tmp_path):
    writer, reader = Store(tmp_path, 2 * SOURCES), Store(tmp_path, 2 * SOURCES)
    assert reader.newest() == []
    for first in (0, 10, 20):
        writer.put([made(first), made(first + 1, rows=3)])
    known = reader.newest()
    assert [one.pair for one in known] == [10, 11, 20, 21]
    assert [row.tolist() for row in known[1].rows] == [[11, 12], [11, 12, 13], [11, 12, 13, 14]]
    assert known[1].rewards.tolist() == [0, 0.5, 1]
    writer.put([made(30)])
    assert [one.pair for one in reader.newest()] == [20, 21, 30]
    assert writer.count == 4


def test_the_judge_likes_what_is_near_the_reference():
    reference = "The council met on Monday to discuss the flood."
    for share in (0.0, 0.5, 1.0):
        judge = Judge(share)
        worths = [
            judge(text, reference)
            for text in ("Fish.", "The council met on Monday.", reference[:-1], reference)
        ]
        assert worths == sorted(worths)
        assert worths[-1] == pytest.approx(1)


def test_a_run_without_candidates_says_so(trained, tmp_path, monkeypatch):
    recipe, tokenizer = read_recipe(trained / "recipe.toml"), trained / "zh-en.spm"
    data = prepare(recipe.data, tokenizer, trained, Silent())
    trainer = risk.RiskTrainer(recipe, load_weights(trained / "weights.pt"), data, tmp_path)
    monkeypatch.setattr(risk, "PATIENCE", -1.0)
    with pytest.raises(ModelError, match="no candidates"):
        next(trainer.batches(0))


def batch_of(trained, folder, worth, lengths, *, searches=None, **options):
    """Return the first batch from one source with candidates of these rewards and lengths."""
    recipe, tokenizer = read_recipe(trained / "recipe.toml"), trained / "zh-en.spm"
    recipe = replace(recipe, risk=Risk(weight=1.0, beam=3, **options))
    data = prepare(recipe.data, tokenizer, trained, Silent())
    longer = len(data.tgt.of(0))
    rows = tuple(np.full(int(n * longer), 9 + i, np.uint16) for i, n in enumerate(lengths))
    (folder / FOLDER).mkdir()
    found = Candidates(0, rows, np.array(worth, np.float32), searches or (len(rows),))
    Store(folder / FOLDER, SOURCES).put([found])
    trainer = risk.RiskTrainer(recipe, load_weights(trained / "weights.pt"), data, folder)
    return next(trainer.batches(0))


def test_the_best_and_the_worst_of_each_search_are_learnt_from(trained, tmp_path):
    worth = [0.5, 0.6, 0.4, 0.3, 0.9, 0.2, 0.35]
    searches = (3, 3, 1)
    batch = batch_of(trained, tmp_path, worth, [1.0] * 7, searches=searches, candidates=5)
    assert batch.rewards[0].tolist() == pytest.approx([0.6, 0.4, 0.9, 0.2, 0.35])
    assert [int(row[0]) for row in batch.target[:5]] == [10, 11, 13, 14, 15]


def test_fewer_candidates_are_filled_up_without_a_reward(trained, tmp_path):
    batch = batch_of(trained, tmp_path, [0.5, 0.6], [1.0, 1.0], candidates=4)
    assert batch.rewards[0].tolist() == pytest.approx([0.6, 0.5, np.nan, np.nan], nan_ok=True)


@pytest.mark.parametrize(("first", "sign"), [(0.5, 1), (2.0, -1)])
def test_length_is_worth_something_while_outputs_are_too_short(trained, tmp_path, first, sign):
    lengths = [first, 1.0, 3.0]
    with_pull = batch_of(trained, tmp_path, [0.5] * 3, lengths, candidates=3, steer=4.0)
    pulled = with_pull.rewards[0]
    rows = [int((row != PAD).sum()) for row in with_pull.target[:3]]
    longest, shortest = pulled[np.argmax(rows)], pulled[np.argmin(rows)]
    assert np.sign(longest - shortest) == sign
    (tmp_path / "without").mkdir()
    plain = batch_of(trained, tmp_path / "without", [0.5] * 3, lengths, candidates=3, steer=0.0)
    assert plain.rewards[0].tolist() == pytest.approx([0.5] * 3)


def test_a_longer_source_is_translated_in_parts_that_are_joined():
    tokenizer = Tokenizer.load(resolve_model("zh-en"))
    english = {"经济增长了，": "The economy grew.", "但是出口下降了。": "But exports fell."}
    asked: list[str] = []

    def search(sources):
        asked.extend(tokenizer.source.decode(source) for source in sources)
        texts = [english[tokenizer.source.decode(source)] for source in sources]
        return [[list(pieces)] for pieces in tokenizer.encode_target(texts)]

    sources = [list(s) for s in tokenizer.encode(["".join(english), "经济增长了，", "出口下降了"])]
    found = in_parts_by(search, tokenizer, len(sources[0]) - 1)(sources)
    assert asked == list(english)
    assert [[tokenizer.decode(h) for h in each] for each in found] == [
        ["The economy grew, but exports fell."],
        [],
        [],
    ]
    assert together([search, search])(sources[1:2]) == [2 * search(sources[1:2])[0]]


@pytest.mark.parametrize(
    "changed",
    [
        {"length_penalty": 8.0},
        {"coverage_penalty": 8.0},
        {"beam": 3},
        {"sampled": 5, "temperature": 9.0},
    ],
)
def test_the_recipe_says_how_candidates_are_searched(trained, changed):
    recipe = read_recipe(trained / "recipe.toml")
    data = prepare(recipe.data, trained / "zh-en.spm", trained, Silent())
    usual = Risk(beam=6, sampled=0, length_penalty=0.0, coverage_penalty=0.0)
    pairs = np.arange(60)

    def rows(options):
        made = Writer(data, options, 40).write(trained / "model", pairs)
        return [[row.tolist() for row in one.rows] for one in made]

    assert rows(usual) == rows(usual)
    assert rows(usual) != rows(replace(usual, **changed))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_risk_run_makes_better_candidates_likelier(trained, bitext, tmp_path, workers):
    # A model that was disturbed makes mistakes it can learn from.
    start = tmp_path / "start"
    start.mkdir()
    from aligner.training.export import WEIGHTS, save_weights

    model = load_weights(trained / WEIGHTS)
    generator = torch.Generator().manual_seed(2)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if name.startswith("decoder") and weight.ndim == 2:
                weight += 0.5 * weight.std() * torch.randn(weight.shape, generator=generator)
    save_weights(model, start / WEIGHTS)
    (start / "zh-en.spm").write_bytes((trained / "zh-en.spm").read_bytes())
    recipe = bitext / f"risk{workers}.toml"
    text = RECIPE.format(steps=150, map_pieces=0).replace("[run]", f"[run]\nworkers = {workers}")
    text = text.replace("rate = 0.005", "rate = 0.001").replace("eval_every = 200", "eval_every=0")
    recipe.write_text(text.replace("[run]", RISK + "[run]"), encoding="utf-8")
    options = ["-o", str(tmp_path / "run"), "--init", str(start)]
    result = CliRunner().invoke(app, ["train", str(recipe), *options])
    assert result.exit_code == 0, result.output
    log = [line.split("\t") for line in (tmp_path / "run" / "log.tsv").read_text().splitlines()[1:]]
    costs = [float(row[2]) for row in log if row[2]]
    assert costs[-1] < costs[0]
    assert not (tmp_path / "run" / "candidates").exists()
