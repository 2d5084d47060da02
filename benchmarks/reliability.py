"""Draw how often beads are right against how sure the aligner was: a reliability diagram as SVG.

Each dot is a tenth of the confidence scale, its area the number of beads in it; on the diagonal
confidence is what it says it is. The lines through the dots are 95 % intervals (Wilson 1927).
"""

from __future__ import annotations

from collections.abc import Iterable

Judged = tuple[float, bool]
"""A confidence, and whether the bead was right."""

_SIZE, _EDGE = 360, 46


def cells(judged: Iterable[Judged], count: int = 10) -> list[tuple[float, float, int]]:
    """Return mean confidence, share of right beads and number of beads of each filled cell."""
    found: dict[int, list[Judged]] = {}
    for one in judged:
        found.setdefault(min(count - 1, int(one[0] * count)), []).append(one)
    return [
        (
            sum(confidence for confidence, _ in some) / len(some),
            sum(right for _, right in some) / len(some),
            len(some),
        )
        for _, some in sorted(found.items())
    ]


def reliability_svg(judged: Iterable[Judged], title: str) -> str:
    """Return the diagram."""
    some = cells(judged)
    total = sum(number for *_, number in some)
    whole = _SIZE + 2 * _EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" width="{whole}"'
        ' font-family="sans-serif" font-size="12" fill="#333">',
        f'<rect width="{whole}" height="{whole}" fill="#fff"/>',
        f'<text x="{whole / 2}" y="22" text-anchor="middle" font-size="14">{title}</text>',
    ]
    for tick in range(0, 11, 2):
        x, y = _at(tick / 10, tick / 10)
        parts += [
            f'<path d="M{x:.1f} {_EDGE}V{_EDGE + _SIZE}M{_EDGE} {y:.1f}H{_EDGE + _SIZE}" '
            'stroke="#ddd"/>',
            f'<text x="{x:.1f}" y="{_EDGE + _SIZE + 16}" text-anchor="middle">{tick / 10}</text>',
            f'<text x="{_EDGE - 6}" y="{y + 4:.1f}" text-anchor="end">{tick / 10}</text>',
        ]
    parts.append(f'<path d="{_line((0, 0), (1, 1))}" stroke="#999" stroke-dasharray="4 4"/>')
    for confidence, share, number in some:
        low, high = _interval(share, number)
        x, y = _at(confidence, share)
        radius = 2.5 + 14 * (number / total) ** 0.5
        parts += [
            f'<path d="{_line((confidence, low), (confidence, high))}" stroke="#06c"/>',
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#06c" fill-opacity=".55">'
            f"<title>{number} beads, {share:.1%} right</title></circle>",
        ]
    parts += [
        f'<text x="{whole / 2}" y="{whole - 8}" text-anchor="middle">confidence</text>',
        f'<text transform="rotate(-90)" x="{-whole / 2}" y="13" text-anchor="middle">'
        "share of right beads</text>",
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _at(x: float, y: float) -> tuple[float, float]:
    return _EDGE + _SIZE * x, _EDGE + _SIZE * (1 - y)


def _line(one: tuple[float, float], other: tuple[float, float]) -> str:
    (a, b), (c, d) = _at(*one), _at(*other)
    return f"M{a:.1f} {b:.1f}L{c:.1f} {d:.1f}"


def _interval(share: float, number: int) -> tuple[float, float]:
    z = 1.96
    middle = (share + z * z / (2 * number)) / (1 + z * z / number)
    half = z * (share * (1 - share) / number + z * z / (4 * number * number)) ** 0.5
    return middle - half / (1 + z * z / number), middle + half / (1 + z * z / number)
