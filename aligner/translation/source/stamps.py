"""When a page was published, as English writes it: 发布 / 2025年3月5日 05:00.

What follows on the line, a source, a paper, a reporter, must be known too, or nothing is said.
What has no Chinese in it (2025/03/12 14:35) is left as it stands.
"""

import re

from aligner.text.script import han_count
from aligner.translation.source.agencies import AGENCIES
from aligner.translation.source.datelines import MONTHS, byline

_STAMP = re.compile(
    r"(?:(?P<label>发布|发表|更新|最新更新|最后更新|刊登|出版|上传)(?:时间|日期|于)?\s*[:：/／|｜]?\s*)?"
    r"(?P<year>\d{4})[年/.-](?P<month>1[0-2]|0?[1-9])[月/.-](?P<day>[12]\d|3[01]|0?[1-9])日?"
    r"(?:\s*[（(]?(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])[）)]?)?"
    r"\s*(?P<half>[上下中]午|凌晨|早上|晚上|AM|PM)?\s*(?P<clock>\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
    r"(?=\s|\Z|[|｜/／]|来源|作者|记者)"
)
_LABELS = {"更新": "Updated", "最新更新": "Updated", "最后更新": "Updated"}
_WEEKDAYS = dict(
    zip(
        "一二三四五六日天",
        ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun", "Sun"),
        strict=True,
    )
)
_MORNING = ("上午", "凌晨", "早上", "AM")
_BETWEEN = re.compile(r"[\s|｜/／]+")
_SOURCE = re.compile(r"(?:文章|稿件)?来源[:：/／]?\s*(\S+)")


def stamp(text: str) -> str:
    """Return a line with the time of publication in English, ``""`` if it is anything else.

    >>> stamp("发布 / 2025年3月5日 05:00"), stamp("2025年3月5日开幕")
    ('Published: March 5, 2025, 05:00', '')
    """
    if not han_count(text):
        return ""
    written: list[str] = []
    while match := _STAMP.match(text):
        written.append(_written(match))
        text = text[match.end() :]
        text = text[found.end() :] if (found := _BETWEEN.match(text)) else text
    if not written:
        return ""
    known = [_known(part) for part in re.split(r"(?<![／/｜|:：])\s+(?![／/｜|])", text) if part]
    return " | ".join([*written, *known]) if all(known) else ""


def _written(match: re.Match[str]) -> str:
    weekday = _WEEKDAYS.get(match["weekday"] or "")
    date = f"{MONTHS[int(match['month']) - 1]} {int(match['day'])}, {match['year']}"
    parts = [f"{weekday}day" if weekday else "", date, _clock(match)]
    label = f"{_LABELS.get(match['label'], 'Published')}: " if match["label"] else ""
    return label + ", ".join(filter(None, parts))


def _clock(match: re.Match[str]) -> str:
    clock, half = (match["clock"] or "").replace("：", ":"), match["half"]
    if not clock or not half or int(clock.split(":")[0]) > 12:
        return clock
    return f"{clock} {'a.m.' if half in _MORNING else 'p.m.'}"


def _known(text: str) -> str:
    """Return a source, a paper or a reporter in English, also a paper with its reporter."""
    if found := _SOURCE.fullmatch(text):
        name = AGENCIES.get(found[1])
        return f"Source: {name}" if name else ""
    paper, mark, rest = text.partition("／")
    if mark and paper in AGENCIES and (who := byline(rest.strip())):
        return f"{AGENCIES[paper]} | {who}"
    return AGENCIES.get(text) or byline(text)
