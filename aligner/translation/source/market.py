"""Prices and levels of markets in what the model is given: 跌3.4%，报378.2港元.

报, to stand at, is also a newspaper and to report, and so a small model reads it (*News 3,287.45*);
with 至 and 为 it knows what a change came to, and where something stands.
"""

import re

_LEVEL = (
    r"(?=\d[\d,]*(?:\.\d+)?(?:点|元|美元|港元|港币|欧元|日元|英镑|%|％| [bm]illion"
    r"|[,，。；;、/]|\Z))"
)
_CHANGE = r"(?<=[\d.])(%|点|分|仙|元|港元|美元|美分|个基点|个百分点)"
_CAME_TO = re.compile(rf"{_CHANGE}，(?:收报|报收|报)(?:于|在)?{_LEVEL}")
_CLOSED_AT = re.compile(rf"(?:收报|报收)(?:于|在)?{_LEVEL}|(?<=收盘)报(?:于|在)?{_LEVEL}")
_BEGINS = re.compile(rf"\A[收]?报(?:于|在)?{_LEVEL}")
"""A part of a sentence: what came before was cut off."""
_STANDS_AT = re.compile(rf"(?<=[指数股价率盘市货金])报(?:于|在)?{_LEVEL}")


def plain_levels(text: str) -> str:
    """Return the text with what 报 says of a price or an index said in another word.

    >>> plain_levels("跌3.4%，报378.2港元；收报24,068点，沪指报3287.45点")
    '跌3.4%，至378.2港元；收于24,068点，沪指为3287.45点'
    """
    if "报" not in text:
        return text
    text = _CLOSED_AT.sub("收于", _CAME_TO.sub(r"\1，至", text))
    return _STANDS_AT.sub("为", _BEGINS.sub("至", text))
