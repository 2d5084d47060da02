"""The Transformer we train: pre-norm, RMSNorm, rotary positions, SwiGLU, tied embeddings.

Every part has an equal in CTranslate2's ``TransformerSpec`` (``export.py``); a test compares the
log-probabilities. Sources: Vaswani 2017 (arXiv 1706.03762), Zhang & Sennrich 2019 (RMSNorm,
1910.07467), Su 2021 (rotary positions, 2104.09864), Shazeer 2020 (SwiGLU, 2002.05202), Kasai 2020
(deep encoder, shallow decoder, 2006.10369).
Does not: cache states, beam search or batch by itself; decoding for real is CTranslate2's work.

Shapes: B batch, S source pieces, T target pieces, D width, H heads.
"""

import math
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 (the usual name)
from torch import Tensor, nn

PAD, EOS, UNK, BOS = 0, 1, 2, 3
"""Piece ids that the SentencePiece models of this package reserve; ``BOS`` starts the decoder."""

ROTARY_BASE = 10000.0
EPSILON = 1e-6
NEVER_LOOK = -1e4
"""The score of a place that attention must not see, within the range of any number format."""

Rotation = tuple[Tensor, Tensor]


@dataclass(frozen=True, slots=True)
class Config:
    """The size of a model; ``vocabulary`` counts pieces."""

    vocabulary: int
    width: int
    ffn: int
    heads: int
    encoder_layers: int
    decoder_layers: int
    dropout: float


