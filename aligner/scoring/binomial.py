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
        if not self.total:
            return 0.0, 1.0
        n, z2 = self.total, _Z**2
        middle = (self.value + z2 / (2 * n)) / (1 + z2 / n)
        spread = math.sqrt(self.value * (1 - self.value) / n + z2 / (4 * n * n))
        half = _Z * spread / (1 + z2 / n)
        # At 0 and n the end is 0 or 1, but for rounding.
        low = 0.0 if not self.right else middle - half
        high = 1.0 if self.right == self.total else middle + half
        return low, high


def sign_test(first_only: int, second_only: int) -> float:
    """Return the exact two-sided p-value that one of two is right as often as the other.

    Takes only the items on which they differ (McNemar's test, exact form).
    """
    n = first_only + second_only
    if not n:
        return 1.0
    tail = sum(math.comb(n, k) for k in range(min(first_only, second_only) + 1))
    return float(min(1.0, 2 * tail / 2**n))


def paired_sign_test(first: Sequence[bool], second: Sequence[bool]) -> float:
    """Return ``sign_test`` of two answers to the same items."""
    pairs = list(zip(first, second, strict=True))
    return sign_test(sum(a and not b for a, b in pairs), sum(b and not a for a, b in pairs))
