"""Chinese persons after a title, and how English news spells them.

A small model guesses the syllables of a name it has not seen (发言人耿爽 came out as *Yang Yi*),
but copies one in Latin letters: 发言人 Geng Shuang. A name is what stands between a title and the
end of a phrase and begins with a surname. Where Korea, Japan, Hong Kong or others who spell in
other ways stand before it, nothing is said of it.
"""

import re
from functools import lru_cache

from aligner.checks.names import FOREIGN
from aligner.checks.surnames import PINYIN
from aligner.document import Span
from aligner.text.script import HAN
from aligner.translation.countries import NAMES
from aligner.translation.pinyin import person

_TITLES = (
    "发言人|主席|总理|总裁|书记|部长|省长|市长|区长|县长|镇长|局长|处长|院长|校长|会长|董事长|总经理|经理|教授|"
    "博士|记者|编辑|医生|医师|队长|教练|律师|法官|委员|专家|学者|研究员|分析师|经济学家|总监|主管|院士|厅长|行长|"
    "司长|秘书长|秘书|总书记|司令|将军|大使|理事长|主播|导演|演员|所长|台长|科长|主任|负责人|创始人|董事|警员|"
    "民警|选手|队员|球员|运动员|国务委员|外长"
)
_MORE = (
    "耿习滕苗鲍项柴符尤谷冉桂卓蓝隋郎邬裴翟鲁曲屈褚娄季佟闵穆晏匡栗靳巩祁阎卞窦芮"
    "华车路辛游楼尚宗景冷"
)
"""Surnames beside the commonest ones, safe to read after a title only."""
_SURNAMES = "|".join([*sorted(PINYIN, key=len, reverse=True), *_MORE])
_TITLED = re.compile(f"(?:{_TITLES})(?P<surname>{_SURNAMES})(?=[{HAN}])")
_VERBS = (
    "表示|指出|认为|介绍|告诉|强调|坦言|透露|直言|回应|出席|主持|会见|参加|宣布|宣称|接受|代表|发表|签署|担任|访问|致辞|"
    "讲话|反对|针对|面对|正在|应邀|呼吁|谴责|批评|警告|敦促|证实|否认|承认|补充|写道|抵达|前往|主张|建议|希望|相信|预计|"
    "预测|解释|回忆|同意|拒绝|要求|提出|站在|坐在|住在"
)
_SPEAKS = f"{_VERBS}|说|称(?![号为职呼])|率|向|对|在"
_ENDS = re.compile(
    rf"{_SPEAKS}|同志|先生|女士|一行|今[天日]|昨[天日]|星期|周[一二三四五六日]|近日|日前|当[天日]|也|还|已|曾|就|"
    rf"从|是|到|等|将|和|与|的|分别|[^\w\s（(·•]|[（(](?![A-Za-z])|\s|\d|\Z"
)
_VERB = re.compile(_VERBS)
_WORDS = frozenset(
    "说称在对向将也还已曾就从是到的率和与等为于他她它我你们某用续这那不有没个些人并被把给让以及或但而则又均都"
    "中内外上下后前时员度级处会长部组者表指告议见问命务职责"
)
"""What the characters of a given name are not, or too seldom to be taken for one."""
_FOREIGN = re.compile(f"[茨尼]|{FOREIGN.pattern}")
"""Characters of transliterations, more of them than a check may pass over."""
_DOUBTFUL = frozenset("向方常于任万文白高单史温严易齐石金江武马成时全华车路辛游楼尚宗景冷")
"""Surnames that more often begin another word after a title: 教授方法, 记者向."""
_ABROAD = "|".join(name for name in NAMES.values() if name != "中国")
_ELSEWHERE = re.compile(f"[韩朝台港澳美]|新加坡|马来|印尼|{_ABROAD}|华裔")
"""Shortly before a name: it may be spelt by other rules."""
_REACH = 24
_SOUTH = re.compile("香港|澳门|台湾|特区")
"""Anywhere before a name: people there spell in their own way."""
_NO_NAME = frozenset(["先生", "女士", "小姐"])


@lru_cache(4096)
def spellings(text: str) -> tuple[tuple[Span, str], ...]:
    """Return the Chinese persons who stand after a title: span and pinyin.

    >>> [spelling for _, spelling in spellings("外交部发言人耿爽星期三表示，记者向他提问")]
    ['Geng Shuang']
    >>> spellings("韩国外长康京和说，马歇尔教授方法多样")
    ()
    """
    found = []
    for match in _TITLED.finditer(text):
        start = match.start("surname")
        name = _name(text, start, match["surname"])
        elsewhere = _SOUTH.search(text, 0, start) or _ELSEWHERE.search(
            text, max(0, start - _REACH), start
        )
        spelling = person(name, labelled=True) if name and not elsewhere else None
        if spelling:
            found.append((Span(start, start + len(name)), spelling))
    return tuple(found)


def _name(text: str, start: int, surname: str) -> str:
    """Return the name that begins at ``start``, or nothing: the longer of two if both can be."""
    after = start + len(surname)
    for size in (2, 1):
        given = text[after : after + size]
        strange = len(given) < size or _WORDS.intersection(given) or _FOREIGN.search(given)
        verb = size == 2 and _VERB.match(text, after + 1)  # 王毅正在
        if strange or verb or given in _NO_NAME or not _ENDS.match(text, after + size):
            continue
        if surname in _DOUBTFUL and (size == 1 or not re.match(_SPEAKS, text[after + size :])):
            continue
        return surname + given
    return ""
