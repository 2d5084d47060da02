"""What the traits of a candidate are worth, in points of chrF++ and BLEU of one sentence together.

Made by ``python benchmarks/rerank.py tune``; ``docs/decisions/0307-candidates.md`` says on what.
"""

WEIGHTS: dict[str, float] = {
    "model": 0.07,
    "short": -40.0,
    "long": 6.9,
    "gain src": 5.0,
    "cover tgt": 10.0,
    "cover src": 37.0,
    "numbers lost": -3.0,
    "numbers added": -1.5,
    "dates": -1.5,
    "names": -3.0,
    "quotes": -0.5,
    "size": -3.0,
    "broken": -10.0,
}
"""By the names of ``traits.NAMES``, in their order."""
