"""People have their country as an adjective."""

import pytest

from aligner.translation.english.nationals import of_nations


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("中国国家主席访法", "China President Xi went", "Chinese President Xi went"),
        ("中国导演蔡安和伊朗导演", "China director Cai, Iran director",
         "Chinese director Cai, Iranian director"),
        ("日本著名演员去世", "the Japan actress died", "the Japanese actress died"),
        ("韩国总统", "South Korea President Lee", "South Korean President Lee"),
        ("中国外长", "China's Foreign Minister", "China's Foreign Minister"),
        ("新华社记者和新西兰总理", "Xinhua reporter, New Zealand Prime Minister",
         "Xinhua reporter, New Zealand Prime Minister"),
        # No person of a country is in the source.
        ("人权观察中国部主任", "its China director", "its China director"),
        ("他访问伊朗", "in Iran director Li", "in Iran director Li"),
    ],
)  # fmt: skip
def test_who_is_of_a_country_has_its_adjective(source: str, text: str, expected: str) -> None:
    assert of_nations(source, text) == expected
