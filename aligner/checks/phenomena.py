"""Phenomena of Chinese news: where a source has one, and how much of it a translation keeps.

``labels`` says which phenomena a segment has. ``kept`` compares a hypothesis: each thing of the
source that the reference keeps too is an item, so that what no translation has to say does not
count, and the detectors' false alarms cancel out. Headlines and long sentences have no things of
their own: all those of the other phenomena inside them count. Not counted: whether the words
around are right.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

from aligner.checks.dateline import dateline, dateline_kept
from aligner.checks.dates import date_kept, is_checkable
from aligner.checks.names import (
    addresses,
    codes,
    cut,
    gloss_kept,
    glosses,
    holds,
    surname_kept,
    surnames,
)
from aligner.checks.numbers import amount_kept, is_salient
from aligner.checks.quantities import source_quantities
from aligner.checks.quotes import count_quotes, speech
from aligner.checks.surnames import spellings
from aligner.checks.times import time_kept
from aligner.checks.titles import titles, titles_kept
from aligner.document import Span
from aligner.text.news_zh import ZH
from aligner.text.script import han_count

_LONG = 80
_SHORT_HEADLINE = 40

Item = tuple[Span, Callable[[str], bool]]
"""Where it stands in the source, and whether an English text keeps it."""


@dataclass(frozen=True, slots=True)
class Phenomenon:
    """One kind of thing in a source; ``items`` finds it.

    ``items`` is ``None`` for a kind of segment: its items are those of all other phenomena.
    """

    name: str
    what: str
    items: Callable[[str], tuple[Item, ...]] | None
    present: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Kept:
    """How many items of a phenomenon a segment has, and how many its translation keeps."""

    kept: int
    total: int


def _numbers(src: str) -> tuple[Item, ...]:
    return tuple(
        (q.span, partial(amount_kept, src, q)) for q in source_quantities(src) if is_salient(src, q)
    )


def _scales(src: str) -> tuple[Item, ...]:
    return tuple(
        (q.span, partial(amount_kept, src, q))
        for q in source_quantities(src)
        if is_salient(src, q) and q.scale >= 1e4
    )


def _dates(src: str) -> tuple[Item, ...]:
    dates: list[Item] = [
        (q.span, partial(date_kept, q)) for q in source_quantities(src) if is_checkable(q)
    ]
    times: list[Item] = [
        (q.span, partial(time_kept, src, q)) for q in source_quantities(src) if q.kind == "time"
    ]
    return (*dates, *times)


def _names(src: str) -> tuple[Item, ...]:
    said: list[Item] = [(span, partial(gloss_kept, words=cut(src, span))) for span in glosses(src)]
    printed: list[Item] = [
        (span, partial(holds, words=cut(src, span))) for span in (*addresses(src), *codes(src))
    ]
    people: list[Item] = [
        (span, partial(surname_kept, spelt=spellings(surname, src)))
        for span, surname in surnames(src)
    ]
    return (*said, *printed, *people)


def _quotes_at_least(number: int, tgt: str) -> bool:
    return count_quotes(tgt) >= number


def _quotes(src: str) -> tuple[Item, ...]:
    return tuple(
        (span, partial(_quotes_at_least, number)) for number, span in enumerate(speech(src), 1)
    )


def _titles(src: str) -> tuple[Item, ...]:
    return tuple((span, titles_kept) for span in titles(src))


def _datelines(src: str) -> tuple[Item, ...]:
    span = dateline(src)
    return ((span, dateline_kept),) if span is not None else ()


def _is_headline(src: str) -> bool:
    text = src.strip()
    return (
        0 < han_count(text) <= _SHORT_HEADLINE
        and ZH.stop.search(text) is None
        and ZH.dateline.match(text) is None
    )


def _of_items(name: str, what: str, items: Callable[[str], tuple[Item, ...]]) -> Phenomenon:
    return Phenomenon(name, what, items, lambda src: bool(items(src)))


PHENOMENA = (
    _of_items("numbers", "amounts, percentages, money with the same value", _numbers),
    _of_items("scale", "those of the numbers written with 万 or 亿", _scales),
    _of_items("dates", "dates and times of day", _dates),
    _of_items("names", "Latin glosses, codes, addresses, surnames of speakers", _names),
    _of_items("quotes", "quoted speech still quoted", _quotes),
    _of_items("titles", "《》 titles marked as titles", _titles),
    _of_items("datelines", "agency, reporter or place and day at the start", _datelines),
    Phenomenon("headlines", "short segments without an end mark", None, _is_headline),
    Phenomenon(
        "long sentences",
        f"more than {_LONG} Chinese characters",
        None,
        lambda src: han_count(src) > _LONG,
    ),
)
"""All phenomena; the last two are kinds of segments."""


def labels(src: str, ref: str) -> frozenset[str]:
    """Return the names of the phenomena of a segment; items count if the reference keeps one."""
    return frozenset(
        phenomenon.name
        for phenomenon in PHENOMENA
        if (
            phenomenon.present(src)
            if phenomenon.items is None
            else bool(_items_of(phenomenon.name, src, ref))
        )
    )


def kept(name: str, src: str, ref: str, hyp: str) -> Kept:
    """Return how many items of a phenomenon the hypothesis keeps, of those the reference keeps.

    ``ALL`` is every item of every phenomenon, each once.
    """
    items = _items_of(name, src, ref)
    return Kept(sum(is_kept(hyp) for _, is_kept in items), len(items))


ALL = "all"
_INCLUDED = "scale"
"""Its items are among the numbers already."""


@lru_cache(maxsize=32768)
def _items_of(name: str, src: str, ref: str) -> tuple[Item, ...]:
    """Return the items of a source that its reference keeps."""
    if name == ALL:
        parts = (p.name for p in PHENOMENA if p.items is not None and p.name != _INCLUDED)
        return tuple(item for part in parts for item in _items_of(part, src, ref))
    phenomenon = next(p for p in PHENOMENA if p.name == name)
    if phenomenon.items is not None:
        return tuple(item for item in phenomenon.items(src) if item[1](ref))
    return _items_of(ALL, src, ref) if phenomenon.present(src) else ()
