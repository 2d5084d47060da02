"""Years and telephone numbers that a translation writes like amounts: *from 2012 to 2,018*."""

import re

from aligner.checks.quantities import source_quantities
from aligner.text.script import HAN

_YEAR = r"(?:1[1-9]\d\d|20\d\d)"
_SOURCE_YEAR = re.compile(
    rf"(?<![\d.,])({_YEAR})(?=\s?年|\s?[-–—―~～至到]\s?{_YEAR}(?![\d.,]))"
    rf"|(?<={_YEAR}[-–—―~～至到])({_YEAR})(?![\d.,])"
)
_WRITTEN = re.compile(r"(?<![\d.,$€£¥])([12]),(\d{3})(?!,?\d|\.\d|[ -]years?\b)")


def plain_years(source: str, text: str) -> str:
    """Return the text with the years of the source, and nothing else, without a comma.

    A number that the source has as an amount too is left alone, and so are years that are counted.

    >>> plain_years("从2012年到2018年投资1998元", "from 2012 to 2,018, 1,998 yuan")
    'from 2012 to 2018, 1,998 yuan'
    """
    if not _WRITTEN.search(text):
        return text
    years = {first or second for first, second in _SOURCE_YEAR.findall(source)}
    amounts = set(re.findall(r"\d[\d.]*", _SOURCE_YEAR.sub("", source)))
    plain = years - amounts

    def without_comma(match: re.Match[str]) -> str:
        year = match[1] + match[2]
        return year if year in plain else match[0]

    return _WRITTEN.sub(without_comma, text) if plain else text


_GIVEN = re.compile(r"(?<![\d.,$€£¥-])((?:19|20)\d\d)(?![\d%]|[.,]\d)")
_RELATIVE = re.compile("[今去明前后同当本]年|年[底初末中]|世纪|年代|民国|上月|届")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


def years_added(source: str, text: str) -> int:
    """Return how many years the translation names that nothing in the source can be.

    Of 4,000 references of two test sets six lines had one, from what their translators knew; of as
    many outputs six, all of them wrong.

    >>> years_added("山东队首次夺冠", "Shandong won for the first time in 2011")
    1
    >>> years_added("2千人报名", "2000 people signed up")
    0
    >>> years_added("去年以来，08年、二〇一二年", "since 2010, 2008 and 2012")
    0
    """
    years = _GIVEN.findall(text)
    if not years or _RELATIVE.search(source):
        return 0
    known = source.translate(_DIGITS)
    figures = set(re.findall(r"\d+", known))
    amounts = {quantity.value for quantity in source_quantities(source)}
    return sum(
        year not in known and year[2:] not in figures and int(year) not in amounts for year in years
    )


_CALL = (
    "(?:拨打|(?<![调划下])拨(?![款付])|致电|热线|电话|专线|号码|邮编|代码|代号|编号|传真|查询)"
    r"[^\d，。；]{0,4}"
)
_IN_GROUPS = re.compile(rf"{_CALL}(\d{{2,4}}(?:[ -]\d{{3,4}}){{1,2}})(?![\d.,])")
"""Telephone numbers of Hong Kong, Singapore and Taiwan: 3661 1500."""
_POSTCODE = re.compile(r"(?<=[a-z] |[a-z],)(?:(?<=,) )?(\d{4,6})(?= [A-Z][a-z]|\s*\Z)")
"""A number in an address of Latin letters: Jalan Bandar, 30000 Ipoh."""
_CALLED = re.compile(
    rf"{_CALL}"
    r"(\d{4,12})(?![\d.,个余多次里顶吨万亿元件台辆条名户起通]|人(?!工)|公[里斤顷])"
)
"""What is dialled or looked up: 客运专线1200公里 and 接听电话12000次 are none."""


_MODEL = re.compile(
    rf"(?<=[{HAN}A-Za-z])(?<![近约逾超达有共为至到了增减过计足满出升降涨跌])(\d{{4,5}})"
    r"(?=[，。、；：”》）)的是]|\Z"
    r"| ?(?:芯片|处理器|系列|手机|采用|搭载|平台|将|性能|在|和|与|已|量产|型))"
)
"""A number behind a name and before nothing that it counts: 天枢9000, 麒麟9000芯片."""


def plain_codes(source: str, text: str) -> str:
    """Return the text with the telephone numbers and codes of the source without commas.

    So are numbers of models, behind a name with a capital: Dubhe 9000.

    >>> plain_codes("可拨打12377举报", "You can dial 12,377 to report it.")
    'You can dial 12377 to report it.'
    >>> plain_codes("致电3661 1500", "call 3,6611,500")
    'call 3661 1500'
    """
    for number in _IN_GROUPS.findall(source):
        digits = re.sub(r"\D", "", number)
        spread = r"[ ,.-]{0,2}".join(digits)
        text = re.sub(rf"(?<![\d,.-]){spread}(?![,.-]?\d)", number, text)
    for code in (*_CALLED.findall(source), *_POSTCODE.findall(source)):
        text = re.sub(rf"(?<![\d,.]){int(code):,}(?![,.]?\d)", code, text)
    for number in set(_MODEL.findall(source)):
        written = rf"(\b[A-Z][\w'’-]* ){int(number):,}(?![,.]?\d|%)"
        text = re.sub(written, rf"\g<1>{number}", text)
    return text
