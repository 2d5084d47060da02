"""Write plain text and Markdown: the source with each block's text replaced."""

import re
from collections.abc import Callable

from aligner.text.readers.layout import Document
from aligner.text.readers.md_inline import escape as escape_md
from aligner.translation.render.blocks import RenderBlock
from aligner.translation.render.marks import marked_targets
from aligner.translation.render.options import RenderOptions
from aligner.translation.render.wording import BOILERPLATE_TAG, hole, joined

# At the end of a heading's line they would close it and be lost (CommonMark 4.2).
_LAST_HASHES = re.compile(r"(?<!\S)(#+)$")


def write_text(document: Document, blocks: tuple[RenderBlock, ...], options: RenderOptions) -> str:
    """Return a ``txt`` or ``md`` document in its own layout."""
    source = document.layout.source
    out: list[str] = []
    at = 0
    for block in blocks:
        start, end = block.slot.place
        if block.is_boilerplate and options.boilerplate == "drop":
            before, at = _dropped(source, at, start, end)
            out.append(before)
            continue
        out.append(source[at:start])
        out.append(_block(document, block, options))
        at = end
    out.append(source[at:])
    return "".join(out)


def _dropped(source: str, at: int, start: int, end: int) -> tuple[str, int]:
    """Return what stands before a dropped block, and where to go on: its line goes with it."""
    line_start = source.rfind("\n", at, start) + 1 or at
    line_end = source.find("\n", end)
    after = len(source) if line_end < 0 else line_end + 1
    inside = source[line_start:start] + source[end:after]
    if "|" in inside:  # a cell of a table: the row stays
        return source[at:start], end
    while source.startswith("\n", after):
        after += 1
    return source[at:line_start], after


def _block(document: Document, block: RenderBlock, options: RenderOptions) -> str:
    target = block_target(document, block, options)
    if options.bilingual == "none":
        return target
    source = document.layout.source[block.slot.place.start : block.slot.place.end].strip()
    if document.layout.format == "md":
        source = _LAST_HASHES.sub(r"\\\1", source)
    pair = (source, target) if options.order == "src-first" else (target, source)
    return block.slot.between.join(pair)


def block_target(document: Document, block: RenderBlock, options: RenderOptions) -> str:
    """Return the translation of a block in the markup of its document."""
    markdown = document.layout.format == "md"
    escape: Callable[[str], str] = escape_md if markdown else str
    targets = [item.target or hole(item) for item in block.items]
    sentences = [item.sentence for item in block.items]
    written = marked_targets(block.target_marks(options), sentences, targets, escape)
    form = (options.lang, "<br>" if markdown else "\n")
    text = joined(document.article.text, block.items, written, form)
    if block.is_boilerplate and options.boilerplate == "mark":
        text = f"{escape(BOILERPLATE_TAG)} {text}"
    return text
