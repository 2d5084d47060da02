"""Give a trained model more layers, or wider ones, without changing what it computes.

The last products of a new layer start at zero, and so do those of the new units of a feed-forward
layer: they add nothing until they learn to (Chen et al. 2016, Net2Net, arXiv 1511.05641; zero
output as in Bachlechner et al. 2021, 2003.04887). A run can then go on from a smaller model with
all that it knows.
"""

import torch
from torch import Tensor

from aligner.errors import ModelError
from aligner.training.model import Config, Transformer

ADDS = ("o.weight", "down.weight")
"""Ends of the names of the products through which a layer adds to what comes in."""
GROWS = ("ffn", "encoder_layers", "decoder_layers")
"""What a model can have more of."""
FREE = {*GROWS, "dropout"}
"""What may differ between a model and what it becomes."""


def grow(model: Transformer, config: Config) -> Transformer:
    """Return a model of the size ``config`` that computes what ``model`` does.

    Raises ``ModelError`` unless the two sizes differ in their layers and the units of the
    feed-forward ones alone, and only upwards.
    """
    old = model.config
    other = {
        name: (getattr(old, name), getattr(config, name))
        for name in Config.__dataclass_fields__
        if name not in FREE and getattr(old, name) != getattr(config, name)
    }
    shrinks = any(getattr(config, name) < getattr(old, name) for name in GROWS)
    if other or shrinks:
        says = ", ".join(f"{name} {was} to {wanted}" for name, (was, wanted) in other.items())
        raise ModelError(
            "--init: a model can be given more layers and a larger ffn and nothing else, not "
            f"{says or 'fewer or a smaller one'}; take [shape] from its recipe"
        )
    larger = Transformer(config)
    known = model.state_dict()
    with torch.no_grad():
        for name, weight in larger.named_parameters():
            if name in known:
                _fill(weight, known[name], name)
            elif name.endswith(ADDS):
                weight.zero_()
    return larger


def _fill(weight: Tensor, known: Tensor, name: str) -> None:
    """Put what is known in the first corner; what is new beside it adds nothing."""
    if weight.shape != known.shape and name.endswith(ADDS):
        weight.zero_()
    weight[tuple(slice(size) for size in known.shape)] = known
