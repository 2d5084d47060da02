"""Markdown (CommonMark's blocks, tables, front matter, footnotes) as blocks of text with marks.

Only the text of headings, paragraphs, list items, quotations, footnotes and table cells is read.
Front matter, code, HTML blocks, link definitions and rules are left where they stand. Line breaks
inside a paragraph are undone: two Chinese lines join without a space.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from aligner.document import Span
from aligner.lang import Lang
from aligner.text.news import Block, Hint, build_article
from aligner.text.readers.encoding import DecodedText
from aligner.text.readers.layout import Document, Layout, Mark, Slot
from aligner.text.readers.md_inline import read_inline
from aligner.text.readers.txt import is_prose, wrap_widths
from aligner.text.script import HAN

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_PREFIX = re.compile(
    r"(?:[ \t]*(?:>|[-*+](?=[ \t])|[0-9]{1,9}[.)](?=[ \t])))*[ \t\u3000]*"
    r"(?:\[[ xX]\] |\[\^[^\]]+\]:[ \t]*)?"
)
_MARKER = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)])(?=[ \t])|\[\^[^\]]+\]:")
_OWN_MARK = re.compile(r"(?P<box>\[[ xX]\] )|(?P<note>\[\^[^\]]+\]:[ \t]*)|[-*+]|[0-9]{1,9}[.)]")
_HEADING = re.compile(r"#{1,6}(?:[ \t]+|$)")
_CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*$")
_UNDERLINE = re.compile(r"[ >]*(?:=+|-{2,})[ \t]*$")
_RULE = re.compile(r"[ >]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_DEFINITION = re.compile(r" {0,3}\[(?!\^)[^\]]+\]:[ \t]*\S")
_BLANK = re.compile(r"^\s*$")
_RAW = r"(?:script|pre|style|textarea)"
_HTML_BLOCKS = tuple(
    (re.compile(f" {{0,3}}{start}", re.IGNORECASE), re.compile(end, re.IGNORECASE))
    for start, end in (
        (rf"<{_RAW}(?=[\s>]|$)", f"</{_RAW}>"),
        ("<!--", "-->"),
        (r"<\?", r"\?>"),
        (r"<!\[CDATA\[", r"\]\]>"),
        ("<![A-Z]", ">"),
    )
)
"""HTML that may hold blank lines: how its first line begins, and what its last line has in it."""
_HTML_BLOCK = re.compile(
    r" {0,3}</?(?:address|article|aside|audio|base|blockquote|body|canvas|caption|center|col"
    r"|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset"
    r"|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|nav|noscript|object|ol|optgroup"
    r"|option|p|param|picture|search|section|source|summary|svg|table|tbody|td|tfoot|th|thead|title"
    r"|tr|track|ul|video)\b",
    re.IGNORECASE,
)
_TABLE_RULE = re.compile(r"[ >]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_CELL = re.compile(r"(?:\\.|`[^`]*`|[^|\\])+")
_INDENTED_CODE = re.compile(r"(?: {4}|\t)")
_GOES_ON = re.compile(r"(?:[，、；：,;:(（《“—…\\-]|  )$")
"""How a line ends that the next goes on with, and a line with a break of its own."""
_STRAY = re.compile(r"[`*_\[\]<>$~\\|]")
"""Marks that are text in one line, and may be markup together with another."""
_SHORTEST_LINE = 4
_HAN = re.compile(f"[{HAN}]")
_FRONT = re.compile(r"(---|\+\+\+)[ \t]*\n.*?\n\1[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass(slots=True)
class _Text:
    """A block in the making: the pieces of source lines that hold its text."""

    hint: Hint
    between: str
    pieces: list[Span] = field(default_factory=list)


def read_md(decoded: DecodedText, lang: Lang, doc_id: str) -> Document:
    """Return Markdown as a document."""
    source = decoded.text
    texts: list[str] = []
    blocks, slots = [], []
    at = 0
    for found in _lines_apart(source, list(_blocks(source)), lang):
        text, marks = read_inline([source[a:b] for a, b in found.pieces])
        if not text:
            continue
        span = Span(at, at + len(text))
        shifted = tuple(_shift(mark, at) for mark in marks)
        place = Span(found.pieces[0].start, found.pieces[-1].end)
        blocks.append(Block(span, found.hint))
        slots.append(Slot(span, place, shifted, found.between))
        texts.append(text)
        at += len(text) + 1
    text = "\n".join(texts)
    article = build_article(text, lang, doc_id, blocks)
    layout = Layout("md", source, tuple(slots), decoded.newline)
    return Document(article, layout, decoded.source, decoded.encoding)


def _lines_apart(source: str, found: list[_Text], lang: Lang) -> Iterator[_Text]:
    """Yield the blocks, each line by itself where a block is a list without marks.

    To Markdown 一、国内 and 二、国际 below it are one paragraph, but not to its author. Lines that
    hold the end of a sentence, or are broken at one width, are.
    """
    widths = wrap_widths(source, [text.pieces for text in found], lang)
    for text in found:
        if len(text.pieces) < 2 or widths or not _is_list(source, text.pieces):
            yield text
            continue
        between = "\n" + text.between.lstrip("\n")
        for piece in text.pieces:
            yield _Text(text.hint, between, [piece])


def _is_list(source: str, pieces: list[Span]) -> bool:
    """Tell whether lines alike before their text end no sentence and share no markup."""
    lines = [source[start:end] for start, end in pieces]
    prefixes = {source[source.rfind("\n", 0, start) + 1 : start] for start, _ in pieces}
    if len(prefixes) > 1 or is_prose(source, pieces):
        return False
    if any(_GOES_ON.search(line) for line in lines[:-1]) or min(map(len, lines)) < _SHORTEST_LINE:
        return False
    read = [read_inline([line]) for line in lines]
    whole = len(read_inline(lines)[1]) == sum(len(marks) for _, marks in read)
    return (
        whole and not any(_STRAY.search(text) for text, _ in read) and bool(_HAN.search(lines[0]))
    )


def _shift(mark: Mark, by: int) -> Mark:
    return replace(mark, span=Span(mark.span.start + by, mark.span.end + by))


@dataclass(slots=True)
class _Reader:
    """The state between two lines."""

    fence: str = ""
    html: re.Pattern[str] | None = None
    """What ends the HTML block that is open."""
    table: bool = False
    titled: bool = False
    in_list: bool = False
    open: _Text | None = None
    prefix: str = ""


def _blocks(source: str) -> Iterator[_Text]:
    front = _FRONT.match(source)
    start = front.end() if front else 0
    state = _Reader()
    lines = [
        Span(m.start(), m.end()) for m in re.finditer(r"[^\n]*\n?", source[start:]) if m.group()
    ]
    texts = [source[start + a : start + b].rstrip("\n") for a, b in lines]
    for n, (line, text) in enumerate(zip(lines, texts, strict=True)):
        following = texts[n + 1] if n + 1 < len(texts) else ""
        yield from _line(state, text, start + line.start, following)
    if state.open:
        yield state.open


def _line(state: _Reader, text: str, offset: int, following: str) -> Iterator[_Text]:
    if _is_verbatim(state, text):
        yield from _close(state)
        return
    if state.table or (_TABLE_RULE.match(following) and "|" in following and "|" in text):
        yield from _close(state)
        state.table = "|" in text
        if state.table:
            yield from _cells(text, offset)
            return
    content = _PREFIX.match(text)
    start = content.end() if content else 0
    heading = _HEADING.match(text, start)
    if heading:
        yield from _close(state)
        yield from _heading(state, text, heading.end(), offset)
        return
    yield from _paragraph(state, text, start, offset, following)


def _is_verbatim(state: _Reader, text: str) -> bool:
    """Tell whether a line is not text, and follow what it opens and closes."""
    fence = _FENCE.match(text.lstrip(" >")) if not state.html else None
    if state.fence:
        if fence and fence.group(1).startswith(state.fence):
            state.fence = ""
        return True
    if fence:
        state.fence = fence.group(1)
        return True
    return _is_html(state, text) or _is_blank_or_rule(state, text)


def _is_html(state: _Reader, text: str) -> bool:
    end = state.html or next((end for start, end in _HTML_BLOCKS if start.match(text)), None)
    if end is None and not state.open and _HTML_BLOCK.match(text):
        end = _BLANK
    if end is None:
        return False
    state.html = None if end.search(text) else end
    return True


def _is_blank_or_rule(state: _Reader, text: str) -> bool:
    if not text.strip(" \t>\u3000"):
        state.table = False
        state.in_list = state.in_list and not text.strip()
        return True
    if state.open and _UNDERLINE.match(text):
        return True
    code = not state.open and not state.in_list and _INDENTED_CODE.match(text)
    rule = _RULE.match(text) or (not state.open and _DEFINITION.match(text))
    return bool(rule or code or (state.table and _TABLE_RULE.match(text)))


def _close(state: _Reader) -> Iterator[_Text]:
    if state.open:
        yield state.open
    state.open = None


def _cells(text: str, offset: int) -> Iterator[_Text]:
    for cell in _CELL.finditer(text):
        inner = cell.group().strip()
        if inner and not (cell.start() == 0 and set(inner) <= set("> ")):
            start = offset + cell.start() + len(cell.group()) - len(cell.group().lstrip())
            yield _Text(Hint.BODY, "<br>", [Span(start, start + len(inner))])


def _heading(state: _Reader, text: str, start: int, offset: int) -> Iterator[_Text]:
    closing = _CLOSING_HASHES.search(text, start)
    end = closing.start() if closing else len(text.rstrip())
    level = text.strip(" >").partition(" ")[0]
    hint = Hint.TITLE if level == "#" and not state.titled else Hint.HEADING
    state.titled = True
    state.in_list = False
    if end > start:
        prefix = text[:start]
        yield _Text(hint, f"\n\n{prefix}", [Span(offset + start, offset + end)])


def _paragraph(
    state: _Reader, text: str, start: int, offset: int, following: str
) -> Iterator[_Text]:
    prefix = text[:start]
    marker = bool(_MARKER.search(prefix))
    quoted = ">" in prefix
    fresh = state.open is None or marker or quoted != (">" in state.prefix)
    if fresh:
        yield from _close(state)
        hint = Hint.BODY if marker or quoted or state.in_list else Hint.NONE
        between = "\n\n" + _continued(prefix)
        if _UNDERLINE.match(following) and following.strip(" >") and not marker:
            hint = Hint.TITLE if "=" in following and not state.titled else Hint.HEADING
            state.titled = True
            between = f"\n{following}\n\n{prefix}"
        state.open = _Text(hint, between)
        state.in_list = marker or (state.in_list and prefix[:1].isspace())
        state.prefix = prefix
    end = len(text.rstrip())
    if state.open is not None:
        state.open.pieces.append(
            Span(offset + start, offset + (len(text) if text.endswith("  ") else end))
        )


def _continued(prefix: str) -> str:
    """Return what a second paragraph of the same list item or quotation starts with."""
    return _OWN_MARK.sub(_indent, prefix)


def _indent(mark: re.Match[str]) -> str:
    """Return the blanks under a mark; a box is text to Markdown, a note wants four."""
    if mark["box"]:
        return ""
    return " " * (4 if mark["note"] else len(mark.group()))
