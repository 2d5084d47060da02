"""What the traits of a candidate are worth, in points of chrF++ and BLEU of one sentence together.

Made by ``python benchmarks/rerank.py tune``; ``docs/decisions/0307-candidates.md`` says on what.
"""

WEIGHTS: dict[str, float] = {
    "model": 16.89,
    "short": -27.71,
    "gain": 7.165,
    "cover": 36.45,
    "numbers lost": -11.17,
    "numbers added": -9.315,
    "dates": -11.45,
    "names": -8.821,
}
"""By the names of ``traits.NAMES``, in their order."""
