"""Who is known by the surname only, 罗姓男子, in what the model is given.

Papers of Taiwan, Hong Kong and Singapore name suspects and victims so, and the model wrote *Ro's
surnamed men*, or no surname. One in Latin letters it copies: 一名姓 Luo 的男子.
"""

import re

from aligner.checks.surnames import PINYIN

_WHO = (
    "男子|女子|男|女|妇人|妇女|老妇|老翁|老汉|少年|少女|男童|女童|男生|女生|男孩|女孩|青年|嫌犯|嫌疑人|犯罪嫌疑人|嫌|被告|司机|驾驶|驾驶员|骑士"
    "|乘客|旅客|游客|学生|教师|老师|医生|护士|商人|居民|住户|村民|员工|工人|店主|业者|屋主|顾客|夫妇|夫妻|兄弟|姐妹|父子|母女|警员|友人"
)
_SURNAMED = re.compile(
    rf"(?:(?P<one>一[名个位])|(?P<that>[这那该][名个位]?)|(?P<set>(?:\A|(?<=[，。；：“（、]))))"
    rf"(?P<surname>{'|'.join(sorted(PINYIN, key=len, reverse=True))})姓(?P<who>{_WHO})"
)
_MANY = re.compile("夫妇|夫妻|兄弟|姐妹|父子|母女")


def surnamed(text: str) -> str:
    """Return the text with surnames in pinyin where they are all that is told of a name.

    >>> surnamed("一名罗姓男子被捕，范姓女子受伤")
    '一名姓 Luo 的男子被捕，一名姓 Fan 的女子受伤'
    >>> surnamed("百姓男女都来了"), surnamed("该黄姓夫妇")
    ('百姓男女都来了', '这对姓 Huang 的夫妇')
    """
    return _SURNAMED.sub(_in_pinyin, text) if "姓" in text else text


def _in_pinyin(match: re.Match[str]) -> str:
    count = "对" if _MANY.fullmatch(match["who"]) else "名"
    which = f"{'这' if match['that'] else '一'}{count}"
    return f"{which}姓 {PINYIN[match['surname']].capitalize()} 的{match['who']}"
