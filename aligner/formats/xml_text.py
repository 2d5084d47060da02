"""Text in and out of XML, and elements of a large XML file one at a time.

The parser reads no DTD, opens no other file and refuses files that declare entities, so a file can
neither make us read another one nor grow in memory.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from aligner.errors import FormatError
from aligner.formats.streams import name_of, reading_bytes

if TYPE_CHECKING:
    from lxml.etree import _Element

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_UNHOLDABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_ATTRIBUTE = {**_TEXT, '"': "&quot;", "\t": "&#9;", "\n": "&#10;"}
_SPECIAL_TEXT = re.compile("[&<>\r]")
_SPECIAL_ATTRIBUTE = re.compile('[&<>\r"\t\n]')


def escape_text(text: str, where: str) -> str:
    """Return the text as character data; ``FormatError`` naming ``where`` if XML cannot hold it."""
    bad = _UNHOLDABLE.search(text)
    if bad:
        refuse_character(bad[0], where)
    return _SPECIAL_TEXT.sub(lambda match: _TEXT[match[0]], text)


def escape_attribute(text: str, where: str) -> str:
    """Return the text for an attribute in double quotes; errors as in ``escape_text``."""
    bad = _UNHOLDABLE.search(text)
    if bad:
        refuse_character(bad[0], where)
    return _SPECIAL_ATTRIBUTE.sub(lambda match: _ATTRIBUTE[match[0]], text)


def unholdable_parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield the text in runs: what XML can hold, then one character it cannot (or ``""``)."""
    start = 0
    for match in _UNHOLDABLE.finditer(text):
        yield text[start : match.start()], match[0]
        start = match.end()
    yield text[start:], ""


def refuse_character(character: str, where: str) -> NoReturn:
    """Raise ``FormatError`` for a character that XML cannot hold."""
    raise FormatError(
        f"{where}: control character U+{ord(character):04X}, which XML cannot hold; "
        "remove it, or write TSV or JSONL"
    )


def iter_elements(path: Path | None, tags: Iterable[str]) -> Iterator[tuple[str, "_Element"]]:
    """Yield ``("start" or "end", element)`` for each element with one of the tags, any namespace.

    The first is the start of the root, whatever its tag. An element and all before it are freed
    after its end has been yielded, so memory does not grow with the file. Raises ``InputError``
    and ``FormatError``; a syntax error is named by line.
    """
    from lxml import etree

    with reading_bytes(path) as stream:
        try:
            context = etree.iterparse(
                stream,
                events=("start", "end"),
                tag=tuple(f"{{*}}{tag}" for tag in tags),
                resolve_entities=False,
                load_dtd=False,
                no_network=True,
                remove_comments=True,
                remove_pis=True,
                huge_tree=False,
            )
            started = False
            for event, element in context:
                if not started:
                    started = True
                    yield "start", _root(element, path)
                yield event, element
                if event == "end":
                    _free(element)
            if not started:
                yield "start", _root(context.root, path)
        except etree.XMLSyntaxError as error:
            line = f":{error.lineno}" if error.lineno else ""
            reason = error.msg or "empty"
            raise FormatError(f"{name_of(path)}{line}: not well-formed XML: {reason}") from error


def local_name(element: "_Element") -> str:
    """Return the tag without its namespace; ``""`` for an entity reference."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(element: "_Element", codes: frozenset[str], where: str) -> str:
    """Return the text of a segment, without what is inside the inline elements ``codes``.

    Other inline elements give their text. ``FormatError`` for an entity reference.
    """
    parts = [element.text or ""]
    for child in element:
        name = local_name(child)
        if not name:
            raise FormatError(f"{where}: the entity {child.text} is not declared in XML itself")
        if name == "cp":
            parts.append(_code_point(child, where))
        elif name not in codes:
            parts.append(text_of(child, codes, where))
        parts.append(child.tail or "")
    return "".join(parts)


def _code_point(element: "_Element", where: str) -> str:
    """Return the character of XLIFF 2's ``cp``, which spells what XML cannot hold."""
    try:
        return chr(int(element.get("hex", ""), 16))
    except (ValueError, OverflowError):
        raise FormatError(f"{where}: <cp> with hex={element.get('hex')!r}") from None


def _root(element: "_Element", path: Path | None) -> "_Element":
    """Return the root of the file; ``FormatError`` if the file declares entities."""
    tree = element.getroottree()
    dtd = tree.docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):  # type: ignore[attr-defined] # not in the stubs
        raise FormatError(
            f"{name_of(path)}: declares XML entities, which could make it read other files or "
            "fill the memory; remove the <!ENTITY> lines"
        )
    return tree.getroot()


def _free(element: "_Element") -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
