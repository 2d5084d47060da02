"""Write an article in a format other than its own: paragraphs by role, no inline markup."""

import html
from collections.abc import Iterator

from aligner.document import Role
from aligner.text.readers.layout import Document
from aligner.text.readers.md_inline import escape as escape_md
from aligner.translation.render.blocks import RenderBlock, source_lang
from aligner.translation.render.options import RenderOptions
from aligner.translation.render.wording import BOILERPLATE_TAG, hole, joined

_MD = {Role.HEADLINE: "# ", Role.SUBHEADING: "## ", Role.CAPTION: "> "}
_HTML = {Role.HEADLINE: "h1", Role.SUBHEADING: "h2"}
_STYLE = """
:root{color-scheme:light dark}
body{max-width:44rem;margin:0 auto;padding:1rem 1.25rem;overflow-wrap:anywhere;line-height:1.65;
font-family:Georgia,"Times New Roman","Noto Serif",serif}
:lang(zh){font-family:"Noto Serif CJK SC","Source Han Serif SC","Songti SC",SimSun,serif}
:lang(zh-Hant){font-family:"Noto Serif CJK TC","Songti TC",PMingLiU,serif}
h1,h2{line-height:1.3}
.boilerplate{opacity:.6}
.caption:not(:lang(zh)){font-style:italic}
@media print{body{max-width:none;padding:0}h1,h2{break-after:avoid}}
"""
"""Chinese has no italics: slanted characters are hard to read."""


def write_flow(document: Document, blocks: tuple[RenderBlock, ...], options: RenderOptions) -> str:
    """Return the article as ``options.format``."""
    if options.format == "html":
        return _html(document, blocks, options)
    parts = []
    lang = source_lang(document)
    for block in _kept(blocks, options):
        texts = _texts(document, block, options, lang)
        parts += [_plain(block, text, options) for text, _ in texts]
    return "\n\n".join(parts) + "\n"


def _kept(blocks: tuple[RenderBlock, ...], options: RenderOptions) -> Iterator[RenderBlock]:
    drop = options.boilerplate == "drop"
    return (block for block in blocks if not (drop and block.is_boilerplate))


def _texts(
    document: Document, block: RenderBlock, options: RenderOptions, lang: str
) -> list[tuple[str, str]]:
    """Return the block in the languages asked for, in order, each with its ``lang`` attribute."""
    text = document.article.text
    targets = [item.target or hole(item) for item in block.items]
    target = joined(text, block.items, targets, (options.lang, "\n"))
    if options.bilingual == "none":
        return [(target, options.lang)]
    sources = [item.sentence.text for item in block.items]
    source = joined(text, block.items, sources, (document.article.lang, "\n"))
    pair = [(source, lang), (target, options.lang)]
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
    lang_of_source = source_lang(document)
    for block in _kept(blocks, options):
        tag = _HTML.get(block.role, "p")
        role = "" if tag != "p" or block.role is Role.BODY else f' class="{block.role.value}"'
        for text, lang in _texts(document, block, options, lang_of_source):
            inner = html.escape(text, quote=False).replace("\n", "<br>")
            body.append(f'<{tag}{role} lang="{lang}">{inner}</{tag}>')
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{options.lang}">',
        '<head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{html.escape(title)}</title>",
        f"<style>{_STYLE}</style></head>",
        "<body>",
        *body,
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"
