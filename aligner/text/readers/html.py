"""HTML: the headline, who and when, and the body, from tidy and from messy pages.

``html_tree`` cuts the page into runs of text, ``html_body`` chooses those of the article; here the
headline and the lines under it are found and roles hinted at. The page is never silently empty: a
page without an article raises ``InputError``.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.document import Role, Span
from aligner.errors import InputError
from aligner.lang import Lang
from aligner.text.news import Block, Hint, build_article, role_by_words
from aligner.text.readers.encoding import STDIN, DecodedText, decode, read_bytes
from aligner.text.readers.html_body import body_runs, is_aside
from aligner.text.readers.html_tree import Run, iter_runs, parse_page
from aligner.text.readers.layout import Document, Layout, Mark, Slot

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{3,20})""", re.IGNORECASE)
_SNIFF = 4096
_TITLES = (
    "//meta[@property='og:title']/@content",
    "//meta[@name='og:title']/@content",
    "//meta[@name='twitter:title']/@content",
    "//meta[@itemprop='headline']/@content",
)
_DATES = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[@name='publishdate' or @name='pubdate' or @name='PubDate' or @name='date']/@content",
    "//time/@datetime",
)
_AUTHORS = (
    "//meta[@name='author']/@content",
    "//meta[@property='article:author']/@content",
    "//meta[@itemprop='author']/@content",
)
_CAPTION = re.compile(
    r"caption|pic-?desc|img-?(?:desc|note|txt)|tushuo|photo-?(?:desc|info)", re.IGNORECASE
)
_ABOUT = re.compile(
    r"author|byline|\bby\b|writer|reporter|credit|source|deck|standfirst|subtitle|summary|abstract|"
    r"date|time|publish|info|meta|zuozhe",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?:[ T\u3000]*\d{1,2}:\d{2}(?::\d{2})?)?"
    r"|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4}|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}"
)
_STOP = re.compile(r"[。！？!?.][”’」』）)\"]*$")
_STRONG = frozenset({"center", "b", "strong", "font", "big"})
_NAMED_TITLE = re.compile(r"title|headline|biaoti", re.IGNORECASE)
_HEAD_SIZE = (6, 60)
"""Characters of a headline that is known by its looks alone."""
_MAX_ABOUT = 80
_AFTER = 3
"""So many runs after the body are looked at for the line of the editor."""


def decode_html(path: Path | None) -> DecodedText:
    """Return a page as text; the encoding it names counts only where the bytes cannot tell."""
    data = read_bytes(path)
    source = STDIN if path is None else path
    try:
        return decode(data, source)
    except InputError:
        named = _CHARSET.search(data[:_SNIFF])
        if named is None or b"\0" in data:
            raise
        try:
            return decode(data, source, _web_name(named.group(1).decode("ascii")))
        except InputError:
            pass
        raise


def _web_name(charset: str) -> str:
    """Return the encoding a browser means by a name: GB2312 is read as its superset."""
    name = charset.lower()
    if name in {"gb2312", "gbk", "gb_2312-80"}:
        return "gb18030"
    return "big5hkscs" if name == "big5" else name


def read_html(decoded: DecodedText, lang: Lang, doc_id: str) -> Document:
    """Return a page as a document.

    Raises ``InputError`` if there is no article in it.
    """
    tree = parse_page(decoded.text)
    runs = list(iter_runs(tree))
    body = body_runs(runs)
    if not body:
        raise InputError(
            f"{decoded.source}: no article text found in the page (it may be built by scripts); "
            "save the article as text"
        )
    title = _first(tree, _TITLES) or next((r.text for r in runs if r.parent.tag == "title"), "")
    head = _headline(runs, body[-1], title)
    chosen = _with_surroundings(runs, body, head, lang)
    text, blocks, slots = _assemble(runs, chosen, head)
    article = build_article(text, lang, doc_id, blocks)
    layout = Layout("html", decoded.text, slots, decoded.newline)
    document = Document(article, layout, decoded.source, decoded.encoding, title)
    return replace(
        document,
        title=_text_of(document, Role.HEADLINE) or title,
        byline=_text_of(document, Role.BYLINE) or _first(tree, _AUTHORS),
        date=_first(tree, _DATES) or _stamp(runs, chosen),
    )


