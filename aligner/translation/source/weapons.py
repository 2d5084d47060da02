"""Aircraft, missiles and rockets by their English codes, in what the model is given.

歼-20 is J-20 and 运-20 Y-20: a small model knows a few and makes *transport -20* of the rest. Only
numbers that there are: 图-2 is a figure of a paper. Without a hyphen only before a word for what it
is, 苏57战机, but for 歼: 运20架 is none.
"""

import re

from aligner.text.numerals_zh import small_value
from aligner.translation.source.trading import PAD, spaced

_KINDS = {
    "歼轰": ("JH", "7"), "歼": ("J", "5 6 7 8 10 11 15 16 20 31 35 36 50"),
    "运": ("Y", "5 7 8 9 12 20 30"), "直": ("Z", "5 8 9 10 11 15 18 19 20 21"),
    "轰": ("H", "5 6 20"), "教": ("JL", "8 9 10"), "空警": ("KJ", "200 500 600 2000 3000"),
    "无侦": ("WZ", "7 8 9 10"), "攻击": ("GJ", "1 2 11"), "彩虹": ("CH", "3 4 5 6 7 9"),
    "霹雳": ("PL", "8 9 10 12 15 17 21"), "苏": ("Su", "22 24 25 27 30 33 34 35 57 75"),
    "图": ("Tu", "22 95 142 154 160 204 214"), "米格": ("MiG", "15 17 19 21 23 25 29 31 35"),
    "伊尔": ("Il", "18 20 22 38 62 76 78 96 112 114"), "卡": ("Ka", "27 28 31 32 52 60 226"),
    "米": ("Mi", "2 6 8 17 24 26 28 35 38 171"), "安": ("An", "2 12 22 24 26 30 72 124 148 225"),
    "东风": ("DF", "5 11 15 16 17 21 26 27 31 41 61"), "巨浪": ("JL", "1 2 3"),
    "红旗": ("HQ", "9 16 17 19 22 29"), "鹰击": ("YJ", "12 15 17 18 19 20 21 62 83 91"),
    "长剑": ("CJ", "10 20 100 1000"),
}  # fmt: skip
_WHAT = re.compile(
    r"(?:型|隐[身形]|重型|多用途|舰载|战略|大型|中型)*(?:战[斗机]|运输|直升|轰炸|教练|预警|加油机|无人机|洲际|弹道|巡航|反舰|防空|空空|导弹)"
)
_CODE = re.compile(
    rf"(?P<kind>{'|'.join(sorted(_KINDS, key=len, reverse=True))})(?P<hyphen>[-－—‐]?)"
    r"(?P<number>\d{1,4})(?P<letter>[A-Z]{0,2})(?![\d.%年月日号A-Za-z-])"
)


_NUMERAL = "[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]|\\d{1,2}"
_ROCKET = re.compile(
    rf"长征(?P<number>{_NUMERAL})号(?P<kind>[甲乙丙丁A-Z]|改)?(?:遥(?P<flight>{_NUMERAL}))?"
    r"(?:改进型)?(?=(?:运载)?火箭)"
)
_STEMS = {"甲": "A", "乙": "B", "丙": "C", "丁": "D", "改": "A"}


def western_codes(text: str) -> str:
    """Return the text with the Chinese codes of aircraft and missiles as English writes them.

    >>> western_codes("四架歼-20和运-20飞过，苏57战机到场，见图-2")
    '四架 J-20 和 Y-20 飞过，Su-57 战机到场，见图-2'
    """
    if "长征" in text:
        text = _ROCKET.sub(_rocket, text)
    return spaced(_CODE.sub(_code, text))


def _rocket(match: re.Match[str]) -> str:
    """Return a rocket with its kind and flight: 长征二号丁 was *Long March 2nd Ding*."""
    kind, flight = match["kind"], match["flight"]
    if not kind and not flight:
        return match[0]  # 长征十号, which the model knows
    stem = f"Long March-{_value(match['number'])}{_STEMS.get(kind or '', kind or '')}"
    return f"{PAD}{stem}{f' Y{_value(flight)}' if flight else ''}{PAD}"


def _value(numeral: str) -> int:
    return int(numeral) if numeral.isdecimal() else int(small_value(numeral)[0])


def _code(match: re.Match[str]) -> str:
    letters, numbers = _KINDS[match["kind"]]
    sure = match["hyphen"] or match["kind"] == "歼" or _WHAT.match(match.string, match.end())
    if (
        match["number"] not in numbers.split()
        or not sure
        or match.string[match.end() :][:1] == "架"
    ):
        return match[0]
    return f"{PAD}{letters}-{match['number']}{match['letter']}{PAD}"
