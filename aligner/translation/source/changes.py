"""Changes and what they are measured by, in words that a small model keeps, in what it is given.

由18%升至41% came out as *rose by 18% to 41%*, 比上月下降0.1个百分点 as *fell by 0.1 points above
last month*, 上调 as *tuned* or *cut*, 加息25个基点 as *announced 25 basis points*, and 增长两倍,
which is threefold, as *doubled*. 从…升至…, a bare *from* behind the amount, 提高 and 增长200% it
knows.
"""

import re

from aligner.text.numerals_zh import small_value
from aligner.translation.source.rewording import Rule, reworded
from aligner.translation.source.trading import PAD

_AMOUNT = r"(?:[约近逾超]|超过|不到)?(?:\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百零]+)"
_RISES = "增长|增加|上升|上涨|提高|提升|攀升|[增升涨]"
_FALLS = "下降|下跌|减少|降低|回落|下滑|[降跌减]"
_CHANGES = f"{_RISES}|{_FALLS}|加快|放缓|扩大|收窄|缩小"
_MORE = "上[升涨调]|增[长加]?|提[高升]?|攀升|飙升|扩大?|[升涨调]"
_LESS = "下[降跌调滑]|减少?|降低?|缩[小减]?|回落|调[低降整]|跌"
_FROM = re.compile(
    r"由(?=(?:此前|之前|原来|原先|目前|去年|上年)?的?(?:约|近|每\w)?"
    r"(?:\d|[一二两三四五六七八九十百千]+(?:成|倍|万|亿|个百分|[人名家个艘架]))"
    rf"[^，。；：由从]{{0,14}}(?:{_MORE}|{_LESS})了?[至到为])"
)
_TURNED = re.compile("由(?:负转正|正转负|盈转亏|亏转盈)")
_TURNS = {
    "由负转正": f"{PAD}turned from negative to positive{PAD}",
    "由正转负": f"{PAD}turned from positive to negative{PAD}",
    "由盈转亏": f"{PAD}swung to a loss{PAD}",
    "由亏转盈": f"{PAD}returned to profit{PAD}",
}
_THEN = (
    "(?:去年|上年|前年|[去今]年)?(?:同期|同月)|上年|去年|上个?月|上个?季度?|上周|上期|前一(?:天|日|周|月|年|季度?|个?交易日)"
    "|上一(?:周|年|季度?|个?交易日)|[第]?[一二三四1-4]季度|上半年|前三季度|年初|昨[天日]"
    r"|\d{1,2}月(?:份|底|末)?|\d{4}年(?:同期|底|末)?"
)
_SINCE = re.compile(
    rf"(?:[比较](?P<then>{_THEN})(?:相比)?|环比)(?P<change>(?:{_CHANGES})了?{_AMOUNT}(?:个百分点|[%％成]))"
)
_YEAR_AGO = re.compile("同期|同月|年")
_PERIOD = re.compile(r"季|\d月|[上本当]月")
_RATE = re.compile(
    rf"(?P<before>宣布|决定|预计|预期|押注|预测|可能|或将|将|会|拟|应|能)?(?P<total>累计|共|总共)?"
    "(?P<how>大幅|小幅|再次?|继续)?"
    rf"(?P<way>[加降])息(?P<size>{_AMOUNT}(?:至{_AMOUNT})?个(?:基点|百分点))"
)
_TIMES = re.compile(
    r"(?P<verb>增长|增加|上涨|提高|激增|暴增|猛增|大增|剧增|飙升|上升|多出)(?P<so>了)?(?P<about>[约近逾超]|超过|不到)?"
    r"(?P<times>[两二三四五六七八九]|[2-9](?:\.\d)?|1\.\d)倍(?![以之多余速数率于])"
)
_CURRENCY = "[美欧日澳韩加新港]元|人民币|英镑|卢布|里拉|卢比|比索|韩圜|泰铢|令吉|瑞郎|新台币|雷亚尔"
_AGAINST = re.compile(
    rf"(?P<own>{_CURRENCY})(?P<rate>汇率)?[对兑](?P<other>{_CURRENCY})(?P<rest>(?:汇率)?[^，。；对兑]{{0,6}}?)"
    rf"(?P<way>升值|贬值)(?=了?{_AMOUNT})"
)
_NOT_RAISED = "(?![查整派度解研动遣试控用侃味配头])"


