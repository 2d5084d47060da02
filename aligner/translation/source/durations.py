"""Durations in two units in what the model is given: 9年4个月 is 9年和4个月.

A small model keeps one of the two: *sentenced to 9 years*, *2-48 seconds*, *2-day hours*. Of 220
invented sentences with one it had 125 right, and all with 和 between the units.
"""

import re

_COUNT = r"(?<![\d.,:第])(\d{1,3})"
_AND = "[零又]?"
_PAIRS = tuple(
    (re.compile(rf"{_COUNT}{larger}{_AND}(\d{{1,3}}){smaller}"), rf"\1{first}和\2{second}")
    for larger, smaller, first, second in (
        ("个月", "天", "个月", "天"),
        ("天", "个?(?:小时|钟头)(?!制)", "天", "小时"),
        ("个?(?:小时|钟头)", "分(?:钟|(?![之数\\d]))(?!\\d{1,2}秒)", "小时", "分钟"),
        (
            "(?<!度\\d)(?<!度\\d\\d)(?<![时点]\\d)(?<![时点]\\d\\d)分钟?",
            "秒(?![\\d差])",
            "分钟",
            "秒",
        ),
    )
)
_YEARS = re.compile(rf"(?<![\d.,:第])(\d{{1,2}})年{_AND}(\d{{1,3}})(个月|天)(和?)")


def joined_durations(text: str) -> str:
    """Return the text with 和 between the two units of its durations.

    >>> joined_durations("判监9年4个月，耗时2小时48分，1年3个月20天")
    '判监9年和4个月，耗时2小时和48分钟，1年、3个月和20天'
    """
    for pattern, form in _PAIRS:
        text = pattern.sub(form, text)
    return _YEARS.sub(lambda m: f"{m[1]}年{'、' if m[4] else '和'}{m[2]}{m[3]}{m[4]}", text)
