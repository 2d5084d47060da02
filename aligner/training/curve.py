"""The learning curve as a plain SVG: loss by step, dev scores above it."""

from collections.abc import Sequence

WIDTH, HEIGHT, MARGIN = 720, 360, 48
Points = Sequence[tuple[float, float]]


def learning_curve(losses: Points, scores: Points, score_name: str) -> str:
    """Return an SVG document: ``losses`` and ``scores`` are (step, value) in the order of steps."""
    last = max([step for step, _ in (*losses, *scores)], default=1.0)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<path d="M{MARGIN} {MARGIN / 2}V{HEIGHT - MARGIN}H{WIDTH - MARGIN}V{MARGIN / 2}" '
        'fill="none" stroke="#888"/>',
        f'<text x="{WIDTH / 2}" y="{HEIGHT - 12}" text-anchor="middle">step (to {last:g})</text>',
    ]
    parts += _line(losses, last, "#1f5fa8", "loss, nats a piece", MARGIN, "start")
    parts += _line(scores, last, "#b3541e", score_name, WIDTH - MARGIN, "end")
    return "\n".join([*parts, "</svg>"]) + "\n"


def _line(points: Points, last: float, colour: str, name: str, x: float, anchor: str) -> list[str]:
    if not points:
        return []
    values = [value for _, value in points]
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    inner = HEIGHT - 1.5 * MARGIN
    path = " ".join(
        f"{MARGIN + step / last * (WIDTH - 2 * MARGIN):.1f},"
        f"{HEIGHT - MARGIN - (value - low) / span * inner:.1f}"
        for step, value in points
    )
    return [
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>',
        f'<text x="{x}" y="16" fill="{colour}" text-anchor="{anchor}">'
        f"{name}: {values[0]:.2f} to {values[-1]:.2f}</text>",
    ]
