"""Bounds, doubts, denials and ranks, in words that a small model keeps, in what it is given.

至多, 未满, 或将, 险些, 无须 and 倒数第二 are small and turn a sentence round when they are lost: a
small model wrote *have to apply* for 无须申请, *or will* for 或将 and *second* for 倒数第二. Each
has another word that it knows, or English that it copies.
"""

import re

from aligner.translation.source.rewording import Given, Rule, reworded
from aligner.translation.source.trading import PAD

_ENDED = r"(?=[，。；！、”\s]|\Z)"
_CLAUSE = "[^，。；：、“”]"
_AGE = "\\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?"
_PEOPLE = "选民|受访者|议员|居民|民众|学生|成员|席位|选票|企业"
_COUNTED = "[人名家个户件次辆吨所座]"

_EFFECTS = (
    "影响|面临|成为|导致|引发|推迟|取消|[达破创再于在被加降升受会是有停需]|进一步|出现|迎来|超过|继续|退出"
    "|辞职|缺席|改变|重启|带来|造成|引起|持续|延长|扩大|宣布|推出|出台|实施|启动"
)

_LAST = {"一": "last", "二": "second from last", "三": "third from last", "四": "fourth from last"}
_ORDINALS = {"二": "second", "三": "third", "四": "fourth", "五": "fifth", "六": "sixth"}
_EITHER = re.compile("不得|禁止|不能|可以|应当|要么|或者|是否|凡|任何|[已未]")


def _maybe(match: re.Match[str]) -> str:
    """Return 或 as may, but where two things stand beside each other: 不得出租或将其转让."""
    return match[0] if _EITHER.search(match["before"]) else f"{match['before']}可能"


def _from_last(match: re.Match[str]) -> str:
    return f"{PAD}{_LAST[match['rank']]}{PAD}"


def _hottest(match: re.Match[str]) -> str:
    span = "month" if match["span"].endswith("月") else "year"
    return f"是{PAD}the {_ORDINALS[match['rank']]}-hottest {span} on record{PAD}"


def _protested(match: re.Match[str]) -> str:
    protest = "strong protest" if match["how"] else "protest"
    return f"{PAD}lodged a {protest} with{PAD}{match['whom']}"


def _rules(*rows: tuple[str, str, Given]) -> tuple[Rule, ...]:
    return tuple((look, re.compile(pattern), given) for look, pattern, given in rows)


_RULES = _rules(
    # Bounds.
    ("至多", r"至多(?=[可能有会将为]|\d|[一二两三四五六七八九十百])", "最多"),
    (
        "最多",
        r"最多(?P<can>[可能]以?)(?P<verb>容纳|[\u4e00-\u9fff]{1,2}?)(?=\d)",
        r"\g<can>\g<verb>最多",
    ),
    ("最少", r"最少(?=需|要|\d|有\d|可)", "至少"),
    (
        "满",
        rf"[未不]满(?P<age>{_AGE})周?岁(?:[的之](?=\w)|(?=[人者儿青孩子学女男]))",
        r"\g<age>岁以下的",
    ),
    ("不足", r"不足(?=\d[\d.]*[%％]|[一二三四五六七八九两]成|一半|半数)", "不到"),
    ("过半", f"(?<![超已时])过半数?(?=的|{_PEOPLE})", "超过半数"),
    ("不", rf"不[少低]于(?=\d[\d,]*{_COUNTED})", "至少"),
    ("超", rf"(?<![高反赶买卖])超(?=\d[\d,]*(?:\.\d+)?[万亿多]*{_COUNTED})", "超过"),
    # Doubts.
    (
        "或",
        r"(?P<before>[^，。；：、]*[\w”》])(?<![间抑甚将已经在])"
        r"或(?=将(?![军士帅领来近其它他她这该])|面临(?!着)|受影响)",
        _maybe,
    ),
    ("，或将", f"(?<=，)或(?=将(?:{_EFFECTS}))", "可能"),
    ("险些", "险些", "差点"),
    ("几近", "几近(?=[破崩停瘫消绝枯归])", "几乎"),
    # Denials.
    ("须", "[无毋]须", "不需要"),
    ("毋需", "毋需", "不需要"),
    (
        "暂不",
        "暂不会?(?=公布|公开|提供|对外|接受|执行|实施|开放|透露|回应|评论|提高|降低)",
        "目前不会",
    ),
    ("未有", "(?<!从)未有(?=人|任何|伤亡|报告)", "没有"),
    ("暂无", "暂无(?=人|伤亡|更多|进一步|任何|计划|消息)", "目前没有"),
    ("未造成", "(?<!从)未造成", "没有造成"),
    ("所幸", "所幸(?:的是)?", "幸运的是"),
    (
        "无罪",
        "(?:获判|被(?:法庭)?(?:判|裁定|宣告))无罪(?![释推辩抗申])",
        f"被裁定{PAD}not guilty{PAD}",
    ),
    ("无罪", rf"(?<=被告)无罪{_ENDED}", f"{PAD}not guilty{PAD}"),
    ("果", f"(?:无果而终|[未无]果){_ENDED}", "没有结果"),
    ("胜诉", f"(?<![获告方])胜诉{_ENDED}", "赢得诉讼"),
    ("反", "不[降跌减]反[升涨增]", "没有下降，反而上升"),
    ("反", "不[升涨增]反[降跌减]", "没有上升，反而下降"),
    (
        "除",
        rf"(?:\A|(?<=[，。；：]))除了?(?P<what>(?![去此非其]){_CLAUSE}{{1,12}}?)(?:以外|之外|外)，"
        rf"(?=(?:所有|其[他余它]|各|全[部体国城市省州校场港]){_CLAUSE}{{0,12}}[均都全])(?!{_CLAUSE}*[也还])",
        rf"{PAD}Except for{PAD}\g<what>，",
    ),
    # Ranks, and who speaks to whom.
    ("倒数第", "倒数第(?P<rank>[一二三四])(?![名位个次天轮届局])", _from_last),
    (
        "热",
        "是(?:有(?:气象)?记录以来|历史上)的?第(?P<rank>[二三四五六])热的?(?P<span>一年|年份|一?个?月)",
        _hottest,
    ),
    ("位", "(?:位?居|排名|[名位]列|排在)(?:最后一位|末位|榜末)", "垫底"),
    ("仅次于", rf"仅次于(?=\w{{2,8}}{_ENDED})", f"{PAD}second only to{PAD}"),
    (
        "提出",
        rf"(?:就此)?向(?P<whom>{_CLAUSE}{{2,8}}?)提出了?(?P<how>严正|强烈|严重)?(?:交涉|抗议)",
        _protested,
    ),
)


def plain_small_words(text: str) -> str:
    """Return the text with its bounds, doubts, denials and ranks in plainer words.

    >>> plain_small_words("游客无须签证，船员险些落水")
    '游客不需要签证，船员差点落水'
    """
    return reworded(text, _RULES)
