"""A figure that is said of the opposite: 增长5% as "fell 5 percent", 5死8伤 as "8 dead, 5 injured".

Numbers that changed places are all there, so only what each is said of can tell. Looks where both
languages say it right beside the figure, and at figures that stand once on either side. A figure
between two words that contradict each other is let pass. A whole sentence is of the opposite where
all that moves in one language goes up, and in the other down (``directions.py``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from aligner.bitext import SegmentPair
from aligner.checks.directions import turned_direction
from aligner.checks.finding import Finding, Severity
from aligner.checks.quantities import by_values, source_quantities, surface, target_quantities
from aligner.text.quantity import Quantity

_KINDS = frozenset({"number", "percent", "points", "money"})
_NEARLY_ZH = (
    r"(?:了|大?[约約]|近|逾|超过?|超過|至少|高?[达達]到?|不足|为|為|是|有|占|仅|僅|只有|[至到])*\Z"
)
_NEARLY_EN = (
    r"\s(?:(?:by|about|around|nearly|almost|some|over|roughly|at least|more than|an?|only|just"
    r"|another|to|approximately|as (?:many|much) as|up to|sharply|slightly|further)\s)*\Z"
)
_OF_THEM = r"[多余餘]?(?:[人名位例](?:[^，。；、,;\d和与及并]{0,6}?))?"
_WORDS_ON = r"(?:\s(?!and\b|but\b|with\b|while\b|or\b|as\b|who\b|in\b)[A-Za-z'’-]+){0,3}?\s"


@dataclass(frozen=True, slots=True)
class _Side:
    """What one thing is called in both languages, before a figure and after it."""

    zh_before: str
    zh_after: str
    en_before: str
    en_after: str


_GROUPS: tuple[dict[str, _Side], ...] = (
    {
        "up": _Side(
            "(?<![负負])(?:增[长長加]|上[升涨漲]|提高|[攀飙飆回]升|大[增涨漲]|[增涨漲升]幅|同比增|环比增|升值)",
            "",
            r"\b(?:rose|rises?|risen|rising|gr(?:ew|own|ows|owing)|increas(?:ed|es|ing)|climb(?:ed|s|ing)"
            r"|jump(?:ed|s|ing)|surg(?:ed|es|ing)|soar(?:ed|s|ing)|(?<!made )(?<!make )"
            r"(?<!makes )up"
            r"|appreciat(?:ed|es|ing)|(?:increase|rise|grow|climb)(?=\s(?:by|to)\b)"
            r"|(?:increase|rise|growth|gain|jump)s? of)",
            r"\s(?:increase|rise|growth|gain|jump|higher|up\b(?!\sto))\b",
        ),
        "down": _Side(
            "(?:下[降跌滑]|减少|減少|降低|回落|[锐銳暴大][减減跌]|[降跌减減]幅|同比降|环比降|[贬貶]值)",
            "",
            r"\b(?:fell|falls?|fallen|falling|declin(?:ed|es|ing)|dropp(?:ed|ing)|drops|slipp(?:ed|ing)"
            r"|decreas(?:ed|es|ing)|slid|plung(?:ed|es|ing)|plummet(?:ed|s|ing)|tumbl(?:ed|es|ing)"
            r"|(?<!dragged )(?<!dragging )down|depreciat(?:ed|es|ing)"
            r"|(?:decrease|decline|drop|fall)(?=\s(?:by|to)\b)"
            r"|(?:decrease|decline|drop|fall|reduction)s? of)",
            r"\s(?:decrease|decline|drop|fall|reduction|lower|down|(?:less|fewer) than)\b",
        ),
    },
    {
        "dead": _Side(
            "(?:死亡|遇难|遇難|丧生|喪生|身亡)(?:人[数數])?",
            f"{_OF_THEM}(?:死(?![伤傷者])|遇难|遇難|丧生|喪生|身亡)",
            r"\b(?:kill(?:ed|ing|s)|death toll (?:to|of|at|is|was|stands at|rose to))",
            rf"{_WORDS_ON}(?:killed|dead|died|deaths|fatalities)\b",
        ),
        "hurt": _Side(
            "(?:受伤|受傷)(?:人[数數])?",
            f"{_OF_THEM}(?:受?[轻輕重]?[伤傷](?![亡者]))",
            r"\b(?:injur(?:ed|ing|es)|wound(?:ed|ing|s))",
            rf"{_WORDS_ON}(?:injured|wounded|hurt|injuries)\b",
        ),
        "missing": _Side(
            "(?:失踪|失蹤|失联|失聯)(?:人[数數])?",
            f"{_OF_THEM}(?:失踪|失蹤|失联|失聯|下落不明)",
            r"(?!)",
            rf"{_WORDS_ON}(?:missing|unaccounted)\b",
        ),
    },
    {
        "men": _Side("男(?:性|子|生|童)?", "[名位个個例]?男", r"(?!)", r"\s(?:men|males?|boys)\b"),
        "women": _Side(
            "女(?:性|子|生|童)?", "[名位个個例]?女", r"(?!)", r"\s(?:women|females?|girls)\b"
        ),
    },
)
_CLAUSE = re.compile("[，。；、,;：:！？（）()]")
_NEVER = "(?!)"
_BACK_ZH, _BACK_EN = 16, 60


@cache
def _patterns(side: _Side) -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(f"(?:{side.zh_before}){_NEARLY_ZH}"),
        re.compile(side.zh_after or _NEVER),
        re.compile(f"(?:{side.en_before}){_NEARLY_EN}", re.I),
        re.compile(side.en_after or _NEVER, re.I),
    )


@dataclass(frozen=True, slots=True)
class Opposite:
    """A figure is said of the opposite: 增长5% as "fell 5 percent", 死5人 as "5 injured"."""

    name: str = "opposite"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return a finding for each figure that stands once on both sides and is of another."""
        if not any(mark.search(pair.src) for mark in (_DIRECTIONS, _PEOPLE)):
            return ()
        found = tuple(self._findings(pair))
        return found or tuple(self._turned(pair))

    def _turned(self, pair: SegmentPair) -> Iterator[Finding]:
        if turned := turned_direction(pair.src, pair.tgt):
            ours, theirs = turned
            words = pair.src[ours.start : ours.end], pair.tgt[theirs.start : theirs.end]
            message = f'{words[0]} ↔ "{words[1]}"'
            yield Finding(self.name, "mistranslation", Severity.MAJOR, message, (ours,), (theirs,))

    def _findings(self, pair: SegmentPair) -> Iterator[Finding]:
        theirs = by_values(target_quantities(pair.tgt))
        for worth, ours in by_values(source_quantities(pair.src)).items():
            both = (*ours, *theirs.get(worth, ()))
            once = len(ours) == 1 and len(both) == 2
            if not once or not all(quantity.kind in _KINDS for quantity in both):
                continue
            if any(_contradict(group, pair, *both) for group in _GROUPS):
                yield self._finding(pair, *both)

    def _finding(self, pair: SegmentPair, source: Quantity, target: Quantity) -> Finding:
        before = _CLAUSE.split(pair.src[max(0, source.span.start - 5) : source.span.start])[-1]
        after = _CLAUSE.split(pair.src[source.span.end : source.span.end + 5])[0]
        ours = f"{before}{surface(pair.src, source)}{after}"
        start = max(0, target.span.start - 16)
        words = pair.tgt[start : target.span.end + 16]
        words = words if start == 0 else words.partition(" ")[2]
        words = words.rpartition(" ")[0] if target.span.end + 16 < len(pair.tgt) else words
        message = f'{ours} ↔ "{words}"'
        places = ((source.span,), (target.span,))
        return Finding(self.name, "mistranslation", Severity.MAJOR, message, *places)


_DIRECTIONS = re.compile("[增升涨漲提降跌减減落贬貶调調缩縮]")
_PEOPLE = re.compile("[死亡难難丧喪伤傷失男女]")
"""What a source has that says one of these things: most have none, and one look tells."""


def _contradict(
    group: dict[str, _Side], pair: SegmentPair, source: Quantity, target: Quantity
) -> bool:
    ours = _said_of(group, pair.src, source, chinese=True)
    if ours is None:
        return False
    theirs = _said_of(group, pair.tgt, target, chinese=False)
    return theirs is not None and theirs != ours


def _said_of(
    group: dict[str, _Side], text: str, quantity: Quantity, *, chinese: bool
) -> str | None:
    """Return the one thing of a group that a figure is said of; nothing if none or several."""
    start, end = quantity.span
    before = text[max(0, start - (_BACK_ZH if chinese else _BACK_EN)) : start]
    found = set()
    for name, side in group.items():
        first, second = _patterns(side)[:2] if chinese else _patterns(side)[2:]
        if first.search(before) or second.match(text, end):
            found.add(name)
    return found.pop() if len(found) == 1 else None
