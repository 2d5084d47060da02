"""Who reports, and from where, in a line of its own or before a colon, in English.

新华社记者王小明、李丽 and （联合早报特派员沈小瑜吉隆坡报道） end an article or stand under its
headline; a small model drops names in them and makes words of others. What is not understood to the
last character is left to it.
"""

import re
from typing import NamedTuple

from aligner.translation.names.persons import may_be_person
from aligner.translation.names.pinyin import person
from aligner.translation.source.agencies import AGENCIES, AGENCY, OWN
from aligner.translation.source.datelines import listed, month_day, places

_PAPER = rf"(?:{AGENCY}|{'|'.join(OWN)})"
_RANK = "(?:全媒体|融媒体|新媒体|数字|客户端|首席|高级|资深|特派|特约|见习|实习|驻京|财经|体育)*"
_JOB = rf"(?:{_RANK} ?(?:记者|特派员|通讯员|实习生))"
_LED = re.compile(
    rf"(?P<paper>{_PAPER}(?:[—·/／-]{{1,2}}{_PAPER})*)? ?{_JOB}(?P<mark> ?[:：|｜/／]| |) ?(?=\S)"
)
_FRAME = re.compile(r"[（(](?P<inside>[^（()）]+)[）)][。.]?")
_TOLD = re.compile(r"(?P<who>[^，。：:]{4,40}?)(?:报道|报导)[:：] ?")
_DATE = re.compile(r"(?P<month>1[0-2]|0?[1-9])月(?P<day>3[01]|[12]\d|0?[1-9])日")
_REPORTS = re.compile(r" ?(?:综合|摄影|图文|联合|专题)*(?:报道|报导|专电|采写)\Z")
_SENT_FROM = re.compile(r" ?发自")
_BETWEEN = re.compile(r"[、，, ]+")
_SIZES = (3, 2, 4)
"""Characters of a name that a place is joined to, the likeliest first."""
_LONGEST = 60


class _Report(NamedTuple):
    names: tuple[str, ...]
    paper: str
    place: str
    date: str


def reporter_line(text: str) -> str:
    """Return a line of nothing but who reports, for whom and from where; ``""`` if it is not one.

    >>> reporter_line("（早报特派员沈小瑜吉隆坡报道）"), reporter_line("新华社记者王小明、李丽")
    ('(By Shen Xiaoyu, Kuala Lumpur)', 'By Wang Xiaoming and Li Li, Xinhua News Agency')
    """
    framed = _FRAME.fullmatch(text.strip())
    core = framed["inside"] if framed else text.strip()
    reports = _REPORTS.search(core)
    report = _read(core[: reports.start()] if reports else core)
    if report is None or not (reports or report.paper or report.place):
        return ""
    parts = (f"By {listed(report.names)}", report.paper, report.place, report.date)
    written = ", ".join(filter(None, parts))
    return f"({written})" if framed else written


def told_by(text: str) -> tuple[str, str]:
    """Return who reports before a colon as a dateline, and the rest: 东方网记者李丽6月7日报道：.

    >>> told_by("大众网记者李丽6月7日报道：洪水退去。")
    ('Dzwww.com, June 7 (Reporter Li Li) —', '洪水退去。')
    """
    told = _TOLD.match(text)
    report = _read(told["who"]) if told else None
    if told is None or report is None:
        return "", text
    head = ", ".join(filter(None, report[1:])) or "Staff report"
    crew = f"Reporter{'s' if len(report.names) > 1 else ''} {listed(report.names)}"
    return f"{head} ({crew}) —", text[told.end() :]


def _read(text: str) -> _Report | None:
    """Return who reports; ``None`` if a word of it is neither name nor place nor day."""
    led = _LED.match(text)
    if led is None or len(text) > _LONGEST:
        return None
    date = _DATE.search(text)
    day = month_day(int(date["month"]), int(date["day"])) if date else ""
    rest = _DATE.sub(" ", _SENT_FROM.sub(" ", text[led.end() :]))
    names: list[str] = []
    where = ""
    for token in filter(None, _BETWEEN.split(rest)):
        found = _name_and_place(re.sub(rf"\A{_JOB}[/／:：]?", "", token))
        if found is None or where:
            return None
        name, where = found
        names += [name] if name else []
    return _Report(tuple(names), _papers(led["paper"] or ""), where, day) if names else None


def _papers(text: str) -> str:
    names = [AGENCIES.get(name, "") for name in re.split("[—·/／-]+", text)]
    return "/".join(dict.fromkeys(filter(None, names)))


def _name_and_place(token: str) -> tuple[str, str] | None:
    """Return a name, a place or both, as a token is written; ``None`` if it is something else."""
    if token in places():
        return "", places()[token]
    if may_be_person(token, crew=False) and (name := person(token, labelled=True)):
        return name, ""
    for size in _SIZES:
        where = places().get(token[size:])
        if where and may_be_person(token[:size], crew=False):
            name = person(token[:size], labelled=True)
            return (name, where) if name else None
    return None
