"""Tell two articles that cannot be aligned from two that can, before any work is done."""

from __future__ import annotations

import re

from aligner.document import Article
from aligner.errors import AlignmentError
from aligner.text.script import han_count

MOST = 50
"""How many times more sentences one side may have than the other."""
ENOUGH = 20
"""Letters below which nothing is said about the language of a text."""

_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


def check_pair(src: Article, tgt: Article, *, check_languages: bool) -> None:
    """Raise ``AlignmentError``, with what to do, for a pair that makes no sense."""
    for article in (src, tgt):
        if not article.sentences:
            raise AlignmentError(f"{article.id}: no sentences in the {article.lang} text")
    if check_languages:
        _check_languages(src, tgt)
    if src.text.strip() == tgt.text.strip():
        raise AlignmentError(
            f"{src.id}: both sides are the same text; give the translation as the second one"
        )
    few, many = sorted((len(src.sentences), len(tgt.sentences)))
    if many > MOST * few:
        raise AlignmentError(
            f"{src.id}: {len(src.sentences)} sentences on one side and {len(tgt.sentences)} on the "
            f"other, more than {MOST} times as many: these are not translations of each other"
        )


def _check_languages(src: Article, tgt: Article) -> None:
    looks = _looks(src), _looks(tgt)
    wrong = [
        (article, look)
        for article, look in zip((src, tgt), looks, strict=True)
        if look and look != article.lang
    ]
    if len(wrong) == 2 and src.lang != tgt.lang:
        raise AlignmentError(
            f"{src.id}: the sides are swapped: the {src.lang} side reads as {looks[0]} and the "
            f"{tgt.lang} side as {looks[1]}; give them in the other order"
        )
    for article, look in wrong:
        raise AlignmentError(
            f"{article.id}: the {article.lang} side reads as {look}; check which file is which"
        )


def _looks(article: Article) -> str:
    """Return ``zh`` or ``en`` (any Latin script) by its letters, empty if there are too few."""
    han, latin = han_count(article.text), len(_LATIN.findall(article.text))
    if han + latin < ENOUGH:
        return ""
    # a Chinese character is worth about four letters of English
    return "zh" if han * 4 > latin else "en"
