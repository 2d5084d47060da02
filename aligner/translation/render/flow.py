"""Write an article in a format other than its own: paragraphs by role, no inline markup."""

import html
from collections.abc import Iterator

from aligner.document import Role
from aligner.lang import Lang
from aligner.text.readers.layout import Document
from aligner.text.readers.md_inline import escape as escape_md
from aligner.translation.render.blocks import RenderBlock
from aligner.translation.render.options import RenderOptions
from aligner.translation.render.wording import BOILERPLATE_TAG, hole, joined

_MD = {Role.HEADLINE: "# ", Role.SUBHEADING: "## ", Role.CAPTION: "> "}
_HTML = {Role.HEADLINE: "h1", Role.SUBHEADING: "h2"}


def write_flow(document: Document, blocks: tuple[RenderBlock, ...], options: RenderOptions) -> str:
    """Return the article as ``options.format``."""
    if options.format == "html":
        return _html(document, blocks, options)
    parts = []
    for block in _kept(blocks, options):
        parts += [_plain(block, text, options) for text, _ in _texts(document, block, options)]
    return "\n\n".join(parts) + "\n"


def _kept(blocks: tuple[RenderBlock, ...], options: RenderOptions) -> Iterator[RenderBlock]:
    drop = options.boilerplate == "drop"
    return (block for block in blocks if not (drop and block.is_boilerplate))


def _texts(
    document: Document, block: RenderBlock, options: RenderOptions
) -> list[tuple[str, Lang]]:
    """Return the block in the languages asked for, in order."""
    text, lang = document.article.text, document.article.lang
    targets = [item.target or hole(item) for item in block.items]
    target = joined(text, block.items, targets, (options.lang, "\n"))
    if options.bilingual == "none":
        return [(target, options.lang)]
    sources = [item.sentence.text for item in block.items]
    pair = [(joined(text, block.items, sources, (lang, "\n")), lang), (target, options.lang)]
    return pair if options.order == "src-first" else pair[::-1]


def _plain(block: RenderBlock, text: str, options: RenderOptions) -> str:
    tag = f"{BOILERPLATE_TAG} " if block.is_boilerplate and options.boilerplate == "mark" else ""
    if options.format == "txt":
        return tag + text
    lines = [escape_md(line) for line in f"{tag}{text}".split("\n")]
    return _MD.get(block.role, "") + "<br>".join(lines)


def _html(document: Document, blocks: tuple[RenderBlock, ...], options: RenderOptions) -> str:
    title = next(
        (i.target for b in blocks for i in b.items if i.role is Role.HEADLINE and i.target),
        document.article.id,
    )
    body = []
    for block in _kept(blocks, options):
        tag = _HTML.get(block.role, "p")
        role = "" if tag != "p" or block.role is Role.BODY else f' class="{block.role.value}"'
        for text, lang in _texts(document, block, options):
            inner = html.escape(text, quote=False).replace("\n", "<br>")
            body.append(f'<{tag}{role} lang="{lang}">{inner}</{tag}>')
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{options.lang}">',
        f'<head><meta charset="utf-8"><title>{html.escape(title)}</title>',
        "<style>.boilerplate{opacity:.55}.caption{font-style:italic}</style></head>",
        "<body>",
        *body,
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"
