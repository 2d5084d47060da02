"""8-bit weights that give the same result on every processor.

x86 processors before VNNI multiply 8-bit numbers in pairs and add each pair in 16 bits, an unsigned
activation (up to 255) times a signed weight (up to 127): two such products can pass 32,767 and are
cut off there, silently. CTranslate2's usual scale lets weights reach 127. Measured on the default
model on such a processor: 0.106 nats a piece lost against float32, about 0.7 BLEU; with weights of
at most 64, where no pair of products can overflow, 0.002 nats. See decision 0404.
Does not: change any other type, or the activations.
"""

from typing import Any

LIMIT = 64
"""2 x 255 x 64 = 32,640, which still fits 16 bits."""


def optimize(spec: Any, quantization: str) -> None:  # noqa: ANN401 (ctranslate2 ships no types)
    """Alias equal variables of a validated ``ModelSpec`` and quantise its weights in place.

    As ``spec.optimize(quantization)`` does, but for ``int8`` and ``int8_float32`` (else
    float32), where no weight exceeds ``LIMIT``.
    """
    from ctranslate2.specs.model_spec import visit_spec

    if quantization not in ("int8", "int8_float32"):
        spec.optimize(quantization=None if quantization == "float32" else quantization)
        return
    spec.optimize(quantization="float32" if quantization == "int8_float32" else None)
    visit_spec(spec, _quantize)


def _quantize(layer: Any, name: str, value: Any) -> None:  # noqa: ANN401
    import numpy as np
    from ctranslate2.specs.model_spec import NumpyVariable, Variable

    key = name.rsplit("/", 1)[-1]
    if not hasattr(layer, f"{key}_scale") or not isinstance(value, Variable):
        return  # not a matrix of weights, or the name of another that it equals
    weight = value.to("float32").numpy()
    largest = np.abs(weight.reshape(weight.shape[0], -1)).max(1)
    largest[largest == 0] = LIMIT
    scale = (LIMIT / largest).astype(np.float32)
    rows = scale.reshape(-1, *[1] * (weight.ndim - 1))
    setattr(layer, key, NumpyVariable(np.rint(weight * rows).astype(np.int8)))
    setattr(layer, f"{key}_scale", NumpyVariable(scale))
