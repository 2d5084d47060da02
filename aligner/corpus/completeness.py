"""Whether a side of a pair was cut short: what lexical evidence, lengths and line ends say of it.

A logistic model over a few measures that need no language model. Learned by ``benchmarks/corpus.py
fit`` from pairs of ten sources (news, example sentences, textbooks, law, web), whole and cut at
either end, in the middle of a clause and at its end. Not seen: a side that lost its middle, and one
that lost a clause the other side expresses in a word.
"""

import math
import re

from aligner.bitext import SegmentPair
from aligner.checks.length import words_per_han
from aligner.corpus.evidence import Evidence

SHORT = 15.0
"""Characters and words at which a difference counts half: short pairs differ by chance."""
PER_HAN = 0.73
"""English words a Chinese character: the median of news."""

_CLOSED = r"[”」』’）)\]】》\"']*\s*$"
_ZH_END = re.compile(rf"[。！？…!?.．：:；;]{_CLOSED}")
_EN_END = re.compile(rf"[.!?…:;]{_CLOSED}|; (?:and|or)\s*$")
_ZH_OPEN = re.compile("[，、,（《“「—－-]\\s*$")
_EN_OPEN = re.compile("[,(“‘—–-]\\s*$")
_ZH_WEAK = re.compile("[的在和是将对或而与及从把被为于就也都很不向以会有要让使其该这那并等到]\\s*$")
_EN_WEAK = re.compile(
    r"\b(?:an?|the|of|to|and|or|but|in|on|at|by|for|with|from|as|that|which|who|whose|into|than|is|"
    r"are|was|were|be|been|has|have|had|will|would|can|could|may|might|should|must|do|does|did|not|"
    r"no|its|their|his|her|our|your|my|this|these|those|there|it|he|she|they|we|i|if|when|while|"
    r"because|such|more|most|very|about|over|under|between|against|through|during|after|before|"
    r"until|so)\s*$",
    re.I,
)
_LOWER_FIRST = re.compile("[^A-Za-z]*[a-z]")
_PAIRS = ("“”", "（）", "《》", "「」", "()", "[]")


def measures(pair: SegmentPair, found: Evidence) -> tuple[float, ...]:
    """Return what the model looks at, in the order of ``WEIGHTS``."""
    han, words = words_per_han(pair)
    sure = (han + words) / (han + words + SHORT)
    ratio = math.log((words + 3) / (PER_HAN * han + 3))
    excess = found.src - found.tgt
    return (
        found.src,
        found.tgt,
        excess * sure,
        excess * excess * sure,
        ratio * sure,
        abs(ratio) * sure,
        max(ratio, 0.0) ** 2 * sure,
        max(-ratio, 0.0) ** 2 * sure,
        sure,
        *(math.log1p(edge) for edge in found.edges),
        *_ends(pair),
    )


def likely_whole(pair: SegmentPair, found: Evidence) -> float:
    """Return the probability that neither side was cut, 0 to 1."""
    values = measures(pair, found)
    total = BIAS + sum(w * x for (_, w), x in zip(WEIGHTS, values, strict=True))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def _ends(pair: SegmentPair) -> tuple[float, ...]:
    """Return how the lines end, and what was opened and not closed, on one side alone."""
    src, tgt = pair.src, pair.tgt
    zh_ends, en_ends = _ZH_END.search(src) is not None, _EN_END.search(tgt) is not None
    zh_lacks, zh_adds = _unbalanced(src)
    en_lacks, en_adds = _unbalanced(tgt)
    found = (
        zh_ends and not en_ends,
        en_ends and not zh_ends,
        not zh_ends and not en_ends,
        not en_ends and _EN_WEAK.search(tgt) is not None,
        not zh_ends and _ZH_WEAK.search(src) is not None,
        _ZH_OPEN.search(src) is not None,
        _EN_OPEN.search(tgt) is not None,
        zh_lacks and not en_lacks,
        en_lacks and not zh_lacks,
        zh_adds and not en_adds,
        en_adds and not zh_adds,
        _LOWER_FIRST.match(tgt) is not None,
    )
    return tuple(map(float, found))


def _unbalanced(text: str) -> tuple[bool, bool]:
    """Say whether a bracket or quote lacks its end, and whether one lacks its beginning."""
    surplus = [text.count(pair[0]) - text.count(pair[1]) for pair in _PAIRS]
    return max(surplus) > 0 or text.count('"') % 2 == 1, min(surplus) < 0


BIAS = -0.8
WEIGHTS: tuple[tuple[str, float], ...] = (
    ("explained share of the source", 2.867),
    ("explained share of the target", 0.808),
    ("source explained better", -15.461),
    ("the same, squared", -34.727),
    ("length ratio", -7.080),
    ("difference of lengths", -10.811),
    ("target longer, squared", 8.794),
    ("source longer, squared", -10.259),
    ("length", 4.567),
    ("source start unexplained", -0.068),
    ("source end unexplained", -0.271),
    ("target start unexplained", -0.771),
    ("target end unexplained", -0.620),
    ("only the source ends in a mark", -4.152),
    ("only the target ends in a mark", -4.833),
    ("neither ends in a mark", -0.537),
    ("target ends in a weak word", -2.212),
    ("source ends in a weak character", -0.563),
    ("source ends in an opening mark", -0.923),
    ("target ends in an opening mark", 0.626),
    ("only the source lacks a closing bracket", -0.569),
    ("only the target lacks a closing bracket", -0.863),
    ("only the source lacks an opening bracket", -0.340),
    ("only the target lacks an opening bracket", -1.505),
    ("target starts in lower case", -1.625),
)
"""Learned from 8000 pairs of the ten sources ``FITTED`` in ``benchmarks/corpus.py``, each whole and
cut twice: at 0.1 whole ones pass 99 %, cut ones 9 %."""
