"""What the traits of a candidate are worth, in points of chrF++ and BLEU of one sentence together.

Made by ``python benchmarks/rerank.py tune``; ``docs/decisions/0307-candidates.md`` says on what.
Since the default model leaves less out, ``short`` counts half of that. ``model`` was set anew for
log-probabilities a piece: what CTranslate2 gives with a length penalty is less.
"""

WEIGHTS: dict[str, float] = {
    "model": 30.0,
    "joined": -1.8,
    "short": -19.34,
    "gain": 4.503,
    "cover": 51.08,
    "numbers lost": -11.71,
    "numbers added": -11.07,
    "dates": -12.77,
    "names": -11.57,
}
"""By the names of ``traits.NAMES``, in their order."""
