"""A document as read: the article, and what is needed to write it back with its structure.

A layout is the container (a text, Markdown or HTML source) and its slots, one for each block of
the article. Writing a translation replaces what stands in each slot and leaves the rest alone.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from aligner.document import Article, Span
from aligner.text.readers.encoding import Newline


class MarkKind(StrEnum):
    """What inline markup does."""

    LINK = "link"
    EMPHASIS = "emphasis"
    CODE = "code"
    OBJECT = "object"
    """An image, a footnote mark: stands at one place and covers no text."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Inline markup over ``span`` of the article's text: ``start`` before it, ``end`` after it."""

    kind: MarkKind
    span: Span
    start: str
    end: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one block.

    ``span`` is its text in ``Article.text``; ``place`` the characters of ``Layout.source`` that
    stand for it (for HTML, the number of the run of text: ``Span(n, n + 1)``). ``between`` is what
    the container needs between two languages of the block.
    """

    span: Span
    place: Span
    marks: tuple[Mark, ...] = ()
    between: str = "\n"


@dataclass(frozen=True, slots=True)
class Layout:
    """The container of an article; ``format`` is ``txt``, ``md`` or ``html``."""

    format: str
    source: str
    slots: tuple[Slot, ...]
    newline: Newline = "\n"


@dataclass(frozen=True, slots=True)
class Document:
    """An article, its layout, and what the page says of itself (empty where it does not).

    ``date`` is as printed. ``encoding`` is that of the file; ``source`` its path, ``-`` for
    standard input.
    """

    article: Article
    layout: Layout
    source: Path
    encoding: str = "utf-8"
    title: str = ""
    byline: str = ""
    date: str = ""
