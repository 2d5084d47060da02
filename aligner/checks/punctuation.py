"""Marks and widths of the English: Chinese punctuation, full-width forms, entities, spaces."""

import re
from dataclasses import dataclass

from aligner.bitext import SegmentPair
from aligner.checks.finding import Finding, Severity
from aligner.document import Span
from aligner.text.script import CJK_PUNCT, FULLWIDTH

_CHINESE = re.compile(f"[{CJK_PUNCT}{FULLWIDTH}]")
_TITLE_MARKS = frozenset("《》〈〉")
_SPACE = re.compile(
    r"(?<=\S) +(?=[,;:!?](?:\s|$))|(?<=\S)  +(?=\S)|(?<=\w) \.(?=\s|$)|(?<=[a-z]),(?=[a-z])"
)
_MAYBE_SPACE = re.compile(r" [ ,;:!?.]")  # these two are far faster, and rarely true
_MAYBE_COMMA = re.compile(r",[a-z]")
_ENTITY = re.compile(
    r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{2,6}|#x[0-9a-fA-F]{2,6});|<unk>|⁇|\ufffd|â€.?"
)
_END_MARKS = frozenset(".!?…:;")
_END = re.compile(r"[.!?…:;][\"'”’)\]]*\s*$|[.!?][\"'”’)\]\s]*(?:\([^()]*\))?\s*$")
_ZH_END = re.compile(r"[。！？][”」』）)]*\s*$")


def _spans(pattern: re.Pattern[str], text: str) -> tuple[Span, ...]:
    return tuple(Span(*match.span()) for match in pattern.finditer(text))


@dataclass(frozen=True, slots=True)
class ChineseMarks:
    """Chinese or full-width punctuation, letters or figures in the English."""

    name: str = "chinese-marks"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return one finding with all such characters, title marks aside (``title-marks``)."""
        if pair.tgt.isascii():
            return ()
        spans = tuple(
            span for span in _spans(_CHINESE, pair.tgt) if pair.tgt[span.start] not in _TITLE_MARKS
        )
        if not spans:
            return ()
        marks = " ".join(dict.fromkeys(pair.tgt[span.start] for span in spans))
        message = f"Chinese marks in the English: {marks}"
        return (Finding(self.name, "characters", Severity.MINOR, message, (), spans),)


@dataclass(frozen=True, slots=True)
class Entity:
    """Markup entities or broken characters: ``&quot;``, ``<unk>``, U+FFFD, â€œ for “."""

    name: str = "entity"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return one finding with all entities the source does not have."""
        if "&" not in pair.tgt and "<" not in pair.tgt and pair.tgt.isascii():
            return ()
        spans = tuple(
            span
            for span in _spans(_ENTITY, pair.tgt)
            if pair.tgt[span.start : span.end] not in pair.src
        )
        if not spans:
            return ()
        words = " ".join(dict.fromkeys(pair.tgt[span.start : span.end] for span in spans))
        message = f"markup or broken characters: {words}"
        return (Finding(self.name, "characters", Severity.MINOR, message, (), spans),)


@dataclass(frozen=True, slots=True)
class Spacing:
    """Two spaces, a space before a comma, or none after it."""

    name: str = "spacing"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return one finding with all places."""
        maybe = _MAYBE_SPACE.search(pair.tgt) or _MAYBE_COMMA.search(pair.tgt)
        spans = _spans(_SPACE, pair.tgt) if maybe else ()
        if not spans:
            return ()
        words = " ".join(f'"{_around(pair.tgt, span)}"' for span in spans[:_SHOWN])
        more = f" and {len(spans) - _SHOWN} more" if len(spans) > _SHOWN else ""
        message = f"spaces at {len(spans)} place{'s' if len(spans) > 1 else ''}: {words}{more}"
        return (Finding(self.name, "whitespace", Severity.MINOR, message, (), spans),)


_SHOWN, _MARGIN = 3, 8


def _around(text: str, span: Span) -> str:
    """Return a place with the words beside it, which a blank alone would not show."""
    return text[max(0, span.start - _MARGIN) : span.end + _MARGIN]


@dataclass(frozen=True, slots=True)
class EndMark:
    """The source is a full sentence and the English ends without a mark."""

    name: str = "end-mark"

    def __call__(self, pair: SegmentPair) -> tuple[Finding, ...]:
        """Return a finding if the last mark is missing."""
        text = pair.tgt.rstrip()
        if not text or text[-1] in _END_MARKS or not _ZH_END.search(pair.src):
            return ()
        if _END.search(text):
            return ()
        end = len(text)
        message = "no mark at the end of the English"
        spans = (Span(end - 1, end),)
        return (Finding(self.name, "typographical", Severity.MINOR, message, (), spans),)
