"""The one table of Han, CJK punctuation and full-width ranges, and the Chinese script of a text.

The ranges are written to stand inside a regular expression's square brackets. What this module
does not do: tell Chinese from Japanese, or convert simplified to traditional.
"""

import re
from functools import cache
from typing import Protocol

from aligner.lang import Script
from aligner.text.script_chars import HANS_ONLY, HANT_ONLY

HAN = (
    "\u3005\u3007\u3021-\u3029\u3038-\u303b"  # 々 〇 and the Suzhou numerals
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # Extension A, the basic block, compatibility
    "\U00020000-\U0002fa1f\U00030000-\U000323af\U000323b0-\U0003347f"  # B to F, I, G, H, J
)
"""Every Han character of Unicode 17, 々 and 〇."""

CJK_PUNCT = (
    "\u3001-\u3004\u3006\u3008-\u3020\u302a-\u3037\u303c-\u303f\u30fb\ufe10-\ufe1f\ufe30-\ufe6f"
    "\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
"""Punctuation that only East Asian text uses, full-width forms included.

“ ” ‘ ’ — … · are not in it: English uses them as well.
"""

FULLWIDTH = "\uff01-\uff5e"
"""Full-width forms of the printable ASCII characters."""

KANA = "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"
HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"
LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"

OPENING = "“‘「『《〈（(【〔［\\[｛{〖﹁﹃"
CLOSING = "”’」』》〉）)】〕］\\]｝}〗﹂﹄"
"""Opening and closing quotes and brackets, in the same order; straight quotes are in neither."""

_HAN = re.compile(f"[{HAN}]")
_LATIN_WORD = re.compile(f"[{LATIN}]+")
_HANS = frozenset(HANS_ONLY)
_HANT = frozenset(HANT_ONLY)

# Hong Kong writes these where Taiwan writes the second list (same order where there is a pair).
_HONG_KONG = frozenset("衞裏説脱税鋭閲悦麪峯羣牀温着啟")
_TAIWAN = frozenset("衛裡說脫稅銳閱悅麵峰群床溫著啓")

_HAN_PER_LATIN_WORD = 1.5
"""A Han character carries about two thirds of a word, so this is where both weigh the same."""


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


def han_count(text: str) -> int:
    """Return how many Han characters ``text`` has, all extensions included."""
    return len(_HAN.findall(text))


def detect_script(text: str) -> Script:
    """Return the script ``text`` is mostly written in.

    Latin when words outweigh Han characters. Between the Chinese scripts only characters that one
    of them does not have are counted; a tie, or no such character, is ``Hans``: the reading that
    changes nothing.
    """
    han = han_count(text)
    if han == 0 or han * _HAN_PER_LATIN_WORD < len(_LATIN_WORD.findall(text)):
        return "Latn"
    return "Hant" if _hant_balance(text) > 0 else "Hans"


def to_simplified(text: str) -> str:
    """Return ``text`` in simplified characters and mainland wording; the same if it is already.

    Decided line by line: a line with as many simplified-only as traditional-only characters stays
    as it is, so 「漢」 quoted in simplified text survives; a line without either follows the whole
    text. OpenCC's tw2sp, or hk2s where Hong Kong variants dominate; then names that OpenCC
    leaves; then 「」 as “”. Line ends are kept.
    """
    if _HANT.isdisjoint(text):
        return text
    total = _hant_balance(text)
    config = "hk2s" if _hong_kong_balance(text) > 0 else "tw2sp"
    return "".join(
        _convert(line, config) if _line_is_traditional(line, total) else line
        for line in text.splitlines(keepends=True)
    )


def _hant_balance(text: str) -> int:
    return _times(text, _HANT) - _times(text, _HANS)


def _hong_kong_balance(text: str) -> int:
    return _times(text, _HONG_KONG) - _times(text, _TAIWAN)


def _times(text: str, characters: frozenset[str]) -> int:
    """Return how many characters of the text are among these."""
    return sum(map(characters.__contains__, text))


def _line_is_traditional(line: str, total: int) -> bool:
    balance = _hant_balance(line)
    if balance == 0 and total > 0 and not any(character in _HANS for character in line):
        return True
    return balance > 0


def _convert(line: str, config: str) -> str:
    converted = _opencc(config).convert(line).translate(_QUOTES)
    if _NAMES_PATTERN.search(converted) is None:
        return converted
    return _NAMES_PATTERN.sub(lambda match: _NAMES[match[0]], converted)


@cache
def _opencc(config: str) -> _Converter:
    import opencc

    converter: _Converter = opencc.OpenCC(config)
    return converter


_QUOTES = str.maketrans("「」『』", "“”‘’")

# Names as Taiwan and Hong Kong write them, after OpenCC, and as the mainland does. Only names
# that mean nobody and nothing else, but where ``_PART_OF_WORDS`` says so; applied to traditional
# text only (川普 in simplified text is the Mandarin of Sichuan).
_NAMES = {
    "川普": "特朗普",
    "欧巴马": "奥巴马",
    "柯林顿": "克林顿",
    "希拉蕊": "希拉里",
    "贺锦丽": "哈里斯",
    "裴洛西": "佩洛西",
    "庞皮欧": "蓬佩奥",
    "甘迺迪": "肯尼迪",
    "雷根总统": "里根总统",
    "列根": "里根",
    "普丁": "普京",
    "梅德维杰夫": "梅德韦杰夫",
    "戈巴契夫": "戈尔巴乔夫",
    "叶尔钦": "叶利钦",
    "史达林": "斯大林",
    "泽伦斯基": "泽连斯基",
    "梅克尔": "默克尔",
    "萧兹": "朔尔茨",
    "马克宏": "马克龙",
    "欧兰德": "奥朗德",
    "萨科吉": "萨科齐",
    "范德赖恩": "冯德莱恩",
    "柴契尔": "撒切尔",
    "戴卓尔": "撒切尔",
    "卡麦隆": "卡梅伦",
    "文翠珊": "特雷莎·梅",
    "强森": "约翰逊",
    "施凯尔": "斯塔默",
    "杜鲁道": "特鲁多",
    "纳坦雅胡": "内塔尼亚胡",
    "尼坦雅胡": "内塔尼亚胡",
    "艾尔段": "埃尔多安",
    "宾拉登": "本·拉登",
    "杜特蒂": "杜特尔特",
    "翁山苏姬": "昂山素季",
    "古特瑞斯": "古特雷斯",
    "祖克柏": "扎克伯格",
    "贾伯斯": "乔布斯",
    "贝佐斯": "贝索斯",
    "费达拿": "费德勒",
    "乔科维奇": "德约科维奇",
    "祖高域": "德约科维奇",
    "碧咸": "贝克汉姆",
    "朗拿度": "罗纳尔多",
    "纽西兰": "新西兰",
    "寮国": "老挝",
    "杜拜": "迪拜",
    "坎城影展": "戛纳电影节",
}
_PART_OF_WORDS = {
    "川普": "(?<![四银])川普(?!遍[及存地认])",
    "强森": "(?<![加增最])强森(?!林|严)",
    "列根": "(?<![系排下罗陈])列根(?![据本治源除基])",
    "马克宏": "马克宏(?!观)",
}
"""Names that two words can hold between them: 四川普通, 加强森林, 一系列根据."""
_NAMES_PATTERN = re.compile(
    "|".join(_PART_OF_WORDS.get(name, name) for name in sorted(_NAMES, key=len, reverse=True))
)
