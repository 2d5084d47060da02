"""Cross-entropies that never hold all logits at once: label-smoothed, or weighed piece by piece.

The logits of a batch are by far its largest tensor, and automatic differentiation keeps several
copies of them. Here a few hundred rows at a time become logits, loss and gradient, while they lie
in the processor's cache; what is kept is the gradient of the states and of the output weights.
"""

from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor

ROWS_CPU, ROWS_GPU = 512, 4096


class _Summed(torch.autograd.Function):
    """Autograd's view of both losses: gradients are made on the way forward."""

    @staticmethod
    def forward(  # noqa: PLR0913 (as autograd wants it)
        ctx: Any,  # noqa: ANN401 (torch gives it no type)
        states: Tensor,
        weight: Tensor,
        bias: Tensor,
        gold: Tensor,
        share: Tensor | None,
        smoothing: float,
        dtype: torch.dtype,
    ) -> tuple[Tensor, Tensor]:
        x, w, width = states.to(dtype), weight.to(dtype), len(weight)
        d_states, d_weight = torch.empty_like(x), torch.zeros_like(weight, dtype=torch.float32)
        d_bias = torch.zeros(width, device=x.device)
        total, plain = torch.zeros((), device=x.device), torch.zeros((), device=x.device)
        for rows in _rows(x):
            part, goal = x[rows], gold[rows, None]
            logits = (part @ w.T).float().add_(bias.float())
            norm = logits.logsumexp(1, keepdim=True)
            lost = norm - logits.gather(1, goal)
            plain += lost.sum()
            if smoothing:
                even = norm - logits.mean(1, keepdim=True)
                lost = (1 - smoothing) * lost + smoothing * even
            slope = logits.sub_(norm).exp_().sub_(smoothing / width)
            slope.scatter_add_(1, goal, torch.full_like(goal, smoothing - 1, dtype=slope.dtype))
            if share is not None:
                lost, slope = lost * share[rows, None], slope.mul_(share[rows, None])
            total += lost.sum()
            d_bias += slope.sum(0)
            slope = slope.to(dtype)
            d_states[rows] = slope @ w
            d_weight += slope.T @ part
        ctx.save_for_backward(d_states.to(states.dtype), d_weight.to(weight.dtype), d_bias)
        ctx.mark_non_differentiable(plain)
        return total, plain

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor | None, ...]:  # noqa: ANN401
        by = grads[0]
        d_states, d_weight, d_bias = ctx.saved_tensors
        return d_states * by, d_weight * by, d_bias * by, None, None, None, None


def smoothed_cross_entropy(
    states: Tensor,
    weight: Tensor,
    bias: Tensor,
    gold: Tensor,
    smoothing: float,
    dtype: torch.dtype = torch.float32,
) -> tuple[Tensor, Tensor]:
    """Return the summed loss of (N, D) states, and the same without smoothing and gradient.

    Logits are ``states @ weight.T + bias`` over V pieces, their products in ``dtype``; ``gold``
    (N) numbers the right piece. Equal to ``torch.nn.functional.cross_entropy``.
    """
    total, plain = _Summed.apply(states, weight, bias, gold, None, smoothing, dtype)
    return total, plain


def weighed_cross_entropy(
    states: Tensor,
    weight: Tensor,
    bias: Tensor,
    gold: Tensor,
    share: Tensor,
    dtype: torch.dtype = torch.float32,
) -> Tensor:
    """Return the cross-entropies of (N, D) states, each times its ``share`` (N), in one sum.

    A share may be negative: then the piece becomes less likely.
    """
    total: Tensor = _Summed.apply(states, weight, bias, gold, share, 0.0, dtype)[0]
    return total


@torch.no_grad()
def log_likelihoods(
    states: Tensor,
    weight: Tensor,
    bias: Tensor,
    gold: Tensor,
    dtype: torch.dtype = torch.float32,
) -> Tensor:
    """Return the log-probability (N) of the piece ``gold`` after each of (N, D) states."""
    x, w = states.to(dtype), weight.to(dtype)
    found = torch.empty(len(x), device=x.device)
    for rows in _rows(x):
        logits = (x[rows] @ w.T).float().add_(bias.float())
        found[rows] = logits.gather(1, gold[rows, None])[:, 0] - logits.logsumexp(1)
    return found


def _rows(states: Tensor) -> Iterator[slice]:
    """Yield the rows to be held as logits at a time."""
    step = ROWS_GPU if states.is_cuda else ROWS_CPU
    for start in range(0, len(states), step):
        yield slice(start, start + step)
