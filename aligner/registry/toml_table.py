"""Strict reading of TOML tables into types, and the writing of flat ones.

Reading names the file and the full key in every error. Writing knows strings, numbers, lists of
strings and nothing else: no dates, no nested tables, no comments.
"""

import math
import re
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import TypeVar, cast

from aligner.errors import ModelError

_Item = TypeVar("_Item")


def toml_item(title: str, item: object) -> str:
    """Return a dataclass instance as one ``[[title]]`` of an array of tables."""
    values = {name: getattr(item, name) for name in item.__dataclass_fields__}  # type: ignore[attr-defined]
    return f"[[{title}]]\n" + toml_lines(values)


def toml_lines(values: Mapping[str, object]) -> str:
    """Return ``key = value`` lines; empty values are left out."""
    shown = {key: value for key, value in values.items() if value not in (None, "", ())}
    return "".join(f"{key} = {_toml_value(value)}\n" for key, value in shown.items())


def _toml_value(value: object) -> str:
    match value:
        case str():
            escaped = value.replace("\\", "\\\\").replace('"', '\\"')
            return '"' + re.sub(r"[\x00-\x1f\x7f]", _escape, escaped) + '"'
        case bool():
            return str(value).lower()
        case tuple():
            return "[" + ", ".join(_toml_value(item) for item in value) + "]"
        case _:
            return repr(value)


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04X}"


class Table:
    """A table of a card being read: each key is taken once, what is left over is unknown."""

    def __init__(self, path: Path, title: str, values: Mapping[str, object]) -> None:
        self.path, self.title, self.left = path, title, dict(values)

    def error(self, key: str, message: str) -> ModelError:
        """Return the error to raise about ``key``."""
        return ModelError(f"{self.path}: key '{self.title}{key}' {message}")

    def optional(self, key: str, kind: type | tuple[type, ...], what: str) -> object | None:
        """Take a value of the given type, ``None`` if it is not there."""
        value = self.left.pop(key, None)
        # bool is a subclass of int: true is no number here.
        if value is not None and (not isinstance(value, kind) or isinstance(value, bool)):
            raise self.error(key, f"must be {what}, not {value!r}")
        return value

    def flag(self, key: str) -> bool:
        """Take true or false, false if it is not there."""
        value = self.left.pop(key, False)
        if not isinstance(value, bool):
            raise self.error(key, f"must be true or false, not {value!r}")
        return value

    def text(self, key: str, *, required: bool = True) -> str:
        """Take a string; empty counts as missing."""
        value = self.optional(key, str, "a string")
        if required and not value:
            raise self.error(key, "is missing or empty")
        return cast(str, value or "")

    def count(self, key: str) -> int | None:
        """Take a whole number from 0 up, ``None`` if it is not there."""
        value = cast("int | None", self.optional(key, int, "a whole number"))
        if value is not None and value < 0:
            raise self.error(key, f"must not be negative: {value}")
        return value

    def needed_count(self, key: str) -> int:
        """Take a whole number from 0 up."""
        value = self.count(key)
        if value is None:
            raise self.error(key, "is missing")
        return value

    def number(self, key: str) -> float:
        """Take a finite number."""
        value = cast("float | None", self.optional(key, (int, float), "a number"))
        if value is None or not math.isfinite(value):
            raise self.error(key, "is missing or not a finite number")
        return float(value)

    def choice(self, key: str, choices: tuple[str, ...]) -> str:
        """Take one of the given strings."""
        value = self.text(key)
        if value not in choices:
            raise self.error(key, f"must be one of {', '.join(choices)}, not {value!r}")
        return value

    def checked(self, key: str, pattern: re.Pattern[str], what: str) -> str | None:
        """Take a string of the given form, ``None`` if it is not there."""
        value = cast("str | None", self.optional(key, str, "a string"))
        if value is not None and not pattern.fullmatch(value):
            raise self.error(key, f"must be {what}, not {value!r}")
        return value

    def file_path(self) -> str:
        """Take ``path``: relative, with forward slashes, inside the folder."""
        value = self.text("path")
        path = PurePosixPath(value)
        inside = not path.is_absolute() and ".." not in path.parts and str(path) == value
        if not inside or "\\" in value or ":" in value:
            raise self.error("path", f"must stay inside the model folder: {value!r}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a list of strings, empty if it is not there."""
        value = cast("list[object]", self.optional(key, list, "a list of strings") or [])
        if not all(isinstance(item, str) for item in value):
            raise self.error(key, f"must be a list of strings, not {value!r}")
        return tuple(cast("list[str]", value))

    def counts(self, key: str) -> tuple[int, ...]:
        """Take a list of whole numbers from 1 up, empty if it is not there."""
        values = cast("list[object]", self.optional(key, list, "a list of whole numbers") or [])
        if not all(type(value) is int and value > 0 for value in values):
            raise self.error(key, f"must be a list of whole numbers from 1 up, not {values!r}")
        return tuple(cast("list[int]", values))

    def items(self, key: str, read: "Callable[[Table], _Item]") -> tuple[_Item, ...]:
        """Take an array of tables, each read by ``read`` to its last key."""
        values = cast("list[object]", self.optional(key, list, "a list of tables") or [])
        return tuple(
            self.item(f"{key}[{number}]", value, read) for number, value in enumerate(values)
        )

    def item(self, key: str, value: object, read: "Callable[[Table], _Item]") -> _Item:
        """Read one table to its last key."""
        if not isinstance(value, dict):
            raise self.error(key, f"must be a table, not {value!r}")
        table = Table(self.path, f"{self.title}{key}.", value)
        result = read(table)
        table.finish()
        return result

    def finish(self) -> None:
        """Raise an error if a key was not taken."""
        for key in self.left:
            raise self.error(key, "is unknown; see the card format in docs/decisions")
