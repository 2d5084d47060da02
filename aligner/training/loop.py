"""The training loop: batches to weights, resumable at any checkpoint.

One step is ``accumulate`` batches. The learning rate warms up, stays flat, then decays linearly to
a twentieth; the data mix moves to ``final_weight`` while it decays. An exponential moving average
of the weights is what is evaluated and exported. Products are in bfloat16 where that is fast
(``precision.py``). A checkpoint holds
the weights, the average, the optimizer and how far the run is; data order is drawn anew from the
seed and the step, so a run that was cut equals one that was not only in distribution.
"""

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from aligner.errors import ModelError
from aligner.training.crew import Member
from aligner.training.data import Ids, TrainingData, batches, resampling
from aligner.training.loss import smoothed_cross_entropy
from aligner.training.model import BOS, EOS, PAD, UNK, Config, Transformer
from aligner.training.muon import Muon
from aligner.training.precision import keep_memory, product_type
from aligner.training.recipe import Optimizer, Recipe, Run

CHECKPOINT = "checkpoint.pt"
FLOOR = 0.05
NEVER = -30.0


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded piece ids of some pairs, (pairs, S) and (pairs, T), and the generator they came from.

    In a risk run (``risk.py``) the targets are the candidates of each source, then its reference,
    and ``rewards`` those of the candidates.
    """

    source: Ids
    target: Ids
    rng: np.random.Generator
    rewards: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One line of the log; ``loss`` is the mean negative log-likelihood of a piece, in nats.

    In a risk run it is the expected cost of a candidate, 0 to 1.
    """

    step: int
    share: float
    loss: float
    rate: float
    pieces_per_second: float
    seconds: float


def rate_at(step: int, share: float, optimizer: Optimizer) -> float:
    """Return the learning rate of a step; ``share`` of the run is done, 0 to 1."""
    warm = min(1.0, (step + 1) / max(1, optimizer.warmup))
    decay = min(1.0, max(FLOOR, (1 - share) / (1 - optimizer.flat)))
    return optimizer.rate * warm * decay


def share_of(run: Run, step: int, seconds: float) -> float:
    """Return how much of a run is done, 0 to 1."""
    done = [step / run.steps] if run.steps else []
    done += [seconds / (60 * run.minutes)] if run.minutes else []
    return min(1.0, max(done))


def weights_at(recipe: Recipe, share: float) -> NDArray[np.float64]:
    """Return the weight of a pair of each training file when ``share`` of the run is done."""
    flat = recipe.optimizer.flat
    mix = max(0.0, (share - flat) / (1 - flat))
    files = recipe.data.train
    return np.array([f.weight * (1 - mix) + f.final_weight * mix for f in files])


def config_of(recipe: Recipe, vocabulary: int) -> Config:
    """Return the size of the recipe's model for a vocabulary of so many pieces."""
    s = recipe.shape
    return Config(
        vocabulary, s.width, s.ffn, s.heads, s.encoder_layers, s.decoder_layers, s.dropout
    )


def pick_device(name: str) -> torch.device:
    """Return the device of ``auto``, ``cpu`` or ``cuda``; ``ModelError`` if there is no such."""
    if name == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if name.startswith("cuda") and not torch.cuda.is_available():
        raise ModelError("run.device is cuda but there is no GPU here; write auto or cpu")
    return torch.device(name)


def hide(pieces: Tensor, share: float) -> Tensor:
    """Return piece ids with a share of them unknown, but no start, end or padding."""
    if not share:
        return pieces
    chosen = (torch.rand(pieces.shape, device=pieces.device) < share) & (pieces > BOS)
    return pieces.masked_fill(chosen, UNK)


def _optimizers(
    options: Optimizer, matrices: list[Tensor], others: list[Tensor], products: torch.dtype
) -> list[torch.optim.Optimizer]:
    rate, decay = options.rate, options.weight_decay
    rest = torch.optim.AdamW(
        others, lr=rate, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.0, fused=True
    )
    if options.matrices == "muon":
        return [Muon(matrices, rate, weight_decay=decay, products=products), rest]
    adamw = torch.optim.AdamW(matrices, lr=rate, betas=(0.9, 0.98), eps=1e-9, weight_decay=decay)
    return [adamw, rest]


