"""Days side by side and years to come, in what the model is given: 7日、8日停课, 2060年前.

Of two days a small model keeps one, or makes *7 and 8 days* of them; in English it copies them.
2060年前 is 2060年之前 (it was *2060 years ago*). What stays: days in the middle of a clause and
single ones, which do worse in English (decision 0310).
"""

import re

from aligner.translation.english.typography import ordinal
from aligner.translation.source.spacing import spaced

_DAY = "3[01]|[12]\\d|0?[1-9]"
_BEFORE_YEAR = re.compile(
    r"(?<![\d.在于])((?:1[5-9]|20|21)\d\d)年前(?![\d后前一二三四五六七八九十几个多半上下段期景述任总首副沿往来线台卫锋妻夫女])"
)
_SIDE_BY_SIDE = re.compile(
    rf"(?:(?<=[将已会定])[于在]|(?<![^\s，。、；：])[于在]?)(?<![月\d.年])"
    rf"(?P<days>(?:{_DAY})日(?:、(?:{_DAY})日)*[、和及与](?:{_DAY})日)"
    r"(?![（(凌清早上中下傍晚夜深前后游至到、—–~～-]|[\d一二三四五六七八九十])"
)
_NUMBERS = re.compile(r"\d+")


def english_day_lists(text: str) -> str:
    """Return the text with days side by side in English, and 2060年前 as what it means.

    >>> english_day_lists("2060年前实现碳中和，2025年前三季度，7日、8日停课，将于9日和10日开放")
    '2060年之前实现碳中和，2025年前三季度，on the 7th and 8th 停课，将 on the 9th and 10th 开放'
    """
    if "年前" in text:
        text = _BEFORE_YEAR.sub(r"\1年之前", text)
    return _SIDE_BY_SIDE.sub(_side_by_side, text) if text.count("日") > 1 else text


def _side_by_side(match: re.Match[str]) -> str:
    days = [ordinal(int(number)) for number in _NUMBERS.findall(match["days"])]
    return spaced(match, f"on the {', '.join(days[:-1])} and {days[-1]}")
