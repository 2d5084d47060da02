"""TMX 1.4b translation memories, streamed both ways.

Written: one ``tu`` a pair with a ``tuv`` for each side; document, score and sentence numbers as
``prop`` of types ``x-doc``, ``x-score``, ``x-src-ids`` and ``x-tgt-ids``. Control characters that
XML cannot hold raise ``FormatError``.

Read: any encoding XML has (UTF-16 too), with or without ``srclang``, ``xml:lang`` or the older
``lang``, any variant of Chinese and English (zh-CN, zh_TW, cmn, en-US...). Chinese is the source,
English the target whichever comes first; of other languages the one of ``srclang``, or the first,
is the source. The two languages of the first whole unit hold for the file; a unit without one of
them is skipped with a warning that gives its number. Inline codes are left out with all they
enclose (``bpt ept ph it ut``, also a ``sub`` in them: a footnote or title is another text), ``hi``
gives its text.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aligner import __version__
from aligner.bitext import SegmentPair
from aligner.errors import FormatError
from aligner.formats.base import (
    ALL_FIELDS,
    DEFAULTS,
    WriteOptions,
    checked,
    read_ids,
    read_score,
    write_ids,
)
from aligner.formats.streams import name_of, writing_text
from aligner.formats.xml_text import (
    XML_LANG,
    escape_attribute,
    escape_text,
    iter_elements,
    local_name,
    text_of,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})
_SAME_LANG = {"cmn": "zh", "zho": "zh", "chi": "zh", "eng": "en"}

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tmx:
    """Translation Memory eXchange 1.4b."""

    name: str = "tmx"
    suffixes: tuple[str, ...] = (".tmx",)
    fields: frozenset[str] = ALL_FIELDS

    def read(self, path: Path | None) -> Iterator[SegmentPair]:
        """Yield the pairs."""
        srclang, langs, number = "", None, 0
        for event, element in iter_elements(path, ("header", "tu")):
            tag = local_name(element)
            if event == "start":
                if tag == "header":
                    srclang = primary(element.get("srclang", ""))
                elif tag not in ("tmx", "tu"):
                    raise FormatError(f"{name_of(path)}: <{tag}> is not the start of a TMX file")
                continue
            if tag != "tu":
                continue
            number += 1
            where = f"{name_of(path)}: unit {number}"
            segments = _segments(element, where)
            langs = langs or _choose(tuple(segments), srclang)
            missing = [lang for lang in langs or ("second language",) if lang not in segments]
            if langs is None or missing:
                _log.warning("%s: no %s segment; skipped", where, " and no ".join(missing))
                continue
            yield _pair(element, segments[langs[0]], segments[langs[1]], where)

    def write(
        self,
        pairs: Iterable[SegmentPair],
        path: Path | None,
        options: WriteOptions = DEFAULTS,
    ) -> int:
        """Write the pairs."""
        src_lang = escape_attribute(options.src_lang, "the source language")
        tgt_lang = escape_attribute(options.tgt_lang, "the target language")
        number = 0
        with writing_text(path, force=options.force) as stream:
            stream.write(_header(src_lang, options.run))
            for number, pair in enumerate(pairs, 1):
                where = f"pair {number}"
                checked(pair, number)
                stream.write(
                    f"<tu>{_props(pair, where)}\n"
                    f'<tuv xml:lang="{src_lang}"><seg>{escape_text(pair.src, where)}</seg></tuv>\n'
                    f'<tuv xml:lang="{tgt_lang}"><seg>{escape_text(pair.tgt, where)}</seg></tuv>\n'
                    "</tu>\n"
                )
            stream.write("</body>\n</tmx>\n")
        return number


def primary(tag: str) -> str:
    """Return the language of a tag without script and region: ``zh`` for ``zh_TW`` or ``cmn``."""
    lang = tag.strip().lower().replace("_", "-").partition("-")[0]
    return _SAME_LANG.get(lang, lang)


def _header(src_lang: str, run: str) -> str:
    prop = f'<prop type="x-run">{escape_text(run, "the run signature")}</prop>' if run else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        f'<header creationtool="aligner" creationtoolversion="{__version__}" segtype="sentence" '
        f'o-tmf="aligner" adminlang="en" srclang="{src_lang}" datatype="plaintext">{prop}'
        "</header>\n<body>\n"
    )


def _props(pair: SegmentPair, where: str) -> str:
    values = (
        ("x-doc", escape_text(pair.doc_id, where)),
        ("x-score", "" if pair.score is None else repr(pair.score)),
        ("x-src-ids", write_ids(pair.src_ids)),
        ("x-tgt-ids", write_ids(pair.tgt_ids)),
    )
    return "".join(f'<prop type="{kind}">{value}</prop>' for kind, value in values if value)


def _segments(unit: "_Element", where: str) -> dict[str, str]:
    """Return the text of each language, the first when a language comes twice."""
    segments: dict[str, str] = {}
    for variant in unit:
        if local_name(variant) != "tuv":
            continue
        lang = primary(variant.get(XML_LANG) or variant.get("lang") or "")
        for part in variant:
            if local_name(part) == "seg":
                segments.setdefault(lang, text_of(part, _CODES, where))
    return segments


def _choose(langs: tuple[str, ...], srclang: str) -> tuple[str, str] | None:
    """Return the source and target among the languages of a unit, ``None`` if it has only one."""
    if len(langs) < 2:
        return None
    src = next((lang for lang in ("zh", srclang) if lang in langs), langs[0])
    others = tuple(lang for lang in langs if lang != src)
    return src, "en" if "en" in others else others[0]


def _pair(unit: "_Element", src: str, tgt: str, where: str) -> SegmentPair:
    props = {
        child.get("type", ""): child.text or "" for child in unit if local_name(child) == "prop"
    }
    score = props.get("x-score", "")
    return SegmentPair(
        src,
        tgt,
        read_score(score, where) if score else None,
        props.get("x-doc", ""),
        read_ids(props.get("x-src-ids", ""), where),
        read_ids(props.get("x-tgt-ids", ""), where),
    )
