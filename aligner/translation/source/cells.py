"""What stands alone in a cell of a table: 河南, 同比, 约2万只, 2015年, （亿元）.

A small model makes a phrase of it: *river south*, *than the same period last year*, *About 20,000
only*, *In 2015*. Only the whole of a segment is meant here, and units in brackets behind it.
"""

import re
from decimal import Decimal
from functools import cache
from pathlib import Path

from aligner.text.numerals_zh import read_number
from aligner.translation.source.figure import figure
from aligner.translation.tables import read_table

_TABLE = Path(__file__).with_name("cells.tsv")
_BOUNDS = {
    "约": "About",
    "大约": "About",
    "近": "Nearly",
    "将近": "Nearly",
    "逾": "Over",
    "超": "Over",
    "超过": "Over",
    "不足": "Less than",
    "不到": "Less than",
    "至少": "At least",
    "最多": "At most",
}
_AMOUNT = re.compile(
    rf"(?P<bound>{'|'.join(sorted(_BOUNDS, key=len, reverse=True))})?"
    r"(?P<amount>\d[\d,.]*[万亿]?)(?P<more>[多余])?(?P<end>%|[只个头条件项种座栋张部名])?"
)
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_QUARTER = re.compile("第?([一二三四1-4])季度?")
_SIZES = {"万": "10,000", "亿": "100 million", "千": "1,000", "百万": "million"}
_KINDS = {
    "元": "yuan",
    "港元": "Hong Kong dollars",
    "欧元": "euros",
    "人": "people",
    "人次": "visits",
    "户": "households",
    "辆": "vehicles",
    "台": "units",
    "套": "units",
    "件": "items",
    "只": "head",
    "头": "head",
    "吨": "metric tons",
    "桶": "barrels",
    "千瓦": "kW",
    "千瓦时": "kWh",
    "立方米": "cubic meters",
    "平方米": "square meters",
    "平方公里": "square kilometers",
    "公顷": "hectares",
    "亩": "mu",
    "股": "shares",
}
_ALONE = {
    "元": "yuan", "万": "10,000s", "亿": "100 millions", "千": "1,000s", "人": "people",
    "岁": "years", "公里": "km", "米": "m", "吨": "metric tons", "公斤": "kg", "亩": "mu",
    "公顷": "hectares",
    "小时": "hours", "分钟": "minutes", "平方米": "square meters", "平方公里": "square kilometers",
    "亿美元": "$100 million", "万美元": "$10,000", "百万美元": "$ million", "美元": "U.S. dollars",
    "个百分点": "percentage points", "元/吨": "yuan per metric ton", "摄氏度": "degrees Celsius",
}  # fmt: skip
_UNIT = re.compile(rf"(?P<size>{'|'.join(_SIZES)})(?P<kind>{'|'.join(_KINDS)})")
_NAMED_UNIT = re.compile("(?:计量)?单位[:：] ?")


def cell(text: str) -> str:
    """Return what stands alone in a cell in English; ``""`` if no rule knows it.

    >>> cell("河南"), cell("约2万只"), cell("2015年"), cell("不足3%"), cell("35万辆")
    ('Henan', 'About 20,000', '2015', 'Less than 3%', '')
    """
    if year := _YEAR.fullmatch(text):
        return year[1]
    if quarter := _QUARTER.fullmatch(text):
        return f"Q{'一二三四1234'.index(quarter[1]) % 4 + 1}"
    if (match := _AMOUNT.fullmatch(text)) and (match["bound"] or match["end"] or match["more"]):
        return _amount(match)
    return _words().get(text, "")


def unit(text: str) -> str:
    """Return a unit of a table in English, as it stands in brackets; ``""`` if it is none.

    >>> unit("万千瓦"), unit("单位：亿元"), unit("万"), unit("图")
    ('10,000 kW', 'Unit: 100 million yuan', '10,000s', '')
    """
    named = _NAMED_UNIT.match(text)
    core = text[named.end() :] if named else text
    match = _UNIT.fullmatch(core)
    english = f"{_SIZES[match['size']]} {_KINDS[match['kind']]}" if match else _ALONE.get(core, "")
    return f"Unit: {english}" if named and english else english


def _amount(match: re.Match[str]) -> str:
    reading = read_number(match["amount"], 0)
    if reading is None or reading.end != len(match["amount"]) or reading.high is not None:
        return ""
    plain = match["amount"][-1] not in "万亿"
    amount = match["amount"] if plain else figure(Decimal(str(reading.value)))
    bound = _BOUNDS.get(match["bound"] or "", "Over" if match["more"] else "")
    percent = "%" if match["end"] == "%" else ""
    return f"{bound} {amount}{percent}".strip()


@cache
def _words() -> dict[str, str]:
    return read_table(_TABLE, "cells")
