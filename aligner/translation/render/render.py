"""Write a translated document: in its own layout, in another format, or in both languages."""

from collections.abc import Sequence
from dataclasses import replace

from aligner.text.readers.encoding import restore_newlines
from aligner.text.readers.layout import Document
from aligner.translation.render.blocks import blocks_of
from aligner.translation.render.columns import write_columns
from aligner.translation.render.flow import write_flow
from aligner.translation.render.html_writer import write_html
from aligner.translation.render.options import RenderOptions
from aligner.translation.render.text_writer import write_text

__all__ = ["RenderOptions", "render"]


def render(
    document: Document, targets: Sequence[str | None], options: RenderOptions | None = None
) -> str:
    """Return the translated document, with the line ends of its source.

    ``targets`` has a translation for each of ``document.article.sentences``; ``None`` and blank
    ones are shown as holes. Raises ``UsageError`` for unknown options, ``ValueError`` for a wrong
    number of targets.
    """
    options = options or RenderOptions()
    options.check()
    blocks = blocks_of(document, targets, options)
    own = document.layout.format
    options = replace(options, format=options.format or own)
    if options.bilingual == "columns":
        text = write_columns(document, blocks, options)
    elif options.format != own:
        text = write_flow(document, blocks, options)
    elif own == "html":
        text = write_html(document, blocks, options)
    else:
        text = write_text(document, blocks, options)
    return restore_newlines(text, document.layout.newline)
