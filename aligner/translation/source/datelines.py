"""Datelines and bylines by rule: （首尔/布鲁塞尔综合讯）, 新华社成都7月26日电（记者 周星竹）.

They are formulas, names and dates, which a small model garbles and a table gets right. What is
not understood to the last character is left to the model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from aligner.checks.dateline import dateline
from aligner.text.script import HAN
from aligner.translation.english.typography import ordinal
from aligner.translation.names.name_table import NameTable
from aligner.translation.names.persons import may_be_person
from aligner.translation.names.pinyin import person, place
from aligner.translation.source.agencies import AGENCIES, AGENCY, FOREIGN, WIRES
from aligner.translation.tables import shipped_table

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_JOBS = {
    **dict.fromkeys(("记者", "作者", "文", "撰文", "撰稿", "采写", "特派员"), "By"),
    **dict.fromkeys(("编辑", "责编"), "Editor"),
    **dict.fromkeys(("翻译", "编译", "译者"), "Translator"),
    **dict.fromkeys(("摄影", "图", "供图"), "Photo"),
    **dict.fromkeys(("审核", "审校"), "Reviewer"),
    "通讯员": "Correspondent",
    "实习生": "Intern",
    "校对": "Proofreader",
    "主编": "Editor-in-chief",
    "副主编": "Deputy editor",
    "监制": "Producer",
    "统筹": "Coordinator",
    "制图": "Graphics",
    "核稿": "Copy editor",
}

_OPEN, _CLOSE = "（(【[〔", "）)】]〕"
_WIRE = f"(?:{'|'.join(WIRES)})"
_HEAD = re.compile(
    rf"据?(?P<agency>{AGENCY})?\s*(?P<place>[{HAN}／/、·]*?)\s*(?P<wire>{_WIRE}社?(?:[／/、]{_WIRE}社?)*)?\s*"
    r"(?:(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})[日号])?\s*"
    rf"(?:凌晨|上午|中午|下午|傍晚|晚间?)?(?P<late>{_WIRE}社?)?(?:综合|专|急|快|特)*(?:外电)?"
    r"(?:电|讯|报道|报导|消息)?"
)
_CREW = re.compile(
    rf"\s*[{re.escape(_OPEN)}]([^{re.escape(_OPEN + _CLOSE)}]+)[{re.escape(_CLOSE)}]"
)
_SENT = re.compile(
    rf"(?:记者|特派员)\s*([{HAN}]{{2,4}}(?:、[{HAN}]{{2,4}}){{0,3}})[／/]([{HAN}]{{2,6}}?)"
    r"(?:综合)?(?:报道|报导|专电|电)"
)
_SAID_BY = re.compile(
    rf"\s*(?:本报)?(记者 ?[{HAN}]{{2,4}}?(?:、[{HAN}]{{2,4}}?){{0,3}}) ?(?:报道|报导)?(?:[:：]|\Z)"
)
"""Who reports, behind the dateline: 【大公报讯】记者李明报道：."""
_JOB = re.compile(
    r"(?:本报|本刊|本台|本版|早报|首席|见习|实习|特约|特派|全媒体|每经|责任|版面|值班|执行|流程|网络|新媒体|联系|本期|本文)*"
    rf"({'|'.join(sorted(_JOBS, key=len, reverse=True))})"
)
_PAPER_OF_CREW = re.compile(rf"\A(?:{AGENCY}[·—-]?)+(?=[{HAN}]{{0,4}}记者)")
"""(新华社记者王明): the dateline says already whose they are."""
_TOKEN = re.compile(r"[\s、，,：:/／|｜·]+")
_SUFFIX = re.compile(r"\s*(?:[，,：:—–－-]{1,2}(?!\d))?\s*")
_LONGEST_BYLINE = 60


def split_dateline(text: str) -> tuple[str, str]:
    """Return a dateline at the start in English and the rest; ``""`` and all if there is none.

    ``text`` is simplified and normalised, one sentence.
    """
    span = dateline(text)
    if span is None:
        return "", text
    head, rest = text[: span.end], text[span.end :]
    crew = ""
    if head[0] in _OPEN and head[-1] in _CLOSE:
        head = head[1:-1]
    else:
        if head[-1] in _CLOSE and (found := re.search(rf"[{re.escape(_OPEN)}][^（(]*\Z", head)):
            head, rest = head[: found.start()], head[found.start() :] + rest
        if (named := _CREW.match(rest)) and (crew := _reporters(named[1])):
            rest = rest[named.end() :]
    if crew == "" and (said := _SAID_BY.match(rest)) and (crew := _reporters(said[1])):
        rest = rest[said.end() :]
    english = _head(head)
    if english is None or (crew == "" and rest[:1] in ("（", "(")):
        return "", text
    trailing = _SUFFIX.match(rest)
    return f"{english}{crew} —", rest[trailing.end() if trailing else 0 :]


def byline(text: str) -> str:
    """Return a line of nothing but jobs and names in English: ``By Lin Wenbin``; ``""`` if not."""
    core = text.strip()
    if len(core) > _LONGEST_BYLINE:
        return ""
    framed = core[:1] in tuple(_OPEN) and core[-1:] in tuple(_CLOSE)
    if sent := _sent(core):
        names, where = sent
        return f"By {names}, {where}"
    groups = _groups(core[1:-1] if framed else core)
    if not groups:
        return ""
    if framed and [job for job, _ in groups] == ["By"]:
        return _reporters(core[1:-1]).strip()
    written = "; ".join(
        f"By {listed(names)}" if job == "By" else f"{job}: {', '.join(names)}"
        for job, names in groups
    )
    return f"({written})" if framed else written


def _sent(text: str) -> tuple[str, str] | None:
    """Return who reported and from where: 记者沈小瑜/台北报道."""
    if (sent := _SENT.fullmatch(text)) is None:
        return None
    names = [person(name, labelled=True) for name in sent[1].split("、")]
    where = _places(sent[2], chinese=True)
    return (listed([*filter(None, names)]), where) if all(names) and where else None


def _groups(text: str, *, crew: bool = False) -> list[tuple[str, list[str]]]:
    """Return the jobs with the names of each, in order; nothing if anything else is there.

    ``crew``: the text is in the brackets of a dateline (``may_be_person``).
    """
    groups: list[tuple[str, list[str]]] = []
    for token in filter(None, _TOKEN.split(_PAPER_OF_CREW.sub("", text) if crew else text)):
        job = _JOB.match(token)
        # 文 and 图 are also parts of names, and jobs only where they stand by themselves.
        if job and (job.end() == len(token) or len(job[1]) > 1):
            english = _JOBS[job[1]]
            if groups and not groups[-1][1] and {groups[-1][0], english} == {"By", "Photo"}:
                groups.pop()  # 文/图 王小明 is both
                english = "By"
            groups.append((english, []))
            token = token[job.end() :]
        name = AGENCIES.get(token) or _named(token, crew=crew)
        if token and (name is None or not groups):
            return []
        if name:
            groups[-1][1].append(name)
    return groups if all(names for _, names in groups) else []


def _named(token: str, *, crew: bool) -> str | None:
    """Return a name in pinyin, ``None`` for a word: 记者招待会 and 图：网络 name nobody."""
    named = token and may_be_person(token, crew=crew)
    return person(token, labelled=True) if named else None


def _reporters(text: str) -> str:
    """Return who reported as `` (Reporter Zhou Xingzhu)``, empty if that is not all there is."""
    ways = (text, f"记者 {text}", re.sub("^(本报)?记者", "记者 ", text))
    groups = next(filter(None, (_groups(way, crew=True) for way in ways)), [])
    names = [name for _, own in groups for name in own]
    if not names or any(job not in ("By", "Correspondent", "Intern") for job, _ in groups):
        return ""
    return f" (Reporter{'s' if len(names) > 1 else ''} {listed(names)})"


def _head(text: str) -> str | None:
    """Return agency, places and date in English, ``None`` if any of it is not known."""
    text = text.rstrip(" —–－-").lstrip()
    if sent := _sent(text):
        return f"{sent[1]} (Reporter{'s' if ' and ' in sent[0] else ''} {sent[0]})"
    match = _HEAD.fullmatch(text)
    if match is None:
        return None
    agency = AGENCIES.get(match["agency"] or "", "") or _wires(match["wire"] or match["late"] or "")
    chinese = bool(match["agency"]) and match["agency"] not in FOREIGN
    crew, place = _crew_first(match["place"])
    places = _places(place, chinese=chinese)
    if places is None:
        return None
    parts = [part for part in (agency, places, _date(match)) if part]
    return (", ".join(parts) or "Staff report") + crew


def _wires(text: str) -> str:
    return "/".join(WIRES[name.removesuffix("社")] for name in re.split("[／/、]", text) if name)


def _crew_first(text: str) -> tuple[str, str]:
    """Return reporters named before a place, and the place: 记者潘怡静台北; nothing and all if not.

    A name may have two characters to four: the rest must be a place of the tables.
    """
    *others, last = text.removeprefix("记者").split("、")
    for size in (3, 2, 4) if text.startswith("记者") else ():
        name, where = last[:size], last[size:]
        if where and _places(where, chinese=False):
            return _reporters("、".join([*others, name])), where
    return "", text


def _places(text: str, *, chinese: bool) -> str | None:
    """Return the places, ``/`` between them; in pinyin if an agency of China does not say more."""
    if not text:
        return ""
    found = []
    for name in re.split("[／/、]", text):
        known = places().get(name) or (_in_china(name) if chinese else _county(name))
        if known is None:
            return None
        found.append(known)
    return "/".join(found)


def _county(name: str) -> str | None:
    """Return what the tables call a place, or a county or city of one: 花莲县, 八打灵再也."""
    known = places().get(name[:-1]) if name[-1] in "县市" else None
    if known:
        return f"{known} County" if name[-1] == "县" else known
    return NameTable.shipped().spelling(name)


def _in_china(name: str) -> str | None:
    """Return a place as the tables call it or in pinyin, ``None`` if it may be abroad.

    奈良 is Nara, and 阿斯马拉 nothing in pinyin.
    """
    province = next((own for own in _PROVINCES if name.startswith(own) and name != own), "")
    if province:
        rest, whole = _in_china(name[len(province) :]), places().get(province)
        return f"{rest}, {whole or place(province)}" if rest else None
    chinese = len(name) == 2 or (len(name) == 3 and name[-1] in _ENDS_OF_PLACES)
    known = places().get(name)
    if known is None and name[-1] not in "镇县区":  # 乌镇 is no Wu Town
        known = NameTable.shipped().spelling(name)
    return known or (place(name) if chinese else None)


_ENDS_OF_PLACES = "庄口岛港山镇峡店界花水关江河县市区州湾沟桥原坪里海岭"
_PROVINCES = (
    "新疆", "西藏", "内蒙古", "宁夏", "广西", "青海", "甘肃", "陕西", "山西", "河北", "河南",
    "山东", "江苏", "浙江", "安徽", "福建", "江西", "湖北", "湖南", "广东", "海南", "四川", "贵州",
    "云南", "辽宁", "吉林", "黑龙江",
)  # fmt: skip


def _date(match: re.Match[str]) -> str:
    if match["day"] is None:
        return ""
    day = int(match["day"])
    if match["month"] is None:
        return ordinal(day)
    written = month_day(int(match["month"]), day)
    return f"{written}, {match['year']}" if match["year"] else written


def month_day(month: int, day: int) -> str:
    """Return a day of a month: July 26."""
    return f"{MONTHS[(month - 1) % 12]} {day}"


def listed(names: Sequence[str]) -> str:
    """Return names with *and* before the last."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


@lru_cache(maxsize=1)
def places() -> dict[str, str]:
    """Return the table of places. Raises ``ModelError`` where it is missing."""
    return shipped_table("places.tsv", "places")
