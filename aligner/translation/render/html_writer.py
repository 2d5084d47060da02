"""Write HTML: the page as it was, the text of each block of the article replaced."""

import copy
import html
from typing import TYPE_CHECKING

from aligner.document import Role
from aligner.text.readers.html_tree import Run, iter_runs, parse_page, replace_run
from aligner.text.readers.layout import Document
from aligner.translation.render.blocks import RenderBlock, source_lang
from aligner.translation.render.marks import marked_targets
from aligner.translation.render.options import RenderOptions
from aligner.translation.render.wording import hole, joined

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PAIRED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "blockquote"})
"""Elements that stand twice in an interleaved page, once in each language."""
_EMPTY_GOES = _PAIRED | {"li", "div", "ul", "ol"}
_TITLES = frozenset({"og:title", "twitter:title"})
_STYLE = (
    "[data-aligner-role=boilerplate]{opacity:.55}"
    ".aligner-missing{outline:1px dashed #b3261e;background:none;color:inherit}"
)


def write_html(document: Document, blocks: tuple[RenderBlock, ...], options: RenderOptions) -> str:
    """Return an HTML document with its own structure."""
    import lxml.html

    tree = parse_page(document.layout.source)
    runs = list(iter_runs(tree))
    emptied = []
    for block in reversed(blocks):  # a twin takes over the text behind its element
        run = runs[block.slot.place.start]
        if block.is_boilerplate and options.boilerplate == "drop":
            _empty(run)
            emptied.append(run.parent)
        elif options.bilingual == "none" or not block.is_unchanged:
            _put(document, block, run, options)
    for element in emptied:  # last: a run finds its place by the element before it
        _remove_if_empty(element)
    _language(tree, document, options)
    _head(tree, blocks, runs, options)
    return str(lxml.html.tostring(tree.getroottree(), encoding="unicode")) + "\n"


def _put(document: Document, block: RenderBlock, run: Run, options: RenderOptions) -> None:
    target = block_target(document, block, options)
    if block.is_boilerplate and options.boilerplate == "mark":
        target = f'<span data-aligner-role="boilerplate">{target}</span>'
    if options.bilingual == "none" or run.parent.tag == "title":
        replace_run(run, html.unescape(target) if run.parent.tag == "title" else target)
    elif _fills(run) and run.parent.tag in _PAIRED:
        _pair(run, target, options)
    else:
        source = _source(run)
        other = f'<span lang="{options.lang}">{target}</span>'
        pair = (source, other) if options.order == "src-first" else (other, source)
        replace_run(run, "<br>".join(pair))


def block_target(document: Document, block: RenderBlock, options: RenderOptions) -> str:
    """Return the translation of a block as HTML."""
    sentences = [item.sentence for item in block.items]
    missing = [item.target is None for item in block.items]
    targets = [item.target or hole(item) for item in block.items]
    written = marked_targets(block.target_marks(options), sentences, targets, _escape)
    lang = document.article.lang
    written = [
        f'<mark class="aligner-missing" lang="{lang}">{each}</mark>' if gone else each
        for each, gone in zip(written, missing, strict=True)
    ]
    return joined(document.article.text, block.items, written, (options.lang, "<br>"))


def _escape(text: str) -> str:
    return html.escape(text, quote=False)


def _fills(run: Run) -> bool:
    """Tell whether a run is all there is in its element."""
    return run.anchor is None and len(run.children) == len(run.parent)


def _pair(run: Run, target: str, options: RenderOptions) -> None:
    twin = copy.deepcopy(run.parent)
    twin.attrib.pop("id", None)
    twin.set("lang", options.lang)
    twin.tail = None
    replace_run(Run(twin, None, list(twin)), target)
    if options.order == "src-first":
        twin.tail, run.parent.tail = run.parent.tail, "\n"
        run.parent.addnext(twin)
        run.parent.tail = "\n"
    else:
        run.parent.addprevious(twin)
        twin.tail = "\n"


def _source(run: Run) -> str:
    import lxml.html

    text = (run.parent.text if run.anchor is None else run.anchor.tail) or ""
    inner = (str(lxml.html.tostring(child, encoding="unicode")) for child in run.children)
    return _escape(text) + "".join(inner)


def _empty(run: Run) -> None:
    for child in run.children:
        run.parent.remove(child)
    if run.anchor is None:
        run.parent.text = None
    else:
        run.anchor.tail = None


def _remove_if_empty(element: "HtmlElement") -> None:
    """Remove an element without content, and those around it that it leaves without any."""
    while element.tag in _EMPTY_GOES and not len(element) and not (element.text or "").strip():
        parent = element.getparent()
        if parent is None:
            return
        element.drop_tree()
        element = parent


def _language(tree: "HtmlElement", document: Document, options: RenderOptions) -> None:
    """Say which language the page is in; one with both is in the source's where nothing is said."""
    if options.bilingual == "none":
        tree.set("lang", options.lang)
        tree.attrib.pop("{http://www.w3.org/XML/1998/namespace}lang", None)
        tree.attrib.pop("xml:lang", None)
    elif not tree.get("lang"):
        tree.set("lang", source_lang(document))


def _head(
    tree: "HtmlElement",
    blocks: tuple[RenderBlock, ...],
    runs: list[Run],
    options: RenderOptions,
) -> None:
    """Set the encoding, the title and our few rules of style."""
    from lxml import etree

    head = tree.find("head")
    if head is None:
        head = etree.SubElement(tree, "head")
        tree.insert(0, head)
    for meta in list(head.iter("meta")):
        content_type = meta.get("http-equiv", "").lower() == "content-type"
        if meta.get("charset") is not None or content_type:
            meta.drop_tree()
    charset = etree.Element("meta", {"charset": "utf-8"})
    head.insert(0, charset)
    _title(head, blocks, runs)
    if any(_needs_style(block, options) for block in blocks):
        etree.SubElement(head, "style").text = _STYLE


def _title(head: "HtmlElement", blocks: tuple[RenderBlock, ...], runs: list[Run]) -> None:
    """Make the headline the title of the page, and the one that a shared link shows."""
    headline = [i.target for b in blocks for i in b.items if i.role is Role.HEADLINE and i.target]
    if not headline:
        return
    for meta in head.iter("meta"):
        if (meta.get("property") or meta.get("name")) in _TITLES:
            meta.set("content", headline[0])
    title = head.find("title")
    if title is None or any(runs[block.slot.place.start].parent is title for block in blocks):
        return
    title.text = headline[0]


def _needs_style(block: RenderBlock, options: RenderOptions) -> bool:
    marked = block.is_boilerplate and options.boilerplate == "mark"
    return marked or any(item.target is None for item in block.items)
