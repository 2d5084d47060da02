"""Vectors of units in one space for both languages: positive PMI of links, factorised.

After Levy & Goldberg (2014), with expected links of IBM model 1 in place of neighbours; the leading
singular vectors come from a randomised range finder (Halko et al. 2011). Rows are of one length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.alignment.table import SCALE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SEED = 7


def unit_vectors(
    counts: NDArray[np.float32], dimensions: int
) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """Return vectors of the rows and of the columns of a table of link counts, as bytes."""
    import numpy as np

    total = float(counts.sum())
    row, column = counts.sum(axis=1, keepdims=True), counts.sum(axis=0, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        pmi = np.log(counts * total / (row * column))
    pmi[~np.isfinite(pmi)] = 0
    np.maximum(pmi, 0, out=pmi)
    size = min(dimensions, *pmi.shape)
    rng = np.random.default_rng(SEED)
    basis = pmi @ rng.standard_normal((pmi.shape[1], size), np.float32)
    for _ in range(3):
        basis, _ = np.linalg.qr(pmi @ (pmi.T @ basis))
    left, value, right = np.linalg.svd(basis.T @ pmi, full_matrices=False)
    root = np.sqrt(value)
    return _bytes(basis @ left * root, dimensions), _bytes(right.T * root, dimensions)


def _bytes(rows: NDArray[np.float32], dimensions: int) -> NDArray[np.int8]:
    import numpy as np

    unit = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    out = np.zeros((len(rows), dimensions), np.int8)
    out[:, : rows.shape[1]] = np.clip(np.rint(unit * SCALE), -127, 127)
    return out
