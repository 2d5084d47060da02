"""Read an article from a file in any known format; one line here for one format more."""

from collections.abc import Callable
from pathlib import Path

from aligner.document import Article
from aligner.errors import InputError, UsageError
from aligner.lang import Lang
from aligner.paths import as_text, exists, is_folder
from aligner.text.readers.encoding import (
    LONGEST_MAGIC,
    DecodedText,
    read_bytes,
    read_text,
    refuse_known,
)
from aligner.text.readers.html import decode_html, read_html
from aligner.text.readers.layout import Document
from aligner.text.readers.md import read_md
from aligner.text.readers.txt import read_txt
from aligner.text.spans import stripped

Reader = Callable[[DecodedText, Lang, str], Document]

READERS: dict[str, Reader] = {"txt": read_txt, "md": read_md, "html": read_html}
"""Format name to its reader."""

FORMAT_OF_SUFFIX = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
"""What a file name says about the format."""


def format_of(path: Path | None, given: str | None = None) -> str:
    """Return the format of a document; standard input is ``txt`` unless ``given`` says otherwise.

    Raises ``UsageError`` for an unknown format and ``InputError`` for an unknown suffix.
    """
    if given is not None:
        if given not in READERS:
            raise UsageError(f"unknown document format {given!r}; use one of {', '.join(READERS)}")
        return given
    if path is None:
        return "txt"
    suffix = path.suffix.lower()
    if suffix not in FORMAT_OF_SUFFIX and not exists(path):
        raise InputError(f"{path}: no such file")
    if suffix not in FORMAT_OF_SUFFIX and not is_folder(path):
        # A PDF does not become text by a new name.
        refuse_known(read_bytes(path, LONGEST_MAGIC), str(path))
        raise InputError(
            f"{path}: unknown suffix {suffix!r}; rename it to one of "
            f"{', '.join(FORMAT_OF_SUFFIX)}, or give plain text on standard input: - < FILE "
            "(translate: - --document < FILE)"
        )
    return FORMAT_OF_SUFFIX.get(suffix, "txt")


def read_document(path: Path | None, lang: Lang, *, format: str | None = None) -> Document:
    """Return the document in ``path`` (``None``: standard input) with its layout.

    Raises ``InputError`` when it cannot be read or holds no text.
    """
    kind = format_of(path, format)
    decoded = decode_html(path) if kind == "html" else read_text(path)
    name = "standard input" if path is None else str(path)
    if not stripped(decoded.text):
        raise InputError(f"{name}: is empty")
    document = READERS[kind](decoded, lang, "stdin" if path is None else as_text(path.stem))
    if not document.article.paragraphs:
        raise InputError(f"{name}: no text found in it")
    return document


def read_article(path: Path | None, lang: Lang, *, format: str | None = None) -> Article:
    """Return the article in ``path`` (``None``: standard input); see ``read_document``."""
    return read_document(path, lang, format=format).article
