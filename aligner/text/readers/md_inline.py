"""The inline markup of Markdown: visible text and marks, and the escapes for writing it."""

import html
import re
from dataclasses import dataclass, field

from aligner.document import Span
from aligner.text.readers.layout import Mark, MarkKind
from aligner.text.readers.txt import join_lines
from aligner.text.script import CJK_PUNCT, HAN
from aligner.text.spans import trim

_TARGET = (
    r"(?:\(\s*(?:<[^<>\n]*>|[^()<\s][^()\s]*(?:\([^()]*\)[^()\s]*)*|(?:\([^()]*\)[^()\s]*)*)"
    r"(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)|\[[^\]]*\])"
)
"""Where a link leads, with its title: (<a b> "c"), or the name of a definition."""
_FORMULA = rf"[^$\n{HAN}{CJK_PUNCT}]"
_TOKEN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<code>(?P<ticks>`+)(?!`)(?P<inside>.+?)(?<!`)(?P=ticks)(?!`))"
    rf"|(?P<math>\$(?=[^\s$]){_FORMULA}*[\\^_={{]{_FORMULA}*(?<=\S)\$(?!\d))"
    rf"|(?P<image>!\[[^\]]*\]{_TARGET})"
    r"|(?P<note>\[\^[^\]]+\])"
    rf"|(?P<close>\]{_TARGET})"
    r"|(?P<open>\[)"
    r"|(?P<auto><(?:https?://|mailto:)[^>\s]+>)"
    r"|(?P<tag></?[A-Za-z][\w-]*(?:\s[^<>]*)?/?>|<!--.*?-->)"
    r"|(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<delimiter>\*{1,3}|_{1,3}|~~)",
    re.DOTALL,
)
_SPECIAL = re.compile(
    r"([\\`*\[\]|]|!(?=\[|$)|(?<![^\W_])_|_(?![^\W_])|~(?=~)|<(?=[A-Za-z/!?])|&(?=[#A-Za-z][\w]*;))"
)
_LINE_START = re.compile(r"^(?:(#{1,6}|[-+>]|={2,})(?=\s|$)|([0-9]{1,9})([.)])(?=\s|$))")
_BREAK = "\ue000"
"""Stands for a hard line break while lines are joined; a private-use character."""


@dataclass(slots=True)
class _Open:
    kind: str
    at: int
    """Offset in the visible text."""
    mark: int
    """How many marks there were: an outer mark comes before those inside it."""


@dataclass(slots=True)
class _State:
    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)


def read_inline(lines: list[str]) -> tuple[str, tuple[Mark, ...]]:
    """Return the visible text of the lines of one block and its marks, outer before inner."""
    state = _State()
    joined = _join(lines)
    at = 0
    for token in _TOKEN.finditer(joined):
        state.text += joined[at : token.start()]
        at = token.end()
        _token(state, token)
    state.text += joined[at:]
    for left in reversed(state.stack):  # opened and never closed: plain text after all
        _insert(state, left)
    return _stripped(state.text.replace(_BREAK, "\n"), state.marks)


def _join(lines: list[str]) -> str:
    joined = ""
    for line in lines:
        hard = line.endswith(("  ", "\\"))
        content = line.strip() if not line.endswith("\\") else line[:-1].strip()
        joined = joined + content if joined.endswith(_BREAK) else join_lines(joined, content)
        joined += _BREAK if hard and line is not lines[-1] else ""
    return joined


def _token(state: _State, token: re.Match[str]) -> None:
    kind = token.lastgroup if token.lastgroup != "inside" else "code"
    match kind or "":
        case "escape":
            state.text += token.group()[1]
        case "entity":
            state.text += html.unescape(token.group())
        case "code":
            ticks = token["ticks"]
            _marked(state, token["inside"].strip(), Mark(MarkKind.CODE, Span(0, 0), ticks, ticks))
        case "math":
            _marked(state, token.group()[1:-1], Mark(MarkKind.CODE, Span(0, 0), "$", "$"))
        case "auto":
            address = token.group()[1:-1]
            _marked(state, address, Mark(MarkKind.LINK, Span(0, 0), "[", f"]({address})"))
        case "image" | "note":
            _object(state, token.group())
        case _:
            _paired(state, token)


