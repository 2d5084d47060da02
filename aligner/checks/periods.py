"""Parts of the year and the month: 第三季度, 上半年, 秋天, 中旬 against another of the same kind.

Each kind is a closed class, so a finding needs members on both sides and none in common. What the
source leaves open (年初, a fall that may be a decline) is no member, and neither is a name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aligner.bitext import SegmentPair
from aligner.checks.finding import Finding, Severity
from aligner.document import Span
from aligner.text.late_regex import late_regex

Found = dict[str, list[Span]]
"""The members of a class in a text and where they stand."""


@dataclass(frozen=True, slots=True)
class _Class:
    """One closed class: the words of each member in both languages.

    ``more`` are English words that may stand for a member but say it too loosely to deny another.
    """

    zh: tuple[tuple[str, re.Pattern[str]], ...]
    en: tuple[tuple[str, re.Pattern[str]], ...]
    more: tuple[tuple[str, re.Pattern[str]], ...] = ()


def _members(*rows: tuple[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, late_regex(words)) for name, words in rows)


_MONTH = (
    r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|March|Mar\.|April|Apr\.|May|June|July|Aug(?:ust|\.)"
    r"|Sept(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.)"
    r"|(?:this|last|next|the) month)"
)
_OF_MONTH = rf"(?:\s(?:of|in))?(?:\sthe month of)?[\s-]{_MONTH}"
_QUARTER = r"[\s-](?:calendar |fiscal |financial )?quarters?\b(?!-?final)"
_HALF = r"[\s-]half\b"
_CLASSES = (
    _Class(
        _members(
            ("Q1", "(?:第?[一1]|首[个個]?)季度?(?!稻)|Q1"),
            ("Q2", "第?[二2]季度?(?!稻)|次季|Q2"),
            ("Q3", "第?[三3]季度?(?!稻)|Q3"),
            ("Q4", "第?[四4]季度?|末季|Q4"),
        ),
        _members(
            ("Q1", rf"(?i:\b(?:first|1st|opening){_QUARTER}|\bQ1\b|\b1Q)"),
            ("Q2", rf"(?i:\b(?:second|2nd){_QUARTER}|\bQ2\b|\b2Q)"),
            ("Q3", rf"(?i:\b(?:third|3rd){_QUARTER}|\bQ3\b|\b3Q)"),
            ("Q4", rf"(?i:\b(?:fourth|4th|final|last){_QUARTER}|\bQ4\b|\b4Q)"),
        ),
    ),
    _Class(
        _members(("H1", "上半[年场場]|前半[年段]"), ("H2", "下半[年场場]|[后後]半[年段]")),
        _members(
            ("H1", rf"(?i:\bfirst{_HALF}|\bH1\b)"),
            ("H2", rf"(?i:\b(?:second|latter|other){_HALF}|\bH2\b)"),
        ),
        _members(
            (
                "H1",
                "(?i:half-time|halftime|first six months|(?<!second )(?<!latter )half|January"
                "|mid-?year|interval)",
            ),
            ("H2", "(?i:half-time|halftime|last six months|after the (?:break|interval)|later)"),
        ),
    ),
    _Class(
        _members(
            (
                "spring",
                "(?<![青回新])春(?:季|天|夏|秋|冬)|(?<=年)春(?!节|節|运|運|晚)|[今去明]春(?!节|節)",
            ),
            ("summer", "夏(?:季|天|秋|日里)|春夏|[今去明]夏|(?<=年)夏"),
            ("autumn", "秋(?:季|天|冬)|[春夏]秋|[今去明]秋|(?<=年)秋"),
            ("winter", "冬(?:季|天|春)|[秋]冬|[今去明]冬|(?<=年)冬"),
        ),
        _members(
            ("spring", r"\bspring(?:time)?\b(?!s?\s(?:roll|water|up|from|to))"),
            ("summer", r"\bsummer(?:time)?s?\b"),
            ("autumn", r"\bautumn\b"),
            ("winter", r"\bwinter(?:time)?s?\b"),
        ),
        _members(
            ("spring", "(?i:spring)"),
            ("summer", "(?i:summer)"),
            ("autumn", "(?i:autumn|fall)"),
            ("winter", "(?i:winter)"),
        ),
    ),
    _Class(
        _members(("early", "上旬|月初(?!版)"), ("middle", "中旬"), ("late", "下旬|月底|月末")),
        _members(
            ("early", rf"(?i:\b(?:early|beginning|start|first ten days){_OF_MONTH})"),
            ("middle", rf"(?i:\b(?:mid|middle){_OF_MONTH})"),
            ("late", rf"(?i:\b(?:late|end|last ten days){_OF_MONTH})"),
        ),
        _members(
            ("early", "(?i:early|earlier|beginning|first|start)"),
            ("middle", r"(?i:\bmid|middle|second)"),
            ("late", r"(?i:late|\bend|last|third|remain)"),
        ),
    ),
    _Class(
        _members(
            ("early", "年代(?:初|早期|前期)|世[纪紀]初"),
            ("middle", "年代中"),
            ("late", "年代(?:末|[后後]期|晚期)"),
        ),
        _members(
            ("early", r"(?i:\bearly[\s-](?:(?:19|20|18)\d0s|['’‘]\d0s|\w+ies\b))"),
            ("middle", r"(?i:\bmid[\s-](?:(?:19|20|18)\d0s|['’‘]\d0s|\w+ies\b))"),
            ("late", r"(?i:\blate[\s-](?:(?:19|20|18)\d0s|['’‘]\d0s|\w+ies\b))"),
        ),
        _members(
            ("early", "(?i:early|beginning)"), ("middle", "(?i:mid)"), ("late", "(?i:late|end)")
        ),
    ),
)
_MAYBE = late_regex("季|[上下前后後]半|[春夏秋冬]|旬|月[初底末]|年代|Q[1-4]")


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter, a half, a season or a part of the month or decade that stands as another one."""

    name: str = "period"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return a finding for each class of which both sides have members and none in common."""
        if not _MAYBE.search(pair.src):
            return ()
        return tuple(self._findings(pair))

    def _findings(self, pair: SegmentPair) -> Iterator[Finding]:
        for each in _CLASSES:
            ours = _find(each.zh, pair.src)
            theirs = _find(each.en, pair.tgt) if ours else {}
            told = set(theirs) | set(_find(each.more, pair.tgt) if theirs else ())
            if not theirs or told & set(ours):
                continue
            places = tuple(s for spans in ours.values() for s in spans)
            others = tuple(s for spans in theirs.values() for s in spans)
            zh = ", ".join(pair.src[s.start : s.end] for s in places)
            en = ", ".join(f'"{pair.tgt[s.start : s.end]}"' for s in others)
            message = f"{zh} ↔ {en}"
            yield Finding(self.name, "numbers", Severity.MAJOR, message, places, others)


def _find(members: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> Found:
    found: Found = {}
    for name, pattern in members:
        spans = [Span(*match.span()) for match in pattern.finditer(text)]
        if spans:
            found[name] = spans
    return found
