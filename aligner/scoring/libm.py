"""Exponentials and logarithms of arrays with the digits of the C library.

NumPy's own differ in the last digit from processor to processor (AVX-512 or not); ``math``, which
sacrebleu uses, does not.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.floating[Any]]

LEAST = -9999999999.0
"""What sacrebleu takes for the logarithm of nothing."""


def exp(values: Array) -> Array:
    """Return e to the power of each value; 0 where it is not finite."""
    return _each(lambda value: math.exp(value) if math.isfinite(value) else 0.0, values)


def log_or_least(values: Array) -> Array:
    """Return the natural logarithm of each value, ``LEAST`` where it is not positive."""
    return _each(lambda value: math.log(value) if value > 0 else LEAST, values)


def _each(function: Callable[[float], float], values: Array) -> Array:
    import numpy as np

    flat = map(function, values.ravel().tolist())
    return np.fromiter(flat, np.float64, values.size).reshape(values.shape)
