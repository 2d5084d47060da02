"""Normalisation that never changes meaning: widths, spaces, quotes, half-width marks in Chinese.

NFC, not NFKC: ① ㎡ ½ ™ mean something and stay. Chinese keeps ，。！？；：（）“” and gets them
where ASCII marks stand between Han; a space between two Han characters stays, since headlines and
bylines need it. Idempotent, and the number of lines stays. What this module does not do: convert
traditional characters (``script.to_simplified``), or correct mistakes.
"""

import re
import unicodedata

from aligner.lang import Lang
from aligner.text.brackets import match_pairs
from aligner.text.script import HAN

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb\ufffe\uffff]")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000 ]+")
_LINE_EDGE_SPACE = re.compile(r" *(\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]) *")
_LOOKALIKE = re.compile("[\u2e80-\u2fd5\ufb00-\ufb06]")  # radicals as characters, ligatures

_ALNUM = [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]
_WIDE = {code: code - 0xFEE0 for code in _ALNUM} | str.maketrans("％＋＃＄＆＊＠＝", "%+#$&*@=")

_MARKS_ZH = str.maketrans("〝〞〟＂｡､", '“””"。、')
_MARKS_EN = str.maketrans("，。！？；：（）、［］｛｝＂＇／－", ",.!?;:(),[]{}\"'/-")
_QUOTES_EN = str.maketrans("„‟〝〞〟‛‚「」『』", "“““””‘‘“”‘’")
_GLUED_EN = re.compile(r"([，。！？；：、])(?=[A-Za-z])")

_AFTER = rf"(?<=[{HAN}”’》）」』】])"
_BEFORE = rf"(?=\s?[{HAN}“‘《（「『【]|\s*$)"
_HALF_MARK = re.compile(rf"{_AFTER}[,;:?!]{_BEFORE}", re.MULTILINE)
_HALF_STOP = re.compile(rf"{_AFTER}[.．](?=\s*$)", re.MULTILINE)
_FULL_MARKS = str.maketrans(",;:?!.．", "，；：？！。。")
_HALF_BRACKET = re.compile(rf"\(([^()（）\n]*[{HAN}][^()（）\n]*)\)")
_DOTS = re.compile(rf"(?<=[{HAN}，！？”’])(?:\.{{3,}}|。{{3,}})")
_WIDE_THOUSANDS = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_NUMBER_MARK = re.compile("(?<=[0-9])[．：／－](?=[0-9])")
_NARROW_MARKS = str.maketrans("．：／－", ".:/-")
_SPACE_BEFORE = re.compile(r"(?<=\S) (?=[，。！？；：、）》」』】])")
_SPACE_AFTER = re.compile(r"(?<=[，。！？；：、（《「『【]) (?=\S)")
_SPACE_IN_QUOTES = re.compile(rf"(?<=[“‘]) (?=[{HAN}])|(?<=[{HAN}，。！？；：、…]) (?=[”’])")


def normalize(text: str, lang: Lang) -> str:
    """Return ``text`` with one form for each thing that has several.

    Twice is the same as once; line ends are kept as they are.
    """
    text = _INVISIBLE.sub("", _CONTROL.sub("", unicodedata.normalize("NFC", text)))
    text = _LOOKALIKE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    text = _WIDE_THOUSANDS.sub(",", text).translate(_WIDE)
    text = _LINE_EDGE_SPACE.sub(r"\1", _SPACES.sub(" ", text)).strip(" ")
    text = _chinese(text) if lang == "zh" else _english(text)
    return unicodedata.normalize("NFC", text)


def _english(text: str) -> str:
    text = _GLUED_EN.sub(r"\1 ", text)
    text = text.translate(_MARKS_EN).translate(_QUOTES_EN)
    return text.replace("``", "“").replace("''", "”")


def _chinese(text: str) -> str:
    text = text.translate(_MARKS_ZH)
    text = _NUMBER_MARK.sub(lambda match: match[0].translate(_NARROW_MARKS), text)
    if '"' in text:
        text = "".join(_curl(line) for line in text.splitlines(keepends=True))
    text = _DOTS.sub("……", text)
    text = _HALF_BRACKET.sub(r"（\1）", text)
    for pattern in (_HALF_MARK, _HALF_STOP):
        text = pattern.sub(lambda match: match[0].translate(_FULL_MARKS), text)
    for pattern in (_SPACE_BEFORE, _SPACE_AFTER, _SPACE_IN_QUOTES):
        text = pattern.sub("", text)
    return text


_HAS_HAN = re.compile(f"[{HAN}]")


def _curl(line: str) -> str:
    """Turn pairs of straight quotes around Chinese into “ and ”."""
    pairs = match_pairs(line)
    marks = list(line)
    for opened, closed in pairs.items():
        if line[opened] == '"' and _HAS_HAN.search(line, opened, closed):
            marks[opened], marks[closed] = "“", "”"
    return "".join(marks)
