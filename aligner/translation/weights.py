"""What the traits of a candidate are worth, in points of chrF++ and BLEU of one sentence together.

Made by ``python benchmarks/rerank.py tune``; ``docs/decisions/0307-candidates.md`` says on what.
"""

WEIGHTS: dict[str, float] = {
    "model": 25.77,
    "joined": -1.39,
    "short": -20.21,
    "gain": 2.6,
    "cover": 19.04,
    "numbers lost": -10.57,
    "numbers added": -11.25,
    "dates": -14.92,
    "names": -12.2,
}
"""By the names of ``traits.NAMES``, in their order."""
