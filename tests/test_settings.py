from dataclasses import dataclass, field

import pytest

from aligner.errors import FormatError, InputError, UsageError
from aligner.settings import build_settings, parse_value, read_settings, settings_toml


@dataclass(frozen=True, slots=True)
class Item:
    path: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Inner:
    least: float = 0.5
    on: bool = True
    name: str = field(default="fixed", init=False)


@dataclass(frozen=True, slots=True)
class Outer:
    inner: Inner = field(default_factory=Inner)
    item: tuple[Item, ...] = ()
    words: tuple[str, ...] = ()
    count: int = 3


@pytest.mark.parametrize(
    "settings",
    [
        Outer(),
        Outer(Inner(1.0, False), (Item('a"b\\'), Item("c", 2.5)), ("x", "y"), 0),
        Outer(item=(Item("新 闻\n\t\r\x00\x1b\x7f\x85.tsv"),)),
    ],
)
def test_what_was_written_is_read_back(settings, tmp_path):
    path = tmp_path / "s.toml"
    path.write_text(settings_toml(settings), encoding="utf-8")
    assert read_settings(path, Outer) == settings


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"cuont": 1}, "did you mean count"),
        ({"count": 1.5}, "should be int"),
        ({"count": True}, "should be int"),
        ({"inner": 3}, "should be a table"),
        ({"inner": {"name": "x"}}, "unknown key 'name'"),
        ({"words": "x"}, "should be a list"),
        ({"item": [{"weight": 1}]}, "path"),
    ],
)
def test_what_makes_no_sense_is_an_error_with_its_place(table, message):
    with pytest.raises(UsageError, match=message):
        build_settings(Outer, table, "file")


def test_a_file_that_cannot_be_read_or_parsed_is_bad_data_and_no_wrong_use(tmp_path):
    with pytest.raises(InputError, match="cannot be read: No such file"):
        read_settings(tmp_path / "none.toml", Outer)
    for content in (b"[inner", b"words = 'caf\xe9'"):
        (tmp_path / "s.toml").write_bytes(content)
        with pytest.raises(FormatError, match="is not TOML"):
            read_settings(tmp_path / "s.toml", Outer)


def test_what_is_not_utf8_is_named_with_its_line(tmp_path):
    (tmp_path / "s.toml").write_bytes("count = 1\nwords = ['北京']\n".encode("gb18030"))
    with pytest.raises(FormatError, match=r"s\.toml:2: .*byte 0xb1 is not UTF-8; save"):
        read_settings(tmp_path / "s.toml", Outer)


def test_a_byte_order_mark_is_passed_over(tmp_path):
    (tmp_path / "s.toml").write_text("count = 7\r\n", encoding="utf-8-sig", newline="")
    assert read_settings(tmp_path / "s.toml", Outer).count == 7


def test_a_whole_number_will_do_for_a_fraction():
    assert build_settings(Outer, {"inner": {"least": 1}}, "file").inner.least == 1.0
    assert parse_value(float, "2", "here") == 2.0
    assert parse_value(str, "plain", "here") == "plain"


@pytest.mark.parametrize("number", ["nan", "inf", "-inf"])
def test_a_number_that_is_none_is_an_error(number, tmp_path):
    path = tmp_path / "s.toml"
    path.write_text(f"[inner]\nleast = {number}\n")
    with pytest.raises(UsageError, match="inner: least: should be a finite number"):
        read_settings(path, Outer)
    with pytest.raises(UsageError, match="finite"):
        parse_value(float, number, "--set least")
