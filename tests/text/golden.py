"""Reads the golden cases of tests/data: one case a line, fields separated by tabs.

In a field ``\\n``, ``\\r``, ``\\t`` and ``\\\\`` stand for line ends, tab and backslash. Lines that
start with # are comments.
"""

import re
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"
_ESCAPE = re.compile(r"\\(.)")
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}


def read_cases(name):
    """Return the rows of ``tests/data/name``, fields unescaped."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [
        [_ESCAPE.sub(lambda match: _PLAIN[match[1]], field) for field in line.split("\t")]
        for line in lines
        if line and not line.startswith("#")
    ]
