"""Contrastive items: is the right translation more probable to a model than each wrong one?

The items are described beside ``corpora/challenge/zh-en.jsonl``. An item is solved if the right
translation has a higher log-probability a piece, by forced decoding, than every wrong one; a tie
is not solved. Says what a model prefers, not what it writes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from aligner.errors import FormatError
from aligner.formats.streams import read_lines
from aligner.registry.store import shipped_root
from aligner.scoring.binomial import Share

ALL = "all"
"""The name of the row over all phenomena."""


@dataclass(frozen=True, slots=True)
class ChallengeItem:
    """One source, its right translation and minimally wrong ones."""

    id: str
    phenomenon: str
    src: str
    good: str
    bad: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChallengeSet:
    """The items of one file; ``digest`` identifies their content."""

    name: str
    items: tuple[ChallengeItem, ...]
    digest: str

    def pairs(self) -> list[tuple[str, str]]:
        """Return source and translation of all to score: of each item the right one first."""
        return [(item.src, tgt) for item in self.items for tgt in (item.good, *item.bad)]


@dataclass(frozen=True, slots=True)
class PhenomenonRow:
    """One phenomenon: what a random choice would solve, and what each model does."""

    name: str
    chance: float
    shares: tuple[Share, ...]


def shipped_challenge() -> Path:
    """Return the file of the items that ship with aligner."""
    return shipped_root() / "corpora" / "challenge" / "zh-en.jsonl"


def read_challenge(path: Path) -> ChallengeSet:
    """Read a file of items, one JSON object a line; blank lines are skipped.

    Raises ``FormatError`` with file and line for what is no item, or an id given twice.
    """
    items: dict[str, ChallengeItem] = {}
    for number, line in read_lines(path):
        if not line.strip():
            continue
        item = _item(line, f"{path}:{number}")
        if item.id in items:
            raise FormatError(f"{path}:{number}: the id {item.id!r} occurs twice")
        items[item.id] = item
    if not items:
        raise FormatError(f"{path}: holds no items; write one JSON object a line")
    whole = "".join(item_line(item) for item in items.values())
    digest = hashlib.sha256(whole.encode()).hexdigest()[:8]
    return ChallengeSet(path.name, tuple(items.values()), digest)


def item_line(item: ChallengeItem) -> str:
    """Return the item as a line of such a file."""
    return json.dumps(asdict(item), ensure_ascii=False) + "\n"


def _item(line: str, where: str) -> ChallengeItem:
    try:
        given = json.loads(line)
    except json.JSONDecodeError as error:
        raise FormatError(f"{where}: not JSON: {error.msg} at column {error.colno}") from error
    if not isinstance(given, dict):
        raise FormatError(f"{where}: not a JSON object with id, phenomenon, src, good and bad")
    texts: dict[str, str] = {}
    for key in ("id", "phenomenon", "src", "good"):
        value = given.get(key)
        if not isinstance(value, str) or not value.strip():
            raise FormatError(f"{where}: {key!r} is missing or not a text")
        texts[key] = value
    bad = given.get("bad")
    if not isinstance(bad, list) or not bad or not all(isinstance(text, str) for text in bad):
        raise FormatError(f"{where}: 'bad' must be a list of one or more wrong translations")
    if texts["good"] in bad:
        raise FormatError(f"{where}: the right translation is among the wrong ones")
    wrong = tuple(cast("list[str]", bad))
    return ChallengeItem(**texts, bad=wrong, note=str(given.get("note", "")))


def solved(items: Sequence[ChallengeItem], scores: Sequence[float]) -> tuple[bool, ...]:
    """Return whether each item is solved; ``scores`` are those of ``ChallengeSet.pairs``."""
    results = []
    begin = 0
    for item in items:
        good, *bad = scores[begin : begin + 1 + len(item.bad)]
        results.append(good > max(bad))
        begin += 1 + len(item.bad)
    return tuple(results)


def by_phenomenon(
    items: Sequence[ChallengeItem], answers: Sequence[Sequence[bool]]
) -> tuple[PhenomenonRow, ...]:
    """Return a row for all items, then one a phenomenon; ``answers[model][item]``."""
    return tuple(_rows(items, answers))


def _rows(
    items: Sequence[ChallengeItem], answers: Sequence[Sequence[bool]]
) -> Iterator[PhenomenonRow]:
    names = dict.fromkeys(item.phenomenon for item in items)
    for name in (ALL, *names):
        inside = [k for k, item in enumerate(items) if name in (ALL, item.phenomenon)]
        chance = sum(1 / (1 + len(items[k].bad)) for k in inside) / len(inside)
        shares = tuple(Share(sum(of_one[k] for k in inside), len(inside)) for of_one in answers)
        yield PhenomenonRow(name, chance, shares)


def challenge_json(rows: Sequence[PhenomenonRow], names: Sequence[str]) -> list[dict[str, Any]]:
    """Return the rows with shares and intervals by model."""
    return [
        {
            "phenomenon": row.name,
            "chance": row.chance,
            "models": {
                name: {**asdict(share), "accuracy": share.value, "interval": share.interval}
                for name, share in zip(names, row.shares, strict=True)
            },
        }
        for row in rows
    ]
