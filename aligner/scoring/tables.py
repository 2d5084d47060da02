"""Tables as aligned text and as GitHub's Markdown."""

from __future__ import annotations

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
        parts.append(f"### {block.title}")
        if block.header:
            parts.append(markdown_table(block.header, block.rows))
        if block.lines:
            parts.append("\n".join(f"- {line}" for line in block.lines))
    return "\n\n".join(parts) + "\n"


def markdown_table(header: Row, rows: Sequence[Row]) -> str:
    """Return a table with its first column to the left and the others to the right."""
    lines = [_markdown_row(header), _markdown_row(["---", *["---:"] * (len(header) - 1)])]
    lines += [_markdown_row(row) for row in rows]
    return "\n".join(lines)


def _markdown_row(cells: Row) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def text_table(header: Row, rows: Sequence[Row]) -> str:
    """Return a table with its first column to the left and the others to the right."""
    widths = [max(len(row[k]) for row in (header, *rows)) for k in range(len(header))]
    lines = []
    for row in (header, *rows):
        first = row[0].ljust(widths[0])
        rest = (cell.rjust(w) for cell, w in zip(row[1:], widths[1:], strict=True))
        lines.append("  ".join((first, *rest)).rstrip())
    return "\n".join(lines)