class RMSNorm(nn.Module):
    """Scale to root mean square 1, then by a learned vector."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x: Tensor) -> Tensor:
        """(..., D) to (..., D)."""
        return F.rms_norm(x, (x.shape[-1],), self.weight.to(x.dtype), EPSILON)


def rotation(length: int, size: int, device: torch.device) -> Rotation:
    """Return cosines and sines, each (length, size / 2), for heads of ``size``."""
    inverse = 1.0 / ROTARY_BASE ** (torch.arange(0, size, 2, device=device).float() / size)
    angles = torch.arange(length, device=device).float()[:, None] * inverse[None]
    return angles.cos(), angles.sin()


def rotate(x: Tensor, by: Rotation) -> Tensor:
    """Turn (B, H, L, size) by position; halves, not interleaved."""
    first, second = x.float().chunk(2, -1)
    cosine, sine = by[0][: x.shape[2]], by[1][: x.shape[2]]
    return torch.cat([first * cosine - second * sine, second * cosine + first * sine], -1).to(
        x.dtype
    )


def weigh(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
    """Scaled dot-product attention over (B, H, L, size); no mask means causal.

    On a CPU in plain products: PyTorch's fused kernel takes three times as long there for rows of
    thirty pieces.
    """
    if q.is_cuda:
        return F.scaled_dot_product_attention(q, k, v, attn_mask=mask, is_causal=mask is None)
    scores = (q @ k.mT).mul(q.shape[-1] ** -0.5)
    if mask is None:
        mask = torch.ones(scores.shape[-2:], dtype=torch.bool, device=q.device).tril()
    shares = scores.masked_fill(~mask, NEVER_LOOK).softmax(-1)
    return shares.to(v.dtype) @ v


class Attention(nn.Module):
    """Multi-head attention without biases; over ``memory`` when it is given."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.heads = config.heads
        self.q = nn.Linear(config.width, config.width, bias=False)
        self.kv = nn.Linear(config.width, 2 * config.width, bias=False)
        self.o = nn.Linear(config.width, config.width, bias=False)

    def _split(self, x: Tensor) -> Tensor:
        return x.view(x.shape[0], -1, self.heads, x.shape[-1] // self.heads).transpose(1, 2)

    def attend(self, x: Tensor, memory: Tensor, mask: Tensor | None, by: Rotation | None) -> Tensor:
        """(B, L, D) over (B, M, D) to (B, L, D); no mask means causal."""
        key, value = self.kv(memory).chunk(2, -1)
        q, k, v = self._split(self.q(x)), self._split(key), self._split(value)
        if by is not None:
            q, k = rotate(q, by), rotate(k, by)
        y = weigh(q, k, v, mask)
        return self.o(y.transpose(1, 2).reshape(x.shape))


class FeedForward(nn.Module):
    """SwiGLU."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.gate = nn.Linear(config.width, config.ffn, bias=False)
        self.up = nn.Linear(config.width, config.ffn, bias=False)
        self.down = nn.Linear(config.ffn, config.width, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """(..., D) to (..., D)."""
        return self.down(F.silu(self.gate(x)) * self.up(x))


class Dropout(nn.Module):
    """Draws what dropout keeps, for several sublayers at once and outside of what is compiled.

    From random bytes: on a CPU PyTorch's own generator takes twenty times as long a number. So
    the share is rounded to a 256th.
    """

    def __init__(self, share: float) -> None:
        super().__init__()
        self._limit = min(255, round(256 * share))
        self._bytes = np.random.default_rng(int(torch.randint(2**31, ())))

    def kept(self, x: Tensor, sublayers: int) -> Tensor | None:
        """Return which of (sublayers, *x.shape) numbers are kept; ``None`` for all of them."""
        if not self.training or not self._limit:
            return None
        shape = (sublayers, *x.shape)
        if x.device.type == "cpu":
            return torch.from_numpy(self._bytes.integers(0, 256, shape, np.uint8) >= self._limit)
        return torch.rand(shape, device=x.device) >= self._limit / 256

    def forward(self, x: Tensor, kept: Tensor | None) -> Tensor:
        """Return ``x`` where it is kept, scaled up for what is not."""
        return x if kept is None else x * kept * (256 / (256 - self._limit))


class Layer(nn.Module):
    """One encoder layer, or with ``cross`` one decoder layer."""

    def __init__(self, config: Config, *, cross: bool) -> None:
        super().__init__()
        self.attention_norm, self.attention = RMSNorm(config.width), Attention(config)
        self.cross_norm = RMSNorm(config.width) if cross else None
        self.cross = Attention(config) if cross else None
        self.ffn_norm, self.ffn = RMSNorm(config.width), FeedForward(config)
        self.drop = Dropout(config.dropout)
        self.sublayers = 3 if cross else 2

    def forward(
        self,
        x: Tensor,
        by: Rotation,
        mask: Tensor | None,
        memory: Tensor | None = None,
        memory_mask: Tensor | None = None,
        kept: Tensor | None = None,
    ) -> Tensor:
        """(B, L, D) to (B, L, D); ``kept`` is (sublayers, B, L, D)."""
        normed = self.attention_norm(x)
        first, *others = [None] * self.sublayers if kept is None else kept
        x = x + self.drop(self.attention.attend(normed, normed, mask, by), first)
        if self.cross is not None and self.cross_norm is not None and memory is not None:
            added = self.cross.attend(self.cross_norm(x), memory, memory_mask, None)
            x = x + self.drop(added, others[0])
        return x + self.drop(self.ffn(self.ffn_norm(x)), others[-1])


class Transformer(nn.Module):
    """Encoder and decoder over one vocabulary, embeddings shared by all three of its uses."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocabulary, config.width)
        self.bias = nn.Parameter(torch.zeros(config.vocabulary))
        self.encoder = nn.ModuleList(
            Layer(config, cross=False) for _ in range(config.encoder_layers)
        )
        self.decoder = nn.ModuleList(
            Layer(config, cross=True) for _ in range(config.decoder_layers)
        )
        self.encoder_norm, self.decoder_norm = RMSNorm(config.width), RMSNorm(config.width)
        self._initialise()
        self.drop = Dropout(config.dropout)

    def _initialise(self) -> None:
        """Start close to the identity, with cross-attention handing its memory through.

        Then what attention picks in the source reaches the output layer as the embedding it is,
        which a lexical start (``lexical.py``) turns into translations from the first step.
        """
        width = self.config.width
        nn.init.normal_(self.embedding.weight, std=width**-0.5)
        with torch.no_grad():
            for name, weight in self.named_parameters():
                if weight.ndim != 2 or name == "embedding.weight":
                    continue
                nn.init.normal_(weight, std=weight.shape[1] ** -0.5)
                if name.endswith(("o.weight", "down.weight")):
                    weight.mul_(0.2)
                if ".cross.o" in name:
                    weight.mul_(0.5).add_(torch.eye(width) * 0.7)
                if ".cross.kv" in name:
                    weight[width:].mul_(0.2).add_(torch.eye(width))

    def _embed(self, pieces: Tensor) -> Tensor:
        x = self.embedding(pieces) * math.sqrt(self.config.width)
        kept = self.drop.kept(x, 1)
        return self.drop(x, None if kept is None else kept[0])

    def _rotation(self, length: int, device: torch.device) -> Rotation:
        return rotation(length, self.config.width // self.config.heads, device)

    def encode(self, source: Tensor) -> tuple[Tensor, Tensor]:
        """(B, S) piece ids to states (B, S, D) and their mask (B, 1, 1, S)."""
        mask = (source != PAD)[:, None, None, :]
        by = self._rotation(source.shape[1], source.device)
        x = self._embed(source)
        for layer in self.encoder:
            x = layer(x, by, mask, kept=layer.drop.kept(x, layer.sublayers))
        return self.encoder_norm(x), mask

    def decode(self, target: Tensor, memory: Tensor, memory_mask: Tensor) -> Tensor:
        """(B, T) ids, each row starting with ``BOS``, to states (B, T, D)."""
        by = self._rotation(target.shape[1], target.device)
        x = self._embed(target)
        for layer in self.decoder:
            kept = layer.drop.kept(x, layer.sublayers)
            x = layer(x, by, None, memory, memory_mask, kept)
        return self.decoder_norm(x)

    def forward(self, source: Tensor, target: Tensor) -> Tensor:
        """(B, S) and (B, T) ids to decoder states (B, T, D)."""
        return self.decode(target, *self.encode(source))

    def logits(self, states: Tensor, pieces: Tensor | None = None) -> Tensor:
        """(..., D) to (..., V), or to (..., len(pieces)) over those pieces alone."""
        if pieces is None:
            return states @ self.embedding.weight.T.to(states.dtype) + self.bias.to(states.dtype)
        return states @ self.embedding.weight[pieces].T.to(states.dtype) + self.bias[pieces].to(
            states.dtype
        )


@torch.no_grad()
def greedy(model: Transformer, sources: list[list[int]], limit: int) -> list[list[int]]:
    """Return the greedy translation of each source (ids without ``EOS``); ``limit`` pieces at most.

    Quadratic in length: for watching a run, not for translating.
    """
    device = model.embedding.weight.device
    length = max(len(s) for s in sources) + 1
    padded = [[*s, EOS] + [PAD] * (length - len(s) - 1) for s in sources]
    memory, mask = model.encode(torch.tensor(padded, device=device))
    output = torch.full((len(sources), 1), BOS, device=device)
    ended = torch.zeros(len(sources), dtype=torch.bool, device=device)
    for _ in range(limit):
        step = model.logits(model.decode(output, memory, mask)[:, -1]).argmax(-1)
        step[ended] = PAD
        ended |= step == EOS
        output = torch.cat([output, step[:, None]], 1)
        if bool(ended.all()):
            break
    return [[p for p in row[1:] if p not in (PAD, EOS, BOS)] for row in output.tolist()]
