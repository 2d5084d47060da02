"""Regular expressions that are compiled when they are first used.

A command needs a few of the hundreds that know the numbers, dates and names of two languages, and
compiling all of them takes longer than a sentence. Not for a pattern that is a key, or compared
with the ``re`` of a match: that is the compiled one.
"""

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Late:
    """Stands for a compiled pattern; has its methods as its own once one was asked for."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (whatever a pattern has)
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def late_regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what works as ``re.compile(pattern, flags)`` and costs nothing until it is used.

    >>> late_regex("[0-9]+").findall("3月4日")
    ['3', '4']
    """
    return cast("re.Pattern[str]", _Late(pattern, flags))
