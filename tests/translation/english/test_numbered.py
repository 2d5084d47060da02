"""Numbers of resolutions stand behind the word, those of storms are numbers of storms."""

import pytest

from aligner.translation.english.numbered import numbered


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("第2724号决议", "the 2724 resolution", "Resolution 2724"),
        ("第2724号决议", "No. 2724 resolution", "Resolution 2724"),
        ("第2724号决议", "Resolution 2724 passed", "Resolution 2724 passed"),
        ("第2724号文件", "the 2724 resolution", "the 2724 resolution"),
        (
            "第9号台风",
            "Typhoon 9 killed 9, officials said",
            "Typhoon No. 9 killed 9, officials said",
        ),
        ("第18号台风“山陀儿”", "Typhoon Krathon, 18, hit", "Typhoon Krathon, No. 18, hit"),
        ("第18号台风造成18人死亡", "Typhoon No. 18 left 18 dead", "Typhoon No. 18 left 18 dead"),
        ("第5号台风9月5日登陆", "it hit on September 5, 2024", "it hit on September 5, 2024"),
        ("第5号台风9月5日登陆", "it hit on September 5", "it hit on September 5"),
        ("第6号台风“韦帕”", "by Section 6, Typhoon Wipha, two", "by Typhoon Wipha, No. 6, two"),
        ("第5号文件", "Typhoon 5", "Typhoon 5"),
    ],
)
def test_what_is_numbered_has_its_number_as_such(source: str, text: str, expected: str) -> None:
    assert numbered(source, text) == expected
