"""Negation of the source without any in the English: a warning, since English has many ways."""

import re
from dataclasses import dataclass

from aligner.bitext import SegmentPair
from aligner.checks.finding import Finding, Severity
from aligner.document import Span

_NEGATION = re.compile(
    "并非|并不|並不|並非|從未(?!來)|从未(?!来)|尚未|绝不|絕不|决不|毫无|毫無|没有|沒有|不会|不會|不能|不是|不得|否认|否認|拒绝|拒絕"
)
_NOT_NEGATION = re.compile(
    "不得不|不能不|不会不|无不|不是.{0,12}而是|是不是|会不会|能不能|有没有|没有.{0,10}就没有|不仅不|不得已"
    "|(?:更|宁愿|宁可|宁肯|多于|胜过).*?而不是|差点没|没有不|不能没有|从来不是|不是不|不能忘|不会忘|绝不能|不会因"
)
_ENGLISH = re.compile(
    r"\b(?:not?|never|nor|none|nothing|nobody|nowhere|neither|without|cannot|lack\w*|fail\w*|"
    r"un\w{3,}|in\w{4,}|im\w{4,}|ir\w{4,}|dis\w{3,}|non\w*|den[yi]\w*|refus\w+|reject\w*|avoid\w*|"
    r"prevent\w*|prohibit\w*|forbid\w*|forbade|ban\w*|hardly|barely|scarcely|rarely|few|little|"
    r"far from|yet to|stop\w*|absen\w+|rather than|instead|unless|until|only|lest|"
    r"away|out of|beyond|too|\w+less|\w*free|hard(?:er)? to|difficult|impossible|mis\w+|exempt\w*|"
    r"declin\w+|ceas\w+|exclud\w+|any|anything|but|miss\w*|los[est]\w*|neglect\w*|ignor\w+|"
    r"resist\w*|"
    r"against|barred?|except|illegal\w*|still|zero|short of|less|insufficient|untouched|wrong)\b"
    r"|n(?:['’]|&#0?39;|&apos;)t\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Negation:
    """The source denies and no word of the English does."""

    name: str = "negation"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return a finding for the negations of a source whose English has none at all."""
        if not _NEGATION.search(pair.src) or not pair.tgt.strip() or _ENGLISH.search(pair.tgt):
            return ()
        text = _NOT_NEGATION.sub(lambda match: "〇" * len(match[0]), pair.src)
        spans = tuple(Span(*match.span()) for match in _NEGATION.finditer(text))
        if not spans:
            return ()
        words = ", ".join(pair.src[span.start : span.end] for span in spans)
        message = f"no negation in the English for {words}"
        return (Finding(self.name, "mistranslation", Severity.MINOR, message, spans),)
