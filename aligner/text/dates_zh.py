"""Chinese dates and times of day: 2025年11月27日, 去年4月, 上世纪80年代, 星期二, 19时54分."""

import re

from aligner.document import Span
from aligner.text.daytime import hours_of, on_full_clock, part_before
from aligner.text.late_regex import late_regex
from aligner.text.numeral_words_zh import COUNTED
from aligner.text.numerals_zh import HAN_DIGIT, small_value
from aligner.text.quantity import PartialDate, Quantity, date_value

_REPUBLIC = (
    r"(?:民[国國]\s?|(?=1[01]\d年(?:度|\d{1,2}月|第[一二三四]季|[上下]半年|[经經][济濟]成[长長])))"
    rf"(?P<republic>\d{{1,3}}|[{HAN_DIGIT}十百]{{1,5}})年"
)
"""Years of the Republic of China: 民国113年 is 2024, and so is 113年5月."""
_NUM = rf"(?:\d{{1,2}}|[{HAN_DIGIT}十廿卅]{{1,3}})"
_RELATIVE = {
    "去年": -1,
    "今年": 0,
    "本年": 0,
    "明年": 1,
    "前年": -2,
    "后年": 2,
    "後年": 2,
    "同年": None,
    "当年": None,
    "當年": None,
}
_FULL = late_regex(
    rf"(?:(?P<year>[12]\d{{3}}|[一二][{HAN_DIGIT}]{{3}})年|{_REPUBLIC}"
    rf"|(?P<relative>[去今本明前后後同当當]年))?(?P<month>{_NUM})月(?:份|(?P<day>{_NUM})[日号號])?",
    re.ASCII,
)
_YEAR_ONLY = late_regex(
    rf"(?:(?P<year>(?:19|20)\d\d(?=年)|[12]\d{{3}}(?=年(?!以?[前后後来來]|多|历史))"
    rf"|[一二][{HAN_DIGIT}]{{3}}(?=年))年(?![级級])|{_REPUBLIC})",
    re.ASCII,
)
_YEAR_END = late_regex(r"(?P<year>\d\d)(?:年|(?=[赛賽]季|[财財]年|[财財]政年|[学學]年))", re.ASCII)
_YEAR_START = late_regex(r"(?P<century>19|20)\d\d[-—–至到/]\Z", re.ASCII)
_BARE_YEAR = late_regex(
    rf"(?:19|20)\d\d(?![\d.,%]|\s?(?:年|{COUNTED})|[-—–~～－至到]+\s?(?:(?!(?:19|20)\d\d(?!\d))"
    rf"[1-9]\d{{3}}|\d[\d.]*\s?(?:{COUNTED})))",
    re.ASCII,
)
"""A year, unless something is counted after it or after the figure it reaches to: 2000至3000人."""
_HAN_YEAR = late_regex(
    rf"(?:一九|二[零〇○])[{HAN_DIGIT}]{{2}}(?![{HAN_DIGIT}十百千点點]|\s?(?:年|号|號|室|房|{COUNTED}))"
)
"""The years of 二零一八至二零二二年 and 二零一七世界杯."""
_DAY_ONLY = late_regex(
    rf"(?P<day>{_NUM})日(?![元圆圓本游均内內後后间間夜籍军]|前(?!后)|以[上下内內])", re.ASCII
)
_BEFORE_DAY = late_regex(
    r"(?P<day>(?<=[在于於月须須需从從])[1-9]|[12]\d|3[01])日(?=前(?![后後]))", re.ASCII
)
"""Before the 17th; small numbers and Han numerals count days (三日前: three days ago)."""
_ISO = late_regex(
    r"(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=sep)(?P<day>0?[1-9]"
    r"|[12]\d|3[01])(?!\d)",
    re.ASCII,
)
_YEAR_MONTH = late_regex(
    r"(?P<year>(?:19|20)\d\d)\.(?P<month>0[1-9]|1[0-2])(?![\d.])"
    r"(?:(?=\s?[-—–―~～－至]\s?(?:(?:19|20)\d\d\.(?:0[1-9]|1[0-2])(?![\d.])|今))"
    r"|(?<=(?:19|20)\d\d\.\d\d[-—–―~～－至](?:19|20)\d\d\.\d\d))",
    re.ASCII,
)
"""A month of a curriculum vitae: both ends of 2011.09—2012.01."""
_FIRST_OF_RANGE = late_regex(
    r"(?P<number>\d{1,2})(?=\s?[-—–~～－至到]\s?\d{1,2}(?P<unit>月|日|时|時))", re.ASCII
)
_SLASHED = late_regex(
    r"(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|[12]\d|0?[1-9])"
    r"(?:(?=(?P<on>\s?[-至到~～—–]\s?\d{1,2}/\d{1,2}[）),，]))|(?=[）),，]))",
    re.ASCII,
)
_SLASHED_BEFORE = late_regex(r"[（(]\d{1,2}/\d{1,2}\s?[-至到~～—–]\s?\Z", re.ASCII)
_DECADE = re.compile(
    rf"(?:(?P<last>上[个個]?世[纪紀])|(?P<this>本世[纪紀])|(?P<century>\d\d|[{HAN_DIGIT}十]{{1,3}})世[纪紀]|(?P<full>(?:1\d|20)\d0)|)"
    rf"(?:(?P<decade>\d0|[{HAN_DIGIT}]十|\d0后(?=年))?年代"
    r"|(?P<first>[二三四五六七八])(?=[三四五六七八九]十年代))",
    re.ASCII,
)
_WEEKDAY = late_regex("(?:星期|礼拜|禮拜|周|週)(?P<day>[一二三四五六日天])(?![个個月年份些次级届])")
_MAYBE_DATE = late_regex(
    rf"(?:\d{{1,4}}|[{HAN_DIGIT}十廿卅]{{1,4}})\s?[年月日号號世后赛賽财財学學/.\-—–~～－至到]|(?:19|20)\d\d"
    r"|[上去今本明前后後同当當星礼禮周週民]",
    re.ASCII,
)
"""What every date begins with; most numbers are none, and one look tells."""
_WEEKDAYS = {name: index for index, name in enumerate("一二三四五六日", 1)} | {"天": 7}
_CLOCK = late_regex(r"(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d:])", re.ASCII)
_HOUR = late_regex(
    rf"(?P<hour>{_NUM})(?P<mark>时|時|点钟|點鐘|点|點)"
    rf"(?:(?P<quarter>[一三])刻|(?P<minute>\d{{1,2}}|[{HAN_DIGIT}十]{{1,3}})分?(?![{HAN_DIGIT}\d])"
    rf"|(?P<half>半)|(?P<sharp>[整钟鐘许許左]))?",
    re.ASCII,
)
_NOT_TIME = late_regex("[间間代候刻区區差速而延]|(?<=半)[会會刻]|合同|合约|工(?!作)")
_DAY_BEFORE = late_regex("(?:[日天晨午晚夜间間]|[早晚]上)$")


