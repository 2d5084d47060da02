"""Two documents from disk, checked before the work starts, and folders paired by file name.

Refused with what to do: the same file twice, swapped sides, a side in the wrong language, sides of
hopelessly different length. The limits are wide on purpose: a page half in another script passes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from string import ascii_letters

from aligner.alignment.align import presplit as presplit_article
from aligner.document import Article
from aligner.errors import AlignmentError, InputError, UsageError
from aligner.formats.streams import read_lines
from aligner.formats.tsv import unescape
from aligner.lang import Lang
from aligner.paths import CLOSED, as_name, as_text, closed_folders, exists, is_file
from aligner.text.readers.encoding import read_text
from aligner.text.script import han_count

HAN_AT_LEAST = 0.1
"""Share of Han among the letters below which a text is not Chinese."""
KANA_AT_MOST = 0.2
"""Share of kana above which a text is Japanese; Japanese news has about .4, Chinese news a name."""
HAN_AT_MOST = 0.5
"""Share of Han above which a text is not English."""
LATIN_AT_LEAST = 0.5
"""Share of a-z among the other letters below which a text is not English."""
LETTERS_PER_HAN = 4.0
"""Letters of English for a Chinese character, in news."""
RATIO_AT_MOST = 50.0

_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_TEXT_SUFFIXES = frozenset({"", ".zh", ".en"})
_MARKER = re.compile(r"[._-](zh|en|cn|chs|cht|chi|eng)([._-](cn|tw|hk|us|gb|hans|hant))?$", re.I)


@dataclass(frozen=True, slots=True)
class DocumentPair:
    """The files of one document in both languages; ``None`` is standard input."""

    doc_id: str
    src: Path | None
    tgt: Path | None


@dataclass(frozen=True, slots=True)
class Pairing:
    """What belongs together in two folders, in the order of the names, and what is left over."""

    pairs: tuple[DocumentPair, ...]
    src_only: tuple[Path, ...] = ()
    tgt_only: tuple[Path, ...] = ()


def read_documents(pair: DocumentPair, *, presplit: bool) -> tuple[Article, Article]:
    """Read and check both sides; ``presplit``: a line is a sentence, a blank line a paragraph."""
    if pair.src == pair.tgt or _same_file(pair.src, pair.tgt):
        raise UsageError(f"{_name(pair.src)}: the same file on both sides; name the translation")
    src = _read(pair.src, "zh", presplit=presplit)
    tgt = _read(pair.tgt, "en", presplit=presplit)
    check_sides(src.text, tgt.text, _name(pair.src), _name(pair.tgt))
    return replace(src, id=pair.doc_id), replace(tgt, id=pair.doc_id)


def check_sides(src: str, tgt: str, src_name: str, tgt_name: str) -> None:
    """Raise ``AlignmentError`` if the sides are not Chinese and English of comparable length."""
    src_han, tgt_han = _han_share(src), _han_share(tgt)
    if src_han < HAN_AT_LEAST and tgt_han > HAN_AT_MOST:
        raise AlignmentError(
            f"{src_name} and {tgt_name} are swapped: Chinese comes first; "
            f"run: aligner align {tgt_name} {src_name}"
        )
    if src_han < HAN_AT_LEAST:
        raise AlignmentError(f"{src_name}: not Chinese ({src_han:.0%} of its letters are Han)")
    if _kana_share(src) > KANA_AT_MOST:
        raise AlignmentError(f"{src_name}: not Chinese (Japanese, by its kana)")
    if tgt_han > HAN_AT_MOST:
        raise AlignmentError(f"{tgt_name}: not English ({tgt_han:.0%} of its letters are Han)")
    if _latin_share(tgt) < LATIN_AT_LEAST:
        raise AlignmentError(f"{tgt_name}: not English (mostly letters of another script)")
    ratio = len(tgt) / (LETTERS_PER_HAN * max(1, len(src)))
    if ratio > RATIO_AT_MOST or ratio < 1 / RATIO_AT_MOST:
        times, long = (ratio, tgt_name) if ratio > 1 else (1 / ratio, src_name)
        raise AlignmentError(
            f"{long}: about {times:.0f} times longer than its counterpart; check that "
            f"{src_name} and {tgt_name} are the same document, whole"
        )


def pair_by_name(src_folder: Path, tgt_folder: Path, *, presplit: bool) -> Pairing:
    """Pair the files of two folders (and those inside) whose names agree but for suffix and case.

    A language marker before the suffix does not count: ``a.zh.txt`` goes with ``a_en.html``.
    Raises ``InputError`` when two files of a folder have the same name in this sense.
    """
    src = _by_key(src_folder, presplit=presplit)
    tgt = _by_key(tgt_folder, presplit=presplit)
    return Pairing(
        tuple(
            DocumentPair(
                document_label(src[key].relative_to(src_folder).as_posix()), src[key], tgt[key]
            )
            for key in sorted(src.keys() & tgt.keys())
        ),
        tuple(src[key] for key in sorted(src.keys() - tgt.keys())),
        tuple(tgt[key] for key in sorted(tgt.keys() - src.keys())),
    )


def pair_by_list(table: Path, src_folder: Path, tgt_folder: Path) -> Pairing:
    """Pair the files a table names: source, target, and if wished the document's name and a score.

    Paths are relative to the folders. Raises ``InputError`` with the line of a missing file, and
    for a table without pairs.
    """
    pairs = tuple(_listed(table, src_folder, tgt_folder))
    if not pairs:
        raise InputError(f"{table}: lists no pairs")
    seen: set[str] = set()
    for pair in pairs:
        if pair.doc_id in seen:
            raise InputError(f"{table}: two documents named {pair.doc_id}; give names in column 3")
        seen.add(pair.doc_id)
    return Pairing(pairs)


def _listed(table: Path, src_folder: Path, tgt_folder: Path) -> Iterator[DocumentPair]:
    for number, line in read_lines(table):
        cells = line.split("\t")
        if not line.strip() or line.startswith("#"):
            continue
        if len(cells) not in (2, 3, 4):
            raise InputError(
                f"{table}:{number}: source, tab, target (tab, name, tab, score) expected"
            )
        src, tgt = _named(src_folder, cells[0]), _named(tgt_folder, cells[1])
        for path in (src, tgt):
            if not is_file(path):
                raise InputError(f"{table}:{number}: {path}: no such file")
        name = unescape(cells[2]) if len(cells) > 2 else document_label(cells[0])
        yield DocumentPair(name, src, tgt)


def _named(folder: Path, cell: str) -> Path:
    """Return the file a table names, as it stands there or as a name that no table can hold."""
    path = folder / cell
    return path if exists(path) else folder / as_name(unescape(cell))


def _same_file(src: Path | None, tgt: Path | None) -> bool:
    return bool(src and tgt and exists(src) and exists(tgt) and src.samefile(tgt))


def _read(path: Path | None, lang: Lang, *, presplit: bool) -> Article:
    if presplit:
        article = presplit_article(read_text(path).text.split("\n"), lang, _name(path))
        if not article.sentences:
            raise InputError(f"{_name(path)}: is empty")
        return article
    return read_by_name(path, lang)


def read_by_name(path: Path | None, lang: Lang) -> Article:
    """Read an article as its suffix says; without one, or as .zh or .en, it is plain text."""
    # The readers hold the grammar of news pages, which lines that are sentences can do without.
    from aligner.text.readers.article import read_article

    plain = path is not None and path.suffix.lower() in _TEXT_SUFFIXES
    return read_article(path, lang, format="txt" if plain else None)


def _name(path: Path | None) -> str:
    return "standard input" if path is None else str(path)


def _han_share(text: str) -> float:
    return han_count(text) / max(1, sum(map(str.isalpha, text)))


def _kana_share(text: str) -> float:
    return len(_KANA.findall(text)) / max(1, sum(map(str.isalpha, text)))


def _latin_share(text: str) -> float:
    letters = sum(map(str.isalpha, text)) - han_count(text)
    return sum(map(text.count, ascii_letters)) / max(1, letters)


def _by_key(folder: Path, *, presplit: bool) -> dict[str, Path]:
    found: dict[str, Path] = {}
    if folder in closed_folders(folder):
        raise InputError(f"{folder}: {CLOSED}")
    for path in documents_in(folder, presplit=presplit):
        key = document_label(path.relative_to(folder).as_posix()).casefold()
        if key in found:
            raise InputError(
                f"{path}: has the same name as {found[key]}; rename one, or list pairs for --pairs"
            )
        found[key] = path
    if not found:
        raise InputError(f"{folder}: no documents in this folder")
    return found


def documents_in(folder: Path, *, presplit: bool = False) -> Iterator[Path]:
    """Yield the documents of a folder and those below it, in the order of their names."""
    known = _known_suffixes()
    for path in sorted(_visible(folder.rglob("*"), folder)):
        if is_file(path) and (presplit or path.suffix.lower() in known):
            yield path


def _visible(paths: Iterable[Path], folder: Path) -> Iterator[Path]:
    for path in paths:
        if not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def document_label(name: str) -> str:
    """Return the name of the document in a file: its path without suffix and language marker."""
    stem, dot, suffix = name.rpartition(".")
    known = dot and f".{suffix.lower()}" in _known_suffixes()
    return as_text(_MARKER.sub("", stem if known else name))


def _known_suffixes() -> frozenset[str]:
    from aligner.text.readers.article import FORMAT_OF_SUFFIX

    return _TEXT_SUFFIXES | FORMAT_OF_SUFFIX.keys()
