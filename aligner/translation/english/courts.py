"""Courts of China by their rank: 中级人民法院 is an Intermediate People's Court.

A small model makes *middle-level* courts of them, and of a 高级人民法院, High People's Court, the
Supreme one, which there is once.
"""

import re

_INTERMEDIATE = re.compile(r"\b(a )?[Mm](?:iddle|id)[- ][Ll]evel ((?:[Pp]eople's )?)[Cc]ourt\b")
_SUPREME = re.compile(r"\bSupreme (People's )?Court\b")


def _intermediate(match: re.Match[str]) -> str:
    return f"{'an ' if match[1] else ''}Intermediate {match[2].capitalize()}Court"


def ranked_courts(source: str, text: str) -> str:
    """Return the text with the ranks of the source's courts.

    >>> ranked_courts("市中级人民法院判决", "The city's middle-level people's court ruled")
    "The city's Intermediate People's Court ruled"
    >>> ranked_courts("江苏省高级人民法院判决", "The Supreme People's Court of Jiangsu ruled")
    "The High People's Court of Jiangsu ruled"
    """
    if "法院" not in source and "中院" not in source and "高院" not in source:
        return text
    text = _INTERMEDIATE.sub(_intermediate, text)
    if "高级人民法院" in source and not re.search("最高|中级", source):
        text = _SUPREME.sub(lambda match: f"High {match[1] or ''}Court", text)
    return text
