"""What counts of right and wrong allow to say: an interval for a share, a test for two shares."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Share:
    """``right`` of ``total`` with its 95 % interval by Wilson (1927); shares from 0 to 1."""

    right: int
    total: int

    @property
    def value(self) -> float:
        """The share itself; 0 of nothing."""
        return self.right / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The lowest and highest share that the counts allow; everything if there are none."""
        return wilson(self.value, self.total)


def wilson(share: float, n: float) -> tuple[float, float]:
    """Return the 95 % interval of a share seen in ``n`` independent cases, by Wilson (1927)."""
    if n <= 0:
        return 0.0, 1.0
    z2 = _Z**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    # At 0 and n the end is 0 or 1, but for rounding.
    return 0.0 if share == 0 else middle - half, 1.0 if share == 1 else middle + half


def clustered_interval(right: Sequence[int], total: Sequence[int]) -> tuple[float, float]:
    """Return the 95 % interval of ``sum(right) / sum(total)`` where cases come in segments.

    Cases of one segment are right or wrong together, so they count for less: Wilson's interval
    with the number of cases divided by the design effect, the variance between segments over that
    of independent cases, at least 1 (Dean and Pagano 2015).
    """
    cases = sum(total)
    if not cases:
        return 0.0, 1.0
    share = sum(right) / cases
    segments = sum(t > 0 for t in total)
    effect = 1.0
    if 0 < share < 1 and segments > 1:
        spread = sum((r - share * t) ** 2 for r, t in zip(right, total, strict=True))
        between = spread * segments / (segments - 1) / cases**2
        effect = max(1.0, between / (share * (1 - share) / cases))
    return wilson(share, cases / effect)


def sign_test(first_only: int, second_only: int) -> float:
    """Return the exact two-sided p-value that one of two is right as often as the other.

    Takes only the items on which they differ (McNemar's test, exact form).
    """
    n = first_only + second_only
    if not n:
        return 1.0
    tail = ways = 1
    for k in range(min(first_only, second_only)):
        ways = ways * (n - k) // (k + 1)  # math.comb from its neighbour: alone it takes far longer
        tail += ways
    return float(min(1.0, 2 * tail / 2**n))


def paired_sign_test(first: Sequence[bool], second: Sequence[bool]) -> float:
    """Return ``sign_test`` of two answers to the same items."""
    pairs = list(zip(first, second, strict=True))
    return sign_test(sum(a and not b for a, b in pairs), sum(b and not a for a, b in pairs))


def exchange_test(differences: Sequence[int]) -> float:
    """Return the exact two-sided p-value of a sum of paired differences.

    Compares with all ways to exchange the two sides in some segments (Fisher 1935, Pitman 1937).
    Where all differences are 1 it is ``sign_test``.
    """
    import numpy as np

    sizes = [abs(d) for d in differences if d]
    fewest = (sum(sizes) - abs(sum(differences))) // 2
    ways = np.zeros(fewest + 1)  # ways[k]: the share of exchanges in which gains add up to k
    ways[0] = 1.0
    reached = 1  # what lies beyond is 0, and what is more than the fewest is not asked for
    for size in sizes:
        half = ways[:reached] / 2
        ways[:reached] = half
        reached = min(fewest + 1, reached + size)
        ways[size:reached] += half[: max(0, reached - size)]
    return float(min(1.0, 2 * ways.sum()))
