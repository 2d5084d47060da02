"""Hashtags and accounts of social media inside a sentence, in what the model is given.

#高考作文#登上热搜 came out as *# college entrance exams are the top*. News in English quotes such a
topic, and as a quotation the model knows it; an account is named without its mark. A row of tags
that ends a post stays as it is.
"""

import re

from aligner.text.script import HAN

_WORDS = rf"[{HAN}\dA-Za-z·、：“”‘’！？-]"
_BETWEEN = re.compile(
    rf"(?<![A-Za-z\d#＃])[#＃] ?(?=[^#＃]*[{HAN}]{{2}})({_WORDS}{{2,30}}?)[#＃] ?(?![#＃])"
)
_OPEN = re.compile(rf"(?<=[{HAN}，。：]) ?[#＃](?=[^ ]*[{HAN}]{{2}})({_WORDS}{{2,30}}) (?=[{HAN}])")
_ACCOUNT = re.compile(rf"(?<![A-Za-z\d.])[@＠](?P<name>[{HAN}]{{2}}[{HAN}A-Za-z\d]*) (?=[{HAN}])")


def plain_tags(text: str) -> str:
    """Return the text with its tags in quotation marks and its accounts by their names.

    >>> plain_tags("#高考作文# 随即登上热搜，据@北京交警 通报")
    '“高考作文”随即登上热搜，据北京交警通报'
    >>> plain_tags("排队两小时。#怡保美食 #老味道"), plain_tags("1#楼和2#楼，C#语言和F#语言")
    ('排队两小时。#怡保美食 #老味道', '1#楼和2#楼，C#语言和F#语言')
    """
    if not any(mark in text for mark in "#＃@＠"):
        return text
    for pattern in (_BETWEEN, _OPEN):
        text = pattern.sub(_quoted, text)
    return _ACCOUNT.sub(r"\g<name>", text)


def _quoted(match: re.Match[str]) -> str:
    """Return a tag as a quotation, and without the space that sets it off."""
    return match[0] if "“" in match[1] else f"“{match[1]}”"
