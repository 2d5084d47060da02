"""What is in a corpus as one HTML page that needs nothing else: plots, and pairs to read.

No script: the plots are SVG, their values in titles. ``page.html`` holds the style. Memory: a few
pairs and two thousand scores a filter, whatever the size of the corpus.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files

from aligner import __version__
from aligner.bitext import SegmentPair
from aligner.corpus.clean import Verdict
from aligner.corpus.stats import WIDTHS, Sample, Stats, Tally, last_bin

KEPT, DROPPED, VALUES = 20, 8, 2000
"""Kept pairs shown, dropped pairs shown of each filter, scores of each filter drawn."""
BARS = 30
_SCRIPTS = {"Hans": "simplified", "Hant": "traditional"}
_PLOTS = (
    ("han", "Chinese characters a pair", 1.0),
    ("words", "English words a pair", 1.0),
    ("ratio", "English words a Chinese character", 0.01),
    ("score", "Score of the pair", 0.01),
)
_WIDE, _HIGH, _FOOT = 320, 120, 18


@dataclass(frozen=True, slots=True)
class Contents:
    """What the page shows: figures, samples, and of each filter its count, pairs and scores."""

    stats: Stats
    kept: tuple[SegmentPair, ...]
    took: tuple[tuple[str, int], ...] = ()
    dropped: tuple[tuple[str, tuple[Verdict, ...]], ...] = ()
    scores: tuple[tuple[str, tuple[float, ...]], ...] = ()


class Gallery:
    """Collects what the page shows, pair by pair."""

    def __init__(self) -> None:
        self._tally = Tally()
        self._kept = Sample[SegmentPair](KEPT)
        self._took: Counter[str] = Counter()
        self._dropped: dict[str, Sample[Verdict]] = {}
        self._scores: dict[str, Sample[float]] = {}

    def add(self, pair: SegmentPair) -> None:
        """Take in a pair of the corpus."""
        self._tally.add(pair)
        self._kept.add(pair)

    def judge(self, verdict: Verdict) -> None:
        """Take in what the filters said of a pair, kept or not."""
        for name, score in verdict.scores or ((verdict.filter, verdict.score),):
            self._scores.setdefault(name, Sample[float](VALUES)).add(score)
        if not verdict.kept:
            self._took[verdict.filter] += 1
            self._dropped.setdefault(verdict.filter, Sample[Verdict](DROPPED)).add(verdict)

    @property
    def contents(self) -> Contents:
        """What was collected so far; filters that took most come first."""
        order = [name for name, _ in self._took.most_common()]
        return Contents(
            self._tally.stats,
            tuple(self._kept.items),
            tuple(self._took.most_common()),
            tuple((name, tuple(self._dropped[name].items)) for name in order),
            tuple((name, tuple(own.items)) for name, own in self._scores.items() if name),
        )


def to_html(contents: Contents, title: str) -> str:
    """Return the page."""
    page = files("aligner.corpus").joinpath("page.html").read_text(encoding="utf-8")
    parts = {
        "TILES": _tiles(contents),
        "PLOTS": _plots(contents.stats),
        "TOOK": _took(contents),
        "SCORES": _scores(contents),
        "KEPT": _listed(_pair(pair, pair.score) for pair in contents.kept),
        "DROPPED": _dropped(contents),
        "VERSION": escape(__version__),
        "TITLE": escape(title),
    }
    # One pass over the template: what a corpus says is never taken for a place to fill.
    head, *rest = page.split("@@")
    filled = [parts[piece] if at % 2 == 0 else piece for at, piece in enumerate(rest)]
    return head + "".join(filled)


def _tiles(contents: Contents) -> str:
    stats = contents.stats
    dropped = sum(count for _, count in contents.took)
    figures = [
        ("pairs", stats.pairs),
        ("documents", stats.documents),
        ("Chinese characters", stats.han),
        ("English words", stats.words),
        *([("pairs dropped", dropped)] if dropped else []),
        *((f"pairs, {_SCRIPTS.get(name, name)}", count) for name, count in stats.scripts),
    ]
    return "".join(
        f"<div class=tile><b>{value:,}</b><small>{escape(name)}</small></div>"
        for name, value in figures
    )


def _plots(stats: Stats) -> str:
    spreads = {
        "han": stats.han_spread,
        "words": stats.words_spread,
        "ratio": stats.ratio,
        "score": stats.scores,
    }
    found = dict(stats.histograms)
    drawn = []
    for name, title, unit in _PLOTS:
        width, spread = WIDTHS[name] * unit, spreads[name]
        note = f"1 % {spread.low:g} · median {spread.median:g} · 99 % {spread.high:g}"
        if any(found[name]):
            last = last_bin(name) if name != "score" else len(found[name])
            drawing = _histogram(title, found[name], (0.0, width), last)
            drawn.append(_figure(title, drawing, f"{note} · {_highest(found[name])}"))
    return "".join(drawn)


def _scores(contents: Contents) -> str:
    """Plot the scores of each filter, where more than the rejecting one was written down."""
    drawn = []
    for name, values in contents.scores:
        low, high = min(values), max(values)
        if low == high:
            drawn.append(_figure(escape(name), "", f"always {low:g}"))
            continue
        width = (high - low) / BARS
        bins = [0] * BARS
        for value in values:
            bins[min(BARS - 1, int((value - low) / width))] += 1
        note = f"{low:g} to {high:g} · {_highest(bins)}"
        drawing = _histogram(escape(name), bins, (low, width), BARS)
        drawn.append(_figure(escape(name), drawing, note))
    if not drawn:
        return ""
    return f"<h2>Scores of the filters</h2><div class=plots>{''.join(drawn)}</div>"


def _figure(title: str, drawing: str, note: str) -> str:
    return f"<figure><h3>{title}</h3>{drawing}<figcaption>{note}</figcaption></figure>"


def _highest(bins: Sequence[int]) -> str:
    """Say how much the highest bar is: it is all the scale there is."""
    return f"highest bar {max(bins):,}"


def _histogram(title: str, bins: Sequence[int], scale: tuple[float, float], last: int) -> str:
    """Draw bars from the start of the scale on, each as wide as it says.

    Bar number ``last`` holds all that is more.
    """
    start, width = scale
    most, step = max(bins), _WIDE / len(bins)
    marks = []
    for at, count in enumerate(bins):
        low = start + at * width
        height = _HIGH * count / most
        reach = "and more" if at == last else f"to {low + width:g}"
        if count:
            marks.append(
                f'<rect x="{at * step:.1f}" y="{_HIGH - height:.1f}" width="{step * 0.9:.1f}" '
                f'height="{max(height, 0.6):.1f}"><title>{low:g} {reach}: {count:,}'
                "</title></rect>"
            )
    for share, anchor in ((0.0, "start"), (0.5, "middle"), (1.0, "end")):
        label = f"{start + share * len(bins) * width:.3g}"
        marks.append(
            f'<text x="{share * _WIDE:.0f}" y="{_HIGH + 14}" text-anchor="{anchor}">{label}</text>'
        )
    return (
        f'<svg viewBox="0 0 {_WIDE} {_HIGH + _FOOT}" role=img aria-label="{title}">'
        f'<path class=grid d="M0 {_HIGH}H{_WIDE}"/>{"".join(marks)}</svg>'
    )


def _took(contents: Contents) -> str:
    if not contents.took:
        return ""
    total = sum(count for _, count in contents.took)
    most = contents.took[0][1]
    rows = "".join(
        f"<span>{escape(name)}</span><i style='width:{100 * count / most:.1f}%'></i>"
        f"<span>{count:,} <small>{count / total:.1%}</small></span>"
        for name, count in contents.took
    )
    return f"<h2>What each filter took</h2><div class=took>{rows}</div>"


def _dropped(contents: Contents) -> str:
    if not contents.dropped:
        return ""
    counts = dict(contents.took)
    groups = "".join(
        f"<details{' open' if not at else ''}><summary>{escape(name)} "
        f"<small>{counts[name]:,}</small></summary>"
        f"{_listed(_pair(v.pair, v.score) for v in verdicts)}</details>"
        for at, (name, verdicts) in enumerate(contents.dropped)
    )
    return f"<h2>Pairs dropped, drawn at random</h2>{groups}"


def _listed(rows: Iterable[str]) -> str:
    return "".join(rows) or "<p class=dim>None.</p>"


def _pair(pair: SegmentPair, score: float | None) -> str:
    number = "" if score is None else f"{score:.3g}"
    return (
        f"<div class=pair><div lang=zh>{escape(pair.src)}</div><div>{escape(pair.tgt)}</div>"
        f"<small>{number}</small></div>"
    )
