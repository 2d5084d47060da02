"""Training by expected risk: the better of the model's own candidates become the likelier ones.

The risk of a source is the expected cost of its candidates, each counted by the share of their
probability it has (Shen et al. 2016, arXiv 1512.02433, in the form of Edunov et al. 2018, arXiv
1711.04956: means over pieces, and the likelihood of the reference beside it). Likelihood alone
shows a model only sentences it did not write; this shows it what its own mistakes cost.
``candidates.py`` finds the candidates, in a process of its own.
"""

import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from aligner.errors import ModelError
from aligner.training.candidates import Candidates, Store
from aligner.training.data import Resample, TrainingData, pad, resampling
from aligner.training.loop import Batch, Trainer, hide
from aligner.training.loss import log_likelihoods, weighed_cross_entropy
from aligner.training.model import BOS, PAD, Transformer
from aligner.training.recipe import Recipe
from aligner.training.writer import FOLDER, put_model

REFRESH = 60.0
"""Seconds between two models for the candidates."""
BLOCK = 1000
"""Sources that are sorted by length together, and used before newer ones are looked for."""
JUDGED, MOST = 1000, 0.5
"""How many of the newest sources say how long the outputs are, and the most a length counts."""
WAIT, PATIENCE = 0.2, 900.0
"""Seconds between two looks for the first candidates, and until there must be some."""


