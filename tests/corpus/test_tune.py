import pytest

from aligner.bitext import SegmentPair
from aligner.corpus.clean import judge
from aligner.corpus.filters import FilterSet, choose
from aligner.corpus.tune import tune
from aligner.errors import InputError

NAMES = ("length", "script", "ratio", "punctuation")


def sample(count):
    return [
        SegmentPair("城" * (8 + at % 30), " ".join(["town"] * (4 + at % 23))) for at in range(count)
    ]


@pytest.mark.parametrize("rate", [0.01, 0.05, 0.2])
def test_no_more_than_asked_is_rejected_and_not_much_less(rate):
    pairs = sample(400)
    found = tune(pairs, FilterSet(), NAMES, rate)
    verdicts = list(judge(pairs, choose(found.filters, NAMES)))
    share = sum(not verdict.kept for verdict in verdicts) / len(verdicts)
    assert share == pytest.approx(found.rejected)
    assert rate / 2 < share <= rate


def test_filters_for_rubbish_are_loosened_but_never_made_stricter():
    long = [SegmentPair("城" * 600, " ".join(["town"] * 430)) for _ in range(40)]
    found = tune(sample(60) + long, FilterSet(), NAMES, 0.05)
    assert found.filters.length.most >= 600
    assert found.filters.script == FilterSet().script
    assert found.filters.ratio.least != FilterSet().ratio.least


def test_a_handful_of_pairs_is_no_sample():
    with pytest.raises(InputError, match="too little"):
        tune(sample(20), FilterSet(), NAMES, 0.02)
