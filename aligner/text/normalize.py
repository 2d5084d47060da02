"""Normalisation that never changes meaning: widths, spaces, quotes, half-width marks in Chinese.

NFC, not NFKC: ① ㎡ ½ ™ mean something and stay. Chinese keeps ，。！？；：（）“”. Idempotent. What
this module does not do: convert traditional characters (``script.to_simplified``), or correct.
"""

import re
import unicodedata

from aligner.lang import Lang
from aligner.text.script import HAN

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb\ufffe\uffff]")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0001]")
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000 ]+")
_LINE_EDGE_SPACE = re.compile(r" *(\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]) *")
_HAN_SPACE = re.compile(f"(?<=[{HAN}，。！？；：、（）《》“”]) (?=[，。！？；：、）》”])")

# Letters and digits, and the signs that belong to figures and addresses. Full-width marks that
# Chinese uses (！（），：；？) stay in Chinese and are made half-width in English.
_WIDE_ALNUM = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}
_WIDE_ALNUM |= {code: code - 0xFEE0 for code in range(0xFF21, 0xFF3B)}
_WIDE_ALNUM |= {code: code - 0xFEE0 for code in range(0xFF41, 0xFF5B)}
_WIDE_SIGNS = {
    ord(wide): ord(narrow) for wide, narrow in zip("％＋＃＄＆＊＠＝", "%+#$&*@=", strict=True)
}
_WIDE_MARKS = {
    ord(wide): narrow
    for wide, narrow in zip("，。！？；：（）、［］｛｝＂＇／－", ",.!?;:(),[]{}\"'/-", strict=True)
}

_QUOTES_ZH = {
    ord("〝"): "“",
    ord("〞"): "”",
    ord("〟"): "”",
    ord("＂"): '"',
    ord("｡"): "。",
    ord("､"): "、",
}
_QUOTES_EN = {
    ord("„"): "“", ord("‟"): "“", ord("〝"): "“", ord("〞"): "”", ord("‛"): "‘", ord("‚"): "‘",
    ord("「"): "“", ord("」"): "”", ord("『"): "‘", ord("』"): "’",
}  # fmt: skip

_BETWEEN_HAN = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HALF_MARK = re.compile(rf"(?<=[{HAN}”’》）」』])[,;:?!](?=\s?[{HAN}“‘《（「『]|\s*$)", re.M)
_HALF_STOP = re.compile(rf"(?<=[{HAN}”’》）」』])[.．](?=\s*$)", re.M)
_HALF_BRACKET = re.compile(rf"\(([^()（）\n]*[{HAN}][^()（）\n]*)\)")
_STRAIGHT = re.compile(r'"([^"\n]*)"')
_DOTS = re.compile(rf"(?<=[{HAN}，。！？”’])(?:\.{{3,}}|。{{3,}}|…(?!…)(?<!……))")
_WIDE_NUMBER_MARK = re.compile("(?<=[0-9])[．，：／－](?=[0-9])")
_NUMBER_MARKS = {"．": ".", "，": ",", "：": ":", "／": "/", "－": "-"}


def normalize(text: str, lang: Lang) -> str:
    """Return ``text`` with one form for each thing that has several; twice is the same as once.

    Line ends are kept as they are, so the number of lines is the same.
    """
    text = unicodedata.normalize("NFC", text)
    text = _INVISIBLE.sub("", _CONTROL.sub("", text))
    text = text.translate(_WIDE_ALNUM).translate(_WIDE_SIGNS)
    text = _chinese(text) if lang == "zh" else _english(text)
    text = _LINE_EDGE_SPACE.sub(r"\1", _SPACES.sub(" ", text)).strip(" ")
    return unicodedata.normalize("NFC", text)


def _english(text: str) -> str:
    return text.translate(_WIDE_MARKS).translate(_QUOTES_EN)


def _chinese(text: str) -> str:
    text = text.translate(_QUOTES_ZH)
    text = _WIDE_NUMBER_MARK.sub(lambda match: _NUMBER_MARKS[match[0]], text)
    text = _HALF_MARK.sub(lambda match: _BETWEEN_HAN[match[0]], text)
    return _HALF_BRACKET.sub(r"（\1）", text)
