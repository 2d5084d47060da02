"""HTML as runs of text: what stands between two block boundaries is one block of the article.

A run is found by walking the tree, so a paragraph needs no ``<p>``: two ``<br>`` end a run, and so
does a line end before an indent. The walk depends on the source alone, so the n-th run of a page is
the same when the page is parsed again to be written.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from aligner.document import Span
from aligner.text.readers.layout import Mark, MarkKind
from aligner.text.script import CJK_PUNCT, HAN, KANA
from aligner.text.spans import trim

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCK = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
OPAQUE = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "embed",
        "button",
        "select",
        "textarea",
        "input",
        "pre",
        "math",
        "canvas",
        "audio",
        "video",
        "map",
        "link",
        "meta",
        "option",
        "datalist",
    ]
)
"""Elements whose text is not read; they stay where they are."""
_OBJECT = OPAQUE | {"img", "picture"}
_LINKS = frozenset({"a"})
_READINGS = frozenset({"rt", "rp", "rtc"})
"""How characters sound, above them: 沈<rt>shěn</rt> is no part of what is said."""
_CODE = frozenset({"code", "kbd", "samp", "tt", "var"})
_SAYS_SOMETHING = frozenset({"id", "name", "class"})
"""With one of these an element without text is there for a reason."""
_WIDE = re.compile(f"[{HAN}{CJK_PUNCT}{KANA}\uff01-\uff65]")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(slots=True)
class Run:
    """Text and inline elements in a row, from after ``anchor`` (``None``: the parent's start).

    ``text`` is what a reader sees, white space collapsed; marks are offsets into it. ``link`` is
    how many of its characters are links.
    """

    parent: "HtmlElement"
    anchor: "HtmlElement | None"
    children: list["HtmlElement"] = field(default_factory=list)
    text: str = ""
    marks: tuple[Mark, ...] = ()
    link: int = 0


def parse_page(source: str) -> "HtmlElement":
    """Return the tree of a page, however broken; the same tree for the same source."""
    import lxml.etree
    import lxml.html

    parser = lxml.html.HTMLParser(huge_tree=True, remove_blank_text=False)
    try:
        tree = lxml.html.document_fromstring(_XML_DECLARATION.sub("", source), parser=parser)
    except lxml.etree.ParserError:  # nothing but comments or white space
        return lxml.html.document_fromstring("<html><body></body></html>")
    lxml.etree.strip_tags(tree, "wbr")  # the parser closes it behind the text that follows
    return tree


def iter_runs(tree: "HtmlElement") -> Iterator[Run]:
    """Yield the runs that hold text in document order, the page's title first if it has one."""
    titles = tree.xpath("//head/title")
    if titles:
        yield from _filled([Run(titles[0], None)])
    body = tree.find("body")
    if body is not None:
        yield from _filled(_walk(body))


def _filled(runs: "Iterator[Run] | list[Run]") -> Iterator[Run]:
    for run in runs:
        _read(run)
        if run.text:
            yield run


def _walk(body: "HtmlElement") -> Iterator[Run]:
    """Yield the runs of an element and of those inside; a page nests deeper than Python recurses.

    ``open_runs`` holds the run that goes on behind each element entered, and what is left there.
    """
    containers = _containers(body)
    open_runs = [(Run(body, None), iter(list(body)))]
    while open_runs:
        run, children = open_runs.pop()
        for child in children:
            if child in containers or _breaks(child):
                open_runs.append((Run(run.parent, child), children))
                if child in containers:
                    open_runs.append((Run(child, None), iter(list(child))))
                break
            run.children.append(child)
        yield run


def _breaks(child: "HtmlElement") -> bool:
    """Tell whether a line break ends a run: two of them, or one before an indent."""
    if child.tag != "br":
        return False
    tail, following = child.tail or "", child.getnext()
    twice = following is not None and following.tag == "br" and not tail.strip()
    indented = tail.lstrip(" \t\r\n").startswith(("\u3000\u3000", "\xa0\xa0"))
    return twice or indented or _is_double(child)


def _containers(body: "HtmlElement") -> frozenset["HtmlElement"]:
    """Return the elements that are blocks, hold one, or hold two line breaks in a row."""
    found: set[HtmlElement] = set()
    for inner in body.iterdescendants():
        node: HtmlElement | None = None
        if inner.tag in _BLOCK:
            node = inner
        elif _is_double(inner):
            node = inner.getparent()
        while node is not None and node not in found:
            found.add(node)
            node = node.getparent()
    return frozenset(node for node in found if node.tag not in OPAQUE)


def _is_double(element: "HtmlElement") -> bool:
    """Tell whether an element is the second of two line breaks in a row."""
    before = element.getprevious()
    if element.tag != "br" or before is None or before.tag != "br":
        return False
    return not (before.tail or "").strip()


class _Text:
    """Collects the visible text of a run, white space collapsed as a browser does."""

    def __init__(self) -> None:
        self.text = ""
        self.pending = ""
        self.marks: list[Mark] = []
        self.link = 0

    def add(self, text: str) -> None:
        for part in re.split(r"([ \t\r\n\f\xa0]+)", text):
            if part and not part.strip(" \t\r\n\f\xa0"):
                self.pending += part
            elif part:
                self._flush(part[0])
                self.text += part

    def _flush(self, following: str) -> None:
        if not self.pending or not self.text or self.text[-1] == "\n":
            self.pending = ""
            return
        wide = _WIDE.match(self.text[-1]) and _WIDE.match(following)
        if not ("\n" in self.pending and wide):
            self.text += " "
        self.pending = ""

    def line_break(self) -> None:
        self.pending = ""
        self.text = self.text.rstrip() + "\n" if self.text else ""


def _read(run: Run) -> None:
    out = _Text()
    out.add((run.parent.text if run.anchor is None else run.anchor.tail) or "")
    for child in run.children:
        _read_inline(child, out)
        out.add(child.tail or "")
    cut, end = trim(out.text, Span(0, len(out.text)))
    run.text = out.text[cut:end]
    run.link = min(out.link, len(run.text))
    run.marks = tuple(
        Mark(
            mark.kind,
            Span(*(max(0, min(n - cut, len(run.text))) for n in mark.span)),
            mark.start,
            mark.end,
        )
        for mark in out.marks
    )


class _Open(NamedTuple):
    """An element whose text is being read: where it began, and which place its mark gets."""

    element: "HtmlElement"
    start: int
    slot: int


def _read_inline(element: "HtmlElement", out: _Text) -> None:
    """Read an element and those inside; a page nests deeper than Python recurses."""
    pending: list[HtmlElement | _Open | str] = [element]
    while pending:
        part = pending.pop()
        if isinstance(part, str):
            out.add(part)
        elif isinstance(part, _Open):
            _close(part, out)
        elif not isinstance(part.tag, str) or part.tag in _OBJECT:
            place = Span(len(out.text), len(out.text))
            out.marks.append(Mark(MarkKind.OBJECT, place, _source(part)))
        elif part.tag == "br":
            out.line_break()
        elif part.tag in _READINGS:
            continue
        else:
            pending.append(_Open(part, len(out.text), len(out.marks)))
            out.add(part.text or "")
            for child in reversed(part):
                pending += (child.tail or "", child)


def _close(opened: _Open, out: _Text) -> None:
    """Mark the text of an element that has been read."""
    element, start, slot = opened
    while start < len(out.text) and out.text[start] == " ":
        start += 1
    if element.tag in _LINKS:
        out.link += len(out.text) - start
    if len(out.text) > start:
        kind = _kind(str(element.tag))
        mark = Mark(kind, Span(start, len(out.text)), start_tag(element), f"</{element.tag}>")
        out.marks.insert(slot, mark)
    elif len(out.marks) > slot or _SAYS_SOMETHING & set(element.attrib):
        del out.marks[slot:]  # a link around an image, an icon, a place that links lead to
        place = Span(len(out.text), len(out.text))
        out.marks.append(Mark(MarkKind.OBJECT, place, _source(element)))


def _kind(tag: str) -> MarkKind:
    if tag in _LINKS:
        return MarkKind.LINK
    return MarkKind.CODE if tag in _CODE else MarkKind.EMPHASIS


def start_tag(element: "HtmlElement") -> str:
    """Return the start tag of an element as HTML."""
    attributes = "".join(
        f' {name}="{html.escape(str(value))}"' for name, value in element.attrib.items()
    )
    return f"<{element.tag}{attributes}>"


def _source(element: "HtmlElement") -> str:
    from lxml import etree

    return str(etree.tostring(element, encoding="unicode", method="html", with_tail=False))


def replace_run(run: Run, fragment: str) -> None:
    """Put an HTML fragment of inline content in the place of a run."""
    import lxml.html

    holder: Any = lxml.html.fragment_fromstring(fragment, create_parent="div")
    for child in run.children:
        run.parent.remove(child)
    if run.anchor is None:
        run.parent.text = holder.text
        at = 0
    else:
        run.anchor.tail = holder.text
        at = run.parent.index(run.anchor) + 1
    for n, child in enumerate(list(holder)):
        run.parent.insert(at + n, child)
