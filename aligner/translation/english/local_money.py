"""The yuan of articles of Hong Kong, Singapore and Taiwan: 来回德士费38元 are no yuan.

元 is the dollar of the place there, and readers know which. A small model writes *yuan*. It must be
plain whose money it is: by a dateline of the place, or by its dollar and two of its own words, and
nothing of the mainland's money, agencies or exchanges stands anywhere in the article. Who writes
港元 with sums, twice or more, does not mean it by 元: 募资80亿港元，营收427亿元.
"""

import re
from collections import ChainMap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from aligner.text.script import to_simplified
from aligner.translation.guard import Draft
from aligner.translation.units import Segment

_BRACKET = r"[（(【]{}[）)】]"
_AT_HOME = {
    "Hong Kong dollars": (
        _BRACKET.format("(?:本报)?香港(?:综合)?[讯电]"),
        "港元|港币|港圆",
        "本港|港府|港股|港交所|立法会|特首|行政长官|金管局|港铁|房委会|屋苑|差饷|九龙|新界|旺角|恒生|呎|廉署",
    ),
    "Singapore dollars": (
        _BRACKET.format("(?:联合早报|早报|新加坡(?:综合)?)[讯电]"),
        "新元|新币|坡币",
        "组屋|建屋局|建屋发展局|公积金|拥车证|德士|巴刹|小贩中心|淡滨尼|裕廊|乌节|兀兰|榜鹅|集选区|新加坡",
    ),
    "New Taiwan dollars": (
        f"[（(【]中央社|{_BRACKET.format('(?:台北|台中|高雄|台南|新北|桃园|新竹)(?:综合)?[讯电]')}",
        "台币",
        "行政院|立法院|立委|台北|台中|高雄|台南|新北|桃园|新竹|台股|金管会|主计总处|经济部",
    ),
}
"""Of each place: its datelines, what else its money is called, and words of its own."""
_MAINLAND = re.compile(
    "人民币|新华社|中新社|中新网|人民网|央视|澎湃|中国大陆市场|A股|沪[深指市]|[上深]交所|证监会"
)
_OWN_WORDS = 2
_NAMED_SUM = re.compile(r"[\d一二两三四五六七八九十百千万亿半多余] ?(?:港[元币]|[新坡][元币])")
_TOLD_APART = 2
"""Sums in dollars that are called so, beside which 元 is another money."""
_SUM = re.compile(r"[\d一二两三四五六七八九十百千万亿半][多余]? ?元(?![旦首老件宵素月化论])")
_YUAN = re.compile(r"(?P<one>\b(?:1|one) )?(?P<joined>-)?\byuan\b")


def local_money(texts: Iterable[str]) -> str:
    """Return what 元 is in an article of these simplified texts, ``""`` if that is not plain.

    >>> local_money(["（新加坡讯）医院获捐1200万元。"]), local_money(["公司获利3亿元。"])
    ('Singapore dollars', '')
    """
    whole = "\n".join(texts)
    if "元" not in whole or _MAINLAND.search(whole):
        return ""
    if len(_NAMED_SUM.findall(whole)) >= _TOLD_APART:
        return ""
    plain = [
        money
        for money, (dateline, named, words) in _AT_HOME.items()
        if re.search(dateline, whole)
        or (re.search(named, whole) and len(set(re.findall(words, whole))) >= _OWN_WORDS)
    ]
    return plain[0] if len(plain) == 1 else ""


def in_local_money(source: str, text: str, money: str) -> str:
    """Return the text with the yuan of a source's sums as dollars of the place.

    >>> in_local_money("来回德士费38元", "The taxi fare is 38 yuan", "Singapore dollars")
    'The taxi fare is 38 Singapore dollars'
    """
    if "yuan" not in text or not _SUM.search(source):
        return text
    singular = money.removesuffix("s")

    def named(match: re.Match[str]) -> str:
        if match["joined"]:
            return f"-{singular.replace(' ', '-')}"
        return f"{match['one']}{singular}" if match["one"] else money

    return _YUAN.sub(named, text)


def with_local_money(
    document: Sequence[Segment], drafts: Mapping[str, Draft]
) -> Mapping[str, Draft]:
    """Return the drafts of a document by text, those changed that have the money of its place."""
    money = local_money(to_simplified(segment.source) for segment in document)
    if not money:
        return drafts
    changed: dict[str, Draft] = {}
    for text in {unit.text for segment in document for unit in segment.units if "元" in unit.text}:
        if draft := drafts.get(text):
            parts = (
                replace(part, text=in_local_money(text, part.text, money)) for part in draft.parts
            )
            changed[text] = replace(draft, parts=tuple(parts))
    return ChainMap(changed, dict(drafts))
