"""Plain text: a line is a paragraph, unless the lines are broken at a fixed width.

Also where they are, the lines of a list of links or headlines stay apart: none of them has the end
of a sentence in it, and they do not fill the width.
"""

import re
from itertools import groupby, pairwise

from aligner.document import Span
from aligner.lang import Lang
from aligner.text.news import Block, blocks_of_lines, build_article
from aligner.text.readers.encoding import DecodedText
from aligner.text.readers.layout import Document, Layout, Slot
from aligner.text.script import CJK_PUNCT, HAN

_INDENT = "\u3000 \t"
_STOP = re.compile(r"[。！？!?.：:…][”’」』）)\"']*(?:[（(][^（）()]{1,12}[）)])?$")
"""The end of a sentence, with a remark such as （完） behind it."""
_SENTENCE = re.compile(r"[。！？]|(?<=[a-z\d)”\"])[.!?](?=\s|$)")
_WRAP_WIDTH: dict[Lang, tuple[int, int]] = {"zh": (15, 60), "en": (45, 110)}
"""Characters a line broken at a fixed width has."""
_CJK = re.compile(f"[{HAN}{CJK_PUNCT}]")


def read_txt(decoded: DecodedText, lang: Lang, doc_id: str) -> Document:
    """Return a plain text as a document."""
    source = decoded.text
    lines = [block.span for block in blocks_of_lines(source)]
    groups = _paragraphs(source, lines)
    widths = wrap_widths(source, groups, lang)
    groups = [part for group in groups for part in _parts(source, group, widths)]
    text, slots = (
        (source, _line_slots(source, lines))
        if len(groups) == len(lines)
        else _unwrap(source, groups)
    )
    article = build_article(text, lang, doc_id, [Block(slot.span) for slot in slots])
    layout = Layout("txt", source, slots, decoded.newline)
    return Document(article, layout, decoded.source, decoded.encoding)


def _line_slots(source: str, lines: list[Span]) -> tuple[Slot, ...]:
    return tuple(Slot(span, _with_indent(source, span)) for span in lines)


def _with_indent(source: str, span: Span) -> Span:
    """Return the span with the indent before it: two wide blanks mean nothing in English."""
    start = span.start
    while start and source[start - 1] in _INDENT:
        start -= 1
    return Span(start, span.end)


def _paragraphs(source: str, lines: list[Span]) -> list[list[Span]]:
    """Group lines that no blank line parts; an indented line starts a group of its own."""
    number = 0
    numbered = []
    for n, span in enumerate(lines):
        before = source[lines[n - 1].end : span.start] if n else ""
        indented = before.rpartition("\n")[2] != ""
        number += before.count("\n") > 1 or indented
        numbered.append((number, span))
    return [[span for _, span in group] for _, group in groupby(numbered, key=lambda pair: pair[0])]


def wrap_widths(source: str, groups: list[list[Span]], lang: Lang) -> range:
    """Return how wide lines are that are broken at one width; empty unless the text has such.

    It has if most lines inside paragraphs stop at one width rather than at an end mark; in English
    at any width, if the next line goes on in lower case.
    """
    inner = [span for group in groups if is_prose(source, group) for span in group[:-1]]
    low, high = _WRAP_WIDTH[lang]
    widths = sorted(
        span.end - span.start
        for span in inner
        if not _ends(source, span) and low <= span.end - span.start <= high
    )
    if len(inner) < 2 or len(widths) * 10 < len(inner) * 7:
        return range(0)
    narrow, widest = widths[len(widths) // 4], widths[-1]
    ragged = (widest - narrow) * 4 > widest
    if ragged and not (lang == "en" and _goes_on(source, groups)):
        return range(0)
    return range(narrow * 7 // 8 + 1, widest + 1)


def _goes_on(source: str, groups: list[list[Span]]) -> bool:
    """Tell whether most lines of prose without an end go on in lower case on the next."""
    pairs = [pair for group in groups if is_prose(source, group) for pair in pairwise(group)]
    after = [source[second.start] for first, second in pairs if not _ends(source, first)]
    return sum(map(str.islower, after)) * 10 >= len(after) * 6


def _parts(source: str, group: list[Span], widths: range) -> list[list[Span]]:
    """Return a group as one paragraph if its lines were broken at a width, else line by line."""
    full = all(span.end - span.start in widths for span in group[:-1])
    whole = bool(widths) and (full or is_prose(source, group))
    return [group] if whole else [[span] for span in group]


def is_prose(source: str, group: list[Span]) -> bool:
    """Tell whether the end of a sentence is in any of the lines."""
    return any(_SENTENCE.search(source[span.start : span.end]) for span in group)


def _ends(source: str, span: Span) -> bool:
    return _STOP.search(source[span.start : span.end]) is not None


def _unwrap(source: str, groups: list[list[Span]]) -> tuple[str, tuple[Slot, ...]]:
    pieces: list[str] = []
    slots = []
    length = 0
    for group in groups:
        block = ""
        for span in group:
            block = join_lines(block, source[span.start : span.end])
        place = Span(_with_indent(source, group[0]).start, group[-1].end)
        slots.append(Slot(Span(length, length + len(block)), place))
        pieces.append(block)
        length += len(block) + 1
    return "\n".join(pieces), tuple(slots)


def join_lines(first: str, second: str) -> str:
    """Return two lines of one paragraph as one: no space next to a Chinese character."""
    if not first or not second:
        return first + second
    wide = _CJK.match(first[-1]) or _CJK.match(second[0])
    return f"{first}{'' if wide else ' '}{second}"
