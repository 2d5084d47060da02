"""Muon: momentum whose matrix is made orthogonal before it is applied.

Every direction a weight matrix can move in then moves by the same amount, also those that few
batches ask for. Source: Jordan 2024 (kellerjordan.github.io/posts/muon); the step has the root mean
square of an AdamW step (Liu et al. 2025, arXiv 2502.16982), so both share a learning rate.
``torch.optim.Muon`` computes in bfloat16 everywhere, which a CPU without such arithmetic does 30
times slower than in float32; here equal shapes are stacked and the caller says what is fast.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable

import torch
from torch import Tensor

COEFFICIENTS = (3.4445, -4.7750, 2.0315)
"""Of the odd polynomial that draws every singular value towards 1 (Jordan 2024)."""

ROUNDS = 4
STEP_SIZE = 0.2
"""Root mean square of an AdamW step in learning rates (Liu et al. 2025)."""


def orthogonal(stack: Tensor, products: torch.dtype = torch.float32) -> Tensor:
    """Return (N, R, C) with the singular values of each matrix near 1, its directions kept.

    ``products`` is the number format that is computed in; bfloat16 is exact enough for it.
    """
    a, b, c = COEFFICIENTS
    x = stack.to(products)
    turned = x.shape[1] > x.shape[2]
    x = x.mT if turned else x
    x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(ROUNDS):
        square = x @ x.mT
        x = torch.baddbmm(x, torch.baddbmm(square, square, square, beta=b, alpha=c), x, beta=a)
    return (x.mT if turned else x).to(stack.dtype)


class Muon(torch.optim.Optimizer):
    """Nesterov momentum made orthogonal, with decoupled weight decay; for matrices alone."""

    def __init__(
        self,
        matrices: Iterable[Tensor],
        lr: float,
        *,
        momentum: float = 0.95,
        weight_decay: float = 0.0,
        products: torch.dtype = torch.float32,
    ) -> None:
        self._products = products
        super().__init__(matrices, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:
        """Apply one step to every matrix that has a gradient; ``closure`` is not used."""
        del closure
        for group in self.param_groups:
            by_shape: dict[torch.Size, list[Tensor]] = defaultdict(list)
            for weight in group["params"]:
                if weight.grad is not None:
                    by_shape[weight.shape].append(weight)
            for shape, weights in by_shape.items():
                updates = torch.stack([self._momentum(w, group["momentum"]) for w in weights])
                size = group["lr"] * STEP_SIZE * math.sqrt(max(shape))
                for weight, update in zip(
                    weights, orthogonal(updates, self._products), strict=True
                ):
                    weight.mul_(1 - group["lr"] * group["weight_decay"]).add_(update, alpha=-size)

    def _momentum(self, weight: Tensor, keep: float) -> Tensor:
        state = self.state[weight]
        if "momentum" not in state:
            state["momentum"] = torch.zeros_like(weight)
        average: Tensor = state["momentum"].lerp_(weight.grad, 1 - keep)
        return weight.grad.lerp(average, keep) if weight.grad is not None else average