def _first(tree: "HtmlElement", paths: Sequence[str]) -> str:
    for path in paths:
        for found in tree.xpath(path):
            if str(found).strip():
                return " ".join(str(found).split())
    return ""


def _text_of(document: Document, role: Role) -> str:
    for paragraph in document.article.paragraphs:
        if paragraph.role is role:
            return " ".join(sentence.text for sentence in paragraph.sentences)
    return ""


def _stamp(runs: Sequence[Run], chosen: list[int]) -> str:
    for n in chosen[:6]:
        short = len(runs[n].text) <= _MAX_ABOUT
        found = _STAMP.search(runs[n].text) if short else None
        if found:
            return found.group()
    return ""


def _headline(runs: Sequence[Run], last: int, title: str) -> int | None:
    """Return the run that is the headline: a heading the page's title names, else the first h1.

    The name of the site is in the title, too, and on some pages its logo is an h1. A channel's name
    may be in the title as well: it is shorter than the h1 that is the headline.
    """
    squeezed = _squeeze(title)
    candidates = [n for n in range(last + 1) if runs[n].parent.tag != "title"]
    named = [
        n
        for n in candidates
        if len(runs[n].text) >= 4 and squeezed and _squeeze(runs[n].text) in squeezed
    ]
    shown = [n for n in candidates if not is_aside(runs[n].parent)]
    headings = [n for n in named if _tag(runs[n], {"h1", "h2", "h3"})]
    h1 = [n for n in shown if _tag(runs[n], {"h1"})]
    longest = max((len(runs[n].text) for n in h1 if n not in named), default=0)
    sure = [n for n in headings if n in shown and _is_title(runs[n], squeezed)]
    sure = [n for n in sure if len(runs[n].text) > longest]
    groups = (
        sorted(sure, key=lambda n: -len(runs[n].text)),
        [n for n in headings if _tag(runs[n], {"h1"})],
        h1,
        headings,
        named[::-1],
    )
    for group in groups:
        best = [n for n in group if n in shown] or group
        if best:
            return best[0]
    if (written := _unnamed_headline(runs, last, squeezed)) is not None:
        return written
    return next((n for n, run in enumerate(runs) if run.parent.tag == "title"), None)


def _unnamed_headline(runs: Sequence[Run], last: int, title: str) -> int | None:
    """Return a line before the text that stands out like a headline, in other words than the title.

    Old pages have none in a heading: <center><b><font size=5>, <td class=title>.
    """
    first = next((n for n in range(last + 1) if _STOP.search(runs[n].text)), last)
    for n in range(first - 1, -1, -1):
        run = runs[n]
        names = f"{run.parent.get('class', '')} {run.parent.get('id', '')}"
        stands_out = run.parent.tag in _STRONG or bool(_NAMED_TITLE.search(names))
        stands_out = stands_out or (len(run.children) > 0 and run.children[0].tag in _STRONG)
        usable = not run.link and run.parent.tag != "title" and not is_aside(run.parent)
        if stands_out and usable and _is_about_the_same(run.text, title):
            return n
    return None


def _is_about_the_same(text: str, title: str) -> bool:
    """Tell whether a line may say in other words what the title of the page says."""
    characters = set(_squeeze(text))
    alike = len(characters & set(title)) * 4 >= len(characters)
    return alike and _HEAD_SIZE[0] <= len(text) <= _HEAD_SIZE[1]


def _is_title(run: Run, title: str) -> bool:
    """Tell whether a heading is most of the page's title or its beginning, and not a link."""
    text = _squeeze(run.text)
    return run.link < len(run.text) and (title.startswith(text) or len(text) * 2 >= len(title))


def _tag(run: Run, tags: set[str]) -> bool:
    parent = run.parent.getparent()
    return run.parent.tag in tags or (parent is not None and parent.tag in tags)


