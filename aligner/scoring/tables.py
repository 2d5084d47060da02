"""Tables as aligned text and as GitHub's Markdown."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Block:
    """A titled part of a report: a table, if it has a header, and lines below it."""

    title: str
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    lines: tuple[str, ...] = ()


def text_blocks(blocks: Sequence[Block]) -> str:
    """Return the blocks for a terminal."""
    parts = []
    for block in blocks:
        table = [text_table(block.header, block.rows)] if block.header else []
        parts.append("\n".join([block.title, *table, *block.lines]))
    return "\n\n".join(parts) + "\n"


def markdown_blocks(blocks: Sequence[Block]) -> str:
    """Return the blocks as Markdown, each under a heading."""
    parts = []
    for block in blocks:
        parts.append(f"### {_markdown_line(block.title)}")
        if block.header:
            parts.append(markdown_table(block.header, block.rows))
        if block.lines:
            parts.append("\n".join(f"- {_markdown_line(line)}" for line in block.lines))
    return "\n\n".join(parts) + "\n"


def markdown_table(header: Row, rows: Sequence[Row]) -> str:
    """Return a table with its first column to the left and the others to the right."""
    lines = [_markdown_row(header), _markdown_row(["---", *["---:"] * (len(header) - 1)])]
    lines += [_markdown_row(row) for row in rows]
    return "\n".join(lines)


def _markdown_row(cells: Row) -> str:
    return "| " + " | ".join(_escaped(" ".join(cell.split())) for cell in cells) + " |"


def _markdown_line(text: str) -> str:
    """Return the text as Markdown shows it; a pipe only needs its backslash in a table."""
    return _escaped(text).replace("\\|", "|")


def _escaped(text: str) -> str:
    from aligner.text.readers.md_inline import escape  # the readers are not needed for a score

    return escape(text)


def text_table(header: Row, rows: Sequence[Row]) -> str:
    """Return a table with its first column to the left and the others to the right."""
    table = [[" ".join(cell.split()) for cell in row] for row in (header, *rows)]
    widths = [max(map(display_width, column)) for column in zip(*table, strict=True)]
    lines = []
    for row in table:
        gaps = [" " * (w - display_width(cell)) for cell, w in zip(row, widths, strict=True)]
        rest = (gap + cell for gap, cell in zip(gaps[1:], row[1:], strict=True))
        lines.append("  ".join((row[0] + gaps[0], *rest)).rstrip())
    return "\n".join(lines)


def display_width(text: str) -> int:
    """Return how many columns a terminal gives the text: two for a Chinese character."""
    return sum(map(_columns, text))


def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
