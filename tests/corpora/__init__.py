"""Loaders of the sample corpora, and the tests that keep them consistent."""

import re
from pathlib import Path

CORPORA = Path(__file__).resolve().parents[2] / "corpora"
NEWS = CORPORA / "news"
CHALLENGE = CORPORA / "challenge" / "zh-en.jsonl"
JOIN = " ‖ "
"""What stands between two sentences of one side of a gold bead."""


def article_ids() -> list[str]:
    """Return the names of the news articles, in order."""
    return sorted(path.stem for path in (NEWS / "zh").glob("*.txt"))


def read_gold(article: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the gold beads of an article as Chinese and English sentences; a side may be empty."""
    beads = []
    for line in (NEWS / "gold" / f"{article}.tsv").read_text(encoding="utf-8").splitlines():
        zh, en = line.split("\t")
        beads.append((tuple(filter(None, zh.split(JOIN))), tuple(filter(None, en.split(JOIN)))))
    return beads


def read_roles(article: str, lang: str) -> list[tuple[str, str]]:
    """Return role and text of each paragraph; an inline dateline has a row of its own."""
    folder = {"zh": "roles", "en": "roles-en"}[lang]
    lines = (NEWS / folder / f"{article}.tsv").read_text(encoding="utf-8").splitlines()
    return [(role, text) for role, text in (line.split("\t") for line in lines)]


def squeeze(text: str) -> str:
    """Return the text without any white space."""
    return re.sub(r"\s+", "", text)
