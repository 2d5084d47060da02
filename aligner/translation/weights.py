"""What the traits of a candidate are worth, in points of chrF++ and BLEU of one sentence together.

Made by ``python benchmarks/rerank.py tune``; ``docs/decisions/0307-candidates.md`` says on what.
"""

WEIGHTS: dict[str, float] = {
    "model": 0.04052,
    "short": -25.46,
    "long": 6.056,
    "gain src": 5.042,
    "cover tgt": 9.469,
    "cover src": 38.35,
    "numbers lost": -10.78,
    "numbers added": -9.959,
    "dates": -11.2,
    "names": -10.06,
    "quotes": -0.2282,
    "size": -1.138,
}
"""By the names of ``traits.NAMES``, in their order."""
