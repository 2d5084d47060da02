"""Nobody says again that he said it."""

import pytest

from aligner.translation.english.said_once import said_once


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"No," said the chief, Liu Jing, who said.', '"No," said the chief, Liu Jing.'),
        ('"No," said Liu also said. He left.', '"No," said Liu. He left.'),
        ('"No!" said Liu who added', '"No!" said Liu'),
        ('"No," said Liu, who said it was late.', '"No," said Liu, who said it was late.'),
        ('"No," said Liu. Wang also said.', '"No," said Liu. Wang also said.'),
        ("He said what she said.", "He said what she said."),
    ],
)
def test_who_speaks_is_told_once(text: str, expected: str) -> None:
    assert said_once(text) == expected
