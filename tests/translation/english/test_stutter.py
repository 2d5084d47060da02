"""Stutters are cut, honest repetition stays."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.translation.english.stutter import without_stutter


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It costs jobs jobs jobs.", "It costs jobs."),
        ("Lee, Lee, Lee said no.", "Lee said no."),
        ("a mutually mutually beneficial beneficial plan", "a mutually beneficial plan"),
        ("to Bern to Bern to Bern, and home", "to Bern, and home"),
        ("The the the mayor", "The mayor"),
        ("20 20 20 km", "20 km"),
        ("the late late mayor left left", "the late mayor left"),
        ("a ward with 320 beds with 320 beds, ready in May", "a ward with 320 beds, ready in May"),
        ("In May, 1,583 readers, 1,583 readers, voted", "In May, 1,583 readers, voted"),
        ("he fled from Yunnan from Yunnan by car", "he fled from Yunnan by car"),
        ("voted yesterday (13) yesterday (13), he said", "voted yesterday (13), he said"),
        ("in Bern, Basel, Basel, and Chur", "in Bern, Basel, and Chur"),
        (
            "The mayor said in Bern it was late. The mayor said in Bern.",
            "The mayor said in Bern it was late.",
        ),
    ],
)
def test_a_stutter_is_cut_to_one(text, expected):
    assert without_stutter("他说了一句话。", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He had had enough.",
        "We must go now. We must go home.",
        "It is late, he said. It is late.",
        "I know that that is so.",
        "They gave her her money.",
        "New York, New York is a song.",
        "Mayor Smith, Smith said, agreed.",
        "from time to time to time is long",
        "the end of the road of the king",
        "He left the city. He left the city.",
        "20 20 km",
        "",
    ],
)
def test_honest_english_stays(text):
    assert without_stutter("他说了一句话。", text) == text


def test_what_the_source_repeats_may_be_repeated_as_often():
    assert without_stutter("加油，加油，加油！", "Come on, come on, come on!").count("ome on") == 3
    assert without_stutter("加油！", "Come on, come on, come on!") == "Come on!"


def test_a_name_of_two_equal_syllables_is_no_stutter():
    assert without_stutter("演员杨洋出席。", "Actor Yang Yang came.") == "Actor Yang Yang came."
    assert without_stutter("警方说，市长李丽表示。", "Li Li said.") == "Li Li said."
    assert without_stutter("他来了。", "Actor Yang Yang came.") == "Actor Yang came."


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["one", "two", "three", "four,", "Five"]), max_size=14))
def test_cutting_twice_is_cutting_once_and_loses_no_word(words):
    text = " ".join(words)
    cut = without_stutter("他说了一句话。", text)
    assert without_stutter("他说了一句话。", cut) == cut
    assert {w.strip(",").lower() for w in cut.split()} == {w.strip(",").lower() for w in words}
