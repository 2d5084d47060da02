"""Numbers in 万, 亿, 兆 and 成, and times, as English writes them, in what the model is given.

320亿欧元 becomes 32 billion欧元, 百亿欧元 10 billion欧元, 38万辆 380,000辆, 四成 40%, 千分之二
0.2%, 三至四成 30%至40%: a small model that has to move the decimal point often moves it wrong, and
one that copies does not. Only what is a number: not 数百万, 千万 (by all means), 百万富翁 (a
millionaire), and not the end of 600至850亿, whose beginning shares its unit. 逾千人 becomes
逾1,000人. Of times those in figures, and halves and quarters in words: 5时48分 becomes 5:48, 15时
15:00, 七点半 7:30. Results are as sports pages print them, 2比2 is 2-2 and 2小时9分47秒 2:09:47;
terms are in figures, 九年四个月 9年和4个月. Dates are left: a model that is given *July 26* in
Chinese does worse than with 7月26日.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from aligner.text.numbers import find_quantities
from aligner.text.numerals_zh import HAN_DIGIT, read_number, small_value
from aligner.text.quantity import Quantity, Reading
from aligner.translation.source.approximate import open_numbers
from aligner.translation.source.calendars import western_dates
from aligner.translation.source.currencies import english_money
from aligner.translation.source.day_lists import english_day_lists
from aligner.translation.source.day_times import english_day_times, known_halves
from aligner.translation.source.durations import joined_durations
from aligner.translation.source.figure import figure
from aligner.translation.source.law import plain_law
from aligner.translation.source.market import plain_levels
from aligner.translation.source.measures import english_measures
from aligner.translation.source.numerals import plain_numerals
from aligner.translation.source.proceedings import plain_proceedings
from aligner.translation.source.ranges import english_ranges
from aligner.translation.source.tallies import tallies_in_full

_DIGIT = rf"\d{HAN_DIGIT}"
_NOT_BEFORE = rf"(?<!\d[至到~\-—－])(?<![{_DIGIT}]、)(?<![{_DIGIT}.,十百千万亿兆A-Za-z几第])"
_NOT_BEFORE += f"(?<![{_DIGIT}十百千万亿几]多)"
_NOT_BEFORE += "(?:(?<!数)|(?<=[人总户次件基指读字例票步倍]数))"
"""数百万 is no number, 人数38万 is."""
_START = re.compile(
    rf"{_NOT_BEFORE}[{_DIGIT}](?=[{_DIGIT}.,十百千]*[多余]?[万亿兆]|(?<=\d)千(?:\d{{3}}|零\d\d)(?!\d))"
)
_GOES_ON = re.compile(
    rf"[几数多余来一十万亿分\d]|千(?![瓦克米卡赫伏帕])|百(?!帕)|零[{_DIGIT}]|[:：]?[{_DIGIT}十]+成|成(?![人年员功为])|\.\d"
    "|富翁|富豪|维网|圣节|全|无一失|像素|兆(?![瓦赫帕])"
)
_HOUR = r"(?<![\d:.])(1\d|2[0-4]|0?\d)"
_CLOCK = re.compile(
    rf"{_HOUR}(?:[时点] ?(?:([0-5]?\d)分(?![钟之])(?:([0-5]?\d)秒)?|(半)(?![夜天年月日]))"
    r"|时(?![\d间期隔长差速代段区刻效空任常尚髦半]))"
)
_SPOKEN_CLOCK = re.compile(
    f"(?<![{_DIGIT}第百千万个有这那差])(十[一二]?|[一二两三四五六七八九])点(?:(半)(?![点个天年])"
    f"|([二三四五]?十[一二三四五六七八九]?|零[一二三四五六七八九])分(?![钟之])|([一三])刻)"
)
_LASTED = re.compile(
    r"(?<![\d.:])(?:(\d{1,2})小时|(?<=用时)|(?<=以)|(?<=[跑游]出))(\d{1,2})分(\d{1,2})秒(?:(\d{1,2})(?!\d))?"
)
_SCORE = re.compile(
    rf"(?<![{_DIGIT}.,:：%％之])(?:(\d{{1,3}})比(\d{{1,3}})|([零一二三四五六七八九])比([零一二三四五六七八九]))"
    rf"(?![{_DIGIT}.,:：%％十百]|比|的?比例|较|起)"
)
_BELOW_100 = "[二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]"
_TERM = re.compile(rf"(?<![{_DIGIT}十百千万])({_BELOW_100})年零?({_BELOW_100})个月")
_ROUND = re.compile(r"(?<![上数几成好以十百千万亿\d])(?<!\d )(?:[十百千][万亿]|万亿)")
"""百亿欧元, but not 上百亿 and 数以百亿, which are tens of billions."""
_MORE_THAN = re.compile(
    "(?<=[逾超近约过])([百千万])(?=[人名家户件次辆吨架只个元亩字米所座台张场项种位套平美欧公])"
)
"""逾千人 and 近千人, but not 上千人 (thousands)."""
_POINTED = re.compile(
    rf"(?<![{_DIGIT}十百千万亿兆第])(?<![上下中]午)(?<!凌晨|[早晚]上)([{HAN_DIGIT}十百]+)点([{HAN_DIGIT}]{{1,3}})"
    "(?=[万亿兆倍]|个百分点)"
)
"""十五点二亿, but not 下午三点一万人."""
_SCALED = re.compile(r"[万亿兆]|\d千[\d零]")
_VALUES = {"百": 100, "千": 1000, "万": 10000}
_TENTHS = re.compile("成|[百千万]分之")
_RANGE = re.compile("[至到~～—–－、-]")


def english_figures(text: str) -> str:
    """Return the text with numbers in 万 or 亿, percentages in words, times and measures rewritten.

    >>> english_figures("由320亿欧元增至4.5万亿欧元，约38万人，数百万户")
    '由32 billion欧元增至4.5 trillion欧元，约380,000人，数百万户'
    >>> english_figures("1300多亿元，30余万人")
    '130 billion多元，300,000多人'
    """
    text = plain_numerals(plain_law(text))
    text = open_numbers(western_dates(plain_proceedings(text)))
    text = english_day_lists(english_day_times(text))
    if "时" in text or "点" in text:
        text = _POINTED.sub(_pointed, text)
        text = _SPOKEN_CLOCK.sub(_spoken_clock, _CLOCK.sub(_clock, _LASTED.sub(_lasted, text)))
        text = known_halves(text)
    elif "分" in text:
        text = _LASTED.sub(_lasted, text)
    if "比" in text:
        text = _SCORE.sub(_score, text)
    if "个月" in text:
        text = _TERM.sub(_term, text)
    text = _MORE_THAN.sub(lambda match: f"{_VALUES[match[1]]:,}", text)
    if "成" in text or "分之" in text:
        text = _spliced(text, _percents(text))
    if _SCALED.search(text):
        text = english_ranges(text)
        text = _spliced(text, _scaled(text))
        if _ROUND.search(text):
            text = _spliced(text, _rounded(text))
    text = plain_levels(joined_durations(english_measures(text)))
    return tallies_in_full(english_money(text))


def _spliced(text: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """Return the text with what stands from one place to another written anew."""
    written: list[str] = []
    done = 0
    for start, end, new in changes:
        written += [text[done:start], new]
        done = end
    return "".join([*written, text[done:]])


def _pointed(match: re.Match[str]) -> str:
    decimals = "".join(str(_small(digit)) for digit in match[2])
    return f"{_small(match[1])}.{decimals}"


def _clock(match: re.Match[str]) -> str:
    hour, minute, second, half = match.groups()
    seconds = f":{second:0>2}" if second else ""
    return f"{hour}:30" if half else f"{hour}:{minute or '':0>2}{seconds}"


def _spoken_clock(match: re.Match[str]) -> str:
    hour, half, minutes, quarters = match.groups()
    minute = 30 if half else 15 * _small(quarters) if quarters else _small(minutes)
    return f"{_small(hour)}:{minute:02d}"


def _lasted(match: re.Match[str]) -> str:
    """Return a time that was taken as results print it: 2:09:47, 1:57.79."""
    hours, minutes, seconds, hundredths = match.groups()
    whole = f"{hours}:{minutes:0>2}:{seconds:0>2}" if hours else f"{minutes}:{seconds:0>2}"
    return f"{whole}.{hundredths}" if hundredths else whole


def _score(match: re.Match[str]) -> str:
    first, second, *spoken = match.groups()
    return f"{first}-{second}" if first else "-".join(str(_small(digit)) for digit in spoken)


def _term(match: re.Match[str]) -> str:
    years, months = match.groups()
    return f"{_small(years)}年{_small(months)}个月"


def _small(numeral: str) -> int:
    """Return what a numeral below a thousand is worth."""
    return int(small_value(numeral.lstrip("零"))[0]) if numeral != "零" else 0


def _percents(text: str) -> Iterator[tuple[int, int, str]]:
    for found in find_quantities(text, "zh"):
        numeral = text[found.span.start : found.span.end]
        written = _percent(found, numeral) if _TENTHS.search(numeral) else ""
        if written and not text.startswith("不变", found.span.end):  # 一成不变: never changing
            more = "多" if numeral.endswith(("多", "余")) else ""
            yield found.span.start, found.span.end, written + more


def _percent(found: Quantity, numeral: str) -> str:
    """Return a share in figures: 40%, 30%至40%, 0.2% for 千分之二."""
    if found.kind == "percent" and found.high is None:
        return f"{found.value:g}%"
    if found.kind == "percent" and found.high is not None and _RANGE.search(numeral):
        return f"{found.value:g}%至{found.high:g}%"
    thousandth = found.kind == "fraction" and numeral[0] in "千万"
    return f"{float(Decimal(str(found.value)) * 100):g}%" if thousandth else ""


def _scaled(text: str) -> Iterator[tuple[int, int, str]]:
    done = 0
    for match in _START.finditer(text):
        start = match.start()
        reading = read_number(text, start) if start >= done else None
        if reading is not None and _plain(text, start, reading):
            more = "多" if reading.approximate else ""
            done = reading.end
            yield start, done, figure(Decimal(str(reading.value))) + more


def _rounded(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield what is a power of ten of money, the currency left as it is."""
    for found in find_quantities(text, "zh"):
        numeral = _ROUND.match(text, found.span.start)
        after = text[found.span.end : found.span.end + 1]
        if numeral and found.kind == "money" and after != "级":
            yield numeral.start(), numeral.end(), figure(Decimal(str(found.value)))


def _plain(text: str, start: int, reading: Reading) -> bool:
    """Tell whether a numeral is one number, read to its end, or more than it: 30多万."""
    numeral = text[start : reading.end]
    known = not reading.approximate or "多" in numeral or "余" in numeral
    least = 10**3 if "千" in numeral else 10**4
    large = reading.high is None and reading.value >= least
    return large and known and not _GOES_ON.match(text, reading.end)
