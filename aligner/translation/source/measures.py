"""Results and measures in what the model is given: 9秒98, 1米85, 零下15度, 80斤, 1—11月.

A small model has seen them too seldom: 9秒98 came out as *98 seconds*, 零下 as *zero*, 18周岁 as
*18 weeks old* and 80斤 as *80 kg*, twice what it is. What English writes alike it copies.
"""

import re
from decimal import Decimal

from aligner.text.numerals_zh import HAN_DIGIT, small_value
from aligner.translation.source.figure import figure
from aligner.translation.source.spacing import spaced

_RUN_IN = re.compile(
    r"(?<![\d.:])(?:(\d{1,2})分)?(\d{1,2})秒(\d{2})"
    r"(?!\d|[.:]\d|[一二两三四五六七八九十百千次下个发圈年月日人名米公万亿%％元岁分秒倍])"
)
"""9秒98, 1分57秒79: hundredths of a second stand behind the unit."""
_HIGH = re.compile(
    r"(?<![\d.:])(\d{1,2})米(\d{1,2})"
    r"(?!\d|[.:]\d|[一二两三四五六七八九十百千次下个人名年月日岁秒分小时点公层万亿%％元台栏])"
)
"""1米85, but not 50米10秒."""
_HOURS = re.compile(r"(?<![\d.:])(\d{1,3})个?(?:小时|钟头)(?:零|又)?(\d{1,2})分(?![钟之\d]|秒)")
_CRAFT = re.compile("(?<=[神天]舟)([二三]十[一二三四五六七八九]?)号")
"""神舟二十号, which the model calls Shenzhou 2."""
_OCLOCK = re.compile(r"(?<![\d.:])(\d{1,2})(?:点钟|点整)(?!头)")
_DEGREES = r"\d+(?:\.\d+)?(?=[至到~～—–-]+零下\d|\s?(?:摄氏度|℃|°C|度))"
_BELOW_ZERO = re.compile(rf"零下\s?(?={_DEGREES})")
_OF_AGE = re.compile(r"(?<=[\d一二三四五六七八九十])周岁")
_RAISED = re.compile(r"(?<=:\d\d)(?:(点火)?升空|升(?=[为至到]))")
"""3:02升为三级, 12:11升空: 升 is a litre, too."""
_PRESSURE = re.compile(r"(?<=\d)\s?百帕")
_JIN = re.compile(r"(?<=[\dn])斤(?![斤两])")
_HALF_JIN = re.compile("(?<![\\d一二两三四五六七八九十斤])半斤(?![八斤])")
_NAUTICAL = re.compile(rf"(?<=[\dn多余{HAN_DIGIT}十百千]) ?海里(?![斗捞游的有])")
_A_JIN = re.compile("(?<=每)斤")
_ENERGY = re.compile(
    r"(?<=[\dn多]) ?(?:(千|兆|吉|太)瓦·?时|(千|吉)瓦(?!·?[时/特])|(度)电(?![话影脑视子]))"
)
_CHARGE = re.compile(r"(?<=[\d万]) ?(毫)?安·?时(?!期)")
_PIXELS = re.compile(r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)([万亿])像素")
_WATTS = {"千": " kilowatt", "兆": " megawatt", "吉": " gigawatt", "太": " terawatt"}
_QUARTERS = re.compile("(?<![时点第十\\d])([一三])刻钟")
_PER = re.compile(r"(?<=\d)(公里|千米|米)/(小时|秒|时)")
_MONTH = "(1[0-2]|0?[1-9])"
_MONTHS = re.compile(
    rf"(?<![\d.,月日/:-]){_MONTH} ?(?:[-—－–~～]{{1,2}}|[至到]) ?{_MONTH}月份?(?![\d龄大])"
)
"""1—11月, whose first number lacks its unit."""
_COUNTED = (
    "余|多|人|名|位|户|件|家|元|块|美元|欧元|英镑|日元|港|台|架|吨|辆|套|个|只|头|份|张|篇|部|座|处|次|例|起|宗|桶"
    "|平方|亩|公顷|公里|公斤|米|千米|册|点|笔|种|株|棵|支|枚|所|场|封|艘|盎司|箱|床|把|票|海里"
)
_LONG = re.compile(
    rf"(?<![\dA-Za-z.,:：/_#@+·第号码-])([1-9]\d{{4,}})(\.\d+)? ?(?={_COUNTED})(?!点\d)"
)
"""A count of five digits and more; what is dialled or looked up has no unit."""
_RANGE = re.compile(r"(?<=\d)[~～](?=\d)")


