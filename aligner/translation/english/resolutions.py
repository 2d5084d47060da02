"""Numbered resolutions: 第2724号决议 is Resolution 2724, and no *2724 resolution*."""

import re

_NUMBERED = re.compile(r"第\s?(\d{1,4})号(?=决议|決議)")


def numbered_resolutions(source: str, text: str) -> str:
    """Return the text with the numbers of the source's resolutions behind the word.

    >>> numbered_resolutions("通过第2724号决议", "passed the 2724th resolution on Sudan")
    'passed Resolution 2724 on Sudan'
    """
    if "决议" not in source:
        return text
    for number in set(_NUMBERED.findall(source)):
        before = rf"\b(?:the )?(?:No\. ?)?{number}(?:st|nd|rd|th)? resolution\b"
        text = re.sub(before, f"Resolution {number}", text, flags=re.IGNORECASE)
    return text
