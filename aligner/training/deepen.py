"""Give a trained model more layers without changing what it computes.

A new layer's last products start at zero, so that it adds nothing until it learns to (Chen et al.
2016, Net2Net, arXiv 1511.05641; zero output as in Bachlechner et al. 2021, 2003.04887). A run can
then go on from a smaller model with all that it knows.
"""

import torch

from aligner.errors import ModelError
from aligner.training.model import Config, Transformer

ADDS = ("o.weight", "down.weight")
"""Ends of the names of the products through which a layer adds to what comes in."""
FREE = {"encoder_layers", "decoder_layers", "dropout"}
"""What may differ between a model and what it becomes."""


def deepen(model: Transformer, config: Config) -> Transformer:
    """Return a model of the size ``config`` that computes what ``model`` does.

    Raises ``ModelError`` unless the two sizes differ in their layers alone, and only upwards.
    """
    old = model.config
    other = {
        name: (getattr(old, name), getattr(config, name))
        for name in Config.__dataclass_fields__
        if name not in FREE and getattr(old, name) != getattr(config, name)
    }
    shrinks = (
        config.encoder_layers < old.encoder_layers or config.decoder_layers < old.decoder_layers
    )
    if other or shrinks:
        says = ", ".join(f"{name} {was} to {wanted}" for name, (was, wanted) in other.items())
        raise ModelError(
            f"--init: a model can be given more layers and nothing else, not {says or 'fewer'}; "
            "take [shape] from its recipe"
        )
    deeper = Transformer(config)
    with torch.no_grad():
        for layers, kept in (
            (deeper.encoder, len(model.encoder)),
            (deeper.decoder, len(model.decoder)),
        ):
            for layer in list(layers)[kept:]:
                for name, weight in layer.named_parameters():
                    if name.endswith(ADDS):
                        weight.zero_()
    deeper.load_state_dict({**deeper.state_dict(), **model.state_dict()})
    return deeper
