"""Numbers of resolutions stand behind the word."""

import pytest

from aligner.translation.english.resolutions import numbered_resolutions


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("第2724号决议", "the 2724 resolution", "Resolution 2724"),
        ("第2724号决议", "No. 2724 resolution", "Resolution 2724"),
        ("第2724号决议", "Resolution 2724 passed", "Resolution 2724 passed"),
        ("第2724号文件", "the 2724 resolution", "the 2724 resolution"),
    ],
)
def test_a_resolution_has_its_number_behind_it(source: str, text: str, expected: str) -> None:
    assert numbered_resolutions(source, text) == expected