def _small(text: str | None) -> int:
    if not text:
        return 0
    return int(text) if text.isdigit() and text.isascii() else int(small_value(text)[0])


def _date(date: PartialDate, start: int, end: int, *, approximate: bool = False) -> Quantity:
    return Quantity("date", date_value(date), Span(start, end), approximate, date=date)


def read_date(text: str, start: int) -> Quantity | None:
    """Read the date, weekday or decade that starts at ``start``."""
    if _MAYBE_DATE.match(text, start) is None:
        return None
    for reader in (_decade, _weekday, _iso, _slashed, _range_start, _month_day, _year, _day):
        if (quantity := reader(text, start)) is not None:
            return quantity
    return None


def _decade(text: str, start: int) -> Quantity | None:
    match = _DECADE.match(text, start)
    if match is None or not (match["decade"] or match["full"] or match["first"]):
        return None
    if match["full"]:
        decade = int(match["full"])
    else:
        century = 21 if match["this"] else _small(match["century"]) if match["century"] else 20
        tens = _small(match["decade"]) or 10 * _small(match["first"])
        decade = (century - 1) * 100 + tens
    return _date(PartialDate(decade=decade), start, match.end())


def _weekday(text: str, start: int) -> Quantity | None:
    match = _WEEKDAY.match(text, start)
    if match is None or text[start - 1 : start] in {"四", "一", "每"}:
        return None
    return _date(PartialDate(weekday=_WEEKDAYS[match["day"]]), start, match.end())


def _iso(text: str, start: int) -> Quantity | None:
    if match := _YEAR_MONTH.match(text, start):
        return _date(PartialDate(int(match["year"]), int(match["month"])), start, match.end())
    match = _ISO.match(text, start)
    if match is None:
        return None
    date = PartialDate(int(match["year"]), int(match["month"]), int(match["day"]))
    return _date(date, start, match.end())


def _slashed(text: str, start: int) -> Quantity | None:
    """Read both ends of （5/27至6/2）, which could be fractions anywhere else."""
    match = _SLASHED.match(text, start)
    if match is None or not (
        (match["on"] and text[start - 1 : start] in {"(", "（"})
        or (not match["on"] and _SLASHED_BEFORE.search(text, 0, start))
    ):
        return None
    date = PartialDate(month=int(match["month"]), day=int(match["day"]))
    return _date(date, start, match.end("day"))


def _range_start(text: str, start: int) -> Quantity | None:
    """Read the 1 of 1-3月 and the 4 of 4至6日."""
    match = _FIRST_OF_RANGE.match(text, start)
    if match is None or text[start - 1 : start] in {".", ","}:
        return None
    number = int(match["number"])
    if match["unit"] in "时時":
        return Quantity("time", number * 60.0, Span(*match.span())) if number <= 24 else None
    month = match["unit"] == "月"
    if not 1 <= number <= (12 if month else 31):
        return None
    date = PartialDate(month=number) if month else PartialDate(day=number)
    return _date(date, start, match.end())


