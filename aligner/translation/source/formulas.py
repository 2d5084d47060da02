"""What news pages say in fixed words: 【延伸阅读】, 相关新闻：, （档案照片）, 龙国雄摄.

A small model has seen them too seldom (【延伸阅读】 came out as *[extended to read]*), and a table
gets them right. Datelines and bylines are formulas too (``datelines.py``).
"""

import re
from functools import lru_cache
from typing import NamedTuple

from aligner.text.numerals_zh import HAN_DIGIT, small_value
from aligner.text.script import HAN
from aligner.translation.names.name_table import NameTable
from aligner.translation.names.person_cues import SURNAMES
from aligner.translation.names.persons import is_sure
from aligner.translation.names.pinyin import person
from aligner.translation.source.agencies import AGENCIES, AGENCY, OWN, all_agencies
from aligner.translation.source.cells import cell, unit
from aligner.translation.source.datelines import byline, places, split_dateline
from aligner.translation.source.reporters import reporter_line, told_by
from aligner.translation.source.stamps import stamp
from aligner.translation.tables import shipped_table

_PAIRS = {
    "（": ("(", ")"),
    "(": ("(", ")"),
    "【": ("[", "]"),
    "[": ("[", "]"),
    "〔": ("[", "]"),
}
_FILED = re.compile(r"(.+[）)])(\d{6,7})")
"""An editor, and the date by which an agency of Taiwan files: （编辑：杨凯翔）1140320."""
_COMPILED = re.compile(r"(?:综合)?(?:编译|摘译|综合|整理)自|综合(?=.*报[道导]\Z)")
_PLEASE = re.compile(r"请?点[击选][\s:：]*")
_CLOSE = re.escape("）)】]〕")
_FRAMED = re.compile(rf"([{re.escape(''.join(_PAIRS))}])\s*([^{_CLOSE}]*?)\s*([{_CLOSE}])[。.]?")
_AHEAD = re.compile(rf"([{HAN}]{{1,6}})\s*[:：｜|／]\s*(?=\S)")
_NUMERAL = "[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_NUMBERED = re.compile(
    rf"(?:(?P<ring>[①-⑳])|[（(](?P<framed>{_NUMERAL}|\d{{1,2}})[）)]|(?P<plain>{_NUMERAL}|\d{{1,2}})、)"
    rf"\s*(?=[^\s，。、；：）)]{{2}})(?![\d{HAN_DIGIT}十百千万多几])"
)
"""The number of an item, but not 一、二线城市."""
_SIZES = re.compile(r"字(?:号|体)(?:大小)?\s*[:：]?\s*[\[【(（]?\s*大\s*中\s*小\s*[\]】)）]?")
_SPEAKER = re.compile(rf"([{HAN}]{{2,4}})\s*[:：]\s*(?=\S)")
_CREDITED = re.compile(r"(?P<rest>.+?)\s*(?P<credit>[（(][^（）()]{1,24}[）)])[。.]?", re.DOTALL)
_TAKEN = re.compile(
    rf"(?:(?P<agency>{AGENCY})?(?:记者|通讯员|实习生)\s*)?"
    rf"(?P<name>(?:{SURNAMES})[{HAN}]{{1,2}})\s*(?P<job>摄影|摄|供图|制图|绘图|绘)"
)
_WORK = {"供图": "Courtesy of", "制图": "Graphic:", "绘图": "Drawing:", "绘": "Drawing:"}
_GIVERS = {
    "片商": "the distributor",
    "剧组": "the production",
    "消防": "the fire service",
    "医院": "the hospital",
    "学校": "the school",
    "店家": "the shop",
    "业者": "the business",
    "企业": "the company",
    "民众": "a member of the public",
    "当事人": "the person concerned",
}
"""Who gave a picture, beside those of the table of labels."""
_GIVEN_BY = re.compile(rf"(?:图片?|照片|视频)?由?(?P<who>[{HAN}]{{2,4}})(?:提供|供图)")
_SIGNED = re.compile(
    rf"(?P<name>[{HAN}]{{2,4}}(?:[ 、][{HAN}]{{2,4}}){{0,2}}) ?[／/]? ?"
    "(?:报道|报导|撰文|文|编译|整理)"
)
_FROM = re.compile(
    rf"(?:文章|稿件)?来源[:：/]\s*(?P<source>[{HAN}A-Za-z]{{2,14}})[\s|｜]+"
    rf"(?:作者|记者|撰文|文)[:：/]\s*(?P<name>[{HAN}]{{2,4}})"
)
_REPORTER = re.compile(
    rf"(?:(?:文|撰文|采写|作者)\s*[/／|｜:：]\s*)?(?P<paper>[{HAN}]{{2,8}}?)(?:首席|特约|见习)?"
    rf"(?P<job>记者|特派员|撰稿人|评论员) (?P<name>[{HAN}]{{2,4}})"
)
_POSTED = re.compile(
    rf"(?:本报|本台|早报|(?P<paper>{AGENCY}))驻(?P<place>[{HAN}]{{2,6}}?)(?:首席|特派)?(?:记者|特派员)\s*"
    rf"(?P<name>[{HAN}]{{2,4}})"
)
_SHOWN = re.compile(rf"[▲△▼]?[上下左右]?图(?:中?为|片?显示)[:：]?(?=[{HAN}\d“《A-Za-z])")
_MARKS = "▲△▼▽●○■□◆◇★☆※►▶▌▍◎"
_BULLET = re.compile(rf"\s*([{_MARKS}])\s*(?=[^\s{_MARKS}])")
"""What stands before captions in Taiwan, and before items anywhere."""
_OWN_PAPER = re.compile(
    rf"(?:{'|'.join(OWN)})讯[ ，,]*"
    rf"(?:记者 ?(?P<name>[{HAN}]{{2,4}}?) ?(?:报道|报导)[:：，,]|(?=记者|通讯员|昨|今|近日|日前))"
)
_TOLD = re.compile(rf"(?P<agency>{'|'.join(AGENCIES)})(?:消息|快讯|讯)[:：]\s*")
_ASKED = {"问": "Q", "答": "A", "主持人": "Host"}
"""What stands before a colon only."""
_SHORTEST_NAME = 2
_SHORTEST_BARE = 3
"""Characters of a label that needs neither brackets nor a colon: 更新 may be any word."""


