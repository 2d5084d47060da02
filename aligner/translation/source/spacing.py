"""English set into Chinese, with a space on either side where it touches a word or a figure."""

import re


def spaced(match: re.Match[str], words: str) -> str:
    """Return the words with a space where they touch a word of the text.

    >>> re.sub("耿爽", lambda match: spaced(match, "Geng Shuang"), "发言人耿爽，")
    '发言人 Geng Shuang，'
    """
    text, (start, end) = match.string, match.span()
    before = " " if start and text[start - 1].isalnum() else ""
    after = " " if text[end : end + 1].isalnum() else ""
    return f"{before}{words}{after}"
