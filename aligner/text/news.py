"""Roles of the parts of a news article, by the grammar of newspapers and by position.

Every block of text (a line of a text file, a block element of a page) gets one role; a dateline is
split off the lead it opens, and the name of a site off a headline. Nothing is dropped: every
character that is not white space belongs to exactly one sentence of one paragraph. Does not look
at the meaning: a subheading is a short line without an end mark between two body paragraphs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from aligner.document import Article, Paragraph, Role, Sentence, Span
from aligner.lang import Lang
from aligner.text.news_en import EN
from aligner.text.news_grammar import NewsGrammar
from aligner.text.news_zh import ZH
from aligner.text.script import han_count
from aligner.text.spans import trim
from aligner.text.split import sentences

_GRAMMARS: dict[Lang, NewsGrammar] = {"zh": ZH, "en": EN}
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_PLAIN_RUN = 3
"""So many short lines in a row are a list or a table, not subheadings."""


class Hint(Enum):
    """What the markup says of a block."""

    NONE = auto()
    TITLE = auto()
    HEADING = auto()
    BYLINE = auto()
    CAPTION = auto()
    BODY = auto()
    """Text that is certainly no heading: an item of a list, a cell, a quotation."""
    BOILERPLATE = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that is one paragraph at least: its span in the article's text."""

    span: Span
    hint: Hint = Hint.NONE


def parse_article(text: str, lang: Lang, doc_id: str) -> Article:
    r"""Return plain text as an article; each line that is not blank is a block."""
    return build_article(text, lang, doc_id, blocks_of_lines(text))


def blocks_of_lines(text: str) -> tuple[Block, ...]:
    """Return each line that is not blank as a block, without the white space around it."""
    spans = (trim(text, Span(*match.span())) for match in _LINE.finditer(text))
    return tuple(Block(span) for span in spans if span.end > span.start)


def build_article(text: str, lang: Lang, doc_id: str, blocks: Sequence[Block]) -> Article:
    """Return ``text`` as an article with the roles of its blocks, which come in reading order."""
    paragraphs = []
    for span, role in label(text, lang, blocks):
        spans = (
            [span]
            if _is_whole(role, _cut(text, span))
            else [
                Span(span.start + a, span.start + b) for a, b in sentences(_cut(text, span), lang)
            ]
        )
        if spans:
            found = tuple(Sentence(_cut(text, each), each) for each in spans)
            paragraphs.append(Paragraph(role, found))
    return Article(doc_id, lang, text, tuple(paragraphs))


_WHOLE = frozenset({Role.HEADLINE, Role.SUBHEADING, Role.BYLINE, Role.DATELINE})
"""Never cut into sentences: “谁来买单？业者：不知道” is one headline."""


def _is_whole(role: Role, text: str) -> bool:
    """Tell whether a block is one sentence as it stands; a boilerplate link is a headline too."""
    if "\n" in text:
        return False
    return role in _WHOLE or (role is Role.BOILERPLATE and not _FULL_STOP.search(text))


_FULL_STOP = re.compile(r"。|[.!?]\s")
_COLUMN = 4
"""Chinese characters of the longest name of a column: 深度, 今日观察."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A block on its way to a role; ``role`` is ``None`` until it is known."""

    span: Span
    text: str
    hint: Hint
    role: Role | None = None


def label(text: str, lang: Lang, blocks: Sequence[Block]) -> tuple[tuple[Span, Role], ...]:
    """Return the spans of ``text`` with their roles: each block, some of them split in two."""
    grammar = _GRAMMARS[lang]
    parts = [
        _Part(span, _cut(text, span), block.hint)
        for block in blocks
        if (span := trim(text, block.span)).end > span.start
    ]
    parts = _headline(parts, grammar)
    parts = [_by_grammar(part, grammar) for part in parts]
    parts = _before_lead(parts, grammar)
    parts = _link_lists(parts, grammar)
    parts = _datelines(parts, grammar)
    parts = _weak_captions(parts, grammar)
    parts = _subheadings(parts, grammar)
    return tuple((part.span, part.role or Role.BODY) for part in parts)


def role_by_words(text: str, lang: Lang) -> Role | None:
    """Return the role that its words alone give a block (byline, caption, boilerplate), if any."""
    return _special(text, _GRAMMARS[lang])