class Trainer:
    """A model in training: weights, their average, the optimizer, and how far the run is."""

    def __init__(self, recipe: Recipe, model: Transformer, data: TrainingData) -> None:
        self.recipe, self.data = recipe, data
        self.device = pick_device(recipe.run.device)
        self.model = model.to(self.device)
        self.products = product_type(recipe.run.precision, self.device)
        if recipe.run.compile:
            # Layer by layer: a graph of the whole model is compiled anew for every other batch.
            for layer in (*model.encoder, *model.decoder):
                layer.compile(dynamic=True)
        if self.device.type == "cpu":
            keep_memory()
        matrices = [w for n, w in model.named_parameters() if w.ndim == 2 and n[:9] != "embedding"]
        chosen = {id(w) for w in matrices}
        others = [w for w in model.parameters() if id(w) not in chosen]
        self.optimizers = _optimizers(recipe.optimizer, matrices, others, self.products)
        self.average = {name: w.detach().clone() for name, w in self.model.state_dict().items()}
        self.step, self.seconds = 0, 0.0
        self.member: Member | None = None
        frequency = np.bincount(data.tgt.pieces, minlength=model.config.vocabulary)
        # Every target ends with it, though the stored pieces leave it out.
        frequency[EOS] = len(data.tgt.offsets) - 1
        self._order = np.argsort(-frequency, kind="stable")
        self._seen = int((frequency > 0).sum())

    @property
    def share(self) -> float:
        """How much of the run is done, 0 to 1."""
        return share_of(self.recipe.run, self.step, self.seconds)

    def weights(self) -> NDArray[np.float64]:
        """Return the present weight of a pair of each training file."""
        return weights_at(self.recipe, self.share)

    def candidates(self, target: Ids, rng: np.random.Generator) -> tuple[Ids, int] | None:
        """Return the pieces of a sampled softmax and how many of them were drawn, or ``None``.

        The frequent pieces and those of the batch stand for themselves; each drawn one stands for
        all that were not (importance weights make the sum unbiased: Jean et al. 2015, 1412.2007).
        """
        options = self.recipe.optimizer
        rest = self._order[options.frequent : self._seen]
        if not options.sampled or len(rest) <= options.sampled:
            return None
        sure = np.union1d(self._order[: options.frequent], np.unique(target))
        drawn = np.setdiff1d(rng.choice(rest, options.sampled, replace=False), sure)
        return np.concatenate([sure, drawn]), len(drawn)

    def size(self, batch: Batch) -> int:
        """Return by what the loss of a batch is divided: its target pieces."""
        return int((batch.target != PAD).sum())

    def loss(self, batch: Batch) -> tuple[Tensor, float, int]:
        """Return the summed loss of a batch, the same without smoothing, and its pieces."""
        src, tgt = self.on_device(batch.source), self.on_device(batch.target)
        start = torch.cat([torch.full_like(tgt[:, :1], BOS), tgt[:, :-1]], 1)
        hidden = self.recipe.optimizer.token_dropout
        src, start = hide(src, hidden), hide(start, hidden)
        real = tgt.ne(PAD)
        with self.mixed():
            states = self.model(src, start)[real]
        weight, bias, gold = self.softmax(batch, tgt[real])
        smoothing = self.recipe.optimizer.smoothing
        loss, plain = smoothed_cross_entropy(states, weight, bias, gold, smoothing, self.products)
        return loss, float(plain), len(gold)

    def on_device(self, ids: Ids) -> Tensor:
        """Return ids as a tensor where the model is."""
        return torch.from_numpy(ids).to(self.device, non_blocking=True)

    def mixed(self) -> torch.autocast:
        """Return what has matrix products done in the number format of this run."""
        enabled = self.products is not torch.float32
        return torch.autocast(self.device.type, dtype=self.products, enabled=enabled)

    def softmax(self, batch: Batch, gold: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return output weights and biases, and where in them the pieces ``gold`` are.

        All of them, or those of a sampled softmax, the drawn ones with what they stand for.
        """
        weight, bias = self.model.embedding.weight, self.model.bias
        picked = self.candidates(batch.target, batch.rng)
        if picked is None:
            return weight, bias, gold
        pieces, drawn = picked
        ids = torch.from_numpy(pieces).to(self.device)
        place = torch.zeros(len(weight), dtype=torch.long, device=self.device)
        place[ids] = torch.arange(len(pieces), device=self.device)
        stands_for = torch.zeros(len(pieces), device=self.device)
        stands_for[len(pieces) - drawn :] = math.log(
            (self._seen - len(pieces) + drawn) / max(1, drawn)
        )
        return weight[ids], bias[ids] + stands_for, place[gold]

    def run(
        self,
        folder: Path,
        on_report: Callable[[Report], None],
        on_evaluate: Callable[[int], None],
    ) -> None:
        """Train until the recipe's end, saving as it says and after the last step.

        ``on_report`` gets a line every 50 steps, ``on_evaluate`` the step every ``eval_every``.
        """
        saved = began = time.monotonic()
        loss_sum, pieces, others = 0.0, 0, 0
        for loss, count, elsewhere in self.steps():
            loss_sum, pieces, others = loss_sum + loss, pieces + count, others + elsewhere
            if self.step % 50 == 0 or self.share >= 1:
                speed = (pieces + others) / (time.monotonic() - began)
                rate = rate_at(self.step, self.share, self.recipe.optimizer)
                mean = loss_sum / max(1, pieces)
                on_report(Report(self.step, self.share, mean, rate, speed, self.seconds))
                loss_sum, pieces, others, began = 0.0, 0, 0, time.monotonic()
            if self.recipe.run.eval_every and self.step % self.recipe.run.eval_every == 0:
                on_evaluate(self.step)
                began = time.monotonic()
            if time.monotonic() - saved > 60 * self.recipe.run.save_minutes:
                self.save(folder)
                saved = time.monotonic()
        self.save(folder)

    def steps(self, worker: int = 0) -> Iterator[tuple[float, int, int]]:
        """Take steps until the end of the run, on batches that no other worker draws.

        Yields the summed loss of each, its pieces, and those of other workers in the meantime.
        """
        source = self.batches(worker)
        while self.share < 1:
            before = time.monotonic()
            loss, count = self._step(source)
            self.seconds += time.monotonic() - before
            yield loss, count, self.member.after_step(self, count) if self.member else 0

    def batches(self, worker: int) -> Iterator[Batch]:
        """Yield batches for ever, other ones for each worker."""
        rng = self.generator(worker)
        resample = resampling(self.recipe.data, self.data.tokenizer, rng)
        pieces = self.recipe.optimizer.batch_pieces
        for src, tgt in batches(self.data, self.weights, pieces, rng, resample):
            yield Batch(src, tgt, rng)

    def generator(self, worker: int) -> np.random.Generator:
        """Return the source of chance for what a worker draws from here on."""
        seed = [self.recipe.run.seed, self.step]
        return np.random.default_rng([*seed, worker] if worker else seed)

    def _step(self, source: Iterator[Batch]) -> tuple[float, int]:
        options = self.recipe.optimizer
        self.model.train()
        drawn = [next(source) for _ in range(options.accumulate)]
        size = sum(self.size(batch) for batch in drawn)
        plain_sum, total = 0.0, 0
        for batch in drawn:
            loss, plain, count = self.loss(batch)
            (loss / size).backward()
            plain_sum, total = plain_sum + plain, total + count
        if not math.isfinite(plain_sum):
            raise ModelError(
                f"step {self.step}: the loss is not a number; lower optimizer.rate and go on from "
                "the last checkpoint"
            )
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), options.clip)
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = rate_at(self.step, self.share, options)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        self.step += 1
        self._update_average()
        return plain_sum, total

    @torch.no_grad()
    def _update_average(self) -> None:
        # A young average forgets faster, or the random start would weigh for ever.
        keep = min(self.recipe.optimizer.average, self.step / (self.step + 10))
        for name, weight in self.model.state_dict().items():
            self.average[name].lerp_(weight, 1 - keep)

    def save(self, folder: Path) -> None:
        """Write the checkpoint, whole or not at all."""
        state = {
            "config": asdict(self.model.config),
            "matrices": self.recipe.optimizer.matrices,
            "model": self.model.state_dict(),
            "average": self.average,
            "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
            "step": self.step,
            "seconds": self.seconds,
        }
        temporary = folder / f".{CHECKPOINT}"
        torch.save(state, temporary)
        temporary.replace(folder / CHECKPOINT)

    def restore(self, folder: Path) -> bool:
        """Go on from the checkpoint in ``folder``; return whether there was one."""
        path = folder / CHECKPOINT
        if not path.exists():
            return False
        state = torch.load(path, map_location=self.device, weights_only=True)
        if state["config"] != asdict(self.model.config):
            raise ModelError(
                f"{path}: was trained with another shape or vocabulary than the recipe asks for; "
                "put the old values back, or start in a new folder"
            )
        if state.get("matrices") != self.recipe.optimizer.matrices:
            raise ModelError(
                f"{path}: was trained with another optimizer.matrices than the recipe asks for; "
                "put the old value back, or start in a new folder"
            )
        self.model.load_state_dict(state["model"])
        for optimizer, kept in zip(self.optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(kept)
        self.average, self.step, self.seconds = state["average"], state["step"], state["seconds"]
        return True

    def averaged(self) -> Transformer:
        """Return the averaged model on the CPU, for evaluation and export."""
        return self._usable(self.average)

    def current(self) -> Transformer:
        """Return the model as the last step left it, on the CPU."""
        return self._usable(self.model.state_dict())

    def _usable(self, weights: dict[str, Tensor]) -> Transformer:
        model = Transformer(self.model.config)
        model.load_state_dict({name: w.detach().float().cpu() for name, w in weights.items()})
        if self.recipe.optimizer.sampled:
            # Pieces no target ever held (Chinese ones, into English) were in no softmax, so nothing
            # taught the model to avoid them.
            with torch.no_grad():
                model.bias[torch.from_numpy(self._order[self._seen :].copy())] = NEVER
        return model.eval()
