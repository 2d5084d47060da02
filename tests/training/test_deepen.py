from dataclasses import replace

import pytest
import torch

from aligner.errors import ModelError
from aligner.training.deepen import deepen
from aligner.training.model import PAD, Config, Transformer

SMALL = Config(60, 32, 48, 4, 2, 1, 0.0)


def test_a_deeper_model_computes_what_the_shallow_one_did_and_can_learn():
    model = Transformer(SMALL)
    deeper = deepen(model, replace(SMALL, encoder_layers=4, decoder_layers=2))
    source, target = torch.randint(4, 60, (3, 9)), torch.randint(4, 60, (3, 7))
    source[0, 5:] = PAD
    assert torch.equal(model(source, target), deeper(source, target))
    deeper(source, target).square().sum().backward()
    new = [deeper.encoder[3].ffn.down.weight, deeper.decoder[1].cross.o.weight]
    assert all(weight.grad is not None and weight.grad.any() for weight in new)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"width": 64}, "width 32 to 64"),
        ({"encoder_layers": 1}, "fewer"),
        ({"vocabulary": 61, "decoder_layers": 2}, "vocabulary 60 to 61"),
    ],
)
def test_nothing_but_layers_can_be_added(change, says):
    with pytest.raises(ModelError, match=says):
        deepen(Transformer(SMALL), replace(SMALL, **change))