def _headline(parts: list[_Part], grammar: NewsGrammar) -> list[_Part]:
    """Find the headline: what the markup calls the title, else the first block that looks so."""
    titled = [n for n, part in enumerate(parts) if part.hint is Hint.TITLE]
    first = titled[0] if titled else _first_headline(parts, grammar)
    if first is None:
        return parts
    cut = _without_site(parts[first], grammar)
    return [*parts[:first], *cut, *parts[first + 1 :]]


def _first_headline(parts: list[_Part], grammar: NewsGrammar) -> int | None:
    for n, part in enumerate(parts):
        if part.hint is Hint.HEADING and n <= 1:
            return n
        if part.hint in {Hint.BODY, Hint.CAPTION, Hint.BYLINE, Hint.BOILERPLATE}:
            continue
        if _special(part.text, grammar) is None:
            return n if _is_headline(part.text, grammar, alone=len(parts) == 1) else None
    return None


def _special(text: str, grammar: NewsGrammar) -> Role | None:
    """Return the role that the words alone give a block, if any, headline and subheading aside."""
    if grammar.byline.match(text):
        return Role.BYLINE
    if grammar.list_head.match(text) or grammar.notice.match(text):
        return Role.BOILERPLATE
    if len(text) <= _MAX_CAPTION and (grammar.caption.match(text) or grammar.credited.search(text)):
        return Role.CAPTION
    return None


_MAX_CAPTION = 300


def _is_headline(text: str, grammar: NewsGrammar, *, alone: bool) -> bool:
    if len(text) > grammar.max_headline or grammar.dateline.match(text):
        return False
    ends = grammar.stop.search(text)
    return not alone and (ends is None or ends.group()[0] in "！？!?…")


def _without_site(part: _Part, grammar: NewsGrammar) -> list[_Part]:
    found = grammar.site_suffix.search(part.text)
    if found is None or not _may_be_whole(part.text[: found.start()], found.group()):
        return [replace(part, role=Role.HEADLINE)]
    middle = part.span.start + found.start()
    return [
        _Part(Span(part.span.start, middle), part.text[: found.start()], part.hint, Role.HEADLINE),
        _tail(part, found.start(), Role.BOILERPLATE),
    ]


def _may_be_whole(before: str, site: str) -> bool:
    """Tell whether what stands before a site's name is a headline, and not its column.

    Opinion | NATO and 深度｜特朗普起诉纽约时报 are headlines as a whole: a bar ends a column.
    """
    column = han_count(before) <= _COLUMN and len(before.split()) < 2
    return bool(before) and not (column and site.lstrip().startswith(("|", "｜", "丨")))


def _tail(part: _Part, offset: int, role: Role | None) -> _Part:
    """Return what follows ``offset`` of a part, without the white space before it."""
    text = part.text[offset:]
    start = part.span.end - len(text.lstrip())
    return replace(part, span=Span(start, part.span.end), text=text.lstrip(), role=role)


_BY_HINT = {
    Hint.HEADING: Role.SUBHEADING,
    Hint.CAPTION: Role.CAPTION,
    Hint.BYLINE: Role.BYLINE,
    Hint.BOILERPLATE: Role.BOILERPLATE,
}


def _by_grammar(part: _Part, grammar: NewsGrammar) -> _Part:
    if part.role is not None:
        return part
    role = _special(part.text, grammar)
    if role is None and part.hint in _BY_HINT:
        role = _BY_HINT[part.hint]
    return replace(part, role=role)


def _before_lead(parts: list[_Part], grammar: NewsGrammar) -> list[_Part]:
    """Name the short lines between the headline and the lead: people, else a second headline."""
    lead = _lead(parts, grammar)
    seen = False
    out = []
    for n, part in enumerate(parts):
        role = part.role
        if n < lead and role is None and seen:
            role = Role.BYLINE if _is_person(part.text, grammar) else Role.SUBHEADING
        seen = seen or role is Role.HEADLINE
        out.append(replace(part, role=role))
    return out


def _lead(parts: list[_Part], grammar: NewsGrammar) -> int:
    """Return the number of the first block that is running text."""
    for n, part in enumerate(parts):
        if part.role is None and (
            grammar.stop.search(part.text)
            or len(part.text) > grammar.max_headline
            or grammar.dateline.match(part.text)
        ):
            return n
    return 0


def _is_person(text: str, grammar: NewsGrammar) -> bool:
    return bool(grammar.signed.match(text))


