"""Resolutions and storms by number: 第2724号决议 is Resolution 2724, 第18号台风 Typhoon No. 18."""

import re

_NUMBERED = re.compile(r"第\s?(\d{1,4})号(?=决议|決議)")
_STORM = re.compile(r"第\s?(\d{1,2})号(?:强|超强)?(?:台风|颱風|热带风暴)")


def numbered(source: str, text: str) -> str:
    """Return the text with the numbers of the source's resolutions and storms as such.

    >>> numbered("通过第2724号决议", "passed the 2724th resolution on Sudan")
    'passed Resolution 2724 on Sudan'
    >>> numbered("今年第18号台风“山陀儿”登陆", "Typhoon Krathon, 18 this year, made landfall")
    'Typhoon Krathon, No. 18 this year, made landfall'
    """
    if "决议" in source:
        for number in set(_NUMBERED.findall(source)):
            before = rf"\b(?:the )?(?:No\. ?)?{number}(?:st|nd|rd|th)? resolution\b"
            text = re.sub(before, f"Resolution {number}", text, flags=re.IGNORECASE)
    for number in set(_STORM.findall(source)) if "号" in source else ():
        section = rf"\b(?:Section|Number|No\.) {number},? (Typhoon [A-Z][\w-]+)\b"
        text = re.sub(section, rf"\1, No. {number}", text)
        text = re.sub(
            rf"(?<=\bTyphoon )({number}(?:st|nd|rd|th)?(?![\w:.,]\d|\w))|"
            rf"(?<=\w, ){number}(?=,(?! \d)|\.?\Z| this year| of (?:this|the) year)",
            f"No. {number}",
            text,
        )
    return text
