"""HTML."""

from pathlib import Path

from aligner.errors import InputError
from aligner.lang import Lang
from aligner.text.readers.encoding import DecodedText, read_text
from aligner.text.readers.layout import Document


def decode_html(path: Path | None) -> DecodedText:
    """Return an HTML file as text."""
    return read_text(path)


def read_html(decoded: DecodedText, lang: Lang, doc_id: str) -> Document:  # noqa: ARG001
    """Return a page as a document."""
    raise InputError(f"{decoded.source}: HTML cannot be read yet; save the page as text")
