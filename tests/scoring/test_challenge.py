import json

import pytest

from aligner.errors import FormatError
from aligner.scoring.challenge import (
    ChallengeItem,
    by_phenomenon,
    read_challenge,
    shipped_challenge,
    solved,
)

ITEMS = (
    ChallengeItem("s1", "scale", "三万人", "30,000 people", ("3,000 people",)),
    ChallengeItem("d1", "date", "五月一日", "May 1", ("March 1", "May 10", "June 1")),
    ChallengeItem("d2", "date", "六月二日", "June 2", ("July 2",)),
)


def line(**changes):
    item = {"id": "x", "phenomenon": "date", "src": "五月", "good": "May", "bad": ["June"]}
    return json.dumps(item | changes, ensure_ascii=False)


def test_an_item_is_solved_only_if_the_right_translation_beats_every_wrong_one():
    scores = [-1.0, -1.5, -2.0, -3.0, -1.9, -4.0, -1.0, -1.0]
    assert solved(ITEMS, scores) == (True, False, False)  # beaten by the second wrong one; a tie
    scores = [-1.0, -1.5, -2.0, -3.0, -2.1, -4.0, -1.0, -1.1]
    assert solved(ITEMS, scores) == (True, True, True)


def test_rows_count_by_phenomenon_and_show_chance():
    rows = by_phenomenon(ITEMS, [(True, False, True), (False, False, False)])
    assert [(row.name, [(s.right, s.total) for s in row.shares]) for row in rows] == [
        ("all", [(2, 3), (0, 3)]),
        ("scale", [(1, 1), (0, 1)]),
        ("date", [(1, 2), (0, 2)]),
    ]
    assert [row.chance for row in rows] == pytest.approx([1.25 / 3, 0.5, 0.375])


def test_the_shipped_items_are_read_whole():
    found = read_challenge(shipped_challenge())
    assert len(found.items) >= 300
    assert len(found.pairs()) == sum(1 + len(item.bad) for item in found.items)
    assert len({item.phenomenon for item in found.items}) >= 10


def test_the_digest_is_of_the_content_and_not_of_the_layout(tmp_path):
    one, other = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    one.write_text(line() + "\n", encoding="utf-8")
    other.write_text("\n" + line().replace(", ", ",  ") + "\n\n", encoding="utf-8")
    assert read_challenge(one).digest == read_challenge(other).digest
    other.write_text(line(good="5") + "\n", encoding="utf-8")
    assert read_challenge(one).digest != read_challenge(other).digest


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "holds no items"),
        ("{", ":1: not JSON"),
        ("[1]", ":1: not a JSON object"),
        (line(id=""), "'id' is missing"),
        (line(good=None), "'good' is missing"),
        (line(bad=[]), "'bad' must be"),
        (line(bad="June"), "'bad' must be"),
        (line(bad=["May"]), "among the wrong"),
        (line() + "\n" + line(src="六月"), ":2: the id 'x' occurs twice"),
    ],
)
def test_a_bad_file_is_named_with_its_line(tmp_path, text, words):
    path = tmp_path / "items.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError) as error:
        read_challenge(path)
    assert words in str(error.value)
