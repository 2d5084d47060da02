"""Quotation marks: “…” 「…」『…』 in the source against any English style.

Counts spans, not marks. English that quotes more than the source usually turned a 《》 title or a
nickname into quotes, so additions count only where the source has neither. Names in quotes
(飓风“汉娜”, “辽宁”号) lose them in good English, so what somebody said is checked apart.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from aligner.bitext import SegmentPair
from aligner.checks.finding import Finding, Severity
from aligner.document import Span

_ZH = re.compile(r"“[^“”]*”|「[^「」]*」|『[^『』]*』|\"[^\"]*\"|〝[^〞]*〞|＂[^＂]*＂|‘[^‘’]*’")
_ZH_ANY = re.compile(r"[“「『\"〝＂‘]")
_ZH_OPEN = re.compile(r"[“「『〝]")
_ZH_CLOSE = re.compile(r"[”」』〞]")
_EN_DOUBLE = re.compile(r"[“”\"„«»]|``|''|&quot;")
_EN_SINGLE = re.compile(
    r"(?<![\w.])['‘`](?=\w)(?:[^'‘’]|(?<=\w)['’](?=\w))*?(?<=[\w.,!?])['’](?!\w)"
)
_TITLES = re.compile(r"[《〈]")


@lru_cache(maxsize=256)
def source_quotes(src: str) -> tuple[Span, ...]:
    """Return the quoted spans of a Chinese text, marks included."""
    if _ZH_ANY.search(src) is None:
        return ()
    return tuple(Span(*match.span()) for match in _ZH.finditer(src) if len(match[0]) > 2)


def has_quotes(tgt: str) -> bool:
    """Tell whether an English text quotes anything."""
    return _EN_DOUBLE.search(tgt) is not None or _EN_SINGLE.search(tgt) is not None


def count_quotes(tgt: str) -> int:
    """Return how many spans an English text quotes; an unclosed one counts."""
    return (len(_EN_DOUBLE.findall(tgt)) + 1) // 2 + len(_EN_SINGLE.findall(tgt))


_LONG_QUOTE = 12
_SPEECH_END = re.compile(r"[。！？，!?,.][”」』\"]")


def speech(src: str) -> tuple[Span, ...]:
    """Return the quoted spans that are what somebody said, not a name or a word in quotes."""
    return tuple(
        span
        for span in source_quotes(src)
        if span.end - span.start > _LONG_QUOTE
        or src[max(0, span.start - 1) : span.start] in {"：", ":"}
        or _SPEECH_END.search(src[span.end - 2 : span.end])
    )


_NAME_END = re.compile(
    "(?:[大峰年展晚]会|(?:研讨|讨论|博览|音乐|发布|座谈|招待|运动|演唱|推介|交流|恳谈)会|会议|论坛|[展赛杯园馆奖]"
    "|展览|[^环细情季]节|基金|委员会|协会|联盟|公司|中心|办公室|研究所|学院|大学|法案|[^说做看想办方用]法|条例"
    '|公约|协[定议]|宣言|项目|计划|工程|行动|活动|系统|平台|系列|证书|称号|基地|示范区|实验室)\\s?[”」』"]'
)
_INSIDE = re.compile("[，。！？；,!?;]")


def said(src: str) -> tuple[Span, ...]:
    """Return the quoted speech without long names of events, bodies, prizes and laws.

    English has no marks around those: “第二届港口与航运研讨会”.
    """
    return tuple(span for span in speech(src) if not _is_name(src, span))


def _is_name(src: str, span: Span) -> bool:
    words = src[span.start : span.end]
    before = src[max(0, span.start - 1) : span.start]
    if before and before in "：:说称道问喊":
        return False
    return _NAME_END.search(words[-6:]) is not None and not _INSIDE.search(words)


@dataclass(frozen=True, slots=True)
class QuotesLost:
    """The source quotes what somebody said and the English does not quote at all."""

    name: str = "quotes-lost"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return a finding if no quotation mark of the source is left."""
        spans = said(pair.src)
        if not spans or has_quotes(pair.tgt) or not pair.tgt.strip():
            return ()
        words = ", ".join(_clip(pair.src[span.start : span.end]) for span in spans)
        message = f"quotation marks lost: {words}"
        return (Finding(self.name, "typographical", Severity.MAJOR, message, spans),)


@dataclass(frozen=True, slots=True)
class WordQuotesLost:
    """The source sets a word or a name in quotation marks and the English quotes nothing."""

    name: str = "word-quotes-lost"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return a finding if no mark is left; English often drops those of names."""
        if said(pair.src):
            return ()
        spans = source_quotes(pair.src)
        if not spans or has_quotes(pair.tgt) or not pair.tgt.strip():
            return ()
        words = ", ".join(_clip(pair.src[span.start : span.end]) for span in spans)
        message = f"quotation marks lost: {words}"
        return (Finding(self.name, "typographical", Severity.MINOR, message, spans),)


@dataclass(frozen=True, slots=True)
class QuotesFewer:
    """The English keeps some of the quotations and loses others."""

    name: str = "quotes-fewer"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return a finding if fewer spans are quoted than in the source."""
        spans = source_quotes(pair.src)
        count = count_quotes(pair.tgt) if spans else 0
        if not 0 < count < len(spans):
            return ()
        message = f"{len(spans)} quotations in the source, {count} in the English"
        return (Finding(self.name, "typographical", Severity.MINOR, message, spans),)


@dataclass(frozen=True, slots=True)
class QuotesAdded:
    """The English quotes and the source has neither quotes nor titles."""

    name: str = "quotes-added"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return a finding if double quotation marks come from nowhere."""
        if '"' not in pair.tgt and pair.tgt.isascii():
            return ()
        if not pair.src.strip() or _QUOTED_SOURCE.search(pair.src):
            return ()
        spans = tuple(Span(*match.span()) for match in _EN_PAIR.finditer(pair.tgt))
        if not spans:
            return ()
        words = ", ".join(_clip(pair.tgt[span.start : span.end]) for span in spans)
        message = f"quoted only in the English: {words}"
        return (Finding(self.name, "typographical", Severity.MINOR, message, (), spans),)


_QUOTED_SOURCE = re.compile(r"[“”「」『』\"〝〞＂‘’'《》〈〉`]|[：:]")
_EN_PAIR = re.compile(r"“[^“”]+”|\"[^\"]+\"")


@dataclass(frozen=True, slots=True)
class QuotesUnbalanced:
    """The English opens a quotation it does not close, or the reverse; the source does not."""

    name: str = "quotes-unbalanced"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return a finding for an odd number of double marks over a balanced source."""
        if '"' not in pair.tgt and pair.tgt.isascii():
            return ()
        marks = tuple(Span(*match.span()) for match in _EN_MARK.finditer(pair.tgt))
        inches = len(_INCHES.findall(pair.tgt))
        # 5" may be inches or end "Vision 2030": only what is odd either way lacks a mark.
        if len(marks) % 2 == 0 or inches % 2 or _unbalanced_source(pair.src):
            return ()
        message = f"{len(marks)} quotation marks in the English: one is missing"
        return (Finding(self.name, "typographical", Severity.MINOR, message, (), marks),)


_EN_MARK = re.compile(r"[\"“”]")
_INCHES = re.compile(r"\d\"")


def _unbalanced_source(src: str) -> bool:
    return len(_ZH_OPEN.findall(src)) != len(_ZH_CLOSE.findall(src)) or src.count('"') % 2 == 1


def _clip(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:27]}..."
