"""Rules that say in other words what a small model is given, each with a quick test before it."""

import re
from collections.abc import Callable, Iterable

Given = str | Callable[[re.Match[str]], str]
"""What stands for a match: a template, or what makes it."""
Rule = tuple[str, re.Pattern[str], Given]
"""A string that every match needs somewhere in the text, the pattern, and what stands for it."""


def reworded(text: str, rules: Iterable[Rule]) -> str:
    """Return the text with each rule applied in turn.

    >>> reworded("游客无须签证", [("须", re.compile("无须"), "不需要")])
    '游客不需要签证'
    """
    for look, pattern, given in rules:
        if look in text:
            text = pattern.sub(given, text)
    return text
