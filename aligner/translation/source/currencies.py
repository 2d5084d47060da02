"""Amounts of money in what the model is given: 2亿加元, 新台币60万元, 1角2分, 2令吉5仙.

A small model knows yuan, dollars, euros, pounds and yen. What else ends in 元 it calls yuan, 加元
for one and 港元 often, and the rest it spells by sound or sense: *470 million grams* (克朗),
*shields* (越南盾). A name in English behind a figure it copies. So it does with one amount where
Chinese counts two units, and 每股8分, which it reads as points, are cents.
"""

import re

_ENGLISH = {
    "加元": "Canadian dollars", "加币": "Canadian dollars", "加拿大元": "Canadian dollars",
    "澳元": "Australian dollars", "澳币": "Australian dollars",
    "澳大利亚元": "Australian dollars", "纽元": "New Zealand dollars",
    "纽币": "New Zealand dollars", "新西兰元": "New Zealand dollars", "坡币": "Singapore dollars",
    "新元": "Singapore dollars", "新币": "Singapore dollars",
    "港元": "Hong Kong dollars", "港币": "Hong Kong dollars",
    "澳门元": "patacas", "澳门币": "patacas",
    "韩元": "South Korean won", "韩圆": "South Korean won",
    "泰铢": "baht",
    "越南盾": "Vietnamese dong", "越盾": "Vietnamese dong", "印尼盾": "rupiah", "兰特": "rand",
    "坚戈": "tenge", "格里夫纳": "hryvnias", "奈拉": "naira", "塔卡": "taka", "迪拉姆": "dirhams",
    "谢克尔": "shekels", "新谢克尔": "shekels", "福林": "forints", "兹罗提": "zlotys",
    "比索": "pesos", "披索": "pesos", "菲律宾比索": "Philippine pesos",
    "墨西哥比索": "Mexican pesos", "阿根廷比索": "Argentine pesos", "智利比索": "Chilean pesos",
    "雷亚尔": "Brazilian reals", "第纳尔": "dinars", "里亚尔": "riyals",
    "沙特里亚尔": "Saudi riyals", "卡塔尔里亚尔": "Qatari riyals", "伊朗里亚尔": "Iranian rials",
    "里拉": "lira", "土耳其里拉": "Turkish lira", "克朗": "kronor", "瑞典克朗": "Swedish kronor",
    "挪威克朗": "Norwegian kroner", "丹麦克朗": "Danish kroner", "冰岛克朗": "Icelandic kronur",
    "捷克克朗": "Czech koruna", "瑞郎": "Swiss francs", "缅元": "kyats", "缅币": "kyats",
    "瑞尔": "riels", "先令": "shillings", "新台币": "New Taiwan dollars",
    "台币": "New Taiwan dollars", "新加坡元": "Singapore dollars", "南非兰特": "South African rand",
    "阿联酋迪拉姆": "UAE dirhams", "匈牙利福林": "Hungarian forints", "波兰兹罗提": "Polish zlotys",
    "马来西亚林吉特": "Malaysian ringgit", "马来西亚令吉": "Malaysian ringgit",
}  # fmt: skip
_AMOUNT = r"\d[\d,.]*(?: (?:million|billion|trillion))?[多余]?"
_NAMED = re.compile(
    r"(?:(?<=[\d一二两三四五六七八九十百千万亿多余])(?<!第[\d一二两三])|(?<=llion)) ?"
    rf"({'|'.join(sorted(_ENGLISH, key=len, reverse=True))})(?![素旦首老件宵])"
)
_MARKET = "兑|对[美欧日人]|汇率|走[强弱低高]|升值|贬值|[大上下]涨|[大下]跌|一度|[跌涨升]至"
_SURE = sorted((n for n in _ENGLISH if len(n) > 2 or n[-1] in "元圆铢盾郎"), key=len, reverse=True)
_AS_SUCH = re.compile(rf"(?<![增参添附追施外])({'|'.join(_SURE)})(?={_MARKET})")
"""A currency and not an amount of it, but no 布兰特 (Brent); 新台币 the model knows."""
_SINGULAR = {"kronor": "krona", "kroner": "krone", "kronur": "krona"}
_TAIWANESE = re.compile(rf"新?台币 ?({_AMOUNT}) ?元")
_HONG_KONG = re.compile(rf"港币 ?({_AMOUNT}) ?元")
_END = r"(?![\d.之钟秒])"
_TWO_UNITS = re.compile(
    r"(?<![\d.,:])(\d[\d,]*)([元块]|令吉| ringgit ?)"
    rf"(?:(\d)[角毛](?:(\d)分)?|(\d{{1,2}})[分仙]){_END}"
)
_DIMES = re.compile(rf"(?<![A-Za-z\d.,:元块])(\d)角(?:(\d)分)?钱?(?![形度落色]){_END}")
_CENTS = re.compile(
    r"(?:(?<=每股)|(?<=每千瓦时)|(?<=每度)|(?<=每度电)|(?<=派息)|(?<=[股期]息)|(?<=每单位))"
    rf"(\d+(?:\.\d+)?)[分仙]{_END}"
)
_SHARE_MOVES = re.compile(
    r"(?<=[跌涨起升扬])(\d{1,2}(?:\.\d+)?)分(?=[，,]?(?:至|报|闭市|收)[于报在]?\d[\d.,]*元)"
)
_SEN = re.compile(rf"(?<![\d.,:])(\d{{1,2}})仙{_END}")


def english_money(text: str) -> str:
    """Return the text with amounts that the model gets wrong as it copies or knows them.

    >>> english_money("2.5 billion加元，新台币600,000元，1200泰铢")
    '2.5 billion Canadian dollars，600,000 New Taiwan dollars，1200 baht'
    >>> english_money("每股8分，1角2分，4元60分，2令吉5仙")
    '每股8美分，12美分，4.60元，2.05令吉'
    """
    if "分" in text or "角" in text or "仙" in text:
        text = _with_cents(text)
    text = _HONG_KONG.sub(r"\1港元", _TAIWANESE.sub(r"\1新台币", text)).replace("日圆", "日元")
    text = _AS_SUCH.sub(_singular, text)
    return _NAMED.sub(lambda match: f" {_ENGLISH[match[1]]}", text)


def _singular(match: re.Match[str]) -> str:
    name = _ENGLISH[match[1]]
    if name == _ENGLISH["新台币"]:
        return match[0]
    *country, last = name.split()
    before = " " if match.start() and match.string[match.start() - 1].isascii() else ""
    return before + " ".join([*country, _SINGULAR.get(last, last.removesuffix("s"))])


def _with_cents(text: str) -> str:
    """Return the text with two units of money as one; 美分, cents, stands for any."""
    text = _TWO_UNITS.sub(_one_unit, text)
    text = _DIMES.sub(lambda match: f"{match[1]}{match[2] or 0}美分", text)
    return _SEN.sub(r"\1美分", _SHARE_MOVES.sub(r"\1美分", _CENTS.sub(r"\1美分", text)))


def _one_unit(match: re.Match[str]) -> str:
    whole, unit, dimes, last, cents = match.groups()
    return f"{whole}.{cents:0>2}{unit}" if cents else f"{whole}.{dimes}{last or 0}{unit}"
