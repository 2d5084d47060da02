"""Patterns that are compiled when they are first used work as those that are compiled at once."""

import gc
import importlib
import pkgutil
import re
import subprocess
import sys

import aligner.checks
import aligner.text
from aligner.text.late_regex import late_regex

TEXT = "3月4日, 12 May"


def test_every_way_to_use_a_pattern_gives_what_the_compiled_one_gives():
    late, soon = late_regex(r"(\d+)([a-zM]?)", re.I), re.compile(r"(\d+)([a-zM]?)", re.I)
    assert late.findall(TEXT) == soon.findall(TEXT)
    assert [m.span() for m in late.finditer(TEXT, 1)] == [m.span() for m in soon.finditer(TEXT, 1)]
    assert late.sub("#", TEXT, count=1) == soon.sub("#", TEXT, count=1)
    assert late.subn("#", TEXT) == soon.subn("#", TEXT)
    assert late.split(TEXT) == soon.split(TEXT)
    for way in ("search", "match", "fullmatch"):
        found, expected = getattr(late, way)(TEXT), getattr(soon, way)(TEXT)
        assert (found and found.groups()) == (expected and expected.groups())
    assert (late.pattern, late.flags, late.groups) == (soon.pattern, soon.flags, soon.groups)


def test_a_pattern_is_compiled_once_and_not_before_it_is_used(monkeypatch):
    compiled, compile_ = [], re.compile

    def noted(*args):
        compiled.append(args)
        return compile_(*args)

    monkeypatch.setattr(re, "compile", noted)
    late = late_regex("a+", re.I)
    assert late.pattern == "a+"
    assert compiled == []
    assert late.search("bAA")[0] == "AA"
    assert late.findall("a-aa") == ["a", "aa"]
    assert compiled == [("a+", re.I)]


def test_all_patterns_compile():
    for package in (aligner.checks, aligner.text):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    kind = type(late_regex(""))
    found = [thing for thing in gc.get_objects() if type(thing) is kind]
    assert len(found) > 100
    for late in found:
        assert late.search("") is None or late.pattern is not None


def test_loading_the_readers_of_numbers_and_dates_compiles_none_of_their_patterns():
    code = (
        "import re, sys; compiled = []; compile_ = re.compile\n"
        "re.compile = lambda p, flags=0: compiled.append(p) or compile_(p, flags)\n"
        "import aligner.text.dates_zh as dates, aligner.text.numbers_zh as numbers\n"
        "late = [v.pattern for m in (dates, numbers) for v in vars(m).values()\n"
        "        if type(v).__name__ == '_Late']\n"
        "print(len(late) > 20, [p for p in late if p in compiled])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True []"
