"""What the traits of a candidate are worth, in points of chrF++ and BLEU of one sentence together.

Made by ``python benchmarks/rerank.py tune``; ``docs/decisions/0307-candidates.md`` says on what.
"""

WEIGHTS: dict[str, float] = {
    "model": 20.26,
    "short": -48.43,
    "gain": 3.416,
    "cover": 28.01,
    "numbers lost": -11.2,
    "numbers added": -9.499,
    "dates": -11.36,
    "names": -10.33,
}
"""By the names of ``traits.NAMES``, in their order."""
