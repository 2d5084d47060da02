"""Names of files as text, and back."""

import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from aligner.paths import as_name, as_text


@given(st.binary(min_size=1, max_size=20))
def test_any_name_becomes_text_and_the_same_name_again(raw):
    name = os.fsdecode(raw.replace(b"\\", b""))
    text = as_text(name)
    assert text.encode("utf-8")
    assert as_name(text) == name


def test_names_in_utf8_stay_as_they_are():
    assert as_text(Path("新闻/01.txt")) == "新闻/01.txt"
