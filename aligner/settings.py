"""Settings in TOML files, read strictly into frozen dataclasses and written out again.

A key that is not known is an error naming the nearest one that is, so a misspelt option cannot be
ignored. Knows strings, numbers, booleans, tables, lists of strings and lists of tables.
"""

import json
import math
import tomllib
from collections.abc import Mapping
from dataclasses import Field, fields, is_dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from aligner.errors import FormatError, InputError, UsageError

_Kind = TypeVar("_Kind")


def read_settings(path: Path, kind: type[_Kind]) -> _Kind:
    """Read a file into ``kind``; keys that are missing keep their defaults.

    A byte order mark, which some editors write, is passed over. Raises ``InputError`` for a file
    that cannot be read, ``FormatError`` for one that is not TOML, ``UsageError`` naming file and
    key for anything unknown or ill-typed.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
    try:
        table = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FormatError(
            f"{path}:{line}: is not TOML: byte {raw[error.start]:#04x} is not UTF-8; "
            "save the file as UTF-8"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise FormatError(f"{path}: is not TOML: {error}") from error
    return build_settings(kind, table, str(path))


def build_settings(kind: type[_Kind], table: Mapping[str, Any], where: str) -> _Kind:
    """Return an instance of ``kind`` with the values of ``table``."""
    types = get_type_hints(kind)
    known = {f.name: types[f.name] for f in _settable(kind)}
    values: dict[str, object] = {}
    for key, value in table.items():
        if key not in known:
            near = get_close_matches(key, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
            raise UsageError(f"{where}: unknown key {key!r}; {hint}")
        values[key] = _value(known[key], value, f"{where}: {key}")
    try:
        return kind(**values)
    except TypeError as error:
        raise UsageError(f"{where}: {error}") from error


def settings_toml(settings: object) -> str:
    """Return the settings as TOML that ``read_settings`` reads back."""
    return "\n".join(_section("", settings)).strip() + "\n"


def parse_value(kind: type, text: str, where: str) -> object:
    """Return what an option's text means for a field of type ``kind``."""
    try:
        value = tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        value = text
    return _value(kind, value, where)


def _section(title: str, settings: object) -> list[str]:
    lines: list[str] = [f"[{title}]"] if title else []
    tables: list[str] = []
    types = get_type_hints(type(settings))
    for f in _settable(type(settings)):
        value = getattr(settings, f.name)
        name = f"{title}.{f.name}" if title else f.name
        if is_dataclass(value):
            tables += ["", *_section(name, value)]
        elif get_origin(types[f.name]) is tuple and is_dataclass(get_args(types[f.name])[0]):
            for item in cast("tuple[object, ...]", value):
                tables += ["", f"[[{name}]]", *_section("", item)]
        else:
            lines.append(f"{f.name} = {_literal(value)}")
    return lines + tables


def _settable(kind: type) -> tuple[Field[Any], ...]:
    return tuple(f for f in fields(cast(Any, kind)) if f.init)


def _literal(value: object) -> str:
    if isinstance(value, str):
        # The escapes of JSON are those of TOML, which asks for one more.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, tuple):
        return f"[{', '.join(map(_literal, value))}]"
    return repr(value).lower() if isinstance(value, bool) else repr(value)


def _value(kind: Any, value: object, where: str) -> object:  # noqa: ANN401 (a type expression)
    if is_dataclass(kind):
        if not isinstance(value, Mapping):
            raise UsageError(f"{where}: should be a table")
        return build_settings(cast(type, kind), value, where)
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise UsageError(f"{where}: should be a list")
        item_kind = get_args(kind)[0]
        return tuple(_value(item_kind, item, f"{where}[{i}]") for i, item in enumerate(value))
    if kind is float:
        return _number(value, where)
    if type(value) is not kind:
        raise UsageError(f"{where}: should be {kind.__name__}, not {value!r}")
    return value


def _number(value: object, where: str) -> float:
    """Return a finite number: ``nan``, which TOML has, would pass any check of a range."""
    if type(value) not in {int, float}:
        raise UsageError(f"{where}: should be float, not {value!r}")
    number = float(cast("int | float", value))
    if not math.isfinite(number):
        raise UsageError(f"{where}: should be a finite number, not {value!r}")
    return number