def _link_lists(parts: list[_Part], grammar: NewsGrammar) -> list[_Part]:
    """Mark the lines after “延伸阅读” up to the next running text as boilerplate."""
    out = list(parts)
    n = 0
    while n < len(out):
        part = out[n]
        n += 1
        if part.role is not Role.BOILERPLATE or not grammar.list_head.match(part.text):
            continue
        first = n
        while n < len(out) and _is_link(out[n], grammar):
            n += 1
        last = n - 1
        if _label_after_links(out, first, last, grammar):
            last -= 1
        for k in range(first, last + 1):
            out[k] = replace(out[k], role=Role.BOILERPLATE)
        n = last + 1
    return out


def _is_link(part: _Part, grammar: NewsGrammar) -> bool:
    if part.role not in {None, Role.BOILERPLATE} or part.hint is Hint.HEADING:
        return False
    if grammar.list_head.match(part.text):
        return False
    if len(part.text) > grammar.max_link or grammar.dateline.match(part.text):
        return False
    if grammar.link.match(part.text):
        return True
    ends = grammar.stop.search(part.text)
    return ends is None or ends.group()[0] in "！？!?…"


def _label_after_links(parts: list[_Part], first: int, last: int, grammar: NewsGrammar) -> bool:
    """Tell whether the last line of a link list is the subheading of the text that follows it."""
    if last <= first or last + 1 >= len(parts) or parts[last + 1].role is not None:
        return False
    text = parts[last].text
    return (
        len(text) <= grammar.max_label
        and not grammar.link.match(text)
        and all(len(part.text) > grammar.max_label for part in parts[first:last])
    )


def _datelines(parts: list[_Part], grammar: NewsGrammar) -> list[_Part]:
    out = []
    lead = next((part for part in parts if part.role is None), None)
    for part in parts:
        found = grammar.dateline.match(part.text) if part.role is None else None
        if part is lead and found is None:
            found = _dateline_of_lead(part, parts, grammar)
        if found is None or not found.group().strip():
            out.append(part)
            continue
        opening = found.group().rstrip()
        end = part.span.start + len(opening)
        out.append(_Part(Span(part.span.start, end), opening, part.hint, Role.DATELINE))
        if len(opening) < len(part.text):
            out.append(_tail(part, len(opening), None))
    return out


def _dateline_of_lead(
    lead: _Part, parts: list[_Part], grammar: NewsGrammar
) -> re.Match[str] | None:
    """Match what is a dateline at the lead alone: what other blocks begin with too is a speaker."""
    found = grammar.dateline_of_lead.match(lead.text)
    if found and any(part.text.startswith(found.group()) for part in parts if part is not lead):
        return None
    return found


def _weak_captions(parts: list[_Part], grammar: NewsGrammar) -> list[_Part]:
    """Mark a short sentence that ends in the name of an agency, unless the article ends there."""
    last = max((n for n, part in enumerate(parts) if part.role is None), default=-1)
    return [
        replace(part, role=Role.CAPTION)
        if part.role is None
        and n != last
        and len(part.text) <= grammar.max_headline * 3 // 2
        and grammar.credited_weak.search(part.text)
        else part
        for n, part in enumerate(parts)
    ]


def _subheadings(parts: list[_Part], grammar: NewsGrammar) -> list[_Part]:
    """Mark the short lines between body paragraphs, unless they come in rows."""
    out = list(parts)
    runs: list[list[int]] = []
    for n, part in enumerate(out):
        if part.role is not None or not _is_short(part, grammar):
            continue
        if runs and runs[-1][-1] == n - 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    last = _last_body(out, grammar)
    if any(part.hint is Hint.HEADING for part in parts):  # the markup names its subheadings
        runs = []
    for run in runs:
        inside = run[-1] < last
        if inside and len(run) < _PLAIN_RUN:
            for n in run:
                out[n] = replace(out[n], role=Role.SUBHEADING)
    return out


def _last_body(parts: list[_Part], grammar: NewsGrammar) -> int:
    """Return the number of the last block that is running text, even one without an end mark."""
    for n in reversed(range(len(parts))):
        part = parts[n]
        if part.role is None:
            long = len(part.text) * 5 >= grammar.max_subheading * 3
            if long or not _is_short(part, grammar):
                return n
    return -1


def _is_short(part: _Part, grammar: NewsGrammar) -> bool:
    text = part.text
    if part.hint is Hint.BODY or len(text) > grammar.max_subheading or grammar.speech.search(text):
        return False
    ends = grammar.stop.search(text)
    if ends is None:
        return True
    return ends.group() in {"？", "?"} and len(text) <= grammar.max_subheading * 2 // 3


def _cut(text: str, span: Span) -> str:
    return text[span.start : span.end]
