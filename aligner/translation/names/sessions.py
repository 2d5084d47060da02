"""Sessions of China's congress, advisers and party: 十四届全国人大三次会议, 二十届三中全会.

A small model keeps the body and drops which session it was (*The 14th National People's Congress
opened*), and makes a party congress of a plenum. In English it copies the name.
"""

import re
from collections.abc import Iterator

from aligner.document import Span
from aligner.text.numerals_zh import small_value
from aligner.translation.english.typography import ordinal
from aligner.translation.names.name_table import Name

_NUMERAL = r"[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]|\d{1,2}"
_TERM = rf"第?(?P<term>{_NUMERAL})届"
_NTH = rf"第?(?P<session>{_NUMERAL})次(?:全体)?会议"
_SESSIONS = (
    (re.compile(rf"{_TERM}全国(?:人民代表大会|人大){_NTH}"), "National People's Congress", "NPC"),
    (re.compile(rf"全国(?:人民代表大会|人大){_TERM}{_NTH}"), "National People's Congress", "NPC"),
    (re.compile(rf"全国政协{_TERM}{_NTH}"), "CPPCC National Committee", "CPPCC"),
    (
        re.compile(rf"(?:人民政协|中国人民政治协商会议|政协){_TERM}全国委员会{_NTH}"),
        "CPPCC National Committee",
        "CPPCC",
    ),
)
_PLENUM = re.compile(
    rf"(?:中国共产党|中共|党的)?{_TERM}(?:(?P<session>[一二三四五六七八九])中全会"
    rf"|中央委员会第(?P<full>{_NUMERAL})次全体会议)"
)
_WORDS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split()  # noqa: SIM905


def sessions(text: str) -> Iterator[Name]:
    """Yield the sessions that a simplified text names, with what they may be in English.

    >>> [name.spellings[0] for name in sessions("十四届全国人大三次会议开幕")]
    ["third session of the 14th National People's Congress"]
    """
    if "届" not in text:
        return
    for pattern, body, short in _SESSIONS:
        for match in pattern.finditer(text):
            term = ordinal(_value(match["term"]))
            ends = (f"of the {term} {body}", f"of the {term} {short}", f"of the {body}")
            yield _name(match, match["session"], "session", ends)
    for match in _PLENUM.finditer(text):
        term = ordinal(_value(match["term"]))
        body = f"of the {term} CPC Central Committee"
        ends = (body, f"of the {term} Central Committee", f"of the {term} Party Central Committee")
        yield _name(match, match["session"] or match["full"], "plenary session", (*ends, ""))


def _name(match: re.Match[str], session: str, kind: str, ends: tuple[str, ...]) -> Name:
    number = _value(session)
    ways = [ordinal(number)]
    if number < len(_WORDS):
        ways.insert(0, _WORDS[number])
    kinds = (kind, "plenum") if kind != "session" else (kind, "annual session", "meeting")
    spellings = (f"{way} {one} {end}".strip() for end in ends for one in kinds for way in ways)
    return Name(Span(*match.span()), tuple(spellings))


def _value(numeral: str) -> int:
    return int(numeral) if numeral.isdecimal() else int(small_value(numeral)[0])
