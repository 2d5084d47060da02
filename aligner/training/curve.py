"""The learning curve as a plain SVG: loss by step, dev scores above it, each with its own scale."""

from collections.abc import Iterator, Sequence
from html import escape

WIDTH, HEIGHT, MARGIN = 720, 360, 48
Points = Sequence[tuple[float, float]]
_TOP = MARGIN / 2 + 8
_FOOT = HEIGHT - MARGIN


def learning_curve(losses: Points, scores: Points, score_name: str) -> str:
    """Return an SVG document: ``losses`` and ``scores`` are (step, value) in the order of steps."""
    last = max([step for step, _ in (*losses, *scores)], default=0.0) or 1.0
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12" role="img">',
        "<title>Learning curve</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<path d="M{MARGIN} {MARGIN / 2}V{_FOOT}H{WIDTH - MARGIN}V{MARGIN / 2}" '
        'fill="none" stroke="#888"/>',
        *_steps(last),
    ]
    parts += _line(losses, last, "#1f5fa8", "loss, nats a piece", "start")
    parts += _line(scores, last, "#b3541e", escape(score_name), "end")
    return "\n".join([*parts, "</svg>"]) + "\n"


def _steps(last: float) -> Iterator[str]:
    for share, anchor in ((0.0, "start"), (0.5, "middle"), (1.0, "end")):
        x = MARGIN + share * (WIDTH - 2 * MARGIN)
        label = f"{share * last:,.0f}" + (" steps" if share == 1 else "")
        yield (
            f'<text x="{x:g}" y="{_FOOT + 18}" fill="#555" text-anchor="{anchor}">{label}</text>'
        )


def _line(points: Points, last: float, colour: str, name: str, side: str) -> Iterator[str]:
    """Draw a line, its name and, on its side, the values at both ends of its scale."""
    if not points:
        return
    values = [value for _, value in points]
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    places = [
        (
            MARGIN + step / last * (WIDTH - 2 * MARGIN),
            _FOOT - (value - low) / span * (_FOOT - _TOP),
        )
        for step, value in points
    ]
    if len(places) == 1:  # a line of one point is not seen
        yield f'<circle cx="{places[0][0]:.1f}" cy="{places[0][1]:.1f}" r="3" fill="{colour}"/>'
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
    edge = MARGIN if side == "start" else WIDTH - MARGIN
    yield (
        f'<text x="{edge}" y="16" fill="{colour}" text-anchor="{side}">'
        f"{name}: {values[0]:.2f} to {values[-1]:.2f}</text>"
    )
    beside, anchor = (edge - 6, "end") if side == "start" else (edge + 6, "start")
    for value, y in {low: _FOOT, high: _TOP}.items():
        place = f'x="{beside}" y="{y:g}" text-anchor="{anchor}"'
        yield f'<text {place} fill="{colour}">{value:.2f}</text>'