def english_measures(text: str) -> str:
    """Return the text with results, months, ages and units that the model gets wrong rewritten.

    >>> english_measures("9秒98，1米85，1小时12分，零下15摄氏度，下午5点钟")
    '9.98秒，1.85米，1小时12分钟，-15摄氏度，下午5:00'
    >>> english_measures("18周岁，940百帕，重80斤，3~4级，120多海里")
    '18岁，940 hPa，重80 jin，3-4级，120多 nautical miles'
    """
    if "秒" in text or "米" in text:
        text = _HIGH.sub(r"\1.\2米", _RUN_IN.sub(_run_in, text))
    text = _LONG.sub(lambda match: f"{int(match[1]):,}{match[2] or ''}", text)
    text = _HOURS.sub(r"\1小时\2分钟", text)
    text = _CRAFT.sub(lambda match: f"{int(small_value(match[1])[0])}号", text)
    text = _OCLOCK.sub(r"\1:00", text)
    if "月" in text:
        text = _MONTHS.sub(r"\1月至\2月", text)
    text = _BELOW_ZERO.sub("-", _RANGE.sub("-", text))
    if "海里" in text or "刻钟" in text:
        text = _NAUTICAL.sub(" nautical miles", _QUARTERS.sub(_quarters, text))
    text = _HALF_JIN.sub(" half a jin", text)
    text = _A_JIN.sub("jin", _JIN.sub(" jin", _OF_AGE.sub("岁", text)))
    if "瓦" in text or "度电" in text:
        text = _ENERGY.sub(_energy, text)
    if "安时" in text or "像素" in text:
        text = _CHARGE.sub(_charge, _PIXELS.sub(_pixels, text))
    if "升" in text:
        text = _RAISED.sub(_raised, text)
    return _PER.sub(_per, _PRESSURE.sub(" hPa", text))


def _run_in(match: re.Match[str]) -> str:
    minutes, seconds, hundredths = match.groups()
    return f"{minutes}:{seconds:0>2}.{hundredths}" if minutes else f"{seconds}.{hundredths}秒"


def _energy(match: re.Match[str]) -> str:
    """Return a unit of energy or power: 3.45 billion千瓦时 was *34.5 billion kwatts of time*."""
    hours, power, _ = match.groups()
    return f"{_WATTS[power]}s" if power else f"{_WATTS[hours or '千']}-hours"


def _raised(match: re.Match[str]) -> str:
    return f"{match[1] or ''}发射" if match[0].endswith("空") else "升级"


def _charge(match: re.Match[str]) -> str:
    return " mAh" if match[1] else " Ah"


def _pixels(match: re.Match[str]) -> str:
    """Return pixels by the million, as English counts them: 1.08亿 were *1.08 billion pixels*."""
    number, unit = Decimal(match[1].replace(",", "")), match[2]
    millions = number * 100 if unit == "亿" else number / 100
    return spaced(match, f"{figure(millions)}-megapixel")


def _quarters(match: re.Match[str]) -> str:
    return "15分钟" if match[1] == "一" else "45分钟"


def _per(match: re.Match[str]) -> str:
    unit, time = match.groups()
    return f"{unit}每{'秒' if time == '秒' else '小时'}"