def _paired(state: _State, token: re.Match[str]) -> None:
    """Open or close markup that stands around text."""
    match token.lastgroup:
        case "open":
            state.stack.append(_Open("[", len(state.text), len(state.marks)))
        case "close":
            _close_link(state, token.group())
        case "tag":
            _tag(state, token.group())
        case _:
            _delimiter(state, token)


def _marked(state: _State, text: str, mark: Mark) -> None:
    span = Span(len(state.text), len(state.text) + len(text))
    state.marks.append(Mark(mark.kind, span, mark.start, mark.end))
    state.text += text


def _object(state: _State, source: str) -> None:
    state.marks.append(Mark(MarkKind.OBJECT, Span(len(state.text), len(state.text)), source))


def _close_link(state: _State, source: str) -> None:
    position = next((n for n, o in reversed(list(enumerate(state.stack))) if o.kind == "["), None)
    if position is None:
        state.text += source
        return
    opened = state.stack[position]
    for left in reversed(state.stack[position + 1 :]):
        _insert(state, left)
    del state.stack[position:]
    mark = Mark(MarkKind.LINK, Span(opened.at, len(state.text)), "[", source)
    if len(state.text) > opened.at:
        state.marks.insert(opened.mark, mark)
    else:  # a linked image: one object
        inner = "".join(each.start for each in state.marks[opened.mark :])
        del state.marks[opened.mark :]
        _object(state, f"[{inner}{source}")


def _tag(state: _State, source: str) -> None:
    name = re.match(r"</?([A-Za-z][\w-]*)", source)
    if name is None or name[1].lower() in {"img", "wbr", "input"}:
        _object(state, source)
    elif name[1].lower() == "br":
        state.text += _BREAK
    elif source.startswith("</"):
        _close_tag(state, name[1].lower(), source)
    else:
        state.stack.append(_Open(source, len(state.text), len(state.marks)))


def _close_tag(state: _State, name: str, source: str) -> None:
    for n in reversed(range(len(state.stack))):
        opened = state.stack[n]
        if re.match(rf"<{name}\b", opened.kind, re.IGNORECASE):
            del state.stack[n]
            kind = MarkKind.LINK if name == "a" else MarkKind.EMPHASIS
            span = Span(opened.at, len(state.text))
            state.marks.insert(opened.mark, Mark(kind, span, opened.kind, source))
            return
    _object(state, source)


def _delimiter(state: _State, token: re.Match[str]) -> None:
    source = token.group()
    joined = token.string
    before = joined[token.start() - 1 : token.start()]
    after = joined[token.end() : token.end() + 1]
    inside_word = source[0] == "_" and before.isalnum() and after.isalnum()
    closes = before.strip() != "" and not inside_word
    opened = state.stack[-1] if state.stack else None
    if closes and opened and opened.kind == source and len(state.text) > opened.at:
        state.stack.pop()
        span = Span(opened.at, len(state.text))
        state.marks.insert(opened.mark, Mark(MarkKind.EMPHASIS, span, source, source))
    elif after.strip() and not inside_word:
        state.stack.append(_Open(source, len(state.text), len(state.marks)))
    else:
        state.text += source


def _insert(state: _State, opened: _Open) -> None:
    """Put back an opener that nothing closed, and move the marks behind it."""
    width = len(opened.kind)
    state.text = state.text[: opened.at] + opened.kind + state.text[opened.at :]
    for n, mark in enumerate(state.marks):
        start, end = mark.span
        if n >= opened.mark or end > opened.at:
            moved = start + width if n >= opened.mark else start
            state.marks[n] = Mark(mark.kind, Span(moved, end + width), mark.start, mark.end)
    for other in state.stack:
        if other is not opened and other.at > opened.at:
            other.at += width


def _stripped(text: str, marks: list[Mark]) -> tuple[str, tuple[Mark, ...]]:
    cut, last = trim(text, Span(0, len(text)))
    moved = []
    for mark in marks:
        start, end = (max(cut, min(n, last)) - cut for n in mark.span)
        moved.append(Mark(mark.kind, Span(start, end), mark.start, mark.end))
    return text[cut:last], tuple(moved)


def escape(text: str) -> str:
    """Return plain text as Markdown that shows exactly it, at the start of a line or inside one."""
    escaped = _SPECIAL.sub(r"\\\1", text)
    return _LINE_START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", escaped)
