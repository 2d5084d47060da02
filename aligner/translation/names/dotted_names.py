"""Where a name in the characters of transliterations begins that ends right before its gloss.

First and last names have a mark between them, 唐纳德·J·特朗普 or 让-克洛德·容克: there the last of
them begins, whatever its characters are (斯派克·李). The first begins where it sounds most like the
gloss, if its characters are no usual ones: 岁的查理·里德 (Charlie Read) has 查理.
"""

import re
from collections.abc import Sequence

from aligner.text.script import HAN
from aligner.translation.names.person_cues import TITLES
from aligner.translation.names.sounds import distance

TRANSLITERATING = frozenset(
    "斯尔特克德格里利拉布尼罗科卡纳姆雷伯弗普阿麦恩夫曼马勒西林基森奥迪蒂莱洛奇巴伦比维兰埃伊"
    "米沃贝韦赫霍哈博塔诺梅莫茨托顿塞多鲁达萨加菲吉金希思福戈内亚威安默索瓦兹登杰费帕凯瑟泽赖"
    "皮什坦佩劳厄施波艾法温文库齐卢根海耶肯蒙因古迈珀丁杜廷盖本鲍泰芬滕谢乔沙图肖切查朗坎扎尤"
    "康汉宁伍辛娜亨豪考穆贾明门戴休莉彻奎南丹龙黑桑宾代赛彭舍富柯丽娅约班惠纽万策妮怀平邦舒佐"
    "琳奈朱高苏英丝邓欣努芒范隆拜通道农扬丘甘乌庞曾申唐胡冈昂钦琴撒玛夸津詹潘翁尚钱莎夏赞热蔡"
    "汤孔嫩方派史茜密列歇旺缪瑙涅修欧历贡昆蕾吕松祖恰雅琼锡彼柳陶圭得逊堡岑翰芙东芭治冯延瓜许"
    "当廉摩保山香姬敦洪宗华魏绍青薇叶武珍茹黛略楚大珊勃娃杭路易丰烈契雄太察泼毕焦柴爱阔庇毛各"
    "斐捷茅叙士留日萝席朔圣连刘白兴凡罕卜·"
    "末依慕玉再姑聂莎韩敏端佳提他披差育"
)
"""What names are transliterated with: 99.9 % of the characters of 50,000 (He & Cohen 2020, MIT).

The last line is for names of South-East Asia (莫哈末, 再努丁, 披塔), which that list has not.
"""
RUN = rf"(?:[{HAN}·]|(?<=·)[A-Z]\.?(?=[·{HAN}])|(?<=[{HAN}])-(?=[{HAN}]))"
"""One character of a run that may end in a name: 唐纳德·J·特朗普, 让-克洛德·容克."""

_LONGEST = 10
_LONGEST_PART = 8
_TITLE = re.compile(f"(?:{TITLES}|拿督(?:斯里)?|丹斯里|拿汀|警察)\\Z")
_INITIAL = re.compile(r"[A-Z]\.?")
_NO_NAME = re.compile(
    "[的和与及或是在为由被向对把从于任岁位名叫]|(?:大学|[院校所社司会厅店园馆湖河桥州省市县区镇村])\\Z"
)
"""What no part of a name has; and what a body or place that is named so ends with."""
_ALIKE = 0.45
_BETTER = 0.1
"""What another beginning must sound better by than where the characters end."""


def end_of_run(run: str, words: Sequence[str]) -> str:
    """Return the end of a run that may be the name which the words spell.

    >>> end_of_run("总统唐纳德·J·特朗普", ["Donald", "J.", "Trump"])
    '唐纳德·J·特朗普'
    >>> end_of_run("演员查理·李", ["Charlie", "Lee"]), end_of_run("主席施密特", ["Schmidt"])
    ('查理·李', '施密特')
    """
    return _dotted(run, words) or transliterated(run)


def transliterated(run: str) -> str:
    """Return the end of a run, as long as a name at most, that is in the characters of names.

    The 席 of 主席 is one, and begins no name.
    """
    size = 0
    while size < min(_LONGEST, len(run)) and run[-1 - size] in TRANSLITERATING:
        size += 1
    start = len(run) - size
    titles = (at for at in range(len(run) - 1, start, -1) if _TITLE.search(run[:at]))
    return run[next(titles, start) :]


def _dotted(run: str, words: Sequence[str]) -> str:
    """Return the name with marks between its parts that a run ends with, nothing if none does."""
    *before, last = run.split("·")
    if not before or not _is_part(last, words):
        return ""
    name = last
    while before:
        part = before.pop()
        if before and (_INITIAL.fullmatch(part) or _is_part(part, words)):
            name = f"{part}·{name}"
            continue
        first = _first(part, words)
        return f"{first}·{name}" if first else ""
    return ""


def _is_part(part: str, words: Sequence[str]) -> bool:
    """Tell whether what stands after a mark is part of a name as a whole."""
    if not 1 <= len(part) <= _LONGEST_PART or _NO_NAME.search(part):
        return False
    known = all(character in TRANSLITERATING or character == "-" for character in part)
    return known or _apart(part, words) <= _ALIKE


def _first(run: str, words: Sequence[str]) -> str:
    """Return the end of a run that is the first part of a name."""
    plain = transliterated(run.replace("-", "·")).lstrip("·")
    apart = {
        size: round(_apart(run[-size:], words[:1]), 3)
        for size in range(1, min(_LONGEST_PART, len(run)) + 1)
        if not _NO_NAME.search(run[-size:]) and run[-size] != "-"
    }
    here = apart.get(len(plain), 1.0)
    # 娜 sounds more like Anna than 安娜 does: what is heard at all is not made shorter.
    sizes = [size for size in apart if size > len(plain) or here > _ALIKE]
    best = min(sizes, key=lambda size: (apart[size], abs(size - len(plain))), default=0)
    if best and apart[best] <= min(_ALIKE, here - _BETTER):
        return run[-best:]
    return run[len(run) - len(plain) :]


def _apart(part: str, words: Sequence[str]) -> float:
    return min(distance(part, word) for word in words)
