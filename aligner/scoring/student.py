"""How likely a Student's t as far from zero as this one is by chance.

The finite sums for whole degrees of freedom (Abramowitz & Stegun 26.7.3 and 26.7.4). They end in
a difference from one, so what is below some 1e-15 is not to be trusted, and comes out as 0.
"""

import math

_NORMAL = 1000
"""With more degrees of freedom the normal distribution is the same to four digits."""


def two_sided_tail(t: float, freedom: int) -> float:
    """Return the probability of at least ``|t|`` in either direction; ``freedom`` is 1 or more."""
    if math.isinf(t):
        return 0.0
    if freedom > _NORMAL:
        return math.erfc(abs(t) / math.sqrt(2))
    angle = math.atan(abs(t) / math.sqrt(freedom))
    odd = freedom % 2
    term = math.cos(angle) if odd else 1.0
    square, total = math.cos(angle) ** 2, 0.0
    for k in range(2 + odd, freedom + 1, 2):
        total += term
        term *= square * (k - 1) / k
    inside = math.sin(angle) * total
    return max(0.0, 1 - (2 / math.pi * (angle + inside) if odd else inside))
