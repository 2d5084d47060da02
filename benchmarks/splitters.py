"""Compare sentence splitters on the golden cases of this project.

Run: ``python benchmarks/splitters.py [--failures]``. pySBD is compared when it is installed
(``pip install pysbd``). The two regular expressions stand for the simple way: "split after
。！？ or …… with the closing quotes that follow" (the published description of what Bertalign does
for Chinese), and "split after .!? with closing quotes, before white space" for English.

The golden cases are our own, so the figures say how far a splitter follows the rules written down
in ``docs/decisions/0101-sentence-ends.md``, not how good it is on any text.
"""

import argparse
import re
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from aligner.lang import Lang
from aligner.text.split import sentences

DATA = Path(__file__).parents[1] / "tests" / "data"
ESCAPE = re.compile(r"\\(.)")
PLAIN = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}

Splitter = Callable[[str], list[str]]
Case = tuple[str, str, list[str]]

SIMPLE_ZH = re.compile(r"(?:[。！？!?]+|……)[”’」』\"]*|\n+")
SIMPLE_EN = re.compile(r"[.!?]+[\"'”’)]*(?=\s)|\n+")


def read_cases(lang: Lang) -> list[Case]:
    """Return (name, text, sentences) of the golden cases."""
    rows = (DATA / f"split_{lang}.tsv").read_text(encoding="utf-8").splitlines()
    cases = []
    for row in rows:
        name, *fields = row.split("\t")
        text, expected = (ESCAPE.sub(lambda match: PLAIN[match[1]], field) for field in fields)
        cases.append((name, text, expected.split("|")))
    return cases


def ours(lang: Lang) -> Splitter:
    """Return this project's splitter."""
    return lambda text: [text[span.start : span.end] for span in sentences(text, lang)]


def simple(pattern: re.Pattern[str]) -> Splitter:
    """Return a splitter that cuts after each match of ``pattern``."""

    def split(text: str) -> list[str]:
        cuts = [0, *(match.end() for match in pattern.finditer(text)), len(text)]
        pieces = (text[a:b].strip() for a, b in pairwise(cuts))
        return [piece for piece in pieces if piece]

    return split


def pysbd_splitter(lang: Lang) -> Splitter | None:
    """Return pySBD's splitter, or ``None`` when it is not installed."""
    try:
        import pysbd  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        return None
    segmenter = pysbd.Segmenter(language=lang, clean=False)

    def split(text: str) -> list[str]:
        return [piece.strip() for piece in segmenter.segment(text) if piece.strip()]

    return split


def ends(pieces: list[str]) -> set[int]:
    """Return the offsets of the sentence ends, white space not counted."""
    offsets, position = set(), 0
    for piece in pieces[:-1]:
        position += len("".join(piece.split()))
        offsets.add(position)
    return offsets


def score(cases: list[Case], split: Splitter) -> tuple[int, float, float, float, list[str]]:
    """Return cases right, precision, recall and F1 of sentence ends, and what went wrong."""
    right = found = wanted = both = 0
    failures = []
    for name, text, expected in cases:
        pieces = split(text)
        got, gold = ends(pieces), ends(expected)
        found, wanted, both = found + len(got), wanted + len(gold), both + len(got & gold)
        if pieces == expected:
            right += 1
        else:
            failures.append(f"{name}\t{' | '.join(pieces)}")
    precision, recall = both / max(found, 1), both / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return right, precision, recall, f1, failures


def speed(cases: list[Case], split: Splitter) -> float:
    """Return characters per second of processor time."""
    start = time.process_time()
    for _, text, _ in cases * 5:
        split(text)
    return 5 * sum(len(text) for _, text, _ in cases) / (time.process_time() - start)


def main() -> None:
    """Print a table for each language."""
    parser = argparse.ArgumentParser(description="Compare sentence splitters.")
    parser.add_argument("--failures", action="store_true", help="show every case that went wrong")
    options = parser.parse_args()
    for lang, pattern in (("zh", SIMPLE_ZH), ("en", SIMPLE_EN)):
        cases = read_cases(lang)  # type: ignore[arg-type]
        candidates: dict[str, Splitter | None] = {
            "aligner": ours(lang),  # type: ignore[arg-type]
            "pySBD": pysbd_splitter(lang),  # type: ignore[arg-type]
            "simple regex": simple(pattern),
        }
        print(f"{lang}: {len(cases)} cases\n")
        print("| splitter | cases right | precision | recall | F1 | characters/s |")
        print("|---|---|---|---|---|---|")
        for name, split in candidates.items():
            if split is None:
                print(f"| {name} | not installed: pip install pysbd | | | | |")
                continue
            right, precision, recall, f1, failures = score(cases, split)
            share = f"{right} ({right / len(cases):.1%})"
            figures = f"{precision:.3f} | {recall:.3f} | {f1:.3f}"
            print(f"| {name} | {share} | {figures} | {speed(cases, split):,.0f} |")
            if options.failures:
                print(*failures, sep="\n")
        print()


if __name__ == "__main__":
    main()