class Parts(NamedTuple):
    """A sentence: what formulas at its beginning and end are in English, and what is between."""

    before: str
    rest: str
    after: str


def known_parts(sentence: str, *, first: bool) -> Parts:
    """Return a sentence as its formulas and the rest for the model; any of these may be empty.

    ``sentence`` is simplified and normalised; ``first``: it begins its line, as all formulas do but
    those that say where a picture comes from.

    >>> known_parts("相关新闻：组屋转售价上扬", first=True)
    Parts(before='Related news:', rest='组屋转售价上扬', after='')
    >>> known_parts("她与父亲相拥。（龙国雄摄）", first=False)
    Parts(before='', rest='她与父亲相拥。', after='(Photo: Long Guoxiong)')
    """
    if written := _whole(sentence.strip()) or cell(sentence.strip()):
        return Parts(written, "", "")
    if first and (mark := _BULLET.match(sentence)) and not _SHOWN.match(sentence):
        own = known_parts(sentence[mark.end() :], first=True)
        return own._replace(before=f"{mark[1]} {own.before}".rstrip())
    credited = _CREDITED.fullmatch(sentence)
    after = _whole(credited["credit"]) if credited else ""
    if credited and after:
        sentence = credited["rest"]
    before, rest = _beginning(sentence) if first else ("", sentence)
    return Parts(before, rest, after)


def _beginning(sentence: str) -> tuple[str, str]:
    """Return the formula that a line begins with, and what follows it."""
    if written := byline(sentence) or reporter_line(sentence) or stamp(sentence.strip()):
        return written, ""
    if (filed := _FILED.fullmatch(sentence.strip())) and (written := byline(filed[1])):
        return f"{written} {filed[2]}", ""
    if item := _NUMBERED.match(sentence):
        return _number(item), sentence[item.end() :]
    for part in (_posted, told_by, _signed, _labelled):
        known, rest = part(sentence.strip())
        if known:
            return known, rest
    return split_dateline(sentence)


def _number(item: re.Match[str]) -> str:
    """Return the number of an item as English writes it: ① and （一） are (1), 一、 is 1."""
    if item["ring"]:
        return f"({ord(item['ring']) - ord('①') + 1})"
    numeral = item["framed"] or item["plain"]
    value = numeral if numeral.isdecimal() else f"{small_value(numeral)[0]:g}"
    return f"({value})" if item["framed"] else f"{value}."


def _whole(text: str) -> str:
    """Return a label or the credit of a picture, with its brackets."""
    if _SIZES.fullmatch(text):
        return "Text size: L M S"
    framed = _FRAMED.fullmatch(text)
    core = _PLEASE.sub("", framed[2] if framed else text.rstrip("。:："))
    bare = not framed and text[-1:] not in ":："
    label = "" if bare and len(core) < _SHORTEST_BARE else labels().get(core, "")
    named = (_from_agencies(core) or unit(core)) if framed else ""
    english = label or named or _sourced(core) or _credit(core)
    if not english:
        return ""
    if framed:
        opens, closes = _PAIRS[framed[1]]
        return f"{opens}{english}{closes}"
    return f"{english}:" if text[-1:] in ":：" else english


