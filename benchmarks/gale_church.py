"""Gale & Church (1993): alignment by sentence lengths alone, the baseline of sentence alignment.

Six bead types, a normal model of the length difference, a band around the diagonal.
"""

import math

PRIORS = {(1, 1): 0.89, (1, 0): 0.00495, (0, 1): 0.00495, (2, 1): 0.0445, (1, 2): 0.0445,
          (2, 2): 0.011}  # fmt: skip
VARIANCE = 6.8

Bead = tuple[tuple[int, ...], tuple[int, ...]]


def align(src: list[str], tgt: list[str]) -> list[Bead]:
    """Align by character counts; the ratio of the languages is that of the whole texts."""
    one, other = [len(line) for line in src], [len(line) for line in tgt]
    ratio = sum(other) / max(1, sum(one))
    n, m = len(one), len(other)
    width = max(60, int(0.12 * max(n, m)))
    best: list[dict[int, tuple[float, tuple[int, int]]]] = [{} for _ in range(n + 1)]
    best[0][0] = (0.0, (0, 0))
    for i in range(n + 1):
        middle = i * m // max(1, n)
        for j in range(max(0, middle - width), min(m, middle + width) + 1):
            if (i, j) == (0, 0):
                continue
            found = []
            for (x, y), prior in PRIORS.items():
                if i >= x and j - y in best[i - x]:
                    cost = _cost(sum(one[i - x : i]) * ratio, sum(other[j - y : j]))
                    found.append((best[i - x][j - y][0] + cost - math.log(prior), (x, y)))
            if found:
                best[i][j] = min(found)
    beads: list[Bead] = []
    i, j = n, m
    while (i, j) != (0, 0):
        x, y = best[i][j][1]
        beads.append((tuple(range(i - x, i)), tuple(range(j - y, j))))
        i, j = i - x, j - y
    return beads[::-1]


def _cost(expected: float, found: float) -> float:
    mean = (expected + found) / 2
    if mean == 0:
        return 0.0
    z = abs(found - expected) / math.sqrt(VARIANCE * mean)
    return -math.log(max(1e-12, math.erfc(z / math.sqrt(2))))
