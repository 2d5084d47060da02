"""What the traits of a candidate are worth, in points of chrF++ and BLEU of one sentence together.

Made by ``python benchmarks/rerank.py tune``; ``docs/decisions/0307-candidates.md`` says on what.
"""

WEIGHTS: dict[str, float] = {
    "model": 14.98,
    "short": -29.54,
    "gain": 6.447,
    "cover": 35.78,
    "numbers lost": -10.88,
    "numbers added": -9.345,
    "dates": -11.74,
    "names": -8.784,
}
"""By the names of ``traits.NAMES``, in their order."""
