"""Read the weights of a model folder back, so that a shipped int8 model can be fine-tuned.

The layout of ``model.bin`` (binary version 6) is that of CTranslate2's
``specs/model_spec.py``: name, shape, type and bytes of each variable, then aliases. An int8 matrix
comes with a ``_scale`` a row; what was rounded away stays away.
"""

import re
import struct
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from aligner.errors import ModelError
from aligner.training.model import Config, Transformer

VERSION = 6
TYPES = (np.float32, np.int8, np.int16, np.int32, np.float16)
Variables = dict[str, NDArray[np.float32]]


class _Reader:
    """Takes fields off the front of a byte string."""

    def __init__(self, content: bytes) -> None:
        self._content, self._at = content, 0

    def number(self, form: str) -> int:
        """Return the next integer of a ``struct`` format."""
        value: int
        (value,) = struct.unpack_from(form, self._content, self._at)
        self._at += struct.calcsize(form)
        return value

    def bytes(self, length: int) -> bytes:
        """Return the next ``length`` bytes."""
        if self._at + length > len(self._content):
            raise ValueError("the file ends too early")
        self._at += length
        return self._content[self._at - length : self._at]

    def text(self) -> str:
        """Return the next zero-terminated string."""
        return self.bytes(self.number("H"))[:-1].decode()


def read_variables(path: Path) -> Variables:
    """Return every variable of a ``model.bin`` as float32, aliases included."""
    try:
        return _variables(_Reader(path.read_bytes()))
    except (OSError, struct.error, ValueError, UnicodeDecodeError) as error:
        raise ModelError(f"{path}: cannot be read as a CTranslate2 model: {error}") from error


def _variables(reader: _Reader) -> Variables:
    version = reader.number("I")
    if version != VERSION:
        raise ValueError(f"binary version {version} instead of {VERSION}")
    reader.text()
    reader.number("I")
    raw: dict[str, NDArray[np.generic]] = {}
    for _ in range(reader.number("I")):
        name = reader.text()
        shape = [reader.number("I") for _ in range(reader.number("B"))]
        kind = reader.number("B")
        if kind >= len(TYPES):
            raise ValueError(f"{name} is of a type this reader does not know")
        raw[name] = np.frombuffer(reader.bytes(reader.number("I")), TYPES[kind]).reshape(shape)
    for _ in range(reader.number("I")):
        alias, name = reader.text(), reader.text()
        raw[alias] = raw[name]
        if f"{name}_scale" in raw:
            raw[f"{alias}_scale"] = raw[f"{name}_scale"]
    return {name: _float(name, raw) for name in raw if not name.endswith("_scale")}


def _float(name: str, raw: dict[str, NDArray[np.generic]]) -> NDArray[np.float32]:
    value = raw[name].astype(np.float32)
    if raw[name].dtype == np.int8 and f"{name}_scale" in raw:
        value /= raw[f"{name}_scale"].astype(np.float32).reshape(-1, 1)
    return value


def load_folder(folder: Path) -> Transformer:
    """Read the weights back out of an int8 or float model folder made by ``export``.

    So a shipped model can be fine-tuned although its float weights were never shipped. Raises
    ``ModelError`` for a folder of another architecture.
    """
    variables = read_variables(folder / "model.bin")
    try:
        return _from_variables(variables)
    except (KeyError, RuntimeError, ValueError) as error:
        raise ModelError(
            f"{folder}: is not a model that `aligner train` made, so training cannot go on from it "
            f"({error}); use the weights.pt of its run folder"
        ) from error


def _from_variables(variables: dict[str, NDArray[np.float32]]) -> Transformer:
    def count(side: str) -> int:
        parts = (name.split("/") for name in variables)
        return len({p[1] for p in parts if p[0] == side and re.fullmatch(r"layer_\d+", p[1])})

    embedding = variables["decoder/projection/weight"]
    ffn = variables["encoder/layer_0/ffn/linear_0/weight"].shape[0]
    heads = int(variables["encoder/num_heads"])
    config = Config(
        len(embedding), embedding.shape[1], ffn, heads, count("encoder"), count("decoder"), 0.1
    )
    state: dict[str, NDArray[np.float32]] = {
        "embedding.weight": embedding,
        "bias": variables["decoder/projection/bias"],
        "encoder_norm.weight": variables["encoder/layer_norm/gamma"],
        "decoder_norm.weight": variables["decoder/layer_norm/gamma"],
    }
    for side in ("encoder", "decoder"):
        for number in range(count(side)):
            state |= _layer_state(variables, f"{side}/layer_{number}", f"{side}.{number}", config)
    model = Transformer(config)
    model.load_state_dict({name: torch.from_numpy(np.array(w)) for name, w in state.items()})
    return model


def _layer_state(
    variables: dict[str, NDArray[np.float32]], theirs: str, ours: str, config: Config
) -> dict[str, NDArray[np.float32]]:
    def get(name: str) -> NDArray[np.float32]:
        return variables[f"{theirs}/{name}"]

    qkv = get("self_attention/linear_0/weight")
    state = {
        "attention_norm.weight": get("self_attention/layer_norm/gamma"),
        "attention.q.weight": qkv[: config.width],
        "attention.kv.weight": qkv[config.width :],
        "attention.o.weight": get("self_attention/linear_1/weight"),
        "ffn_norm.weight": get("ffn/layer_norm/gamma"),
        "ffn.gate.weight": get("ffn/linear_0/weight"),
        "ffn.up.weight": get("ffn/linear_0_noact/weight"),
        "ffn.down.weight": get("ffn/linear_1/weight"),
    }
    if theirs.startswith("decoder"):
        state |= {
            "cross_norm.weight": get("attention/layer_norm/gamma"),
            "cross.q.weight": get("attention/linear_0/weight"),
            "cross.kv.weight": get("attention/linear_1/weight"),
            "cross.o.weight": get("attention/linear_2/weight"),
        }
    return {f"{ours}.{name}": value for name, value in state.items()}