def _year_of(match: re.Match[str]) -> int:
    if match["republic"]:
        return _small(match["republic"]) + 1911
    year = match["year"]
    if not year:
        return 0
    return int(year) if year.isascii() else int(small_value(year)[0])


def _month_day(text: str, start: int) -> Quantity | None:
    match = _FULL.match(text, start)
    if match is None:
        return None
    month, day = _small(match["month"]), _small(match["day"])
    if not 1 <= month <= 12 or day > 31 or text.startswith("球", match.end()):
        return None
    if match[0] == "一月" and _is_span(text, match):
        return None
    relative = _RELATIVE.get(match["relative"] or "")
    return _date(PartialDate(_year_of(match), month, day, relative=relative), start, match.end())


_SPAN_AFTER = late_regex("[之以]?[内內]|有?[余餘]|来|來|多")
_SPAN_BEFORE = late_regex("[前近每这這满滿隔逾过過]$|不到$|[长長][达達]$")


def _is_span(text: str, month: re.Match[str]) -> bool:
    """Tell whether 一月 is how long something takes: 一月内, 近一月."""
    before = text[max(0, month.start() - 2) : month.start()]
    return bool(_SPAN_AFTER.match(text, month.end()) or _SPAN_BEFORE.search(before))


def _year(text: str, start: int) -> Quantity | None:
    match = _YEAR_ONLY.match(text, start)
    if match is not None:
        return _date(PartialDate(_year_of(match)), start, match.end())
    opened = _YEAR_START.search(text[max(0, start - 5) : start])
    if opened and (match := _YEAR_END.match(text, start)):  # 2009-11年
        return _date(PartialDate(int(opened["century"] + match["year"])), start, match.end())
    if match := _HAN_YEAR.match(text, start):
        return _date(PartialDate(int(small_value(match[0])[0])), start, match.end())
    match = _BARE_YEAR.match(text, start)
    before = text[start - 1 : start]
    if (
        match is None
        or (before.isalnum() and before.isascii())
        or (before and before in "$¥￥€£.,第约約逾")
    ):
        return None
    return _date(PartialDate(int(match[0])), start, match.end())


def _day(text: str, start: int) -> Quantity | None:
    match = _DAY_ONLY.match(text, start) or _BEFORE_DAY.match(text, start)
    if match is None or not 1 <= _small(match["day"]) <= 31:
        return None
    if match["day"] in {"一", "两"} or text[start - 1 : start] in {"第", ".", "数", "整"}:
        return None
    return _date(PartialDate(day=_small(match["day"])), start, match.end())


def read_time(text: str, start: int) -> Quantity | None:
    """Read a time of day; the part of the day before it says which half is meant."""
    match = _CLOCK.match(text, start) or _hour(text, start)
    if match is None:
        return None
    named = match.groupdict()
    minute = 30 if named.get("half") else {"一": 15, "三": 45}.get(named.get("quarter") or "", 0)
    minute = minute or _small(named["minute"])
    hour = _small(named["hour"])
    if part := part_before(text, start):
        hour = on_full_clock(hour, hours_of(part))
    if hour > 24 or minute > 59:
        return None
    approximate = (named.get("sharp") or "") in {"许", "許", "左"}
    end = match.end() - (1 if named.get("sharp") in {"许", "許", "左"} else 0)
    return Quantity("time", float(hour * 60 + minute), Span(start, end), approximate)


def _hour(text: str, start: int) -> re.Match[str] | None:
    match = _HOUR.match(text, start)
    if match is None or _NOT_TIME.match(text, match.end()) or _small(match["hour"]) > 24:
        return None
    told = match["minute"] or match["half"] or match["quarter"] or match["sharp"]
    if match["mark"] in "点點" and part_before(text, start) is None:
        unit = match["minute"] and text[match.end() - 1] == "分"
        if not (unit or match["half"] or match["quarter"]):
            return None
    said = told and not match["quarter"]  # 一时一刻 is no quarter past one
    if match["mark"] in "时時" and not said and _is_no_hour(text, start, match["hour"]):
        return None
    return None if _is_word(text, match) else match


_ENDS_WORD = frozenset({"陆", "陸", "伍"})
"""Figures on cheques; before 时 they end 登陆, 着陆, 大陆, 为伍."""
_A_LITTLE = late_regex("[早晚]$")


def _is_word(text: str, match: re.Match[str]) -> bool:
    """Tell 登陆时, 晚一点 and 有一点十分明确 from hours."""
    if match["hour"] == "一" and match["mark"] in "点點":
        part = part_before(text, match.start())
        bare = part is None or _A_LITTLE.fullmatch(part[0]) is not None
        return bare and (
            match["minute"] == "十" if match["minute"] else match.end("mark") == match.end()
        )
    return match["hour"] in _ENDS_WORD


def _is_no_hour(text: str, start: int, hour: str) -> bool:
    """Tell 一时 (for a while), 同一时 and 小时 from an hour."""
    before = text[max(0, start - 2) : start]
    return before.endswith(("同", "小")) or (
        hour in {"一", "壹"} and not _DAY_BEFORE.search(before)
    )
