"""Markdown."""

from aligner.lang import Lang
from aligner.text.readers.encoding import DecodedText
from aligner.text.readers.layout import Document
from aligner.text.readers.txt import read_txt


def read_md(decoded: DecodedText, lang: Lang, doc_id: str) -> Document:
    """Return Markdown as a document."""
    return read_txt(decoded, lang, doc_id)
