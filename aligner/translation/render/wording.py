"""The few words we add to a document, and how sentences are joined."""

from collections.abc import Sequence

from aligner.bitext import JOINER
from aligner.lang import Lang
from aligner.translation.render.blocks import Item

BOILERPLATE_TAG = "[boilerplate]"


def hole(item: Item) -> str:
    """Return what stands for a missing translation: never the bare source."""
    return f"[not translated: {item.sentence.text}]"


def joined(text: str, items: Sequence[Item], written: Sequence[str], form: tuple[Lang, str]) -> str:
    """Return the sentences of a block as one string; ``form`` is the language and a line break.

    ``text`` is the article's: a line end between two sentences stays a line break.
    """
    lang, line_break = form
    out = ""
    for n, (item, sentence) in enumerate(zip(items, written, strict=True)):
        if n:
            gap = text[items[n - 1].sentence.span.end : item.sentence.span.start]
            out += line_break if "\n" in gap else JOINER[lang]
        out += sentence
    return out
