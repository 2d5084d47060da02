from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.align import presplit
from aligner.alignment.corrections import with_corrections
from aligner.bitext import Alignment, Bead
from aligner.errors import AlignmentError
from aligner.text.news import parse_article


def article(lang, count):
    # Paragraphs of three sentences, so that parts are cut out of the middle of one.
    lines = [line for n in range(count) for line in (f"{lang}{n}", *[""] * (n % 3 == 2))]
    return presplit(lines, lang, "d")


def one_to_one(src, tgt, _gap):
    """A plain aligner: sentence by sentence, the rest of the longer side alone."""
    n, m = len(src.sentences), len(tgt.sentences)
    if max(n, m) > 4 * min(n, m):
        raise AlignmentError("too unlike")
    beads = [Bead(range(i, i + 1), range(i, i + 1), 0.5) for i in range(min(n, m))]
    beads += [Bead(range(i, i + 1), range(m, m), 0.5, "left") for i in range(m, n)]
    beads += [Bead(range(n, n), range(i, i + 1), 0.5, "left") for i in range(n, m)]
    return Alignment(src, tgt, tuple(beads))


@st.composite
def reviewed(draw):
    n, m = draw(st.integers(1, 12)), draw(st.integers(1, 12))
    cuts = [sorted(draw(st.lists(st.integers(0, size), min_size=4, max_size=4))) for size in (n, m)]
    beads = [
        Bead(range(cuts[0][k], cuts[0][k + 1]), range(cuts[1][k], cuts[1][k + 1])) for k in (0, 2)
    ]
    return n, m, tuple(bead for bead in beads if bead.src or bead.tgt)


@settings(max_examples=80, deadline=None)
@given(reviewed())
def test_beads_cover_both_sides_once_in_order_and_the_given_ones_hold(case):
    n, m, given_beads = case
    src, tgt = article("zh", n), article("en", m)
    found = with_corrections(src, tgt, given_beads, one_to_one).beads
    assert [i for bead in found for i in bead.src] == list(range(n))
    assert [j for bead in found for j in bead.tgt] == list(range(m))
    assert all(bead in found for bead in given_beads)
    at = [0, 0]
    for bead in found:
        assert (bead.src.start, bead.tgt.start) == tuple(at)
        at = [bead.src.stop, bead.tgt.stop]


def test_the_gap_is_aligned_by_its_own_sentences():
    src, tgt = article("zh", 5), article("en", 5)
    seen = []

    def spy(one, other, gap):
        seen.append(([s.text for s in one.sentences], [s.text for s in other.sentences]))
        assert gap == (range(1, 4), range(2, 4))
        return one_to_one(one, other, gap)

    given_beads = (Bead(range(1), range(2)), Bead(range(4, 5), range(4, 5)))
    with_corrections(src, tgt, given_beads, spy)
    assert seen == [(["zh1", "zh2", "zh3"], ["en2", "en3"])]


def test_a_line_whose_role_says_why_it_is_alone_keeps_that_reason():
    src = parse_article("港口罢工\n\n工人罢工一周。\n\n延伸阅读\n\n罢工史\n", "zh", "d")
    tgt = parse_article("Port strike\n\nThe strike is a week old.\n", "en", "d")
    given = [Bead(range(2), range(2))]
    found = with_corrections(src, tgt, given, one_to_one).beads
    assert [bead.reason for bead in found] == ["", "boilerplate", "boilerplate"]
