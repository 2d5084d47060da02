"""The files of int8 models: no pair of 8-bit products may overflow 16 bits."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from aligner.registry import int8  # noqa: E402
from aligner.training.export import specification  # noqa: E402
from aligner.training.model import Config, Transformer  # noqa: E402


def small_specification():
    torch.manual_seed(1)
    model = Transformer(Config(24, 16, 32, 4, 1, 1, 0.0))
    spec = specification(model, [f"<{i}>" for i in range(24)])
    spec.validate()
    return spec


@pytest.mark.parametrize("quantization", ["int8", "int8_float32"])
def test_no_weight_exceeds_the_limit_and_each_row_uses_it_up(quantization):
    spec = small_specification()
    int8.optimize(spec, quantization)
    weight = spec.encoder.layer[0].ffn.linear_0.weight.numpy()
    assert weight.dtype == np.int8
    assert (np.abs(weight.astype(int)).max(1) == int8.LIMIT).all()
    assert 2 * 255 * int8.LIMIT < 2**15


def test_weights_come_back_to_half_a_step():
    exact, rounded = small_specification(), small_specification()
    int8.optimize(rounded, "int8")
    for kind in ("linear_0", "linear_1", "linear_0_noact"):
        before = getattr(exact.decoder.layer[0].ffn, kind).weight.numpy()
        after = getattr(rounded.decoder.layer[0].ffn, kind)
        scale = after.weight_scale.numpy()[:, None]
        assert (np.abs(after.weight.numpy() / scale - before) <= 0.501 / scale).all()


def test_shared_embeddings_are_stored_once():
    spec = small_specification()
    int8.optimize(spec, "int8")
    kept = [spec.encoder.embeddings[0].weight, spec.decoder.projection.weight]
    assert any(isinstance(value, str) for value in kept)


def test_other_types_are_left_to_ctranslate2():
    spec = small_specification()
    int8.optimize(spec, "float16")
    assert spec.encoder.layer[0].ffn.linear_0.weight.dtype == "float16"