class RiskTrainer(Trainer):
    """A model in training by expected risk, on candidates that lie in ``folder``."""

    def __init__(
        self, recipe: Recipe, model: Transformer, data: TrainingData, folder: Path
    ) -> None:
        super().__init__(recipe, model, data)
        self._folder = folder / FOLDER
        self._store = Store(self._folder, recipe.risk.sources)
        self._shown = time.monotonic()  # the writer begins with the model as it is

    def size(self, batch: Batch) -> int:
        """Return by what the loss of a batch is divided: its sources."""
        return len(batch.source)

    def batches(self, worker: int) -> Iterator[Batch]:
        """Yield batches of the newest candidates for ever, other ones for each worker."""
        rng = self.generator(worker)
        resample = resampling(self.recipe.data, self.data.tokenizer, rng)
        while True:
            known = self._newest()
            pull = self._pull(known[-JUDGED:])
            chosen = [known[i] for i in rng.permutation(len(known))[:BLOCK]]
            chosen.sort(key=self._width)
            packed = list(self._packed(chosen))
            for index in rng.permutation(len(packed)):
                yield self._batch(packed[index], resample, rng, pull)

    def _newest(self) -> list[Candidates]:
        began = time.monotonic()
        while not (known := self._store.newest()):
            if time.monotonic() - began > PATIENCE:
                raise ModelError(
                    "no candidates for [risk] yet: does the model translate at all? begin from a "
                    "trained one (--init), and let risk.beam or risk.sampled be larger"
                )
            time.sleep(WAIT)
        return known

    def _pull(self, known: list[Candidates]) -> float:
        """Return what one reference's length more is worth: much if the outputs are too short.

        The outputs are the first of each beam. Without this their length swings by a tenth within
        minutes, since what rewards say of it shows only in candidates that are yet to be written.
        """
        risk = self.recipe.risk
        written = sum(len(one.rows[0]) for one in known)
        wanted = sum(len(self.data.tgt.of(one.pair)) for one in known)
        return float(np.clip(risk.steer * (risk.length - written / wanted), -MOST, MOST))

    def _width(self, one: Candidates) -> int:
        return max(len(self.data.tgt.of(one.pair)), *map(len, one.rows)) + 1

    def _packed(self, sources: list[Candidates]) -> Iterator[list[Candidates]]:
        rows, limit = self.recipe.risk.candidates + 1, self.recipe.optimizer.batch_pieces
        pack: list[Candidates] = []
        for one in sources:  # the shortest first
            if pack and self._width(one) * rows * (len(pack) + 1) > limit:
                yield pack
                pack = []
            pack.append(one)
        if pack:
            yield pack

    def _batch(
        self, pack: list[Candidates], resample: Resample, rng: np.random.Generator, pull: float
    ) -> Batch:
        count = self.recipe.risk.candidates
        rewards = np.full((len(pack), count), np.nan, np.float32)
        targets = []
        for place, one in enumerate(pack):
            picked = _apart(one.rewards, count, one.searches)
            lengths = np.array([len(one.rows[i]) for i in picked]) / len(self.data.tgt.of(one.pair))
            rewards[place, : len(picked)] = one.rewards[picked] + pull * (lengths - lengths.mean())
            # A source with fewer has one of them again, without a reward.
            rows = [one.rows[i] for i in picked]
            targets += [*rows, *rows[:1] * (count - len(rows)), self.data.tgt.of(one.pair)]
        sources = [resample(self.data.src.of(one.pair)) for one in pack]
        return Batch(pad(sources), pad(targets), rng, rewards)

    def loss(self, batch: Batch) -> tuple[Tensor, float, int]:
        """Return the summed loss of a batch, its expected cost times its pieces, and these."""
        assert batch.rewards is not None
        self._show()
        tgt, rewards = self.on_device(batch.target), torch.from_numpy(batch.rewards)
        each = self.recipe.risk.candidates + 1
        states = self._states(self.on_device(batch.source), tgt, each)
        real = tgt.ne(PAD)
        weight, bias, gold = self.softmax(batch, tgt[real])
        found = log_likelihoods(states, weight, bias, gold, self.products)
        row = torch.arange(len(tgt), device=self.device)[:, None].expand_as(tgt)[real]
        lengths = real.sum(1)
        means = torch.zeros(len(tgt), device=self.device).index_add_(0, row, found) / lengths
        shares, cost = self._shares(means.view(-1, each), rewards.to(self.device))
        share = (shares.flatten() / lengths)[row]
        loss = weighed_cross_entropy(states, weight, bias, gold, share, self.products)
        return loss, cost * len(gold), len(gold)

    def _states(self, source: Tensor, target: Tensor, each: int) -> Tensor:
        """Return the decoder's states at the real pieces; ``each`` targets share a source."""
        hidden = self.recipe.optimizer.token_dropout
        start = torch.cat([torch.full_like(target[:, :1], BOS), target[:, :-1]], 1)
        # Only of references: what the model wrote is judged as it stands.
        start[each - 1 :: each] = hide(start[each - 1 :: each], hidden)
        with self.mixed():
            memory, mask = self.model.encode(hide(source, hidden))
            memory, mask = memory.repeat_interleave(each, 0), mask.repeat_interleave(each, 0)
            return self.model.decode(start, memory, mask)[target.ne(PAD)]

    def _shares(self, means: Tensor, rewards: Tensor) -> tuple[Tensor, float]:
        """Return what the mean cross-entropy of each target counts, and the mean expected cost.

        ``means`` are log-probabilities a piece, (sources, candidates and reference). The gradient
        of the risk by the score of a candidate is its share times how much it costs beyond the
        expected; a candidate without a reward has none.
        """
        risk = self.recipe.risk
        known = ~rewards.isnan()
        cost = torch.where(known, 1 - rewards, torch.zeros_like(rewards))
        scores = (risk.sharpness * means[:, :-1]).masked_fill(~known, -torch.inf)
        chance = scores.softmax(1)
        expected = (chance * cost).sum(1, keepdim=True)
        shares = torch.full_like(means, risk.likelihood)
        shares[:, :-1] = -risk.weight * risk.sharpness * chance * (cost - expected) * known
        return shares, float(expected.mean())

    def _show(self) -> None:
        """Put the model where candidates are written, now and then."""
        first = self.member is None or self.member.number == 0
        if first and time.monotonic() - self._shown > REFRESH:
            put_model(self, self._folder)
            self._shown = time.monotonic()


def _apart(rewards: NDArray[np.float32], count: int, sizes: tuple[int, ...]) -> list[int]:
    """Return the places of at most ``count`` candidates: the best and the worst of each search.

    Those between say little about which way to go and cost as much time (Xu et al. 2025, arXiv
    2504.13818). ``sizes`` says how many each search found, in order.
    """
    starts = np.cumsum((0, *sizes))
    order = np.argsort(-rewards, kind="stable")
    searches = [order[(order >= a) & (order < b)] for a, b in pairwise(starts)]
    places = [
        int(found[end])
        for turn in range(max(sizes))
        for found in searches
        if turn < len(found)
        for end in (turn, -1 - turn)
    ]
    return list(dict.fromkeys(places))[:count]


def trainer_of(recipe: Recipe, model: Transformer, data: TrainingData, folder: Path) -> Trainer:
    """Return what trains ``model`` as the recipe says; candidates lie in the run ``folder``."""
    if recipe.risk.weight:
        return RiskTrainer(recipe, model, data, folder)
    return Trainer(recipe, model, data)
