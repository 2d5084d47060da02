"""Chinese persons that a text shows to be such, and how English news spells them.

A small model guesses the syllables of a name it has not seen (发言人耿爽 came out as *Yang Yi*),
but copies one in Latin letters: 发言人 Geng Shuang. A name begins with a surname and stands

- between a title and the end of a phrase: 发言人耿爽表示,
- at the beginning of a clause before a verb of saying or a title: 耿爽表示, 耿爽教授,
- in a list after another name, 省长袁家军、耿爽, or in one that has nothing but names.

Where Korea, Japan, Hong Kong or others who spell in other ways stand before it, nothing is said of
it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from aligner.alignment.lexicon import load_lexicon, shipped_lexicon
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
    "民警|选手|队员|球员|运动员|国务委员|外长|工程师|经济师|设计师|摄影师|会计师|团长|园长|船长|机长|村长|政委|"
    "警官|艺术家|企业家|科学家|作家|画家|歌手|名将|得主|获得者|创办人|老师|司机|村民|CEO|"
    "电（|讯（|编译/|文/|图/"
)
"""What stands before a name; the last ones in bylines."""
_MORE = (
    "耿习滕苗鲍项柴符尤谷冉桂卓蓝隋郎邬裴翟鲁曲屈褚娄季佟闵穆晏匡栗靳巩祁阎卞窦芮"
    "华车路辛游楼尚宗景冷"
)
"""Surnames beside the commonest ones, safe to read after a title only."""
_SURNAMES = "|".join([*sorted(PINYIN, key=len, reverse=True), *_MORE])
_TITLED = re.compile(f"(?:{_TITLES}) ?(?P<surname>{_SURNAMES})(?=[{HAN}])")
_BEGINS = re.compile(f"(?<![{HAN}·•・])(?:{_SURNAMES})(?=[{HAN}])")
_GIVEN = re.compile(f"[{HAN}]{{1,2}}")
_VERBS = (
    "表示|指出|认为|介绍|告诉|强调|坦言|透露|直言|回应|出席|主持|会见|参加|宣布|宣称|接受|代表|发表|签署|担任|访问|致辞|"
    "讲话|反对|针对|面对|正在|应邀|呼吁|谴责|批评|警告|敦促|证实|否认|承认|补充|写道|抵达|前往|主张|建议|希望|相信|预计|"
    "预测|解释|回忆|同意|拒绝|要求|提出|站在|坐在|住在"
)
_SPEAKS = f"{_VERBS}|说|称(?![号为职呼])|率|向|对|在"
_ENDS = re.compile(
    rf"{_SPEAKS}|同志|先生|女士|一行|今[天日]|昨[天日]|星期|周[一二三四五六日]|近日|日前|当[天日]|也|还|已|曾|就|"
    rf"从|是|到|等|将|仍|则|又|并|均|都|和|与|的|分别|[^\w\s（(·•]|[（(](?![A-Za-z])|\s|\d|\Z"
)
_VERB = re.compile(_VERBS)
_WORDS = frozenset(
    "说称在对向将也还已曾就从是到的率和与等为于他她它我你们某用续这那不有没个些人并被把给让以及或但而则又均都"
    "中内外上下后前时员度级处会长部组者表指告议见问命务职责副"
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
_NO_NAME = frozenset(
    ["先生", "女士", "小姐", "阿姨", "奶奶", "爷爷", "大爷", "大妈", "叔叔", "周五", "周日"]
)
_SAYS = re.compile(
    "表示|指出|认为|介绍|告诉|强调|坦言|透露|直言|回应|宣布|呼吁|谴责|批评|警告|证实|否认|承认|补充|解释|回忆|说[，：。]|称[，：]"
)
"""What shows that what begins a clause and looks like a name is one."""
_CALLED = re.compile(
    "院士|教授|博士|老师|先生|女士|同志|夫妇|同学|医生|委员长|副委员长|主席|副主席|总理|书记|部长|大使|主任"
)
"""Titles after a name."""
_NO_PERSON = re.compile(
    "[省市县区州国局院校社团厂店村镇乡军队网报台站司委办家所行业协性化式型类词副]|[兹森曼伦逊妮]$|^[兰凡娜]$|公开"
)
"""What no untitled name has after its surname: what ends places, offices, and foreign names."""
_ITEM = re.compile(rf"(?<![{HAN}])[{HAN}]{{2,4}}(?![{HAN}])")
_NEXT = re.compile(r"[、 ]|和|与|及|以及")
_FEWEST_LISTED = 3
"""Names in a row, and nothing else between two marks, that make a list of persons."""


@lru_cache(4096)
def spellings(text: str) -> tuple[tuple[Span, str], ...]:
    """Return the Chinese persons of a simplified text in order: span and pinyin.

    >>> [spelling for _, spelling in spellings("外交部发言人耿爽星期三表示，记者向他提问")]
    ['Geng Shuang']
    >>> spellings("韩国外长康京和说，马歇尔教授方法多样")
    ()
    """
    names: dict[int, str] = {}
    for find in (_titled, _untitled, _all_listed):
        for start, name in find(text):
            names.setdefault(start, name)
    for start, name in sorted(names.items()):
        names |= dict(_after(text, start + len(name)))
    found: list[tuple[Span, str]] = []
    for start, name in sorted(names.items()):
        if found and start < found[-1][0].end:
            continue
        elsewhere = _SOUTH.search(text, 0, start) or _ELSEWHERE.search(
            text, max(0, start - _REACH), start
        )
        spelling = None if elsewhere else person(name, labelled=True)
        if spelling:
            found.append((Span(start, start + len(name)), spelling))
    return tuple(found)


def _titled(text: str) -> Iterator[tuple[int, str]]:
    """Yield the persons between a title and the end of a phrase: where, and the name."""
    for match in _TITLED.finditer(text):
        start = match.start("surname")
        if name := _name(text, start, match["surname"]):
            yield start, name


def _untitled(text: str) -> Iterator[tuple[int, str]]:
    """Yield the persons who begin a clause and say something, or are titled afterwards."""
    for match in _BEGINS.finditer(text):
        start = match.start()
        for size in (4, 3, 2):
            name, after = text[start : start + size], start + size
            ends = _SAYS.match(text, after) or _CALLED.match(text, after)
            if ends and _is_sure(name):
                yield start, name
                break


def _all_listed(text: str) -> Iterator[tuple[int, str]]:
    """Yield the persons of lists in which everything looks like a name: 甲、乙、丙."""
    rows: list[list[tuple[int, str]]] = [[]]
    end = 0
    for match in _ITEM.finditer(text):
        sure = _is_sure(match[0])
        if not sure or text[end : match.start()] != "、":
            rows.append([])
        if sure:
            rows[-1].append((match.start(), match[0]))
        end = match.end()
    for row in rows:
        if len(row) >= _FEWEST_LISTED:
            yield from row


def _after(text: str, end: int) -> Iterator[tuple[int, str]]:
    """Yield the persons who stand in a list after one that ends at ``end``."""
    while mark := _NEXT.match(text, end):
        start = mark.end()
        sizes = (size for size in (4, 3, 2) if _ENDS.match(text, start + size))
        names = (text[start : start + size] for size in sizes)
        name = next((name for name in names if _is_sure(name)), None)
        if name is None:
            return
        yield start, name
        end = start + len(name)


def _is_sure(name: str) -> bool:
    """Say whether a text of two to four characters can be nothing but a name."""
    size = 2 if name[:2] in PINYIN and len(name) > 2 else 1
    surname, given = name[:size], name[size:]
    doubtful = surname in _DOUBTFUL or surname == "曾"
    if surname not in PINYIN or doubtful or not 1 <= len(given) <= 2:
        return False
    if not _GIVEN.fullmatch(given) or _WORDS.intersection(given) or given in _NO_NAME:
        return False
    if _FOREIGN.search(given) or _NO_PERSON.search(given):
        return False
    return name not in _words() and name[:2] not in _words()


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Say whether a word begins where a name of three characters ends, and none across its end."""
    across, following = text[end - 1 : end + 1], text[end : end + 2]
    known = _words()
    return (
        end - start == 3
        and _is_sure(text[start:end])
        and across not in known
        and following in known
    )


def _words() -> frozenset[str]:
    return load_lexicon(shipped_lexicon()).words


def _name(text: str, start: int, surname: str) -> str:
    """Return the name that begins at ``start``, or nothing: the longer of two if both can be."""
    after = start + len(surname)
    for size in (2, 1):
        given = text[after : after + size]
        strange = _WORDS.intersection(given) or _FOREIGN.search(given)
        verb = size == 2 and _VERB.match(text, after + 1)  # 王毅正在
        if strange or verb or given in _NO_NAME or not _GIVEN.fullmatch(given):
            continue
        if len(given) < size or not (
            _ENDS.match(text, after + size) or _stands_alone(text, start, after + size)
        ):
            continue
        # 高峰表示 is somebody's, 教授方法 is not.
        goes_on = re.match(_VERBS if size == 1 else _SPEAKS, text[after + size :])
        word = surname in _DOUBTFUL or (size == 1 and surname + given in _words())
        if goes_on or not word:
            return surname + given
    return ""
