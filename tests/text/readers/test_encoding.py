import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.errors import InputError
from aligner.text.readers.encoding import (
    decode,
    newline_of,
    read_text,
    restore_newlines,
    unify_newlines,
)

HANS = "德国总理周五在柏林说，两国将加强合作，应对气候变化。"
HANT = "總理週五在臺北說，兩國將加強合作，應對氣候變遷。"
HERE = Path("article.txt")
SAMPLES = Path(__file__).parents[3] / "corpora" / "news" / "zh"


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (HANS, "utf-8", "utf-8"),
        (HANS, "utf-8-sig", "utf-8-sig"),
        (HANS, "utf-16", "utf-16"),
        (HANS, "utf-32", "utf-32"),
        (HANS, "gb18030", "gb18030"),
        (HANS, "gbk", "gb18030"),
        (HANT, "gb18030", "gb18030"),
        (HANT, "big5", "big5hkscs"),
        ("佢哋嘅屋企喺大嶼山，今日落雨，唔去街喇，" + HANT, "big5hkscs", "big5hkscs"),
        ("BERLIN: 90亿 (2024)\n" * 3 + HANS, "gb18030", "gb18030"),
        ("香港", "big5", "big5hkscs"),
        ("今天", "gb18030", "gb18030"),
        ("plain ASCII", "ascii", "utf-8"),
        ("", "utf-8", "utf-8"),
    ],
)
def test_the_encoding_is_detected(text, encoding, found):
    decoded = decode(text.encode(encoding), HERE)
    assert (decoded.text, decoded.encoding) == (text, found)


@pytest.mark.parametrize("name", sorted(p.stem for p in SAMPLES.glob("*.txt")))
def test_every_sample_article_survives_its_native_encoding(name):
    text = (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    assert decode(text.encode("gb18030"), HERE).text == text
    try:
        big5 = text.encode("big5hkscs")
    except UnicodeEncodeError:
        return  # simplified characters have no place in Big5
    assert decode(big5, HERE).text == text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (HANS.encode()[:-1], ["article.txt", "byte 75", "line 1", "UTF-8"]),
        (("好。\n" * 9).encode() + b"\xff" + HANS.encode(), ["byte 63", "line 10", "0xff"]),
        (HANS.encode("gb18030")[:-1], ["byte 50", "GB18030"]),
        (HANT.encode("big5") + b"\xff\xff", ["byte 48", "BIG5"]),
        ("café naïve résumé".encode("latin-1"), ["byte 3", "0xe9", "iconv"]),
        ("日本の首相は今日、東京で述べた".encode("euc-jp"), ["byte 0", "iconv"]),
        ("Премьер-министр заявил".encode("cp1251"), ["byte 0", "iconv"]),
        (bytes(range(128, 256)), ["byte 0"]),
        ("好".encode("gb18030"), ["GB18030 or Big5", "too short"]),
        (b"%PDF-1.7 ...", ["PDF", "pdftotext"]),
        (b"PK\x03\x04....", ["docx", "save it as text"]),
        (b"\x89PNG\r\n", ["PNG", "OCR"]),
        (b"\x1f\x8b\x08", ["gzip", "unpack"]),
        (b"\xd0\xcf\x11\xe0", ["doc"]),
        (b"abc\0def", ["byte 3", "NUL", "UTF-8"]),
        ("好消息".encode("utf-16-le") + "\n".encode("utf-16-le"), ["NUL", "UTF-16"]),
        (b"\xff\xfea", ["UTF-16"]),
    ],
)
def test_what_cannot_be_decoded_is_refused_with_file_byte_and_remedy(data, words):
    with pytest.raises(InputError) as caught:
        decode(data, HERE)
    for word in ("article.txt", *words):
        assert word in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_given_encoding_overrides_detection():
    assert decode("好".encode("gb18030"), HERE, "gb18030").text == "好"
    with pytest.raises(InputError, match="unknown encoding 'klingon'"):
        decode(b"x", HERE, "klingon")
    with pytest.raises(InputError, match="byte 0"):
        decode("好".encode("gb18030"), HERE, "ascii")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_are_unified_and_remembered(newline):
    decoded = decode(f"一{newline}二{newline}".encode(), HERE)
    assert decoded.text == "一\n二\n"
    assert decoded.newline == newline
    assert restore_newlines(decoded.text, decoded.newline) == f"一{newline}二{newline}"


@given(st.text(alphabet="a\r\n", max_size=12))
def test_unified_text_has_one_kind_of_line_end(text):
    newline = newline_of(text)
    unified = unify_newlines(text, newline)
    assert "\r\n" not in unified or "\r\r\n" in text
    if newline == "\r":
        assert restore_newlines(unified, newline) == text


def test_paths_that_are_no_readable_file_are_refused(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_text(tmp_path / "none.txt")
    with pytest.raises(InputError, match="is a directory"):
        read_text(tmp_path)
    locked = tmp_path / "locked.txt"
    locked.write_text("x")
    locked.chmod(0)
    if os.geteuid():  # root may read everything
        with pytest.raises(InputError, match="no permission"):
            read_text(locked)


def test_standard_input_is_read_as_bytes(monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(HANS.encode("gb18030"))))
    decoded = read_text(None)
    assert (decoded.text, decoded.encoding, str(decoded.source)) == (HANS, "gb18030", "-")


@given(st.binary(max_size=60))
@settings(max_examples=200)
def test_any_bytes_are_decoded_exactly_or_refused(data):
    try:
        decoded = decode(data, HERE)
    except InputError:
        return
    text = restore_newlines(decoded.text, decoded.newline)
    again = text.encode(decoded.encoding)
    if decoded.encoding == "utf-8":
        assert again.replace(b"\r\n", b"\n") == data.replace(b"\r\n", b"\n")
    else:
        assert "\ufffd" not in text
