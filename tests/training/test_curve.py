"""The learning curve: an SVG that says what its lines are and how far they reach."""

from xml.etree import ElementTree

import pytest

from aligner.training.curve import learning_curve

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg):
    return ["".join(found.itertext()) for found in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_both_lines_have_a_name_and_the_ends_of_their_scale():
    made = learning_curve([(100, 8.0), (200, 3.5), (400, 4.25)], [(200, 10.0), (400, 17.5)], "BLEU")
    shown = texts(made)
    assert "loss, nats a piece: 8.00 to 4.25" in shown
    assert "BLEU: 10.00 to 17.50" in shown
    assert {"3.50", "8.00", "10.00", "17.50", "0", "200", "400 steps"} <= set(shown)
    assert ElementTree.fromstring(made).find(f"{SVG}title") is not None


@pytest.mark.parametrize(
    ("losses", "scores"), [([], []), ([(0, 9.0)], []), ([], [(0, 1.0)]), ([(5, 2.0)], [(5, 2.0)])]
)
def test_few_points_make_a_picture_too(losses, scores):
    made = learning_curve(losses, scores, "BLEU <&>")
    root = ElementTree.fromstring(made)
    assert len(root.findall(f"{SVG}circle")) == len(losses) + len(scores)
    assert "nan" not in made
