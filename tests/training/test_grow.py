from dataclasses import replace

import pytest
import torch

from aligner.errors import ModelError
from aligner.training.grow import grow
from aligner.training.model import PAD, Config, Transformer

SMALL = Config(60, 32, 48, 4, 2, 1, 0.0)


@pytest.mark.parametrize("ffn", [48, 80])
def test_a_larger_model_computes_what_the_small_one_did_and_can_learn(ffn):
    model = Transformer(SMALL)
    larger = grow(model, replace(SMALL, ffn=ffn, encoder_layers=4, decoder_layers=2))
    source, target = torch.randint(4, 60, (3, 9)), torch.randint(4, 60, (3, 7))
    source[0, 5:] = PAD
    assert torch.allclose(model(source, target), larger(source, target), atol=1e-5)
    larger(source, target).square().sum().backward()
    new = [larger.encoder[3].ffn.down.weight, larger.decoder[1].cross.o.weight]
    grads = [weight.grad for weight in new]
    wider = larger.encoder[0].ffn.down.weight.grad
    grads += [wider[:, 48:]] if ffn > 48 and wider is not None else []
    assert len(grads) == (2 if ffn == 48 else 3)
    assert all(grad is not None and grad.any() for grad in grads)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"width": 64}, "width 32 to 64"),
        ({"encoder_layers": 1}, "fewer"),
        ({"ffn": 32}, "smaller"),
        ({"vocabulary": 61, "decoder_layers": 2}, "vocabulary 60 to 61"),
    ],
)
def test_nothing_but_layers_and_their_units_can_be_added(change, says):
    with pytest.raises(ModelError, match=says):
        grow(Transformer(SMALL), replace(SMALL, **change))