def _turned(match: re.Match[str]) -> str:
    return _TURNS[match[0]]


def _since(match: re.Match[str]) -> str:
    then = match["then"] or _before(match.string[: match.start()])
    if _YEAR_AGO.search(then) and "百分点" not in match["change"]:
        return match[0]  # *over the same period last year*
    return f"{match['change']}{PAD}from{PAD}{then}"


def _before(text: str) -> str:
    """Return what 环比 compares with: the quarter or month before, if the text names either."""
    named = _PERIOD.findall(text)
    if not named:
        return "上期"
    return "上季度" if named[-1] == "季" else "前一个月"


def _rate(match: re.Match[str]) -> str:
    way = "提高" if match["way"] == "加" else "降低"
    total = "总共" if match["total"] else ""
    let = "把" if match["before"] in ("将", "会", "或将", "拟", "应", "能") else "将"
    return f"{match['before'] or ''}{total}{let}利率{match['how'] or ''}{way}{match['size']}"


def _times(match: re.Match[str]) -> str:
    times = match["times"]
    worth = float(times) if times[0].isdecimal() else float(small_value(times)[0])
    verb = "增长" if match["verb"] == "多出" else match["verb"]
    return f"{verb}{match['so'] or ''}{match['about'] or ''}{round(worth * 100)}%"


def _against(match: re.Match[str]) -> str:
    way = "上涨" if match["way"] == "升值" else "下跌"
    return f"{match['own']}{match['rate'] or ''}兑{match['other']}{match['rest']}{way}"


def _fixed(match: re.Match[str]) -> str:
    return f"{match['rate']}{'上涨' if match['way'] == '上' else '下跌'}"


_RULES: tuple[Rule, ...] = (
    ("由", _FROM, "从"),
    ("由", _TURNED, _turned),
    ("息", _RATE, _rate),
    ("倍", _TIMES, _times),
    ("值", _AGAINST, _against),
    ("中间价", re.compile(r"(?P<rate>中间价(?:报[\d.]+，)?)(?P<way>[上下])调(?=\d)"), _fixed),
    (
        "上调",
        re.compile("上调(?=(?:了)?[^，。；至到]{0,12}评级)(?<![将会拟可能应]上调)"),
        f"{PAD}raised{PAD}",
    ),
    ("上调", re.compile(rf"(?<=每[升吨桶斤度])上调{_NOT_RAISED}"), "上涨"),
    ("上调", re.compile(rf"(?<![向以往地车船网线身晚早])上调{_NOT_RAISED}"), "提高"),
    ("下调", re.compile(r"(?<=每[升吨桶斤度])下调(?=了?[约近逾]?\d)"), "下降"),
    ("百分点", _SINCE, _since),
    ("比", _SINCE, _since),
    ("较", _SINCE, _since),
    ("卢布", re.compile(r"(?<![\d万亿斯俄])卢布(?=[对兑汇贬升下上])"), "俄罗斯卢布"),
    ("翻番", re.compile("实现翻番|(?<!再)翻番"), "翻一番"),
)


def plain_changes(text: str) -> str:
    """Return the text with its changes in plainer words.

    >>> plain_changes("占比由18%升至41%，比上月下降0.1个百分点").replace(PAD, " ")
    '占比从18%升至41%，下降0.1个百分点 from 上月'
    >>> plain_changes("央行宣布加息25个基点，贷款增长两倍")
    '央行宣布将利率提高25个基点，贷款增长200%'
    """
    return reworded(text, _RULES)