def _from_agencies(text: str) -> str:
    """Return agencies alone, or what was compiled from them: 编译自法新社、路透社."""
    compiled = _COMPILED.match(text)
    named = all_agencies(text[compiled.end() :] if compiled else text)
    return f"Compiled from {named}" if named and compiled else named


def _sourced(text: str) -> str:
    """Return a label with whom a table knows: 图片来源：路透社."""
    ahead = _AHEAD.match(text)
    known = AGENCIES.get(text[ahead.end() :]) if ahead else None
    return f"{labels()[ahead[1]]}: {known}" if ahead and known and ahead[1] in labels() else ""


def _credit(text: str) -> str:
    """Return who took or made a picture: 龙国雄摄, 新华社记者 王小明 摄."""
    if given := _given_by(text):
        return given
    match = _TAKEN.fullmatch(text)
    name = person(match["name"], labelled=True) if match else None
    if match is None or name is None:
        return ""
    agency = AGENCIES.get(match["agency"] or "")
    return f"{_WORK.get(match['job'], 'Photo:')} {name}{f', {agency}' if agency else ''}"


def _given_by(text: str) -> str:
    """Return who gave a picture: 警方供图, 片商提供."""
    match = _GIVEN_BY.fullmatch(text)
    if match is None:
        return ""
    who = _GIVERS.get(match["who"])
    return f"Courtesy of {who}" if who else labels().get(f"{match['who']}提供", "")


def _signed(text: str) -> tuple[str, str]:
    """Return the byline of 陈思敏 报道, 吴家豪 and 文｜财新观察记者 杜若溪, and what it leaves."""
    if is_sure(text) and (name := NameTable.shipped().spelling(text) or person(text)):
        return name, ""  # 唐山 is nobody, and 李显龙 Lee Hsien Loong
    if match := _SIGNED.fullmatch(text):
        names = [person(name) for name in re.split("[ 、]", match["name"])]
        if all(names):
            return f"By {' and '.join(filter(None, names))}", ""
    if (match := _FROM.fullmatch(text)) and (name := person(match["name"], labelled=True)):
        return f"By {name} | Source:", match["source"]
    if (match := _REPORTER.fullmatch(text)) and (name := person(match["name"], labelled=True)):
        paper = AGENCIES.get(match["paper"])
        if match["paper"] in OWN:
            return f"By {name}", ""
        if paper:
            return f"By {name}, {paper}", ""
        return f"By {name},", match["paper"] + match["job"]
    return "", text


def _posted(text: str) -> tuple[str, str]:
    """Return the byline of a correspondent: 本报驻华盛顿记者 李大明."""
    match = _POSTED.fullmatch(text)
    name = person(match["name"], labelled=True) if match else None
    place = places().get(match["place"]) if match else None
    if match is None or not name or not place:
        return "", text
    paper = AGENCIES.get(match["paper"] or "")
    return f"By {name}, {place} correspondent{f', {paper}' if paper else ''}", ""


def _labelled(text: str) -> tuple[str, str]:
    """Return 本报讯, 央视网消息：, 图为, or a label before a colon or in brackets, and the rest."""
    if own := _OWN_PAPER.match(text):
        name = person(own["name"], labelled=True) if own["name"] else None
        return f"Staff report{f' (Reporter {name})' if name else ''} —", text[own.end() :]
    if told := _TOLD.match(text):
        return f"{AGENCIES[told['agency']]}:", text[told.end() :]
    if shown := _SHOWN.match(text):
        return "Photo:", text[shown.end() :]
    framed, ahead = _FRAMED.match(text), _AHEAD.match(text)
    if framed and framed[1] not in "（(" and framed[2] in labels():
        opens, closes = _PAIRS[framed[1]]
        return f"{opens}{labels()[framed[2]]}{closes}", text[framed.end() :].lstrip(" ：:")
    if ahead and (english := labels().get(ahead[1]) or _ASKED.get(ahead[1])):
        return f"{english}:", text[ahead.end() :]
    if (speaker := _SPEAKER.match(text)) and (name := _speaker(speaker[1])):
        return f"{name}:", text[speaker.end() :]
    return "", text


def _speaker(name: str) -> str | None:
    """Return who says what stands after a colon: 林若水：不同意. A name of two may be a word."""
    if not is_sure(name):
        return None
    known = NameTable.shipped().spelling(name)
    return known or (person(name) if len(name) > _SHORTEST_NAME else None)


@lru_cache(maxsize=1)
def labels() -> dict[str, str]:
    """Return the table of labels. Raises ``ModelError`` where it is missing."""
    return shipped_table("labels.tsv", "labels")