def _squeeze(text: str) -> str:
    return re.sub(r"\W+", "", text)


def _with_surroundings(
    runs: Sequence[Run], body: list[int], head: int | None, lang: Lang
) -> list[int]:
    """Return the body with its headline, the byline and date above it and the editor below it."""
    if head is not None:
        body = [n for n in body if n > head] or body
    inside = set(body)
    before = range(0 if head is None else head + 1, body[0])
    above = [
        n
        for n in before
        if n not in inside and (_is_about(runs[n], lang) or _is_of_a_figure(runs[n]))
    ]
    below = []
    story = runs[body[-1]].parent.getparent()
    for n in range(body[-1] + 1, min(body[-1] + 1 + _AFTER, len(runs))):
        run = runs[n]
        if _is_of_a_figure(run) and story in run.parent.iterancestors():
            below.append(n)
            continue
        if run.link * 2 > len(run.text) or is_aside(run.parent) or len(run.text) > _MAX_ABOUT:
            break
        if role_by_words(run.text, lang) is not None:
            below.append(n)
    rest = [n for n in [*above, *body, *below] if n != head]
    return rest if head is None else [head, *rest]


def _is_of_a_figure(run: Run) -> bool:
    """Tell whether a run is the caption of a picture that is no link to another page.

    It has no marks to be known by as prose, and pictures stand before the text or behind it.
    """
    tags = {str(node.tag) for node in (run.parent, *run.parent.iterancestors())}
    named = _CAPTION.search(f"{run.parent.get('class', '')} {run.parent.get('id', '')}")
    if "a" in tags or run.link * 2 > len(run.text) or is_aside(run.parent):
        return False
    return "figcaption" in tags or named is not None


def _is_about(run: Run, lang: Lang) -> bool:
    if len(run.text) > _MAX_ABOUT or run.parent.tag == "title" or is_aside(run.parent):
        return False
    if role_by_words(run.text, lang) in {Role.BYLINE, Role.BOILERPLATE} and run.link * 2 <= len(
        run.text
    ):
        return True
    names = f"{run.parent.get('class', '')} {run.parent.get('id', '')}"
    return bool(_ABOUT.search(names)) or run.parent.tag == "time" or bool(_STAMP.match(run.text))


def _assemble(
    runs: Sequence[Run], chosen: list[int], head: int | None
) -> tuple[str, list[Block], tuple[Slot, ...]]:
    pieces: list[str] = []
    blocks, slots = [], []
    at = 0
    for n in chosen:
        run = runs[n]
        span = Span(at, at + len(run.text))
        marks = tuple(_shifted(mark, at) for mark in run.marks)
        blocks.append(Block(span, Hint.TITLE if n == head else _hint(run)))
        slots.append(Slot(span, Span(n, n + 1), marks))
        pieces.append(run.text)
        at += len(run.text) + 1
    return "\n".join(pieces), blocks, tuple(slots)


def _shifted(mark: Mark, by: int) -> Mark:
    return replace(mark, span=Span(mark.span.start + by, mark.span.end + by))


def _hint(run: Run) -> Hint:
    parent = run.parent
    tag = str(parent.tag)
    if tag == "figcaption" or _CAPTION.search(f"{parent.get('class', '')} {parent.get('id', '')}"):
        return Hint.CAPTION
    if re.fullmatch(r"h[1-6]", tag):
        return Hint.HEADING
    enclosing = {str(node.tag) for node in parent.iterancestors()} | {tag}
    if enclosing & {"figcaption"}:
        return Hint.CAPTION
    if run.link == len(run.text) and not enclosing & {"td", "th"}:
        return Hint.BOILERPLATE if len(run.text) <= _MAX_ABOUT else Hint.NONE
    if tag in {"td", "th"}:  # a cell that holds more than one run is a column of the page
        alone = run.anchor is None and len(run.children) == len(parent)
        return Hint.BODY if alone else Hint.NONE
    return Hint.BODY if enclosing & {"li", "blockquote", "dd"} else Hint.NONE
